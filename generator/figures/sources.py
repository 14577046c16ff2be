"""Figures straight from a cell: of the nine tables, of last year's, or of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.money import ONE, ZERO, unit_factor
from generator.field import forms, zh
from generator.field.forms import Side
from generator.model.figure import Figure, FigureKind, MissingInput, Source
from generator.model.place import Place
from generator.model.table import CellKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.field.amount import Address
    from generator.model.accounts import ListedAmount
    from generator.model.table import Cell, Table


_TOTAL_ROWS = {
    zh.TOTAL,
    zh.GRAND_TOTAL,
    zh.INCOME_TOTAL,
    zh.SPENDING_TOTAL,
    zh.STAFF_TOTAL,
    zh.OFFICE_TOTAL,
}


def from_cell(label: str, cell: Cell, table: Table) -> Figure:
    """Return the amount of a cell; blank and dash count as 0."""
    factor = unit_factor(table.file_unit, table.unit)
    source = Source(cell.place, cell.text, factor)
    if cell.kind is CellKind.INVALID:
        what = f"{table.form} {cell.place.address}（“{cell.text}”不是数字）"
        return Figure(
            label,
            None,
            unit=table.unit,
            origin=source,
            missing=(MissingInput(what, cell.place.file, cell.place.address),),
        )
    return Figure(label, ZERO if cell.value is None else cell.value, unit=table.unit, origin=source)


def from_table(
    label: str,
    tables: Mapping[str, Table],
    form: str,
    cell: tuple[str, str],
    side: Side = Side.WHOLE,
) -> Figure:
    """Return the amount in `cell` (row key, column) of a table.

    An absent table makes the figure missing; so does an absent column. An absent row is an
    amount of 0: a form without that row has nothing to state there.
    """
    table = tables.get(form)
    if table is None:
        title = forms.FORM_BY_NUMBER[form].title
        return Figure(label, None, missing=(MissingInput(f"{form} {title}", f"{form}.csv", title),))
    row, column = cell
    found = table.cell(row, column, side)
    if found is not None:
        return from_cell(label, found, table)
    if column not in table.columns and not (side is Side.INCOME and column == zh.AMOUNT):
        return Figure(
            label,
            None,
            unit=table.unit,
            missing=(MissingInput(f"{form} 的“{column}”列", table.file, column),),
        )
    if row in _TOTAL_ROWS and not table.is_empty:
        # A filled table without its total states nothing: that is no 0.
        wanted = MissingInput(f"{form} 的“{row}”行", table.file, row)
        return Figure(label, None, unit=table.unit, missing=(wanted,))
    place = Place(table.file, table=form, row=row, column=column)
    return Figure(label, ZERO, unit=table.unit, origin=Source(place, "", ONE))


def from_address(label: str, tables: Mapping[str, Table], address: Address) -> Figure:
    """Return the amount at an address of the nine tables."""
    cell = (address.row, address.column)
    return from_table(label, tables, address.form, cell, address.side)


def wanted_budget(wording: str, key: str, name: str = "") -> MissingInput:
    """Return what to ask for where no budget is given in 年初预算.csv; `name` is that of a code."""
    return MissingInput(f"{wording}年初预算数", "年初预算.csv", key, name)


def from_fact(
    facts: Mapping[str, ListedAmount], key: str, unit: str, kind: FigureKind = FigureKind.AMOUNT
) -> Figure:
    """Return a number of 事项.csv."""
    wanted = MissingInput(key, "事项.csv", key)
    return from_listed(key, facts.get(key), wanted=wanted, unit=unit, kind=kind)


def from_listed(
    label: str,
    listed: ListedAmount | None,
    *,
    wanted: MissingInput,
    unit: str = zh.TEN_THOUSAND_YUAN,
    kind: FigureKind = FigureKind.AMOUNT,
) -> Figure:
    """Return the number of a list; an absent key makes the figure missing, never 0.

    无 or — counts as 0, as a dash does in a table; a score that is not there is no 0.
    """
    if listed is None or (listed.value is None and kind is FigureKind.SCORE):
        return Figure(label, None, kind, unit, missing=(wanted,))
    value = ZERO if listed.value is None else listed.value
    return Figure(label, value, kind, listed.unit or unit, listed.source)
