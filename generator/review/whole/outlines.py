"""Headings as the checks of structure compare them, and where their marks stand."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from generator.base.labels import key_of
from generator.base.ordinals import plain_item
from generator.review.marking import Spot

if TYPE_CHECKING:
    from generator.model.passage import Passage
    from generator.model.submission import Submission

# Entries of a 目录, and sections, that are held against each other: no document has more.
MOST_TITLES = 100
_ORDINAL = re.compile(r"^[\s#*\-·]*[（(]?([一二三四五六七八九十]{1,3})[、.．)）]\s*")
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


def is_fragment(submission: Submission) -> bool:
    """Whether a file is a piece of a document: it need not have what a whole one has."""
    return not submission.part_headings and len(submission.sections) < _FEWEST_SECTIONS


def whole(submission: Submission, passage: Passage, where: str = "") -> Spot:
    """Return the spot of a whole passage."""
    return Spot(submission.file, where, passage, 0, len(passage.text))
