"""How much of what a document asks for has been given, and how much will be asked for later."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.field import zh
from generator.field.data_folder import Lists

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.accounts import Accounts
    from generator.model.block import Gap
    from generator.model.records import Used

# The list of what an outcome is compared with, and how 原因.csv calls the comparison.
_BASIS_OF = {f"{Lists.BUDGETS}.csv": zh.BUDGET, f"{Lists.LAST_TOTALS}.csv": zh.LAST_YEAR}


def count_filled(accounts: Accounts, used: Used) -> int:
    """Return how many amounts, reasons and texts of the user's the document prints."""
    listed = (
        *accounts.last_totals.values(),
        *accounts.budget_totals.values(),
        *accounts.facts.values(),
        *(item.amount for item in accounts.item_budgets),
    )
    amounts = {amount.source.place for amount in listed} & used.cells
    return len(amounts) + len(used.reasons) + len(used.texts)


def reasons_later(accounts: Accounts, gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """Return the gaps whose reasons may be asked for once what is compared with is given.

    Each says in `basis` what that is (the budget, last year). An amount that is equal to it needs
    none: these are the most there may be.
    """
    waiting: dict[tuple[str, str], Gap] = {}
    for gap in gaps:
        basis = _BASIS_OF.get(gap.file, "")
        given = {(gap.key, ""), (gap.key, basis)} & accounts.reasons.keys()
        if basis and not given:
            waiting.setdefault((gap.key, basis), replace(gap, basis=basis))
    return tuple(waiting.values())
