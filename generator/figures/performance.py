"""Section 十三: counts, sums by fund, execution rates, mean score and grades (DOMAIN 2.8, 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.money import ONE, round_half_up
from generator.field import forms, zh
from generator.field.amounts import cell_of
from generator.field.evaluation import POINTS, PUBLIC_MONEY
from generator.field.grades import grade_of
from generator.figures.compute import (
    compute_completion,
    compute_mean,
    compute_share,
    compute_total,
    compute_weighted_mean,
    count_figures,
)
from generator.figures.project_form import Totals, by_project, compute_form, sum_money
from generator.figures.sources import from_address, from_fact, from_listed, from_table
from generator.figures.whole_form import compute_whole_form
from generator.model.accounts import NO_EVALUATION
from generator.model.figure import Figure, FigureKind, MissingInput, Source
from generator.model.figures import (
    FundEvaluation,
    FundProjects,
    Performance,
    ProjectFigures,
    WholeEvaluation,
)

if TYPE_CHECKING:
    from generator.model.accounts import Accounts, ListedAmount, Project
    from generator.model.evaluation import Evaluation
    from generator.model.evaluation_figures import MoneyFigures, WholeForm

_FUND_TOTALS = {
    zh.GENERAL_BUDGET: (forms.GENERAL_BUDGET, zh.PROJECT_EXPENDITURE),
    zh.GOVERNMENT_FUND: (forms.FUND_BUDGET, zh.PROJECT_EXPENDITURE),
    zh.STATE_CAPITAL: (forms.STATE_CAPITAL, zh.PROJECT_EXPENDITURE),
}


def compute_performance(accounts: Accounts) -> Performance:
    """Return the figures of section 十三, and of the self-evaluation forms and reports."""
    # What the lists say of a name counts for the first project of that name.
    listed = by_project(accounts.evaluation)
    projects = tuple(
        _project(accounts, project, listed.pop(project.name, NO_EVALUATION))
        for project in accounts.projects
    )
    scores = [project.score for project in projects]
    executed = compute_total("项目全年执行数合计", [project.executed for project in projects])
    budget = compute_total("项目全年预算数合计", [project.budget for project in projects])
    mean = compute_mean("项目自评平均得分", scores)
    weighted = compute_weighted_mean(
        "项目自评加权平均得分", scores, [project.budget for project in projects]
    )
    spending = from_address(
        zh.PROJECT_EXPENDITURE, accounts.tables, cell_of(zh.PROJECT_EXPENDITURE)
    )
    form = compute_whole_form(accounts)
    return Performance(
        projects=projects,
        funds=tuple(_fund(accounts, fund, projects) for fund in _FUND_TOTALS),
        evaluated=_evaluated(projects, accounts.identity.unit),
        count=count_figures("项目个数", [_row(project) for project in accounts.projects]),
        budget=budget,
        executed=executed,
        rate=compute_completion("项目预算执行率", executed, budget),
        mean=mean,
        mean_grade=_grade(accounts, mean),
        grades=_grades(accounts, projects),
        whole=_whole(accounts, form),
        weighted_mean=weighted,
        weighted_grade=_grade(accounts, weighted),
        covered=compute_share("自评项目占项目支出", executed, spending),
        money=sum_money(accounts.identity.unit, [project.form for project in projects]),
        form=form,
    )


def _grade(accounts: Accounts, score: Figure) -> str:
    """Return the grade of a score as it is printed."""
    value = None if score.value is None else round_half_up(score.value)
    return grade_of(value, accounts.bands)


def _row(project: Project) -> Figure:
    """Return the project itself, as one that is counted."""
    origin = Source(project.place, project.name, ONE)
    return Figure(project.name, None, FigureKind.COUNT, "个", origin)


def _project(accounts: Accounts, project: Project, evaluation: Evaluation) -> ProjectFigures:
    unit = accounts.identity.unit

    def listed(what: str, amount: ListedAmount | None, unit: str, kind: FigureKind) -> Figure:
        label = f"{project.name}{what}"
        wanted = MissingInput(label, "项目绩效.csv", project.name)
        return from_listed(label, amount, wanted=wanted, unit=unit, kind=kind)

    initial = listed(zh.INITIAL_BUDGET, project.initial_budget, unit, FigureKind.AMOUNT)
    budget = listed(zh.FULL_YEAR_BUDGET, project.full_year_budget, unit, FigureKind.AMOUNT)
    executed = listed(zh.FULL_YEAR_EXECUTION, project.executed, unit, FigureKind.AMOUNT)
    rate = compute_completion(f"{project.name}执行率", executed, budget)
    form = compute_form(project, evaluation, Totals(initial, budget, executed, rate), unit)
    score = listed(zh.SELF_SCORE, project.score, POINTS, FigureKind.SCORE)
    if score.is_missing and form.is_filled:
        score = form.total
    return ProjectFigures(
        project=project,
        score=score,
        budget=budget,
        executed=executed,
        rate=rate,
        grade=grade_of(score.value, accounts.bands),
        initial=initial,
        form=form,
    )


def _public_money(project: ProjectFigures) -> MoneyFigures:
    """Return the part of a project's money that is 政府预算资金."""
    return next(one for one in project.form.money if one.source == PUBLIC_MONEY)


def _fund(accounts: Accounts, fund: str, projects: tuple[ProjectFigures, ...]) -> FundProjects:
    own = [project for project in projects if project.project.counted_under == fund]
    unit = accounts.identity.unit
    # Money of other sources is no spending of the fund.
    money = [_public_money(project) for project in own]
    budget = compute_total(f"{fund}项目预算数", [one.full_year for one in money], unit=unit)
    executed = compute_total(f"{fund}项目执行数", [one.executed for one in money], unit=unit)
    form, column = _FUND_TOTALS[fund]
    spending = from_table(f"{fund}项目支出", accounts.tables, form, (zh.TOTAL, column))
    return FundProjects(
        fund=fund,
        names=tuple(project.project.name for project in own),
        count=count_figures(f"{fund}项目个数", [_row(project.project) for project in own]),
        budget=budget,
        executed=executed,
        rate=compute_completion(f"{fund}项目预算执行率", executed, budget),
        spending=spending,
        share=compute_share(f"{fund}项目占项目支出", executed, spending),
    )


def _evaluated(projects: tuple[ProjectFigures, ...], unit: str) -> FundEvaluation:
    chosen = [project for project in projects if project.project.evaluated]
    sums = tuple(
        (
            fund,
            compute_total(
                f"部门评价{fund}支出",
                [
                    _public_money(one).executed
                    for one in chosen
                    if one.project.counted_under == fund
                ],
                unit=unit,
            ),
        )
        for fund in _FUND_TOTALS
    )
    names = tuple(project.project.name for project in chosen)
    counted = count_figures("部门评价项目个数", [_row(project.project) for project in chosen])
    return FundEvaluation(names, counted, sums)


def _grades(
    accounts: Accounts, projects: tuple[ProjectFigures, ...]
) -> tuple[tuple[str, Figure], ...]:
    counted = (
        (grade, [project.score for project in projects if project.grade == grade])
        for grade, _ in accounts.bands
    )
    return tuple(
        (grade, count_figures(f"等级{grade}的项目个数", scores))
        for grade, scores in counted
        if scores
    )


def _whole(accounts: Accounts, form: WholeForm) -> WholeEvaluation:
    def fact(key: str, unit: str = "", kind: FigureKind = FigureKind.AMOUNT) -> Figure:
        unit = unit or accounts.identity.unit
        return from_fact(accounts.facts, key, unit, kind)

    score = fact(zh.OVERALL_SCORE, POINTS, FigureKind.SCORE)
    if score.is_missing and form.levels:
        score = form.total
    stated = accounts.fact_texts.get(zh.OVERALL_GRADE)
    return WholeEvaluation(
        units=fact("整体评价单位数", "个", FigureKind.COUNT),
        general=fact("整体评价一般公共预算支出"),
        fund=fact("整体评价政府性基金支出"),
        budget=form.initial,
        adjustment=form.adjustment,
        adjustment_word="调减" if form.change.value and form.change.value < 0 else "调增",
        full_year=form.full_year,
        executed=form.executed,
        rate=compute_completion("整体预算执行率", form.executed, form.full_year),
        score=score,
        grade=stated.text if stated else grade_of(score.value, accounts.bands),
    )
