"""Tells the tables of a report on a project's self-evaluation: its money, how it was managed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.field import evaluation
from generator.reading.evaluation_forms.cells import read_cell
from generator.reading.evaluation_forms.layout import Part, bare, read_head
from generator.reading.evaluation_forms.parts import money_source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from generator.model.sheet import Sheet
    from generator.reading.evaluation_forms.layout import Head

_HEAD_ROWS = 8


def is_report_table(sheet: Sheet) -> bool:
    """Whether a sheet is 表1-2-1 or 表1-2-2 of a report: one part of a form, under its heads.

    The sources of money begin with their total, the rows of management are those of the form.
    """
    head = _head(sheet)
    if head is None:
        return False
    labels = list(_labels(sheet, head))
    if head.part is Part.MONEY:
        return bool(labels) and money_source(labels[0]) == evaluation.MONEY_TOTAL
    managed = head.part is Part.MANAGEMENT
    return managed and bool(labels) and labels[0] in evaluation.MANAGEMENT_ROWS


def total_amounts(sheet: Sheet) -> frozenset[Decimal | None]:
    """Return the amounts of 年度资金总额 in 表1-2-1, as printed; empty where it has none."""
    head = _head(sheet)
    if head is None or head.part is not Part.MONEY or head.last + 1 >= len(sheet.rows):
        return frozenset()
    row = sheet.rows[head.last + 1]
    columns = (one for one in head.columns if one.name in evaluation.MONEY_COLUMNS)
    cells = (read_cell(row[one.start], sheet.place(head.last + 1, one.start)) for one in columns)
    return frozenset(cell.number for cell in cells if cell.number is not None)


def _head(sheet: Sheet) -> Head | None:
    heads = (read_head(sheet, row) for row in range(min(len(sheet.rows), _HEAD_ROWS)))
    return next(filter(None, heads), None)


def _labels(sheet: Sheet, head: Head) -> Iterator[str]:
    for row in sheet.rows[head.last + 1 :]:
        label = next(filter(None, row[: head.left]), "")
        if label:
            yield bare(label)
