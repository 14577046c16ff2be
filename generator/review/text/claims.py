"""Numbers of a sentence with the words that belong to them: what a claim is about (DOMAIN 9)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.passage import Passage
    from generator.model.submission import Mention, MentionKind, SubmittedParagraph

_SENTENCE = re.compile(r"[^。！？\n]*[。！？\n]?")
_STOPS = "，。；：、！？\n"


@dataclass(frozen=True)
class Claim:
    """A number with the words before it in its clause (`label`)."""

    mention: Mention
    label: str

    @property
    def kind(self) -> MentionKind:
        """What sort of number it is."""
        return self.mention.kind


@dataclass(frozen=True)
class ClaimSentence:
    """A sentence of a free text with its claims in order."""

    file: str
    where: str
    passage: Passage
    start: int
    text: str
    claims: tuple[Claim, ...]


def cut_claims(file: str, paragraphs: Sequence[SubmittedParagraph]) -> list[ClaimSentence]:
    """Return the sentences that hold a claim."""
    statements = []
    for paragraph in paragraphs:
        text, passage = paragraph.passage.text, paragraph.passage
        mentions = [mention for mention in paragraph.mentions if mention.is_claim]
        first = 0
        for match in _SENTENCE.finditer(text):
            last = first
            while last < len(mentions) and mentions[last].start < match.end():
                last += 1
            claims = _claims(text, match.start(), mentions[first:last])
            first = last
            if claims:
                statements.append(
                    ClaimSentence(
                        file, paragraph.where, passage, match.start(), match.group(), claims
                    )
                )
    return statements


def _claims(text: str, start: int, mentions: Sequence[Mention]) -> tuple[Claim, ...]:
    """Return the numbers of a sentence, each with the words since the one before it."""
    floors = [start, *(mention.unit_end for mention in mentions)]
    return tuple(
        Claim(mention, _label(text, floor, mention))
        for floor, mention in zip(floors, mentions, strict=False)
    )


def _label(text: str, floor: int, mention: Mention) -> str:
    """Return the words of the clause before a number."""
    left = max(text.rfind(stop, floor, mention.start) for stop in _STOPS)
    label = text[max(left + 1, floor) : mention.start]
    if not label.strip() and left > floor:
        previous = max(text.rfind(stop, floor, left) for stop in _STOPS)
        label = text[max(previous + 1, floor) : mention.start]
    return label.strip(" *#\u3000“”")
