"""One page of a PDF: its tables with the text of every cell, and its lines outside them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from generator.files.pdf.characters import NOTHING_LEFT_OUT, LeftOut
from generator.files.pdf.glyphs import Glyph, cell_text, line_cells, may_divide, split_lines
from generator.files.pdf.overprint import OVERPRINTED, find_marks, is_overprinted, overlap
from generator.files.pdf.rules import Area, find_cells
from generator.files.printed.grid import Box

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.files.pdf.drawing import Drawing
    from generator.files.printed.lines import Line

_LOWER_PART = 0.6
_CROSSES = "文字越过表格线，可能属于相邻的一格"
_STRAY = "有文字不在任何一格之内，归入最近的一格"


class TextLine(NamedTuple):
    """A line outside the tables, its middle in points from the top, and its height.

    `left` and `right` are where it begins and ends.
    """

    cells: Line
    middle: float
    size: float
    left: float = 0.0
    right: float = 0.0


class PageTable(NamedTuple):
    """A table of a page: where it begins and ends, and its cells."""

    top: float
    bottom: float
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class PageContent:
    """What stands on a page, from top to bottom; `number` counts from 1.

    `scanned` tells that a picture covers it: its text was then recognised, not written.
    `left_out` are the characters of marks, which were not read; `overprinted` tells that
    characters outside the tables lie upon one another.
    """

    number: int
    height: float
    tables: tuple[PageTable, ...]
    lines: tuple[TextLine, ...]
    scanned: bool = False
    left_out: LeftOut = NOTHING_LEFT_OUT
    overprinted: bool = False

    def ends_with_table(self, number: int) -> bool:
        """Whether this is page `number`, and a table goes down into the lower part of it."""
        least = self.height * _LOWER_PART
        return self.number == number and any(table.bottom >= least for table in self.tables)


class _Cell:
    """A cell while text is gathered in it."""

    def __init__(self, area: Area, rows: tuple[int, int]) -> None:
        self.area = area
        self.row, self.end = rows
        self.glyphs: list[Glyph] = []
        self.why = ""


def read_page(drawing: Drawing, number: int) -> PageContent | None:
    """Return the content of a page, None for one with too many lines to be a page of tables."""
    groups = find_cells(drawing.rules, [glyph.middle for glyph in drawing.glyphs])
    if groups is None:
        return None
    glyphs = list(drawing.glyphs)
    tables = []
    marks = find_marks(glyphs)
    for areas in groups:
        inside, glyphs = _take(glyphs, _around(areas))
        tables.append(_read_table(areas, inside, marks))
    lines = tuple(map(_make_line, split_lines(glyphs)))
    return PageContent(
        number,
        drawing.height,
        tuple(tables),
        lines,
        drawing.scanned,
        drawing.left_out,
        overlap(glyphs),
    )


def _make_line(line: list[Glyph]) -> TextLine:
    return TextLine(
        line_cells(line),
        line[0].middle[1],
        max(glyph.size for glyph in line),
        min(glyph.area.left for glyph in line),
        max(glyph.area.right for glyph in line),
    )


def _around(areas: list[Area]) -> Area:
    return Area(
        min(area.left for area in areas),
        min(area.top for area in areas),
        max(area.right for area in areas),
        max(area.bottom for area in areas),
    )


def _take(glyphs: list[Glyph], area: Area) -> tuple[list[Glyph], list[Glyph]]:
    """Return the glyphs whose middle lies in the area, and the others."""
    inside: list[Glyph] = []
    outside: list[Glyph] = []
    for glyph in glyphs:
        x, y = glyph.middle
        within = area.left <= x <= area.right and area.top <= y <= area.bottom
        (inside if within else outside).append(glyph)
    return inside, outside


def _read_table(areas: list[Area], glyphs: list[Glyph], marks: frozenset[str]) -> PageTable:
    levels = sorted({level for area in areas for level in (area.top, area.bottom)})
    cells = [_Cell(a, (levels.index(a.top), levels.index(a.bottom))) for a in areas]
    rows: list[list[_Cell]] = [[] for _ in levels]
    for cell in sorted(cells, key=lambda cell: cell.area.left):
        for row in range(cell.row, cell.end):
            rows[row].append(cell)
    for word in _words(glyphs):
        _put_word(word, cells, lambda y: rows[max(bisect_right(levels, y) - 1, 0)])
    boxes = tuple(_make_box(cell, marks) for cell in cells)
    return PageTable(levels[0], levels[-1], boxes)


def _words(glyphs: list[Glyph]) -> list[list[Glyph]]:
    words: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        words.setdefault(glyph.word, []).append(glyph)
    return list(words.values())


def _put_word(word: list[Glyph], cells: list[_Cell], band: Callable[[float], list[_Cell]]) -> None:
    """Put a word into its cell; one that crosses a ruled line where most of it stands."""
    parts: list[tuple[_Cell, list[Glyph]]] = []
    for glyph in word:
        x, y = glyph.middle
        cell = next((c for c in band(y) if c.area.left <= x <= c.area.right), None)
        if cell is None:
            cell = _nearest(cells, x, y)
            cell.why = _STRAY
        if parts and parts[-1][0] is cell:
            parts[-1][1].append(glyph)
        else:
            parts.append((cell, [glyph]))
    for group in _group_parts(parts):
        home = max(group, key=lambda part: len(part[1]))[0]
        for cell, part in group:
            home.glyphs += part
            if len(group) > 1:
                cell.why = _CROSSES


def _group_parts(
    parts: list[tuple[_Cell, list[Glyph]]],
) -> list[list[tuple[_Cell, list[Glyph]]]]:
    """Return the parts of a word in groups that belong into one cell each."""
    groups = [parts[:1]]
    for (_, before), part in pairwise(parts):
        if may_divide(before, part[1]):
            groups.append([])
        groups[-1].append(part)
    return groups


def _nearest(cells: Iterable[_Cell], x: float, y: float) -> _Cell:
    def distance(cell: _Cell) -> float:
        area = cell.area
        away = max(area.left - x, 0.0, x - area.right)
        return away + max(area.top - y, 0.0, y - area.bottom)

    return min(cells, key=distance)


def _make_box(cell: _Cell, marks: frozenset[str]) -> Box:
    text, why = cell_text(cell.glyphs)
    if is_overprinted(cell.glyphs, marks):
        why = OVERPRINTED
    why = why or (cell.why if cell.glyphs or cell.why == _CROSSES else "")
    return Box(cell.row, cell.end - cell.row, cell.area.left, cell.area.right, text, why)
