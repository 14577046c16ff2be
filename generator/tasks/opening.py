"""A file of any kind → its sheets; a workbook → the data of a department."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.base.codes import L04
from generator.base.errors import NotDataError, UnreadableWorkbookError
from generator.base.regular import open_regular
from generator.base.severity import Severity
from generator.export.convert import convert_internal, is_internal
from generator.field.data_folder import Lists
from generator.files.csv import read_sheet
from generator.files.docx.tables import read_docx
from generator.files.html import read_html
from generator.files.kinds import find_unreadable_kind, is_word_package
from generator.files.pdf.tables import read_pdf
from generator.files.snapshot import changed, mark_of
from generator.files.text.tables import read_plain
from generator.folder.skeleton import COLUMNS
from generator.model.finding import notes_of
from generator.model.sheet import Sheet, unopened, unreadable
from generator.reading.folder import read_sheets
from generator.reading.several import cut_to_first

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from generator.export.convert import InternalExport
    from generator.folder.contents import Rows
    from generator.model.finding import Finding
    from generator.model.records import Inputs

    Opened = tuple[tuple[Sheet, ...], tuple[Finding, ...]]

WORKBOOKS = {".xlsx", ".xlsm", ".xls"}
_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
_SAVE_AS = {
    ".doc": "请在 Word 或 WPS 中另存为 .docx",
    ".wps": "请在 WPS 中另存为 .docx",
    ".et": "请在 WPS 中另存为 .xlsx",
}
_HEAD_BYTES = 2048


def _read_xlsx(path: Path, name: str) -> Opened:
    from generator.files.xlsx.workbook import read_xlsx  # noqa: PLC0415 - a library of its own

    return read_xlsx(path, name)


def _read_xls(path: Path, name: str) -> Opened:
    from generator.files.xls.workbook import read_xls  # noqa: PLC0415 - a library of its own

    return read_xls(path, name)


_BY_SUFFIX: dict[str, Callable[[Path, str], Opened]] = {
    ".html": read_html,
    ".htm": read_html,
    ".xlsx": _read_xlsx,
    ".xlsm": _read_xlsx,
    ".xls": _read_xls,
    ".docx": read_docx,
    ".pdf": read_pdf,
    ".txt": read_plain,
    ".md": read_plain,
}


# What is a grid of cells, whatever stands on it; the other readers part the tables themselves.
_GRIDS = (None, _read_xlsx, _read_xls)


def open_sheets(path: Path, name: str = "") -> Opened:
    """Return the sheets of a file, told by its content first, by its suffix second."""
    name = name or path.name
    suffix = path.suffix.lower()
    try:
        with open_regular(path) as stream:
            head = stream.read(_HEAD_BYTES)
        kind = find_unreadable_kind(path)
    except OSError as error:
        return (), (unopened(name, error),)
    if suffix in _SAVE_AS:
        return (), (unreadable(name, f"不能读取 {suffix} 文件；{_SAVE_AS[suffix]}"),)
    if kind:
        return (), (unreadable(name, kind),)
    reader = _choose_reader(path, head, suffix)
    before = mark_of(path)
    sheets, findings = reader(path, name) if reader is not None else _read_delimited(path, name)
    if mark_of(path) != before:
        return (), (changed(name),)
    if reader in _GRIDS:
        sheets, several = cut_to_first(sheets)
        findings = (*findings, *several)
    return sheets, findings


def _read_delimited(path: Path, name: str) -> Opened:
    sheet, findings = read_sheet(path, name)
    return ((sheet,) if sheet is not None else ()), findings


def _choose_reader(path: Path, head: bytes, suffix: str) -> Callable[[Path, str], Opened] | None:
    """Return the reader for what the file is; None for delimited text."""
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    told: tuple[tuple[bool, Callable[[Path, str], Opened]], ...] = (
        (head.startswith(_ZIP) and (is_word_package(path) or suffix == ".docx"), read_docx),
        (head.startswith(_ZIP), _read_xlsx),
        (head.startswith(_OLE), _read_xlsx if suffix in {".xlsx", ".xlsm"} else _read_xls),
        (head.startswith(_PDF), read_pdf),
        (start.startswith((b"<!doctype", b"<html", b"<table", b"<meta")), read_html),
    )
    found = next((reader for holds, reader in told if holds), None)
    return found or _BY_SUFFIX.get(suffix)


def convert_export(sheets: Sequence[Sheet]) -> tuple[InternalExport, dict[str, Rows]]:
    """Return what an internal export holds, and its lists with their heads."""
    export = convert_internal(sheets)
    export = replace(export, findings=without_repeats(export.findings, sheets))
    given = {Lists.BUDGETS: export.budgets, Lists.FACTS: export.facts}
    return export, {name: (COLUMNS[name], *rows) for name, rows in given.items() if rows}


def read_workbook(path: Path) -> tuple[Inputs, tuple[Finding, ...]]:
    """Return a workbook as the data of a department: its sheets named as the files of a folder.

    The internal export (财决) is converted on the way. Raises NotDataError, NoTablesError, and
    UnreadableWorkbookError with the reasons.
    """
    if path.suffix.lower() not in WORKBOOKS:
        raise NotDataError(path)
    sheets, problems = open_sheets(path)
    if not sheets:
        raise UnreadableWorkbookError(path).because(notes_of(problems))
    if is_internal(sheets):
        export, rows = convert_export(sheets)
        problems = (*without_unused(problems, set(export.unused)), *export.findings)
        lists = tuple(Sheet(path.name, _square(cells), name) for name, cells in rows.items())
        inputs, findings = read_sheets(path, (*export.tables, *lists))
        return inputs, (*problems, *findings)
    inputs, findings = read_sheets(path, sheets)
    problems = without_unused(problems, set(inputs.unused))
    return inputs, (*problems, *without_repeats(findings, sheets))


def _square(rows: Rows) -> Rows:
    width = max(len(row) for row in rows)
    return tuple((*row, *[""] * (width - len(row))) for row in rows)


def without_unused(problems: Iterable[Finding], unused: set[str]) -> tuple[Finding, ...]:
    """Return what the reader of a workbook says, without what is about sheets nobody uses."""
    return tuple(
        finding
        for finding in problems
        if not finding.places or not all(place.sheet in unused for place in finding.places)
    )


def without_repeats(findings: Iterable[Finding], sheets: Iterable[Sheet]) -> tuple[Finding, ...]:
    """Return what reading a table or list says, without cells that were reported as errors."""
    reported = {
        (sheet.file, sheet.name, doubt.row + 1, doubt.column + 1)
        for sheet in sheets
        for doubt in sheet.doubts
        if doubt.reported is Severity.ERROR
    }
    return tuple(
        finding
        for finding in findings
        if finding.code != L04.code
        or not any(
            (place.file, place.sheet, place.row_number, place.column_number) in reported
            for place in finding.places[:1]
        )
    )
