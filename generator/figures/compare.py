"""Comparisons with last year and with the budget (DOMAIN 3.6–3.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.figures.compute import (
    compute_change_rate,
    compute_completion,
    compute_magnitude,
    compute_share,
)
from generator.figures.sources import from_address, from_listed
from generator.model.comparison import Budgeted, Compared, Direction, PartOfWhole
from generator.model.figure import Figure, MissingInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.field.amount import Amount
    from generator.model.accounts import Accounts


def compare_years(key: str, current: Figure, last: Figure) -> Compared:
    """Return `current` beside last year's amount."""
    return Compared(
        key=key,
        current=current,
        last=last,
        change=compute_magnitude(f"{current.label}增减额", current, last),
        rate=compute_change_rate(f"{current.label}增减率", current, last),
        direction=_year_direction(current, last),
    )


def _year_direction(current: Figure, last: Figure) -> Direction:
    if current.is_missing or last.is_missing or current.value is None:
        return Direction.MISSING
    if last.value is None or (last.value == 0 and current.value != 0):
        return Direction.INCOMPARABLE
    if current.value == last.value:
        return Direction.EQUAL
    return Direction.UP if current.value > last.value else Direction.DOWN


def compare_budget(key: str, final: Figure, budget: Figure) -> Budgeted:
    """Return the final amount beside its budget."""
    rate = compute_completion(f"{final.label}完成率", final, budget)
    if final.value is None or budget.value is None:
        direction = Direction.MISSING
    elif final.value == budget.value:
        direction = Direction.EQUAL
    else:
        direction = Direction.UP if final.value > budget.value else Direction.DOWN
    difference = compute_magnitude(f"{final.label}差异额", final, budget)
    return Budgeted(key, budget, final, rate, difference, direction)


def share_parts(parts: Sequence[tuple[str, str, Figure]], whole: Figure) -> tuple[PartOfWhole, ...]:
    """Return (code, name, amount) parts with their shares of `whole`."""
    return tuple(
        PartOfWhole(name, amount, compute_share(f"{name}占比", amount, whole), code)
        for code, name, amount in parts
    )


def last_year_figure(accounts: Accounts, amount: Amount) -> Figure:
    """Return last year's amount: from 上年/ where that table is there, else 上年数.csv.

    A table of last year goes before the list: it was published, the list was typed.
    """
    key = amount.name
    label = f"上年{key}"
    if amount.address is not None:
        table = accounts.last_year.get(amount.address.form)
        if table is not None and table.row(amount.address.row, amount.address.side) is not None:
            return from_address(label, accounts.last_year, amount.address)
    listed = accounts.last_totals.get(key)
    if listed is not None and listed.value is None:  # 无: there is nothing to compare with
        return Figure(label, None, unit=listed.unit, origin=listed.source)
    wanted = MissingInput(label, "上年数.csv", key)
    return from_listed(label, listed, wanted=wanted, unit=accounts.identity.unit)
