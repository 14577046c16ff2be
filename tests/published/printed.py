"""Arithmetic and printing of the expected figures, independent of the program under test."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_CENT = Decimal("0.01")


def round_half_up(value: Decimal) -> Decimal:
    """Return the value with two decimals, 四舍五入."""
    return value.quantize(_CENT, rounding=ROUND_HALF_UP)


def amount(value: Decimal, *, separators: bool = False) -> str:
    """Return an amount with two decimals."""
    rounded = round_half_up(value)
    return f"{rounded:,}" if separators else f"{rounded}"


def percent(part: Decimal, whole: Decimal) -> str:
    """Return part ÷ whole as a percentage with two decimals."""
    return f"{round_half_up(part * 100 / whole)}%"
