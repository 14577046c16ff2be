"""The summary of a batch as a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook

from generator.base.severity import Severity
from generator.base.workbooks import save_book
from generator.reporting.batch_words import COLUMNS, FAILED, STATE, SUMMARY
from generator.reporting.spreadsheet import SEVERITY_FILLS, append_table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from openpyxl.styles import PatternFill

_MOST = 30_000  # characters: a cell holds a few more


def format_batch_book(rows: Iterable[tuple[str | Decimal, ...]]) -> bytes:
    """Return the .xlsx: a row a department; rows are not kept. Raises OversizedCellError."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(SUMMARY)
    append_table(sheet, COLUMNS, map(_shorten, rows), _colour)
    return save_book(book)


def _shorten(row: tuple[str | Decimal, ...]) -> tuple[str | Decimal, ...]:
    return tuple(cell[:_MOST] if isinstance(cell, str) else cell for cell in row)


def _colour(column: str, text: str) -> PatternFill | None:
    is_state = column == STATE and text == FAILED
    return SEVERITY_FILLS[Severity.ERROR.label] if is_state else None
