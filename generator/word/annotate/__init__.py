"""Tracked changes and comments in a submitted .docx."""
