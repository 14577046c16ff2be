"""A submitted text against its tables, number by number (审核)."""
