"""The projects of 十三: scores, execution, names (DOMAIN 2.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks.relation import Outcome, state
from generator.model.finding import FindingClass, Severity
from generator.money import HUNDRED
from generator.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from generator.model.accounts import Accounts, ListedAmount

_FORM = "项目支出绩效自评表"
SCORE = Rule("N13c", "自评得分应在 0 到 100 之间", _FORM, FindingClass.INTERNAL, Severity.ERROR)
EXECUTION = Rule(
    "N13d",
    "全年执行数一般不大于全年预算数",
    _FORM,
    FindingClass.PLAUSIBILITY,
    Severity.WARNING,
)
NAMES = Rule("N13e", "项目名称不应重复", _FORM, FindingClass.INTERNAL, Severity.WARNING)


def check_projects(accounts: Accounts) -> Iterator[Outcome]:
    """Every project by itself, and names that come twice (N13c, N13d, N13e)."""
    seen: dict[str, int] = {}
    for project in accounts.projects:
        name, place = project.name, project.place
        score, budget = _value(project.score), _value(project.full_year_budget)
        executed = _value(project.executed)
        if score is not None and not 0 <= score <= HUNDRED:
            yield state(SCORE, f"“{name}”的自评得分是 {score}", [place], "十三（二）")
        if executed is not None and budget is not None and executed > budget:
            message = f"“{name}”的全年执行数 {executed} 大于全年预算数 {budget}，请核对"
            yield state(EXECUTION, message, [place], "十三（二）")
        if name in seen:
            message = f"项目“{name}”出现两次（第 {seen[name]}、{place.row_number} 行）"
            yield state(NAMES, message, [place], "十三（二）")
        seen.setdefault(name, place.row_number)


def _value(listed: ListedAmount | None) -> Decimal | None:
    return None if listed is None else listed.value
