"""The characters of a page: in words and lines, as text, divided by the lines of a table."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from generator.files.printed.lines import is_whole_amount, join_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.files.pdf.rules import Area
    from generator.files.printed.lines import Joined, Line

_CHINESE = re.compile(r"[\u3400-\u9fff]")
NO_TEXT = "□"
_WORD_GAP = 0.25  # of the size, between Latin words and figures
_CELL_GAP = 2.0  # of the size, between the parts of a line above a table
_OVERLAP = 0.3  # of the size, between two characters of one word
_BESIDE = (0, -1, 1)  # points between the two strokes of a bold character
UNREADABLE_GLYPH = "字体中没有这个字的编码，无法读出"


class Glyph(NamedTuple):
    """A character and where it stands.

    `size` is its height; `word` numbers the words in the order in which they are drawn, so
    that one which runs over another is still known as a whole. `pale` tells that it is printed
    in a light colour, as marks behind a text are; `turned` that it runs otherwise than most of
    the page.
    """

    text: str
    area: Area
    size: float
    word: int
    pale: bool = False
    turned: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of its area."""
        area = self.area
        return (area.left + area.right) / 2, (area.top + area.bottom) / 2


def number_words(characters: Iterable[tuple[str, Area, bool, bool]]) -> list[Glyph]:
    """Return the characters (text, area, pale, turned) in words, those drawn twice (bold) once."""
    glyphs: list[Glyph] = []
    drawn: set[tuple[str, int, int]] = set()
    for text, area, pale, turned in characters:
        x, y = round(area.left), round(area.top)
        if any((text, x + dx, y + dy) in drawn for dx in _BESIDE for dy in _BESIDE):
            continue
        drawn.add((text, x, y))
        glyph = Glyph(text, area, max(area.bottom - area.top, 1.0), 0, pale, turned)
        word = glyphs[-1].word + (not _goes_on(glyphs[-1], glyph)) if glyphs else 0
        glyphs.append(glyph._replace(word=word))
    return glyphs


def _goes_on(before: Glyph, glyph: Glyph) -> bool:
    """Whether a character goes on with the word of the one drawn before it."""
    gap = glyph.area.left - before.area.right
    near = -_OVERLAP * glyph.size <= gap <= _WORD_GAP * glyph.size
    return near and abs(glyph.middle[1] - before.middle[1]) <= _OVERLAP * glyph.size


def split_lines(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Return the lines from top to bottom, each from left to right."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.middle[1]):
        middle = glyph.middle[1]
        if lines and middle - lines[-1][0].middle[1] <= 0.5 * min(glyph.size, lines[-1][0].size):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [_sort_line(line) for line in lines]


def _sort_line(line: list[Glyph]) -> list[Glyph]:
    """Return a line from left to right, word by word."""
    starts: dict[int, float] = {}
    for glyph in line:
        starts[glyph.word] = min(glyph.area.left, starts.get(glyph.word, glyph.area.left))
    return sorted(line, key=lambda glyph: (starts[glyph.word], glyph.word, glyph.area.left))


def line_text(line: Sequence[Glyph]) -> str:
    """Return a line as text; only figures and Latin words stand apart."""
    text = ""
    for index, glyph in enumerate(line):
        if index:
            before = line[index - 1]
            gap = glyph.area.left - before.area.right
            latin = before.text.isascii() and glyph.text.isascii()
            text += " " if latin and gap > _WORD_GAP * glyph.size else ""
        text += glyph.text
    return text


def cell_text(glyphs: Iterable[Glyph]) -> Joined:
    """Return the text of a cell, and why it may be wrong."""
    joined = join_lines([line_text(line) for line in split_lines(glyphs)])
    return joined._replace(why=UNREADABLE_GLYPH) if NO_TEXT in joined.text else joined


def line_cells(line: Sequence[Glyph]) -> Line:
    """Return the parts of a line outside the tables: 部门名称, 年度 and 单位 stand far apart."""
    parts: list[list[Glyph]] = [[line[0]]]
    for before, glyph in pairwise(line):
        if glyph.area.left - before.area.right > _CELL_GAP * max(before.size, glyph.size):
            parts.append([])
        parts[-1].append(glyph)
    texts = tuple(map(line_text, parts))
    if len(texts) > 2 and all(len(text) == 1 for text in texts):  # noqa: PLR2004 - a spaced title
        return ("".join(texts),)
    return texts


def may_divide(before: Sequence[Glyph], after: Sequence[Glyph]) -> bool:
    """Whether a ruled line may stand between two parts of what was drawn as one word.

    It may between a name and an amount, and between two amounts that are whole by themselves.
    """
    if bool(_CHINESE.match(before[-1].text)) != bool(_CHINESE.match(after[0].text)):
        return True
    return is_whole_amount(line_text(before)) and is_whole_amount(line_text(after))
