"""Recomputes every relation between the nine published tables, without the program."""
