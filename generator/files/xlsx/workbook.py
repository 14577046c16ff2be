"""A workbook (.xlsx) as sheets of the texts that Excel shows, one for each visible worksheet."""

from __future__ import annotations

import io
import itertools
import re
import warnings
import zipfile
from functools import partial
from typing import TYPE_CHECKING, cast

from openpyxl.reader.excel import ExcelReader

from generator.files.snapshot import take_snapshot
from generator.files.xlsx.archive import BROKEN, UnusableError, check_archive
from generator.files.xlsx.cells import CellTexts
from generator.files.xlsx.notices import CellNotes, collect_sheets, hidden_lines, hidden_sheets
from generator.files.xlsx.outline import MAX_CELLS, Budget, Outline, TooLargeError, scan_outline
from generator.files.xlsx.shown import show_number
from generator.model.sheet import unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from openpyxl.cell.read_only import ReadOnlyCell
    from openpyxl.worksheet.worksheet import Worksheet

    from generator.files.xlsx.cells import Value
    from generator.model.finding import Finding
    from generator.model.sheet import Sheet

_ALL_CELLS = 2 * MAX_CELLS
_VISIBLE = "visible"
_WORKSHEET = "/worksheet"
_SHEET_PART = re.compile(r"(?:.*/)?worksheets/[^/]+\.xml$", re.IGNORECASE)
_EMPTY = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<sheetData/></worksheet>"
)
_DAMAGED = "文件已损坏，或不是 Excel 能打开的工作簿；请在 Excel/WPS 中打开，另存为 .xlsx"

Read = tuple[tuple["Sheet", ...], tuple["Finding", ...]]


def read_xlsx(path: Path, name: str) -> Read:
    """Return the visible worksheets with any text, and what is to be said about their cells.

    Nothing is calculated: a formula has the value that Excel saved with it.
    """
    data, findings = take_snapshot(path, name)
    if not data:
        return (), findings
    try:
        check_archive(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl leaves out is no concern of ours
            return _read_workbook(data, name)
    except UnusableError as error:
        return (), (unreadable(name, str(error)),)
    except BROKEN:
        return (), (unreadable(name, _DAMAGED),)


def _read_workbook(data: bytes, name: str) -> Read:
    outlines, refused = _scan_parts(data)
    archive = _without(data, set(refused)) if refused else data
    reader = ExcelReader(io.BytesIO(archive), read_only=True, data_only=True, keep_links=False)
    reader.read()
    parts = {
        sheet.name: (sheet.state, relation.target)
        for sheet, relation in reader.parser.find_sheets()
        if relation.Type.endswith(_WORKSHEET)
    }
    hidden = [title for title, (state, _) in parts.items() if state != _VISIBLE]

    def read(worksheet: Worksheet) -> Read:
        part = parts[worksheet.title][1]
        if part in refused:
            raise refused[part]
        return _read_worksheet(worksheet, outlines[part], name)

    readers = (
        (worksheet.title, partial(read, worksheet))
        for worksheet in reader.wb.worksheets
        if parts[worksheet.title][0] == _VISIBLE
    )
    return collect_sheets(name, readers, hidden_sheets(name, hidden))


def _scan_parts(data: bytes) -> tuple[dict[str, Outline], dict[str, TooLargeError]]:
    """Return the outlines of the worksheets by part, and those that are too large to be read."""
    outlines: dict[str, Outline] = {}
    refused: dict[str, TooLargeError] = {}
    left, budget = _ALL_CELLS, Budget()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.namelist():
            if not _SHEET_PART.match(part):
                continue
            try:
                with archive.open(part) as source:
                    outline = scan_outline(source, budget)
            except TooLargeError as error:
                refused[part] = error
                continue
            left -= outline.cells
            if left < 0:
                refused[part] = TooLargeError("之前的工作表已经太大，没有读取；请只保留决算各表")
            else:
                outlines[part] = outline
    return outlines, refused


def _without(data: bytes, parts: set[str]) -> bytes:
    """Return the archive with these worksheets emptied: openpyxl looks through all of them."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(file, "w") as new,
    ):
        for name in old.namelist():
            if name.endswith((".xml", ".rels")):
                new.writestr(name, _EMPTY if name in parts else old.read(name))
    return file.getvalue()


def _read_worksheet(worksheet: Worksheet, outline: Outline, file: str) -> Read:
    """Return the sheet, or none where it is empty, with its findings."""
    height, width = outline.rows, outline.columns
    covered = outline.covered()
    texts = CellTexts(CellNotes(file, worksheet.title), [[""] * width for _ in range(height)])
    for row, line in enumerate(_lines(worksheet, height, width)):
        for column, cell in enumerate(line):
            if (row + 1, column + 1) in outline.uncalculated:
                texts.put_uncalculated(row, column)
            elif cell.value is not None:
                _put(texts, row, column, cell)
    texts.cover(covered)
    texts.finish()
    if not any(map(any, texts.rows)):
        return (), ()
    hidden = hidden_lines(
        file, worksheet.title, outline.hidden_rows, outline.hidden_column_numbers(), texts.rows
    )
    return (texts.notes.sheet_of(texts.rows),), (*texts.notes.findings(), *hidden)


def _put(texts: CellTexts, row: int, column: int, cell: ReadOnlyCell) -> None:
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        texts.put_number(row, column, value, show_number(value, cell.number_format))
    else:
        texts.put_value(row, column, cast("Value", value))


def _lines(worksheet: Worksheet, height: int, width: int) -> Iterable[tuple[ReadOnlyCell, ...]]:
    """Return the rows down to the last with a value; what follows them is not parsed."""
    lines = worksheet.iter_rows(min_row=1, min_col=1, max_row=height, max_col=width)
    return cast("Iterable[tuple[ReadOnlyCell, ...]]", itertools.islice(lines, height))
