"""Cells of 公开09 in which nothing stands though the text has the amount: the table is accused.

No other table has these amounts, so the text alone tells. What stood there is not taken from it:
the cells count as unreadable, and what rests on them as not checked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.base.money import format_number
from generator.field import amounts, zh
from generator.field.forms import THREE_PUBLIC
from generator.model.finding import finding
from generator.model.place import Place
from generator.model.table import CellKind
from generator.review import rules
from generator.review.statements.statement import Measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from generator.model.finding import Finding
    from generator.model.table import Table
    from generator.review.statements.statement import Statement

_AMOUNTS = {amount.name: amount for amount in amounts.THREE_PUBLIC}
_MOST = 6
_WORDS = {Measure.AMOUNT: "支出决算", Measure.BUDGET: zh.BUDGET}


class _Blank(NamedTuple):
    """A cell in which nothing stands, and the amount that the text states for it."""

    label: str
    place: Place
    stated: Decimal


def find_blank_cells(
    statements: Iterable[Statement], tables: Mapping[str, Table], known: Mapping[str, Table]
) -> tuple[dict[str, Table], Finding] | None:
    """Return the tables without the cells that the text shows to be blank by mistake, and why.

    `known` are the tables with what their other cells tell of blank ones. None where the text
    accuses none. Where it accuses one cell, the blank ones of the same half
    count as unreadable too. A table without any amount is taken out, unless it says
    itself that there is nothing in it.
    """
    table = tables.get(THREE_PUBLIC)
    if table is None or (table.is_empty and table.statement):
        return None
    found = {one.label: one for one in _accused(statements, known.get(THREE_PUBLIC, table))}
    if not found:
        return None
    mended = {form: other for form, other in tables.items() if form != THREE_PUBLIC}
    if not table.is_empty:
        sides = {_side(one.place) for one in found.values()}
        cells = (cell for row in table.rows for cell in row.cells.values())
        blank = {cell.place for cell in cells if cell.kind is CellKind.BLANK}
        mended[THREE_PUBLIC] = _without(table, {p for p in blank if _side(p) in sides})
    return mended, _word(list(found.values()))


def _side(place: Place) -> str:
    """Return which half of the table a cell stands in: 预算数 or 决算数."""
    return place.column.partition(" ")[0]


def _accused(statements: Iterable[Statement], table: Table) -> Iterator[_Blank]:
    """Yield the blank cells of the amounts and budgets that the text states, each once."""
    seen = set()
    for one in statements:
        names = {quantity.name for quantity in one.quantities} & _AMOUNTS.keys()
        if one.measure not in _WORDS or len(names) != 1 or not one.value:
            continue
        amount = _AMOUNTS[names.pop()]
        address = amount.budget if one.measure is Measure.BUDGET else amount.address
        cell = table.cell(*address[1:]) if address else None
        label = f"{amount.name}{_WORDS[one.measure]}"
        if label in seen or address is None:
            continue
        if cell is None and table.is_empty:
            seen.add(label)
            yield _Blank(label, Place(table.file, table=THREE_PUBLIC), one.value)
        elif cell is not None and cell.kind is CellKind.BLANK:
            seen.add(label)
            yield _Blank(label, cell.place, one.value)


def _without(table: Table, places: set[Place]) -> Table:
    return table.with_cells(
        lambda cell: cell._replace(kind=CellKind.INVALID) if cell.place in places else cell
    )


def _word(blank: Sequence[_Blank]) -> Finding:
    said = [f"{one.label}为空白，正文为{format_number(one.stated)}" for one in blank]
    more = f"等 {len(said)} 个数" if said[_MOST:] else ""
    message = (
        f"{THREE_PUBLIC}{'；'.join(said[:_MOST])}{more}；疑{THREE_PUBLIC}漏填，与它有关的没有核对"
    )
    return finding(rules.CONTRADICTION, message, *(one.place for one in blank))
