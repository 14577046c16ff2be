"""Amounts of some yuan beside 万元 with two decimals: another unit has to leave something."""

from decimal import Decimal

import pytest

from generator.checks.moneys import rescaled


@pytest.mark.parametrize(
    ("total", "parts"),
    [
        # 1,323 yuan a head beside a budget of 100 yuan: no share of it in any unit.
        ("0.01", ["0.13"]),
        ("0.01", ["5.40"]),
        ("0.02", ["0.01", "30.00"]),
        # The total in 元 would be nothing at all.
        ("40.00", ["0.01"]),
        ("12.00", ["0.01", "0.00"]),
    ],
)
def test_what_is_nothing_in_another_unit_proves_nothing(total: str, parts: list[str]) -> None:
    assert rescaled(Decimal(total), [Decimal(part) for part in parts]) is None


@pytest.mark.parametrize(
    ("total", "parts", "at", "expected"),
    [
        ("84.80", ["848000"], 0, "84.80"),
        ("84.80", ["704000", "14.40"], 0, "70.40"),
        ("0.01", ["100"], 0, "0.01"),
        ("848000", ["70.40", "14.40"], -1, "84.80"),
    ],
)
def test_what_agrees_in_another_unit_is_found(
    total: str, parts: list[str], at: int, expected: str
) -> None:
    found = rescaled(Decimal(total), [Decimal(part) for part in parts])
    assert found is not None
    assert (found.at, found.expected) == (at, Decimal(expected))
