"""Numbers of a sentence with the words that belong to them: what a claim is about (DOMAIN 9)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from generator.model.submission import Mention, MentionKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.passage import Passage
    from generator.model.submission import SubmittedParagraph

_SENTENCE = re.compile(r"[^。！？\n]*[。！？\n]?")
REASON = re.compile(r"原因(?:主要)?(?:是|为|在于|系|有|包括|如下|：|:|(?=一是|1\.|1、|（1|①))")
_STOPS = "，。；：、！？\n"
# A sentence is searched no further back than this for what a number belongs to.
_MOST_BEFORE = 60


@dataclass(frozen=True)
class Claim:
    """A number with the words before it in its clause (`label`)."""

    mention: Mention
    label: str
    index: int

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

    @cached_property
    def amounts(self) -> tuple[Claim, ...]:
        """The claims that are amounts of money."""
        return tuple(c for c in self.claims if c.kind is MentionKind.AMOUNT)

    @cached_property
    def reason_start(self) -> int:
        """Where in the passage the words of a reason begin; the end where there is none."""
        found = REASON.search(self.text)
        return self.start + (found.end() if found else len(self.text))

    def in_reason(self, claim: Claim) -> bool:
        """Whether a number stands within a reason."""
        return claim.mention.start >= self.reason_start

    def before(self, claim: Claim) -> Iterator[Claim]:
        """Yield the claims before one, the nearest first; none from before the reason it is in."""
        inside = self.in_reason(claim)
        nearest = max(0, claim.index - _MOST_BEFORE)
        for earlier in reversed(self.claims[nearest : claim.index]):
            if inside and not self.in_reason(earlier):
                return
            yield earlier

    def words_between(self, one: Claim, other: Claim) -> str:
        """Return the words from the unit of one number to the other number."""
        begin, end = one.mention.unit_end - self.start, other.mention.start - self.start
        return self.text[begin:end]


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
        Claim(mention, _label(text, floors[index], mention), index)
        for index, mention in enumerate(mentions)
    )


def _label(text: str, floor: int, mention: Mention) -> str:
    """Return the words of the clause before a number."""
    left = max(text.rfind(stop, floor, mention.start) for stop in _STOPS)
    label = text[max(left + 1, floor) : mention.start]
    if not label.strip() and left > floor:
        previous = max(text.rfind(stop, floor, left) for stop in _STOPS)
        label = text[max(previous + 1, floor) : mention.start]
    return label.strip(" *#\u3000“”")
