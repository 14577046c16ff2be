"""Rates that have no base, because it is 0: none may stand in a text (DOMAIN 3.7, 3.8)."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from generator.base.money import HUNDRED
from generator.base.severity import Severity
from generator.field import zh
from generator.model.figure import Figure, FigureKind, Operation, Operator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.submission import Mention

_WORDS = {
    Operator.COMPLETION: ("完成",),
    Operator.SHARE: ("占",),
    Operator.CHANGE_RATE: ("增长", "下降", zh.INCREASE, zh.DECREASE),
}
_REACH = 24


class UndefinedRates:
    """The rates of a department that have no base, by the amount that they belong to."""

    def __init__(self, figures: object) -> None:
        """Gather them from the figures, whatever section they are of."""
        self._rates: dict[str, list[Figure]] = {}
        for figure in walk_figures(figures):
            origin = figure.origin
            undefined = figure.value is None and not figure.missing
            if figure.kind is FigureKind.RATE and undefined and isinstance(origin, Operation):
                self._rates.setdefault(origin.operands[0].label, []).append(figure)

    def of(self, amount: Figure, sentence: str, position: int) -> Figure | None:
        """Return the undefined rate of an amount that the words before `position` name."""
        before = sentence[max(0, position - _REACH) : position]
        last = max(
            (
                (before.rfind(word), operator)
                for operator, words in _WORDS.items()
                for word in words
                if word in before
            ),
            default=(-1, None),
            key=lambda found: found[0],
        )[1]
        for rate in self._rates.get(amount.label, ()):
            if isinstance(rate.origin, Operation) and rate.origin.operator is last:
                return rate
        return None

    @staticmethod
    def severity(rate: Figure, mention: Mention) -> Severity:
        """100 % or more on 0 is an error; 0 % of 0 is a warning."""
        origin = rate.origin
        part = origin.operands[0].value if isinstance(origin, Operation) else None
        if not part and mention.value < HUNDRED:
            return Severity.WARNING
        return Severity.ERROR

    @staticmethod
    def base_label(rate: Figure) -> str:
        """Return what the rate would have to be divided by."""
        return rate.origin.operands[-1].label if isinstance(rate.origin, Operation) else ""


def walk_figures(value: object) -> Iterator[Figure]:
    """Yield every figure that a tree of dataclasses, tuples and mappings holds."""
    if isinstance(value, Figure):
        yield value
    elif is_dataclass(value):
        for part in fields(value):
            yield from walk_figures(getattr(value, part.name))
    elif isinstance(value, tuple | list):
        for element in value:
            yield from walk_figures(element)
    elif isinstance(value, dict):
        for element in value.values():
            yield from walk_figures(element)
