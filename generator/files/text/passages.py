"""Reads a submitted text (.txt, .md) as passages: its lines outside the tables, broken ones joined.

Texts taken from a PDF file break a sentence where the page ended.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.files.csv import read_text
from generator.files.text.tables import lines_outside_tables
from generator.model.passage import Passage, PassageKind
from generator.model.passage_kind import breaks_off, classify, mark_contents
from generator.model.sheet import unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from generator.model.finding import Finding

_MOST_LINES = 200_000
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+")
# An ordinal that a tab parts from its heading.
_ORDINAL = re.compile(r"第.{1,3}部分|（?[一二三四五六七八九十]{1,3}[）、.．]")
_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}|```.*")
# A form feed begins a page, and is no line of its own in an editor.
_PAGE_BREAKS = re.compile("[\f\v\x85\u2028\u2029]")
_BULLET = re.compile(r"[-*•·]\s+(?![0-9])")
_SPACES = re.compile(r"[ \t\xa0\u2000-\u200a\u202f\u205f]")


def read_text_passages(path: Path, name: str) -> tuple[tuple[Passage, ...], tuple[Finding, ...]]:
    """Return the lines outside the tables, and what makes the file unreadable.

    Markdown's marks of headings, lists and emphasis are no text; lines that only rule off are
    left out. A line that breaks off within a sentence is one passage with the next. `name` is the
    file's name as findings print it.
    """
    text, findings = read_text(path, name)
    if text is None:
        return (), findings
    if text.count("\n") + text.count("\r") > _MOST_LINES:
        return (), (unreadable(name, f"超过 {_MOST_LINES // 10_000} 万行，没有读取"),)
    passages = mark_contents(tuple(_read_lines(text)))
    if not passages:
        return (), (unreadable(name, "文件中没有文字（表格除外）"),)
    return tuple(_join_broken(passages)), ()


def _read_lines(text: str) -> Iterator[Passage]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, cells in lines_outside_tables(text):
        heading = _HEADING.match(lines[number - 1])
        level = str(len(heading[1])) if heading else ""
        is_row = len(cells) > 1 and not (len(cells) == 2 and _ORDINAL.fullmatch(cells[0]))  # noqa: PLR2004
        for part, piece in enumerate(_pieces(cells, lines[number - 1])):
            line = _BULLET.sub("", _SPACES.sub(" ", piece).strip(), count=1)
            if not line or _RULE.fullmatch(line):
                continue
            kind = PassageKind.ROW if is_row else classify(line, declared=bool(level))
            locator = f"line:{number}.{part}" if part else f"line:{number}"
            yield Passage(line, number, 0, level, kind, locator)


def _pieces(cells: Sequence[str], line: str) -> list[str]:
    """Return the text of a line, page by page."""
    if len(cells) == 1 and _PAGE_BREAKS.search(line):
        return _PAGE_BREAKS.split(_HEADING.sub("", line))
    return [" ".join(cells)]


def _join_broken(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Yield the passages, those joined that a page break has parted."""
    pieces: list[Passage] = []
    for passage in passages:
        if pieces and breaks_off(pieces[-1], passage, joined=len(pieces) > 1):
            pieces.append(passage)
            continue
        if pieces:
            yield _whole(pieces)
        pieces = [passage]
    if pieces:
        yield _whole(pieces)


def _whole(pieces: Sequence[Passage]) -> Passage:
    if len(pieces) == 1:
        return pieces[0]
    text = "".join(piece.text for piece in pieces)
    return replace(pieces[0], text=text, kind=PassageKind.BODY)
