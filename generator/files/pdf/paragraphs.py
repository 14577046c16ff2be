"""The lines of a PDF put together again as the paragraphs that they were broken from."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, quantiles
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import display_units, squash
from generator.files.pdf.tables import find_running_lines, is_running
from generator.files.printed.lines import is_title
from generator.model.passage import PassageKind
from generator.model.passage_kind import begins_item, classify, is_whole_heading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.files.pdf.page import PageContent, TextLine

_PARTS_OF_ROW = 3  # a line in so many parts is a row of a table without ruled lines
_WIDER_STEP = 1.45  # of the usual step, which parts paragraphs
_OTHER_SIZE = 1.3
_INDENT = 0.7  # of the size
_CENTRED = 0.8
_LEVEL = 0.3  # of the size, between lines that begin at the same place
_SLACK = 0.6  # of the size: what a full line may leave at its end
_OPEN_SLACK = 1.2  # of the size, where the sentence is not finished
_ENOUGH_LINES = 4
_USUAL_STEP = 1.8
_LEAST_PAGES, _MANY_PAGES = 3, 0.4  # pages, and the part of all pages, on which a head stands
_SAME_HEIGHT = 3.0
_FINISHED = re.compile(r"[。；;！!？?：:]$|[。；！？][”’）)]$")
_AMOUNT = re.compile(r"[0-9][0-9,.]*\s*(?:[万亿]?元|%)")
_HANGING = re.compile(r"[，。、；：！？）》”’】]+$")
_LETTERS = re.compile(r"[A-Za-z]{2}")
# What stays together at the beginning of a line: a number, a word, one 汉字; with what
# may not end a line before it and not begin one after it.
_TOKEN = re.compile(
    r"[（(《“‘【〔]*(?:[0-9A-Za-z][0-9A-Za-z.,:/%-]*|.)[，。、；：！？）)》”’】〕%]*", re.DOTALL
)


class Paragraph(NamedTuple):
    """A paragraph, the page on which it begins, and whether it is a row of a table."""

    text: str
    page: int
    is_row: bool = False


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the text of a page begins and ends on each line."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


class _Placed(NamedTuple):
    """A line on its page, and whether a table stands between it and the line before."""

    line: TextLine
    page: int
    frame: _Frame
    parted: bool

    @property
    def text(self) -> str:
        return " ".join(self.line.cells)

    @property
    def is_centred(self) -> bool:
        middle = (self.line.left + self.line.right) / 2
        near = abs(middle - self.frame.middle) <= _CENTRED * self.line.size
        return near and self.line.left > self.frame.left + 2 * self.line.size


def join_lines_of(pages: Sequence[PageContent]) -> Iterator[Paragraph]:
    """Yield the paragraphs of the pages; running heads and page numbers are left out.

    A wider step, an indent, a line that ends early and a table part paragraphs; the end of a page
    does so where the sentence is finished, unless the indent is missing that others begin with.
    """
    lines = list(_place_lines(pages))
    step = _usual_step([list(page.lines) for page in pages])
    group: list[_Placed] = []
    for placed in lines:
        if group and not _goes_on(group, placed, step):
            yield _make_paragraph(group)
            group = []
        group.append(placed)
    if group:
        yield _make_paragraph(group)


def _place_lines(pages: Sequence[PageContent]) -> Iterator[_Placed]:
    kept = _drop_running(pages)
    frames = _find_frames(pages, kept)
    waiting = False  # a table since the line before
    for page, lines, frame in zip(pages, kept, frames, strict=True):
        tables = sorted(table.top for table in page.tables)
        for line in lines:
            passed = [top for top in tables if top < line.middle]
            yield _Placed(line, page.number, frame, waiting or bool(passed))
            waiting, tables = False, tables[len(passed) :]
        waiting = waiting or bool(tables)


def _drop_running(pages: Sequence[PageContent]) -> list[list[TextLine]]:
    """Return the lines of each page without running heads and page numbers.

    They stand apart from the text, or at one height of many pages: a line of the text, too, may
    come twice.
    """
    running = find_running_lines(list(pages))
    step = _usual_step([list(page.lines) for page in pages])
    heads = [{line for line in page.lines if is_running(line, page, running)} for page in pages]
    common = Counter(_head_key(line) for lines in heads for line in lines)
    least = max(_LEAST_PAGES, _MANY_PAGES * len(pages))
    kept = []
    for page, candidates in zip(pages, heads, strict=True):
        text = [line for line in page.lines if line not in candidates]
        kept.append(
            [
                line
                for line in page.lines
                if line not in candidates
                or (_is_near(line, text, step) and common[_head_key(line)] < least)
            ]
        )
    return kept


def _head_key(line: TextLine) -> tuple[str, int]:
    return squash("".join(line.cells)), round(line.middle / _SAME_HEIGHT)


def _is_near(line: TextLine, others: Sequence[TextLine], step: float) -> bool:
    """Whether a line is no farther from the text than its lines from one another."""
    return any(
        abs(line.middle - other.middle) <= _WIDER_STEP * step * min(line.size, other.size)
        for other in others
    )


def _find_frames(pages: Sequence[PageContent], kept: Sequence[list[TextLine]]) -> list[_Frame]:
    """Return the frames; a page with little text has that of the others of its height."""
    own: list[_Frame | None] = []
    for lines in kept:
        long = [line for line in lines if len(line.cells) == 1 and line.right - line.left > 0]
        enough = len(long) >= _ENOUGH_LINES
        frame = _Frame(min(x.left for x in long), max(map(_edge, long))) if enough else None
        own.append(frame)
    found: list[_Frame] = []
    for page, lines, frame in zip(pages, kept, own, strict=True):
        alike = [
            o for other, o in zip(pages, own, strict=True) if o and other.height == page.height
        ]
        left = min((line.left for line in lines), default=0.0)
        right = max(map(_edge, lines), default=0.0)
        if alike:
            left = min(left, median(f.left for f in alike))
            right = max(right, median(f.right for f in alike))
        found.append(_Frame(left, right) if frame is None or alike else frame)
    return found


def _edge(line: TextLine) -> float:
    """Return where a line ends without punctuation, which may hang in the margin."""
    hanging = _HANGING.search(line.cells[-1])
    return line.right - (len(hanging.group()) * line.size if hanging else 0)


def _usual_step(pages: Sequence[Sequence[TextLine]]) -> float:
    """Return the step from line to line within paragraphs, in sizes of the characters."""
    steps = [
        (after.middle - before.middle) / min(before.size, after.size)
        for lines in pages
        for before, after in pairwise(lines)
    ]
    return quantiles(steps, n=4)[0] if len(steps) > _ENOUGH_LINES else _USUAL_STEP


def _goes_on(group: Sequence[_Placed], after: _Placed, step: float) -> bool:
    """Whether a line goes on with the paragraph of the lines before it."""
    before = group[-1]
    size = min(before.line.size, after.line.size)
    # No paragraph begins with an amount: after a colon that ends a line, the sentence goes on.
    opened = before.text.endswith(("：", ":")) and _AMOUNT.match(after.text)
    finished = bool(_FINISHED.search(before.text)) and not opened
    # A page may end with a sentence in the midst of a paragraph: the next would be indented.
    turned = _turns(before, after) and finished and not _lacks_indent(group[0], after)
    if turned or _is_apart(before, after, step):
        return False
    if finished and begins_item(after.text):
        return False
    if _is_indented(before, after, size, finished=finished):
        return False
    return not _ends_early(before, after, size, finished=finished)


def _turns(before: _Placed, after: _Placed) -> bool:
    """Whether a line begins a page: the right half of a sheet begins above the end of the left."""
    return before.page != after.page or after.line.middle < before.line.middle


def _lacks_indent(first: _Placed, after: _Placed) -> bool:
    """Whether a line begins at the left where the first one of the paragraph is indented."""
    indented = first.line.left > first.frame.left + _INDENT * first.line.size
    at_left = after.line.left <= after.frame.left + _LEVEL * after.line.size
    return indented and at_left and not first.is_centred


def _is_apart(before: _Placed, after: _Placed, step: float) -> bool:
    """Whether two lines belong to different paragraphs by where and how they stand."""
    size = min(before.line.size, after.line.size)
    step_taken = after.line.middle - before.line.middle
    return (
        (not _turns(before, after) and step_taken > _WIDER_STEP * step * size)
        or after.parted
        or len(before.line.cells) > 1
        or len(after.line.cells) > 1
        or max(before.line.size, after.line.size) > _OTHER_SIZE * size
        or is_title(after.line.cells)
        or classify(before.text) is PassageKind.CONTENTS
    )


def _is_indented(before: _Placed, after: _Placed, size: float, *, finished: bool) -> bool:
    """Whether a line begins a paragraph by its indent.

    One that hangs below an ordinal does not, nor one that goes on in an indented or centred block;
    below a heading that fills its line one does.
    """
    if after.line.left <= after.frame.left + _INDENT * size:
        return False
    if before.is_centred and after.is_centred:
        return False
    beside = after.line.left - before.line.left
    if is_whole_heading(before.text):
        # A centred line is the rest of a title.
        return not after.is_centred
    hangs = begins_item(before.text) and beside > _INDENT * size
    level = abs(beside) <= _LEVEL * size and not finished and not begins_item(after.text)
    return not (hangs or level)


def _ends_early(before: _Placed, after: _Placed, size: float, *, finished: bool) -> bool:
    """Whether the beginning of the next line would have found room on the one before."""
    room = before.frame.right - before.line.right
    if before.is_centred and after.is_centred:
        room += before.line.left - before.frame.left
    token = _TOKEN.match(after.text)
    width = display_units(token.group()) * size / 2 if token else size
    return room > width + (_SLACK if finished else _OPEN_SLACK) * size


def _make_paragraph(group: Sequence[_Placed]) -> Paragraph:
    text = ""
    for placed in group:
        seam = text[-1:] + placed.text[:1]
        text += (" " if _LETTERS.fullmatch(seam) else "") + placed.text
    is_row = len(group[0].line.cells) >= _PARTS_OF_ROW
    return Paragraph(text, group[0].page, is_row)
