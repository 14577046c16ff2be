"""The figures of a self-evaluation, each computed from what the lists say; rounded once."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from oracle.money import half_up

from .model import (
    BUDGET,
    CHANGE,
    COUNT,
    EVALUATED,
    EXECUTED,
    INITIAL,
    LEFT,
    MONITORED,
    PURCHASED,
    SCORE,
    SCORED,
    TO_EVALUATE,
    TO_MONITOR,
    TO_PURCHASE,
    TO_SCORE,
    WITH_TARGETS,
    Evaluation,
    Indicator,
    Management,
    Money,
    Project,
    Whole,
)

ZERO = Decimal(0)
HUNDRED = Decimal(100)
GRADES = ("优", "良", "中", "差")
_LEAST = {"优": 90, "良": 80, "中": 60, "差": 0}


class Level(NamedTuple):
    """An indicator of the first or second level: what its rows add up to."""

    name: str
    marks: Decimal
    score: Decimal
    rows: tuple[Indicator, ...]


def add(amounts: Iterable[Decimal]) -> Decimal:
    """Return the sum, 0 of nothing."""
    return sum(amounts, ZERO)


def rate(part: Decimal, whole: Decimal) -> Decimal | None:
    """Return part/whole in percent with two decimals; None where the whole is 0."""
    return half_up(HUNDRED * part / whole) if whole else None


def grade_of(score: Decimal) -> str:
    """Return 优 from 90, 良 from 80, 中 from 60, else 差."""
    return next(grade for grade in GRADES if score >= _LEAST[grade])


def total_money(project: Project) -> Money:
    """Return 年度资金总额: the three sources together."""
    sums = (
        add(getattr(money, name) for money in project.money)
        for name in ("initial", "budget", "executed")
    )
    return Money("年度资金总额", *sums)


def execution_score(project: Project) -> Decimal:
    """Return 分值 × 执行率, at most 分值."""
    total = total_money(project)
    share = total.executed / total.budget
    return half_up(min(project.execution_marks * share, project.execution_marks))


def total_marks(project: Project) -> Decimal:
    """Return the full marks of all rows of the form."""
    return project.execution_marks + add(row.marks for row in _rows(project))


def total_score(project: Project) -> Decimal:
    """Return the score of the form, or the stated one where there are no indicators."""
    if not project.indicators:
        assert project.stated is not None
        return project.stated
    return execution_score(project) + add(row.score for row in _rows(project))


def _rows(project: Project) -> tuple[Management | Indicator, ...]:
    return (*project.management, *project.indicators)


def levels(rows: Sequence[Indicator], level: Callable[[Indicator], str]) -> list[Level]:
    """Return the indicators of a level, in their order; rows of one stand together."""
    grouped = ((name, tuple(group)) for name, group in groupby(rows, level))
    return [
        Level(name, add(row.marks for row in group), add(row.score for row in group), group)
        for name, group in grouped
    ]


def first_levels(rows: Sequence[Indicator]) -> list[Level]:
    """Return the sums of the first level."""
    return levels(rows, lambda row: row.first)


def second_levels(rows: Sequence[Indicator]) -> list[Level]:
    """Return the sums of the second level, within the first."""
    return [
        level
        for first in first_levels(rows)
        for level in levels(first.rows, lambda row: row.second)
    ]


def mean_score(projects: Sequence[Project]) -> Decimal:
    """Return the mean of the scores."""
    return half_up(add(map(total_score, projects)) / len(projects))


def weighted_score(projects: Sequence[Project]) -> Decimal:
    """Return the mean of the scores, weighted by 全年预算数."""
    weights = [total_money(project).budget for project in projects]
    points = add(w * total_score(p) for w, p in zip(weights, projects, strict=True))
    return half_up(points / add(weights))


def grade_counts(projects: Sequence[Project]) -> dict[str, int]:
    """Return how many projects have each grade, those that occur."""
    grades = [grade_of(total_score(project)) for project in projects]
    return {grade: grades.count(grade) for grade in GRADES if grade in grades}


def public_executed(projects: Iterable[Project], fund: str) -> Decimal:
    """Return what projects of a fund spent of it: 政府预算资金 alone, no money of other sources."""
    return add(project.money[0].executed for project in projects if project.fund == fund)


def covered(evaluation: Evaluation, fund: str) -> Decimal | None:
    """Return the share of the fund's 项目支出 that the projects cover, in percent."""
    return rate(public_executed(evaluation.projects, fund), evaluation.totals[fund])


def whole_score(whole: Whole) -> Decimal:
    """Return the score of the department: what its indicators add up to."""
    if not whole.indicators:
        return whole.numbers[SCORE]
    return add(row.score for row in whole.indicators)


def level_counts(whole: Whole) -> tuple[int, int, int]:
    """Return how many indicators the three levels have."""
    rows = whole.indicators
    return len(first_levels(rows)), len(second_levels(rows)), len(rows)


def whole_rates(
    numbers: dict[str, Decimal] | Whole, spent: Decimal, planned: Decimal
) -> dict[str, Decimal | None]:
    """Return the rates of the whole; `spent` and `planned` are 三公 of 公开09."""
    values = numbers.numbers if isinstance(numbers, Whole) else numbers
    pairs = {
        "执行率": (values[EXECUTED], values[BUDGET]),
        "预算调整率": (abs(values[CHANGE]), values[INITIAL]),
        "结转结余率": (values[LEFT], values[BUDGET]),
        "三公经费控制率": (spent, planned),
        "绩效目标填报完成率": (values[WITH_TARGETS], values[COUNT]),
        "绩效监控完成率": (values[MONITORED], values[TO_MONITOR]),
        "绩效自评完成率": (values[SCORED], values[TO_SCORE]),
        "部门绩效评价完成率": (values[EVALUATED], values[TO_EVALUATE]),
        "政府采购执行率": (values[PURCHASED], values[TO_PURCHASE]),
    }
    return {name: rate(*pair) for name, pair in pairs.items()}
