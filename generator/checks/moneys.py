"""The money of projects by its sources, and amounts that stand in another unit than the rest."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import squash
from generator.base.money import CENT, TEN_THOUSAND, ZERO, divide, format_plain
from generator.base.severity import Severity
from generator.checks.evaluated import value_of
from generator.field import zh
from generator.field.evaluation import MONEY_TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.accounts import Accounts, ListedAmount, Project
    from generator.model.place import Place

_HALF = CENT / 2
_THOUSAND = 1000
# What was spent, in the unit of the budget, is near it: no project that spent next to nothing.
_NEARLY = Decimal("1.1")


class Column(NamedTuple):
    """One column of a project's money: the total and the sources that are given."""

    name: str
    total: ListedAmount | None
    parts: tuple[tuple[str, ListedAmount], ...]


class WrongUnit(NamedTuple):
    """An amount that only agrees with the rest when its unit is taken for another one."""

    project: str
    column: str
    message: str
    places: tuple[Place, ...]
    stated: Decimal
    expected: Decimal
    severity: Severity | None = None


def columns_of(project: Project) -> tuple[Column, ...]:
    """Return 年初预算数, 全年预算数 and 全年执行数 of a project, each with its sources."""
    initial = [(one.source, one.initial_budget) for one in project.money]
    full_year = [(one.source, one.full_year_budget) for one in project.money]
    executed = [(one.source, one.executed) for one in project.money]
    return (
        Column(zh.INITIAL_BUDGET, project.initial_budget, _given(initial)),
        Column(zh.FULL_YEAR_BUDGET, project.full_year_budget, _given(full_year)),
        Column(zh.FULL_YEAR_EXECUTION, project.executed, _given(executed)),
    )


def agrees(total: Decimal, parts: Sequence[Decimal]) -> bool:
    """Whether amounts with two decimals make a total, rounding allowed for."""
    filled = sum(1 for part in parts if part)
    return abs(total - sum(parts, ZERO)) < _HALF * (filled + 1) or total == sum(parts, ZERO)


def find_wrong_units(accounts: Accounts) -> Iterator[WrongUnit]:
    """Yield the amounts of projects that are given in 元 among 万元, or the other way round."""
    for project in accounts.projects:
        columns = columns_of(project)
        proven = [wrong for column in columns if (wrong := _in_sum(project, column))]
        yield from proven
        if not proven:
            yield from _among_columns(project)


def wrong_columns(accounts: Accounts) -> frozenset[tuple[str, str]]:
    """Return the projects, squashed, and the columns whose amounts are in doubt for their unit."""
    return frozenset((squash(w.project), w.column) for w in find_wrong_units(accounts))


class Rescaled(NamedTuple):
    """The part (−1: the total) that makes a sum agree in another unit, and its amount there."""

    at: int
    expected: Decimal


def rescaled(total: Decimal, parts: Sequence[Decimal]) -> Rescaled | None:
    """Return what makes the parts agree with their total in another unit; None for nothing.

    A part that is next to nothing there proves nothing: the sum would agree without it.
    """
    if agrees(total, parts):
        return None
    for factor in (1 / TEN_THOUSAND, TEN_THOUSAND):
        for at, part in enumerate(parts):
            others, other = [*parts[:at], *parts[at + 1 :]], part * factor
            if other < _HALF or agrees(total, others):
                continue
            if agrees(total, [*others, other]):
                return Rescaled(at, other)
        if total and agrees(total * factor, parts) and any(parts):
            return Rescaled(-1, total * factor)
    return None


def _given(
    parts: Sequence[tuple[str, ListedAmount | None]],
) -> tuple[tuple[str, ListedAmount], ...]:
    return tuple((name, part) for name, part in parts if part is not None)


def _in_sum(project: Project, column: Column) -> WrongUnit | None:
    """Return the source, or the total, that agrees with the others in another unit only."""
    total = value_of(column.total)
    amounts = [value_of(part) or ZERO for _, part in column.parts]
    if total is None or column.total is None or not amounts:
        return None
    found = rescaled(total, amounts)
    if found is None:
        return None
    name, listed = (MONEY_TOTAL, column.total) if found.at < 0 else column.parts[found.at]
    stated, expected = listed.value or ZERO, found.expected
    message = (
        f"“{project.name}”{name}的{column.name}是 {format_plain(stated)}，"
        f"换成 {format_plain(expected)} 才与其余各数相符，疑为元与万元相混；请按同一单位填写"
    )
    places = [listed.source.place, column.total.source.place]
    places += [part.source.place for _, part in column.parts]
    return WrongUnit(
        project.name, column.name, message, tuple(dict.fromkeys(places)), stated, expected
    )


def _among_columns(project: Project) -> Iterator[WrongUnit]:
    """Yield the amount of a project that is ten thousand times the other two."""
    initial = value_of(project.initial_budget) or ZERO
    budget = value_of(project.full_year_budget) or ZERO
    executed = value_of(project.executed) or ZERO
    if not budget:
        return
    least, most = budget * _THOUSAND, budget * TEN_THOUSAND * _NEARLY
    in_ten_thousands = divide(budget, TEN_THOUSAND)
    alone = not initial and budget >= executed * _THOUSAND
    like_spent = alone and executed <= in_ten_thousands <= executed * _NEARLY
    if least <= executed <= most:
        yield _alone(project, zh.FULL_YEAR_EXECUTION, project.executed)
    elif budget * TEN_THOUSAND == initial:
        yield _alone(project, zh.INITIAL_BUDGET, project.initial_budget)
    elif like_spent or (initial and initial * TEN_THOUSAND == budget):
        yield _alone(project, zh.FULL_YEAR_BUDGET, project.full_year_budget)


def _alone(project: Project, column: str, listed: ListedAmount | None) -> WrongUnit:
    stated = value_of(listed) or ZERO
    expected = divide(stated, TEN_THOUSAND)
    message = (
        f"“{project.name}”的{column}是 {format_plain(stated)}，约为其余各数的一万倍，"
        "疑为元与万元相混；请核对单位"
    )
    place = listed.source.place if listed else project.place
    return WrongUnit(
        project.name, column, message, (place, project.place), stated, expected, Severity.WARNING
    )
