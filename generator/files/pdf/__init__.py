"""A PDF with text as tables and passages."""
