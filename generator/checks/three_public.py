"""公开09 and the counts beside it (DOMAIN 2.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks.relation import Outcome, Term, check_sum, find_term, state
from generator.model import forms
from generator.model.finding import FindingClass, Severity
from generator.money import CENT, ZERO, format_number
from generator.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from generator.model.accounts import Accounts, ListedAmount
    from generator.model.place import Place

_FORM_RULES = "部门决算报表表内公式"
_BUDGET_TOTAL = Rule(
    "F01", "公开09预算数合计应等于三项之和", _FORM_RULES, FindingClass.ARITHMETIC, Severity.ERROR
)
_BUDGET_CARS = Rule(
    "F02",
    "公开09预算数公务用车小计应等于购置费加运行维护费",
    _FORM_RULES,
    FindingClass.ARITHMETIC,
    Severity.ERROR,
)
_FINAL_TOTAL = Rule(
    "F03", "公开09决算数合计应等于三项之和", _FORM_RULES, FindingClass.ARITHMETIC, Severity.ERROR
)
_FINAL_CARS = Rule(
    "F04",
    "公开09决算数公务用车小计应等于购置费加运行维护费",
    _FORM_RULES,
    FindingClass.ARITHMETIC,
    Severity.ERROR,
)
_SUMS = (
    (_BUDGET_CARS, "3", ("4", "5")),
    (_BUDGET_TOTAL, "1", ("2", "3", "6")),
    (_FINAL_CARS, "9", ("10", "11")),
    (_FINAL_TOTAL, "7", ("8", "9", "12")),
)
OVERSPENT = Rule(
    "F05",
    "“三公”经费决算数一般不应大于预算数",
    "厉行节约有关规定",
    FindingClass.PLAUSIBILITY,
    Severity.WARNING,
)
COUNTS = Rule(
    "F08",
    "有支出应有相应的团组、人次、辆数，反之亦然",
    "部门决算公开格式",
    FindingClass.INTERNAL,
    Severity.ERROR,
)
COUNTS_WITHOUT_MONEY = Rule(
    "F08a",
    "有支出应有相应的团组、人次、辆数，反之亦然",
    "部门决算公开格式",
    FindingClass.INTERNAL,
    Severity.WARNING,
)
RECEPTION = Rule(
    "N09a",
    "外宾接待支出加国内接待支出应等于公开09公务接待费",
    "部门决算公开格式",
    FindingClass.NARRATIVE_VS_TABLE,
    Severity.ERROR,
)


def _term(accounts: Accounts, number: str) -> Term | None:
    found = find_term(accounts, forms.THREE_PUBLIC, forms.THREE_PUBLIC_ROW, number)
    if found is None:
        return None
    label = forms.THREE_PUBLIC_COLUMNS[int(number) - 1]
    return found._replace(label=f"公开09栏次{number}（{label}）")


def check_three_public(accounts: Accounts) -> Iterator[Outcome]:
    """The four sums, overspending, and money against counts (F01–F05, F08, N09a)."""
    if forms.THREE_PUBLIC not in accounts.tables:
        return
    for rule, total, parts in _SUMS:
        terms = [_term(accounts, part) for part in parts]
        yield from check_sum(rule, accounts, _term(accounts, total), terms, "九")
    budget, final = _term(accounts, "1"), _term(accounts, "7")
    if budget and final and final.value > budget.value:
        yield state(
            OVERSPENT,
            f"“三公”经费决算数{format_number(final.value)}大于预算数{format_number(budget.value)}，"
            "请核对并说明原因",
            [final.place, budget.place],
            "九（一）",
        )
    yield from _check_counts(accounts)
    yield from _check_reception(accounts)


def _check_counts(accounts: Accounts) -> Iterator[Outcome]:
    pairs = (
        ("8", "因公出国（境）团组数", "九（二）1"),
        ("10", "公务用车购置数", "九（二）2"),
        ("12", "国内接待人次", "九（二）3"),
    )
    for number, key, section in pairs:
        money, count = _term(accounts, number), accounts.facts.get(key)
        if money is None or count is None or count.value is None:
            continue
        counted = count.value
        if number == "12":
            foreign = accounts.facts.get("外宾接待人次")
            counted += foreign.value if foreign and foreign.value else ZERO
        if money.value > 0 and counted == 0:
            yield state(
                COUNTS,
                f"{money.label}为{format_number(money.value)}，{key}却是 0",
                [money.place, count.source.place],
                section,
            )
        elif money.value == 0 and counted > 0 and number != "12":
            yield state(
                COUNTS_WITHOUT_MONEY,
                f"{money.label}为 0，{key}却是 {count.source.text}",
                [money.place, count.source.place],
                section,
            )


def _check_reception(accounts: Accounts) -> Iterator[Outcome]:
    total = _term(accounts, "12")
    foreign, domestic = accounts.facts.get("外宾接待支出"), accounts.facts.get("国内接待支出")
    if total is None or _value(foreign) is None or _value(domestic) is None:
        return
    stated = (_value(foreign) or ZERO) + (_value(domestic) or ZERO)
    if abs(stated - total.value) > CENT:
        places: list[Place] = [total.place]
        places += [listed.source.place for listed in (foreign, domestic) if listed]
        yield state(
            RECEPTION,
            f"事项.csv 的外宾接待支出与国内接待支出合计{format_number(stated)}，"
            f"公开09公务接待费为{format_number(total.value)}；"
            "正文的国内接待支出按公开09减外宾接待支出写出",
            places,
            "九（二）3",
        )


def _value(listed: ListedAmount | None) -> Decimal | None:
    return None if listed is None else listed.value
