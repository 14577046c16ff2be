"""The projects of 十三: scores, money, names (DOMAIN 2.8: N13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.labels import squash
from generator.base.money import HUNDRED, ZERO, format_number, format_plain
from generator.base.rules import Rule
from generator.base.severity import FindingClass, Severity
from generator.checks.costs import scores_by_other_amounts
from generator.checks.evaluated import (
    FORM,
    MEASURES,
    PROJECTS_SECTION,
    find_forms,
    rate_of,
    scores_of_rate,
    value_of,
)
from generator.checks.moneys import wrong_columns
from generator.checks.points import Fit, add_up, fit
from generator.checks.relation import Check, Remark
from generator.field import evaluation, sections, zh
from generator.field.keys import FACT_UNITS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from generator.checks.evaluated import Form
    from generator.checks.ledger import Ledger
    from generator.model.accounts import ListedAmount, Project
    from generator.model.place import Place


def scores_are_out_of_hundred(ledger: Ledger) -> Iterator[Remark]:
    """A score lies between 0 and 100: of a project, of the department, and their mean."""
    accounts = ledger.accounts
    forms = {squash(form.name): form for form in find_forms(accounts) if form.project}
    for project in accounts.projects:
        if not _is_score(value_of(project.score)):
            what = f"“{project.name}”的{zh.SELF_SCORE}"
            form = forms.get(squash(project.name))
            yield _word_score(what, project.score, form, PROJECTS_SECTION, project.place)
    whole = next((form for form in find_forms(accounts) if form.project is None), None)
    for key, listed in accounts.facts.items():
        if FACT_UNITS.get(key) == evaluation.POINTS and not _is_score(listed.value):
            form = whole if key == zh.OVERALL_SCORE else None
            yield _word_score(key, listed, form, sections.PERFORMANCE, listed.source.place)


def _word_score(
    what: str, listed: ListedAmount | None, form: Form | None, section: str, place: Place
) -> Remark:
    score, expected = value_of(listed) or ZERO, _total_of(form) if form else None
    made = "" if expected is None else f"，各行的得分合计 {format_plain(expected)}"
    return Remark(
        f"{what}是 {format_plain(score)}，应在 0 到 100 之间{made}",
        [place],
        section,
        stated=score,
        expected=expected,
    )


def _is_score(score: Decimal | None) -> bool:
    """Whether a score out of 100 may be so high; a blank one may."""
    return score is None or 0 <= score <= HUNDRED


def projects_stand_once(ledger: Ledger) -> Iterator[Remark]:
    """No name comes twice."""
    seen: dict[str, Project] = {}
    for project in ledger.accounts.projects:
        first = seen.setdefault(squash(project.name), project)
        if first is project:
            continue
        rows = f"（第 {first.place.row_number}、{project.place.row_number} 行）"
        differing = [
            f"{name}一处是 {_shown(one)}、另一处是 {_shown(other)}"
            for name, one, other in _numbers(first, project)
            if value_of(one) != value_of(other)
        ]
        told = f"，{'，'.join(differing)}" if differing else "，各数都相同"
        message = (
            f"项目“{project.name}”出现两次{rows}{told}；"
            "是同一个项目的删去一行，不是的请取不同的名称"
        )
        yield Remark(message, [project.place, first.place], PROJECTS_SECTION)


def _numbers(
    one: Project, other: Project
) -> Iterator[tuple[str, ListedAmount | None, ListedAmount | None]]:
    yield zh.FULL_YEAR_BUDGET, one.full_year_budget, other.full_year_budget
    yield zh.FULL_YEAR_EXECUTION, one.executed, other.executed
    yield zh.SELF_SCORE, one.score, other.score


def _shown(listed: ListedAmount | None) -> str:
    value = value_of(listed)
    return "没有填" if value is None else format_plain(value)


def idle_projects_are_not_excellent(ledger: Ledger) -> Iterator[Remark]:
    """What spent nothing of its budget has no points for executing it, and is hardly 优.

    Where no score is stated that of the form counts, as it does in the text.
    """
    grade, least = ledger.accounts.bands[0]
    forms = [form for form in find_forms(ledger.accounts) if form.project]
    made = {squash(form.name): _total_of(form) for form in forms}
    for project in _with_rate(ledger):
        stated = value_of(project.score)
        score = made.get(squash(project.name)) if stated is None else stated
        if value_of(project.executed) == 0 and score is not None and score >= least:
            how = "各行的得分合计却是" if stated is None else "自评却得"
            message = (
                f"“{project.name}”全年执行数是 0，{how} {format_plain(score)} 分（{grade}）；"
                "请核对执行数和得分，或说明原因"
            )
            yield Remark(message, _score_places(project), PROJECTS_SECTION, stated=score)


def _total_of(form: Form) -> Decimal | None:
    """Return what the lines of a form add up to; None where a score is blank."""
    totals = add_up(form).totals
    return totals[0] if totals else None


def scores_allow_for_execution(ledger: Ledger) -> Iterator[Remark]:
    """Without a form: no project has more points than its rate of execution leaves."""
    with_form = {squash(form.name) for form in find_forms(ledger.accounts) if form.project}
    for project in _with_rate(ledger):
        score, idle = value_of(project.score), value_of(project.executed) == 0
        if score is None or score > HUNDRED or squash(project.name) in with_form:
            continue
        if idle and score >= ledger.accounts.bands[0][1]:
            continue
        given = value_of(project.execution_marks)
        marks = evaluation.USUAL_EXECUTION_MARKS if given is None else given
        most = HUNDRED - marks + max(scores_of_rate(project, marks))
        # A score of whole points, or of one decimal, was rounded from as many.
        if score > most and not is_rounded(project.score, most):
            rate = format_number(rate_of(project) or ZERO)
            message = (
                f"“{project.name}”的自评得分是 {format_plain(score)}，执行率 {rate}%，"
                f"预算执行 {format_plain(marks)} 分按执行率计，总分最高 {format_plain(most)} 分；"
                "请核对得分和执行数"
            )
            yield Remark(
                message, _score_places(project), PROJECTS_SECTION, stated=score, expected=most
            )


def is_rounded(stated: ListedAmount | None, value: Decimal) -> bool:
    """Whether a stated score is a value rounded as it is printed."""
    return stated is not None and fit(stated, [value]) is not Fit.OFF


def _with_rate(ledger: Ledger) -> Iterator[Project]:
    """Yield the projects whose rate of execution is known and in no doubt."""
    doubtful = {name for name, _ in wrong_columns(ledger.accounts)}
    others = scores_by_other_amounts(ledger.accounts)
    doubtful |= {name for name, scores in others.items() if scores}
    for project in ledger.accounts.projects:
        if squash(project.name) not in doubtful and rate_of(project) is not None:
            yield project


def _score_places(project: Project) -> Sequence[Place]:
    cells = (project.score, project.executed, project.full_year_budget)
    return [project.place, *(one.source.place for one in cells if one)]


def _rule(
    code: str, title: str, kind: FindingClass, severity: Severity, authority: str = FORM
) -> Rule:
    return Rule(code, title, authority, kind, severity)


_INTERNAL, _PLAUSIBLE = FindingClass.INTERNAL, FindingClass.PLAUSIBILITY
CHECKS = (
    Check(
        _rule("N13c", "自评得分应在 0 到 100 之间", _INTERNAL, Severity.ERROR),
        scores_are_out_of_hundred,
    ),
    Check(_rule("N13e", "项目名称不应重复", _INTERNAL, Severity.WARNING), projects_stand_once),
    Check(
        _rule("N13r", "没有执行的项目自评一般不为优", _PLAUSIBLE, Severity.WARNING, MEASURES),
        idle_projects_are_not_excellent,
    ),
    Check(
        _rule(
            "N13s",
            "自评得分一般不高于执行率所能得到的最高分",
            _PLAUSIBLE,
            Severity.WARNING,
            MEASURES,
        ),
        scores_allow_for_execution,
    ),
)
