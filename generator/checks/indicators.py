"""The indicators of a self-evaluation: met or not, scored by it, written plainly (N13k … N13u)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.labels import squash
from generator.base.money import ZERO, format_plain, round_half_up
from generator.base.rules import Rule
from generator.base.severity import FindingClass, Severity
from generator.checks.attained import Doubt, Outcome, judge, sign_of
from generator.checks.costs import find_unequal_costs, find_wrong_costs
from generator.checks.evaluated import FORM, MEASURES, PROJECTS_SECTION, find_forms, value_of
from generator.checks.points import (
    add_up,
    has_full_marks,
    is_deducted,
    is_near,
    is_proportional,
    share_of_marks,
)
from generator.checks.relation import Check, Remark, Untested
from generator.checks.scores import section_of
from generator.field import evaluation, zh

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.checks.attained import Attained
    from generator.checks.evaluated import Form, Line
    from generator.checks.ledger import Ledger
    from generator.model.evaluation import Indicator
    from generator.model.place import Place


def _judged(ledger: Ledger) -> Iterator[tuple[Form, Line, Indicator, Attained]]:
    """Yield each indicator that no sum and no other unit explains, with what it says of itself."""
    mistaken = {one.places[0] for one in find_wrong_costs(ledger.accounts)}
    for form in find_forms(ledger.accounts):
        points = add_up(form)
        for line in form.lines:
            row = line.indicator
            if row is None or points.is_explained(line) or mistaken & set(row.places.values()):
                continue
            yield form, line, row, judge(row)


def _shown(indicator: Indicator) -> str:
    """Return target and actual value in words."""
    target = squash(indicator.target)
    sign = "" if target.startswith(evaluation.SIGNS) else sign_of(indicator)
    unit = "" if target.endswith(indicator.measured_in) else squash(indicator.measured_in)
    return f"指标值{sign}{target}{unit}，完成值 {squash(indicator.actual)}"


def _cells(line: Line, indicator: Indicator, *columns: str) -> Sequence[Place]:
    """Return the cells of an indicator, the score first where it is none of the columns."""
    found = [indicator.places.get(column, indicator.place) for column in columns]
    return tuple(dict.fromkeys(found or [line.score_place]))


def missed_targets_lose_points(ledger: Ledger) -> Iterator[Remark]:
    """What misses its target has not all of its points."""
    for form, line, row, said in _judged(ledger):
        full = value_of(line.full)
        if said.outcome is Outcome.MISSED and has_full_marks(line) and full:
            points = share_of_marks(line, full)
            if points is not None and is_near(full, points):
                continue  # so little is missed that the points are rounded up
            message = (
                f"“{form.name}”的“{line.name}”{_shown(row)}，没有达到，"
                f"却得满分 {format_plain(full)} 分；请核对完成值和得分"
            )
            yield Remark(message, _cells(line, row, zh.SCORE, evaluation.ACTUAL), section_of(form))


def met_targets_keep_points(ledger: Ledger) -> Iterator[Remark]:
    """What meets its target has all of its points, unless it is said why not."""
    for form, line, row, said in _judged(ledger):
        if said.outcome is Outcome.MET and is_deducted(line) and not line.is_explained:
            message = (
                f"“{form.name}”的“{line.name}”{_shown(row)}，已经达到，{_points(line)}，"
                "又没有写偏差原因；请核对完成值和得分，或写明扣分原因"
            )
            yield Remark(message, _cells(line, row, zh.SCORE, evaluation.ACTUAL), section_of(form))


def _points(line: Line) -> str:
    score, full = value_of(line.score) or ZERO, value_of(line.full) or ZERO
    return f"得 {format_plain(score)} 分（分值 {format_plain(full)} 分）"


def deductions_are_explained(ledger: Ledger) -> Iterator[Remark]:
    """Where points are lost it is said why."""
    for form in find_forms(ledger.accounts):
        points = add_up(form)
        for line in form.lines:
            if not is_deducted(line) or line.is_explained or points.is_explained(line):
                continue
            row = line.indicator
            if row is not None and judge(row).outcome is Outcome.MET:
                continue
            column = evaluation.DEVIATION if row else evaluation.MANAGEMENT_PROBLEMS
            message = (
                f"“{form.name}”的“{line.name}”{_points(line)}，没有写{column}；请补上扣分的原因"
            )
            places = _cells(line, row, zh.SCORE, column) if row else [line.score_place]
            yield Remark(message, places, section_of(form))


def partial_scores_are_proportional(ledger: Ledger) -> Iterator[Remark]:
    """Where a target of at least so much is missed, the score is usually in proportion."""
    for form, line, row, _ in _judged(ledger):
        score, full = value_of(line.score), value_of(line.full)
        if not score or full is None or not is_deducted(line) or add_up(form).excess:
            continue
        points = share_of_marks(line, full)
        if points is not None and not is_proportional(score, points):
            message = (
                f"“{form.name}”的“{line.name}”{_shown(row)}，{_points(line)}；"
                f"按完成的比例是 {format_plain(round_half_up(points))} 分，"
                "按其他评分标准打分的不用改"
            )
            yield Remark(message, _cells(line, row, zh.SCORE, evaluation.ACTUAL), section_of(form))


def _doubts(ledger: Ledger, doubt: Doubt, advice: str) -> Iterator[Remark]:
    for form in find_forms(ledger.accounts):
        for line in form.lines:
            said = judge(line.indicator) if line.indicator else None
            if line.indicator and said and said.doubt is doubt:
                message = f"“{form.name}”的“{line.name}”{said.words}；{advice}"
                places = _cells(line, line.indicator, said.column, evaluation.TARGET)
                yield Remark(message, places, section_of(form))


def signs_point_the_right_way(ledger: Ledger) -> Iterator[Remark]:
    """The sign of an indicator is not the wrong way round, nor its target negative."""
    advice = "请核对指标符号和指标值"
    yield from _doubts(ledger, Doubt.DIRECTION, advice)


def values_are_in_one_unit(ledger: Ledger) -> Iterator[Remark]:
    """Target and actual value of an indicator are in one unit; 1 is not taken for 100 %."""
    advice = "请按指标值的单位填写完成值"
    yield from _doubts(ledger, Doubt.UNIT, advice)


def numeric_signs_have_numbers(ledger: Ledger) -> Iterator[Remark | Untested]:
    """Behind ≥, ≤ and = a number stands; what cannot be read as one is named."""
    advice = "请填数，不能用数表示的指标符号选“定性”"
    yield from _doubts(ledger, Doubt.NUMBER, advice)
    for form in find_forms(ledger.accounts):
        unread = sum(bool(squash(judge(row).unread)) for row in form.indicators)
        if unread:
            what = f"“{form.name}”的 {unread} 个指标是否达到"
            yield Untested(what, "指标值或完成值不是单独一个数（如日期、几个数、近似数）")


def costs_are_what_was_spent(ledger: Ledger) -> Iterator[Remark]:
    """Where the costs planned are the whole budget, the actual costs are all that was spent."""
    for costs in find_unequal_costs(ledger.accounts):
        spent, made = costs.executed or ZERO, sum(costs.actuals, ZERO)
        parts = "＋".join(
            f"“{row.indicator.third_level}”{format_plain(row.actual)}" for row in costs.rows
        )
        equation = f"{parts}＝{format_plain(made)}" if costs.rows[1:] else parts
        message = (
            f"“{costs.project.name}”成本指标的指标值合计"
            f" {format_plain(sum(costs.targets, ZERO))}，正是预算数，"
            f"完成值 {equation}，全年执行数却是 {format_plain(spent)}，"
            f"相差 {format_plain(made - spent)}；请核对各项成本的完成值"
        )
        places = [row.place(evaluation.ACTUAL) for row in costs.rows]
        if costs.project.executed:
            places.append(costs.project.executed.source.place)
        yield Remark(
            message,
            places,
            PROJECTS_SECTION,
            formula="Σ 成本指标完成值 = 全年执行数",
            stated=made,
            expected=spent,
        )


def _rule(
    code: str,
    title: str,
    authority: str = MEASURES,
    kind: FindingClass = FindingClass.INTERNAL,
    severity: Severity = Severity.WARNING,
) -> Rule:
    return Rule(code, title, authority, kind, severity)


CHECKS = (
    Check(_rule("N13k", "没有达到指标值的一般不得满分"), missed_targets_lose_points),
    Check(_rule("N13l", "达到指标值的一般得满分"), met_targets_keep_points),
    Check(
        _rule("N13m", "扣分的应写明偏差原因及改进措施", kind=FindingClass.MISSING),
        deductions_are_explained,
    ),
    Check(
        _rule("N13n", "指标符号应与指标的方向一致", FORM, FindingClass.PLAUSIBILITY),
        signs_point_the_right_way,
    ),
    Check(
        _rule("N13o", "完成值应与指标值同一单位、同一写法", FORM, FindingClass.UNIT),
        values_are_in_one_unit,
    ),
    Check(
        _rule("N13p", "有大小符号的指标应填数", FORM, FindingClass.FORMAT),
        numeric_signs_have_numbers,
    ),
    Check(
        _rule("N13q", "成本指标的完成值之和一般等于全年执行数", FORM),
        costs_are_what_was_spent,
    ),
    Check(
        _rule(
            "N13u",
            "没有达到指标值的一般按完成的比例得分",
            kind=FindingClass.PLAUSIBILITY,
            severity=Severity.INFO,
        ),
        partial_scores_are_proportional,
    ),
)
