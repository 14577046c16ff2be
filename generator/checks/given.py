"""Budgets and last year's totals beside the tables (DOMAIN 2.8: N01, N05, N07, U01)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.money import CENT, format_number
from generator.base.rules import Rule
from generator.base.severity import FindingClass, Severity
from generator.checks.relation import Check, Relation, Remark, Untested, total_of
from generator.checks.subject_tree import ITEM_DIGITS
from generator.field import forms, sections, zh
from generator.field.amounts import COMPARED_CELLS, amount_of, cell_of
from generator.field.funds import CAPITAL, FUND, GENERAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.checks.ledger import Ledger
    from generator.checks.term import Term

_THOUSAND = 1000
_FORM = "部门决算公开格式"
# Each fund: the total of its spending, the section.
_OUTCOMES = {
    GENERAL: (amount_of(zh.GENERAL_SPENDING), sections.GENERAL_ITEMS),
    FUND: (amount_of(zh.FUND_SPENDING), "七"),
    CAPITAL: (amount_of(zh.CAPITAL_SPENDING), "八"),
}


def _items(ledger: Ledger, fund: str) -> list[Term | None]:
    return [
        ledger.listed(f"{item.code} {item.name}", item.amount)
        for item in ledger.accounts.item_budgets
        if item.fund == fund
    ]


def _total(ledger: Ledger, fund: str) -> Term | None:
    key = _OUTCOMES[fund][0].name
    return ledger.listed(f"年初预算“{key}”", ledger.accounts.budget_totals.get(key))


def general_budgets_add_up(ledger: Ledger) -> Iterator[Relation | Untested]:
    """The budgets of 五（三） make the given total, where every 项 has one."""
    table = ledger.table(forms.GENERAL_BUDGET)
    budgeted = {item.code for item in ledger.accounts.item_budgets if item.fund == GENERAL}
    complete = table is not None and all(
        row.code in budgeted for row in table.coded_rows(ITEM_DIGITS)
    )
    total = _total(ledger, GENERAL)
    if budgeted and complete and total:
        yield total_of(total, _items(ledger, GENERAL), sections.GENERAL_ITEMS, "Σ 各项年初预算")
    elif budgeted and total and table is not None:
        yield Untested("年初预算合计与各项之和", "公开05的科目有的没有年初预算数")


def fund_budgets_add_up(ledger: Ledger) -> Iterator[Relation]:
    """The budgets of the other two funds make their given totals."""
    for fund in (FUND, CAPITAL):
        items, total = _items(ledger, fund), _total(ledger, fund)
        if items and total:
            yield total_of(total, items, _OUTCOMES[fund][1], "Σ 各项年初预算")


def last_year_agrees(ledger: Ledger) -> Iterator[Remark]:
    """上年数.csv and the tables of 上年/."""
    for amount in COMPARED_CELLS:
        key, (form, row, column, side) = amount.name, amount.cell
        listed = ledger.accounts.last_totals.get(key)
        table = ledger.accounts.last_year.get(form)
        cell = table.cell(row, column, side) if table else None
        if listed is None or listed.value is None or cell is None or cell.value is None:
            continue
        if abs(cell.value - listed.value) > CENT:
            place = listed.source.place
            # A review takes the amount from the text: there is no file of the folder to name.
            where = "" if place.paragraph else "上年数.csv 的"
            yield Remark(
                f"{where}“{key}”为{format_number(listed.value)}，上年{form}为"
                f"{format_number(cell.value)}；正文使用上年{form}",
                [place, cell.place],
                stated=listed.value,
                expected=cell.value,
            )


def amounts_are_of_one_unit(ledger: Ledger) -> Iterator[Remark]:
    """No listed amount is a thousand times the amount it belongs to."""
    accounts = ledger.accounts
    for item in accounts.item_budgets:
        form, _, column, _ = _OUTCOMES[item.fund][0].cell
        listed = ledger.listed(f"年初预算“{item.code} {item.name}”", item.amount)
        yield from _compare(listed, ledger.term(form, item.code, column))
    for fund, (total, _) in _OUTCOMES.items():
        yield from _compare(_total(ledger, fund), ledger.term(*total.cell))
    for amount in COMPARED_CELLS:
        listed = ledger.listed(f"上年数“{amount.name}”", accounts.last_totals.get(amount.name))
        yield from _compare(listed, ledger.term(*amount.cell))
    office = ledger.term(*cell_of(zh.OFFICE_COSTS))
    running = ledger.listed(zh.RUNNING_COSTS, accounts.facts.get(zh.RUNNING_COSTS))
    last = ledger.listed("上年数“机关运行经费”", accounts.last_totals.get(zh.RUNNING_COSTS))
    yield from _compare(last, running or office)
    bought = ledger.listed(zh.PROCUREMENT, accounts.facts.get(zh.PROCUREMENT))
    spent = ledger.term(*cell_of(zh.SPENDING_TOTAL))
    if bought and spent and bought.value > spent.value:
        yield from _compare(bought, spent)


def _compare(one: Term | None, other: Term | None) -> Iterator[Remark]:
    if one is None or other is None or not one.value or not other.value:
        return
    large, small = sorted((abs(one.value), abs(other.value)), reverse=True)
    if large >= small * _THOUSAND:
        # The same digits in 元 and in 万元 look equal.
        units = (
            (one.scale.unit, other.scale.unit) if one.scale.unit != other.scale.unit else ("", "")
        )
        yield Remark(
            f"{one.label}为{one.shown(one.value)}{units[0]}，"
            f"{other.label}为{other.shown(other.value)}{units[1]}，"
            "相差一千倍以上；请核对单位是否为 元",
            [one.place, other.place],
        )


def _rule(
    code: str,
    title: str,
    kind: FindingClass = FindingClass.ARITHMETIC,
    severity: Severity = Severity.ERROR,
) -> Rule:
    return Rule(code, title, _FORM, kind, severity)


CHECKS = (
    Check(_rule("N01a", "上年数.csv 应与上年各表一致", FindingClass.INTERNAL), last_year_agrees),
    Check(
        _rule("N05a", "各项年初预算之和应等于一般公共预算财政拨款支出年初预算"),
        general_budgets_add_up,
    ),
    Check(_rule("N07a", "各项年初预算之和应等于该项资金的年初预算合计"), fund_budgets_add_up),
    Check(
        _rule(
            "U01",
            "同一数字的两个来源相差约一千倍以上，疑为单位有误",
            FindingClass.UNIT,
            Severity.WARNING,
        ),
        amounts_are_of_one_unit,
    ),
)
