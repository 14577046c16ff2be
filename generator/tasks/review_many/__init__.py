"""Many reviews at once: which files, with which data, what was accepted before, the reports."""
