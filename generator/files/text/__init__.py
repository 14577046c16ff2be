"""Plain text, pasted or exported, as tables and passages."""
