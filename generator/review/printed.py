"""What a submitted text itself calls the place of a finding: by its numbers, not by the form's.

Within a review a clause is known by the topic of its section (八 is 国有资本经营, wherever it
stands); to the reader of the findings it is named as the file prints it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.model.finding import Finding
    from generator.model.passage import Passage
    from generator.model.place import Place
    from generator.model.review import Review
    from generator.model.submission import Submission, SubmittedSection

_OPEN = "（"
# A clause (九（二）1), and no title that begins with a numeral (三公经费).
_CLAUSE = re.compile(r"([一二三四五六七八九十]+)((?:[（0-9？].*)?)")


class PrintedClauses:
    """Renames the clauses of one text."""

    def __init__(self, submission: Submission) -> None:
        self._by_topic: dict[str, str] = {}
        self._by_locator: dict[str, tuple[str, str]] = {}
        self._by_paragraph: dict[int, set[tuple[str, str]]] = {}
        for section, front in _fronts(submission.sections):
            self._by_topic.setdefault(section.topic, front)
            for passage in _passages(section, submission.joined):
                self._by_locator.setdefault(passage.locator, (section.topic, front))
                own = self._by_paragraph.setdefault(passage.paragraph, set())
                own.add((section.topic, front))

    def clause(self, where: str, passage: Passage | None = None) -> str:
        """Return a clause as the text numbers it: that of `passage`, where there are several."""
        found = set() if passage is None else {self._by_locator.get(passage.locator, ("", ""))}
        return self._rename(where, found)

    def place(self, place: Place) -> Place:
        """Return a place with its clause as the text numbers it."""
        if not place.section:
            return place
        return place._replace(
            section=self._rename(place.section, self._by_paragraph.get(place.paragraph, set()))
        )

    def finding(self, finding: Finding, passage: Passage | None = None) -> Finding:
        """Return a finding whose places are named as the text numbers them."""
        places = list(map(self.place, finding.places))
        if passage is not None and places and places[0].section:
            own = self.clause(finding.places[0].section, passage)
            places[0] = places[0]._replace(section=own)
        return replace(finding, places=tuple(places))

    def _rename(self, where: str, near: Iterable[tuple[str, str]]) -> str:
        found = _CLAUSE.fullmatch(where)
        if found is None:
            return where
        topic, rest = found.groups()
        fronts = {front for own, front in near if own == topic}
        front = fronts.pop() if len(fronts) == 1 else self._by_topic.get(topic, "")
        if not front or front == topic:
            return where
        # A section inside another one has no finer clauses of its own numbering.
        return front if _OPEN in front and rest.startswith(_OPEN) else f"{front}{rest}"


def _fronts(
    sections: Iterable[SubmittedSection],
) -> Iterator[tuple[SubmittedSection, str]]:
    """Yield the sections with a known topic, and the number that each of them is printed under.

    One without a number stands in the numbered one before it, else goes by its heading.
    """
    main = below = ""
    for section in sections:
        if section.number.startswith(_OPEN):
            below = section.number
        elif section.number:
            main, below = section.number, ""
        if section.topic:
            printed = any(section.heading is one.passage for one in section.paragraphs)
            yield section, f"{main}{below}" or ("" if printed else section.title)


def _passages(
    section: SubmittedSection, joined: Mapping[str, tuple[Passage, ...]]
) -> Iterator[Passage]:
    yield section.heading
    for paragraph in section.paragraphs:
        yield paragraph.passage
        yield from joined.get(paragraph.passage.locator, ())


def name_as_printed(review: Review) -> Review:
    """Return a review whose findings stand where the text says they stand."""
    printed = PrintedClauses(review.submission)
    return replace(
        review,
        marks=tuple(
            replace(mark, finding=printed.finding(mark.finding, mark.passage))
            for mark in review.marks
        ),
        others=tuple(map(printed.finding, review.others)),
    )
