"""A published table as WordprocessingML: its page, its lines above and below, its grid.

`Table.cell()` of python-docx rebuilds its grid at every call; strings take milliseconds.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.base.labels import display_units
from generator.model.block import Role
from generator.word.markup import is_number, number_units, paragraph, run
from generator.word.placing import place_cells
from generator.word.reference import TABLE_STYLE

if TYPE_CHECKING:
    from generator.model.block import Grid, GridCell
    from generator.word.placing import Placed
    from generator.word.reference import Layout, ReferenceDocument

_SIZES = (21, 20, 19, 18, 17, 16, 15)  # half points: from 五号 down to 小六号
# Where a number would be broken even at the least of them: better small than in two lines.
_SMALL_SIZES = (14, 13, 12, 11, 10, 9, 8)
_READABLE = 17
_CELL_PADDING = 57  # twips left and right, 1 mm; as in the table style
_SLACK = 10  # twips, for borders and rounding
_ROW_GAP = 14  # twips of a row that are not its lines
_TALLEST_ROW = 420  # where there is room for it
_LONG_TABLE_SIZE = 19
_LONG_TABLE_ROW = 290
_BORDERS = 0.985  # of the height is left when borders and rounding are paid for
_ABOVE = 1110  # twips for the title and the two lines below it
_NOTE_UNITS_PER_TWIP = 1 / 90  # 9 pt
_NOTE_LINE = 240
_LINE_HALF_CHARACTER = 105  # twips, at 10.5 pt
_LINE_GAP = 210
_AFTER = 120  # the paragraph mark below the table
_ALIGNED = frozenset({"left", "center", "right"})


@dataclass(frozen=True, slots=True)
class _Fit:
    """How a table is set: size in half points, distance of lines and least row height in twips."""

    size: int
    line: int
    row: int


def render_table(grid: Grid, reference: ReferenceDocument) -> list[str]:
    """Return what stands below the title, each piece a paragraph or the grid.

    The last piece is a paragraph: the notes, or an empty one where there are none.
    """
    layout = reference.layout(landscape=grid.landscape)
    note_style = reference.style(Role.TABLE_NOTE)
    return [
        *_render_lines(grid, reference.style(Role.TABLE_LINE), layout.width),
        _render_grid(grid, reference, layout),
        *(paragraph(note_style, run(note)) for note in grid.notes or ("",)),
    ]


def _render_lines(grid: Grid, style: str, width: int) -> list[str]:
    """Return 公开0X表 at the right; below it the department, the year in the middle, the unit.

    A line without text is left out. A long name moves the year to the right, and one that leaves
    no room for it goes up a line.
    """
    name, year, unit = (
        display_units(text) * _LINE_HALF_CHARACTER
        for text in (grid.department, grid.year, grid.unit)
    )
    upper, lower = f"\t{grid.number}", f"{grid.department}\t{grid.year}\t{grid.unit}"
    middle = width // 2
    if name + year + unit + 2 * _LINE_GAP > width:
        upper, lower = f"{grid.department}\t{grid.number}", f"\t{grid.year}\t{grid.unit}"
    elif name + _LINE_GAP + year // 2 > middle:
        middle = (name + width - unit) // 2
    right = f'<w:tab w:val="right" w:pos="{width}"/></w:tabs>'
    first = [paragraph(style, run(upper), f"<w:tabs>{right}")] if upper.strip() else []
    if not lower.strip():
        return first
    return [
        *first,
        paragraph(style, run(lower), f'<w:tabs><w:tab w:val="center" w:pos="{middle}"/>{right}'),
    ]


def _render_grid(grid: Grid, reference: ReferenceDocument, layout: Layout) -> str:
    widths = _share_width(grid.widths, layout.width)
    placed = place_cells(grid.rows, len(grid.widths))
    cells = _CellWriter(reference, _fit(grid, _measure(placed, widths), layout), widths)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head_row = f"{cells.row_head}<w:tblHeader/></w:trPr>"
    body_row = f"{cells.row_head}</w:trPr>"
    rows = "".join(
        f"<w:tr>{head_row if index < grid.head_rows else body_row}{cells.write_row(row)}</w:tr>"
        for index, row in enumerate(placed)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{reference.style_ids[TABLE_STYLE]}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0000" w:firstRow="0" w:lastRow="0" '
        'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _share_width(relative: tuple[int, ...], total: int) -> list[int]:
    """Return the widths of the columns in twips; they add up to the width of the page."""
    whole = sum(relative)
    edges = (total * sum(relative[:index]) // whole for index in range(len(relative) + 1))
    return [right - left for left, right in pairwise(edges)]


class _CellWriter:
    """Writes cells as markup; `row_head` opens the properties of their rows."""

    def __init__(self, reference: ReferenceDocument, fit: _Fit, widths: list[int]) -> None:
        self._styles = {role: reference.style(role) for role in Role}
        self._fit = fit
        self._widths = widths
        self._paragraphs: dict[tuple[Role, str], str] = {}
        size = f'<w:sz w:val="{fit.size}"/><w:szCs w:val="{fit.size}"/>'
        self._look = {False: size, True: f"<w:b/><w:bCs/>{size}"}
        self.row_head = f'<w:trPr><w:cantSplit/><w:trHeight w:val="{fit.row}" w:hRule="atLeast"/>'

    def write_row(self, row: list[Placed]) -> str:
        """Return the cells of a row."""
        return "".join([self._cell(*placed) for placed in row])

    def _cell(self, cell: GridCell, column: int, covered: bool) -> str:  # noqa: FBT001
        width = self._widths[column]
        span = merge = ""
        if cell.columns > 1:
            width = sum(self._widths[column : column + cell.columns])
            span = f'<w:gridSpan w:val="{cell.columns}"/>'
        if cell.rows > 1:
            merge = "<w:vMerge/>" if covered else '<w:vMerge w:val="restart"/>'
        whole = "<w:noWrap/>" if is_number(cell.text) else ""
        text = "" if covered else run(cell.text, look=self._look[cell.bold])
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{whole}'
            f'<w:vAlign w:val="center"/></w:tcPr>{self._paragraph(cell)}{text}</w:p></w:tc>'
        )

    def _paragraph(self, cell: GridCell) -> str:
        """Return the paragraph up to its text; there are only a few different ones."""
        key = (cell.role, cell.align)
        opening = self._paragraphs.get(key)
        if opening is None:
            align = f'<w:jc w:val="{cell.align}"/>' if cell.align in _ALIGNED else ""
            opening = (
                f'<w:p><w:pPr><w:pStyle w:val="{self._styles[cell.role]}"/>'
                f'<w:spacing w:line="{self._fit.line}" w:lineRule="exact"/>{align}</w:pPr>'
            )
            self._paragraphs[key] = opening
        return opening


def _fit(grid: Grid, measures: tuple[list[float], float], layout: Layout) -> _Fit:
    """Return the largest size at which the table fits one page and no number is broken.

    Sizes from 8.5 pt at which no name is broken either go first. A table that no size brings on
    one page is set in 9.5 pt or in what breaks no number.
    """
    texts, numbers = measures
    note_room = sum(
        math.ceil(display_units(note) / (layout.width * _NOTE_UNITS_PER_TWIP))
        for note in grid.notes
    )
    room = (layout.height - _ABOVE - note_room * _NOTE_LINE - _AFTER) * _BORDERS
    unbroken = [size for size in _SIZES if numbers * size <= 1]
    if not unbroken:
        fitting = (size for size in _SMALL_SIZES if numbers * size <= 1)
        unbroken = [next(fitting, _SMALL_SIZES[-1])]
    longest = max(texts[grid.head_rows :], default=0.0)
    whole = [size for size in unbroken if size >= _READABLE and longest * size <= 1]
    for size in (*whole, *unbroken):
        line = _line(size)
        lines = [math.ceil(text * size) or 1 for text in texts]
        needed = sum(lines) * line + len(lines) * _ROW_GAP
        if needed <= room:
            spare = (room - needed) / len(lines)
            row = min(_TALLEST_ROW, int(line + _ROW_GAP + spare))
            return _Fit(size, line, row)
    size = min(unbroken[0], _LONG_TABLE_SIZE)
    return _Fit(size, _line(size), max(_LONG_TABLE_ROW, _line(size) + _ROW_GAP))


def _line(size: int) -> int:
    """Return the distance of lines for a size in half points: 1.15 times, in twips."""
    return size * 23 // 2


def _measure(rows: list[list[Placed]], widths: list[int]) -> tuple[list[float], float]:
    """Return the lines of each row, and of the widest number, at a size of half a point.

    Cells that span down are left out: their rows share them.
    """
    texts: list[float] = []
    widest_number = 0.0
    for row in rows:
        most = 0.0
        for cell, column, _ in row:
            if cell.rows > 1 or not cell.text:
                continue
            width = sum(widths[column : column + cell.columns]) - 2 * _CELL_PADDING - _SLACK
            # A half character is a quarter of a point wide at half a point: 5 twips.
            lines = number_units(cell.text, bold=cell.bold) * 5 / width
            most = max(most, lines)
            if cell.role is Role.TABLE_NUMBER or is_number(cell.text):
                widest_number = max(widest_number, lines)
        texts.append(most)
    return texts, widest_number
