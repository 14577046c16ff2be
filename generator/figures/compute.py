"""The arithmetic of the narrative: figures from figures, unrounded, with provenance.

A figure one of whose inputs is missing is missing itself. A rate on a base of 0 has no value
and is not missing: it is not defined (DOMAIN 3.7, 3.8).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.money import HUNDRED, ZERO, divide, round_half_up
from generator.field import zh
from generator.model.figure import Figure, FigureKind, Operation, Operator

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from generator.model.figure import MissingInput

PERCENT = "%"


def _missing(operands: Sequence[Figure]) -> tuple[MissingInput, ...]:
    return tuple(dict.fromkeys(wanted for operand in operands for wanted in operand.missing))


def _amounts(operands: Sequence[Figure]) -> list[Decimal]:
    return [ZERO if operand.value is None else operand.value for operand in operands]


def compute_total(label: str, parts: Sequence[Figure], *, unit: str = "") -> Figure:
    """Return the sum of `parts` in their unit."""
    return Figure(
        label=label,
        value=None if _missing(parts) else sum(_amounts(parts), ZERO),
        kind=parts[0].kind if parts else FigureKind.AMOUNT,
        unit=unit or (parts[0].unit if parts else zh.TEN_THOUSAND_YUAN),
        origin=Operation(Operator.SUM, tuple(parts)),
        missing=_missing(parts),
    )


def compute_difference(label: str, whole: Figure, part: Figure) -> Figure:
    """Return `whole` minus `part`."""
    missing = _missing((whole, part))
    value = None
    if not missing:
        left, right = _amounts((whole, part))
        value = left - right
    origin = Operation(Operator.DIFFERENCE, (whole, part))
    return Figure(label, value, whole.kind, whole.unit, origin, missing)


def compute_magnitude(label: str, current: Figure, last: Figure) -> Figure:
    """Return by how much `current` differs from `last`, without sign (增减额)."""
    difference = compute_difference(label, current, last)
    value = None if difference.value is None else abs(difference.value)
    origin = Operation(Operator.MAGNITUDE, (current, last))
    return Figure(label, value, current.kind, current.unit, origin, difference.missing)


def compute_absolute(label: str, amount: Figure) -> Figure:
    """Return the amount without its sign, which a word expresses (调增, 调减)."""
    value = None if amount.value is None else abs(amount.value)
    origin = Operation(Operator.ABSOLUTE, (amount,))
    return Figure(label, value, amount.kind, amount.unit, origin, amount.missing)


def _compute_rate(label: str, operator: Operator, operands: tuple[Figure, Figure]) -> Figure:
    """Return a percentage; the second operand is the base."""
    missing = _missing(operands)
    value = None
    if not missing:
        amount, base = _amounts(operands)
        if base != 0:
            if operator is Operator.CHANGE_RATE:
                amount = abs(amount - base)
                base = abs(base)
            value = divide(amount * HUNDRED, base)
    return Figure(label, value, FigureKind.RATE, PERCENT, Operation(operator, operands), missing)


def compute_share(label: str, part: Figure, whole: Figure) -> Figure:
    """Return part ÷ whole × 100 (占比)."""
    return _compute_rate(label, Operator.SHARE, (part, whole))


def compute_change_rate(label: str, current: Figure, last: Figure) -> Figure:
    """Return |current − last| ÷ |last| × 100 (增减率)."""
    return _compute_rate(label, Operator.CHANGE_RATE, (current, last))


def compute_completion(label: str, final: Figure, budget: Figure) -> Figure:
    """Return final ÷ budget × 100 (完成率)."""
    return _compute_rate(label, Operator.COMPLETION, (final, budget))


def compute_mean(label: str, values: Sequence[Figure]) -> Figure:
    """Return the mean of `values`; not defined for none."""
    missing = _missing(values)
    value = None
    if not missing and values:
        value = divide(sum(_amounts(values), ZERO), ZERO + len(values))
    unit = values[0].unit if values else ""
    return Figure(
        label, value, FigureKind.SCORE, unit, Operation(Operator.MEAN, tuple(values)), missing
    )


def compute_weighted_mean(
    label: str, values: Sequence[Figure], weights: Sequence[Figure]
) -> Figure:
    """Return Σ value × weight ÷ Σ weight; not defined where the weights add up to 0."""
    operands = tuple(one for pair in zip(values, weights, strict=True) for one in pair)
    missing = _missing(operands)
    value = None
    if not missing:
        pairs = zip(_amounts(values), _amounts(weights), strict=True)
        whole = sum(_amounts(weights), ZERO)
        if whole != 0:
            value = divide(sum((one * weight for one, weight in pairs), ZERO), whole)
    unit = values[0].unit if values else ""
    origin = Operation(Operator.WEIGHTED_MEAN, operands)
    return Figure(label, value, FigureKind.SCORE, unit, origin, missing)


def compute_earned(label: str, marks: Figure, executed: Figure, budget: Figure) -> Figure:
    """Return marks × executed ÷ budget in points, rounded half-up to cents, at most the marks.

    Not defined on a budget of 0, but for marks of 0.
    """
    operands = (marks, executed, budget)
    missing = _missing(operands)
    value = None
    if not missing:
        most, spent, base = _amounts(operands)
        if most == 0:
            value = ZERO
        elif base != 0:
            value = min(most, round_half_up(divide(most * spent, base)))
    origin = Operation(Operator.EARNED, operands)
    return Figure(label, value, marks.kind, marks.unit, origin, missing)


def count_figures(label: str, counted: Sequence[Figure], unit: str = "个") -> Figure:
    """Return how many there are of `counted` (项目个数); each is one row of a list."""
    origin = Operation(Operator.COUNT, tuple(counted))
    return Figure(label, ZERO + len(counted), FigureKind.COUNT, unit, origin)
