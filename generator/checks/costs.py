"""The indicators of cost (成本指标) of a project beside its budget and what it spent."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import squash
from generator.base.money import ZERO, divide, format_plain, round_half_up
from generator.checks.attained import actual_of, is_cost, sign_of, target_of
from generator.checks.evaluated import find_forms, scores_of_rate, value_of
from generator.checks.moneys import (
    WrongUnit,
    agrees,
    columns_of,
    rescaled,
    wrong_columns,
)
from generator.field import evaluation, zh
from generator.field.evaluation import ACTUAL, AT_MOST, EXACTLY, TARGET
from generator.field.measures import Units, is_money, relate_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from generator.checks.evaluated import Form
    from generator.checks.moneys import Column
    from generator.model.accounts import Accounts, ListedAmount, Project
    from generator.model.evaluation import Indicator
    from generator.model.place import Place


# What one person, place or piece costs is no part of what all cost.
_OF_ONE = re.compile("人均|户均|均价|平均|单价|单位成本|单个|每")


class Cost(NamedTuple):
    """An indicator of cost: target and actual value in the published unit."""

    indicator: Indicator
    target: Decimal
    actual: Decimal

    def place(self, column: str) -> Place:
        """The cell of the target or of the actual value."""
        return self.indicator.places.get(column, self.indicator.place)


class Costs(NamedTuple):
    """The indicators of cost of a project whose money is known to the last of them."""

    project: Project
    budgets: tuple[Decimal, ...]
    executed: Decimal | None
    rows: tuple[Cost, ...]

    @property
    def targets(self) -> list[Decimal]:
        """The targets in order."""
        return [row.target for row in self.rows]

    @property
    def actuals(self) -> list[Decimal]:
        """The actual values in order."""
        return [row.actual for row in self.rows]

    @property
    def are_whole_budget(self) -> bool:
        """Whether the targets together are the budget."""
        return any(agrees(budget, self.targets) for budget in self.budgets)

    @property
    def are_all_spent(self) -> bool:
        """Whether the actual values together are what was spent."""
        return self.executed is not None and agrees(self.executed, self.actuals)


def find_costs(accounts: Accounts) -> Iterator[Costs]:
    """Yield the costs of each project whose budget is known, and in no doubt for its unit."""
    doubtful = {name for name, _ in wrong_columns(accounts)}
    for form in find_forms(accounts):
        project = form.project
        if project is None or squash(project.name) in doubtful:
            continue
        rows = _read_rows(form, accounts.identity.unit)
        given = (value_of(project.full_year_budget), value_of(project.initial_budget))
        budgets = tuple(budget for budget in given if budget)
        if rows and budgets:
            yield Costs(project, budgets, value_of(project.executed), rows)


def find_wrong_costs(accounts: Accounts) -> Iterator[WrongUnit]:
    """Yield the costs that agree with the budget, or with what was spent, in another unit only."""
    for costs in find_costs(accounts):
        if not costs.are_whole_budget:
            yield from _wrong_unit(costs, TARGET, costs.targets, costs.budgets[0])
        elif costs.executed is not None:
            yield from _wrong_unit(costs, ACTUAL, costs.actuals, costs.executed)


def find_unequal_costs(accounts: Accounts) -> Iterator[Costs]:
    """Yield the costs whose targets are the whole budget and whose actual values not the spending.

    Where a cost is in another unit, or the sources say what was spent, it is said of them.
    """
    wrong = {(one.project, one.column) for one in find_wrong_costs(accounts)}
    for costs in find_costs(accounts):
        spent, made = costs.executed, sum(costs.actuals, ZERO)
        if spent is None or not costs.are_whole_budget or costs.are_all_spent:
            continue
        if (costs.project.name, ACTUAL) in wrong:
            continue
        if made not in other_sums(columns_of(costs.project)[-1]):
            yield costs


def scores_by_other_amounts(accounts: Accounts) -> Mapping[str, tuple[Decimal, ...]]:
    """Return by project, squashed, the points of its execution by amounts told of elsewhere.

    Where its sources, or its costs, come to another amount than the total, that is said of them:
    what follows from it for the points is no mistake of its own.
    """
    costs = {squash(each.project.name): each for each in find_costs(accounts)}
    found: dict[str, tuple[Decimal, ...]] = {}
    for project in accounts.projects:
        name = squash(project.name)
        _, full_year, executed = columns_of(project)
        budgets, spent = other_sums(full_year), other_sums(executed)
        planned = costs.get(name)
        if planned and planned.are_whole_budget and not planned.are_all_spent:
            spent.append(sum(planned.actuals, ZERO))
        given = value_of(project.execution_marks)
        marks = evaluation.USUAL_EXECUTION_MARKS if given is None else given
        others = [replace(project, executed=_instead(project.executed, each)) for each in spent]
        others += [
            replace(project, full_year_budget=_instead(project.full_year_budget, each))
            for each in budgets
        ]
        found[name] = tuple(score for other in others for score in scores_of_rate(other, marks))
    return found


def other_sums(column: Column) -> list[Decimal]:
    """Return what the sources of a column make, where that is not its total."""
    total, amounts = value_of(column.total), [value_of(part) or ZERO for _, part in column.parts]
    if total is None or not amounts or agrees(total, amounts):
        return []
    return [sum(amounts, ZERO)]


def _instead(listed: ListedAmount | None, value: Decimal) -> ListedAmount | None:
    return listed._replace(value=value) if listed else None


def _wrong_unit(
    costs: Costs, column: str, values: list[Decimal], total: Decimal
) -> Iterator[WrongUnit]:
    found = rescaled(total, values)
    if found is None or found.at < 0:
        return
    row, stated, expected = costs.rows[found.at], values[found.at], found.expected
    amount = zh.FULL_YEAR_BUDGET if column == TARGET else zh.FULL_YEAR_EXECUTION
    message = (
        f"“{costs.project.name}”的成本指标“{row.indicator.third_level}”的{column}是"
        f" {format_plain(stated)}，换成 {format_plain(expected)} 才与{amount}"
        f" {format_plain(total)} 相符，疑为元与万元相混；请按计量单位填写"
    )
    places = (row.place(column), costs.project.place)
    yield WrongUnit(costs.project.name, column, message, places, stated, expected)


def _read_rows(form: Form, unit: str) -> tuple[Cost, ...]:
    """Return the costs in money; nothing where one of them cannot be read."""
    rows = []
    for indicator in form.indicators:
        if not is_cost(indicator) or sign_of(indicator) not in {AT_MOST, EXACTLY}:
            continue
        if _OF_ONE.search(indicator.third_level):
            continue
        target, actual = target_of(indicator), actual_of(indicator)
        if target is None or not is_money(target.unit):
            continue
        if actual is None or not is_money(actual.unit):
            return ()
        first = _converted(target.number, target.unit, unit)
        rows.append(Cost(indicator, first, _converted(actual.number, actual.unit, unit)))
    return tuple(rows)


def _converted(number: Decimal, unit: str, published: str) -> Decimal:
    """Return an amount of money in the published unit, to cents where it is converted."""
    how, factor = relate_units(unit, published)
    if how is Units.SAME:
        return number
    value = Fraction(number) * factor
    return round_half_up(divide(ZERO + value.numerator, ZERO + value.denominator))
