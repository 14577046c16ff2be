"""Paragraphs that a file keeps in one by line breaks (Shift+Enter): each is one of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from generator.model.passage import Passage, PassageKind
from generator.model.passage_kind import begins_item, classify, is_whole_heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SPLIT = {PassageKind.BODY, PassageKind.HEADING, PassageKind.CAPTION}
_FINISHED = re.compile(r"[。；;！!？?：:]\s*$")
_REACH = 8


class Piece(NamedTuple):
    """A paragraph, that of the file which holds it, and where it begins there."""

    passage: Passage
    whole: Passage
    offset: int


def split_passages(passages: Iterable[Passage]) -> list[Piece]:
    """Return the paragraphs; a line break within a sentence or heading parts nothing."""
    return [piece for passage in passages for piece in _split(passage)]


def _split(passage: Passage) -> Iterator[Piece]:
    lines = passage.text.split("\n")
    if len(lines) == 1 or passage.kind not in _SPLIT:
        yield Piece(passage, passage, 0)
        return
    begin = position = 0
    for line, following in zip(lines, (*lines[1:], None), strict=True):
        position += len(line) + 1
        if following is not None and not _parts(line, following):
            continue
        text = passage.text[begin : position - 1]
        stripped = text.strip()
        if stripped == passage.text:
            yield Piece(passage, passage, 0)
        elif stripped:
            yield _piece(passage, stripped, begin + text.index(stripped))
        begin = position


def _piece(whole: Passage, text: str, offset: int) -> Piece:
    style = "" if offset else whole.style
    kind = classify(text, declared=bool(style))
    locator = f"{whole.locator}\n{offset}"
    return Piece(replace(whole, text=text, style=style, kind=kind, locator=locator), whole, offset)


def _parts(line: str, following: str) -> bool:
    """Whether a line break stands between two paragraphs."""
    return bool(
        _FINISHED.search(line[-_REACH:])
        or begins_item(following.strip())
        or is_whole_heading(line.strip())
    )
