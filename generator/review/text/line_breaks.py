"""Paragraphs that a file keeps in one: by line breaks (Shift+Enter), or a whole page in a line.

Each is one of its own. A page that lost its line breaks, as copying makes it, is known by several
headings within it; it is parted at them, and at the blanks where paragraphs ended.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import squash
from generator.base.ordinals import NUMERALS
from generator.field import zh
from generator.model.passage import Passage, PassageKind
from generator.model.passage_kind import (
    LEAD_END,
    LEADER,
    PAGE,
    PART,
    begins_item,
    classify,
    is_whole_heading,
)
from generator.review.text.outline_headings import is_bare_label
from generator.review.text.outline_topics import is_made_of_heading_words, is_settled, topic_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SPLIT = {PassageKind.BODY, PassageKind.HEADING, PassageKind.CAPTION, PassageKind.CONTENTS}
_FINISHED = re.compile(r"[。；;！!？?：:]\s*$")
_REACH = 8
_SHORTEST_PAGE = 100
_FEWEST_HEADINGS = 2
_ITEM = rf"(?:{PART}|[{NUMERALS}]{{1,3}}、|[（(][{NUMERALS}]{{1,3}}[）)])"
# A heading within a line: it begins where something ended, and ends with a word of headings.
_INNER = re.compile(
    rf"(?:(?<![见在由至和与的]){PART}|(?:^|(?<=[\s。；;！？：:明况0-9]))"
    rf"(?:[{NUMERALS}]{{1,3}}、|[（(][{NUMERALS}]{{1,3}}[）)]))"
    rf"(?:(?!\s{PART})[^。；;，,：:！？\n]){{0,40}}?"
    r"(?:情况的?说明|说明|情况(?!的?说明)|概况|职[责能]|机构设置|名词解释)"
    r"(?![、和与及的])[。：:]?"
)
_BLANK = re.compile(r"[ \t\u3000]+")
_STOPPED = re.compile(r"[。；;！!？?]\s*$")
_LONGEST_LINE = 60
# A heading of any words, and the sentence below it; a number that follows its name is none.
_WHOLE_TITLE = re.compile(rf"[{NUMERALS}]{{1,3}}、[^。；;，,：:！？、]{{4,40}}")
_SENTENCE = re.compile(r"(?:[^0-9]|(?:19|20)[0-9]{2}年).{0,200}?[。，；：]")
# What may follow the page of an entry of the 目录: the next one, or a word that it does not count.
_AFTER_PAGE = rf"(?=\s*(?:{_ITEM}|$)|\s+(?![万亿元%％个辆台项人家名次批]))"
_TO_PAGE = re.compile(rf"(?:(?:{LEADER}|\s){{0,150}}{LEADER})?\s{{0,3}}{PAGE}{_AFTER_PAGE}")
_ENTRY_END = re.compile(rf"(?:{LEAD_END}|(?<=[表件])\s{{0,3}}){PAGE}{_AFTER_PAGE}")


class Piece(NamedTuple):
    """A paragraph, that of the file which holds it, and where it begins there."""

    passage: Passage
    whole: Passage
    offset: int


def split_passages(passages: Iterable[Passage]) -> list[Piece]:
    """Return the paragraphs; a line break within a sentence or heading parts nothing."""
    return [piece for passage in passages for piece in _split(passage)]


def _split(passage: Passage) -> Iterator[Piece]:
    text = passage.text
    ends = [*_line_ends(text), *_page_ends(text)] if _may_part(passage) else []
    if not ends:
        yield Piece(passage, passage, 0)
        return
    for begin, end in pairwise(sorted({0, *ends, len(text)})):
        stripped = text[begin:end].strip()
        if stripped == text:
            yield Piece(passage, passage, 0)
        elif stripped:
            yield _piece(passage, stripped, begin + text[begin:end].index(stripped))


def _may_part(passage: Passage) -> bool:
    """Whether a passage may hold several: what tabs part is a row, or a page with its 目录."""
    if passage.kind is not PassageKind.ROW:
        return passage.kind in _SPLIT
    headings = (found.group() for found in _INNER.finditer(passage.text))
    topics = {topic_of(words) for words in headings if is_settled(words)}
    return len(topics - {""}) >= _FEWEST_HEADINGS


def _piece(whole: Passage, text: str, offset: int) -> Piece:
    style = "" if offset else whole.style
    of_contents = whole.kind is PassageKind.CONTENTS and squash(text) != zh.CONTENTS
    kind = whole.kind if of_contents else classify(text, declared=bool(style))
    locator = f"{whole.locator}\n{offset}"
    return Piece(replace(whole, text=text, style=style, kind=kind, locator=locator), whole, offset)


def _line_ends(text: str) -> Iterator[int]:
    """Yield where a line break ends a paragraph."""
    position = 0
    lines = text.split("\n")
    for line, following in pairwise(lines):
        position += len(line) + 1
        if _parts(line, following):
            yield position


def _parts(line: str, following: str) -> bool:
    """Whether a line break stands between two paragraphs."""
    return bool(
        _FINISHED.search(line[-_REACH:])
        or begins_item(following.strip())
        or is_whole_heading(line.strip())
    )


def _page_ends(text: str) -> Iterator[int]:
    """Yield where paragraphs end within a line that holds a whole page."""
    if len(text) < _SHORTEST_PAGE:
        return
    words = list(_words(text))
    bare = [begin for begin, word in words if is_made_of_heading_words(word)]
    inner = list(_INNER.finditer(text))
    if len(inner) + len(bare) < _FEWEST_HEADINGS:
        return
    yield from (found.start() for found in inner)
    ends = {found.end() for found in inner}
    pages = {end: page.end() for end in ends if (page := _TO_PAGE.match(text, end))}
    yield from ends - pages.keys()
    yield from pages.values()
    yield from (entry.end() for entry in _ENTRY_END.finditer(text))
    leaders = {at for end, page in pages.items() for at in range(end, page)}
    yield from (at for at in _blank_ends(words, frozenset(bare)) if at not in leaders)


def _words(text: str) -> Iterator[tuple[int, str]]:
    """Yield what stands between blanks, with where it begins."""
    begin = 0
    for blank in _BLANK.finditer(text):
        yield begin, text[begin : blank.start()]
        begin = blank.end()
    yield begin, text[begin:]


def _blank_ends(words: list[tuple[int, str]], bare: frozenset[int]) -> Iterator[int]:
    """Yield the blanks that part paragraphs: after a full stop, around headings."""
    for (before, word), (begin, following) in pairwise(words):
        if is_bare_label(word):
            continue
        is_heading = before in bare or begin in bare
        is_title = zh.CONTENTS in {squash(word), squash(following)}
        is_item = begins_item(following) and len(word) <= _LONGEST_LINE and word[-1:] != "表"
        is_above = _WHOLE_TITLE.fullmatch(word) and _SENTENCE.match(following)
        if _STOPPED.search(word) or is_heading or is_title or is_item or is_above:
            yield begin
