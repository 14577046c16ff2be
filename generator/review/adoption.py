"""Findings of the checks that are about words of the text: marks there, one a cause."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from generator.base.codes import T01
from generator.base.labels import squash
from generator.base.money import format_plain
from generator.model.submission import Mark
from generator.review import rules
from generator.review.said import OF_EVALUATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from generator.model.finding import Finding
    from generator.model.passage import Passage
    from generator.model.place import Place
    from generator.model.submission import Submission

# The reasons of a text are held against its own words (R21), not against the list of the data.
_ONLY_FOR_BUILDING = {"N10c", "N14b"}
# The numbers of a reason: what a text gives as one is not cut with certainty.
_OF_REASONS = {"N14a"}
_OF_WHOLE_TABLES = {T01.code}
# What the rules on self-evaluations say of the lists, a review says of the text made of them.
_OF_EVALUATED_TEXTS = frozenset(
    rule.code for rule in (rules.OWN_SUM, rules.INCOMPLETE, rules.PLAUSIBLE)
)
_NAMED = re.compile("“([^”]+)”")
# A quote longer than this is a whole item: what stands in it may be something else.
_LONGEST = 48


class Adopted(NamedTuple):
    """Findings that became marks, and those that stay outside the text."""

    marks: tuple[Mark, ...]
    others: tuple[Finding, ...]


class _Found(NamedTuple):
    """The words that a place quotes."""

    passage: Passage
    start: int
    end: int


def adopt(findings: Iterable[Finding], submission: Submission, own: Sequence[Mark]) -> Adopted:
    """Return the findings with places in the text as marks, the others reworded.

    A finding about words that a mark of `own` is about already is a consequence of it: it goes
    into the mark's `also`, so that `marks` are all of them.
    """
    marks = list(own)
    untouched = {id(mark) for mark in own}
    passages = _by_number(submission)
    others = []
    for finding in findings:
        if finding.code in _ONLY_FOR_BUILDING or _is_of_read_reason(finding, submission.file):
            continue
        reworded = reword(finding)
        spots = [
            (place, found)
            for place in reworded.places
            if (found := _locate(place, submission.file, passages)) is not None
        ]
        if not spots or finding.code in _OF_WHOLE_TABLES:
            same = next(
                (at for at, m in enumerate(marks) if _is_told(m, reworded, untouched)), None
            )
            if same is None:
                others.append(reworded)
            else:
                marks[same] = _fold(marks[same], reworded)
            continue
        same = next((at for at, m in enumerate(marks) if _is_same(m, spots, untouched)), None)
        if same is None:
            marks.append(_mark(reworded, *spots[0]))
        else:
            marks[same] = _fold(marks[same], reworded)
    return Adopted(tuple(marks), tuple(others))


def _is_of_read_reason(finding: Finding, file: str) -> bool:
    """Whether a finding is on the numbers of a reason that was read from the text itself.

    Where a reason ends in a text is not certain enough to hold its numbers against the accounts.
    """
    place = next(iter(finding.places), None)
    return finding.code in _OF_REASONS and place is not None and place.file == file


def _mark(finding: Finding, place: Place, found: _Found) -> Mark:
    places = (place, *(other for other in finding.places if other != place))
    return Mark(replace(finding, places=places), found.passage, found.start, found.end)


def reword(finding: Finding) -> Finding:
    """Return a finding without what concerns a data folder and its document only."""
    return replace(finding, detail=finding.in_review or finding.detail)


def _fold(mark: Mark, finding: Finding) -> Mark:
    note = f"{finding.code} {finding.message}"
    if note in mark.finding.also:
        return mark
    return replace(mark, finding=replace(mark.finding, also=(*mark.finding.also, note)))


def _is_same(mark: Mark, spots: Iterable[tuple[Place, _Found]], own: AbstractSet[int]) -> bool:
    """Whether a mark of the review itself is about the words of one of the places."""
    if mark.passage is None or mark.end <= mark.start or id(mark) not in own:
        return False
    return any(
        found.passage.locator == mark.passage.locator
        and found.end - found.start <= _LONGEST
        and found.start < mark.end
        and mark.start < found.end
        for _, found in spots
    )


def _is_told(mark: Mark, finding: Finding, own: AbstractSet[int]) -> bool:
    """Whether a mark says of the text what a finding says of the self-evaluation in the data.

    Both name the same indicator, or the same project and the same number.
    """
    if not OF_EVALUATIONS.fullmatch(finding.code) or id(mark) not in own:
        return False
    if mark.passage is None or mark.finding.code not in _OF_EVALUATED_TEXTS:
        return False
    said, text = squash(mark.finding.message), squash(mark.passage.text)
    project, *rows = [squash(name) for name in _NAMED.findall(finding.message)] or [""]
    if rows:
        return rows[0] in said
    number = "" if finding.stated is None else format_plain(finding.stated)
    return bool(project and number) and project in text and number in said


def _locate(place: Place, file: str, passages: Mapping[int, Sequence[Passage]]) -> _Found | None:
    """Return the words of the text that a place quotes, None for a cell."""
    if place.file != file or not place.paragraph or not place.quote:
        return None
    for passage in passages.get(place.paragraph, ()):
        at = passage.text.find(place.quote)
        if at >= 0:
            return _Found(passage, at, at + len(place.quote))
    return None


def _by_number(submission: Submission) -> dict[int, list[Passage]]:
    """Return the paragraphs of the narrative by their numbers, then all passages."""
    found: dict[int, list[Passage]] = {}
    for passage in (*(p.passage for p in submission.paragraphs()), *submission.passages):
        found.setdefault(passage.paragraph, []).append(passage)
    return found
