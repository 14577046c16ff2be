"""The figures of a department as a workbook: one row a figure, numbers as numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from generator.base.money import format_number
from generator.base.workbooks import save_book
from generator.field import zh
from generator.reporting.columns import FILE
from generator.reporting.spreadsheet import append_table, write_amount, write_head, write_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SHEET = "数字"
_WIDTHS = {"节": 12, zh.NAME: 44, "公式": 40, "来源": 60, "缺少": 44}
_WIDTH = 14
_NAMES = frozenset({zh.DEPARTMENT_NAME, FILE, "离群", zh.NAME})
_WIDE, _NARROW = 34, 16


def format_figures_workbook(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return the .xlsx of a table: Decimals as numbers, texts as texts, None as blank cells.

    The same table gives the same bytes. Raises OversizedCellError where a text is longer than a
    cell can hold.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = _SHEET
    write_head(sheet, {name: _WIDTHS.get(name, _WIDTH) for name in columns})
    count = 1
    for count, row in enumerate(rows, start=2):
        write_row(sheet, count, [one if isinstance(one, str) else "" for one in row])
        for column, value in enumerate(row, start=1):
            if isinstance(value, Decimal):
                places = max(0, -int(value.as_tuple().exponent))
                write_amount(sheet, count, column, format_number(value, places=places))
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count}"
    return save_book(book)


def format_all_figures(
    heads: tuple[str, ...],
    departments: Iterable[tuple[str | Decimal, ...]],
    long_heads: tuple[str, ...],
    figures: Iterable[tuple[str | Decimal, ...]],
) -> bytes:
    """Return the .xlsx of all departments: a row a department in one sheet, a row a figure in one.

    Raises OversizedCellError.
    """
    book = Workbook(write_only=True)
    widths = {name: _WIDE if name in _NAMES else _NARROW for name in heads}
    append_table(book.create_sheet("全部部门"), widths, departments)
    widths = {name: _WIDE if name in _NAMES else _NARROW for name in long_heads}
    append_table(book.create_sheet("逐项"), widths, figures)
    return save_book(book)
