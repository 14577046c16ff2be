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
_STOPS = "，。；：、！？\n"
_BREAKS = re.compile(r"[，。；：、！？\n]")


@dataclass(frozen=True)
class Claim:
    """A number with the words before it in its clause (`label`) and those after its unit."""

    mention: Mention
    label: str
    after: str
    index: int

    @property
    def kind(self) -> MentionKind:
        """What sort of number it is."""
        return self.mention.kind


@dataclass(frozen=True)
class Statement:
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

    def before(self, claim: Claim) -> Iterator[Claim]:
        """Yield the claims before one, the nearest first."""
        yield from reversed(self.claims[: claim.index])

    def words_between(self, one: Claim, other: Claim) -> str:
        """Return the words from the unit of one number to the other number."""
        begin, end = one.mention.unit_end - self.start, other.mention.start - self.start
        return self.text[begin:end]


def cut_statements(file: str, paragraphs: Sequence[SubmittedParagraph]) -> list[Statement]:
    """Return the sentences that hold a claim."""
    statements = []
    for paragraph in paragraphs:
        text = paragraph.passage.text
        for match in _SENTENCE.finditer(text):
            own = [
                m for m in paragraph.mentions
                if m.is_claim and match.start() <= m.start < match.end()
            ]  # fmt: skip
            if own:
                claims = tuple(
                    Claim(
                        mention, *_words_around(text, match.start(), match.end(), mention, own), i
                    )
                    for i, mention in enumerate(own)
                )
                statements.append(
                    Statement(
                        file,
                        paragraph.where,
                        paragraph.passage,
                        match.start(),
                        match.group(),
                        claims,
                    )
                )
    return statements


def _words_around(
    text: str, start: int, end: int, mention: Mention, others: Sequence[Mention]
) -> tuple[str, str]:
    """Return the words of the clause before a number and those right after its unit."""
    floor = max((m.unit_end for m in others if m.unit_end <= mention.start), default=start)
    left = max(text.rfind(stop, floor, mention.start) for stop in _STOPS)
    label = text[max(left + 1, floor) : mention.start]
    if not label.strip() and left > floor:
        previous = max(text.rfind(stop, floor, left) for stop in _STOPS)
        label = text[max(previous + 1, floor) : mention.start]
    stop = _BREAKS.search(text, mention.unit_end, end)
    after = text[mention.unit_end : stop.start() if stop else end]
    return label.strip(" *#\u3000“”"), after.strip()
