"""What a printed number stands for, and whether a printed rate can come from printed amounts.

DOMAIN 2.1 and 3.11: an amount printed to 0.01 is any true one within half of that; a rate is
right if it is the half-up rounding, at its own precision, of some point of the interval that its
operands allow.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from generator.base.money import CENT, HUNDRED, ZERO, divide
from generator.model.figure import Figure, Operation, Operator

_HALF = CENT / 2


class Interval(NamedTuple):
    """All values from `low` to `high`."""

    low: Decimal
    high: Decimal

    def allows(self, printed: Decimal, decimals: int) -> bool:
        """Whether some point of the interval is printed as `printed` with `decimals` digits."""
        half = Decimal(5).scaleb(-decimals - 1)
        return self.low - half <= printed <= self.high + half


def around(value: Decimal, half: Decimal = _HALF) -> Interval:
    """Return what a printed amount stands for."""
    return Interval(value - half, value + half)


def share_interval(part: Interval, whole: Interval) -> Interval | None:
    """Return 100·part ÷ whole; None where the whole may be 0."""
    if whole.low <= 0:
        return None
    low = divide(part.low * HUNDRED, whole.high if part.low >= 0 else whole.low)
    high = divide(part.high * HUNDRED, whole.low if part.high >= 0 else whole.high)
    return Interval(low, high)


def change_interval(now: Interval, before: Interval) -> Interval | None:
    """Return 100·|now − before| ÷ before; None where last year may be 0."""
    if before.low <= 0:
        return None
    ratios = [
        divide(one * HUNDRED, other) - HUNDRED
        for one in (now.low, now.high)
        for other in (before.low, before.high)
    ]
    low, high = min(ratios), max(ratios)
    if low <= 0 <= high:
        return Interval(ZERO, max(-low, high))
    return Interval(min(abs(low), abs(high)), max(abs(low), abs(high)))


def rate_interval(figure: Figure, half: Decimal = _HALF) -> Interval | None:
    """Return what a rate may be, its amounts being printed; None where it is not defined."""
    origin = figure.origin
    if not isinstance(origin, Operation) or len(origin.operands) != 2:  # noqa: PLR2004 - a pair
        return None
    values = [operand.value for operand in origin.operands]
    if any(value is None for value in values):
        return None
    one, other = (around(value, half) for value in values if value is not None)
    if origin.operator in {Operator.SHARE, Operator.COMPLETION}:
        return share_interval(one, other)
    if origin.operator is Operator.CHANGE_RATE:
        return change_interval(one, other)
    return None
