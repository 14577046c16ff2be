"""Totals, shares, changes and completion rates, each with its formula and source cells."""
