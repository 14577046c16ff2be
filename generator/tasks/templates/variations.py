"""Variations of a department: what a template may have to say of others, made from one at hand.

A sample has its reasons, its last year, its nine tables; a template has sentences for departments
that lack them. Each variation takes something away or adds it, so that those lines are reached.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.accounts.build import build_accounts
from generator.base.money import HUNDRED, ONE, ZERO
from generator.field import zh
from generator.field.keys import BUDGET_KEYS, LAST_YEAR_KEYS, PURPOSE_KEYS
from generator.figures.department import compute_figures
from generator.model.comparison import Direction
from generator.model.place import Place
from generator.model.records import Inputs, Record
from generator.tasks.department import Sources
from generator.tasks.templates.evaluated import evaluate_for_trial

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from generator.model.comparison import Compared
    from generator.model.figures import Figures, FundBudget

_LISTS = (zh.LAST_TOTALS, zh.INITIAL_BUDGETS, zh.MATTER, zh.REASON, zh.PROJECTS, zh.MEMBERS)
_TEXTS = (
    zh.DUTIES,
    zh.ORGANISATION,
    zh.GLOSSARY,
    zh.EVALUATION_WORK,
    zh.SELF_RATINGS,
    zh.RATING_RESULTS,
)
TWO = ONE + ONE
_KEYS = (*LAST_YEAR_KEYS, *BUDGET_KEYS)
_OWN_TEXT = "自己写的一段文字。"
_REASON = "试用的原因"
_PURPOSE = "试用的用途"


def vary(sources: Sources) -> Iterator[Sources]:
    """Yield the variations of a department."""
    varied = (*_vary_inputs(sources.inputs), *_vary_last_year(sources))
    for inputs in varied:
        accounts, findings = build_accounts(inputs)
        yield Sources(inputs, accounts, compute_figures(accounts), findings)
    reasons, _ = build_accounts(_with_reasons(sources.inputs, dict.fromkeys(_KEYS, _REASON)))
    for figures in _vary_funds(sources.figures):
        yield replace(sources, figures=figures)
        yield replace(sources, figures=figures, accounts=reasons)


def _vary_inputs(inputs: Inputs) -> Iterator[Inputs]:
    for form in sorted(inputs.tables):
        tables = {number: table for number, table in inputs.tables.items() if number != form}
        yield replace(inputs, tables=tables)
    for name in _LISTS:
        if name in inputs.lists:
            lists = {other: rows for other, rows in inputs.lists.items() if other != name}
            yield replace(inputs, lists=lists)
    yield replace(inputs, last_year={}, lists=_without(inputs, zh.LAST_TOTALS))
    yield replace(inputs, texts={})
    yield replace(inputs, texts=dict.fromkeys(_TEXTS, _OWN_TEXT))
    yield _with_reasons(inputs, dict.fromkeys(_KEYS, _REASON))
    yield _with_reasons(inputs, dict.fromkeys(PURPOSE_KEYS, _PURPOSE))
    no_running_costs = (
        _record(zh.MATTER, 项目=zh.RUNNING_COSTS, 数值="0", 单位=zh.TEN_THOUSAND_YUAN),
    )
    yield replace(inputs, lists={**_without(inputs, zh.MATTER), zh.MATTER: no_running_costs})
    for lists in evaluate_for_trial():
        yield replace(inputs, lists={**inputs.lists, **lists})
    for nature in (zh.ADMINISTRATIVE, zh.INSTITUTION):
        told = {zh.SCOPE: zh.UNIT, zh.UNIT_KIND: nature}
        lists = {**_without(inputs, zh.MEMBERS), **_told(inputs, told)}
        yield replace(inputs, unit="元", lists=lists)


def _vary_last_year(sources: Sources) -> Iterator[Inputs]:
    """Yield last years: nothing, the same, more than twice as much; totals without their items."""
    figures = sources.figures
    general, public = figures.general, figures.three_public
    whole = (figures.summary, figures.fiscal, general.spending, figures.operating.by_year)
    totals: list[Compared] = [*whole, general.basic, public.by_year["total"]]
    items = [general.staff, general.office]
    items += [item for name, item in public.by_year.items() if name != "total"]
    for of_totals, of_items in ((ZERO, ZERO), (ONE, ONE), (TWO, TWO), (TWO, ZERO), (TWO, None)):
        amounts = {item.key: _amount(item, of_totals) for item in totals}
        if of_items is not None:
            amounts |= {item.key: _amount(item, of_items) for item in items}
        rows = tuple(_record(zh.LAST_TOTALS, 项目=key, 金额=text) for key, text in amounts.items())
        lists = {**sources.inputs.lists, zh.LAST_TOTALS: rows}
        yield replace(sources.inputs, last_year={}, lists=lists)


def _amount(item: Compared, times: Decimal) -> str:
    """Return last year's amount: nothing, the same as this year, or more than twice as much."""
    current = item.current.value or ZERO
    return f"{current * times + (ONE if times == TWO else ZERO):f}"


def _vary_funds(figures: Figures) -> Iterator[Figures]:
    """Yield departments that left a fund unspent, that spent it, and that kept to the budget."""
    for income, spent in ((ONE, ZERO), (ONE, ONE), (ZERO, ZERO)):
        fund = _fund(figures.fund, income, spent)
        public = figures.three_public
        if spent == income:
            public = replace(public, total=replace(public.total, direction=Direction.EQUAL))
        capital = _fund(figures.capital, income, spent)
        yield replace(figures, fund=fund, capital=capital, three_public=public)


def _fund(fund: FundBudget, income: Decimal, spent: Decimal) -> FundBudget:
    spending = fund.spending
    final = replace(spending.final, value=spent, missing=())
    budget = replace(spending.budget, value=ONE, missing=())
    completion = replace(spending.completion, value=spent * HUNDRED, missing=())
    return replace(
        fund,
        income=replace(fund.income, value=income, missing=()),
        closing=replace(fund.closing, value=income - spent, missing=()),
        opening=replace(fund.opening, value=ZERO, missing=()),
        spending=replace(spending, final=final, budget=budget, completion=completion),
    )


def _without(inputs: Inputs, name: str) -> dict[str, tuple[Record, ...]]:
    return {other: rows for other, rows in inputs.lists.items() if other != name}


def _record(file: str, **texts: str) -> Record:
    place = Place(f"{file}.csv", 1, 1)
    return Record(texts, dict.fromkeys(texts, place), {})


def _with_reasons(inputs: Inputs, reasons: dict[str, str]) -> Inputs:
    rows = tuple(_record(zh.REASON, 事项=key, 原因=text) for key, text in reasons.items())
    return replace(inputs, lists={**inputs.lists, zh.REASON: rows})


def _told(inputs: Inputs, told: dict[str, str]) -> dict[str, tuple[Record, ...]]:
    """Return 单位信息 with some of its entries replaced."""
    kept = [row for row in inputs.lists.get(zh.IDENTITY, ()) if row.text(zh.ITEM) not in told]
    more = [_record(zh.IDENTITY, 项目=key, 内容=text) for key, text in told.items()]
    return {zh.IDENTITY: (*kept, *more)}
