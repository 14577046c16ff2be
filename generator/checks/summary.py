"""公开01 收入支出决算总表 (DOMAIN 2.2: A01 … A07)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.labels import strip_ordinal
from generator.base.money import ZERO, format_number
from generator.base.rules import Rule
from generator.base.severity import FindingClass, Severity
from generator.checks.class_rows import absent_classes, class_rows, is_of_which, unnamed_rows
from generator.checks.relation import Check, Relation, Remark, total_of
from generator.field import forms, zh
from generator.field.data_folder import Lists
from generator.field.forms import Side

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.checks.ledger import Ledger
    from generator.checks.term import Term
    from generator.model.table import Row, Table

FORM, AMOUNT = forms.INCOME_EXPENDITURE, zh.AMOUNT
_WITHIN = "部门决算报表表内公式（收入支出决算总表）"
INCOME_ROWS = (
    "一般公共预算财政拨款收入",
    zh.FUND_INCOME,
    zh.CAPITAL_INCOME,
    zh.SUPERIOR_SUBSIDY,
    zh.INSTITUTIONAL_INCOME,
    zh.OPERATING_INCOME,
    zh.AFFILIATE_REMITTANCE,
    zh.OTHER_INCOME,
)
_INSTITUTION_ROWS = ((Side.EXPENDITURE, zh.SURPLUS_DISTRIBUTION), (Side.INCOME, zh.USED_SURPLUS))


def _rule(code: str, title: str) -> Rule:
    return Rule(code, title, _WITHIN, FindingClass.ARITHMETIC, Severity.ERROR)


def income(ledger: Ledger, row: str) -> Term | None:
    """An amount of the income side."""
    return ledger.term(FORM, row, AMOUNT, Side.INCOME)


def expenditure(ledger: Ledger, row: str) -> Term | None:
    """An amount of the expenditure side."""
    return ledger.term(FORM, row, AMOUNT, Side.EXPENDITURE)


def _income_rows(table: Table) -> list[Row]:
    """Return the kinds of income: the known ones, and others that bear an ordinal (九、…)."""
    rows = []
    for row in table.rows:
        if row.side is not Side.INCOME:
            continue
        if row.key == zh.INCOME_TOTAL:
            break
        counted = row.key in INCOME_ROWS or strip_ordinal(row.label) != row.label
        if row.key and counted and not is_of_which(row):
            rows.append(row)
    return [*rows, *unnamed_rows(table, Side.INCOME, "", zh.INCOME_TOTAL)]


def income_adds_up(ledger: Ledger) -> Iterator[Relation]:
    """The kinds of income, usually eight, make 本年收入合计."""
    table = ledger.table(FORM)
    if table:
        rows = _income_rows(table)
        parts = [ledger.of(FORM, row, AMOUNT) for row in rows]
        present = {row.key for row in rows}
        parts += [income(ledger, row) for row in INCOME_ROWS if row not in present]
        yield total_of(income(ledger, zh.INCOME_TOTAL), parts, "一", "Σ 各项收入")


def expenditure_adds_up(ledger: Ledger) -> Iterator[Relation]:
    """The functional classes make 本年支出合计."""
    table = ledger.table(FORM)
    if table:
        parts = [ledger.of(FORM, row, AMOUNT) for row in class_rows(table)]
        parts += absent_classes(ledger, FORM, AMOUNT)
        yield total_of(expenditure(ledger, zh.SPENDING_TOTAL), parts, "一", "Σ 各类支出")


def income_total_adds_up(ledger: Ledger) -> Iterator[Relation]:
    """Income of the year and what was carried in make 总计."""
    table = ledger.table(FORM)
    if table:
        rows = (zh.INCOME_TOTAL, zh.USED_SURPLUS, zh.CARRIED_IN)
        parts = [income(ledger, row) for row in rows]
        stray = unnamed_rows(table, Side.INCOME, zh.INCOME_TOTAL, zh.GRAND_TOTAL)
        parts += [ledger.of(FORM, row, AMOUNT) for row in stray]
        formula = "本年收入合计 + 使用非财政拨款结余 + 年初结转和结余"
        yield total_of(income(ledger, zh.GRAND_TOTAL), parts, "一", formula)


def expenditure_total_adds_up(ledger: Ledger) -> Iterator[Relation]:
    """Spending of the year and what was carried out make 总计."""
    table = ledger.table(FORM)
    if table:
        rows = (zh.SPENDING_TOTAL, zh.SURPLUS_DISTRIBUTION, zh.CARRIED_OUT)
        parts = [expenditure(ledger, row) for row in rows]
        stray = unnamed_rows(table, Side.EXPENDITURE, zh.SPENDING_TOTAL, zh.GRAND_TOTAL)
        parts += [ledger.of(FORM, row, AMOUNT) for row in stray]
        formula = "本年支出合计 + 结余分配 + 年末结转和结余"
        yield total_of(expenditure(ledger, zh.GRAND_TOTAL), parts, "一", formula)


def totals_are_equal(ledger: Ledger) -> Iterator[Relation]:
    """总计 on both sides."""
    if ledger.table(FORM):
        total = expenditure(ledger, zh.GRAND_TOTAL)
        yield total_of(income(ledger, zh.GRAND_TOTAL), [total], "一", "收入总计 = 支出总计")


def amounts_are_not_negative(ledger: Ledger) -> Iterator[Remark]:
    """No amount of the nine tables is below 0."""
    for form, table in ledger.accounts.tables.items():
        below = [
            cell
            for row in table.rows
            for cell in row.cells.values()
            if cell.value is not None and cell.value < ZERO
        ]
        if below:
            first = below[0]
            more = f"等 {len(below)} 处" if below[1:] else ""
            message = f"{form}“{first.place.row}”为负数 {first.text}{more}，请核对"
            yield Remark(message, [cell.place for cell in below])


def surplus_is_an_institutions(ledger: Ledger) -> Iterator[Remark]:
    """结余分配 and 使用非财政拨款结余 occur only where a 事业单位 is covered."""
    if not ledger.table(FORM) or not ledger.accounts.all_administrative:
        return
    for side, row in _INSTITUTION_ROWS:
        term = ledger.term(FORM, row, AMOUNT, side)
        if term and term.value:
            message = f"“{row}”为{term.shown(term.value)}，而各单位都是行政或参公单位，一般没有此项"
            yield Remark(message, [term.place])


def opening_follows_last_year(ledger: Ledger) -> Iterator[Remark]:
    """年初结转和结余 is what last year's accounts closed with."""
    pairs = (
        (FORM, zh.CARRIED_IN, zh.CARRIED_OUT),
        (forms.FISCAL_SUMMARY, zh.FISCAL_CARRIED_IN, zh.FISCAL_CARRIED_OUT),
    )
    for form, row, key in pairs:
        now = ledger.term(form, row, AMOUNT, Side.INCOME)
        last = ledger.accounts.last_year.get(form)
        column = AMOUNT if form == FORM else zh.TOTAL
        cell = last.cell(key, column, Side.EXPENDITURE) if last else None
        listed = ledger.accounts.last_totals.get(key)
        place = cell.place if cell else listed.source.place if listed else None
        before = (cell.value or ZERO) if cell else listed.value if listed else None
        if now is None or before is None or place is None:
            continue
        stated = now.cell.value or ZERO if now.cell else ZERO
        if abs(stated - before) > now.in_file(2 * now.half):
            given = ledger.accounts.reasons.get((row, zh.LAST_YEAR))
            given = given or ledger.accounts.reasons.get((row, ""))
            remedy = (
                f"说明为：{given.text}"
                if given
                else f"相差的部分属年初调整的，请在 {Lists.REASONS}.csv 说明（事项写“{row}”）"
            )
            yield Remark(
                f"“{row}”为{format_number(stated)}，上年“{key}”为{format_number(before)}，{remedy}",
                [now.place, place],
                stated=stated,
                expected=before,
                severity=Severity.INFO if given else None,
            )


def _advice(code: str, title: str, authority: str = _WITHIN) -> Rule:
    return Rule(code, title, authority, FindingClass.PLAUSIBILITY, Severity.WARNING)


CHECKS = (
    Check(_rule("A01", "公开01各项收入之和应等于本年收入合计"), income_adds_up),
    Check(_rule("A02", "公开01各类支出之和应等于本年支出合计"), expenditure_adds_up),
    Check(_rule("A03", "公开01本年收入加结余、结转应等于收入总计"), income_total_adds_up),
    Check(_rule("A04", "公开01本年支出加结余分配、结转应等于支出总计"), expenditure_total_adds_up),
    Check(_rule("A05", "公开01收入总计应等于支出总计"), totals_are_equal),
    Check(_advice("A06", "决算表中一般没有负数", "部门决算公开格式"), amounts_are_not_negative),
    Check(
        _advice("A06a", "只有事业单位才有结余分配和使用非财政拨款结余", "政府会计制度"),
        surplus_is_an_institutions,
    ),
    Check(
        _advice("A07", "年初结转和结余应等于上年年末结转和结余", "上下年度决算衔接关系"),
        opening_follows_last_year,
    ),
)
