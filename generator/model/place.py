"""Where something stands: a cell of a file, or a passage of a text."""

from __future__ import annotations

from typing import NamedTuple


def column_letters(number: int) -> str:
    """Return the spreadsheet letters of the 1-based column `number` (28 → AB)."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class Place(NamedTuple):
    """A cell (file, row, column as Excel shows them) or a passage (section, quote).

    `row_number` and `column_number` are 1-based; 0 means that the place is wider than one cell.
    """

    file: str = ""
    row_number: int = 0
    column_number: int = 0
    table: str = ""
    row: str = ""
    column: str = ""
    sheet: str = ""
    section: str = ""
    paragraph: int = 0
    quote: str = ""

    @property
    def address(self) -> str:
        """The spreadsheet address (F2), a bare row number, or an empty text."""
        if self.row_number and self.column_number:
            return f"{column_letters(self.column_number)}{self.row_number}"
        return str(self.row_number) if self.row_number else ""
