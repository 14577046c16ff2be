"""Figures that were copied from another cell (照抄): the row above, the total, the next column."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.checks.ledger import Ledger
    from generator.checks.term import Term


def describe_copy(ledger: Ledger, term: Term, expected: int) -> str:
    """Return in Chinese which other amount a cell repeats; empty where there is none.

    The neighbours are looked at; where the cell should be empty, all rows of the column.
    """
    if not term.value or term.cell is None:
        return ""
    for offset, name in ((-1, "上一行"), (1, "下一行")):
        row = ledger.row_of(term, offset)
        cell = row.cells.get(term.column) if row else None
        if row and cell and cell.value == term.cell.value:
            return f"与{name}“{row.title or row.key}”的数相同，疑填错了行"
    if not expected:
        for row in ledger.rows_beside(term):
            cell = row.cells.get(term.column)
            if cell and cell.value == term.cell.value:
                return f"与“{row.title or row.key}”的数相同，疑重复填写"
    own = ledger.row_of(term, 0)
    for column, cell in own.cells.items() if own else ():
        if column != term.column and cell.value == term.cell.value:
            return f"与本行{{{column}}}的数相同，疑填错了栏"
    return ""
