"""Folders, workbooks and drafts that the accountant fills in: what they hold, before any file."""
