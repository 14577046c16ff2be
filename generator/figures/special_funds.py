"""Sections 七 (公开07) and 八 (公开08)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.field import forms, zh
from generator.figures.budget_items import fund_items
from generator.figures.compare import compare_budget
from generator.figures.compute import compute_total
from generator.figures.sources import from_listed, from_table, wanted_budget
from generator.model.figures import FundBudget
from generator.model.table import Side

if TYPE_CHECKING:
    from generator.model.accounts import Accounts
    from generator.model.figure import Figure

FUND_KEY = zh.FUND_SPENDING
CAPITAL_KEY = zh.CAPITAL_SPENDING
TOTAL = zh.TOTAL


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
                wanted=wanted_budget(item.code, item.code),
            )
            for item in items
        ]
        return compute_total(label, parts)
    return from_listed(label, listed, wanted=wanted_budget(key, key), unit=unit)


def compute_fund(accounts: Accounts) -> FundBudget:
    """Section 七: 公开07 [合计]."""
    tables, form = accounts.tables, forms.FUND_BUDGET
    final = from_table(FUND_KEY, tables, form, (TOTAL, zh.SUBTOTAL))
    return FundBudget(
        opening=from_table("政府性基金年初结转和结余", tables, form, (TOTAL, zh.CARRIED_IN)),
        income=from_table("政府性基金预算财政拨款收入", tables, form, (TOTAL, zh.INCOME_THIS_YEAR)),
        spending=compare_budget(FUND_KEY, final, _budget(accounts, FUND_KEY, zh.GOVERNMENT_FUND)),
        closing=from_table("政府性基金年末结转和结余", tables, form, (TOTAL, zh.CARRIED_OUT)),
        items=fund_items(accounts, zh.GOVERNMENT_FUND, form, zh.SUBTOTAL),
    )


def compute_capital(accounts: Accounts) -> FundBudget:
    """Section 八: 公开08 [合计]; income and balances: 公开04 行次3, 行次31, [年末…]{5}."""
    tables = accounts.tables
    final = from_table(CAPITAL_KEY, tables, forms.STATE_CAPITAL, (TOTAL, TOTAL))
    name, summary = "国有资本经营预算财政拨款", forms.FISCAL_SUMMARY
    budget = _budget(accounts, CAPITAL_KEY, zh.STATE_CAPITAL)
    return FundBudget(
        opening=from_table(
            "国有资本经营年初结转和结余", tables, summary, (f"年初{name}", zh.AMOUNT), Side.INCOME
        ),
        income=from_table(f"{name}收入", tables, summary, (name, zh.AMOUNT), Side.INCOME),
        spending=compare_budget(CAPITAL_KEY, final, budget),
        closing=from_table(
            "国有资本经营年末结转和结余",
            tables,
            summary,
            (zh.FISCAL_CARRIED_OUT, name),
            Side.EXPENDITURE,
        ),
        items=fund_items(accounts, zh.STATE_CAPITAL, forms.STATE_CAPITAL, TOTAL),
    )
