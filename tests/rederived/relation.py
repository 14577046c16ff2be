"""How two sides of a relation are compared, and what a failing one says."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from rederived.sheets import Book, Cell, is_blank

_CENT = Decimal("0.01")


class Level(StrEnum):
    """How much a failing relation weighs."""

    ERROR = "error"
    WARNING = "warning"
    TAIL = "tail"
    INFO = "info"


class Failure(NamedTuple):
    """A relation that does not hold; the first cell is the one that the relation is about."""

    rule: str
    level: Level
    cells: tuple[Cell, ...]
    stated: str
    expected: str


class Term(NamedTuple):
    """One operand: a cell and its sign."""

    cell: Cell
    sign: int = 1


class Comparer:
    """Compares cells of one book; each method yields nothing where the relation holds."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def total(self, rule: str, whole: Cell, parts: Iterable[Cell]) -> Iterable[Failure]:
        """Compare a printed total with the sum of its parts."""
        return self.balance(rule, [whole], list(parts))

    def balance(self, rule: str, left: Sequence[Cell], right: Sequence[Cell]) -> Iterable[Failure]:
        """Compare the sums of two sides within 0.01·⌊n/2⌋, n + 1 printed cells taking part."""
        cells = (*left, *right)
        stated = sum((self.book.amount(cell) for cell in left), Decimal())
        expected = sum((self.book.amount(cell) for cell in right), Decimal())
        printed = sum(not is_blank(self.book.text(cell)) for cell in cells)
        bound = _CENT * (max(printed - 1, 0) // 2)
        yield from self._judge(rule, cells, (stated, expected), bound)

    def same(self, rule: str, one: Cell, other: Cell) -> Iterable[Failure]:
        """Compare one figure printed twice; 0.01 is a tail."""
        pair = (self.book.amount(one), self.book.amount(other))
        yield from self._judge(rule, (one, other), pair, _CENT)

    def equal(self, rule: str, one: Cell, other: Cell) -> Iterable[Failure]:
        """Compare one figure printed twice, exactly."""
        pair = (self.book.amount(one), self.book.amount(other))
        yield from self._judge(rule, (one, other), pair, Decimal())

    def at_most(self, rule: str, part: Sequence[Cell], whole: Cell) -> Iterable[Failure]:
        """Compare parts with the whole they may not exceed; 0.01 is a tail."""
        stated = sum((self.book.amount(cell) for cell in part), Decimal())
        limit = self.book.amount(whole)
        if stated > limit:
            yield from self._judge(rule, (*part, whole), (stated, limit), _CENT)

    def advise(
        self, rule: str, one: Cell, others: Sequence[Cell], level: Level = Level.WARNING
    ) -> Iterable[Failure]:
        """Compare as `total`, but a failure is only advice."""
        for failure in self.balance(rule, [one], others):
            if failure.level is Level.ERROR:
                yield failure._replace(level=level)

    def _judge(
        self,
        rule: str,
        cells: tuple[Cell, ...],
        sides: tuple[Decimal, Decimal],
        bound: Decimal,
    ) -> Iterable[Failure]:
        stated, expected = sides
        if stated == expected:
            return
        level = Level.TAIL if abs(stated - expected) <= bound else Level.ERROR
        yield Failure(rule, level, cells, str(stated), str(expected))
