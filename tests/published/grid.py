"""CSV files as grids of text: read, looked up by their labels, corrected, written."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with one head row; a cell is reached by its column and the label of its row."""

    head: list[str]
    rows: list[list[str]]

    @classmethod
    def read(cls, path: Path) -> Grid:
        """Return the grid of a CSV file."""
        with path.open(encoding="utf-8-sig", newline="") as lines:
            head, *rows = csv.reader(lines)
        return cls(head, rows)

    def write(self, path: Path) -> None:
        """Write the grid as a CSV file."""
        write_rows(path, [self.head, *self.rows])

    def row(self, key_column: str, key: str) -> list[str]:
        """Return the one row that has `key` in `key_column`."""
        index = self.head.index(key_column)
        (found,) = (row for row in self.rows if row[index] == key)
        return found

    def text(self, column: str, key_column: str, key: str) -> str:
        """Return one cell as it stands."""
        return self.row(key_column, key)[self.head.index(column)]

    def amount(self, column: str, key_column: str, key: str) -> Decimal:
        """Return one cell as a number; blank is 0."""
        return Decimal(self.text(column, key_column, key) or 0)

    def correct(self, column: str, key_column: str, key: str, *, old: str, new: str) -> None:
        """Replace a cell. Raises ValueError where the old text is not what stands there."""
        row = self.row(key_column, key)
        index = self.head.index(column)
        if row[index] != old:
            raise ValueError(f"{key} {column}：{row[index]!r} ≠ {old!r}")
        row[index] = new


def write_rows(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """Write rows as CSV (UTF-8)."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
