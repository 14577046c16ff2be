"""The money of projects: within the budget, by source, beside the accounts (DOMAIN 2.8: N13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.labels import squash
from generator.base.money import ZERO, format_plain
from generator.base.rules import Rule
from generator.base.severity import FindingClass, Severity
from generator.checks.costs import find_unequal_costs, find_wrong_costs, other_sums
from generator.checks.evaluated import FORM, PROJECTS_SECTION, value_of
from generator.checks.moneys import columns_of, find_wrong_units, wrong_columns
from generator.checks.relation import Check, Relation, Remark, total_of
from generator.field import evaluation, zh
from generator.field.amounts import cell_of
from generator.field.funds import CAPITAL, FUND, FUNDS, GENERAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.checks.ledger import Ledger
    from generator.checks.term import Term
    from generator.model.accounts import ListedAmount, Project

# The 项目支出 of each fund.
_SPENT = {
    GENERAL: zh.GENERAL_PROJECT_SPENDING,
    FUND: "政府性基金预算项目支出",
    CAPITAL: "国有资本经营预算项目支出",
}

# Where a department says how the money of its projects differs from the accounts.
_EXPLAINING = (zh.EVALUATION_WORK, zh.SELF_RATINGS, zh.RATING_RESULTS)


def projects_stay_within_budget(ledger: Ledger) -> Iterator[Remark]:
    """A project does not spend more than its budget of the full year, nor one of its sources."""
    doubtful = wrong_columns(ledger.accounts)
    unequal = {squash(costs.project.name) for costs in find_unequal_costs(ledger.accounts)}
    for project in ledger.accounts.projects:
        name = squash(project.name)
        columns = columns_of(project)
        told = any((name, column.name) in doubtful or other_sums(column) for column in columns[1:])
        if told or name in unequal:
            continue
        pairs = [(project.name, project.executed, project.full_year_budget)]
        pairs += [
            (f"{project.name}”的“{one.source}", one.executed, one.full_year_budget)
            for one in project.money
        ]
        for what, spent, budget in pairs:
            if _exceeds(spent, budget):
                yield _overspent(project, what, spent, budget)
                break


def _exceeds(spent: ListedAmount | None, budget: ListedAmount | None) -> bool:
    executed, allowed = value_of(spent), value_of(budget)
    return executed is not None and allowed is not None and executed > allowed


def _overspent(
    project: Project, name: str, spent: ListedAmount | None, budget: ListedAmount | None
) -> Remark:
    executed, allowed = value_of(spent) or ZERO, value_of(budget) or ZERO
    message = (
        f"“{name}”的全年执行数 {format_plain(executed)} "
        f"大于全年预算数 {format_plain(allowed)}，请核对"
    )
    places = [project.place, *(one.source.place for one in (spent, budget) if one)]
    return Remark(message, places, PROJECTS_SECTION)


def sources_add_up(ledger: Ledger) -> Iterator[Relation]:
    """The sources of a project's money make its total, in each of the three columns."""
    doubtful = wrong_columns(ledger.accounts)
    for project in ledger.accounts.projects:
        for column in columns_of(project):
            if (squash(project.name), column.name) in doubtful or not column.parts:
                continue
            total = _term(ledger, project, f"{evaluation.MONEY_TOTAL}的{column.name}", column.total)
            parts = [
                _term(ledger, project, f"{source}的{column.name}", part)
                for source, part in column.parts
            ]
            if total:
                known = [part for part in parts if part]
                yield total_of(total, known, PROJECTS_SECTION, "Σ 各项资金")


def _term(ledger: Ledger, project: Project, what: str, listed: ListedAmount | None) -> Term | None:
    return ledger.listed(f"“{project.name}”{what}", listed)


def amounts_of_projects_are_of_one_unit(ledger: Ledger) -> Iterator[Remark]:
    """No amount of a project, nor of its indicators of cost, is in 元 among 万元."""
    wrong = (*find_wrong_units(ledger.accounts), *find_wrong_costs(ledger.accounts))
    for one in wrong:
        yield Remark(
            one.message,
            one.places,
            PROJECTS_SECTION,
            stated=one.stated,
            expected=one.expected,
            severity=one.severity,
        )


def projects_stay_within_accounts(ledger: Ledger) -> Iterator[Remark]:
    """The projects of a fund spent no more than its 项目支出; silent where a text explains it.

    Projects that do not say of which fund they are, as no form does, can only be compared with
    the 项目支出 of all money.
    """
    accounts = ledger.accounts
    texts = [accounts.texts.get(name, "") for name in _EXPLAINING]
    if any(evaluation.OTHER_SCOPE.search(text) for text in texts):
        return
    for fund in FUNDS:
        own = [one for one in accounts.projects if one.fund == fund]
        yield from _within(ledger, own, fund, _SPENT[fund])
    if any(not one.fund for one in accounts.projects):
        yield from _within(ledger, accounts.projects, "全部资金", zh.PROJECT_EXPENDITURE)


def _within(
    ledger: Ledger, projects: Sequence[Project], money: str, spending: str
) -> Iterator[Remark]:
    """Ask where projects spent more than there is of an amount of the accounts."""
    doubtful = {
        name for name, column in wrong_columns(ledger.accounts) if column == zh.FULL_YEAR_EXECUTION
    }
    spent = [_term(ledger, one, zh.FULL_YEAR_EXECUTION, _public_money(one)) for one in projects]
    filled = [term for term in spent if term and term.value]
    total = ledger.term(*cell_of(spending)) if filled else None
    if total is None or any(squash(project.name) in doubtful for project in projects):
        return
    made = sum(term.value for term in filled)
    if made - total.value > total.half + sum(term.half for term in filled):
        message = (
            f"{money}的 {len(filled)} 个项目全年执行数合计 {total.shown(made)}，"
            f"大于决算中的项目支出 {total.shown(total.value)}；口径可以不同"
            "（如含基本支出、往来资金），请核对，确是口径不同的在绩效评价工作开展情况中写明"
        )
        places = [total.place, *(term.place for term in filled)]
        yield Remark(message, places, PROJECTS_SECTION)


def _public_money(project: Project) -> ListedAmount | None:
    """Return what a project spent of the money of its fund: without a split all of it."""
    if not project.money:
        return project.executed
    return next(
        (one.executed for one in project.money if one.source == evaluation.PUBLIC_MONEY), None
    )


def _rule(code: str, title: str, kind: FindingClass, severity: Severity) -> Rule:
    return Rule(code, title, FORM, kind, severity)


_PLAUSIBLE = FindingClass.PLAUSIBILITY
CHECKS = (
    Check(
        _rule("N13d", "全年执行数一般不大于全年预算数", _PLAUSIBLE, Severity.WARNING),
        projects_stay_within_budget,
    ),
    Check(
        _rule("N13f", "各项资金之和应等于年度资金总额", FindingClass.ARITHMETIC, Severity.ERROR),
        sources_add_up,
    ),
    Check(
        _rule(
            "N13v",
            "各种资金的项目执行数之和一般不大于决算的项目支出",
            _PLAUSIBLE,
            Severity.WARNING,
        ),
        projects_stay_within_accounts,
    ),
    Check(
        _rule("U03", "自评表的金额应同为一个单位", FindingClass.UNIT, Severity.ERROR),
        amounts_of_projects_are_of_one_unit,
    ),
)
