"""What is in a file, of whatever format: Sheets or Passages."""
