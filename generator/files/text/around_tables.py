"""Tables that stand in a running text, each with the lines right above and below it.

Shared by web pages and plain text: both come as lines and grids in the order of the document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from generator.base.codes import L15
from generator.base.labels import squash
from generator.field.notes import is_note
from generator.field.titles import cover_line, form_in_name
from generator.files.xlsx.outline import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from generator.model.finding import Finding, finding
from generator.model.place import Place
from generator.model.sheet import Doubt, Sheet, unreadable

if TYPE_CHECKING:
    from collections.abc import Sequence

_ABOVE = 8
_LONG = 60
_NUMBERED = re.compile(r"[（(]?[0-9]{1,2}[.．、)）]")
_SENTENCE_END = ("。", "；", ";", "！", "!")
# What may stand above the title: its number, the department, the year, the unit.
_HEAD_LINE = re.compile(
    r"公开0?[0-9]|财决|附[表件]|(?:部门|单位|编制|填报|公开)[^，。]{0,12}[:：]"
    r"|(?:金额|计量)?单位[:：]|20[0-9]{2}年度?$"
)
_YEAR = re.compile(r"20[0-9]{2}年")
_NUMBER_OF_TABLE = re.compile(r"公开0?[0-9]表?")


class Line(NamedTuple):
    """A line of text in its cells (one, unless something parts it); an empty one is a gap."""

    cells: tuple[str, ...]

    @property
    def text(self) -> str:
        """The line without its parts."""
        return " ".join(cell for cell in self.cells if cell)


class GridDoubt(NamedTuple):
    """A doubtful cell of a grid (0-based)."""

    row: int
    column: int
    why: str


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one table, the name that its sheet gets, and what is doubtful in it."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    doubts: tuple[GridDoubt, ...] = ()
    hidden: tuple[int, ...] = ()

    @property
    def width(self) -> int:
        """The columns of the widest row; rows may be shorter."""
        return max(map(len, self.rows))


Item = Line | Grid


def gather_sheets(
    items: Sequence[Item], file: str
) -> tuple[tuple[Sheet, ...], tuple[Finding, ...]]:
    """Return one sheet for each grid, in the order of the document.

    A line belongs to one table only: what is a note of the table before is no title of the next.
    """
    sheets: list[Sheet] = []
    findings: list[Finding] = []
    free = 0
    for index, item in enumerate(items):
        if not isinstance(item, Grid):
            continue
        above = _with_cover(_lines_above(items, free, index), items)
        below, free = _lines_below(items, index + 1)
        sheet = _build_sheet(file, item, above, below)
        sheets.append(sheet)
        findings += _hidden_rows(sheet, item, len(above))
    return tuple(sheets), tuple(findings)


def _with_cover(above: list[Line], items: Sequence[Item]) -> list[Line]:
    """Return the lines with that of the cover (某某局2024年度部门决算) where they name no year."""
    if any(_YEAR.search(squash(line.text)) for line in above):
        return above
    lines = (item for item in items if isinstance(item, Line) and len(item.text) <= _LONG)
    named = [line for line in lines if all(cover_line(line.text))]
    return [*named[:1], *above]


def _lines_above(items: Sequence[Item], free: int, index: int) -> list[Line]:
    """Return the title and what stands around it, from `free` on at the earliest."""
    found: list[Line] = []
    titled = False
    for item in reversed(items[free:index]):
        if not isinstance(item, Line):
            break
        text = squash(item.text)
        if not text:
            continue
        if len(found) == _ABOVE or len(text) > _LONG or text.endswith(_SENTENCE_END):
            break
        if titled and not _HEAD_LINE.match(text):
            break
        titled = titled or is_title(text)
        found.append(item)
    return found[::-1]


def is_title(text: str) -> bool:
    """Whether a squashed line is the title of a table, and not only its number (公开01表)."""
    if _NUMBER_OF_TABLE.fullmatch(text):
        return False
    return bool(form_in_name(text)) or (text.endswith("表") and len(text) < _LONG)


def _lines_below(items: Sequence[Item], start: int) -> tuple[list[Line], int]:
    """Return the notes (注：, 说明：) with their further lines, and where they end."""
    found: list[Line] = []
    end = start
    for index in range(start, len(items)):
        item = items[index]
        if not isinstance(item, Line):
            break
        if not item.text:
            continue
        goes_on = bool(found) and _goes_on(found[-1].text, item.text, apart=index > end)
        if not is_note((item.text,)) and not goes_on:
            break
        found.append(item)
        end = index + 1
    return found, end


def _goes_on(before: str, text: str, *, apart: bool) -> bool:
    """Whether a line goes on with the note before it: numbered on, or broken in a sentence."""
    if _NUMBERED.match(text):
        return len(text) > len("1.") and not _HEAD_LINE.match(squash(text))
    unfinished = not before.rstrip().endswith((*_SENTENCE_END, "：", ":"))
    plain = squash(text)
    return not apart and unfinished and not is_title(plain) and not _HEAD_LINE.match(plain)


def _build_sheet(file: str, grid: Grid, above: list[Line], below: list[Line]) -> Sheet:
    rows = [*(line.cells for line in above), *grid.rows, *(line.cells for line in below)]
    width = max(map(len, rows))
    padded = tuple((*row, *("",) * (width - len(row))) for row in rows)
    doubts = tuple(
        Doubt(len(above) + row, column, padded[len(above) + row][column], why)
        for row, column, why in grid.doubts
    )
    return Sheet(file, padded, grid.name, doubts)


def _hidden_rows(sheet: Sheet, grid: Grid, offset: int) -> tuple[Finding, ...]:
    if not grid.hidden:
        return ()
    rows = [offset + row + 1 for row in grid.hidden]
    listed = "、".join(map(str, rows))
    message = f"{sheet.name}第 {listed} 行是隐藏的，已一并读取；请核对是否要用"
    places = tuple(Place(sheet.file, row, sheet=sheet.name) for row in rows)
    return (finding(L15, message, *places),)


def oversize(grids: Sequence[Grid]) -> str:
    """Return what is too large about these tables; empty where nothing is."""
    for grid in grids:
        rows, columns = len(grid.rows), grid.width
        if rows > MAX_ROWS or columns > MAX_COLUMNS:
            return f"{grid.name}有 {rows:,} 行、{columns} 列，不像公开表，没有读取"
    if sum(len(grid.rows) * grid.width for grid in grids) > MAX_CELLS:
        return f"各表合计超过 {MAX_CELLS:,} 个单元格，没有读取"
    return ""


def no_tables(file: str) -> Finding:
    """Return the finding for a text that holds no table at all."""
    return unreadable(file, "其中没有找到表格；请核对文件，或把各表另存为 .xlsx")
