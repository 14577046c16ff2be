"""The findings of a review as the next round knows them again."""

from __future__ import annotations

from bisect import bisect_left
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import squash
from generator.base.money import UNIT_SIZES, format_plain
from generator.base.severity import FindingClass
from generator.model.rounds import Fact, Member, Noted
from generator.review import rules
from generator.review.rounds.text import Laid, sentences_of
from generator.review.text.mentions import find_mentions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.model.finding import Finding
    from generator.model.place import Place
    from generator.model.review import Review
    from generator.model.submission import Mark, Mention, Submission

_RELATIONS = frozenset({FindingClass.ARITHMETIC, FindingClass.CROSS_TABLE, FindingClass.INTERNAL})
_SLIGHT = frozenset({FindingClass.TAIL, FindingClass.FORMAT, FindingClass.EXTRACTION})


class Told(NamedTuple):
    """A finding to be noted, and its mark, None outside the text."""

    finding: Finding
    mark: Mark | None


def note_findings(told: Iterable[Told], review: Review, laid: Laid) -> tuple[Noted, ...]:
    """Return findings, in their order, with all by which they are known again."""
    noter = _Noter(review.submission, laid, review.facts)
    return tuple(noter.note(one) for one in told)


class _Noter:
    def __init__(
        self, submission: Submission, laid: Laid, facts: Mapping[tuple[str, int], Fact]
    ) -> None:
        self._submission = submission
        self._laid = laid
        self._reader = NumberReader(laid)
        self._exact = facts
        self._facts: dict[str, list[tuple[int, Fact]]] = {}
        for (locator, start), fact in sorted(facts.items()):
            self._facts.setdefault(locator, []).append((start, fact))

    def note(self, told: Told) -> Noted:
        finding, mark = told.finding, told.mark
        unit, start, number, fact = -1, -1, -1, None
        written = finding.found_text
        if mark is not None and mark.passage is not None:
            locator = mark.passage.locator
            unit = self._laid.numbers.get(locator, -1)
            start = mark.start
            if unit >= 0:
                mention, number = self._reader.at(unit, start)
                written = _write(mention) if mention else mark.passage.text[start : mark.end]
                fact = self._fact(locator, unit, start)
        members = self._members(mark, fact) if mark is not None else ()
        place = finding.places[0] if finding.places else None
        replacement = mark.replacement if mark is not None else None
        wanted = _plain(finding.expected) or squash(replacement or "")
        return Noted(
            code=finding.code,
            severity=finding.severity.value,
            kind=finding.finding_class.value,
            message=finding.message,
            fact=fact,
            clause=(place.section or place.table) if place else "",
            quote=place.quote if place else "",
            unit=unit,
            start=start,
            number=number,
            written=squash(written),
            stated=_plain(finding.stated),
            wanted=wanted,
            cells=tuple(dict.fromkeys(filter(None, map(_name_cell, finding.places)))),
            also=finding.also,
            is_relation=finding.finding_class in _RELATIONS and finding.code != rules.COMPUTED.code,
            is_slight=finding.finding_class in _SLIGHT,
            members=members,
            wanted_value=name_value(wanted, members[0].counted_in) if members and wanted else "",
            quotes=tuple((one.section, one.quote) for one in finding.places if one.quote),
        )

    def _members(self, mark: Mark, fact: Fact | None) -> tuple[Member, ...]:
        """Return all that a mark speaks of, what it is about first."""
        if mark.passage is None or mark.passage.locator not in self._laid.numbers:
            return ()
        first = mark.passage.locator, mark.start
        spots = dict.fromkeys((first, *mark.others))
        members = []
        for locator, start in spots:
            unit = self._laid.numbers.get(locator, -1)
            if unit < 0:
                continue
            mention, number = self._reader.at(unit, start)
            if mention is not None:
                known = self._exact.get((locator, start))
                members.append(member_of(mention, unit, number, known))
            elif (locator, start) == first:
                words = squash(mark.passage.text[start : mark.end])
                members.append(Member(unit, start, -1, words, words, "", fact))
        return tuple(members)

    def _fact(self, locator: str, unit: int, start: int) -> Fact | None:
        """Return what is said there, else nearest to it in the same sentence, the later first."""
        near = self._facts.get(locator, [])
        at = bisect_left([place for place, _ in near], start)
        begin, end = self._reader.sentence(unit, start)
        for place, fact in (*near[at : at + 1], *near[max(0, at - 1) : at]):
            if begin <= place < end:
                return fact
        return None


class NumberReader:
    """The numbers of the paragraphs of a text, each read once."""

    def __init__(self, laid: Laid) -> None:
        self._units = laid.text.units
        self._known: dict[int, tuple[Mention, ...]] = {}

    def at(self, unit: int, start: int) -> tuple[Mention | None, int]:
        """Return the number that begins at a place, and which of its sentence it is."""
        begin, end = self.sentence(unit, start)
        for number, mention in enumerate(self.within(unit, begin, end)):
            if mention.start == start:
                return mention, number
        return None, -1

    def text(self, unit: int) -> str:
        """Return the words of a paragraph."""
        return self._units[unit].text

    def sentence(self, unit: int, start: int) -> tuple[int, int]:
        """Return where the sentence of a place begins and ends."""
        text = self._units[unit].text
        for begin, end in sentences_of(text):
            if begin <= start < end:
                return begin, end
        return 0, len(text)

    def within(self, unit: int, begin: int, end: int) -> list[Mention]:
        """Return the numbers of a sentence in order."""
        if unit not in self._known:
            self._known[unit] = find_mentions(self._units[unit].text)
        return [one for one in self._known[unit] if begin <= one.start < end]


def member_of(mention: Mention, unit: int, number: int, fact: Fact | None) -> Member:
    """Return a number of a text as findings speak of it; money is compared in 元."""
    written = f"{mention.text}{mention.unit}"
    value = name_value(format_plain(mention.value), mention.unit)
    return Member(unit, mention.start, number, written, value, mention.unit, fact)


def name_value(plain: str, unit: str) -> str:
    """Return a number as it is compared over rounds; what is no number is returned as it is."""
    size = UNIT_SIZES.get(unit)
    try:
        return f"{format_plain(Decimal(plain) * size)}元" if size else f"{plain}{unit}"
    except ArithmeticError:
        return plain


def _write(mention: Mention) -> str:
    """Return a number with its unit: however many zeros or commas, the same value is the same."""
    return f"{format_plain(mention.value)}{mention.unit}"


def _plain(amount: Decimal | None) -> str:
    return "" if amount is None else format_plain(amount)


def _name_cell(place: Place) -> str:
    """Return a cell by its table, row and column; empty for a place of the text."""
    if place.section or place.quote or not (place.table or place.row or place.column):
        return ""
    return "/".join(squash(part) for part in (place.table, place.row, place.column))
