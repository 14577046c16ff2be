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
_MOST_CELLS = 8


def quote_around(text: str, start: int, end: int) -> str:
    """Return the clause that holds the characters `start` to `end`, without its stops."""
    # What is farther away is cut off anyway; a long text is not searched for every mark.
    first, last = max(0, start - _LONGEST - 1), min(len(text), end + _LONGEST + 1)
    left = max((text.rfind(stop, first, start) + 1 for stop in _STOPS), default=0) or first
    ends = [at for at in (text.find(stop, end, last) for stop in _STOPS) if at >= 0]
    right = min(ends, default=last)
    if right - left > _LONGEST:
        left = max(left, start - _LONGEST // 2)
        right = min(right, max(end, start) + _LONGEST // 2)
    return text[left:right].strip()


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
    """What a mark rests on: both values, the formula in words, the cells."""

    stated: Decimal | None = None
    expected: Decimal | None = None
    formula: str = ""
    cells: Sequence[Place] = ()
    found_text: str = ""


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
    return Mark(found, spot.passage, spot.start, spot.end, replacement)


def group_tails(tails: Sequence[Spot]) -> Mark:
    """Return one line for all amounts that rounding alone sets apart from their cells."""
    message = f"正文有 {len(tails)} 个金额与表相差 0.01，在四舍五入允许的范围内（尾差）"
    found = mark(rules.TAIL, message, tails[0])
    places = tuple(spot.place for spot in tails)
    return replace(found, finding=replace(found.finding, places=places))
