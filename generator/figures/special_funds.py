"""Sections 七 (公开07) and 八 (公开08)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.field import forms, zh
from generator.field.amounts import amount_of, cell_of
from generator.figures.budget_items import fund_items
from generator.figures.compare import compare_budget
from generator.figures.compute import compute_total
from generator.figures.sources import from_address, from_listed, wanted_budget
from generator.model.figures import FundBudget

if TYPE_CHECKING:
    from generator.model.accounts import Accounts
    from generator.model.comparison import Budgeted
    from generator.model.figure import Figure


def _budget(accounts: Accounts, key: str, fund: str) -> Figure:
    """Return the budget: the row without a code, else the sum of the fund's items."""
    label = f"{key}年初预算"
    listed = accounts.budget_totals.get(key)
    unit = accounts.identity.unit
    items = [item for item in accounts.item_budgets if item.fund == fund]
    if listed is None and items:
        parts = [
            from_listed(
                f"{item.code} {item.name}年初预算",
                item.amount,
                wanted=wanted_budget(item.code, item.code, item.name),
            )
            for item in items
        ]
        return compute_total(label, parts)
    return from_listed(label, listed, wanted=wanted_budget(key, key), unit=unit)


def compute_fund(accounts: Accounts) -> FundBudget:
    """Section 七: 公开07 [合计]."""
    return FundBudget(
        opening=_stated(accounts, "政府性基金年初结转和结余"),
        income=_stated(accounts, zh.FUND_INCOME),
        spending=_spending(accounts, zh.FUND_SPENDING),
        closing=_stated(accounts, "政府性基金年末结转和结余"),
        items=fund_items(accounts, zh.GOVERNMENT_FUND, forms.FUND_BUDGET, zh.SUBTOTAL),
    )


def compute_capital(accounts: Accounts) -> FundBudget:
    """Section 八: 公开08 [合计]; income and balances: 公开04 行次3, 行次31, [年末…]{5}."""
    return FundBudget(
        opening=_stated(accounts, "国有资本经营年初结转和结余"),
        income=_stated(accounts, zh.CAPITAL_INCOME),
        spending=_spending(accounts, zh.CAPITAL_SPENDING),
        closing=_stated(accounts, "国有资本经营年末结转和结余"),
        items=fund_items(accounts, zh.STATE_CAPITAL, forms.STATE_CAPITAL, zh.TOTAL),
    )


def _stated(accounts: Accounts, name: str) -> Figure:
    return from_address(name, accounts.tables, cell_of(name))


def _spending(accounts: Accounts, name: str) -> Budgeted:
    budget = _budget(accounts, name, amount_of(name).fund)
    return compare_budget(name, _stated(accounts, name), budget)
