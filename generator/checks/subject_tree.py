"""Which rows of a coded table make up which: 合计, 类 (3 digits), 款 (5), 项 (7) (DOMAIN 2.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.field import forms, zh

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.checks.ledger import Ledger
    from generator.model.place import Place
    from generator.model.table import Row, Table

TOTAL = zh.TOTAL
CLASS_DIGITS, SUBCLASS_DIGITS, ITEM_DIGITS = 3, 5, 7
_CODED = (
    forms.INCOME,
    forms.EXPENDITURE,
    forms.GENERAL_BUDGET,
    forms.FUND_BUDGET,
    forms.STATE_CAPITAL,
)


def coded_tables(ledger: Ledger) -> Iterator[Table]:
    """Yield the tables with functional codes that there are."""
    for form in _CODED:
        table = ledger.table(form)
        if table is not None:
            yield table


def places_of(row: Row) -> list[Place]:
    """Return where a row stands: its first amount."""
    return [next(iter(row.cells.values())).place] if row.cells else []


class Branch(NamedTuple):
    """A row and the rows right below it in the hierarchy."""

    parent: Row
    children: tuple[Row, ...]


def branches(table: Table) -> tuple[Branch, ...]:
    """Return every row that has rows below it, 合计 first, else in the order of the table.

    A row that repeats another with all its amounts counts once. Where the 款 row is missing its 项
    count for it. An item that stands, with the same amounts,
    under a 款 that has no item of its own belongs there, whatever its code says.
    """
    rows = {row.code: row for row in table.coded_rows()}
    total = table.row(TOTAL)
    children: dict[int, list[Row]] = {}
    parents: dict[int, Row] = {}
    for row in table.coded_rows():
        if _is_repeated(row, table.row(row.key)):
            continue
        parent = likely_parent(table, row) if _is_orphan(row, rows) else None
        parent = parent or _nearest(row, rows) or total
        if parent is not None:
            children.setdefault(id(parent), []).append(row)
            parents[id(parent)] = parent
    ordered = [row for row in table.rows if id(row) in parents]
    return tuple(Branch(row, tuple(children[id(row)])) for row in ordered)


def _is_repeated(row: Row, first: Row | None) -> bool:
    """Whether a row is another one once more, with all its amounts."""
    return (
        first is not None
        and first is not row
        and all(
            first.cells[column].value == cell.value
            for column, cell in row.cells.items()
            if column in first.cells
        )
    )


def _is_orphan(row: Row, rows: dict[str, Row]) -> bool:
    return len(row.code) == ITEM_DIGITS and row.code[:SUBCLASS_DIGITS] not in rows


def _nearest(row: Row, rows: dict[str, Row]) -> Row | None:
    """Return the row of the 款, or of the 类 where there is none."""
    for digits in (SUBCLASS_DIGITS, CLASS_DIGITS):
        if len(row.code) > digits and row.code[:digits] in rows:
            return rows[row.code[:digits]]
    return None


def likely_parent(table: Table, row: Row) -> Row | None:
    """Return the 款 row just above an item of another 款, if it has no item of its own."""
    rows = list(table.coded_rows())
    above = rows[rows.index(row) - 1] if row in rows[1:] else None
    if above is None or len(above.code) != SUBCLASS_DIGITS or above.code[:3] != row.code[:3]:
        return None
    own = any(r.code.startswith(above.code) and r.code != above.code for r in rows)
    same = all(
        above.cells[column].value == cell.value
        for column, cell in row.cells.items()
        if column in above.cells
    )
    return above if same and not own else None
