"""One number of the text against the figure that should stand there."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from generator.model.figure import Figure, Kind, Operation
from generator.model.submission import Mention, MentionKind
from generator.money import CENT, UNIT_SIZES, round_half_up
from generator.review.intervals import rate_interval

if TYPE_CHECKING:
    from collections.abc import Mapping

_DECIMALS = 2


class Outcome(Enum):
    """How a number stands to its figure."""

    RIGHT = "相符"
    TAIL = "尾差"
    COARSE = "位数不足"
    WRONG = "不符"
    WRONG_UNIT = "单位不符"
    UNDEFINED = "基数为零"


class Judgement(NamedTuple):
    """The outcome, and what should stand there in the unit of the text (None: nothing)."""

    outcome: Outcome
    expected: Decimal | None = None


def judge(mention: Mention, figure: Figure) -> Judgement:
    """Compare a number as written with its figure; a figure without a value has no number."""
    if figure.value is None:
        return Judgement(Outcome.UNDEFINED)
    if figure.kind is Kind.RATE:
        return _judge_rate(mention, figure)
    if figure.kind is Kind.AMOUNT:
        return _judge_amount(mention, figure)
    expected = figure.value
    same = mention.value == expected or mention.value == round_half_up(expected)
    return Judgement(Outcome.RIGHT if same else Outcome.WRONG, expected)


def _judge_rate(mention: Mention, figure: Figure) -> Judgement:
    expected = round_half_up(figure.value or Decimal(0))
    if mention.kind is not MentionKind.RATE:
        same = mention.value == expected
        return Judgement(Outcome.WRONG_UNIT if same else Outcome.WRONG, expected)
    interval = rate_interval(figure)
    right = mention.value == expected
    if not right and interval is not None:
        right = interval.allows(mention.value, mention.decimals)
    if not right and mention.decimals < _DECIMALS:
        right = round_half_up(figure.value or Decimal(0), mention.decimals) == mention.value
    if not right:
        return Judgement(Outcome.WRONG, expected)
    coarse = mention.decimals < _DECIMALS and mention.value != expected
    return Judgement(Outcome.COARSE if coarse else Outcome.RIGHT, expected)


def _judge_amount(mention: Mention, figure: Figure) -> Judgement:
    exact = figure.value or Decimal(0)
    expected = round_half_up(exact)
    if mention.kind is not MentionKind.AMOUNT:
        same = mention.value == expected
        return Judgement(Outcome.WRONG_UNIT if same else Outcome.WRONG, expected)
    unit = "万元" if mention.unit == "万" else mention.unit
    factor = UNIT_SIZES[unit] / UNIT_SIZES[figure.unit]
    wanted = expected / factor
    difference = abs(mention.value - wanted)
    if unit != figure.unit and mention.value == expected:
        return Judgement(Outcome.WRONG_UNIT, expected)
    if mention.unit == "万" and difference <= CENT:
        return Judgement(Outcome.WRONG_UNIT, wanted)
    return Judgement(_outcome_of(mention, wanted, difference), wanted)


def _outcome_of(mention: Mention, wanted: Decimal, difference: Decimal) -> Outcome:
    """Return how an amount stands to the one that is wanted in its unit."""
    if difference == 0:
        return Outcome.RIGHT
    if difference <= CENT:
        return Outcome.TAIL
    if mention.decimals < _DECIMALS and round_half_up(wanted, mention.decimals) == mention.value:
        return Outcome.COARSE
    return Outcome.WRONG


def follows_from(mention: Mention, figure: Figure, written: Mapping[str, Mention]) -> bool:
    """Whether a rate is right for the amounts that the sentence states, one of which is wrong.

    `written` are the numbers of the sentence by the label of the figure that they stand for.
    """
    origin = figure.origin
    if figure.kind is not Kind.RATE or not isinstance(origin, Operation):
        return False
    stated = tuple(
        replace(operand, value=written[operand.label].value, origin=None)
        if operand.label in written and written[operand.label].unit == operand.unit
        else operand
        for operand in origin.operands
    )
    if stated == origin.operands:
        return False
    interval = rate_interval(replace(figure, origin=Operation(origin.operator, stated)))
    return interval is not None and interval.allows(mention.value, mention.decimals)
