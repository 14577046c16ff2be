"""What of a text may have been pasted from another: pieces between stops that are its own words.

Headings, contents, tables and explanations of terms are the same in every file. So are, of
sentences with figures, all but the reasons.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING

from generator.base.labels import key_of
from generator.field import sections, zh
from generator.model.passage import PassageKind
from generator.model.survey import Clause
from generator.review.text.explanations import find_explanations
from generator.review.text.flat import flatten
from generator.review.whole.names import place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.review import Review
    from generator.model.submission import SubmittedParagraph

MOST_CLAUSES = 6000  # of a file; a document of 45 pages has some 1,200
_STOPS = re.compile(r"[，,。；;：:！!？?\n]")
_NOT_LETTERS = re.compile(r"[^\u4e00-\u9fff0-9.]+")
_YEAR = re.compile(r"20[0-9]{2}(?=年)")
_SHORTEST = 4
_OWN = frozenset({PassageKind.BODY, PassageKind.FOOTNOTE, PassageKind.TEXTBOX})
_BYTES = 8


def list_clauses(review: Review, names: Iterable[str]) -> tuple[tuple[Clause, ...], bool]:
    """Return the pieces of a text that may be another's, and whether it has too many of them.

    `names` are those of the department: what differs in them alone, in the place that they begin
    with or in the year is equal.
    """
    own = _own_words(names)
    found: list[Clause] = []
    for number, (where, text) in enumerate(_texts(review)):
        for piece in _STOPS.split(text):
            letters = _letters(piece, own)
            if len(letters) < _SHORTEST:
                continue
            if len(found) == MOST_CLAUSES:
                return tuple(found), True
            found.append(Clause(number, where, piece.strip(), _hash(letters)))
    return tuple(found), False


def _own_words(names: Iterable[str]) -> tuple[str, ...]:
    words = {word for name in names for word in (key_of(name), place_of(key_of(name))) if word}
    return tuple(sorted(words, key=len, reverse=True))


def _letters(text: str, own: tuple[str, ...]) -> str:
    """Return what of a piece is compared: letters and numbers without years and own names."""
    letters = _NOT_LETTERS.sub("", _YEAR.sub("", text))
    for word in own:
        letters = letters.replace(word, "")
    return letters


def _hash(letters: str) -> int:
    return int.from_bytes(blake2b(letters.encode(), digest_size=_BYTES).digest(), "big")


def _texts(review: Review) -> Iterator[tuple[str, str]]:
    """Yield the texts that are a department's own, with where they stand, in the order of the file.

    Of sections with figures these are the reasons; of part one, 十三 and attachments everything.
    """
    submission = review.submission
    # Without a heading of part one its text stands before the first section.
    for passage in submission.overview or submission.cover:
        if passage.kind in _OWN:
            yield zh.OVERVIEW, passage.text
    for section in submission.sections:
        if section.topic in {sections.PERFORMANCE, ""}:
            yield from _whole(section.paragraphs)
        else:
            yield from _reasons(submission.file, section.paragraphs)
    yield from _whole(submission.attachments)


def _whole(paragraphs: Iterable[SubmittedParagraph]) -> Iterator[tuple[str, str]]:
    for one in paragraphs:
        if one.passage.kind in _OWN:
            yield one.where, one.passage.text


def _reasons(file: str, paragraphs: tuple[SubmittedParagraph, ...]) -> Iterator[tuple[str, str]]:
    flat = flatten(file, paragraphs)
    for one in find_explanations(flat):
        if one.end > one.start:
            number, _ = flat.origins[one.start]
            yield paragraphs[number].where, flat.text[one.start : one.end]
