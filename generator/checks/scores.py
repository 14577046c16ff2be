"""The points of a self-evaluation: within their full marks, by the rate, added up (N13g … N13t)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.labels import squash
from generator.base.money import HUNDRED, ZERO, format_number, format_plain
from generator.base.rules import Rule
from generator.base.severity import FindingClass, Severity
from generator.checks.costs import scores_by_other_amounts
from generator.checks.evaluated import (
    EXECUTION,
    FORM,
    MEASURES,
    PROJECTS_SECTION,
    find_forms,
    lines_without_form,
    named_twice,
    rate_of,
    scores_of_rate,
    value_of,
)
from generator.checks.moneys import wrong_columns
from generator.checks.points import Fit, add_up, fit, outside
from generator.checks.relation import Check, Remark, Untested
from generator.field import evaluation, sections, zh
from generator.field.evaluation import EXECUTION_SCORE, FORM_FULL_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from decimal import Decimal

    from generator.checks.evaluated import Form, Line
    from generator.checks.ledger import Ledger
    from generator.checks.points import Points
    from generator.model.place import Place

_MOST_NAMES = 6


def section_of(form: Form) -> str:
    """The section in which the results of a form are told."""
    return PROJECTS_SECTION if form.project else sections.PERFORMANCE


def execution_score_follows_rate(ledger: Ledger) -> Iterator[Remark]:
    """预算执行得分 = 分值 × 执行率, at most 分值; with or without the rest of the form."""
    doubtful = {name for name, _ in wrong_columns(ledger.accounts)}
    others = scores_by_other_amounts(ledger.accounts)
    for project in ledger.accounts.projects:
        score, rate = value_of(project.execution_score), rate_of(project)
        if score is None or project.execution_score is None or rate is None:
            continue
        given = value_of(project.execution_marks)
        marks = evaluation.USUAL_EXECUTION_MARKS if given is None else given
        wanted = scores_of_rate(project, marks)
        agreement = fit(project.execution_score, wanted, near=True)
        if agreement is Fit.EXACT or (squash(project.name) in doubtful and 0 <= score <= marks):
            continue
        if fit(project.execution_score, others[squash(project.name)]) is Fit.EXACT:
            continue
        why = "，只是取舍不同" if agreement is Fit.COARSE else ""
        message = (
            f"“{project.name}”的{EXECUTION_SCORE}是 {format_plain(score)}，分值"
            f" {format_plain(marks)}、执行率 {format_number(rate)}%，"
            f"应为 {format_plain(wanted[0])}{why}；请核对得分和执行数"
        )
        cells = (project.execution_score, project.executed, project.full_year_budget)
        places = [one.source.place for one in cells if one]
        yield Remark(
            message,
            places,
            PROJECTS_SECTION,
            formula="分值 × 执行率",
            stated=score,
            expected=wanted[0],
            severity=Severity.WARNING if agreement is Fit.COARSE else None,
        )


def full_marks_are_a_hundred(ledger: Ledger) -> Iterator[Remark | Untested]:
    """The full marks of a form add up to 100."""
    for form in find_forms(ledger.accounts):
        points = add_up(form)
        if points.excess and points.full is not None:
            places = [line.full_place for line in form.lines]
            first = points.wrong_full
            if first is not None:
                places = [first.full_place, *(p for p in places if p != first.full_place)]
            yield Remark(
                _word_full_marks(form, points),
                places,
                section_of(form),
                formula="Σ 分值",
                stated=points.full,
                expected=FORM_FULL_MARKS,
            )


def _word_full_marks(form: Form, points: Points) -> str:
    full = points.full or ZERO
    indicators = sum((value_of(x.full) or ZERO for x in form.lines if x.indicator), ZERO)
    managed = sum((value_of(x.full) or ZERO for x in form.lines if not x.indicator), ZERO)
    parts = [f"指标 {format_plain(indicators)}"]
    if form.project:
        parts = [f"{EXECUTION} {format_plain(form.execution_marks)}", *parts]
        parts.insert(1, f"{evaluation.MANAGEMENT} {format_plain(managed)}")
    message = (
        f"“{form.name}”的分值合计 {format_plain(full)}（{'、'.join(parts)}），"
        f"应为 {format_plain(FORM_FULL_MARKS)}，相差 {format_plain(points.excess)}"
    )
    return f"{message}；{_advise_on_marks(form, points)}"


def _advise_on_marks(form: Form, points: Points) -> str:
    suspect = points.wrong_full
    if suspect is not None and suspect.full and suspect.full.value is not None:
        right = format_plain(suspect.full.value - points.excess)
        return f"疑为“{suspect.name}”的分值，改为 {right} 就相符"
    usual = form.project is not None and form.project.execution_marks is None
    if usual and points.excess == form.execution_marks:
        return f"表上没有{EXECUTION}一行的，把{evaluation.EXECUTION_FULL_MARKS}填为 0"
    if form.project and points.excess < 0 and not any(not x.indicator for x in form.lines):
        return f"没有填{evaluation.MANAGEMENT}的各行，请补上"
    if points.absent:
        return "得分合计也差这一行；请看是否漏了一行或多了一行"
    return "请核对各行的分值，看是否漏了一行或多了一行"


def scores_are_within_full_marks(ledger: Ledger) -> Iterator[Remark]:
    """No line has more points than its full marks, nor less than none."""
    for form in find_forms(ledger.accounts):
        points = add_up(form)
        for line in form.lines:
            if outside(line) and line is not points.wrong_full:
                yield _word_outside(form.name, line, section_of(form))
    for name, line in lines_without_form(ledger.accounts):
        if outside(line):
            yield _word_outside(name, line, PROJECTS_SECTION)
    yield from _execution_is_within(ledger)


def _word_outside(name: str, line: Line, section: str) -> Remark:
    score, full = value_of(line.score) or ZERO, value_of(line.full)
    most = f"分值 {format_plain(full)}" if full is not None else format_plain(FORM_FULL_MARKS)
    what = "小于 0" if score < 0 else f"大于{most}"
    return Remark(
        f"“{name}”的“{line.name}”得 {format_plain(score)} 分，{what}；请核对得分和分值",
        [line.score_place, line.full_place],
        section,
        stated=score,
        expected=full if score > 0 else None,
    )


def _execution_is_within(ledger: Ledger) -> Iterator[Remark]:
    """The same of the execution of a budget, where no rate says what it should be."""
    for project in ledger.accounts.projects:
        score, given = value_of(project.execution_score), value_of(project.execution_marks)
        full = evaluation.USUAL_EXECUTION_MARKS if given is None else given
        if score is None or rate_of(project) is not None or 0 <= score <= full:
            continue
        message = (
            f"“{project.name}”的{EXECUTION_SCORE}是 {format_plain(score)}，"
            f"应在 0 到分值 {format_plain(full)} 之间"
        )
        cells = (project.execution_score, project.execution_marks)
        places = [one.source.place for one in cells if one]
        yield Remark(message, places, PROJECTS_SECTION, stated=score)


def scores_add_up(ledger: Ledger) -> Iterator[Remark | Untested]:
    """The scores of a form make the score that is stated for all of it."""
    doubtful = {name for name, _ in wrong_columns(ledger.accounts)}
    others = scores_by_other_amounts(ledger.accounts)
    for form in find_forms(ledger.accounts):
        points = add_up(form)
        stated = value_of(form.stated)
        if stated is None or not 0 <= stated <= HUNDRED:
            continue  # a score that is none at all is told as such
        if points.off and not _is_told_elsewhere(form, points, doubtful, others):
            yield _word_total(form, points)
    for name in named_twice(ledger.accounts):
        yield Untested(f"“{name}”的自评表", "有两个同名的项目，不知道各行属于哪一个")


def _is_told_elsewhere(
    form: Form,
    points: Points,
    doubtful: AbstractSet[str],
    others: Mapping[str, tuple[Decimal, ...]],
) -> bool:
    """Whether another finding says why a total is off: of a line, of the money of the project."""
    if points.absent or points.execution_explains:
        return True
    if points.wrong_score is not None and outside(points.wrong_score):
        return True
    project = form.project
    if project is None or form.stated is None or project.execution_score is not None:
        return False
    name = squash(form.name)
    rate = rate_of(project)
    made = points.totals[0] - form.execution_scores[0]
    left = (value_of(form.stated) or ZERO) - made
    if rate is not None and rate > HUNDRED and 0 <= left <= form.execution_marks:
        return True  # that more is spent than there is has been said
    by_others = [made + each for each in others.get(name, ())]
    return name in doubtful or fit(form.stated, by_others) is Fit.EXACT


def _word_total(form: Form, points: Points) -> Remark:
    made = points.totals[0]
    stated = made - points.off
    key = zh.SELF_SCORE if form.project else zh.OVERALL_SCORE
    whole = f"{EXECUTION}、{evaluation.MANAGEMENT}和各指标" if form.project else "各指标"
    owner = f"“{form.name}”的" if form.project else ""
    message = (
        f"{owner}{key}是 {format_plain(stated)}，{whole}的得分合计 {format_plain(made)}"
        f"{_by_rate(form)}，相差 {format_plain(stated - made)}"
    )
    suspect = points.wrong_score
    if suspect is not None:
        right = (value_of(suspect.score) or ZERO) - points.off
        message += f"；疑为“{suspect.name}”的得分，改为 {format_plain(right)} 就相符"
    elif points.coarse:
        message += "，疑为四舍五入到整数；请按合计填写"
    else:
        message += "；请核对各行的得分和总分"
    first = [form.stated.source.place] if form.stated else []
    named = [suspect.score_place] if suspect else []
    places = [*first, *named, *(line.score_place for line in form.lines)]
    return Remark(
        message,
        tuple(dict.fromkeys(places)),
        section_of(form),
        formula="Σ 得分",
        stated=stated,
        expected=made,
        severity=Severity.WARNING if points.coarse else None,
    )


def _by_rate(form: Form) -> str:
    """Say how many points the execution was taken to have, where they are computed."""
    if form.project is None or form.project.execution_score is not None:
        return ""
    rate = format_number(rate_of(form.project) or ZERO)
    points = format_plain(form.execution_scores[0])
    return f"（{EXECUTION}按执行率 {rate}% 计 {points}）"


def forms_are_filled(ledger: Ledger) -> Iterator[Remark | Untested]:
    """Each line of a form that is scored has full marks, a score and an actual value."""
    for form in find_forms(ledger.accounts):
        if not any(value_of(line.score) is not None for line in form.lines):
            yield Untested(f"“{form.name}”的自评表", "各行还没有填得分")
            continue
        unmarked = form.management_is_unmarked
        if unmarked:
            what = f"“{form.name}”的分值合计、得分合计"
            yield Untested(what, f"{evaluation.MANAGEMENT}的各行没有分值和得分")
        lines = [line for line in form.lines if line.indicator or not unmarked]
        blanks = [(line, column) for line in lines for column in _blank_in(line)]
        if blanks:
            shown = "、".join(f"“{line.name}”的{column}" for line, column in blanks[:_MOST_NAMES])
            more = "等" if blanks[_MOST_NAMES:] else ""
            message = (
                f"“{form.name}”有 {len(blanks)} 格空着：{shown}{more}；"
                "空白不当作 0，没有得分的填 0，没有填的补上"
            )
            places = [_place_in(line, column) for line, column in blanks]
            yield Remark(message, places, section_of(form))


def _blank_in(line: Line) -> Iterator[str]:
    """Yield the columns of a line in which nothing stands and something should."""
    if value_of(line.full) is None:
        yield evaluation.FULL_MARKS
    if value_of(line.score) is None:
        yield zh.SCORE
    row = line.indicator
    if row is not None and squash(row.target) and not squash(row.actual):
        yield evaluation.ACTUAL


def _place_in(line: Line, column: str) -> Place:
    return line.indicator.places.get(column, line.place) if line.indicator else line.place


def _rule(
    code: str,
    title: str,
    kind: FindingClass = FindingClass.ARITHMETIC,
    severity: Severity = Severity.ERROR,
    authority: str = FORM,
) -> Rule:
    return Rule(code, title, authority, kind, severity)


CHECKS = (
    Check(
        _rule("N13g", "预算执行得分应等于分值乘以执行率", authority=MEASURES),
        execution_score_follows_rate,
    ),
    Check(_rule("N13h", "自评表的分值合计应为 100", authority=MEASURES), full_marks_are_a_hundred),
    Check(
        _rule("N13i", "得分应在 0 到分值之间", FindingClass.INTERNAL),
        scores_are_within_full_marks,
    ),
    Check(_rule("N13j", "各行得分之和应等于自评得分", authority=MEASURES), scores_add_up),
    Check(
        _rule("N13t", "自评表各行应填分值、得分和完成值", FindingClass.MISSING, Severity.WARNING),
        forms_are_filled,
    ),
)
