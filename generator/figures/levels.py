"""Points of indicators and of the management of money, and their sums by level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.money import ONE
from generator.field import evaluation, zh
from generator.field.evaluation import POINTS
from generator.figures.compute import compute_total, count_figures
from generator.figures.sources import from_listed
from generator.model.evaluation_figures import (
    FirstLevel,
    ScoredIndicator,
    ScoredManagement,
    SecondLevel,
)
from generator.model.figure import Figure, FigureKind, MissingInput, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from generator.model.accounts import ListedAmount
    from generator.model.evaluation import Indicator, ManagementItem


def points_of(label: str, listed: ListedAmount | None, wanted: MissingInput) -> Figure:
    """Return the points of a cell of a list."""
    return from_listed(label, listed, wanted=wanted, unit=POINTS, kind=FigureKind.SCORE)


def fixed_points(label: str, value: Decimal) -> Figure:
    """Return points that a form lays down and no cell states."""
    return Figure(label, value, FigureKind.SCORE, POINTS)


def sum_points(label: str, parts: Sequence[Figure]) -> Figure:
    """Return the sum of points; 0 of none."""
    total = compute_total(label, parts, unit=POINTS)
    return Figure(label, total.value, FigureKind.SCORE, POINTS, total.origin, total.missing)


def score_levels(owner: str, file: str, indicators: Iterable[Indicator]) -> tuple[FirstLevel, ...]:
    """Return the indicators by 一级 and 二级指标, each level where it stands first.

    `owner` is the project, or what the department's figures are called; `file` is the list.
    """
    grouped: dict[str, dict[str, list[ScoredIndicator]]] = {}
    for one in indicators:
        groups = grouped.setdefault(one.first_level, {})
        groups.setdefault(one.second_level, []).append(_score(owner, file, one))
    return tuple(_first_level(owner, name, groups) for name, groups in grouped.items())


def _score(owner: str, file: str, one: Indicator) -> ScoredIndicator:
    label = f"{owner}{one.third_level}"

    def points(what: str, listed: ListedAmount | None) -> Figure:
        wording = f"{label}{what}"
        return points_of(
            wording, listed, MissingInput(wording, file, f"{owner}{evaluation.OF}{one.third_level}")
        )

    return ScoredIndicator(
        one, points(evaluation.FULL_MARKS, one.full_marks), points(zh.SCORE, one.score)
    )


def _first_level(owner: str, name: str, groups: dict[str, list[ScoredIndicator]]) -> FirstLevel:
    inner = tuple(_second_level(owner, second, found) for second, found in groups.items())
    label = f"{owner}{name}"
    return FirstLevel(
        name=name,
        full_marks=sum_points(f"{label}{evaluation.FULL_MARKS}", [g.full_marks for g in inner]),
        score=sum_points(f"{label}{zh.SCORE}", [group.score for group in inner]),
        groups=inner,
    )


def _second_level(owner: str, name: str, found: list[ScoredIndicator]) -> SecondLevel:
    label = f"{owner}{name}"
    return SecondLevel(
        name=name,
        full_marks=sum_points(f"{label}{evaluation.FULL_MARKS}", [one.full_marks for one in found]),
        score=sum_points(f"{label}{zh.SCORE}", [one.score for one in found]),
        indicators=tuple(found),
    )


def score_management(project: str, items: Iterable[ManagementItem]) -> tuple[ScoredManagement, ...]:
    """Return the rows of 资金管理.csv with their points."""
    found = []
    for item in items:
        wording = f"{project}{evaluation.MANAGEMENT}{item.matter}"
        wanted = MissingInput(
            f"{wording}{zh.SCORE}",
            f"{evaluation.MANAGEMENT}.csv",
            f"{project}{evaluation.OF}{item.matter}",
        )
        full = wanted._replace(wording=f"{wording}{evaluation.FULL_MARKS}")
        found.append(
            ScoredManagement(
                item,
                points_of(full.wording, item.full_marks, full),
                points_of(wanted.wording, item.score, wanted),
            )
        )
    return tuple(found)


def count_levels(owner: str, levels: tuple[FirstLevel, ...]) -> tuple[Figure, Figure, Figure]:
    """Return how many 一级, 二级 and 三级指标 there are."""
    second = [group for level in levels for group in level.groups]
    third = [one for group in second for one in group.indicators]
    counted = (
        (evaluation.FIRST_LEVEL, [level.groups[0].indicators[0] for level in levels]),
        (evaluation.SECOND_LEVEL, [group.indicators[0] for group in second]),
        (evaluation.THIRD_LEVEL, third),
    )
    first, middle, last = (
        count_figures(f"{owner}{name}个数", [_row(one) for one in found]) for name, found in counted
    )
    return first, middle, last


def _row(scored: ScoredIndicator) -> Figure:
    """Return the row of an indicator as what is counted: of a level, its first."""
    one = scored.indicator
    origin = Source(one.place, one.third_level, ONE)
    return Figure(one.third_level, None, FigureKind.COUNT, "个", origin)
