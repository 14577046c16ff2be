"""Every failing relation of the nine published tables, computed without the program."""

import csv
from itertools import chain
from pathlib import Path

from rederived import details, totals
from rederived.relation import Comparer, Failure
from rederived.sheets import Book


def read_names(path: Path) -> dict[str, str]:
    """Return the names of the known codes."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


def failures(book: Book, names: dict[str, str]) -> list[Failure]:
    """Return what fails of DOMAIN 2.2 to 2.7 and 2.9 (A07 and F08 need more than the tables)."""
    compare = Comparer(book)
    return list(
        chain(
            totals.check_overall(book, compare),
            totals.check_income_spending(book, compare),
            totals.check_grants(book, compare),
            details.check_grant_tables(book, compare),
            details.check_basic(book, compare),
            details.check_three_public(book, compare),
            details.check_statements(book),
            details.check_places(book),
            details.check_lines(book),
            details.check_codes(book, names),
            details.check_decimals(book),
        )
    )
