"""Blocks and findings to the screen, plain text, HTML and CSV: formatting only."""
