"""What concerns the document as a whole: structure, names, tables, terms."""
