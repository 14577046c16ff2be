"""A published table as WordprocessingML: its page, its lines above and below, its grid.

`Table.cell()` of python-docx rebuilds its grid at every call; strings take milliseconds.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from generator.base.labels import display_units
from generator.model.block import Role
from generator.word.markup import is_number, paragraph, run
from generator.word.placing import place_cells
from generator.word.reference import GAP_STYLE, TABLE_STYLE
from generator.word.table_fit import TEXT_PADDING, WHOLE_ROW, fit_table, measure_rows

if TYPE_CHECKING:
    from generator.model.block import Grid, GridCell
    from generator.word.placing import Placed
    from generator.word.reference import Layout, ReferenceDocument
    from generator.word.table_fit import Fit

_LINE_HALF_CHARACTER = 105  # twips, at 10.5 pt
_LINE_GAP = 210
_PADDED = (
    f'<w:tblCellMar><w:top w:w="{TEXT_PADDING}" w:type="dxa"/>'
    f'<w:bottom w:w="{TEXT_PADDING}" w:type="dxa"/></w:tblCellMar>'
)
_SHORT_TABLE = 10  # rows that are not parted
_ALIGNED = frozenset({"left", "center", "right"})


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
    cells = _CellWriter(reference, fit_table(grid, measure_rows(placed, widths), layout), widths)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    kept = _find_kept(placed) if grid.is_running else frozenset()
    rows = "".join(
        f"<w:tr>{cells.open_row(is_head=index < grid.head_rows, lines=lines)}"
        f"{cells.write_row(row, keeps=index in kept)}</w:tr>"
        for index, (row, lines) in enumerate(zip(placed, cells.fit.lines, strict=True))
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{reference.style_ids[TABLE_STYLE]}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/>{"" if grid.title else _PADDED}'
        '<w:tblLook w:val="0000" w:firstRow="0" w:lastRow="0" '
        'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _find_kept(placed: list[list[Placed]]) -> frozenset[int]:
    """Return the rows that stay with the next: those that share a cell, all of a short table."""
    last = len(placed) - 1
    if last < _SHORT_TABLE:
        return frozenset(range(last))
    reach_down = (any(covered for _, _, covered in row) for row in placed[1:])
    return frozenset(index for index, reaches in enumerate(reach_down) if reaches)


def _share_width(relative: tuple[int, ...], total: int) -> list[int]:
    """Return the widths of the columns in twips; they add up to the width of the page."""
    whole = sum(relative)
    edges = (total * sum(relative[:index]) // whole for index in range(len(relative) + 1))
    return [right - left for left, right in pairwise(edges)]


class _CellWriter:
    """Writes cells as markup, in the size and with the lines of `fit`."""

    def __init__(self, reference: ReferenceDocument, fit: Fit, widths: list[int]) -> None:
        self._styles = {role: reference.style(role) for role in Role}
        self._gap = reference.style_ids[GAP_STYLE]
        self.fit = fit
        self._widths = widths
        self._paragraphs: dict[tuple[Role, str, bool], str] = {}
        size = f'<w:sz w:val="{fit.size}"/><w:szCs w:val="{fit.size}"/>'
        self._look = {False: size, True: f"<w:b/><w:bCs/>{size}"}

    def open_row(self, *, is_head: bool, lines: int) -> str:
        """Return the properties of a row that takes so many lines."""
        whole = "<w:cantSplit/>" if lines <= WHOLE_ROW else ""
        repeated = "<w:tblHeader/>" if is_head else ""
        height = f'<w:trHeight w:val="{self.fit.row}" w:hRule="atLeast"/>'
        return f"<w:trPr>{whole}{height}{repeated}</w:trPr>"

    def write_row(self, row: list[Placed], *, keeps: bool) -> str:
        """Return the cells of a row; `keeps` it on the page of the next."""
        return "".join([self._cell(*placed, keeps=keeps) for placed in row])

    def _cell(self, cell: GridCell, column: int, covered: bool, *, keeps: bool) -> str:  # noqa: FBT001
        width = self._widths[column]
        span = merge = ""
        if cell.columns > 1:
            width = sum(self._widths[column : column + cell.columns])
            span = f'<w:gridSpan w:val="{cell.columns}"/>'
        if cell.rows > 1:
            merge = "<w:vMerge/>" if covered else '<w:vMerge w:val="restart"/>'
        whole = "<w:noWrap/>" if is_number(cell.text) else ""
        text = "" if covered else self._text(cell)
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{whole}'
            f'<w:vAlign w:val="center"/></w:tcPr>{self._paragraph(cell, keeps=keeps)}{text}'
            "</w:p></w:tc>"
        )

    def _text(self, cell: GridCell) -> str:
        look = self._look[cell.bold]
        if not cell.spans:
            return run(cell.text, look=look)
        return "".join(
            run(
                span.text,
                style=self._gap if span.gap else "",
                look=f"<w:b/><w:bCs/>{look}" if span.bold and not cell.bold else look,
            )
            for span in cell.spans
        )

    def _paragraph(self, cell: GridCell, *, keeps: bool) -> str:
        """Return the paragraph up to its text; there are only a few different ones."""
        key = (cell.role, cell.align, keeps)
        opening = self._paragraphs.get(key)
        if opening is None:
            align = f'<w:jc w:val="{cell.align}"/>' if cell.align in _ALIGNED else ""
            opening = (
                f'<w:p><w:pPr><w:pStyle w:val="{self._styles[cell.role]}"/>'
                f"{'<w:keepNext/>' * keeps}"
                f'<w:spacing w:line="{self.fit.line}" w:lineRule="exact"/>{align}</w:pPr>'
            )
            self._paragraphs[key] = opening
        return opening
