"""Sentences with their numbers masked: what a submitted text and ours are aligned by."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import fold_character
from generator.base.ordinals import ENCLOSED, mark_end
from generator.model.submission import Mention, MentionKind
from generator.review.text.mentions import find_mentions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.model.block import Paragraph
    from generator.model.figure import Figure
    from generator.model.passage import Passage
    from generator.model.submission import SubmittedParagraph

# What a number is in a masked text.
MASK = "\uffff"
_ENDS = "。！？；"
_HEADING_ENDS = "情况说明"
_LONGEST_HEADING = 40
_SHORTEST_TEXT = 6
_OPENING_ENDS = "。：！？"
_UNITS = re.compile(f"{MASK}(?:亿元|万元|万|元|%)")
_TURNS = re.compile("增加|减少|增长|下降")
_ITEM_NUMBER = re.compile(r"^（?[0-9]{1,3}[.、）]|^[①-⑳]")
_SILENT = set(" \t\n\u3000\u00a0*#`“”\"'‘’") | set(ENCLOSED)
_FOLDS = {",": "，", "〇": "零"}


class Token(NamedTuple):
    """A character, or a number (`mention` is its index), and where it begins in the text."""

    text: str
    start: int
    mention: int = -1


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a paragraph: its tokens without white space, and the numbers among them.

    `order` numbers the sentences of a section; `figures` are those of our own text by the position
    of their digits; `passage` is that of a submitted one. `masked` is the text without white space
    and quotes, every number a mask: one character a token. `owner` are the opening words of its
    paragraph, which name the item or project that the sentence speaks of.
    """

    where: str
    order: int
    text: str
    start: int
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    figures: Mapping[int, Figure]
    passage: Passage | None = None
    masked: str = ""
    owner: str = ""

    @property
    def key(self) -> str:
        """The words with which the sentence names its numbers: units and directions left out."""
        return plain_words(self.masked)

    def figure_of(self, mention: Mention) -> Figure | None:
        """The figure that a number of our own text prints."""
        return self.figures.get(mention.start)

    @property
    def claims(self) -> list[Mention]:
        """The numbers that state something."""
        return [mention for mention in self.mentions if mention.is_claim]


def tokenise(text: str, mentions: Sequence[Mention]) -> tuple[Token, ...]:
    """Return the characters that count, each number as one token that ends before its unit.

    The number of an item is none of its words: texts number as they like.
    """
    numbers = {mention.start: index for index, mention in enumerate(mentions)}
    tokens = []
    position = mark_end(text)
    while position < len(text):
        index = numbers.get(position)
        if index is not None:
            tokens.append(Token(MASK, position, index))
            position = mentions[index].end
            continue
        if text[position] not in _SILENT:
            character = fold_character(text[position])
            tokens.append(Token(_FOLDS.get(character, character), position))
        position += 1
    return tuple(tokens)


def plain_words(masked: str) -> str:
    """Return a masked text without the units of its numbers, and with one word for directions."""
    return _TURNS.sub("±", _UNITS.sub(MASK, masked))


def _owner_of(text: str, tokens: Sequence[Token], mentions: Sequence[Mention]) -> str:
    """Return the opening words of a paragraph: its first sentence, codes and names with digits."""
    opening: list[str] = []
    for token in tokens:
        if token.text in _OPENING_ENDS and len(opening) > 1:
            break
        label = token.mention >= 0 and mentions[token.mention].kind is MentionKind.LABEL
        mention = mentions[token.mention] if label else None
        opening.append(text[mention.start : mention.end] if mention else token.text)
    return _ITEM_NUMBER.sub("", plain_words("".join(opening)), count=1)


def _cut(tokens: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    """Yield the sentences: up to 。, or to ； where a sentence is long enough to be cut."""
    current: list[Token] = []
    for token in tokens:
        current.append(token)
        if token.text in _ENDS and token.text != "；":
            yield tuple(current)
            current = []
    if current:
        yield tuple(current)


def cut_submitted(paragraphs: Sequence[SubmittedParagraph]) -> list[Sentence]:
    """Return the sentences of submitted paragraphs in order."""
    sentences: list[Sentence] = []
    for paragraph in paragraphs:
        tokens = tokenise(paragraph.passage.text, paragraph.mentions)
        sentences += _sentences(
            paragraph.where,
            paragraph.passage.text,
            tokens,
            paragraph.mentions,
            {},
            paragraph.passage,
            len(sentences),
        )
    return sentences


def cut_generated(paragraphs: Sequence[Paragraph]) -> list[Sentence]:
    """Return the sentences of our own paragraphs in order, numbers linked with their figures."""
    sentences: list[Sentence] = []
    for paragraph in paragraphs:
        text = paragraph.text
        mentions = find_mentions(text)
        figures: dict[int, Figure] = {}
        position = 0
        for span in paragraph.spans:
            if span.figure is not None:
                figures[position] = span.figure
            position += len(span.text)
        tokens = tokenise(text, mentions)
        sentences += _sentences(
            paragraph.where, text, tokens, mentions, figures, None, len(sentences)
        )
    return sentences


def _sentences(  # noqa: PLR0913, PLR0917 - the parts of a sentence
    where: str,
    text: str,
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    figures: Mapping[int, Figure],
    passage: Passage | None,
    first: int,
) -> list[Sentence]:
    made: list[Sentence] = []
    owner = _owner_of(text, tokens, mentions)
    for piece in _cut(tokens):
        start = piece[0].start if made else 0
        last = piece[-1]
        end = mentions[last.mention].unit_end if last.mention >= 0 else last.start + 1
        numbers = {token.mention: index for index, token in enumerate(piece) if token.mention >= 0}
        own = tuple(mentions[number] for number in numbers)
        renumbered = {number: index for index, number in enumerate(numbers)}
        made.append(
            Sentence(
                where,
                first + len(made),
                text[start:end],
                start,
                tuple(
                    token._replace(mention=renumbered[token.mention])
                    if token.mention >= 0
                    else token
                    for token in piece
                ),
                own,
                {m.start: figures[m.start] for m in own if m.start in figures},
                passage,
                "".join([token.text for token in piece]),
                owner,
            )
        )
    return made


def without_heading(sentence: Sentence, heading: Passage) -> Sentence:
    """Return a sentence without the heading of its section, where both are one paragraph."""
    passage = sentence.passage
    if passage is None or passage.locator != heading.locator or sentence.start:
        return sentence
    end = sentence.masked.find(_HEADING_ENDS, 0, _LONGEST_HEADING)
    if end < 0:
        return sentence
    end += len(_HEADING_ENDS)
    return replace(sentence, tokens=sentence.tokens[end:], masked=sentence.masked[end:])


def holds_text(heading: str) -> bool:
    """Whether the text of a section goes on in the line of its heading (a PDF has no break)."""
    _, ending, rest = heading.partition(_HEADING_ENDS)
    return bool(ending) and rest.rstrip().endswith("。") and len(rest) > _SHORTEST_TEXT
