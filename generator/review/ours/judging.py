"""One number of the text against the figure that should stand there."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from generator.base.money import CENT, UNIT_SIZES, ZERO, round_half_up
from generator.field import zh
from generator.model.figure import Figure, FigureKind, Operation, Operator
from generator.model.submission import Mention, MentionKind
from generator.review.ours.intervals import rate_interval

if TYPE_CHECKING:
    from collections.abc import Mapping

_DECIMALS = 2
_PAIR = 2


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
    if figure.kind is FigureKind.RATE:
        return _judge_rate(mention, figure)
    if figure.kind is FigureKind.AMOUNT:
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
    unit = zh.TEN_THOUSAND_YUAN if mention.unit == "万" else mention.unit
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


def follows_from(mention: Mention, figure: Figure, written: Mapping[str, Mention]) -> str:
    """Return the label of the wrong amount from which a wrong number follows, else nothing.

    The number is right for the amounts that the text states. `written` are the numbers of the
    section by the label of the figure that they stand for.
    """
    origin = figure.origin
    if not isinstance(origin, Operation) or len(origin.operands) != _PAIR:
        return ""
    stated = tuple(_as_stated(operand, written) for operand in origin.operands)
    changed = [
        own.label
        for own, other in zip(origin.operands, stated, strict=True)
        if own.value is not None and other.value is not None and abs(own.value - other.value) > CENT
    ]
    if not changed:
        return ""
    if figure.kind is FigureKind.RATE:
        interval = rate_interval(replace(figure, origin=Operation(origin.operator, stated)))
        fits = interval is not None and interval.allows(mention.value, mention.decimals)
    elif origin.operator in {Operator.DIFFERENCE, Operator.MAGNITUDE}:
        one, other = (operand.value or ZERO for operand in stated)
        fits = abs(mention.value - abs(one - other)) <= CENT
    else:
        fits = False
    return changed[0] if fits else ""


def _as_stated(operand: Figure, written: Mapping[str, Mention]) -> Figure:
    """Return an operand with the value that the text gives it."""
    mention = written.get(operand.label)
    if mention is None or mention.unit != operand.unit:
        return operand
    return replace(operand, value=mention.value, origin=None)
