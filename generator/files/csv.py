"""A file as a sheet of cell texts, rows numbered as Excel shows them."""

from __future__ import annotations

import csv
import io
import re
from itertools import chain
from typing import TYPE_CHECKING

from generator.base.decoding import UndecodableError, decode
from generator.files.snapshot import take_snapshot
from generator.model.sheet import Sheet, unopened, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.model.finding import Finding

_AS_TEXT = re.compile(r"=\s*\"([^\"]*)\"|'(\S.*?)'?")
_TAB_AT_COMMA = re.compile(r"\t(?=\"?,)|(?<=,)\t")
_GROUPS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
MAX_BYTES = 20_000_000
MAX_COLUMNS = 256
MAX_CELLS = 2_000_000


def read_text(path: Path, name: str) -> tuple[str | None, tuple[Finding, ...]]:
    """Return the text of a file, or None with the finding that says why not."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return None, (unreadable(name, f"文件超过 {MAX_BYTES // 1_000_000} MB，没有读取"),)
        data, findings = (b"", ()) if _is_empty(path) else take_snapshot(path, name)
        return (None, findings) if findings else (decode(data), ())
    except UndecodableError as error:
        return None, (unreadable(name, str(error)),)
    except OSError as error:
        return None, (unopened(name, error),)


def _is_empty(path: Path) -> bool:
    """Whether a file holds nothing; a pipe seems to, too."""
    return path.is_file() and not path.stat().st_size


def read_sheet(path: Path, name: str) -> tuple[Sheet | None, tuple[Finding, ...]]:
    """Return the cells of a CSV file (comma or tab), or None with findings.

    `name` is the file's name as findings print it.
    """
    text, findings = read_text(path, name)
    if text is None:
        return None, findings
    return parse_sheet(text, name)


def parse_sheet(text: str, name: str) -> tuple[Sheet | None, tuple[Finding, ...]]:
    """Return the cells of delimited text, every row as wide as the widest."""
    if not text.strip():
        return None, (unreadable(name, "文件是空的"),)
    height = max(text.count("\n"), text.count("\r")) + 1
    if height > MAX_CELLS:
        return None, (unreadable(name, f"有 {height:,} 行，不像公开表，没有读取"),)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    try:
        cells, width = _part_cells(text, lines, _delimiter_of(lines), height)
    except csv.Error as error:
        return None, (unreadable(name, f"引号或分隔符不配对，无法分列（{error}）"),)
    detail = _oversize(width, height)
    if detail:
        return None, (unreadable(name, detail),)
    rows = tuple((*map(_clean, row), *[""] * (width - len(row))) for row in cells)
    if not any(map(any, rows)):
        return None, (unreadable(name, "文件里只有分隔符，没有内容"),)
    return Sheet(name, rows), ()


def _part_cells(
    text: str, lines: list[str], delimiter: str, height: int
) -> tuple[list[list[str]], int]:
    """Return the cells of each row, and how many the widest has; of too large a sheet not all."""
    kept: list[list[str]] = []
    width = 0
    for row in _read_rows(text, lines, delimiter):
        width = max(width, len(row))
        if not _oversize(width, height):
            kept.append(row)
    return kept, width


def _read_rows(text: str, lines: list[str], delimiter: str) -> Iterator[list[str]]:
    """Yield the cells of each row; raises csv.Error where a quote stays open.

    csv takes such a quote for closed by the end of the file, but then it has swallowed the row of
    two empty cells that is put after the last one.
    """
    if '"' not in text:
        yield from (line.split(delimiter) for line in lines)
        return
    stream = io.StringIO(text, newline="")
    rows = csv.reader(chain(stream, [delimiter]), delimiter=delimiter)
    count, last = 1, next(rows)
    for row in rows:
        yield last
        count, last = count + 1, row
    if last != ["", ""]:
        raise csv.Error(f"第 {count} 行的引号没有结束")


def _oversize(width: int, height: int) -> str:
    """Return what is too large about a sheet; empty where nothing is."""
    if width > MAX_COLUMNS:
        return f"有 {width} 列，超过 {MAX_COLUMNS} 列，不像公开表"
    if width * height > MAX_CELLS:
        return f"有 {height:,} 行、{width} 列，不像公开表，没有读取"
    return ""


def _clean(cell: str) -> str:
    """Return a cell without the marks by which Excel is told that a code is text ("=…", '…)."""
    cell = cell.strip()
    if cell[:1] not in {"=", "'"}:
        return cell
    found = _AS_TEXT.fullmatch(cell)
    return (found[1] or found[2] or "").strip() if found else cell


def _delimiter_of(lines: list[str]) -> str:
    """Return tab, comma or semicolon: amounts hold commas (1,207.46), so tabs decide where usual.

    A tab beside a comma parts nothing: it stands behind a code to keep Excel from counting it.
    """
    tabbed = sum("\t" in _TAB_AT_COMMA.sub(",", line.strip("\t")) for line in lines)
    with_comma = sum("," in line for line in lines)
    filled = sum(bool(line.strip()) for line in lines)
    if tabbed * 2 >= filled or tabbed > with_comma:
        return "\t"
    apart = sum(_GROUPS.sub("", line).count(",") for line in lines)
    semicolons = [line.count(";") for line in lines]
    usual = sum(map(bool, semicolons)) * 2 >= filled
    return ";" if usual and sum(semicolons) > apart else ","
