"""An error planted into tables that hold is found, once, at its cell, and named for what it is."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from random import Random

import pytest
from support import planting
from support.incidence import told_apart
from support.planting import Planted, Slip, draw, draw_accounts, filled_spots, plant, shift

_SEEDS = range(60)
_DRAWS = 400
_PAIRS = 200
_SLIPS = 80


def _share(held: Iterable[bool]) -> Decimal:
    results = list(held)
    return Decimal(sum(results)) / len(results)


def _say(planted: Planted) -> str:
    return f"{planted.places}: {[error.message for error in planted.errors]}"


def test_one_changed_cell_is_one_error_at_its_cell() -> None:
    dice = Random(20_240_901)
    results: list[Planted] = []
    told: list[Planted] = []
    untold: list[Planted] = []
    for _ in range(_DRAWS):
        seed = dice.choice(_SEEDS)
        accounts = draw_accounts(seed)
        spot = dice.choice(filled_spots(accounts))
        planted = plant(seed, {spot: shift(dice, accounts, spot)})
        results.append(planted)
        (told if spot in told_apart(accounts) else untold).append(planted)
    assert _share(p.is_found for p in results) >= Decimal("0.98"), _misses(results)
    assert _share(len(p.errors) == 1 for p in results) >= Decimal("0.95")
    assert _share(p.is_first for p in told) >= Decimal("0.95"), _misses(told)
    assert len(told) > _DRAWS // 2
    assert len(untold) > _DRAWS // 50
    # Where the cell cannot be told, the finding names its sum: what is stated, what it should be.
    assert all(p.is_found for p in untold), _misses(untold)
    assert all(p.errors[0].stated is not None for p in untold)
    assert all(p.errors[0].expected is not None for p in untold)


def _misses(results: Sequence[Planted]) -> list[str]:
    return [_say(planted) for planted in results if not planted.is_found][:5]


def test_two_changed_cells_are_both_found() -> None:
    dice = Random(20_240_902)
    results = []
    for _ in range(_PAIRS):
        seed = dice.choice(_SEEDS)
        accounts = draw_accounts(seed)
        spots = dice.sample(filled_spots(accounts), 2)
        results.append(plant(seed, {spot: shift(dice, accounts, spot) for spot in spots}))
    assert _share(p.is_found for p in results) >= Decimal("0.90"), _misses(results)


# What is said of each slip, in nine of ten cells in which it can be told.
_WORDS: list[tuple[Slip, tuple[str, ...]]] = [
    (planting.transpose, ("两位数字颠倒",)),
    (planting.drop_digit, ("漏写一位数字", "小数点错位")),
    (planting.blank, ("没有填数",)),
    (planting.turn_sign, ("正负号相反",)),
    (planting.shift_point, ("小数点错位",)),
    (planting.write_yuan, ("单位疑为元",)),
    (planting.copy_below, ("的数相同",)),
]


@pytest.mark.parametrize(
    ("slip", "words"), _WORDS, ids=[getattr(slip, "__name__", "") for slip, _ in _WORDS]
)
def test_a_slip_is_found_and_named(slip: Slip, words: tuple[str, ...]) -> None:
    dice = Random(20_240_903)
    results: list[Planted] = []
    named: list[bool] = []
    unnamed: list[str] = []
    for seed, amounts in draw(dice, slip, _SEEDS, _SLIPS):
        planted = plant(seed, amounts)
        results.append(planted)
        (spot,) = amounts
        if spot in told_apart(draw_accounts(seed)):
            named.append(any(word in f.message for word in words for f in planted.errors))
            unnamed += [] if named[-1] else [_say(planted)]
    assert _share(p.is_found for p in results) >= Decimal("0.98"), _misses(results)
    assert _share(len(p.errors) == 1 for p in results) >= Decimal("0.95")
    assert _share(named) >= Decimal("0.90"), unnamed


def test_an_amount_one_row_too_low_is_one_error() -> None:
    dice = Random(20_240_904)
    results = [
        plant(seed, amounts)
        for seed, amounts in draw(dice, planting.move_down, _SEEDS, _SLIPS)
        # From one 款 of 公开06 to another: no sum of the nine tables changes.
        if next(iter(amounts)).form != "公开06"
    ]
    assert len(results) > _SLIPS // 4
    assert _share(p.is_found for p in results) >= Decimal("0.95"), _misses(results)
    assert _share(len(p.errors) == 1 for p in results) >= Decimal("0.90")
