"""公开04 财政拨款收入支出决算总表 (DOMAIN 2.4: C01 … C10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.rules import Rule
from generator.base.severity import FindingClass, Severity
from generator.checks import summary
from generator.checks.class_rows import (
    absent_classes,
    class_amount,
    class_rows,
    classes,
    unnamed_rows,
)
from generator.checks.relation import Check, Relation, at_most, same, total_of
from generator.checks.subject_tree import TOTAL
from generator.field import forms, zh
from generator.field.forms import Side

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.checks.ledger import Ledger
    from generator.checks.term import Term

FORM = forms.FISCAL_SUMMARY
COLUMNS = forms.FORM_BY_NUMBER[FORM].columns
FUNDS = COLUMNS[1:]
OPENING, CLOSING = zh.FISCAL_CARRIED_IN, zh.FISCAL_CARRIED_OUT
SPENT = zh.SPENDING_TOTAL
_FUNDS_TOGETHER = "三种财政拨款之和"


def income(ledger: Ledger, row: str) -> Term | None:
    """An amount of the income side."""
    return ledger.term(FORM, row, zh.AMOUNT, Side.INCOME)


def expenditure(ledger: Ledger, row: str, column: str = TOTAL) -> Term | None:
    """An amount of the expenditure side, of all funds or of one."""
    return ledger.term(FORM, row, column, Side.EXPENDITURE)


def rows_are_their_funds(ledger: Ledger) -> Iterator[Relation]:
    """Every row of the expenditure side: 合计 = the three funds."""
    table = ledger.table(FORM)
    for row in table.rows if table else ():
        if row.side is Side.EXPENDITURE and row.key:
            terms = ledger.across(FORM, row, FUNDS)
            section = "四" if row.key in {SPENT, zh.GRAND_TOTAL} else ""
            yield total_of(ledger.of(FORM, row, TOTAL), terms, section, _FUNDS_TOGETHER)
    for whole in absent_classes(ledger, FORM, TOTAL) if table else ():
        parts = [expenditure(ledger, whole.key, fund) for fund in FUNDS]
        yield total_of(whole, parts, "", _FUNDS_TOGETHER)


def classes_add_up(ledger: Ledger) -> Iterator[Relation]:
    """The classes make 本年支出合计, of all funds and of each."""
    table = ledger.table(FORM)
    if table is None:
        return
    for column in COLUMNS:
        parts = [ledger.of(FORM, row, column) for row in class_rows(table)]
        parts += absent_classes(ledger, FORM, column)
        yield total_of(expenditure(ledger, SPENT, column), parts, "四", "Σ 各类支出")


def opening(ledger: Ledger, fund: str) -> Term | None:
    """The opening balance of a fund; None in a table that lists only that of all together."""
    table = ledger.table(FORM)
    together = income(ledger, OPENING)
    listed = table and any(table.row(f"年初{each}", Side.INCOME) for each in FUNDS)
    known = listed or (together is not None and not together.value)
    return income(ledger, f"年初{fund}") if known else None


def income_adds_up(ledger: Ledger) -> Iterator[Relation]:
    """The three funds make 本年收入合计."""
    table = ledger.table(FORM)
    if table:
        parts = [income(ledger, fund) for fund in FUNDS]
        stray = unnamed_rows(table, Side.INCOME, "", zh.INCOME_TOTAL)
        parts += [ledger.of(FORM, row, zh.AMOUNT) for row in stray]
        yield total_of(income(ledger, zh.INCOME_TOTAL), parts, "四", _FUNDS_TOGETHER)


def opening_adds_up(ledger: Ledger) -> Iterator[Relation]:
    """The three funds make the opening balance."""
    if ledger.table(FORM):
        parts = [opening(ledger, fund) for fund in FUNDS]
        yield total_of(income(ledger, OPENING), parts, "四", "三种财政拨款年初数之和")


def totals_add_up(ledger: Ledger) -> Iterator[Relation]:
    """The year and the balance make 总计, on the left and in every column on the right."""
    table = ledger.table(FORM)
    if table is None:
        return
    parts = [income(ledger, zh.INCOME_TOTAL), income(ledger, OPENING)]
    stray = unnamed_rows(table, Side.INCOME, zh.INCOME_TOTAL, zh.GRAND_TOTAL)
    parts += [ledger.of(FORM, row, zh.AMOUNT) for row in stray]
    yield total_of(income(ledger, zh.GRAND_TOTAL), parts, "四", f"本年收入合计 + {OPENING}")
    for column in COLUMNS:
        parts = [expenditure(ledger, SPENT, column), expenditure(ledger, CLOSING, column)]
        stray = unnamed_rows(table, Side.EXPENDITURE, SPENT, zh.GRAND_TOTAL)
        parts += [ledger.of(FORM, row, column) for row in stray]
        total = expenditure(ledger, zh.GRAND_TOTAL, column)
        yield total_of(total, parts, "四", f"{SPENT} + {CLOSING}")


def sides_are_equal(ledger: Ledger) -> Iterator[Relation]:
    """总计 on both sides."""
    if ledger.table(FORM):
        total = expenditure(ledger, zh.GRAND_TOTAL)
        yield total_of(income(ledger, zh.GRAND_TOTAL), [total], "四", "收入总计 = 支出总计")


def funds_balance(ledger: Ledger) -> Iterator[Relation]:
    """Each fund: opening and income are spent or left."""
    for fund in FUNDS if ledger.table(FORM) else ():
        left = (income(ledger, fund), opening(ledger, fund))
        right = (expenditure(ledger, SPENT, fund), expenditure(ledger, CLOSING, fund))
        yield Relation(left, right, section="四", formula=f"{fund}：收入 + 年初 = 支出 + 年末")


def income_agrees(ledger: Ledger) -> Iterator[Relation]:
    """公开04 income, and that of 公开01 and 公开02."""
    if not ledger.table(FORM):
        return
    if ledger.table(summary.FORM):
        for fund in FUNDS:
            other = summary.income(ledger, f"{fund}收入")
            yield same(income(ledger, fund), other, "四", f"公开01{fund}收入")
    if ledger.table(forms.INCOME):
        other = ledger.term(forms.INCOME, TOTAL, zh.FISCAL_INCOME)
        formula = "公开02合计的财政拨款收入"
        yield same(income(ledger, zh.INCOME_TOTAL), other, "四", formula)


def is_fiscal_only(ledger: Ledger) -> bool:
    """Whether 公开01 knows no money but 财政拨款, in the year and in the balances."""
    if not (ledger.table(FORM) and ledger.table(summary.FORM)):
        return False
    rows = (*summary.INCOME_ROWS[3:], zh.USED_SURPLUS)
    others = [summary.income(ledger, row) for row in rows]
    others.append(summary.expenditure(ledger, zh.SURPLUS_DISTRIBUTION))
    if ledger.beside(forms.INCOME):
        # A row of 公开01 that is missing leaves its trace in 公开02.
        columns = forms.FORM_BY_NUMBER[forms.INCOME].columns[2:]
        terms = (ledger.term(forms.INCOME, TOTAL, column) for column in columns)
        others += [term for term in terms if term is not None]
    if any(term is None or term.value for term in others):
        return False
    pairs = (
        (summary.income(ledger, zh.CARRIED_IN), income(ledger, OPENING)),
        (summary.expenditure(ledger, zh.CARRIED_OUT), expenditure(ledger, CLOSING)),
    )
    return all(one and other and one.value == other.value for one, other in pairs)


def classes_are_within_all_spending(ledger: Ledger) -> Iterator[Relation]:
    """A class of 公开04 is that of 公开01, or less where there is other money."""
    if not (ledger.table(FORM) and ledger.table(summary.FORM)):
        return
    only = is_fiscal_only(ledger)
    for code, label in classes(ledger).items():
        part = class_amount(ledger, FORM, code, label, TOTAL)
        whole = class_amount(ledger, summary.FORM, code, label, summary.AMOUNT)
        formula = f"公开01{label}"
        yield same(part, whole, "", formula) if only else at_most([part], [whole], "", formula)


def balances_are_within_all_balances(ledger: Ledger) -> Iterator[Relation]:
    """Opening and closing balance of 公开04 and of 公开01."""
    if ledger.table(FORM) and ledger.table(summary.FORM):
        whole = summary.income(ledger, zh.CARRIED_IN)
        yield at_most([income(ledger, OPENING)], [whole], "", "公开01年初结转和结余")
        whole = summary.expenditure(ledger, zh.CARRIED_OUT)
        yield at_most([expenditure(ledger, CLOSING)], [whole], "", "公开01年末结转和结余")


def _rule(code: str, title: str, *, across: bool = False) -> Rule:
    kind = FindingClass.CROSS_TABLE if across else FindingClass.ARITHMETIC
    authority = f"部门决算报表表{'间' if across else '内'}公式（财政拨款收入支出决算总表）"
    return Rule(code, title, authority, kind, Severity.ERROR)


CHECKS = (
    Check(_rule("C01", "公开04各行合计应等于三种财政拨款之和"), rows_are_their_funds),
    Check(_rule("C02", "公开04各类支出之和应等于本年支出合计"), classes_add_up),
    Check(_rule("C03", "公开04三种财政拨款之和应等于本年收入合计"), income_adds_up),
    Check(_rule("C04", "公开04年初结转和结余应等于其明细之和"), opening_adds_up),
    Check(_rule("C05", "公开04本年数加结转和结余应等于总计"), totals_add_up),
    Check(_rule("C06", "公开04收入总计应等于支出总计"), sides_are_equal),
    Check(_rule("C07", "公开04每种财政拨款的收入加年初应等于支出加年末"), funds_balance),
    Check(_rule("C08", "公开04财政拨款收入应与公开01、公开02一致", across=True), income_agrees),
    Check(
        _rule("C09", "公开04各类支出不应大于公开01；只有财政拨款时应相等", across=True),
        classes_are_within_all_spending,
    ),
    Check(
        _rule("C10", "公开04结转和结余不应大于公开01", across=True),
        balances_are_within_all_balances,
    ),
)
