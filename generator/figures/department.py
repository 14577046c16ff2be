"""All figures of a department's narrative, section by section (sources: DOMAIN 2.8)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.field import forms, zh
from generator.field.amounts import KINDS, SOURCES, amount_of, cell_of
from generator.figures.budget_items import budget_items, general_budget
from generator.figures.compare import (
    compare_years,
    last_year_figure,
    share_parts,
)
from generator.figures.compute import compute_share
from generator.figures.further import FurtherFigures
from generator.figures.outside import (
    compute_assets,
    compute_managed,
    compute_operating_cost,
    compute_procurement,
)
from generator.figures.performance import compute_performance
from generator.figures.sources import from_address, from_cell
from generator.figures.special_funds import compute_capital, compute_fund
from generator.figures.three_public import compute_three_public
from generator.model.figures import Figures, GeneralBudget, Whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.field.amount import Amount
    from generator.model.accounts import Accounts
    from generator.model.comparison import Compared, PartOfWhole
    from generator.model.figure import Figure
    from generator.model.table import Row

_GENERAL_PROJECTS = zh.GENERAL_PROJECT_SPENDING
_FUNCTIONAL_CLASS = 3
_ECONOMIC_SUBCLASS = 5
_STAFF_CLASSES = ("301", "303")


def compute_figures(accounts: Accounts) -> Figures:
    """Return every figure that sections 一 to 十三 print."""
    expenditure = _expenditure(accounts)
    performance = compute_performance(accounts)
    return Figures(
        summary=_compared(accounts, zh.TOTALS_BOTH_SIDES),
        income=_income(accounts),
        expenditure=expenditure,
        fiscal=_compared(accounts, zh.FISCAL_TOTALS_BOTH_SIDES),
        general=_general(accounts, expenditure.total),
        fund=compute_fund(accounts),
        capital=compute_capital(accounts),
        three_public=compute_three_public(accounts),
        operating=compute_operating_cost(accounts),
        procurement=compute_procurement(accounts),
        assets=compute_assets(accounts),
        performance=performance,
        managed=compute_managed(accounts, performance),
        further=FurtherFigures(accounts),
    )


def regrade(accounts: Accounts, figures: Figures) -> Figures:
    """Return the figures with the grades by the bands of these accounts."""
    performance = compute_performance(accounts)
    managed = compute_managed(accounts, performance)
    return replace(figures, performance=performance, managed=managed)


def _compared(accounts: Accounts, key: str) -> Compared:
    """Return a named amount of the tables beside last year's."""
    amount = amount_of(key)
    current = from_address(key, accounts.tables, amount.cell)
    return compare_years(key, current, last_year_figure(accounts, amount))


def _income(accounts: Accounts) -> Whole:
    """Section 二: 公开01 [本年收入合计]; the sources are 公开02 [合计]{2} … {7}."""
    total = from_address(zh.INCOME_SUM, accounts.tables, cell_of(zh.INCOME_TOTAL))
    return Whole(total, share_parts(_parts(accounts, SOURCES), total))


def _parts(accounts: Accounts, amounts: Iterable[Amount]) -> list[tuple[str, str, Figure]]:
    return [("", a.name, from_address(a.name, accounts.tables, a.cell)) for a in amounts]


def _expenditure(accounts: Accounts) -> Whole:
    """Section 三: 公开03 [合计]{1}, and its kinds {2} … {6}."""
    total = from_address(zh.EXPENDITURE_SUM, accounts.tables, cell_of(zh.SPENDING_TOTAL))
    return Whole(total, share_parts(_parts(accounts, KINDS), total))


def _general(accounts: Accounts, expenditure: Figure) -> GeneralBudget:
    spending = _compared(accounts, zh.GENERAL_SPENDING)
    current = spending.current
    items = budget_items(accounts)
    return GeneralBudget(
        spending=spending,
        share_of_expenditure=compute_share(
            f"{zh.GENERAL_SPENDING}占支出合计", current, expenditure
        ),
        subjects=_subjects(accounts),
        classes=_classes(accounts, current),
        economic_classes=_economic_classes(accounts, current),
        projects=from_address(_GENERAL_PROJECTS, accounts.tables, cell_of(_GENERAL_PROJECTS)),
        total=general_budget(accounts, current, items),
        items=items,
        basic=_compared(accounts, zh.GENERAL_BASIC_SPENDING),
        staff=_compared(accounts, zh.STAFF_COSTS),
        office=_compared(accounts, zh.OFFICE_COSTS),
        staff_items=_item_names(accounts, staff=True),
        office_items=_item_names(accounts, staff=False),
    )


def _subjects(accounts: Accounts) -> dict[str, Figure]:
    table = accounts.tables.get(forms.GENERAL_BUDGET)
    if table is None:
        return {}
    return {
        row.code: from_cell(row.title, row.cells[zh.SUBTOTAL], table)
        for row in table.coded_rows()
        if zh.SUBTOTAL in row.cells
    }


def _classes(accounts: Accounts, whole: Figure) -> tuple[PartOfWhole, ...]:
    """五（二）: every 类 of 公开05 that is not 0."""
    table = accounts.tables.get(forms.GENERAL_BUDGET)
    rows = table.coded_rows(_FUNCTIONAL_CLASS) if table else ()
    parts = [
        (row.code, row.label, from_cell(row.label, row.cells[zh.SUBTOTAL], table))
        for row in rows
        if table and zh.SUBTOTAL in row.cells
    ]
    return share_parts([part for part in parts if part[2].value != 0], whole)


def _detail_rows(accounts: Accounts, digits: int) -> list[tuple[Row, Figure]]:
    table = accounts.tables.get(forms.BASIC_DETAIL)
    if table is None:
        return []
    found = [
        (row, from_cell(row.label, row.cells[zh.FINAL], table)) for row in table.coded_rows(digits)
    ]
    return [(row, figure) for row, figure in found if figure.value != 0]


def _economic_classes(accounts: Accounts, whole: Figure) -> tuple[PartOfWhole, ...]:
    """五（二） of the itemised form: every economic 类 of 公开06 that is not 0."""
    rows = _detail_rows(accounts, _FUNCTIONAL_CLASS)
    # 公开06 prints 302 beside 301: in the narrative the order is that of the codes.
    parts = sorted(((row.code, row.label, figure) for row, figure in rows), key=lambda p: p[0])
    return share_parts(parts, whole)


def _item_names(accounts: Accounts, *, staff: bool) -> tuple[str, ...]:
    return tuple(
        row.label
        for row, _ in _detail_rows(accounts, _ECONOMIC_SUBCLASS)
        if (row.code[:3] in _STAFF_CLASSES) is staff
    )
