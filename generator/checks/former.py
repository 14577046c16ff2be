"""This year's tables beside last year's: the same amounts throughout are asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.rules import Rule
from generator.base.severity import FindingClass, Severity
from generator.checks.relation import Check, Remark
from generator.field import zh
from generator.model.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from generator.checks.ledger import Ledger
    from generator.model.table import Table

_FEWEST = 4  # different amounts other than 0: fewer may well be the same two years running


def tables_are_this_years(ledger: Ledger) -> Iterator[Remark]:
    """Tables whose amounts are all last year's are copies of them, or last year's are of these."""
    same: dict[str, int] = {}
    places: list[Place] = []
    for form, last in ledger.accounts.last_year.items():
        table = ledger.accounts.tables.get(form)
        if table is None:
            continue
        count = count_same(table, last)
        if not count:
            continue
        same[form] = count
        places += [Place(one.file, table=form) for one in (table, last)]
    if same:
        message = (
            f"{'、'.join(same)}的 {sum(same.values())} 个数与{zh.LAST_YEAR}的完全相同，"
            "请核对是不是把同一年的表放了两次"
        )
        yield Remark(message, places)


def count_same(table: Table, other: Table) -> int:
    """Return how many amounts a table has, if they are all those of another and not few; else 0."""
    amounts = _amounts(table)
    is_same = amounts == _amounts(other) and len(set(amounts.values())) >= _FEWEST
    return len(amounts) if is_same else 0


def _amounts(table: Table) -> dict[tuple[object, ...], Decimal]:
    """Return the amounts other than 0 by the row and column in which they stand."""
    return {
        (row.side, row.code or row.key, column): cell.value
        for row in table.rows
        for column, cell in row.cells.items()
        if cell.value
    }


CHECKS = (
    Check(
        Rule(
            "H11",
            "今年的表不应与上年的表完全相同",
            "部门决算公开格式",
            FindingClass.PLAUSIBILITY,
            Severity.WARNING,
        ),
        tables_are_this_years,
    ),
)
