"""Every check, in one ordered tuple; running them is a `for`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks.facts import (
    check_budgets,
    check_deadline,
    check_fund_budgets,
    check_last_year,
    check_operating_cost,
    check_procurement,
    check_vehicles,
    check_whole_evaluation,
)
from generator.checks.general import (
    check_basic_detail,
    check_general_budget,
    check_special_funds,
)
from generator.checks.performance import check_projects
from generator.checks.relation import Tail, group_tails
from generator.checks.tables import (
    check_expenditure,
    check_fiscal_summary,
    check_income,
    check_statements,
    check_summary,
)
from generator.checks.three_public import check_three_public

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.checks.relation import Outcome
    from generator.model.accounts import Accounts
    from generator.model.finding import Finding

CHECKS: tuple[Callable[[Accounts], Iterator[Outcome]], ...] = (
    check_summary,
    check_income,
    check_expenditure,
    check_fiscal_summary,
    check_general_budget,
    check_basic_detail,
    check_special_funds,
    check_three_public,
    check_statements,
    check_budgets,
    check_fund_budgets,
    check_last_year,
    check_operating_cost,
    check_procurement,
    check_vehicles,
    check_whole_evaluation,
    check_projects,
    check_deadline,
)


def run_checks(accounts: Accounts) -> tuple[Finding, ...]:
    """Return what fails, and one line a table for the tails."""
    findings: list[Finding] = []
    tails: list[Tail] = []
    for check in CHECKS:
        for outcome in check(accounts):
            if isinstance(outcome, Tail):
                tails.append(outcome)
            else:
                findings.append(outcome)
    return (*findings, *group_tails(tails))
