"""公开02 收入决算表 and 公开03 支出决算表 (DOMAIN 2.3: B01 … B08)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.rules import Rule
from generator.base.severity import FindingClass, Severity
from generator.checks import summary
from generator.checks.class_rows import class_amount, classes
from generator.checks.relation import Check, Relation, Remark, Untested, same, sum_across, total_of
from generator.checks.subject_tree import ITEM_DIGITS, TOTAL, Branch, branches
from generator.field import forms, zh

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.checks.ledger import Ledger
    from generator.checks.term import Term
    from generator.model.table import Row, Table

_INCOME, _SPENDING = forms.INCOME, forms.EXPENDITURE
_INCOME_COLUMNS = forms.FORM_BY_NUMBER[_INCOME].columns
_SPENDING_COLUMNS = forms.FORM_BY_NUMBER[_SPENDING].columns
_WITHIN = "部门决算报表表内公式"
_ACROSS = "部门决算报表表间公式"
_SECTION = {_INCOME: "二", _SPENDING: "三"}


def rows_add_up(ledger: Ledger, form: str, columns: Sequence[str]) -> Iterator[Relation]:
    """Every row: the first of `columns` is the sum of the others."""
    table = ledger.table(form)
    if table is None or columns[0] not in table.columns:
        return
    section = _SECTION.get(form, "")
    parts = columns[1:]
    formula = " + ".join(parts)
    for row in table.rows:
        if row.cells:
            terms = [ledger.of(form, row, column) for column in parts]
            where = section if row.key == TOTAL else ""
            yield total_of(ledger.of(form, row, columns[0]), terms, where, formula)
    for code in ledger.lacking(form):
        # What other tables say of a row that is not there has to hold together too.
        whole, *terms = (ledger.term(form, code, column) for column in columns)
        if whole and all(terms):
            yield total_of(whole, terms, "", formula)


def levels_add_up(
    ledger: Ledger, form: str, *, total: bool, columns: Sequence[str] = ()
) -> Iterator[Relation]:
    """合计 = Σ类 (`total`), or 类 = Σ款 and 款 = Σ项, in every column."""
    table = ledger.table(form)
    if table is None:
        return
    section = _SECTION.get(form, "") if total else ""
    for parent, children in (*branches(table), *_childless(ledger, table)):
        if (parent.key == TOTAL) is not total:
            continue
        formula = "Σ 类" if total else f"Σ {parent.code} 的下级科目"
        for column in columns or table.columns:
            parts = [ledger.of(form, row, column) for row in children if column in row.cells]
            parts += [ledger.term(form, code, column) for code in ledger.borrowed(form, parent.key)]
            if parts and column in parent.cells:
                yield total_of(ledger.of(form, parent, column), parts, section, formula)


def _childless(ledger: Ledger, table: Table) -> list[Branch]:
    """Return the rows without any row below them, where other tables have such rows."""
    above = {parent.key for parent, _ in branches(table)}
    return [
        Branch(row, ())
        for row in table.rows
        if row.key not in above and ledger.borrowed(table.form, row.key)
    ]


def income_rows_add_up(ledger: Ledger) -> Iterator[Relation]:
    """公开02, every row."""
    return rows_add_up(ledger, _INCOME, _INCOME_COLUMNS)


def spending_rows_add_up(ledger: Ledger) -> Iterator[Relation]:
    """公开03, every row."""
    return rows_add_up(ledger, _SPENDING, _SPENDING_COLUMNS)


def totals_are_their_classes(ledger: Ledger) -> Iterator[Relation]:
    """公开02, 公开03: 合计 = Σ类, every column."""
    for form in (_INCOME, _SPENDING):
        yield from levels_add_up(ledger, form, total=True)


def subjects_are_their_parts(ledger: Ledger) -> Iterator[Relation]:
    """公开02, 公开03: 类 = Σ款, 款 = Σ项, every column."""
    for form in (_INCOME, _SPENDING):
        yield from levels_add_up(ledger, form, total=False)


def income_agrees(ledger: Ledger) -> Iterator[Relation]:
    """公开02 [合计] and the income side of 公开01."""
    if not (ledger.table(_INCOME) and ledger.table(summary.FORM)):
        return
    terms = [ledger.term(_INCOME, TOTAL, column) for column in _INCOME_COLUMNS]
    formula = "公开01本年收入合计 = 公开02合计"
    yield same(summary.income(ledger, zh.INCOME_TOTAL), terms[0], "二", formula)
    fiscal = [summary.income(ledger, row) for row in summary.INCOME_ROWS[:3]]
    yield sum_across(terms[1], fiscal, "二", "公开01三项财政拨款收入之和")
    table = ledger.table(_INCOME)
    for row, column, term in zip(
        summary.INCOME_ROWS[3:], _INCOME_COLUMNS[2:], terms[2:], strict=True
    ):
        if table and column in table.columns:
            yield same(term, summary.income(ledger, row), "二", f"公开01{row}")


def spending_agrees(ledger: Ledger) -> Iterator[Relation]:
    """公开03 [合计] and its classes, and the expenditure side of 公开01."""
    table = ledger.table(_SPENDING)
    if not (table and ledger.table(summary.FORM)):
        return
    column = _SPENDING_COLUMNS[0]
    total = summary.expenditure(ledger, zh.SPENDING_TOTAL)
    yield same(ledger.term(_SPENDING, TOTAL, column), total, "三", "公开01本年支出合计")
    for code, label in classes(ledger).items():
        one = ledger.term(_SPENDING, code, column)
        other = class_amount(ledger, summary.FORM, code, label, summary.AMOUNT)
        if one is None or other is None or (one.value and other.value):
            yield same(one, other, "", f"公开01{label}")


def spent_classes_agree(ledger: Ledger) -> Iterator[Relation]:
    """A class has an amount in 公开03 where it has one in 公开01, and nowhere else."""
    if not (ledger.table(_SPENDING) and ledger.table(summary.FORM)):
        return
    for code, label in classes(ledger).items():
        one = ledger.term(_SPENDING, code, _SPENDING_COLUMNS[0])
        other = class_amount(ledger, summary.FORM, code, label, summary.AMOUNT)
        if one and other and bool(one.value) is not bool(other.value):
            yield same(other, one, "", f"公开03 {code}")


def income_is_spent(ledger: Ledger) -> Iterator[Relation | Untested]:
    """Without balances, each item spends what it received."""
    table = ledger.table(_SPENDING)
    if not (table and ledger.table(_INCOME)):
        return
    if has_balances(ledger):
        if ledger.table(summary.FORM) and None in _balances(ledger):
            yield Untested("各科目的收入与支出", "公开01的结转结余读不出")
        return
    for row in table.coded_rows(ITEM_DIGITS):
        came = ledger.term(_INCOME, row.key, _INCOME_COLUMNS[0])
        yield same(ledger.of(_SPENDING, row, _SPENDING_COLUMNS[0]), came, "", "公开02同一科目")


def has_balances(ledger: Ledger) -> bool:
    """Whether anything was carried in or out, or cannot be told (公开01)."""
    if not ledger.table(summary.FORM):
        return True
    return any(term is None or term.value for term in _balances(ledger))


def _balances(ledger: Ledger) -> tuple[Term | None, ...]:
    return (
        summary.income(ledger, zh.USED_SURPLUS),
        summary.income(ledger, zh.CARRIED_IN),
        summary.expenditure(ledger, zh.SURPLUS_DISTRIBUTION),
        summary.expenditure(ledger, zh.CARRIED_OUT),
    )


def rows_stand_in_both(ledger: Ledger) -> Iterator[Remark]:
    """Without balances, 公开02 has the items of 公开03."""
    income, spending = ledger.table(_INCOME), ledger.table(_SPENDING)
    if not (income and spending) or has_balances(ledger):
        return
    missing = [row for row in _filled(income) if spending.row(row.key) is None]
    if missing:
        names = "、".join(f"“{row.title}”" for row in missing[:3])
        message = f"没有结转结余，公开02有{names}等 {len(missing)} 个科目，公开03却没有"
        yield Remark(message, [next(iter(row.cells.values())).place for row in missing])


def _filled(table: Table) -> list[Row]:
    return [
        row
        for row in table.coded_rows(ITEM_DIGITS)
        if any(cell.value for cell in row.cells.values())
    ]


def _rule(code: str, title: str, *, across: bool = False, warn: bool = False) -> Rule:
    return Rule(
        code,
        title,
        _ACROSS if across else _WITHIN,
        FindingClass.CROSS_TABLE if across else FindingClass.ARITHMETIC,
        Severity.WARNING if warn else Severity.ERROR,
    )


CHECKS = (
    Check(_rule("B01", "公开02各项收入之和应等于本年收入合计"), income_rows_add_up),
    Check(_rule("B02", "公开03各类支出之和应等于本年支出合计"), spending_rows_add_up),
    Check(_rule("B03", "公开02、公开03合计应等于各类之和"), totals_are_their_classes),
    Check(_rule("B04", "公开02、公开03上级科目应等于下级科目之和"), subjects_are_their_parts),
    Check(_rule("B05", "公开02合计应与公开01收入一致", across=True), income_agrees),
    Check(_rule("B06", "公开03合计和各类应与公开01支出一致", across=True), spending_agrees),
    Check(_rule("B07", "公开03有支出的类应与公开01相同", across=True), spent_classes_agree),
    Check(
        _rule("B08", "没有结转结余时，各科目的收入应等于支出", across=True, warn=True),
        income_is_spent,
        grouped=True,
    ),
    Check(
        _rule("B08a", "没有结转结余时，公开02和公开03的科目应相同", across=True, warn=True),
        rows_stand_in_both,
    ),
)
