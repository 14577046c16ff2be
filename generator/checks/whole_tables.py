"""Tables that cannot be compared at all: empty by mistake, or in another unit than they say.

What one such table causes is one finding; no relation is tested with its amounts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.rules import Rule
from generator.base.severity import FindingClass, Severity
from generator.checks.blanks import blank_cells
from generator.checks.ledger import Ledger
from generator.checks.relation import Check, Remark
from generator.checks.term import Term, Unusable
from generator.field import zh
from generator.field.amounts import AMOUNTS, cell_of
from generator.model.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.checks.blanks import Column
    from generator.field.amount import Address
    from generator.model.accounts import Accounts
    from generator.model.table import Table

# One amount of a table, and the same amount (or one not much larger) in another table.
_ANCHORS: tuple[tuple[Address, Address], ...] = (
    *(
        (amount.cell, other)
        for amount in AMOUNTS
        for other in amount.also
        if other.form != amount.cell.form
    ),
    (cell_of(zh.STAFF_COSTS), cell_of(zh.GENERAL_BASIC_SPENDING)),
)
_TEN_THOUSAND = 10_000
_ABOUT = 10
_OUTLIER = 100


def find_unusable(accounts: Accounts) -> Mapping[str, Unusable]:
    """Return the tables that are empty though others have their amounts, or in 元 unsaid."""
    ledger = Ledger(accounts)
    found: dict[str, Unusable] = {}
    for pair in _ANCHORS:
        for mine, others in (pair, pair[::-1]):
            own, other = ledger.term(*mine), ledger.term(*others)
            table = ledger.table(mine[0])
            if table is None or other is None or not other.value or mine[0] in found:
                continue
            if ledger.is_empty(mine[0]):
                found[mine[0]] = Unusable(None, other)
            elif own and _is_much_larger(own, other) and _is_of_its_table(own, table):
                beside = ledger.table(others[0])
                if beside and _is_of_its_table(other, beside):
                    found[mine[0]] = Unusable(own, other)
    return found


def _is_much_larger(own: Term, other: Term) -> bool:
    """Whether one amount is about ten thousand times the other: 元 beside 万元."""
    times = own.value / other.value
    return _TEN_THOUSAND / _ABOUT <= times <= _TEN_THOUSAND * _ABOUT and other.value > 0


def _is_of_its_table(own: Term, table: Table) -> bool:
    """Whether other rows have amounts of the same order: the table, not one cell, is in 元."""
    amounts = [
        int(cell.value * own.scale.factor)
        for row in table.rows
        if row.row_number != own.line
        for cell in row.cells.values()
        if cell.value and cell.place != own.place
    ]
    largest = max(amounts, default=own.value)
    return own.value <= largest * _OUTLIER and largest <= own.value * _OUTLIER


def filled_accounts_fill_the_table(ledger: Ledger) -> Iterator[Remark]:
    """A table is not empty where others show its amounts."""
    for form, (own, other) in ledger.unusable.items():
        if own is None:
            message = (
                f"{form}没有数，而{other.label}为{other.shown(other.value)}；"
                "疑漏填了整张表，它与其他表的关系没有核对"
            )
            place = Place(ledger.accounts.tables[form].file, table=form)
            yield Remark(message, [place, other.place])


def tables_are_in_one_unit(ledger: Ledger) -> Iterator[Remark]:
    """A table is in the unit that it states, which is that of the others."""
    for form, (own, other) in ledger.unusable.items():
        if own is not None:
            stated = ledger.accounts.tables[form].file_unit
            message = (
                f"{form}按{stated}读，{own.label}为{own.shown(own.value)}，约是"
                f"{other.label}{other.shown(other.value)}的一万倍，整张表疑以元为单位；"
                "请在表头写明单位，它的各项关系没有核对"
            )
            yield Remark(message, [own.place, other.place])


def word_blank_columns(
    accounts: Accounts, columns: Sequence[Column]
) -> Iterator[tuple[Rule, Remark]]:
    """Yield what is said of columns whose blank cells lack their amounts."""
    for column in columns:
        cells = blank_cells(accounts.tables, column)
        message = f"{column.label}一栏有 {len(cells)} 格空白，没有填数；与它们有关的数没有核对"
        yield CHECKS[0].rule, Remark(message, [cell.place for cell in cells])


CHECKS = (
    Check(
        Rule(
            "H10",
            "其他表有数的，本表、本栏不应为空",
            "部门决算报表表间公式",
            FindingClass.STRUCTURE,
            Severity.ERROR,
        ),
        filled_accounts_fill_the_table,
    ),
    Check(
        Rule(
            "U02",
            "各表的金额应与所写的单位相符",
            "部门决算公开格式（金额单位：万元）",
            FindingClass.UNIT,
            Severity.ERROR,
        ),
        tables_are_in_one_unit,
    ),
)
