"""Whether an indicator is met: its sign, its target and its actual value as they are written.

What is written oddly is doubted and not judged: a sign the wrong way round, two units, words.
"""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import squash
from generator.base.money import HUNDRED
from generator.field import evaluation
from generator.field.evaluation import ACTUAL, AT_LEAST, AT_MOST, EXACTLY, TARGET
from generator.field.measures import (
    PERCENT,
    Units,
    Value,
    has_number,
    is_money,
    plain_unit,
    read_value,
    relate_units,
)

if TYPE_CHECKING:
    from generator.model.evaluation import Indicator

_NUMERIC = (AT_LEAST, AT_MOST, EXACTLY)
_HALF = HUNDRED / 2


class Outcome(Enum):
    """Whether an indicator is met; open where that cannot be told."""

    MET = "达到"
    MISSED = "没有达到"
    OPEN = ""


class Doubt(Enum):
    """What is odd in how an indicator is written."""

    DIRECTION = "指标符号"
    UNIT = "计量单位"
    NUMBER = "数"


class Attained(NamedTuple):
    """What an indicator says of itself.

    `share` is actual by target where a target of at least so much is missed; `doubt` and `words`
    say what is odd in `column`; `unread` is a value with digits that is not one number.
    """

    outcome: Outcome = Outcome.OPEN
    share: Fraction | None = None
    doubt: Doubt | None = None
    words: str = ""
    column: str = ACTUAL
    unread: str = ""


def is_cost(indicator: Indicator) -> bool:
    """Whether an indicator is one of cost (成本指标)."""
    return evaluation.COSTS in f"{indicator.first_level}{indicator.second_level}"


def sign_of(indicator: Indicator) -> str:
    """Return ≥, ≤, = or 定性, from the column, else from before the target; empty for none."""
    if indicator.sign:
        return indicator.sign
    value = read_value(indicator.target)
    return value.sign if value else ""


def target_of(indicator: Indicator) -> Value | None:
    """Return the target with its unit: the one behind it, else that of the column."""
    value = read_value(indicator.target)
    return value._replace(unit=value.unit or _unit_of(indicator)) if value else None


def actual_of(indicator: Indicator) -> Value | None:
    """Return the actual value; its unit is that of the target where it has none behind it."""
    value, target = read_value(indicator.actual), target_of(indicator)
    inherited = target.unit if target else _unit_of(indicator)
    return value._replace(unit=value.unit or inherited) if value else None


def judge(indicator: Indicator) -> Attained:
    """Return whether an indicator with a number for its target is met, or what is odd in it."""
    sign = sign_of(indicator)
    if sign not in _NUMERIC or not squash(indicator.target):
        return Attained()
    target = read_value(indicator.target)
    if target is None:
        return _without_target(indicator, sign)
    wrong_way = _wrong_way(indicator, sign, target)
    if wrong_way:
        return Attained(doubt=Doubt.DIRECTION, words=wrong_way, column=TARGET)
    actual = read_value(indicator.actual)
    if actual is not None:
        return _compare(indicator, sign, target, actual)
    if not squash(indicator.actual) or has_number(indicator.actual):
        return Attained(unread=indicator.actual)
    words = f"指标值是数，完成值却写作“{indicator.actual}”"
    return Attained(doubt=Doubt.NUMBER, words=words)


def _unit_of(indicator: Indicator) -> str:
    return plain_unit(indicator.measured_in)


def _without_target(indicator: Indicator, sign: str) -> Attained:
    """Of a target that is no number: words behind ≥ or ≤ are odd, = may stand before words."""
    if has_number(indicator.target):
        return Attained(unread=indicator.target)
    if sign == EXACTLY:
        return Attained()
    words = f"指标符号是“{sign}”，指标值却写作“{indicator.target}”，不是数"
    return Attained(doubt=Doubt.NUMBER, words=words, column=TARGET)


def _wrong_way(indicator: Indicator, sign: str, target: Value) -> str:
    """Say why a sign seems to be the wrong way round; nothing where it does not."""
    name = indicator.third_level
    if target.sign and target.sign != sign:
        return f"指标符号是“{sign}”，指标值却写作“{indicator.target}”"
    shown = f"{sign}{squash(indicator.target).lstrip(''.join(_NUMERIC))}"
    if target.number < 0:
        actual = read_value(indicator.actual)
        below = actual is not None and actual.number < 0
        return "" if below else f"指标值“{shown}”是负数"
    unit = target.unit or _unit_of(indicator)
    if sign == AT_MOST:
        satisfied = unit == PERCENT and evaluation.SATISFIED in indicator.second_level
        better = satisfied or evaluation.MORE_IS_BETTER.search(name)
        worse = evaluation.LESS_IS_BETTER.search(name)
        return f"这类指标越高越好，指标值却写作“{shown}”" if better and not worse else ""
    saving = evaluation.SAVING.search(name)
    if sign == AT_LEAST and is_cost(indicator) and unit != PERCENT and not saving:
        return f"成本越低越好，指标值却写作“{shown}”"
    return ""


def _compare(indicator: Indicator, sign: str, target: Value, actual: Value) -> Attained:
    unit = target.unit or _unit_of(indicator)
    doubtful = _doubt_unit(indicator, sign, target, actual)
    if doubtful:
        return Attained(doubt=Doubt.UNIT, words=doubtful)
    if actual.sign not in {"", EXACTLY, sign}:
        return Attained(unread=indicator.actual)
    how, factor = relate_units(actual.unit, unit)
    if how is Units.UNCLEAR:
        return Attained(unread=indicator.actual)
    reached, wanted = Fraction(actual.number) * factor, Fraction(target.number)
    outcome = _outcome(indicator, sign, reached, wanted)
    below = outcome is Outcome.MISSED and sign != AT_MOST and wanted > 0
    return Attained(outcome, max(reached / wanted, Fraction(0)) if below else None)


def _outcome(indicator: Indicator, sign: str, reached: Fraction, wanted: Fraction) -> Outcome:
    """Whether a number does what its sign asks; more or less cost than exactly so much is open."""
    if reached == wanted:
        return Outcome.MET
    if sign == EXACTLY:
        short = reached < wanted and not is_cost(indicator)
        return Outcome.MISSED if short else Outcome.OPEN
    return Outcome.MET if (reached > wanted) is (sign == AT_LEAST) else Outcome.MISSED


def _follows_score(indicator: Indicator, target: Value, actual: Value) -> bool:
    """Whether the points are those of a missed target in proportion: 1 of 4 % is meant as 1 %."""
    full, score = indicator.full_marks, indicator.score
    if full is None or score is None or full.value is None or score.value is None:
        return False
    share = Fraction(full.value) * Fraction(actual.number) / Fraction(target.number)
    return abs(Fraction(score.value) - share) <= Fraction(1, 200)


def _doubt_unit(indicator: Indicator, sign: str, target: Value, actual: Value) -> str:
    """Say that two values are in units that do not go together; nothing where they do."""
    unit = target.unit or _unit_of(indicator)
    how, _ = relate_units(actual.unit, unit)
    money = how is Units.CONVERTED and is_money(unit)
    if how is Units.OTHER or money:
        return f"指标值的单位是“{unit}”，完成值写作“{squash(indicator.actual)}”"
    if sign == AT_MOST or PERCENT not in {unit, actual.unit}:
        return ""
    is_bare = actual.unit != PERCENT and target.number > 1 and 0 < actual.number <= 1
    if is_bare and not _follows_score(indicator, target, actual):
        return f"指标值是百分数，完成值写作“{squash(indicator.actual)}”，不知是不是 100% 的意思"
    if target.unit != PERCENT and 0 < target.number <= 1 and actual.number >= _HALF:
        return f"完成值是百分数，指标值写作“{squash(indicator.target)}”，不知是不是 100% 的意思"
    return ""
