"""What the form and the report of one project state: its money by source, its points."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.base.money import ZERO
from generator.field import evaluation, zh
from generator.field.evaluation import MONEY_SOURCES, MONEY_TOTAL, PUBLIC_MONEY
from generator.figures.compute import PERCENT, compute_completion, compute_earned, compute_total
from generator.figures.levels import (
    fixed_points,
    points_of,
    score_levels,
    score_management,
    sum_points,
)
from generator.figures.sources import from_listed
from generator.model.evaluation import Evaluation
from generator.model.evaluation_figures import MoneyFigures, ProjectForm
from generator.model.figure import Figure, FigureKind, MissingInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.model.accounts import ListedAmount, Project
    from generator.model.evaluation import Indicator, ManagementItem, ProjectMoney

_FILE = f"{zh.PROJECTS}.csv"
_INDICATORS_FILE = f"{evaluation.INDICATORS}.csv"


class Totals(NamedTuple):
    """The money of a project in all: 年初预算数, 全年预算数, 全年执行数, 执行率."""

    initial: Figure
    full_year: Figure
    executed: Figure
    rate: Figure


def by_project(evaluation: Evaluation) -> dict[str, Evaluation]:
    """Return what the lists say of each project, by its name."""
    indicators: dict[str, list[Indicator]] = {}
    management: dict[str, list[ManagementItem]] = {}
    for one in evaluation.indicators:
        indicators.setdefault(one.project, []).append(one)
    for item in evaluation.management:
        management.setdefault(item.project, []).append(item)
    reports = {report.project: (report,) for report in evaluation.reports}
    return {
        name: Evaluation(
            tuple(indicators.get(name, ())), tuple(management.get(name, ())), reports.get(name, ())
        )
        for name in {*indicators, *management, *reports}
    }


def compute_form(project: Project, listed: Evaluation, totals: Totals, unit: str) -> ProjectForm:
    """Return what the form of a project states; `listed` is what the lists say of it."""
    name = project.name
    levels = score_levels(name, _INDICATORS_FILE, listed.indicators)
    management = score_management(name, listed.management)
    marks = _execution_marks(project)
    earned = _execution_score(project, marks, totals)
    return ProjectForm(
        money=_money(project, totals, unit),
        execution_marks=marks,
        execution_score=earned,
        management=management,
        levels=levels,
        full_marks=sum_points(
            f"{name}总分{evaluation.FULL_MARKS}",
            [marks, *(m.full_marks for m in management), *(level.full_marks for level in levels)],
        ),
        total=sum_points(
            f"{name}{zh.SELF_SCORE}",
            [earned, *(m.score for m in management), *(level.score for level in levels)],
        ),
        is_filled=bool(levels),
        report=next(iter(listed.reports), None),
    )


def _execution_marks(project: Project) -> Figure:
    label = f"{project.name}{evaluation.EXECUTION_FULL_MARKS}"
    if project.execution_marks is None or project.execution_marks.value is None:
        return fixed_points(label, evaluation.USUAL_EXECUTION_MARKS)
    return points_of(label, project.execution_marks, MissingInput(label, _FILE, project.name))


def _execution_score(project: Project, marks: Figure, totals: Totals) -> Figure:
    """Return 预算执行得分 as listed, else marks × rate; asked for where there is no rate."""
    label = f"{project.name}{evaluation.EXECUTION_SCORE}"
    wanted = MissingInput(label, _FILE, project.name)
    if project.execution_score is not None and project.execution_score.value is not None:
        return points_of(label, project.execution_score, wanted)
    earned = compute_earned(label, marks, totals.executed, totals.full_year)
    if earned.value is None and not earned.is_missing:
        return points_of(label, None, wanted)
    return earned


def _money(project: Project, totals: Totals, unit: str) -> tuple[MoneyFigures, ...]:
    """Return 年度资金总额 and the three sources.

    A project that is not split is 政府预算资金 as a whole, since 资金性质 is always a fiscal fund.
    In a column that is split a blank cell is 0 where the others make the total, else asked for.
    """
    whole = MoneyFigures(MONEY_TOTAL, *totals)
    split = {one.source: one for one in project.money}
    if not split:
        others = (source for source in MONEY_SOURCES if source != PUBLIC_MONEY)
        none = (_no_money(project, source, unit) for source in others)
        return (whole, MoneyFigures(PUBLIC_MONEY, *totals), *none)
    initial, full_year, executed = (
        _column(project, name, total, unit, {s: pick(one) for s, one in split.items()})
        for name, total, pick in (
            (zh.INITIAL_BUDGET, totals.initial, _initial),
            (zh.FULL_YEAR_BUDGET, totals.full_year, _full_year),
            (zh.FULL_YEAR_EXECUTION, totals.executed, _executed),
        )
    )
    rows = (
        _row(project, source, initial[source], full_year[source], executed[source])
        for source in MONEY_SOURCES
    )
    return (whole, *rows)


def _initial(money: ProjectMoney) -> ListedAmount | None:
    return money.initial_budget


def _full_year(money: ProjectMoney) -> ListedAmount | None:
    return money.full_year_budget


def _executed(money: ProjectMoney) -> ListedAmount | None:
    return money.executed


def _row(
    project: Project, source: str, initial: Figure, full_year: Figure, executed: Figure
) -> MoneyFigures:
    rate = compute_completion(f"{project.name}{source}执行率", executed, full_year)
    return MoneyFigures(source, initial, full_year, executed, rate)


def _no_money(project: Project, source: str, unit: str) -> MoneyFigures:
    """Return a source that a project has nothing from."""
    columns = (zh.INITIAL_BUDGET, zh.FULL_YEAR_BUDGET, zh.FULL_YEAR_EXECUTION)
    initial, full_year, executed = (
        Figure(f"{project.name}{source}{column}", ZERO, unit=unit) for column in columns
    )
    rate = Figure(f"{project.name}{source}执行率", None, FigureKind.RATE, PERCENT)
    return MoneyFigures(source, initial, full_year, executed, rate)


def _column(
    project: Project, column: str, total: Figure, unit: str, given: dict[str, ListedAmount | None]
) -> dict[str, Figure]:
    """Return one column by source."""
    known = [one.value or ZERO for one in given.values() if one is not None]
    is_whole = total.value is not None and sum(known, ZERO) == total.value
    figures = {}
    for source in MONEY_SOURCES:
        label = f"{project.name}{source}{column}"
        listed = given.get(source)
        if listed is None and is_whole:
            figures[source] = Figure(label, ZERO, unit=unit)
        else:
            wanted = MissingInput(label, _FILE, project.name)
            figures[source] = from_listed(label, listed, wanted=wanted, unit=unit)
    return figures


def sum_money(unit: str, forms: Sequence[ProjectForm]) -> tuple[MoneyFigures, ...]:
    """Return the money of all projects in all and by source."""
    return tuple(
        _sum_source(unit, source, [form.money[place] for form in forms])
        for place, source in enumerate((MONEY_TOTAL, *MONEY_SOURCES))
    )


def _sum_source(unit: str, source: str, rows: Iterable[MoneyFigures]) -> MoneyFigures:
    found = list(rows)

    def total(column: str, figures: list[Figure]) -> Figure:
        parts = [one for one in figures if one.origin is not None or one.is_missing]
        return compute_total(f"全部项目{source}{column}", parts, unit=unit)

    initial = total(zh.INITIAL_BUDGET, [row.initial for row in found])
    full_year = total(zh.FULL_YEAR_BUDGET, [row.full_year for row in found])
    executed = total(zh.FULL_YEAR_EXECUTION, [row.executed for row in found])
    rate = compute_completion(f"全部项目{source}执行率", executed, full_year)
    return MoneyFigures(source, initial, full_year, executed, rate)
