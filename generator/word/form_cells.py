"""The amount cells of the published forms: as a document prints them, or as their file has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.money import format_number
from generator.model.block import GridCell, Role
from generator.model.table import CellKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.place import Place
    from generator.model.table import Cell, Row

BLANK = GridCell("")
BLANK_NUMBER = GridCell("", Role.TABLE_NUMBER)

Cells = tuple[GridCell, ...]
Printed = tuple[list[Cells], list[Cells]]  # head, body


class AmountPrinter:
    """Prints amount cells: two decimals; blank, dash and zero stay what they are."""

    def __init__(self, *, separators: bool) -> None:
        self._separators = separators

    def text(self, cell: Cell | None) -> str:
        """Return what stands in the printed cell."""
        if cell is None or cell.kind is CellKind.BLANK:
            return ""
        if cell.kind is CellKind.DASH:
            return "—"
        if cell.value is None:
            return cell.text
        return format_number(cell.value, separators=self._separators)

    def cells(
        self, row: Row | None, columns: Iterable[str], *, bold: bool = False
    ) -> list[GridCell]:
        """Return the cells of a row in the order of `columns`; without a row they are blank."""
        if row is None:
            return [BLANK_NUMBER for _ in columns]
        return [
            GridCell(
                self.text(cell := row.cells.get(column)),
                Role.TABLE_NUMBER,
                bold=bold,
                place=self.place(cell),
            )
            for column in columns
        ]

    def place(self, _cell: Cell | None) -> Place | None:
        """Return the place that the printed cell is to lead to: none in a document."""
        return None

    def row_place(self, _row: Row | None) -> Place | None:
        """Return the place that the name of a row is to lead to: none in a document."""
        return None


class FiledPrinter(AmountPrinter):
    """Prints amount cells as their file has them, with their places."""

    def text(self, cell: Cell | None) -> str:
        """Return the text of the cell in the file."""
        return "" if cell is None else cell.text

    def place(self, cell: Cell | None) -> Place | None:
        """Return where the cell stands."""
        return None if cell is None else cell.place

    def row_place(self, row: Row | None) -> Place | None:
        """Return the row of the file, as a place without a column."""
        first = next(iter(row.cells.values()), None) if row else None
        return first.place._replace(column_number=0, column="") if first else None


def head_cell(text: str, columns: int = 1, rows: int = 1) -> GridCell:
    """Return a cell of the head, with what it spans."""
    return GridCell(text, Role.TABLE_HEAD, columns, rows)


def numbers(first: int, last: int) -> list[GridCell]:
    """Return the cells of a 栏次 row."""
    return [head_cell(str(number)) for number in range(first, last + 1)]


def total_name(text: str, columns: int, place: Place | None) -> GridCell:
    """Return the name of a total, over the columns of codes and names."""
    return GridCell(text, columns=columns, align="center", bold=True, place=place)
