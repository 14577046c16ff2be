"""Tables in a text file (.txt, .md): parted by tabs or by pipes, among paragraphs."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.labels import squash
from generator.field.notes import is_note
from generator.files.csv import parse_sheet, read_text
from generator.files.text.around_tables import (
    Grid,
    GridDoubt,
    Item,
    Line,
    gather_sheets,
    is_title,
    no_tables,
    oversize,
)
from generator.files.xlsx.cells import clean_text
from generator.files.xlsx.outline import MAX_CELLS
from generator.model.sheet import unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.model.finding import Finding
    from generator.model.sheet import Sheet

_LEAST = 3
_COMMAS = 2
_MAX_LINES = 200_000
_PARTING = re.compile(r"[\t|｜│┃]")
_QUOTED_LINES = 6
_PIPES = re.compile(r"(?<!\\)[|｜│┃]")
_RULE = re.compile(r"(?=.*[-─━=])[\s|｜│┃:+=\-─━┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╂╋]{3,}")
_TAG = re.compile(r"</?(?:b|strong|i|em|u|s|sup|sub|span|font|p|div)\b[^<>]{0,80}>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_HEADING = re.compile(r"^\s{0,3}(?:#{1,6}\s+|>\s?)")
_ESCAPED = re.compile(r"\\([\\|*_#<>`~\-])")
_UNPARTED = "这一行没有分列"

Read = tuple[tuple["Sheet", ...], tuple["Finding", ...]]
Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the file: its number (0-based), its cells, and what parts them (empty: nothing)."""

    number: int
    cells: Cells
    mark: str = ""

    @property
    def is_blank(self) -> bool:
        return not any(self.cells) and not self.mark

    @property
    def filled(self) -> int:
        return sum(map(bool, self.cells))


def read_plain(path: Path, name: str) -> Read:
    """Return one sheet for each table of a text, with the lines above and the notes below it."""
    text, findings = read_text(path, name)
    if text is None:
        return (), findings
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) > _MAX_LINES or len(_PARTING.findall(text)) > MAX_CELLS:
        return (), (unreadable(name, "行数或单元格过多，不像公开表，没有读取"),)
    items = list(_items_of(list(_rows_of(lines))))
    grids = [item for item in items if isinstance(item, Grid)]
    if not grids:
        return _as_list(text, lines, name)
    detail = oversize(grids)
    return ((), (unreadable(name, detail),)) if detail else gather_sheets(items, name)


def _as_list(text: str, lines: list[str], name: str) -> Read:
    """Return a text without tables as one sheet where it is a CSV under another name."""
    filled = [line for line in lines if line.strip()]
    parted = sum(line.count(",") >= _COMMAS for line in filled)
    if parted < _LEAST or parted * 2 < len(filled):
        return (), (no_tables(name),)
    sheet, findings = parse_sheet(text, name)
    return ((sheet,) if sheet else ()), findings


def _rows_of(lines: list[str]) -> Iterator[_Row]:
    """Yield the lines in their cells; lines that only draw a table are left out."""
    number = 0
    while number < len(lines):
        line, taken = _whole_line(lines, number)
        if "\t" in line:
            yield _Row(number, tuple(map(_clean, _unquote(line.split("\t")))), "\t")
        elif _RULE.fullmatch(line) and (_PIPES.search(line) or "+" in line or "─" in line):
            pass
        elif len(_PIPES.findall(line)) >= _LEAST - 1:
            yield _Row(number, tuple(map(_clean, _piped(line))), "|")
        else:
            yield _Row(number, (_clean(_HEADING.sub("", line)),))
        number += taken


def _whole_line(lines: list[str], number: int) -> tuple[str, int]:
    """Return a line with those that a quoted cell of it goes on over, as Excel copies them."""
    line = lines[number]
    for taken in range(1, _QUOTED_LINES + 1):
        last = line.rpartition("\t")[2]
        if not last.startswith('"') or last.count('"') % 2 == 0:
            return line, taken
        if number + taken >= len(lines):
            break
        line = f"{line} {lines[number + taken]}"
    return lines[number], 1


def _unquote(cells: list[str]) -> Iterator[str]:
    for cell in cells:
        quoted = len(cell) > 1 and cell[0] == cell[-1] == '"'
        yield cell[1:-1].replace('""', '"') if quoted else cell


def _piped(line: str) -> list[str]:
    """Return the cells between pipes; those at the ends of the line enclose it."""
    cells = _PIPES.split(line.strip())
    if cells and not cells[0].strip():
        cells = cells[1:]
    if cells and not cells[-1].strip():
        cells = cells[:-1]
    return [_ESCAPED.sub(r"\1", cell) for cell in cells]


def _clean(text: str) -> str:
    """Return a text without tags, entities and Markdown's marks of emphasis."""
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub(" ", text))
    if "&" in text:
        text = html.unescape(text)
    return clean_text(text.replace("**", ""))


def lines_outside_tables(text: str) -> Iterator[tuple[int, Cells]]:
    """Yield the number (1-based) and the parts of every line that belongs to no table.

    A line that no tab or pipe parts has one part.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for run in _runs_of(list(_rows_of(lines))):
        if not _is_table(run):
            for row in run:
                yield row.number + 1, tuple(cell for cell in row.cells if cell)


def _items_of(rows: list[_Row]) -> Iterator[Item]:
    """Yield the lines and tables of a text in their order."""
    for run in _runs_of(rows):
        if _is_table(run):
            yield from map(_grid_of, _stacked(run))
        else:
            yield from (Line(tuple(cell for cell in row.cells if cell)) for row in run)


def _runs_of(rows: list[_Row]) -> Iterator[list[_Row]]:
    """Yield the lines, those that may be a table together."""
    start = 0
    while start < len(rows):
        end = _end_of_run(rows, start) if rows[start].mark else start + 1
        yield rows[start:end]
        start = end


def _end_of_run(rows: list[_Row], start: int) -> int:
    """Return where a run of table lines ends.

    Blank lines between rows of the same width belong to it, and one line that nothing parts.
    """
    mark = rows[start].mark
    end = start + 1
    while end < len(rows):
        following = end
        while following < len(rows) and rows[following].is_blank:
            following += 1
        if following == len(rows):
            return end
        row, before = rows[following], rows[end - 1]
        if row.mark == mark and (following == end or len(row.cells) == len(before.cells)):
            end = following + 1
        elif following == end and _is_unparted(rows, end, mark):
            end += 2
        else:
            return end
    return end


def _is_unparted(rows: list[_Row], index: int, mark: str) -> bool:
    """Whether a line without parts stands between two rows, and is no note and no title."""
    row = rows[index]
    if row.mark or index + 1 >= len(rows) or rows[index + 1].mark != mark:
        return False
    text = row.cells[0]
    return not is_note(row.cells) and not is_title(squash(text)) and "：" not in text


def _is_table(run: list[_Row]) -> bool:
    """Whether a run of lines is a table, and not a list of contents or a single line."""
    parted = [row for row in run if row.mark and row.filled]
    return len(parted) > 1 and max(row.filled for row in parted) >= _LEAST


def _stacked(run: list[_Row]) -> Iterator[list[_Row]]:
    """Yield the tables of a run: copied from one sheet, several may stand below one another."""
    part: list[_Row] = []
    for row in run:
        title = row.filled == 1 and is_title(squash("".join(row.cells)))
        if title and sum(before.filled >= _LEAST for before in part) > 1:
            yield part
            part = []
        part.append(row)
    yield part


def _grid_of(run: list[_Row]) -> Grid:
    """Return the table of a run, without its blank lines; rows of blank cells stay but the last."""
    rows = [row for row in run if not row.is_blank]
    while not rows[-1].filled:
        rows.pop()
    cells = tuple(row.cells for row in rows)
    doubts = tuple(GridDoubt(index, 0, _UNPARTED) for index, row in enumerate(rows) if not row.mark)
    return Grid(f"第{rows[0].number + 1}行起的表", cells, doubts)
