"""A submitted .docx as tables and passages."""
