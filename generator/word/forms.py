"""The printed form of the nine published tables: heads, 栏次 and 行次, blocks, totals."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from generator.field import forms, zh
from generator.field.forms import Side
from generator.model.block import Grid, GridCell
from generator.model.printing import TablePrinting, fill_line
from generator.word.form_cells import (
    BLANK,
    AmountPrinter,
    Cells,
    FiledPrinter,
    Printed,
    head_cell,
    numbers,
    total_name,
)
from generator.word.form_widths import spread_spare, weigh_columns
from generator.word.special_forms import layout_basic, layout_three_public

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.place import Place
    from generator.model.table import Row, Table

_UPRIGHT = frozenset({forms.INCOME_EXPENDITURE})
_TOTAL = zh.TOTAL
_GRAND_TOTAL = zh.GRAND_TOTAL
_YEAR_TOTALS = frozenset({zh.INCOME_TOTAL, zh.SPENDING_TOTAL})
_CODE_HEADS = ("功能分类科目编码", zh.SUBJECT_NAME)

Pair = tuple["Row | None", "Row | None"]
_HENAN = TablePrinting()


def layout_table(  # noqa: PLR0913 - what the table itself does not know
    table: Table,
    *,
    department: str,
    year: str,
    unit: str,
    scope: str,
    notes: tuple[str, ...],
    separators: bool,
    printing: TablePrinting = _HENAN,
    place: int = 0,
    title: str = "",
) -> Grid:
    """Return a table as read in its official printed form.

    `year` is the fiscal year (2024), `scope` 部门 or 单位, `notes` are printed as they are.
    `place` is that of the table in the document (its own number where it is 0), `title` goes
    over the title of the file.
    """
    head, body = _LAYOUTS[table.form](table, AmountPrinter(separators=separators), printing)
    words = {
        "序号": f"{place:02}" if place else table.form[-2:],
        zh.SCOPE: scope,
        zh.DEPARTMENT_NAME: department,
        zh.YEAR: year.removesuffix(zh.YEAR),
        zh.UNIT: unit,
    }
    above = _Above(
        title,
        fill_line(printing.number, words),
        fill_line(printing.department, words),
        fill_line(printing.year, words),
        fill_line(printing.unit, words),
    )
    upright = _is_upright(table.form, printing)
    return _make_grid(table, above, head, body, notes, upright=upright)


def layout_filed_table(table: Table, *, department: str, year: str, scope: str) -> Grid:
    """Return a table with the cells as its file states them, each with its place.

    It stands in the official form; rows for which the form has no place follow below it.
    """
    amounts = FiledPrinter(separators=False)
    head, body = _LAYOUTS[table.form](table, amounts, _HENAN)
    body += _rows_left_out(table, amounts, head, body)
    statement = (f"说明：{table.statement}",) if table.statement else ()
    above = _Above(
        "",
        f"{table.form}表",
        f"{scope}名称：{table.department or department}",
        year,
        f"单位：{table.file_unit}",
    )
    upright = _is_upright(table.form, _HENAN)
    return _make_grid(table, above, head, body, (*table.notes, *statement), upright=upright)


class _Above(NamedTuple):
    """The lines above a table in full: 公开01表, 部门名称：…, the year, 单位：万元."""

    title: str
    number: str
    department: str
    year: str
    unit: str


def _make_grid(
    table: Table,
    above: _Above,
    head: list[Cells],
    body: list[Cells],
    notes: tuple[str, ...],
    *,
    upright: bool,
) -> Grid:
    widths = weigh_columns((*head, *body))
    return Grid(
        title=above.title or table.title or forms.FORM_BY_NUMBER[table.form].title,
        number=above.number,
        department=above.department,
        year=above.year,
        unit=above.unit,
        widths=spread_spare(widths) if table.form in _CODED_HEADS else widths,
        rows=(*head, *body),
        head_rows=len(head),
        landscape=not upright,
        notes=notes,
    )


def _is_upright(form: str, printing: TablePrinting) -> bool:
    """Whether a table stands on an upright page: 公开01, and 公开06 in two long blocks."""
    return form in _UPRIGHT or (form == forms.BASIC_DETAIL and printing.two_blocks)


def _rows_left_out(
    table: Table, amounts: AmountPrinter, head: Sequence[Cells], body: Sequence[Cells]
) -> list[Cells]:
    """Return the rows of the file that the form does not show, with what stands in them."""
    shown = {cell.place for row in body for cell in row}
    width = sum(cell.columns for cell in head[0])
    left_out = []
    for row in table.rows:
        columns = [name for name, cell in row.cells.items() if cell.text]
        if columns and not any(row.cells[name].place in shown for name in columns):
            cells = amounts.cells(row, columns[:width])
            spare = width - len(cells)
            named = GridCell(row.title, columns=spare, place=amounts.row_place(row))
            left_out.append((named, *cells) if spare else tuple(cells))
    return left_out


def _layout_two_sided(table: Table, amounts: AmountPrinter, printing: TablePrinting) -> Printed:
    form = forms.FORM_BY_NUMBER[table.form]
    names = (zh.ITEM, zh.LINE_NUMBER) if printing.ordinals else (zh.ITEM,)
    amount = printing.amount
    right = [amount] if len(form.columns) == 1 else [_TOTAL, *form.columns[1:]]
    head = [
        (head_cell(zh.INCOME, len(names) + 1), head_cell(zh.EXPENDITURE, len(names) + len(right))),
        tuple(map(head_cell, (*names, amount, *names, *right))),
        (
            head_cell(zh.COLUMN_NUMBER),
            head_cell(""),
            head_cell("1"),
            head_cell(zh.COLUMN_NUMBER),
            head_cell(""),
            *numbers(2, 1 + len(right)),
        ),
    ]
    pairs, lines = _pair_sides(table)
    if not printing.ordinals:
        head.pop()
    shown = len(names)
    body = []
    for (left_row, right_row), (left_line, right_line) in zip(pairs, lines, strict=True):
        body.append(
            (
                *_labelled(left_row, left_line, amounts.row_place(left_row))[:shown],
                *amounts.cells(left_row, form.income_columns, bold=_is_total(left_row)),
                *_labelled(right_row, right_line, amounts.row_place(right_row))[:shown],
                *amounts.cells(right_row, form.columns, bold=_is_total(right_row)),
            )
        )
    return head, body


def _is_total(row: Row | None) -> bool:
    return row is not None and (row.key == _GRAND_TOTAL or row.key in _YEAR_TOTALS)


def _labelled(row: Row | None, line: str, place: Place | None) -> Cells:
    """Return label and 行次; totals stand out, as do the parts of an opening balance."""
    if row is None:
        return (BLANK, head_cell(line))
    if _is_total(row):
        return (GridCell(row.label, align="center", bold=True, place=place), head_cell(line))
    return (GridCell(row.label, place=place), head_cell(line))


def _pair_sides(table: Table) -> tuple[list[Pair], list[tuple[str, str]]]:
    """Return the rows of both sides next to each other, and their 行次.

    They stand where their 行次 says. Where it is missing or does not add up, the two year totals
    and the two grand totals face each other, and lines are numbered anew.
    """
    sides = [
        [row for row in table.rows if row.side is side] for side in (Side.INCOME, Side.EXPENDITURE)
    ]
    by_line = [_place_by_line(rows) for rows in sides]
    if by_line[0] and len(by_line[0]) == len(by_line[1]):
        starts = [min(int(row.line) for row in rows) for rows in sides]
        count = len(by_line[0])
        left, right = by_line
    else:
        pieces = zip(*map(_split_side, sides), strict=True)
        pairs = [pair for piece in pieces for pair in zip_longest(*piece)]
        count = len(pairs)
        left, right = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        starts = [1, count + 1]
    numbers = [(str(starts[0] + index), str(starts[1] + index)) for index in range(count)]
    return list(zip(left, right, strict=True)), numbers


def _place_by_line(rows: Sequence[Row]) -> list[Row | None]:
    """Return the rows at the places that their 行次 names, empty if they do not name any."""
    lines = [int(row.line) for row in rows if row.line.isdecimal()]
    if not lines or len(lines) < len(rows) or lines != sorted(set(lines)):
        return []
    if lines[-1] - lines[0] >= 2 * len(rows) + 20:  # a 行次 misread, not a gap
        return []
    places: list[Row | None] = [None] * (lines[-1] - lines[0] + 1)
    for row, line in zip(rows, lines, strict=True):
        places[line - lines[0]] = row
    return places


def _split_side(rows: Sequence[Row]) -> tuple[list[Row], list[Row], list[Row]]:
    """Return the items, what stands between the year total and the grand total, the latter."""
    named = [row for row in rows if row.label]
    keys = [row.key for row in named]
    end = keys.index(_GRAND_TOTAL) if _GRAND_TOTAL in keys else len(named)
    middle = next((index for index, key in enumerate(keys) if key in _YEAR_TOTALS), end)
    return named[:middle], named[middle:end], named[end:]


def _layout_coded(table: Table, amounts: AmountPrinter, printing: TablePrinting) -> Printed:
    columns = forms.FORM_BY_NUMBER[table.form].columns
    heads = _CODED_HEADS[table.form]
    if table.form == forms.STATE_CAPITAL and printing.flows:
        opening, income, closing = forms.FORM_BY_NUMBER[table.form].more_columns
        columns = (opening, income, *columns, closing)
        heads = _CODED_HEADS[forms.FUND_BUDGET]
    ordinals = (
        [(head_cell(zh.COLUMN_NUMBER, 2), *numbers(1, len(columns)))] if printing.ordinals else []
    )
    head = [*heads, *ordinals]
    body = []
    total = table.row(_TOTAL)
    rows = [row for row in table.rows if row is not total]
    for row in (*rows, total) if printing.total_last else (total, *rows):
        place = amounts.row_place(row)
        if row is None or not row.code:
            label = row.label if row is not None else _TOTAL
            names: Cells = (total_name(label, 2, place),)
        else:
            names = (GridCell(row.code, place=place), GridCell(row.label, place=place))
        body.append((*names, *amounts.cells(row, columns, bold=row is total)))
    return head, body


def _plain_head(table: str) -> list[Cells]:
    columns = forms.FORM_BY_NUMBER[table].columns
    return [
        (head_cell(zh.ITEM, 2), *(head_cell(column, rows=2) for column in columns)),
        tuple(map(head_cell, _CODE_HEADS)),
    ]


def _spending_head(
    *columns: str, before: Sequence[str] = (), after: Sequence[str] = ()
) -> list[Cells]:
    return [
        (
            head_cell(zh.ITEM, 2),
            *(head_cell(name, rows=2) for name in before),
            head_cell(zh.SPENDING_THIS_YEAR, len(columns)),
            *(head_cell(name, rows=2) for name in after),
        ),
        tuple(map(head_cell, (*_CODE_HEADS, *columns))),
    ]


_CODED_HEADS = {
    forms.INCOME: _plain_head(forms.INCOME),
    forms.EXPENDITURE: _plain_head(forms.EXPENDITURE),
    forms.GENERAL_BUDGET: _spending_head(zh.SUBTOTAL, zh.BASIC_EXPENDITURE, zh.PROJECT_EXPENDITURE),
    forms.FUND_BUDGET: _spending_head(
        zh.SUBTOTAL,
        zh.BASIC_EXPENDITURE,
        zh.PROJECT_EXPENDITURE,
        before=(zh.CARRIED_IN, zh.INCOME_THIS_YEAR),
        after=(zh.CARRIED_OUT,),
    ),
    forms.STATE_CAPITAL: _spending_head(zh.TOTAL, zh.BASIC_EXPENDITURE, zh.PROJECT_EXPENDITURE),
}


_LAYOUTS = {
    forms.INCOME_EXPENDITURE: _layout_two_sided,
    forms.INCOME: _layout_coded,
    forms.EXPENDITURE: _layout_coded,
    forms.FISCAL_SUMMARY: _layout_two_sided,
    forms.GENERAL_BUDGET: _layout_coded,
    forms.BASIC_DETAIL: layout_basic,
    forms.FUND_BUDGET: _layout_coded,
    forms.STATE_CAPITAL: _layout_coded,
    forms.THREE_PUBLIC: layout_three_public,
}
