"""五（三）, and 七, 八 by item: one for every 项 of the table and every 项 with a budget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.field import forms, zh
from generator.figures.compare import compare_budget
from generator.figures.compute import compute_total
from generator.figures.sources import from_listed, from_table, wanted_budget
from generator.model.comparison import Budgeted, BudgetItem

if TYPE_CHECKING:
    from generator.model.accounts import Accounts, ItemBudget
    from generator.model.figure import Figure

GENERAL = zh.GENERAL_BUDGET
TOTAL_KEY = zh.GENERAL_SPENDING
_NAMING_FORMS = (
    forms.GENERAL_BUDGET,
    forms.EXPENDITURE,
    forms.INCOME,
    forms.FUND_BUDGET,
    forms.STATE_CAPITAL,
)
_ITEM_DIGITS = 7


def budget_items(accounts: Accounts) -> tuple[BudgetItem, ...]:
    """Return the items of 公开05 in the order of their codes."""
    return fund_items(accounts, GENERAL, forms.GENERAL_BUDGET, zh.SUBTOTAL)


def fund_items(accounts: Accounts, fund: str, form: str, column: str) -> tuple[BudgetItem, ...]:
    """Return one item for every 项 of a table and every 项 with a budget of that fund."""
    table = accounts.tables.get(form)
    budgets = {item.code: item for item in accounts.item_budgets if item.fund == fund}
    codes = {row.code for row in table.coded_rows(_ITEM_DIGITS)} if table else set()
    codes |= {code for code, item in budgets.items() if item.amount.value}
    cell = (form, column)
    return tuple(_budget_item(accounts, code, budgets.get(code), cell) for code in sorted(codes))


def _budget_item(
    accounts: Accounts, code: str, given: ItemBudget | None, cell: tuple[str, str]
) -> BudgetItem:
    """Return the item of a code; `cell` is the form and the column of the outcome."""
    names = [subject_name(accounts, code[:digits], given) for digits in (3, 5, 7)]
    label = f"{code} {names[2]}"
    form, column = cell
    final = from_table(f"{label}支出决算", accounts.tables, form, (code, column))
    budget = from_listed(
        f"{label}年初预算",
        given.amount if given else None,
        wanted=wanted_budget(label, code, names[2]),
        unit=accounts.identity.unit,
    )
    return BudgetItem(code, names[0], names[1], names[2], compare_budget(code, final, budget))


def subject_name(accounts: Accounts, code: str, given: ItemBudget | None = None) -> str:
    """Return the name of a code: of 公开05, else 03, 02, the budget row, else the dictionary.

    A code that nothing names is its own name, so that it can be found and put right.
    """
    for form in _NAMING_FORMS:
        table = accounts.tables.get(form)
        row = table.row(code) if table else None
        if row is not None and row.label:
            return row.label
    if given is not None and given.code == code and given.name:
        return given.name
    return accounts.names.get(code, code)


def general_budget(accounts: Accounts, final: Figure, items: tuple[BudgetItem, ...]) -> Budgeted:
    """Return the total of 五（三）: the budget row without a code, else the sum of the items."""
    label = "一般公共预算财政拨款支出年初预算"
    listed = accounts.budget_totals.get(TOTAL_KEY)
    budgets = [item.budgeted.budget for item in items]
    if listed is None and budgets:
        return compare_budget(TOTAL_KEY, final, compute_total(label, budgets))
    unit = accounts.identity.unit
    budget = from_listed(label, listed, wanted=wanted_budget(TOTAL_KEY, TOTAL_KEY), unit=unit)
    return compare_budget(TOTAL_KEY, final, budget)
