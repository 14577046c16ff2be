"""Rates of printed amounts: what they may be printed as, and of which amounts they are."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from generator.base.money import HUNDRED, ZERO, divide, round_half_up
from generator.field import zh
from generator.review.ours.intervals import around, change_interval, share_interval

if TYPE_CHECKING:
    from generator.review.statements.statement import Statement


class Value(NamedTuple):
    """An amount in the published unit; the statement that gives it, None for the data.

    `is_other`: the statement has another value, this one would make its list add up.
    """

    amount: Decimal
    statement: Statement | None = None
    is_other: bool = False


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate of printed amounts: the quotient, None on 0 or below; what it may be printed as.

    `instead_of` are the statements that it takes for wrong. `raw` is the quotient of the digits as
    written, where the units of the two amounts differ. `is_below`: it would be one
    on less than 0.
    """

    quotient: Decimal | None
    low: Decimal
    high: Decimal
    words: str
    used: tuple[Statement, ...]
    instead_of: tuple[Statement, ...] = ()
    raw: Decimal | None = None
    is_below: bool = False

    def allows(self, printed: Decimal, decimals: int) -> bool:
        """Whether some amounts that are printed so have this rate."""
        if self.quotient is None:
            return False
        half = Decimal(5).scaleb(-decimals - 1)
        rounded = round_half_up(round_half_up(self.quotient), decimals)
        return self.low - half <= printed <= self.high + half or rounded == printed

    def slips(self, printed: Decimal, decimals: int) -> bool:
        """Whether the rate is right but for 元 in place of 万元."""
        return self.raw is not None and abs(self.raw - printed) <= Decimal(1).scaleb(-decimals)


def share_rate(part: Value, whole: Value) -> Rate:
    """Return 100·part ÷ whole; without a quotient where the whole is 0."""
    used = stated_by(part, whole)
    words = f"{plain(part)} ÷ {plain(whole)} × 100"
    interval = share_interval(around(part.amount), around(whole.amount))
    if whole.amount <= 0 or interval is None:
        return Rate(None, ZERO, ZERO, words, used)
    quotient = divide(part.amount * HUNDRED, whole.amount)
    other = _instead_of(part, whole)
    return Rate(quotient, interval.low, interval.high, words, used, other, _raw(part, whole))


def change_rate(now: Value, before: Value, change: Decimal | None = None) -> Rate:
    """Return 100·|now − before| ÷ before; without a quotient where that was 0."""
    used = stated_by(now, before)
    gap = abs(now.amount - before.amount) if change is None else change
    words = f"{gap.normalize():f} ÷ {before.amount.normalize():f} × 100"
    interval = change_interval(around(now.amount), around(before.amount))
    if before.amount <= 0 or interval is None:
        return Rate(None, ZERO, ZERO, words, used, is_below=before.amount < 0)
    quotient = divide(gap * HUNDRED, before.amount)
    return Rate(quotient, interval.low, interval.high, words, used, _instead_of(now, before))


def _raw(part: Value, whole: Value) -> Decimal | None:
    one, other = part.statement, whole.statement
    if (
        one is None
        or other is None
        or {one.mention.unit, other.mention.unit} != {"元", zh.TEN_THOUSAND_YUAN}
    ):
        return None
    return divide(one.value * HUNDRED, other.value) if other.value else None


def stated_by(*values: Value) -> tuple[Statement, ...]:
    """Return the statements that give some values."""
    return tuple(value.statement for value in values if value.statement is not None)


def _instead_of(*values: Value) -> tuple[Statement, ...]:
    return tuple(v.statement for v in values if v.statement is not None and v.is_other)


def plain(value: Value) -> str:
    """Return an amount without zeros at its end."""
    return f"{value.amount.normalize():f}"
