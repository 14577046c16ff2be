"""The text of a file as rounds compare it: paragraphs, and their sentences with numbers masked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import squash
from generator.base.ordinals import mark_end
from generator.model.passage import PassageKind
from generator.model.rounds import Text, Unit
from generator.review.text.clauses import topic_of_clause
from generator.review.text.sentences import MASK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.model.passage import Passage
    from generator.model.submission import Submission
    from generator.review.printed import PrintedClauses

_MOST_LETTERS = 300_000
_MOST_UNITS = 6000
_ENDS = re.compile(r"[。！？；\n]+[”’）】》]*")
_NUMBER = re.compile(r"[0-9](?:[0-9,，]*[0-9])?(?:\.[0-9]+)?")
_QUOTES = str.maketrans("", "", "“”\"'‘’")
_LONGEST_OWNER = 30


class Laid(NamedTuple):
    """The text of a file, and which of its paragraphs each passage is."""

    text: Text
    numbers: Mapping[str, int]


class Piece(NamedTuple):
    """A sentence: its paragraph, where it begins and ends there, and its words.

    `plain` is without white space, quotes and the number of an item, `masked` has a mask for every
    number. `owner` are the opening words of the paragraph.
    """

    unit: int
    start: int
    end: int
    section: str
    plain: str
    masked: str
    owner: str


def lay_text(submission: Submission, printed: PrintedClauses) -> Laid:
    """Return the paragraphs of a file outside its tables and its 目录.

    A sentence that the file breaks into several paragraphs is one. What exceeds the bounds is left
    out, and said.
    """
    units: list[Unit] = []
    numbers: dict[str, int] = {}
    letters, limit = 0, ""
    for passage, where in _passages(submission):
        letters += len(passage.text)
        if len(units) >= _MOST_UNITS or letters > _MOST_LETTERS:
            limit = f"文字过长，只比较了前 {len(units)} 段"
            break
        numbers[passage.locator] = len(units)
        clause = printed.clause(where, passage) if where else ""
        units.append(Unit(clause, topic_of_clause(where), passage.text))
    return Laid(Text(tuple(units), limit), numbers)


def _passages(submission: Submission) -> Iterator[tuple[Passage, str]]:
    paragraphs = {one.passage.locator: one for one in submission.paragraphs()}
    pieces = {piece.locator for several in submission.joined.values() for piece in several}
    entries = {one.locator for one in submission.contents}
    for passage in submission.passages:
        paragraph = paragraphs.get(passage.locator)
        if paragraph is not None:
            yield paragraph.passage, paragraph.where
        elif not (
            passage.locator in pieces
            or passage.locator in entries
            or passage.kind is PassageKind.CONTENTS
            or passage.text.isdigit()
        ):
            yield passage, ""


def cut_text(text: Text) -> tuple[Piece, ...]:
    """Return the sentences of a text in order; those without any words are left out."""
    return tuple(piece for number, unit in enumerate(text.units) for piece in _cut(number, unit))


def _cut(number: int, unit: Unit) -> Iterator[Piece]:
    owner = ""
    for start, end in sentences_of(unit.text):
        skipped = mark_end(unit.text) if start == 0 else 0
        plain = squash(unit.text[max(start, skipped) : end]).translate(_QUOTES)
        if not plain:
            continue
        masked = _NUMBER.sub(MASK, plain)
        owner = owner or masked[:_LONGEST_OWNER].split("。")[0]
        yield Piece(number, start, end, unit.section, plain, masked, owner)


def sentences_of(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a paragraph begin and end."""
    start = 0
    for found in _ENDS.finditer(text):
        yield start, found.end()
        start = found.end()
    if start < len(text):
        yield start, len(text)


def numbers_in(plain: str) -> list[str]:
    """Return the numbers of a sentence in order, as its mask replaces them."""
    return _NUMBER.findall(plain)


def mask_numbers(text: str) -> str:
    """Return a text without white space and quotes, a mask for every number."""
    return _NUMBER.sub(MASK, squash(text).translate(_QUOTES))
