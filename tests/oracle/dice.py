"""Random choices of the oracle: amounts in 分, splits, words."""

from collections.abc import Sequence
from decimal import Decimal
from random import Random
from typing import TypeVar

from .money import ZERO, fen

T = TypeVar("T")

_SMALLEST = 10_000  # 100 元 in 分: prints as 0.01万元, so that nothing drawn prints as zero
_EXPONENTS = (4, 5, 6, 6, 7, 7, 7, 8, 8, 8, 9)


class Dice:
    """A seeded source of choices; `grain` makes some departments free of tails."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.grain = _SMALLEST if self.chance(20) else 1

    def chance(self, percent: int) -> bool:
        """Return True in `percent` of a hundred cases."""
        return self.random.randrange(100) < percent

    def pick(self, options: Sequence[T]) -> T:
        """Return one of the options."""
        return self.random.choice(options)

    def some(self, options: Sequence[T], low: int, high: int) -> list[T]:
        """Return low to high different options in their own order."""
        count = min(self.random.randint(low, high), len(options))
        chosen = sorted(self.random.sample(range(len(options)), count))
        return [options[index] for index in chosen]

    def amount(self) -> Decimal:
        """Return an amount between 100 元 and 1 亿元."""
        exponent = self.pick(_EXPONENTS)
        drawn = self.random.randint(10**exponent, 10 ** (exponent + 1) - 1)
        return fen(max(drawn // self.grain * self.grain, _SMALLEST))

    def part(self, whole: Decimal) -> Decimal:
        """Return an amount between 0 and the whole, neither tiny nor leaving a tiny rest."""
        total = int(whole * 100)
        if total < 2 * _SMALLEST:
            return ZERO
        drawn = self.random.randint(_SMALLEST, total - _SMALLEST)
        return fen(max(drawn // self.grain * self.grain, _SMALLEST))

    def split(self, whole: Decimal, parts: int) -> list[Decimal]:
        """Return positive amounts that add up to the whole; fewer than asked if it is small."""
        units = int(whole * 100) // _SMALLEST
        count = max(1, min(parts, units // 2))
        pieces: list[Decimal] = []
        rest = whole
        for left in range(count, 1, -1):
            ceiling = int(rest * 100) - (left - 1) * _SMALLEST
            high = max(_SMALLEST, min(ceiling, 2 * int(rest * 100) // left))
            drawn = self.random.randint(_SMALLEST, high) // self.grain * self.grain
            pieces.append(fen(max(drawn, _SMALLEST)))
            rest -= pieces[-1]
        return [*pieces, rest]

    def scaled(self, amount: Decimal, low: int = 50, high: int = 180) -> Decimal:
        """Return the amount times low to high percent."""
        drawn = int(amount * self.random.randint(low, high))  # 分
        return fen(max(drawn // self.grain * self.grain, _SMALLEST))
