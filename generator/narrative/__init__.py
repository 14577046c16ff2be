"""Figures and templates to blocks: the wording is in the templates, never here."""
