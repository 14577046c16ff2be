"""The cells of the published tables: amounts as printed, heads, 栏次."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.block import GridCell, Role
from generator.model.table import CellKind
from generator.money import format_number

if TYPE_CHECKING:
    from collections.abc import Iterable

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
            GridCell(self.text(row.cells.get(column)), Role.TABLE_NUMBER, bold=bold)
            for column in columns
        ]


def head_cell(text: str, columns: int = 1, rows: int = 1) -> GridCell:
    """Return a cell of the head, with what it spans."""
    return GridCell(text, Role.TABLE_HEAD, columns, rows)


def numbers(first: int, last: int) -> list[GridCell]:
    """Return the cells of a 栏次 row."""
    return [head_cell(str(number)) for number in range(first, last + 1)]
