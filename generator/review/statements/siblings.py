"""Shares of a list whose whole the words leave open: what the others of the list are shares of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.review.statements.ratios import Value, share_rate
from generator.review.statements.statement import Measure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from decimal import Decimal

    from generator.review.statements.statement import Statement

    ValueOf = Callable[[Statement | None], Decimal | None]

# So many agree with one another on a whole before one that does not is held against it.
_AGREEING = 2


def find_shared_wholes(statements: Sequence[Statement], value_of: ValueOf) -> dict[int, Statement]:
    """Return, by the id of each share of a list, the amount of which the list has shares.

    That is an amount said before in the same section of which all shares but one at most are.
    """
    found: dict[int, Statement] = {}
    for group in _groups(statements):
        if len(group) <= _AGREEING:
            continue
        before = _amounts_before(statements, group[0])
        parts = {id(one.now) for one in group}
        whole = max(
            (one for one in before if id(one) not in parts),
            key=lambda one: _count_fitting(group, one, value_of),
            default=None,
        )
        fitting = _count_fitting(group, whole, value_of) if whole is not None else 0
        if whole is not None and fitting >= max(_AGREEING, len(group) - 1):
            found |= {id(one): whole for one in group}
    return found


def _groups(statements: Iterable[Statement]) -> list[list[Statement]]:
    """Return the shares of each paragraph whose whole is not named, or alike and not stated."""
    groups: dict[object, list[Statement]] = {}
    for one in statements:
        if one.measure is not Measure.SHARE or one.now is None or one.usual:
            continue
        if one.whole is None and not one.opened:
            groups.setdefault((one.passage.locator, None), []).append(one)
        elif one.whole is not None and one.whole.stated is None:
            named = frozenset(quantity.name for quantity in one.whole.quantities)
            groups.setdefault((one.passage.locator, named), []).append(one)
    return list(groups.values())


def _amounts_before(statements: Iterable[Statement], share: Statement) -> list[Statement]:
    """Return the amounts of the same section that stand before a share, the nearest first."""
    topic = _topic(share)
    amounts: list[Statement] = []
    for one in statements:
        if one is share:
            break
        if one.measure is Measure.AMOUNT and _topic(one) == topic:
            amounts.insert(0, one)
    return amounts


def _topic(one: Statement) -> str:
    return one.where.partition("（")[0]


def _count_fitting(group: Iterable[Statement], whole: Statement, value_of: ValueOf) -> int:
    amount = value_of(whole)
    if not amount:
        return 0
    return sum(
        share_rate(Value(part), Value(amount)).allows(one.value, one.mention.decimals)
        for one in group
        if (part := value_of(one.now)) is not None
    )
