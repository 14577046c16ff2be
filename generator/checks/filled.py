"""How much of what a document asks for has been given, and how much will be asked for later."""

from __future__ import annotations

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


def count_later(accounts: Accounts, gaps: Iterable[Gap]) -> int:
    """Return how many reasons may be asked for once the budgets and last year's totals are given.

    An amount that is what it is compared with needs none: it is the most there may be.
    """
    wanted = {(gap.key, _BASIS_OF[gap.file]) for gap in gaps if gap.file in _BASIS_OF}
    given = {(key, basis) for key, basis in wanted if (key, "") in accounts.reasons}
    return len(wanted - given - accounts.reasons.keys())
