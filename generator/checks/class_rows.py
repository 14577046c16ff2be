"""The functional classes in the two-sided tables (公开01, 公开04) and their codes (DOMAIN 4.2).

The rows are matched by name: the number of classes and their ordinals differ by year and place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.labels import key_of, squash, strip_ordinal
from generator.checks.subject_tree import CLASS_DIGITS
from generator.field import forms, zh
from generator.field.forms import Side

if TYPE_CHECKING:
    from generator.checks.ledger import Ledger
    from generator.checks.term import Term
    from generator.model.table import Row, Table

_SPENT = zh.SPENDING_TOTAL
_BELOW = (_SPENT, zh.SURPLUS_DISTRIBUTION, zh.CARRIED_OUT, zh.FISCAL_CARRIED_OUT, zh.GRAND_TOTAL)
_CODED = (forms.EXPENDITURE, forms.GENERAL_BUDGET, forms.FUND_BUDGET, forms.STATE_CAPITAL)


def class_rows(table: Table) -> list[Row]:
    """Return the rows of functional classes: all that stand above the year's total."""
    rows = []
    for row in table.rows:
        if row.side is not Side.EXPENDITURE:
            continue
        if row.key in _BELOW:
            break
        if row.key and not is_of_which(row):
            rows.append(row)
    return [*rows, *unnamed_rows(table, Side.EXPENDITURE, "", _SPENT)]


def unnamed_rows(table: Table, side: Side, start: str, end: str) -> list[Row]:
    """Return the rows with an amount but without a name, between two rows of one side.

    A figure in the wrong row may stand there: it is an addend of the total below.
    """
    rows = [row for row in table.rows if row.side is side]
    keys = [row.key for row in rows]
    first = keys.index(start) + 1 if start in keys and start else 0
    last = keys.index(end) if end in keys else 0
    return [
        row
        for row in rows[first:last]
        if not row.key and any(cell.value for cell in row.cells.values())
    ]


def is_of_which(row: Row) -> bool:
    """Whether the row is part of the one above it (其中：…), and no addend of its own."""
    return strip_ordinal(squash(row.label)).startswith(zh.OF_WHICH)


def classes(ledger: Ledger) -> dict[str, str]:
    """Return code → label of the known classes, and of those that the coded tables have besides."""
    found = {code: label for label, code in forms.CLASS_CODES.items()}
    for form in _CODED:
        table = ledger.beside(form)
        for row in table.coded_rows(CLASS_DIGITS) if table else ():
            found.setdefault(row.code, row.label)
    return found


def class_amount(ledger: Ledger, form: str, code: str, label: str, column: str) -> Term | None:
    """The amount of a class in 公开01 or 公开04; a blank where the table has no such row.

    None where the row may be one that bears a name of another year.
    """
    table = ledger.table(form)
    if table is None:
        return None
    if table.row(label, Side.EXPENDITURE) is not None:
        return ledger.term(form, label, column, Side.EXPENDITURE)
    row = _by_other_name(ledger, table, code)
    if row is not None:
        return ledger.of(form, row, column)
    if unknown_classes(ledger, table):
        return None
    return ledger.term(form, label, column, Side.EXPENDITURE)


def absent_classes(ledger: Ledger, form: str, column: str) -> list[Term]:
    """Return blanks for the classes that 公开01 or 公开04 lacks though a coded table has amounts.

    They are addends of the totals: a row that is missing is told from a wrong amount by them.
    """
    filled = {
        row.code
        for table in map(ledger.beside, _CODED)
        for row in (table.coded_rows(CLASS_DIGITS) if table else ())
        if any(cell.value for cell in row.cells.values())
    }
    found = (
        class_amount(ledger, form, code, label, column)
        for code, label in classes(ledger).items()
        if code in filled
    )
    return [term for term in found if term is not None and term.is_absent]


def _by_other_name(ledger: Ledger, table: Table, code: str) -> Row | None:
    """Return the row that bears the name which a coded table gives to `code`."""
    names = {
        key_of(row.label)
        for other in map(ledger.beside, _CODED)
        for row in ([other.row(code)] if other else ())
        if row and row.label
    }
    return next((row for row in class_rows(table) if key_of(row.key) in names), None)


def unknown_classes(ledger: Ledger, table: Table) -> list[Row]:
    """Return the class rows with an amount whose name no dictionary and no coded table knows."""
    known = {key_of(label) for label in classes(ledger).values()}
    for other in map(ledger.beside, _CODED):
        known |= {key_of(row.label) for row in other.coded_rows(CLASS_DIGITS)} if other else set()
    return [
        row
        for row in class_rows(table)
        if key_of(row.key) not in known and any(cell.value for cell in row.cells.values())
    ]
