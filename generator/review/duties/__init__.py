"""The check list (检查表): which duties of a public document a submitted one fulfils."""
