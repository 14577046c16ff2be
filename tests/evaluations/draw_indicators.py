"""Random indicators: targets and actuals in many units, marks that add up, scores that follow."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from oracle.dice import Dice
from oracle.money import half_up

from . import words
from .model import AT_LEAST, AT_MOST, IN_WORDS, MATTERS, Indicator, Management
from .words import Pattern

_HALF = Decimal("0.5")


def split_marks(dice: Dice, total: Decimal, parts: int) -> list[Decimal]:
    """Return marks of at least 1 point, whole or halves, that add up to the total."""
    step = _HALF if dice.chance(25) and total >= 2 * parts else Decimal(1)
    units = int(total / step)
    least = int(1 / step)
    spare = sorted(dice.random.randint(0, units - parts * least) for _ in range(parts - 1))
    edges = [0, *spare, units - parts * least]
    shares = [least + high - low for low, high in pairwise(edges)]
    return [share * step for share in shares]


class Cost(NamedTuple):
    """What a project may cost, what it did cost, and the unit of both."""

    budget: Decimal
    executed: Decimal
    unit: str


def draw_indicators(dice: Dice, marks: Decimal, missing: int, cost: Cost) -> tuple[Indicator, ...]:
    """Return 6 to 16 indicators in the order of the form; `missing` percent of them are missed."""
    count = min(dice.random.randint(6, 16), int(marks))
    chosen = dice.some(words.PATTERNS, count, count)
    shares = split_marks(dice, marks, len(chosen))
    ordered = sorted(chosen, key=lambda pattern: _ORDER.index((pattern.first, pattern.second)))
    pairs = zip(ordered, shares, strict=True)
    return tuple(
        _total_cost(pattern, share, cost)
        if pattern.third == words.TOTAL_COST
        else draw_indicator(dice, pattern, share, missing)
        for pattern, share in pairs
    )


def _total_cost(pattern: Pattern, marks: Decimal, cost: Cost) -> Indicator:
    """Return the indicator that is the project's own money: met, since no budget is exceeded."""
    texts = (plain(cost.budget), cost.unit, plain(cost.executed))
    return Indicator(*pattern[:4], *texts, marks, marks)


_ORDER = list(dict.fromkeys((p.first, p.second) for p in words.PATTERNS))
_ORDER.sort(key=lambda pair: (words.COST, words.OUTPUT, words.EFFECT, words.PLEASED).index(pair[0]))


def draw_indicator(dice: Dice, pattern: Pattern, marks: Decimal, missing: int) -> Indicator:
    """Return an indicator: met with full marks, or missed with fewer and a reason."""
    missed = dice.chance(missing)
    if pattern.sign == IN_WORDS:
        return _in_words(dice, pattern, marks, missed=missed)
    target = _number(dice, pattern.low, pattern.high, pattern.digits)
    actual = _actual(dice, pattern, target, missed=missed)
    return scored(dice, pattern, (target, actual), marks)


def scored(
    dice: Dice, pattern: Pattern, numbers: tuple[Decimal, Decimal], marks: Decimal
) -> Indicator:
    """Return an indicator of target and actual; a missed one scores in proportion."""
    target, actual = numbers
    met = is_met(pattern.sign, target, actual)
    score = marks if met else _proportional(pattern.sign, target, actual, marks)
    return Indicator(
        *pattern[:4],
        plain(target),
        pattern.unit,
        plain(actual),
        marks,
        score,
        "" if met else dice.pick(words.REASONS),
    )


def is_met(sign: str, target: Decimal, actual: Decimal) -> bool:
    """Whether a number satisfies its target."""
    if sign == AT_LEAST:
        return actual >= target
    return actual <= target if sign == AT_MOST else actual == target


def plain(number: Decimal) -> str:
    """Return a number as it is typed: no zeros behind the point."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _proportional(sign: str, target: Decimal, actual: Decimal, marks: Decimal) -> Decimal:
    """Return the marks of a missed target: its share, at most all but a hundredth."""
    low, high = (target, actual) if sign == AT_MOST or actual > target else (actual, target)
    return min(half_up(marks * low / high), marks - Decimal("0.01"))


def _number(dice: Dice, low: int, high: int, digits: int) -> Decimal:
    scale = int(10**digits)
    return Decimal(dice.random.randint(low * scale, high * scale)) / scale


def _actual(dice: Dice, pattern: Pattern, target: Decimal, *, missed: bool) -> Decimal:
    """Return what was reached: on the right side of the target, or on the wrong one."""
    if pattern.sign == AT_LEAST:
        percent = dice.random.randint(30, 99) if missed else dice.pick((100, 100, 103, 118, 160))
    elif pattern.sign == AT_MOST:
        percent = dice.random.randint(104, 190) if missed else dice.pick((100, 100, 96, 81, 50))
    else:
        percent = dice.random.randint(40, 98) if missed else 100
    step = Decimal(1).scaleb(-pattern.digits)
    reached = (target * percent / 100).quantize(step)
    if pattern.unit == "%":
        reached = min(reached, Decimal(100))
    # Small targets round back to themselves: a missed one is at least a step away.
    if missed and is_met(pattern.sign, target, reached):
        reached = target + step if pattern.sign == AT_MOST else max(target - step, Decimal(0))
    elif not missed and not is_met(pattern.sign, target, reached):
        reached = target
    return reached


def _in_words(dice: Dice, pattern: Pattern, marks: Decimal, *, missed: bool) -> Indicator:
    target = dice.pick(words.WORDED_TARGETS)
    actual = dice.pick(words.WORDED_MISSED if missed else words.WORDED_MET)
    score = half_up(marks * dice.pick((50, 60, 75, 80)) / 100) if missed else marks
    reason = dice.pick(words.REASONS) if missed else ""
    return Indicator(*pattern[:4], target, "", actual, marks, score, reason)


def draw_management(dice: Dice, each: Decimal, missing: int) -> tuple[Management, ...]:
    """Return the four rows of 资金管理, `each` point apiece."""
    rows: list[Management] = []
    for matter in MATTERS:
        short = dice.chance(missing // 2)
        score = each - dice.pick((_HALF, Decimal(1))) if short else each
        problem = dice.pick(words.MANAGEMENT_PROBLEMS) if short else ""
        rows.append(Management(matter, dice.pick(words.SITUATIONS[matter]), each, score, problem))
    return tuple(rows)


def in_order(rows: Sequence[Pattern], firsts: Sequence[str]) -> list[Pattern]:
    """Return patterns sorted by level one, those of one level two together."""
    seconds = list(dict.fromkeys(row.second for row in rows))
    return sorted(rows, key=lambda row: (firsts.index(row.first), seconds.index(row.second)))
