"""`start`: this year's and last year's files, in any order → a data folder."""
