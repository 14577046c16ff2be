"""Text as patterns are matched in it: no white space, no quotes, one width, every place known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import fold_character
from generator.base.money import parse_amount
from generator.base.ordinals import ENCLOSED, mark_end
from generator.field import zh
from generator.model.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from generator.model.submission import SubmittedParagraph

NUMBER = r"(?:-?(?<![0-9,])[0-9][0-9,]{0,24}(?:\.[0-9]{1,20})?)"
MONEY = r"(?:亿元|万元|元|万)"
# Numbers of items say nothing: neither those in a circle nor what opens a paragraph.
_SILENT = set(" \t\n\r\u3000\u00a0*`“”\"'‘’「」") | set(ENCLOSED)
_KEPT = "0-9A-Za-z.%\u4e00-\u9fff。、"  # what `fold_character` leaves alone
_PLAIN = re.compile(f"[{_KEPT}]")
_RUN = re.compile(f"[{_KEPT}]+|[^{re.escape(''.join(sorted(_SILENT)))}]")
_LONGEST_QUOTE = 60
_LONGEST_SENTENCE = 2000
_ENDS = "。；\n"


class Stated(NamedTuple):
    """A number as a text states it: digits without separators, its value, its unit."""

    text: str
    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Flat:
    """Paragraphs as one folded text, a line break between them.

    `origins` tells for every character its paragraph and its place in it.
    """

    file: str
    paragraphs: tuple[SubmittedParagraph, ...]
    text: str
    origins: tuple[tuple[int, int], ...]

    def place(self, start: int, end: int) -> Place:
        """Return where the characters stand, quoted, no longer than a line."""
        number, begin = self.origins[start]
        paragraph = self.paragraphs[number]
        quote = self.original(start, end)[:_LONGEST_QUOTE] or paragraph.passage.text[begin:]
        return Place(
            self.file,
            section=paragraph.where,
            paragraph=paragraph.passage.paragraph,
            quote=quote[:_LONGEST_QUOTE],
        )

    def original(self, start: int, end: int) -> str:
        """Return the characters as they are printed; across paragraphs only the first's."""
        if start >= end:
            return ""
        number, begin = self.origins[start]
        text = self.paragraphs[number].passage.text
        last, until = self.origins[end - 1]
        return text[begin : until + 1] if last == number else text[begin:]

    def sentence_start(self, position: int) -> int:
        """Return where the sentence begins that holds a character."""
        floor = max(0, position - _LONGEST_SENTENCE)
        found = max(self.text.rfind(mark, floor, position) for mark in _ENDS)
        return found + 1 if found >= 0 else floor

    def line_end(self, position: int) -> int:
        """Return where the paragraph ends that holds a character."""
        end = self.text.find("\n", position)
        return len(self.text) if end < 0 else end


def flatten(file: str, paragraphs: Iterable[SubmittedParagraph]) -> Flat:
    """Return paragraphs as one text."""
    kept = tuple(paragraphs)
    pieces: list[str] = []
    origins: list[tuple[int, int]] = []
    for number, paragraph in enumerate(kept):
        text = paragraph.passage.text
        # Most of a text is runs of characters that stay as they are.
        for run in _RUN.finditer(text, mark_end(text)):
            start, end = run.span()
            plain = end - start > 1 or _PLAIN.match(text, start)
            pieces.append(run.group() if plain else _fold(text, start))
            origins += zip(repeat(number), range(start, end), strict=False)
        pieces.append("\n")
        origins.append((number, max(0, len(text) - 1)))
    return Flat(file, kept, "".join(pieces), tuple(origins))


def _fold(text: str, position: int) -> str:
    """Return a character as it is matched; a comma stays one only within a number."""
    folded = fold_character(text[position])
    if folded == "," and not _between_digits(text, position):
        folded = "，"
    return "," if folded == "，" and _groups(text, position) else folded


def _between_digits(text: str, position: int) -> bool:
    return text[position - 1 : position].isdigit() and text[position + 1 : position + 2].isdigit()


def _groups(text: str, position: int) -> bool:
    """Whether a wide comma parts thousands: three digits follow and no more."""
    after = re.match(r"[0-9]{3}(?![0-9])", text[position + 1 : position + 5])
    return text[position - 1 : position].isdigit() and after is not None


def read_stated(digits: str, unit: str) -> Stated | None:
    """Return a number with its unit, None where its digits are no plainly written number."""
    try:
        value = parse_amount(digits)
    except ValueError:
        return None
    return Stated(digits.replace(",", ""), value, zh.TEN_THOUSAND_YUAN if unit == "万" else unit)
