"""Files to values: text and cells with their places; the nine tables; the lists of the folder."""
