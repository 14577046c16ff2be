"""The findings of a review in the order of the text, each with the words that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.base.severity import Severity
from generator.model.submission import Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.model.finding import Finding
    from generator.model.passage import Passage
    from generator.model.review import Review


class Sorted(NamedTuple):
    """The marks in the order of the text; the findings that concern none of its words."""

    marks: tuple[Mark, ...]
    others: tuple[Finding, ...]


def sort_marks(review: Review) -> Sorted:
    """Return the marks, with those of findings about lists whose facts the text itself gave."""
    passages = review.submission.passages
    order = {passage.locator: index for index, passage in enumerate(passages)}
    by_paragraph: dict[int, list[Passage]] = {}
    for passage in passages:
        by_paragraph.setdefault(passage.paragraph, []).append(passage)
    marks, others = list(review.marks), []
    for finding in review.others:
        mark = _locate(finding, by_paragraph)
        if mark is None:
            others.append(finding)
        else:
            marks.append(mark)
    return Sorted(tuple(_in_order(marks, order)), tuple(others))


def order_findings(review: Review) -> tuple[Finding, ...]:
    """Return every finding: those of the text in its order, then the others."""
    marks, others = sort_marks(review)
    return (*(mark.finding for mark in marks), *others)


def find_change(review: Review, mark: Mark) -> str | None:
    """Return what is put in place of the words of a mark, None where no change is certain.

    What is certain is an error with its replacement, whose words stand in one passage of the file.
    """
    if mark.passage is None or mark.finding.severity is not Severity.ERROR:
        return None
    _, start, end = review.submission.locate(mark.passage, mark.start, mark.end)
    return mark.replacement if end - start == mark.end - mark.start else None


def _locate(finding: Finding, by_paragraph: Mapping[int, list[Passage]]) -> Mark | None:
    """Return the mark of a finding whose first place is in the text, None for any other."""
    if not finding.places or not finding.places[0].section:
        return None
    place = finding.places[0]
    candidates = by_paragraph.get(place.paragraph, [])
    for passage in candidates:
        at = passage.text.find(place.quote)
        if at >= 0:
            return Mark(finding, passage, at, at + len(place.quote))
    if candidates:
        return Mark(finding, candidates[0], 0, len(candidates[0].text))
    return Mark(finding)


def _in_order(marks: Iterable[Mark], order: Mapping[str, int]) -> list[Mark]:
    """Return the marks by place; those without one stand last, as they came."""

    def place(mark: Mark) -> tuple[int, int]:
        if mark.passage is None:
            return len(order), 0
        return order.get(mark.passage.locator, len(order)), mark.start

    return sorted(marks, key=place)
