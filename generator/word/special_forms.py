"""The printed form of 公开06 (blocks side by side) and 公开09 (a single row of twelve cells)."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from generator.field import forms, zh
from generator.model.block import GridCell
from generator.word.form_cells import AmountPrinter, Cells, Printed, head_cell, numbers, total_name

if TYPE_CHECKING:
    from generator.model.printing import TablePrinting
    from generator.model.table import Row, Table

_TOTAL = zh.TOTAL
_STAFF_TOTAL = zh.STAFF_TOTAL
_OFFICE_TOTAL = zh.OFFICE_TOTAL
_STAFF = ("301", "303")
_GOODS = ("302",)


def layout_basic(table: Table, amounts: AmountPrinter, printing: TablePrinting) -> Printed:
    """公开06: staff on the left; goods and services, then everything else, on the right.

    The last two are two blocks, or one below the other.
    """
    columns = forms.FORM_BY_NUMBER[table.form].columns
    block = ("经济分类科目编码", zh.SUBJECT_NAME, zh.FINAL)
    blocks: list[list[Row]] = [[], []] if printing.two_blocks else [[], [], []]
    head = [
        (head_cell(zh.STAFF_COSTS, 3), head_cell(zh.OFFICE_COSTS, 3 * len(blocks) - 3)),
        tuple(map(head_cell, block * len(blocks))),
    ]
    for row in table.coded_rows():
        group = row.code[:3]
        blocks[0 if group in _STAFF else 1 if group in _GOODS else -1].append(row)
    body: list[Cells] = []
    for rows in zip_longest(*blocks):
        cells: list[GridCell] = []
        for row in rows:
            place = amounts.row_place(row)
            names = (row.code, row.label) if row else ("", "")
            cells += [GridCell(name, place=place) for name in names]
            cells += amounts.cells(row, columns)
        body.append(tuple(cells))
    totals = (table.row(_STAFF_TOTAL), table.row(_OFFICE_TOTAL))
    body.append(
        (
            total_name(_STAFF_TOTAL, 2, amounts.row_place(totals[0])),
            *amounts.cells(totals[0], columns, bold=True),
            total_name(_OFFICE_TOTAL, 3 * len(blocks) - 4, amounts.row_place(totals[1])),
            *amounts.cells(totals[1], columns, bold=True),
        )
    )
    return head, body


def layout_three_public(table: Table, amounts: AmountPrinter, printing: TablePrinting) -> Printed:
    """公开09: six budgets and six outcomes, or budget and outcome of each item side by side."""
    columns = forms.FORM_BY_NUMBER[table.form].columns
    if printing.paired:
        return _layout_paired(table, amounts, printing)
    half = (
        head_cell(_TOTAL, rows=2),
        head_cell(zh.TRAVEL_ABROAD, rows=2),
        head_cell(zh.VEHICLES_LONG, 3),
        head_cell(zh.RECEPTION, rows=2),
    )
    head = [
        (head_cell(zh.BUDGET_AMOUNT, 6), head_cell(zh.FINAL, 6)),
        half * 2,
        tuple(map(head_cell, (zh.SUBTOTAL, zh.VEHICLE_PURCHASE, zh.VEHICLE_RUNNING) * 2)),
    ]
    if printing.ordinals:
        head.append(tuple(numbers(1, len(columns))))
    row = table.row(forms.THREE_PUBLIC_ROW)
    return head, [tuple(amounts.cells(row, columns))]


def _layout_paired(table: Table, amounts: AmountPrinter, printing: TablePrinting) -> Printed:
    columns = forms.FORM_BY_NUMBER[table.form].columns
    items = len(columns) // 2
    head = [
        (head_cell("财政拨款“三公”经费", len(columns)),),
        (
            head_cell(_TOTAL, 2, 2),
            head_cell(zh.TRAVEL_ABROAD, 2, 2),
            head_cell(zh.VEHICLES_LONG, 6),
            head_cell(zh.RECEPTION, 2, 2),
        ),
        tuple(
            head_cell(name, 2) for name in (zh.SUBTOTAL, zh.VEHICLE_PURCHASE, zh.VEHICLE_RUNNING)
        ),
        tuple(map(head_cell, (zh.BUDGET_AMOUNT, zh.FINAL) * items)),
    ]
    pairs = [
        column for pair in zip(columns[:items], columns[items:], strict=True) for column in pair
    ]
    if printing.ordinals:
        head.append(tuple(numbers(1, len(columns))))
    return head, [tuple(amounts.cells(table.row(forms.THREE_PUBLIC_ROW), pairs))]
