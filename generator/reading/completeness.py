"""Rows that a table must have once, and those that it has twice (DOMAIN 2.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.codes import H04, H05
from generator.base.money import is_dash
from generator.field import forms, zh
from generator.field.forms import Side
from generator.model.finding import Finding, finding
from generator.model.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.sheet import Sheet
    from generator.model.table import Row, Table

_BOTH_SIDES = (
    (Side.INCOME, zh.INCOME_TOTAL),
    (Side.INCOME, zh.GRAND_TOTAL),
    (Side.EXPENDITURE, zh.SPENDING_TOTAL),
    (Side.EXPENDITURE, zh.GRAND_TOTAL),
)
_TOTALS: dict[str, tuple[tuple[Side, str], ...]] = {
    forms.INCOME_EXPENDITURE: _BOTH_SIDES,
    forms.FISCAL_SUMMARY: _BOTH_SIDES,
    forms.BASIC_DETAIL: ((Side.WHOLE, zh.STAFF_TOTAL), (Side.WHOLE, zh.OFFICE_TOTAL)),
    forms.THREE_PUBLIC: (),
}
_TOTAL = ((Side.WHOLE, zh.TOTAL),)


def check_rows(table: Table, sheet: Sheet) -> Iterator[Finding]:
    """Yield a finding for each row that stands twice, and each total that a filled table lacks."""
    first: dict[tuple[Side, str], Row] = {}
    for row in table.rows:
        if not row.key or (is_dash(row.key) and not any(c.value for c in row.cells.values())):
            # A blank row may be printed with dashes, its name among them.
            continue
        earlier = first.setdefault((row.side, row.key), row)
        if earlier is not row:
            yield _doubled(table, sheet, earlier, row)
    if table.is_empty:
        return
    for side, key in _TOTALS.get(table.form, _TOTAL):
        if table.row(key, side) is None:
            yield finding(
                H05,
                f"{table.form} 有数据，却没有{side.value}“{key}”行；用到该数的地方标为待补充",
                Place(table.file, table=table.form, row=key, sheet=sheet.name),
            )


def _doubled(table: Table, sheet: Sheet, earlier: Row, later: Row) -> Finding:
    places = tuple(
        sheet.place(row.row_number - 1, 0, table=table.form, row_name=row.title)
        for row in (later, earlier)
    )
    return finding(
        H04,
        f"{table.form} 中“{later.title or later.key}”有两行（第 {earlier.row_number}、"
        f"{later.row_number} 行），正文只用了前一行；请合并或改正编码",
        *places,
    )
