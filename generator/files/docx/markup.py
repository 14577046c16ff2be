"""The text of WordprocessingML as a reader of the accepted document sees it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.base.decoding import UNSEEN, fold_radicals
from generator.files.printed.grid import Box
from generator.files.printed.lines import join_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_LEFT_OUT = frozenset(
    {
        "del",
        "moveFrom",
        "delText",
        "instrText",
        "delInstrText",
        "pPr",
        "rPr",
        "drawing",
        "pict",
        "object",
        "txbxContent",
        "rt",
        "Fallback",
        "sdtPr",
        "sdtEndPr",
        "tbl",
    }
)
# Characters of no width would part the digits of an amount without anybody seeing it.
_UNSEEN = re.compile(f"[{UNSEEN}]")
_OFF = frozenset({"0", "false", "off", "none"})
_FIXED = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_PAGE_BREAK = "\f"
_WRAPPERS = frozenset(
    {
        "sdt",
        "sdtContent",
        "ins",
        "moveTo",
        "customXml",
        "smartTag",
        "AlternateContent",
        "Choice",
    }
)
_POINT = 20.0  # twips
_UNKNOWN_WIDTH = 1000.0  # twips, for columns without a width
_RAGGED = "本行的列数与表格其他行不同，可能错列"


def local_name(element: etree._Element) -> str:
    """Return the name without its namespace (both kinds of OOXML have the same names)."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: etree._Element | None, name: str = "val") -> str | None:
    """Return an attribute by its local name, None where element or attribute is missing."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def is_on(element: etree._Element | None) -> bool:
    """Whether a switch (w:vanish) is there and not turned off."""
    return element is not None and (attribute(element) or "1").lower() not in _OFF


def members(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the children, those in content controls and accepted insertions included."""
    for child in parent:
        if local_name(child) in _WRAPPERS:
            yield from members(child)
        else:
            yield child


def paragraph_text(paragraph: etree._Element) -> str:
    """Return the text: tabs as \\t, line breaks as \\n, page breaks as \\f.

    Of fields only the result is text; what was deleted, moved away or hidden is left out.
    """  # noqa: D301
    pieces: list[str] = []
    codes: list[bool] = []  # of the fields around: whether their instruction is still going on
    _collect(paragraph, pieces, codes)
    return "".join(pieces)


def _collect(element: etree._Element, pieces: list[str], codes: list[bool]) -> None:
    for child in element:
        name = local_name(child)
        if name == "fldChar":
            _turn_field(attribute(child, "fldCharType"), codes)
        elif name in _LEFT_OUT or not name or any(codes):
            if name == "r":
                _collect_marks(child, codes)
        elif name == "t":
            pieces.append(_UNSEEN.sub("", fold_radicals(child.text or "")))
        elif name == "br":
            pieces.append(_PAGE_BREAK if attribute(child, "type") == "page" else "\n")
        elif name in _FIXED:
            pieces.append(_FIXED[name])
        elif not (name == "r" and is_on(child.find("{*}rPr/{*}vanish"))):
            _collect(child, pieces, codes)


def _collect_marks(run: etree._Element, codes: list[bool]) -> None:
    """Follow the marks of fields in a run that is part of an instruction."""
    for mark in run.iter("{*}fldChar"):
        _turn_field(attribute(mark, "fldCharType"), codes)


def _turn_field(kind: str | None, codes: list[bool]) -> None:
    if kind == "begin":
        codes.append(True)
    elif kind == "separate" and codes:
        codes[-1] = False
    elif kind == "end" and codes:
        codes.pop()


class _Cell(NamedTuple):
    element: etree._Element
    start: int
    end: int
    goes_on: bool


def table_boxes(table: etree._Element) -> tuple[Box, ...]:
    """Return the cells of a table; one that covers several rows or columns is one box."""
    rows = [_read_row(row) for row in members(table) if _is_row(row)]
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


def _is_row(element: etree._Element) -> bool:
    """Whether an element is a row that stays, and is seen, when all changes are accepted."""
    gone = (element.find(f"{{*}}trPr/{{*}}{name}") is not None for name in ("del", "moveFrom"))
    hidden = is_on(element.find("{*}trPr/{*}hidden"))
    return local_name(element) == "tr" and not any(gone) and not hidden


def _is_deleted(cell: etree._Element) -> bool:
    return cell.find("{*}tcPr/{*}cellDel") is not None


def _read_row(row: etree._Element) -> list[_Cell]:
    column = _number(row.find("{*}trPr/{*}gridBefore"), 0)
    cells: list[_Cell] = []
    for element in members(row):
        if local_name(element) != "tc" or _is_deleted(element):
            continue
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
    for child in members(cell):
        if local_name(child) == "tbl":
            return []
        if local_name(child) == "p":
            lines += paragraph_text(child).replace(_PAGE_BREAK, "\n").split("\n")
    return lines
