"""Headings as the checks of structure compare them, and where their marks stand."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import key_of
from generator.base.ordinals import NUMERALS, plain_item
from generator.field import sections as form_sections
from generator.review.marking import Spot
from generator.review.text.outline_headings import has_label, ordinal_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.passage import Passage
    from generator.model.submission import Submission, SubmittedSection

# Entries of a 目录, and sections, that are held against each other: no document has more.
MOST_TITLES = 100
_ORDINAL = re.compile(rf"^[\s#*\-·]*[（(]?([{NUMERALS}]{{1,3}})[、.．)）]\s*")
_FEWEST_SECTIONS = 4


def bare(text: str) -> str:
    """Return a heading without marks, ordinal and closing full stop."""
    return key_of(_ORDINAL.sub("", plain_item(text))).strip("#*-·。.")


def number_of(heading: str) -> str:
    """Return the Chinese ordinal of a heading (十三), empty without one."""
    found = _ORDINAL.match(plain_item(heading))
    return found.group(1) if found else ""


def likeness(one: str, other: str) -> float:
    """Return how like two headings are, 1 for the same."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def is_main(section: SubmittedSection) -> bool:
    """Whether a section is numbered 一、."""
    return section.number[:1] not in {"", "（"}


class ClauseRun(NamedTuple):
    """Sections （一）（二） below one heading, and all the ordinals that are printed among them."""

    sections: list[SubmittedSection]
    printed: set[str]


def numbered_runs(submission: Submission) -> list[list[SubmittedSection]]:
    """Return the sections numbered 一、, those together that are numbered together."""
    headings = {passage.locator for passage in submission.part_headings}
    numbered = {s.heading.locator: s for s in submission.sections if is_main(s)}
    runs: list[list[SubmittedSection]] = [[]]
    is_new_part = False
    for passage in submission.passages:
        is_new_part = is_new_part or passage.locator in headings
        section = numbered.get(passage.locator)
        if section is None:
            continue
        before = ordinal_value(runs[-1][-1].number) if runs[-1] else 0
        if is_new_part and runs[-1] and ordinal_value(section.number) <= before:
            runs.append([])
        runs[-1].append(section)
        is_new_part = False
    return runs


def clause_runs(submission: Submission) -> list[ClauseRun]:
    """Return the sections numbered （一） that stand below one heading."""
    sections = {s.heading.locator: s for s in submission.sections}
    ends = {passage.locator for passage in submission.part_headings}
    runs = [ClauseRun([], set())]
    for passage in submission.passages:
        section = sections.get(passage.locator)
        ordinal = number_of(passage.text) if passage.text.lstrip()[:1] in {"（", "("} else ""
        begins = section is not None and section.number[:1] != "（" and not ordinal
        if passage.locator in ends or begins:
            runs.append(ClauseRun([], set()))
        elif ordinal:
            if ordinal_value(ordinal) == 1 and runs[-1].sections:
                runs.append(ClauseRun([], set()))
            runs[-1].printed.add(ordinal)
            if section and section.number:
                runs[-1].sections.append(section)
    return [run for run in runs if run.sections]


def is_fragment(submission: Submission) -> bool:
    """Whether a file is a piece of a document: it need not have what a whole one has."""
    has_parts = any(has_label(passage.text) for passage in submission.part_headings)
    return not has_parts and len(submission.sections) < _FEWEST_SECTIONS


def is_extract(submission: Submission, run: Sequence[SubmittedSection]) -> bool:
    """Whether sections keep the numbers that they have in the form, most of it being left out.

    A document with parts is no extract, nor are sections out of order.
    """
    if len(run) * 2 > ordinal_value(form_sections.PERFORMANCE):
        return False
    if any(has_label(passage.text) for passage in submission.part_headings):
        return False
    values = [ordinal_value(section.number) for section in run]
    own = all(section.number == section.topic for section in run if section.topic)
    known = any(section.topic for section in run)
    return known and own and all(one < other for one, other in pairwise(values))


def whole(submission: Submission, passage: Passage, where: str = "") -> Spot:
    """Return the spot of a whole passage."""
    return Spot(submission.file, where, passage, 0, len(passage.text))
