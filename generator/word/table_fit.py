"""In which size a table is set: the largest at which it fits a page and no number is broken."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import display_units
from generator.model.block import Role
from generator.word.markup import is_number, number_units

if TYPE_CHECKING:
    from generator.model.block import Grid, GridCell
    from generator.word.placing import Placed
    from generator.word.reference import Layout

_SIZES = (21, 20, 19, 18, 17, 16, 15)  # half points: from 五号 down to 小六号
# Where a number would be broken even at the least of them: better small than in two lines.
_SMALL_SIZES = (14, 13, 12, 11, 10, 9, 8)
# A table of a text goes on to the next page rather than be smaller than this.
_LEAST_OF_TEXT = 18
_READABLE = 17
# A table that is read like a text: 小四, its lines in twips.
_RUNNING_SIZE, _RUNNING_LINE = 24, 320
# A row with more lines may go on to the next page: kept whole, it would leave half a page empty.
WHOLE_ROW = 12
_CELL_PADDING = 57  # twips left and right, 1 mm; as in the table style
_SLACK = 10  # twips, for borders and rounding
_ROW_GAP = 14  # twips of a row that are not its lines
# Above and below the lines of a cell of a text: those of a cell may be many.
TEXT_PADDING = 34
_TALLEST_ROW = 420  # where there is room for it
_LONG_TABLE_SIZE = 19
_LONG_TABLE_ROW = 290
_BORDERS = 0.985  # of the height is left when borders and rounding are paid for
_ABOVE = 1110  # twips for the title and the two lines below it
_NOTE_UNITS_PER_TWIP = 1 / 90  # 9 pt
_NOTE_LINE = 240
_AFTER = 120  # the paragraph mark below the table


@dataclass(frozen=True, slots=True)
class Fit:
    """How a table is set: size in half points, distance of lines and least row height in twips.

    `lines` are those that each row takes.
    """

    size: int
    line: int
    row: int
    lines: tuple[int, ...]


class RowMeasure(NamedTuple):
    """How many lines a row takes at a size of half a point; `breaks` are lines of its own."""

    widest: float = 0.0
    broken: tuple[tuple[float, int], ...] = ()

    def lines(self, size: int) -> int:
        """Return the lines that the row takes."""
        most = math.ceil(self.widest * size) or 1
        return max((most, *(math.ceil(text * size) + breaks for text, breaks in self.broken)))


class Measures(NamedTuple):
    """The measures of each row, and how many lines the widest number takes at half a point."""

    rows: tuple[RowMeasure, ...]
    number: float


def measure_rows(rows: list[list[Placed]], widths: list[int]) -> Measures:
    """Return how much room the rows of a table need.

    Cells that span down are left out: their rows share them.
    """
    measured: list[RowMeasure] = []
    widest_number = 0.0
    for row in rows:
        most = 0.0
        broken: list[tuple[float, int]] = []
        for cell, column, _ in row:
            if cell.rows > 1 or not cell.text:
                continue
            width = sum(widths[column : column + cell.columns]) - 2 * _CELL_PADDING - _SLACK
            # A half character is a quarter of a point wide at half a point: 5 twips.
            lines = _units(cell) * 5 / width
            if "\n" in cell.text:
                broken.append((lines, cell.text.count("\n")))
            else:
                most = max(most, lines)
            if cell.role is Role.TABLE_NUMBER or is_number(cell.text):
                widest_number = max(widest_number, lines)
        measured.append(RowMeasure(most, tuple(broken)))
    return Measures(tuple(measured), widest_number)


def _units(cell: GridCell) -> float:
    return number_units(cell.text, bold=cell.bold)


def fit_table(grid: Grid, measures: Measures, layout: Layout) -> Fit:
    """Return the largest size at which the table fits one page and no number is broken.

    Sizes from 8.5 pt at which no name is broken either go first. A table that no size brings on
    one page is set in 9.5 pt or in what breaks no number; one of a text is never set small, and one
    that runs on like a text is set in full size.
    """
    rows, numbers = measures
    note_room = sum(
        math.ceil(display_units(note) / (layout.width * _NOTE_UNITS_PER_TWIP))
        for note in grid.notes
    )
    room = (layout.height - _ABOVE - note_room * _NOTE_LINE - _AFTER) * _BORDERS
    unbroken = [size for size in _SIZES if numbers * size <= 1]
    if not unbroken:
        fitting = (size for size in _SMALL_SIZES if numbers * size <= 1)
        unbroken = [next(fitting, _SMALL_SIZES[-1])]
    longest = max((row.widest for row in rows[grid.head_rows :]), default=0.0)
    whole = [size for size in unbroken if size >= _READABLE and longest * size <= 1]
    if not grid.title:
        whole, unbroken = [], [s for s in unbroken if s >= _LEAST_OF_TEXT] or unbroken[:1]
    if grid.is_running:
        lines = tuple(row.lines(_RUNNING_SIZE) for row in rows)
        return Fit(_RUNNING_SIZE, _RUNNING_LINE, _RUNNING_LINE + _ROW_GAP + 2 * TEXT_PADDING, lines)
    gap = _ROW_GAP if grid.title else _ROW_GAP + 2 * TEXT_PADDING
    for size in (*whole, *unbroken):
        line = _line(size)
        lines = tuple(row.lines(size) for row in rows)
        needed = sum(lines) * line + len(lines) * gap
        if needed <= room:
            spare = (room - needed) / len(lines)
            row = min(_TALLEST_ROW, int(line + gap + spare))
            return Fit(size, line, row, lines)
    size = min(unbroken[0], _LONG_TABLE_SIZE)
    least = max(_LONG_TABLE_ROW, _line(size) + gap)
    return Fit(size, _line(size), least, tuple(row.lines(size) for row in rows))


def _line(size: int) -> int:
    """Return the distance of lines for a size in half points: 1.15 times, in twips."""
    return size * 23 // 2
