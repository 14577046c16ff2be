"""The evaluation of the department as a whole: its grade, money and counts (DOMAIN 2.8: N13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.money import format_plain
from generator.base.rules import Rule
from generator.base.severity import FindingClass, Severity
from generator.checks.relation import Check, Relation, Remark, at_most, total_of
from generator.field import evaluation, sections, zh
from generator.field.grades import describe_bands, grade_of, is_grade_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.checks.ledger import Ledger
    from generator.checks.term import Term

_FORM = "部门决算公开格式"
_REPORT = "部门整体绩效自评报告格式"
_WITHIN = (
    (evaluation.WITH_TARGETS, evaluation.OVERALL_PROJECTS),
    (evaluation.TO_MONITOR, evaluation.OVERALL_PROJECTS),
    (evaluation.MONITORED, evaluation.TO_MONITOR),
    (evaluation.TO_SELF_EVALUATE, evaluation.OVERALL_PROJECTS),
    (evaluation.SELF_EVALUATED, evaluation.TO_SELF_EVALUATE),
    (evaluation.TO_EVALUATE, evaluation.OVERALL_PROJECTS),
    (evaluation.EVALUATED, evaluation.TO_EVALUATE),
)
_SPENT = (
    (evaluation.OVERALL_EXECUTED, zh.OVERALL_BUDGET),
    (evaluation.PROCUREMENT_EXECUTED, evaluation.PROCUREMENT_BUDGET),
)


def _fact(ledger: Ledger, key: str, *, exact: bool = False) -> Term | None:
    return ledger.listed(key, ledger.accounts.facts.get(key), exact=exact)


def grade_follows_score(ledger: Ledger) -> Iterator[Remark]:
    """部门整体自评等级 is that of its score, in whatever words."""
    score = ledger.accounts.facts.get(zh.OVERALL_SCORE)
    stated = ledger.accounts.fact_texts.get(zh.OVERALL_GRADE)
    if score is None or score.value is None or stated is None or not stated.text:
        return
    bands = ledger.accounts.bands
    if is_grade_of(stated.text.strip('“”"'), score.value, bands):
        return
    points = format_plain(score.value)
    yield Remark(
        f"部门整体自评得分 {points} 分应为“{grade_of(score.value, bands)}”，填的是“{stated.text}”"
        f"（{describe_bands(bands)}）",
        [stated.place, score.source.place],
        sections.PERFORMANCE,
        found_text=stated.text,
    )


def whole_budget_adds_up(ledger: Ledger) -> Iterator[Relation]:
    """全年预算 = 年初预算 + 预算调整."""
    total = _fact(ledger, zh.OVERALL_BUDGET)
    parts = [_fact(ledger, zh.OVERALL_INITIAL_BUDGET), _fact(ledger, zh.OVERALL_BUDGET_CHANGE)]
    if total or any(parts):
        yield total_of(total, parts, sections.PERFORMANCE, "整体年初预算 + 整体预算调整")


def counts_are_within(ledger: Ledger) -> Iterator[Relation]:
    """Of the projects no more have a target, are monitored and evaluated than there are."""
    for part, whole in _WITHIN:
        some, of = _fact(ledger, part, exact=True), _fact(ledger, whole, exact=True)
        if some and of:
            yield at_most([some], [of], sections.PERFORMANCE, whole)


def spending_is_within_budget(ledger: Ledger) -> Iterator[Relation]:
    """The department spends no more than its budget of the full year, nor on procurement."""
    for part, whole in _SPENT:
        spent, budget = _fact(ledger, part), _fact(ledger, whole)
        if spent and budget:
            yield at_most([spent], [budget], sections.PERFORMANCE, whole)


def carried_over_is_the_rest(ledger: Ledger) -> Iterator[Remark]:
    """年末结转结余 = 全年预算 − 执行数, where nothing was taken back."""
    budget, spent = (
        _fact(ledger, zh.OVERALL_BUDGET),
        _fact(ledger, evaluation.OVERALL_EXECUTED),
    )
    carried = _fact(ledger, evaluation.OVERALL_CARRIED_OVER)
    if not (budget and spent and carried):
        return
    rest = budget.value - spent.value
    if abs(carried.value - rest) > budget.half + spent.half + carried.half:
        message = (
            f"{carried.row}是 {carried.shown(carried.value)}，全年预算减执行数是"
            f" {budget.shown(rest)}，相差 {budget.shown(carried.value - rest)}；"
            "有收回、核销等情况的可以不同，请核对"
        )
        yield Remark(
            message,
            [carried.place, budget.place, spent.place],
            sections.PERFORMANCE,
            formula="全年预算 − 执行数",
            stated=carried.in_file(carried.value),
            expected=carried.in_file(rest),
        )


def evaluated_projects_are_listed(ledger: Ledger) -> Iterator[Remark]:
    """As many projects are told of as the department says to have evaluated itself."""
    listed = ledger.accounts.projects
    stated = _fact(ledger, evaluation.SELF_EVALUATED, exact=True)
    if stated and listed and stated.value != len(listed) * _one(stated):
        message = (
            f"{stated.row}是 {stated.shown(stated.value)}，逐个写自评结果的项目是"
            f" {len(listed)} 个；两处一般应相同，请核对"
        )
        yield Remark(message, [stated.place, listed[0].place], sections.PERFORMANCE)


def _one(term: Term) -> int:
    """One of what a term counts."""
    return int(term.scale.factor)


def _rule(
    code: str,
    title: str,
    kind: FindingClass = FindingClass.ARITHMETIC,
    severity: Severity = Severity.ERROR,
    authority: str = _REPORT,
) -> Rule:
    return Rule(code, title, authority, kind, severity)


_INTERNAL, _PLAUSIBLE = FindingClass.INTERNAL, FindingClass.PLAUSIBILITY
CHECKS = (
    Check(
        _rule("N13a", "整体全年预算应等于年初预算加预算调整", authority=_FORM),
        whole_budget_adds_up,
    ),
    Check(_rule("N13b", "评价等级应与得分相符", _INTERNAL, authority=_FORM), grade_follows_score),
    Check(_rule("N13w", "整体自评的项目数不应大于其总数", _INTERNAL), counts_are_within),
    Check(
        _rule("N13x", "整体执行数一般不大于预算", _PLAUSIBLE, Severity.WARNING),
        spending_is_within_budget,
    ),
    Check(
        _rule("N13y", "整体年末结转结余一般等于全年预算减执行数", _PLAUSIBLE, Severity.WARNING),
        carried_over_is_the_rest,
    ),
    Check(
        _rule("N13z", "整体自评的项目数一般等于写明自评结果的项目数", _INTERNAL, Severity.WARNING),
        evaluated_projects_are_listed,
    ),
)
