"""The cells of a table of a Word document as boxes on a grid."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.files.docx.characters import PAGE_BREAK, block_text
from generator.files.docx.markup import attribute, group_blocks, kept_cells, kept_rows, local_name
from generator.files.printed.grid import Box
from generator.files.printed.lines import join_lines

if TYPE_CHECKING:
    from lxml import etree

_POINT = 20.0  # twips
_UNKNOWN_WIDTH = 1000.0  # twips, for columns without a width
_RAGGED = "本行的列数与表格其他行不同，可能错列"


class _Cell(NamedTuple):
    element: etree._Element
    start: int
    end: int
    goes_on: bool


def table_boxes(table: etree._Element) -> tuple[Box, ...]:
    """Return the cells of a table; one that covers several rows or columns is one box."""
    rows = [_read_row(row) for row in kept_rows(table)]
    edges = _column_edges(table, max((row[-1].end for row in rows if row), default=0))
    boxes: list[Box] = []
    reaching: dict[tuple[int, int], int] = {}
    for index, row in enumerate(rows):
        ragged = _RAGGED if row and row[-1].end != len(edges) - 1 else ""
        begun: dict[tuple[int, int], int] = {}
        for cell in row:
            key = (cell.start, cell.end)
            if cell.goes_on and key in reaching:
                above = reaching[key]
                boxes[above] = boxes[above]._replace(rows=boxes[above].rows + 1)
                begun[key] = above
                continue
            text, why = join_lines(_cell_lines(cell.element))
            begun[key] = len(boxes)
            why = why or (ragged if text else "")
            boxes.append(Box(index, 1, edges[cell.start], edges[cell.end], text, why))
        reaching = begun
    return tuple(boxes)


def _read_row(row: etree._Element) -> list[_Cell]:
    column = _number(row.find("{*}trPr/{*}gridBefore"), 0)
    cells: list[_Cell] = []
    for element in kept_cells(row):
        width = max(_number(element.find("{*}tcPr/{*}gridSpan"), 1), 1)
        merge = element.find("{*}tcPr/{*}vMerge")
        goes_on = merge is not None and attribute(merge) != "restart"
        across = element.find("{*}tcPr/{*}hMerge")
        if across is not None and attribute(across) != "restart" and cells:
            cells[-1] = cells[-1]._replace(end=column + width)
        else:
            cells.append(_Cell(element, column, column + width, goes_on))
        column += width
    return cells


def _number(element: etree._Element | None, default: int) -> int:
    value = attribute(element) or ""
    return min(int(value), 1000) if value.isascii() and value.isdigit() else default


def _column_edges(table: etree._Element, columns: int) -> list[float]:
    """Return the edges of the grid columns in points, wide ones where the widths are not given."""
    widths: list[float] = []
    for column in table.iterfind("{*}tblGrid/{*}gridCol"):
        value = attribute(column, "w") or ""
        widths.append(float(value) if value.isascii() and value.isdigit() else _UNKNOWN_WIDTH)
    if len(widths) < columns or not all(widths[:columns]):
        widths = [_UNKNOWN_WIDTH] * columns
    edges = [0.0]
    for width in widths[:columns]:
        edges.append(edges[-1] + width / _POINT)
    return edges


def _cell_lines(cell: etree._Element) -> list[str]:
    """Return the lines of a cell; around a table in the cell they belong to that table."""
    lines: list[str] = []
    for block in group_blocks(cell):
        if local_name(block[0]) == "tbl":
            return []
        lines += block_text(block).replace(PAGE_BREAK, "\n").split("\n")
    return lines
