"""Marks: findings with the words they are about, the right value and the cells it comes from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.model.finding import finding
from generator.model.place import Place
from generator.model.submission import Mark
from generator.review import rules

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from generator.base.rules import Rule
    from generator.base.severity import FindingClass, Severity
    from generator.model.figure import Figure
    from generator.model.passage import Passage
    from generator.review.text.flat import Flat

_STOPS = "，。；：！？\n"
_LONGEST = 48
# A clause without a stop is cut so far from its words.
_FARTHEST = 400
_MOST_CELLS = 8


def quote_around(text: str, start: int, end: int) -> str:
    """Return the clause that holds the characters `start` to `end`, without its stops.

    Where the same clause stands before it in the text (持平), the clauses before it go with it.
    """
    left = _clause_start(text, start)
    ends = [at for at in (text.find(stop, end, end + _FARTHEST) for stop in _STOPS) if at >= 0]
    right = min(ends, default=min(len(text), end + _FARTHEST))
    if right - left > _LONGEST:
        left = max(left, start - _LONGEST // 2)
        right = min(right, max(end, start) + _LONGEST // 2)
    while left > 0 and right - left < _LONGEST and _stands_before(text, left, right):
        left = max(_clause_start(text, left - 1), right - _LONGEST)
    return text[left:right].strip()


def _clause_start(text: str, start: int) -> int:
    floor = max(0, start - _FARTHEST)
    return max((text.rfind(stop, floor, start) for stop in _STOPS), default=-1) + 1 or floor


def _stands_before(text: str, left: int, right: int) -> bool:
    return text.find(text[left:right].strip(), 0, right - 1) >= 0


def cells_of(figure: Figure | None) -> list[Place]:
    """Return the source cells of a figure, each once."""
    if figure is None:
        return []
    return list(dict.fromkeys(source.place for source in figure.sources()))[:_MOST_CELLS]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in the text something is: a passage, its clause, and the characters."""

    file: str
    where: str
    passage: Passage
    start: int
    end: int

    @property
    def place(self) -> Place:
        """The place as findings name it, with the clause quoted."""
        quote = quote_around(self.passage.text, self.start, self.end)
        return Place(self.file, section=self.where, paragraph=self.passage.paragraph, quote=quote)


def spot_in(flat: Flat, start: int, end: int) -> Spot:
    """Return the characters of a flat text in the first paragraph that they stand in."""
    number, begin = flat.origins[start]
    last, until = flat.origins[max(start, end - 1)]
    paragraph = flat.paragraphs[number]
    stop = until + 1 if last == number else len(paragraph.passage.text)
    return Spot(flat.file, paragraph.where, paragraph.passage, begin, max(begin + 1, stop))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a mark rests on: both values, the formula in words, the cells, other numbers.

    `numbers` are numbers of the text: the parts of a sum, what a rate is computed from.
    """

    stated: Decimal | None = None
    expected: Decimal | None = None
    formula: str = ""
    cells: Sequence[Place] = ()
    found_text: str = ""
    numbers: Sequence[Spot] = ()


def mark(  # noqa: PLR0913 - what a finding consists of
    rule: Rule,
    message: str,
    spot: Spot,
    evidence: Evidence = Evidence(),
    *,
    replacement: str | None = None,
    severity: Severity | None = None,
    kind: FindingClass | None = None,
) -> Mark:
    """Return the mark of a rule at a spot of the text."""
    found = finding(
        rule,
        message,
        spot.place,
        *evidence.cells,
        kind=kind,
        severity=severity,
        stated=evidence.stated,
        expected=evidence.expected,
        formula=evidence.formula,
        found_text=evidence.found_text or spot.passage.text[spot.start : spot.end],
    )
    others = tuple((one.passage.locator, one.start) for one in evidence.numbers)
    return Mark(found, spot.passage, spot.start, spot.end, replacement, others)


def tail(spot: Spot) -> Mark:
    """Return an amount that rounding alone sets apart from its cell; see `group_tails`."""
    return mark(rules.TAIL, "与表相差 0.01，在四舍五入允许的范围内", spot)


def group_tails(tails: Sequence[Mark]) -> Mark:
    """Return one line for all such amounts of a text."""
    message = f"正文有 {len(tails)} 个金额与表相差 0.01，在四舍五入允许的范围内（尾差）"
    first, places = tails[0], tuple(place for one in tails for place in one.finding.places)
    return replace(first, finding=replace(first.finding, detail=message, places=places))
