"""Figures (数字): an unrounded amount with its unit and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from generator.field import zh

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from generator.model.place import Place


class FigureKind(Enum):
    """What sort of number a figure is; it decides how it is printed."""

    AMOUNT = zh.AMOUNT
    RATE = "比率"
    COUNT = zh.COUNT
    SCORE = zh.SCORE


class Operator(Enum):
    """How a figure is computed from its operands."""

    SUM = zh.TOTAL
    DIFFERENCE = "差额"
    MAGNITUDE = "增减额"
    SHARE = zh.SHARE
    CHANGE_RATE = "增减率"
    COMPLETION = "完成率"
    ABSOLUTE = "绝对值"
    MEAN = "平均"
    WEIGHTED_MEAN = "加权平均"
    EARNED = "按率得分"
    COUNT = "个数"


class MissingInput(NamedTuple):
    """What the user has not given: how to call it, and under which key of which file to give it.

    `name` is what the key stands for, where that is a code.
    """

    wording: str
    file: str
    key: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A cell of an input file. `text` is what stands there.

    The published amount is the cell's number times `factor` (1/10000 for a file in 元 whose
    department publishes in 万元), rounded half-up to two decimals where `factor` is not 1.
    """

    place: Place
    text: str
    factor: Decimal


@dataclass(frozen=True, slots=True)
class Operation:
    """An operator and its operands, in order."""

    operator: Operator
    operands: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the narrative.

    `value` is unrounded: 万元 (or 元, as the department publishes) for amounts, percent for
    rates. It is None where a source is missing or a base is 0; `missing` then names what
    the user has not given (empty for a rate that is not defined).
    """

    label: str
    value: Decimal | None
    kind: FigureKind = FigureKind.AMOUNT
    unit: str = zh.TEN_THOUSAND_YUAN
    origin: Source | Operation | None = None
    missing: tuple[MissingInput, ...] = ()

    @property
    def is_missing(self) -> bool:
        """Whether an input that the figure needs has not been given."""
        return bool(self.missing)

    @property
    def is_mean(self) -> bool:
        """Whether the figure is a mean, which has more digits than what it is the mean of."""
        means = {Operator.MEAN, Operator.WEIGHTED_MEAN}
        return isinstance(self.origin, Operation) and self.origin.operator in means

    def sources(self) -> Iterator[Source]:
        """Every source cell, in the order of the formula, each occurrence once."""
        if isinstance(self.origin, Source):
            yield self.origin
        elif self.origin is not None:
            for operand in self.origin.operands:
                yield from operand.sources()
