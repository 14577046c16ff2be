"""The sheets of a workbook on all departments together."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.field import zh
from generator.reporting import survey_words as words
from generator.reporting.columns import FILE
from generator.reporting.spreadsheet import append_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from openpyxl import Workbook

    from generator.model.survey import Survey

    Value = str | Decimal

_WIDE = frozenset({zh.PROBLEM, words.EXAMPLE, words.BASIS, words.RULE, words.SAID, zh.REASON})
_NARROW = frozenset({*words.KIND_COLUMNS[1:4], *words.WORST_COLUMNS[2:], zh.UNIT, zh.TOTAL})
_LEFT_OUT = (FILE, zh.REASON)


def append_survey(book: Workbook, survey: Survey | None) -> None:
    """Add what is said of all files together, where it was asked for. Raises OversizedCellError."""
    if survey is None:
        return
    sheets: tuple[tuple[str, tuple[str, ...], Iterable[tuple[Value, ...]]], ...] = (
        (words.KINDS_TITLE, words.KIND_COLUMNS, _as_numbers(words.list_kinds(survey), 2)),
        (words.WORST_TITLE, words.WORST_COLUMNS, _as_numbers(words.list_worst(survey), 2)),
        (
            words.MATRIX_TITLE,
            words.matrix_columns(survey),
            _as_numbers(words.list_matrix(survey), 2),
        ),
        (words.OUTLIERS_TITLE, words.OUTLIER_COLUMNS, words.list_outliers(survey)),
        (words.PASTED_TITLE, words.PASTED_COLUMNS, words.list_pasted(survey)),
        (words.LEFT_OUT_TITLE, _LEFT_OUT, words.list_left_out(survey)),
    )
    for title, columns, rows in sheets:
        append_table(book.create_sheet(title), {name: _width(name) for name in columns}, rows)


def _width(column: str) -> int:
    if column in _WIDE:
        return 50
    return 9 if column in _NARROW else 24


def _as_numbers(rows: Iterable[tuple[str, ...]], start: int) -> Iterator[tuple[Value, ...]]:
    """Yield rows whose counts, from a column on, are numbers."""
    for row in rows:
        counts = (Decimal(text) if text.isdecimal() else text for text in row[start:])
        yield (*row[:start], *counts)
