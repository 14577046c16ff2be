"""The printed form of the nine published tables: heads, 栏次 and 行次, blocks, totals."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from generator.document.form_cells import AmountPrinter, FiledPrinter
from generator.document.form_widths import spread_spare, weigh_columns
from generator.model import forms
from generator.model.block import Grid, GridCell, Role
from generator.model.table import Side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.place import Place
    from generator.model.table import Row, Table

_UPRIGHT = frozenset({forms.INCOME_EXPENDITURE})
_TOTAL = "合计"
_GRAND_TOTAL = "总计"
_YEAR_TOTALS = frozenset({"本年收入合计", "本年支出合计"})
_STAFF_TOTAL = "人员经费合计"
_OFFICE_TOTAL = "公用经费合计"
_STAFF = ("301", "303")
_GOODS = ("302",)
_BLANK = GridCell("")
_CODE_HEADS = ("功能分类科目编码", "科目名称")

Cells = tuple[GridCell, ...]
Pair = tuple["Row | None", "Row | None"]
Printed = tuple[list[Cells], list[Cells]]  # head, body


def layout_table(  # noqa: PLR0913 - what the table itself does not know
    table: Table,
    *,
    department: str,
    year: str,
    unit: str,
    scope: str,
    notes: tuple[str, ...],
    separators: bool,
) -> Grid:
    """Return a table as read in its official printed form.

    `year` is the fiscal year (2024), `scope` 部门 or 单位, `notes` are printed as they are.
    """
    head, body = _LAYOUTS[table.form](table, AmountPrinter(separators=separators))
    above = _Above(f"{scope}名称：{department}", f"{year.removesuffix('年度')}年度", unit)
    return _make_grid(table, above, head, body, notes)


def layout_filed_table(table: Table, *, department: str, year: str, scope: str) -> Grid:
    """Return a table with the cells as its file states them, each with its place.

    It stands in the official form; rows for which the form has no place follow below it.
    """
    amounts = FiledPrinter(separators=False)
    head, body = _LAYOUTS[table.form](table, amounts)
    body += _rows_left_out(table, amounts, head, body)
    statement = (f"说明：{table.statement}",) if table.statement else ()
    above = _Above(f"{scope}名称：{table.department or department}", year, table.file_unit)
    return _make_grid(table, above, head, body, (*table.notes, *statement))


class _Above(NamedTuple):
    """The lines above a table: 部门名称, the year in full, the unit."""

    department: str
    year: str
    unit: str


def _make_grid(
    table: Table, above: _Above, head: list[Cells], body: list[Cells], notes: tuple[str, ...]
) -> Grid:
    form = forms.FORM_BY_NUMBER[table.form]
    widths = weigh_columns((*head, *body))
    return Grid(
        title=table.title or form.title,
        number=f"{table.form}表",
        department=above.department,
        year=above.year,
        unit=f"单位：{above.unit}",
        widths=spread_spare(widths) if table.form in _CODED_HEADS else widths,
        rows=(*head, *body),
        head_rows=len(head),
        landscape=table.form not in _UPRIGHT,
        notes=notes,
    )


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


def _head(text: str, columns: int = 1, rows: int = 1) -> GridCell:
    return GridCell(text, Role.TABLE_HEAD, columns, rows)


def _numbers(first: int, last: int) -> list[GridCell]:
    """Return the cells of a 栏次 row."""
    return [_head(str(number)) for number in range(first, last + 1)]


def _layout_two_sided(table: Table, amounts: AmountPrinter) -> Printed:
    form = forms.FORM_BY_NUMBER[table.form]
    names = ("项目", "行次")
    right = ["金额"] if len(form.columns) == 1 else [_TOTAL, *form.columns[1:]]
    head = [
        (_head("收入", 3), _head("支出", 2 + len(right))),
        tuple(map(_head, (*names, "金额", *names, *right))),
        (
            _head("栏次"),
            _head(""),
            _head("1"),
            _head("栏次"),
            _head(""),
            *_numbers(2, 1 + len(right)),
        ),
    ]
    pairs, lines = _pair_sides(table)
    body = []
    for (left_row, right_row), (left_line, right_line) in zip(pairs, lines, strict=True):
        body.append(
            (
                *_labelled(left_row, left_line, amounts.row_place(left_row)),
                *amounts.cells(left_row, form.income_columns, bold=_is_total(left_row)),
                *_labelled(right_row, right_line, amounts.row_place(right_row)),
                *amounts.cells(right_row, form.columns, bold=_is_total(right_row)),
            )
        )
    return head, body


def _is_total(row: Row | None) -> bool:
    return row is not None and (row.key == _GRAND_TOTAL or row.key in _YEAR_TOTALS)


def _labelled(row: Row | None, line: str, place: Place | None) -> Cells:
    """Return label and 行次; totals stand out, as do the parts of an opening balance."""
    if row is None:
        return (_BLANK, _head(line))
    if _is_total(row):
        return (GridCell(row.label, align="center", bold=True, place=place), _head(line))
    return (GridCell(row.label, place=place), _head(line))


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


def _layout_coded(table: Table, amounts: AmountPrinter) -> Printed:
    columns = forms.FORM_BY_NUMBER[table.form].columns
    head = [*_CODED_HEADS[table.form], (_head("栏次", 2), *_numbers(1, len(columns)))]
    body = []
    total = table.row(_TOTAL)
    for row in (total, *(row for row in table.rows if row is not total)):
        place = amounts.row_place(row)
        if row is None or not row.code:
            label = row.label if row is not None else _TOTAL
            opening: Cells = (_total_name(label, 2, place),)
        else:
            opening = (GridCell(row.code, place=place), GridCell(row.label, place=place))
        body.append((*opening, *amounts.cells(row, columns, bold=row is total)))
    return head, body


def _plain_head(table: str) -> list[Cells]:
    columns = forms.FORM_BY_NUMBER[table].columns
    return [
        (_head("项目", 2), *(_head(column, rows=2) for column in columns)),
        tuple(map(_head, _CODE_HEADS)),
    ]


def _spending_head(
    *columns: str, before: Sequence[str] = (), after: Sequence[str] = ()
) -> list[Cells]:
    return [
        (
            _head("项目", 2),
            *(_head(name, rows=2) for name in before),
            _head("本年支出", len(columns)),
            *(_head(name, rows=2) for name in after),
        ),
        tuple(map(_head, (*_CODE_HEADS, *columns))),
    ]


_CODED_HEADS = {
    forms.INCOME: _plain_head(forms.INCOME),
    forms.EXPENDITURE: _plain_head(forms.EXPENDITURE),
    forms.GENERAL_BUDGET: _spending_head("小计", "基本支出", "项目支出"),
    forms.FUND_BUDGET: _spending_head(
        "小计",
        "基本支出",
        "项目支出",
        before=("年初结转和结余", "本年收入"),
        after=("年末结转和结余",),
    ),
    forms.STATE_CAPITAL: _spending_head("合计", "基本支出", "项目支出"),
}


def _layout_basic(table: Table, amounts: AmountPrinter) -> Printed:
    """公开06: staff on the left; goods and services, then everything else, on the right."""
    columns = forms.FORM_BY_NUMBER[table.form].columns
    block = ("经济分类科目编码", "科目名称", "决算数")
    head = [
        (_head("人员经费", 3), _head("公用经费", 6)),
        tuple(map(_head, block * 3)),
    ]
    blocks: tuple[list[Row], list[Row], list[Row]] = ([], [], [])
    for row in table.coded_rows():
        group = row.code[:3]
        blocks[0 if group in _STAFF else 1 if group in _GOODS else 2].append(row)
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
            _total_name(_STAFF_TOTAL, 2, amounts.row_place(totals[0])),
            *amounts.cells(totals[0], columns, bold=True),
            _total_name(_OFFICE_TOTAL, 5, amounts.row_place(totals[1])),
            *amounts.cells(totals[1], columns, bold=True),
        )
    )
    return head, body


def _total_name(text: str, columns: int, place: Place | None) -> GridCell:
    return GridCell(text, columns=columns, align="center", bold=True, place=place)


def _layout_three_public(table: Table, amounts: AmountPrinter) -> Printed:
    columns = forms.FORM_BY_NUMBER[table.form].columns
    half = (
        _head(_TOTAL, rows=2),
        _head("因公出国（境）费", rows=2),
        _head("公务用车购置及运行维护费", 3),
        _head("公务接待费", rows=2),
    )
    head = [
        (_head("预算数", 6), _head("决算数", 6)),
        half * 2,
        tuple(map(_head, ("小计", "公务用车购置费", "公务用车运行维护费") * 2)),
        tuple(_numbers(1, len(columns))),
    ]
    row = table.row(forms.THREE_PUBLIC_ROW)
    return head, [tuple(amounts.cells(row, columns))]


_LAYOUTS = {
    forms.INCOME_EXPENDITURE: _layout_two_sided,
    forms.INCOME: _layout_coded,
    forms.EXPENDITURE: _layout_coded,
    forms.FISCAL_SUMMARY: _layout_two_sided,
    forms.GENERAL_BUDGET: _layout_coded,
    forms.BASIC_DETAIL: _layout_basic,
    forms.FUND_BUDGET: _layout_coded,
    forms.STATE_CAPITAL: _layout_coded,
    forms.THREE_PUBLIC: _layout_three_public,
}
