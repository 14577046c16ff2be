"""Frozen values that every stage shares: places, findings, tables, figures and blocks."""
