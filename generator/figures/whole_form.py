"""The self-evaluation of the department as a whole: its points, its money, rates of completion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.field import evaluation, zh
from generator.field.whole_rates import RATES
from generator.figures.compute import compute_absolute, compute_completion, compute_difference
from generator.figures.compute import compute_share as share_of
from generator.figures.levels import count_levels, score_levels, sum_points
from generator.figures.sources import from_fact
from generator.model.evaluation_figures import WholeForm
from generator.model.figure import Figure, FigureKind

if TYPE_CHECKING:
    from generator.model.accounts import Accounts

_OWNER = "部门整体"
_FILE = f"{evaluation.WHOLE_INDICATORS}.csv"
# What was done of what was to be done, by the name of the rate.
_RATES = {rate.name: (rate.part, rate.whole) for rate in RATES if rate.is_of_counts}
_COUNTS = tuple(dict.fromkeys(key for pair in _RATES.values() for key in pair))


def compute_whole_form(accounts: Accounts) -> WholeForm:
    """Return the figures of 部门整体绩效自评: 整体绩效.csv or 事项.csv, 整体绩效指标.csv."""

    def amount(key: str) -> Figure:
        return from_fact(accounts.facts, key, accounts.identity.unit)

    levels = score_levels(_OWNER, _FILE, accounts.evaluation.whole_indicators)
    initial, full_year = amount(zh.OVERALL_INITIAL_BUDGET), amount(zh.OVERALL_BUDGET)
    change = _change(amount(zh.OVERALL_BUDGET_CHANGE), initial, full_year)
    adjustment = compute_absolute("整体预算调整额", change)
    carried_over = amount(evaluation.OVERALL_CARRIED_OVER)
    budget, procured = amount(evaluation.PROCUREMENT_BUDGET), _procured(accounts)
    counts = {key: from_fact(accounts.facts, key, "个", FigureKind.COUNT) for key in _COUNTS}
    rates = {
        name: compute_completion(f"{_OWNER}{name}", counts[done], counts[asked])
        for name, (done, asked) in _RATES.items()
    }
    rates[evaluation.ADJUSTMENT_RATE] = share_of("整体预算调整率", adjustment, initial)
    rates[evaluation.CARRIED_OVER_RATE] = share_of("整体结转结余率", carried_over, full_year)
    rates[evaluation.PROCUREMENT_RATE] = compute_completion("整体政府采购执行率", procured, budget)
    return WholeForm(
        levels=levels,
        sizes=count_levels(_OWNER, levels),
        full_marks=sum_points(
            f"{_OWNER}总分{evaluation.FULL_MARKS}", [level.full_marks for level in levels]
        ),
        total=sum_points(zh.OVERALL_SCORE, [level.score for level in levels]),
        initial=initial,
        change=change,
        adjustment=adjustment,
        full_year=full_year,
        executed=amount(evaluation.OVERALL_EXECUTED),
        carried_over=carried_over,
        procurement_budget=budget,
        procurement=procured,
        counts=counts,
        rates=rates,
    )


def _change(stated: Figure, initial: Figure, full_year: Figure) -> Figure:
    """Return 预算调整 with its sign: as listed, else what sets the budgets apart."""
    given = not (initial.is_missing or full_year.is_missing)
    if stated.is_missing and given:
        return compute_difference(zh.OVERALL_BUDGET_CHANGE, full_year, initial)
    return stated


def _procured(accounts: Accounts) -> Figure:
    """Return 政府采购执行: as listed, else 政府采购支出总额 of section 十一."""
    key = evaluation.PROCUREMENT_EXECUTED
    listed = (
        key if key in accounts.facts or zh.PROCUREMENT not in accounts.facts else zh.PROCUREMENT
    )
    return from_fact(accounts.facts, listed, accounts.identity.unit)
