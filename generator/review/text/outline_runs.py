"""The paragraphs of a section as they are read: those that break off within a sentence joined."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.model.passage import Passage, PassageKind
from generator.model.passage_kind import begins_item, breaks_off
from generator.model.submission import SubmittedParagraph
from generator.review.text.mentions import find_mentions
from generator.review.text.outline_headings import is_short

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NO_PARAGRAPH = {PassageKind.CAPTION, PassageKind.CONTENTS}
_TEXT_KINDS = {PassageKind.BODY, PassageKind.HEADING}
_OPEN_PHRASE = re.compile(r"(?:原因(?:是|为|有)?|主要用于|主要包括|其中包括)[:：]?$")
_CLOSED = re.compile(r"[。；：:;，,、]$")
_MOST_TITLE_LINES = 3


def is_paragraph(passage: Passage) -> bool:
    """Whether a passage is text: captions are none, unless they state an amount or a share."""
    if passage.kind not in _NO_PARAGRAPH:
        return True
    return any(mention.unit and mention.is_claim for mention in find_mentions(passage.text))


@dataclass(slots=True)
class Run:
    """Paragraphs one after the other; those that break off within a sentence are joined.

    Each is kept as its pieces, with its clause; `build` makes one text of them.
    """

    _parts: list[tuple[list[Passage], str]] = field(default_factory=list)

    def add(self, passage: Passage, where: str) -> None:
        """Add a passage, or join it to the last paragraph."""
        if self._parts and self._goes_on(passage):
            self._parts[-1][0].append(passage)
        else:
            self._parts.append(([passage], where))

    def _goes_on(self, passage: Passage) -> bool:
        pieces = self._parts[-1][0]
        before = pieces[-1]
        if breaks_off(before, passage, joined=len(pieces) > 1):
            return True
        return (
            before.kind in _TEXT_KINDS
            and passage.kind is PassageKind.BODY
            and not begins_item(passage.text)
            and bool(_OPEN_PHRASE.search(before.text))
        )

    def ends_in_title(self) -> bool:
        """Whether the last paragraph is a line such as titles are."""
        return bool(self._parts) and self._is_title(self._parts[-1][0])

    @staticmethod
    def _is_title(pieces: Sequence[Passage]) -> bool:
        return len(pieces) == 1 and _is_plain_title(pieces[0])

    def take_titles(self) -> list[Passage]:
        """Take away the last lines, as far as they are titles of what follows."""
        taken: list[Passage] = []
        while self.ends_in_title() and len(taken) < _MOST_TITLE_LINES:
            taken.insert(0, self._parts.pop()[0][0])
        return taken

    def build(self) -> tuple[SubmittedParagraph, ...]:
        """Return the paragraphs with their numbers."""
        return tuple(
            SubmittedParagraph(passage, where, find_mentions(passage.text))
            for pieces, where in self._parts
            for passage in (_join(pieces),)
        )

    @property
    def joined(self) -> Iterator[tuple[Passage, ...]]:
        """The passages of each paragraph that has several."""
        return (tuple(pieces) for pieces, _ in self._parts if len(pieces) > 1)


def _join(pieces: Sequence[Passage]) -> Passage:
    if len(pieces) == 1:
        return pieces[0]
    return replace(pieces[0], text="".join(p.text for p in pieces), kind=PassageKind.BODY)


def _is_plain_title(passage: Passage) -> bool:
    """Whether a passage is a line without ordinal and sentence, as titles are."""
    text = passage.text
    if passage.kind not in _TEXT_KINDS or _CLOSED.search(text):
        return False
    return is_short(text) and not begins_item(text)
