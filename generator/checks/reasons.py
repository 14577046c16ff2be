"""What a reason says of its own figure: amounts, rates, the direction (DOMAIN 2.8, 9: N14).

Only words that certainly speak of the figure itself are held against it: a reason may name parts,
other years and other items as it likes.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from generator.base.money import (
    CENT,
    HUNDRED,
    UNIT_SIZES,
    ZERO,
    divide,
    format_number,
    parse_amount,
)
from generator.base.rules import Rule
from generator.base.severity import FindingClass, Severity
from generator.checks.relation import Check, Remark
from generator.field import sections, zh
from generator.field.amounts import BY_NAME, COMPARED_CELLS, THREE_PUBLIC, cell_of
from generator.field.funds import GENERAL
from generator.field.leaning import Asked, lean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.checks.ledger import Ledger
    from generator.field.amount import Address
    from generator.model.accounts import ItemBudget, ListedAmount, ListedText

_NUMBER = r"(?P<n>[0-9][0-9,]*(?:\.[0-9]+)?)"
_SUM = rf"{_NUMBER}(?P<u>亿元|万元|元)"
_OWN = r"(?:本年度?|当年|该项|全年|20[0-9]{2}年度?)?"
_IS = r"(?:数|金额|安排)?(?:为|是)?"
_BUDGET = re.compile(rf"{_OWN}(?:年初|全年)?预算{_IS}{_SUM}")
_FINAL = re.compile(rf"{_OWN}(?:(?:支出)?决算{_IS}|实际(?:支出|执行|支付){_IS}){_SUM}")
_LAST = re.compile(rf"上年度?(?:支出|决算){_IS}{_SUM}")
_CHANGE = re.compile(
    rf"(?:决算数?|支出)?(?:较|比|与)(?P<base>上年|年初预算|预算)(?:度|数|相比)*(?P<way>增加|减少|多|少){_SUM}"
)
_COMPLETED = re.compile(rf"(?:仅|共|已)?完成(?:年初|全年)?预算的?{_NUMBER}%")
_CLAUSE = re.compile(r"[，。；：、\n]")
_SPACE = re.compile(r"\s|[“”\"]")
_UPWARD = {zh.INCREASE, "多"}


class _Explained(NamedTuple):
    """The amounts that a reason explains, in the published unit; None where not given."""

    name: str
    section: str
    final: Decimal | None
    budget: Decimal | None
    last: Decimal | None


def reasons_state_their_figures(ledger: Ledger) -> Iterator[Remark]:
    """An amount or rate in a reason that speaks of the figure explained is that figure's."""
    unit = ledger.accounts.identity.unit
    for reason, explained in _explained(ledger):
        for clause in _CLAUSE.split(_SPACE.sub("", reason.text)):
            yield from _test_clause(clause, reason, explained, unit)


def _test_clause(
    clause: str, reason: ListedText, explained: _Explained, unit: str
) -> Iterator[Remark]:
    for pattern, what, expected in (
        (_BUDGET, zh.BUDGET_AMOUNT, explained.budget),
        (_FINAL, zh.FINAL, explained.final),
        (_LAST, zh.LAST_TOTALS, explained.last),
    ):
        found = pattern.fullmatch(clause)
        if found and expected is not None:
            yield from _differ(found, what, expected, reason, explained, unit)
    found = _CHANGE.fullmatch(clause)
    base = explained.last if found and found["base"] == zh.LAST_YEAR else explained.budget
    if found and base is not None and explained.final is not None:
        change = explained.final - base
        signed = change if found["way"] in _UPWARD else -change
        yield from _differ(found, f"比{found['base']}的增减额", signed, reason, explained, unit)
    found = _COMPLETED.fullmatch(clause)
    if found and explained.budget and explained.final is not None:
        yield from _test_rate(found, reason, explained, explained.budget)


def _differ(
    found: re.Match[str],
    what: str,
    expected: Decimal,
    reason: ListedText,
    explained: _Explained,
    unit: str,
) -> Iterator[Remark]:
    stated = parse_amount(found["n"]) * UNIT_SIZES[found["u"]] / UNIT_SIZES[unit]
    if abs(stated - expected) > 2 * CENT:
        message = (
            f"{explained.name}的原因写“{found.group()}”，而{what}为{format_number(expected)}{unit}"
        )
        yield Remark(message, [reason.place], explained.section, "", stated, expected)


def _test_rate(
    found: re.Match[str], reason: ListedText, explained: _Explained, budget: Decimal
) -> Iterator[Remark]:
    stated = parse_amount(found["n"])
    final = explained.final or ZERO
    half = CENT / 2
    if budget <= half:
        return
    low = divide((final - half) * HUNDRED, budget + half)
    high = divide((final + half) * HUNDRED, budget - half)
    decimals = len(found["n"].partition(".")[2])
    margin = Decimal(5).scaleb(-decimals - 1)
    if not low - margin <= stated <= high + margin:
        rate = divide(final * HUNDRED, budget)
        message = f"{explained.name}的原因写“{found.group()}”，而完成率为{format_number(rate)}%"
        yield Remark(message, [reason.place], explained.section, "", stated, rate)


def reasons_point_the_right_way(ledger: Ledger) -> Iterator[Remark]:
    """A reason that speaks of more money does not explain less of it, and the reverse."""
    year = str(ledger.accounts.identity.year or "")
    for reason, explained in _explained(ledger):
        if explained.final is None or explained.final < 0:
            # A negative amount is an error itself.
            continue
        bases = [base for base in (explained.budget, explained.last) if base is not None]
        changes = {_sign(explained.final - base) for base in bases}
        asked = Asked(explained.last is None, year, explained.name == zh.TOTALS_BOTH_SIDES)
        leaning = lean(reason.text, asked)
        if leaning is not None and changes == {-leaning.sign}:
            fact = zh.DECREASE if leaning.sign > 0 else zh.INCREASE
            message = f"{explained.name}{fact}，原因却说“{leaning.words}”"
            yield Remark(message, [reason.place], explained.section, found_text=leaning.words)


def _sign(value: Decimal) -> int:
    return (value > 0) - (value < 0)


def _explained(ledger: Ledger) -> Iterator[tuple[ListedText, _Explained]]:
    """Yield every reason with what it explains; a 用途 explains no difference."""
    items: dict[str, ItemBudget] = {}
    for item in ledger.accounts.item_budgets:
        if item.fund == GENERAL:
            items.setdefault(item.code, item)  # of two rows of one code the first counts
    for (key, basis), reason in ledger.accounts.reasons.items():
        explained = _amounts_of(ledger, key, items)
        if explained is None or not reason.text:
            continue
        if basis == zh.LAST_YEAR:
            explained = explained._replace(budget=None)
        elif basis == zh.BUDGET:
            explained = explained._replace(last=None)
        yield reason, explained


def _amounts_of(ledger: Ledger, key: str, items: Mapping[str, ItemBudget]) -> _Explained | None:
    accounts = ledger.accounts
    last = _value(accounts.last_totals.get(key))
    amount = BY_NAME.get(key)
    if amount in THREE_PUBLIC:
        final, budget = (_cell(ledger, address) for address in (amount.cell, amount.budget_cell))
        return _Explained(key, "九（一）", final, budget, last)
    if key.isdigit():
        item = items.get(key)
        if item is None:
            return None
        final = _cell(ledger, cell_of(zh.GENERAL_SPENDING)._replace(row=key))
        return _Explained(
            f"{key} {item.name}", sections.GENERAL_ITEMS, final, _value(item.amount), None
        )
    if key == zh.RUNNING_COSTS:
        final = _value(accounts.facts.get(key))
        return _Explained(key, "十", final, _value(accounts.budget_totals.get(key)), last)
    if amount not in COMPARED_CELLS:
        return None
    form, row, column, side = amount.cell
    table = accounts.last_year.get(form)
    if table is not None:
        cell = table.cell(row, column, side)
        last = cell.value if cell else None
    budget = _value(accounts.budget_totals.get(key))
    return _Explained(key, "", _cell(ledger, amount.cell), budget, last)


def _cell(ledger: Ledger, address: Address) -> Decimal | None:
    term = ledger.term(*address)
    return None if term is None else term.published(term.value)


def _value(listed: ListedAmount | None) -> Decimal | None:
    return None if listed is None else listed.value


def _rule(code: str, title: str, kind: FindingClass) -> Rule:
    authority = "地方预决算公开操作规程（财预〔2016〕143号）"
    return Rule(code, title, authority, kind, Severity.WARNING)


CHECKS = (
    Check(
        _rule("N14a", "原因里说到的数应与它解释的数一致", FindingClass.INTERNAL),
        reasons_state_their_figures,
    ),
    Check(
        _rule("N14b", "原因的方向应与增减一致", FindingClass.DIRECTION),
        reasons_point_the_right_way,
    ),
)
