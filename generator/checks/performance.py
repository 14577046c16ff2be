"""The projects of 十三: scores, execution, names (DOMAIN 2.8: N13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.money import HUNDRED, format_plain
from generator.base.rules import Rule
from generator.base.severity import FindingClass, Severity
from generator.checks.relation import Check, Remark

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from generator.checks.ledger import Ledger
    from generator.model.accounts import ListedAmount

_FORM = "项目支出绩效自评表"
_SECTION = "十三（二）"


def scores_are_out_of_hundred(ledger: Ledger) -> Iterator[Remark]:
    """A score lies between 0 and 100."""
    for project in ledger.accounts.projects:
        score = _value(project.score)
        if score is not None and not 0 <= score <= HUNDRED:
            message = f"“{project.name}”的自评得分是 {format_plain(score)}"
            yield Remark(message, [project.place], _SECTION)


def projects_stay_within_budget(ledger: Ledger) -> Iterator[Remark]:
    """A project does not spend more than its budget of the full year."""
    for project in ledger.accounts.projects:
        executed, budget = _value(project.executed), _value(project.full_year_budget)
        if executed is not None and budget is not None and executed > budget:
            message = (
                f"“{project.name}”的全年执行数 {format_plain(executed)} "
                f"大于全年预算数 {format_plain(budget)}，请核对"
            )
            yield Remark(message, [project.place], _SECTION)


def projects_stand_once(ledger: Ledger) -> Iterator[Remark]:
    """No name comes twice."""
    seen: dict[str, int] = {}
    for project in ledger.accounts.projects:
        name, number = project.name, project.place.row_number
        if name in seen:
            message = f"项目“{name}”出现两次（第 {seen[name]}、{number} 行）"
            yield Remark(message, [project.place], _SECTION)
        seen.setdefault(name, number)


def _value(listed: ListedAmount | None) -> Decimal | None:
    return None if listed is None else listed.value


def _rule(code: str, title: str, kind: FindingClass, severity: Severity) -> Rule:
    return Rule(code, title, _FORM, kind, severity)


_INTERNAL = FindingClass.INTERNAL
CHECKS = (
    Check(
        _rule("N13c", "自评得分应在 0 到 100 之间", _INTERNAL, Severity.ERROR),
        scores_are_out_of_hundred,
    ),
    Check(
        _rule(
            "N13d", "全年执行数一般不大于全年预算数", FindingClass.PLAUSIBILITY, Severity.WARNING
        ),
        projects_stay_within_budget,
    ),
    Check(_rule("N13e", "项目名称不应重复", _INTERNAL, Severity.WARNING), projects_stand_once),
)
