"""Section 九: 公开09 by 栏次 number, and the counts that are outside the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.money import CENT
from generator.field import forms, zh
from generator.figures.compare import compare_budget, compare_years, last_year_figure
from generator.figures.compute import compute_difference, compute_share, compute_total
from generator.figures.sources import from_fact, from_table
from generator.model.figure import Figure, Kind
from generator.model.figures import ThreePublic

if TYPE_CHECKING:
    from generator.model.accounts import Accounts
    from generator.model.comparison import Budgeted, Compared

# Item → (key of 原因.csv, 栏次 of the budget, 栏次 of the outcome).
_ITEMS = {
    "total": (zh.THREE_PUBLIC, "1", "7"),
    "abroad": (zh.TRAVEL_ABROAD, "2", "8"),
    "vehicles": (zh.VEHICLES, "3", "9"),
    "purchase": (zh.VEHICLE_PURCHASE, "4", "10"),
    "running": (zh.VEHICLE_RUNNING, "5", "11"),
    "reception": (zh.RECEPTION, "6", "12"),
}
COUNT_KEYS = (
    zh.DELEGATIONS_ABROAD,
    zh.PERSONS_ABROAD,
    zh.VEHICLES_BOUGHT,
    zh.VEHICLES_KEPT,
    zh.FOREIGN_GROUPS,
    zh.FOREIGN_GUESTS,
    zh.DOMESTIC_GROUPS,
    zh.DOMESTIC_GUESTS,
)
# Both kinds of reception together: name, its parts, unit.
_GUESTS = (
    ("公务接待批次", (zh.FOREIGN_GROUPS, zh.DOMESTIC_GROUPS), zh.BATCHES),
    ("公务接待人次", (zh.FOREIGN_GUESTS, zh.DOMESTIC_GUESTS), zh.PERSON_TIMES),
)
FOREIGN_KEY = zh.FOREIGN_RECEPTION
DOMESTIC_KEY = zh.DOMESTIC_RECEPTION
_DEFAULT_UNITS = {zh.PERSON_TIMES: zh.PERSON_TIMES, "组数": "个", "置数": "辆", "有量": "辆"}


def compute_three_public(accounts: Accounts) -> ThreePublic:
    """Return the figures of section 九; shares are of 公开09 {7}."""
    items = {name: _item(accounts, *cells) for name, cells in _ITEMS.items()}
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
        by_year={name: _by_year(accounts, item, _ITEMS[name][2]) for name, item in items.items()},
        guests={
            name: compute_total(name, [counts[key] for key in keys], unit=unit)
            for name, keys, unit in _GUESTS
        },
    )


def _by_year(accounts: Accounts, item: Budgeted, final: str) -> Compared:
    """Return an item beside last year's: 上年/公开09, else 上年数.csv."""
    form, row = forms.THREE_PUBLIC, forms.THREE_PUBLIC_ROW
    table = accounts.last_year.get(form)
    if table is not None and table.is_empty:  # a form without its row says that there was none
        last = from_table(f"上年{item.key}", accounts.last_year, form, (row, final))
    else:
        last = last_year_figure(accounts, item.key, (form, row, final))
    return compare_years(item.key, item.final, last)


def _item(accounts: Accounts, key: str, budget: str, final: str) -> Budgeted:
    row, tables = forms.THREE_PUBLIC_ROW, accounts.tables
    return compare_budget(
        key,
        from_table(f"{key}支出决算", tables, forms.THREE_PUBLIC, (row, final)),
        from_table(f"{key}预算", tables, forms.THREE_PUBLIC, (row, budget)),
    )


def _listed(accounts: Accounts, key: str) -> Figure:
    return from_fact(accounts.facts, key, accounts.identity.unit)


def _count(accounts: Accounts, key: str) -> Figure:
    unit = _DEFAULT_UNITS.get(key[-2:], "个")
    return from_fact(accounts.facts, key, unit, Kind.COUNT)


def _domestic(accounts: Accounts, reception: Figure, foreign: Figure) -> Figure:
    """Return 国内接待支出 as listed, where that fits 公开09 {12}; else {12} − 外宾接待支出.

    公开09 goes before 事项.csv (DESIGN 2); the contradiction is a finding of its own.
    """
    stated = _listed(accounts, DOMESTIC_KEY)
    derived = compute_difference(DOMESTIC_KEY, reception, foreign)
    if derived.value is None or derived.value < 0:
        return stated
    if stated.value is None or abs(stated.value - derived.value) > CENT:
        return derived
    return stated
