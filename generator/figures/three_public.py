"""Section 九: 公开09 by 栏次 number, and the counts that are outside the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.money import CENT
from generator.field import zh
from generator.field.amounts import VISITS, amount_of, names_of
from generator.figures.compare import compare_budget, compare_years, last_year_figure
from generator.figures.compute import compute_difference, compute_share, compute_total
from generator.figures.sources import from_address, from_fact
from generator.model.figure import Figure, FigureKind
from generator.model.figures import ThreePublic

if TYPE_CHECKING:
    from generator.field.amount import Amount
    from generator.model.accounts import Accounts
    from generator.model.comparison import Budgeted, Compared

# The six items of 公开09, each with its budget.
_ITEMS = {
    "total": amount_of(zh.THREE_PUBLIC),
    "abroad": amount_of(zh.TRAVEL_ABROAD),
    "vehicles": amount_of(zh.VEHICLES),
    "purchase": amount_of(zh.VEHICLE_PURCHASE),
    "running": amount_of(zh.VEHICLE_RUNNING),
    "reception": amount_of(zh.RECEPTION),
}
COUNT_KEYS = names_of(VISITS)
# Both kinds of reception together: name, its parts, unit.
_GUESTS = (
    ("公务接待批次", (zh.FOREIGN_GROUPS, zh.DOMESTIC_GROUPS), zh.BATCHES),
    ("公务接待人次", (zh.FOREIGN_GUESTS, zh.DOMESTIC_GUESTS), zh.PERSON_TIMES),
)
FOREIGN_KEY = zh.FOREIGN_RECEPTION
DOMESTIC_KEY = zh.DOMESTIC_RECEPTION


def compute_three_public(accounts: Accounts) -> ThreePublic:
    """Return the figures of section 九; shares are of 公开09 {7}."""
    items = {name: _item(accounts, item) for name, item in _ITEMS.items()}
    whole = items["total"].final
    foreign = _listed(accounts, FOREIGN_KEY)
    counts = {key: _count(accounts, key) for key in COUNT_KEYS}
    return ThreePublic(
        **items,
        shares={
            name: compute_share(f"{items[name].key}占比", items[name].final, whole)
            for name in ("abroad", "vehicles", "reception")
        },
        foreign_reception=foreign,
        domestic_reception=_domestic(accounts, items["reception"].final, foreign),
        counts=counts,
        by_year={name: _by_year(accounts, item, _ITEMS[name]) for name, item in items.items()},
        guests={
            name: compute_total(name, [counts[key] for key in keys], unit=unit)
            for name, keys, unit in _GUESTS
        },
    )


def _by_year(accounts: Accounts, item: Budgeted, amount: Amount) -> Compared:
    """Return an item beside last year's: 上年/公开09, else 上年数.csv."""
    table = accounts.last_year.get(amount.cell.form)
    if table is not None and table.is_empty:  # a form without its row says that there was none
        last = from_address(f"上年{item.key}", accounts.last_year, amount.cell)
    else:
        last = last_year_figure(accounts, amount)
    return compare_years(item.key, item.final, last)


def _item(accounts: Accounts, amount: Amount) -> Budgeted:
    key, tables = amount.name, accounts.tables
    return compare_budget(
        key,
        from_address(f"{key}支出决算", tables, amount.cell),
        from_address(f"{key}预算", tables, amount.budget_cell),
    )


def _listed(accounts: Accounts, key: str) -> Figure:
    return from_fact(accounts.facts, key, accounts.identity.unit)


def _count(accounts: Accounts, key: str) -> Figure:
    return from_fact(accounts.facts, key, amount_of(key).unit, FigureKind.COUNT)


def _domestic(accounts: Accounts, reception: Figure, foreign: Figure) -> Figure:
    """Return 国内接待支出 as listed, where that fits 公开09 {12}; else {12} − 外宾接待支出.

    公开09 goes before 事项.csv, as it is published; the contradiction is a finding of its own.
    """
    stated = _listed(accounts, DOMESTIC_KEY)
    derived = compute_difference(DOMESTIC_KEY, reception, foreign)
    if derived.value is None or derived.value < 0:
        return stated
    if stated.value is None or abs(stated.value - derived.value) > CENT:
        return derived
    return stated
