"""Rounding and printing of numbers, written a second time on purpose."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

ZERO = Decimal("0.00")
_CENT = Decimal("0.01")


def half_up(value: Decimal) -> Decimal:
    """Return the value with two decimals (四舍五入)."""
    return value.quantize(_CENT, ROUND_HALF_UP)


def printed(yuan: Decimal, unit: str) -> Decimal:
    """Return the amount of a cell printed in 万元 or 元."""
    return half_up(yuan / 10000 if unit == "万元" else yuan)


def fen(amount: int) -> Decimal:
    """Return 元 of an amount drawn in 分."""
    return half_up(Decimal(amount) / 100)


@dataclass(frozen=True, slots=True)
class Wording:
    """How one section of one profile prints its numbers."""

    profile: str
    section: str

    @property
    def is_itemised(self) -> bool:
        """Whether the profile is henan-itemised."""
        return self.profile == "henan-itemised"

    def amount(self, value: Decimal) -> str:
        """Return a printed amount; `value` has two decimals."""
        if value == 0:
            return "0.00" if self.is_itemised and self.section == "九" else "0"
        return f"{value:.2f}" if self.is_itemised else f"{value:,.2f}"

    def percent(self, part: Decimal, whole: Decimal) -> str:
        """Return part/whole in percent; the whole is not 0."""
        if part == 0:
            return "0.00" if self.is_itemised and self.section == "九" else "0"
        if part == whole and self.is_itemised:
            return "100"
        return f"{half_up(100 * part / whole):.2f}"
