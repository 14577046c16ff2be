"""The order of `import`: files → sheets → the nine tables → CSV files of a data folder."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.document.digest import holds_digest
from generator.document.portable import read_pdf
from generator.document.submission import read_docx
from generator.errors import (
    ImportTargetError,
    NotDataError,
    NothingImportedError,
    UnreadableWorkbookError,
)
from generator.intake.internal import convert_internal, is_internal
from generator.model.finding import Finding, FindingClass, Severity, sort_findings
from generator.model.forms import FORMS
from generator.model.place import Place
from generator.model.sheet import Sheet, unreadable
from generator.output import write_atomically
from generator.reading.folder import read_sheets
from generator.reading.heading import Surroundings
from generator.reading.legacy import read_xls
from generator.reading.plain import read_plain
from generator.reading.recognise import recognise
from generator.reading.sheet import read_sheet
from generator.reading.tables import read_table
from generator.reading.web import read_html
from generator.reading.workbook import read_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from generator.intake.internal import InternalExport
    from generator.model.records import Inputs
    from generator.model.table import Table

    Opened = tuple[tuple[Sheet, ...], tuple[Finding, ...]]

_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
_SAVE_AS = {
    ".doc": "请在 Word 或 WPS 中另存为 .docx",
    ".wps": "请在 WPS 中另存为 .docx",
    ".et": "请在 WPS 中另存为 .xlsx",
}
_HEAD_BYTES = 2048
_WORKBOOKS = {".xlsx", ".xlsm", ".xls"}
_BUDGET_HEAD = ("科目编码", "科目名称", "年初预算数", "资金性质")
_FACT_HEAD = ("项目", "数值", "单位")
_BY_SUFFIX: dict[str, Callable[[Path, str], Opened]] = {
    ".html": read_html,
    ".htm": read_html,
    ".xlsx": read_xlsx,
    ".xlsm": read_xlsx,
    ".xls": read_xls,
    ".docx": read_docx,
    ".pdf": read_pdf,
    ".txt": read_plain,
    ".md": read_plain,
}


@dataclass(frozen=True, slots=True)
class FoundTable:
    """One of the nine tables, where it was found and what became of it.

    `written` is False where the data folder already had the table and kept it.
    """

    table: Table
    sheet: Sheet
    path: Path
    written: bool


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did: tables found, other files written, what is missing or doubtful."""

    tables: tuple[FoundTable, ...]
    missing: tuple[str, ...]
    others: tuple[Path, ...]
    findings: tuple[Finding, ...]


def open_sheets(path: Path, name: str = "") -> Opened:
    """Return the sheets of a file, told by its content first, by its suffix second."""
    name = name or path.name
    suffix = path.suffix.lower()
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
    except OSError as error:
        return (), (unreadable(name, f"系统拒绝打开（{error.strerror or error}）"),)
    if suffix in _SAVE_AS:
        return (), (unreadable(name, f"不能读取 {suffix} 文件；{_SAVE_AS[suffix]}"),)
    reader = _choose_reader(path, head, suffix)
    if reader is not None:
        return reader(path, name)
    sheet, findings = read_sheet(path, name)
    return ((sheet,) if sheet is not None else ()), findings


def _choose_reader(path: Path, head: bytes, suffix: str) -> Callable[[Path, str], Opened] | None:
    """Return the reader for what the file is; None for delimited text."""
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    told: tuple[tuple[bool, Callable[[Path, str], Opened]], ...] = (
        (head.startswith(_ZIP) and _holds_word(path, suffix), read_docx),
        (head.startswith(_ZIP), read_xlsx),
        (head.startswith(_OLE), read_xlsx if suffix in {".xlsx", ".xlsm"} else read_xls),
        (head.startswith(_PDF), read_pdf),
        (start.startswith((b"<!doctype", b"<html", b"<table", b"<meta")), read_html),
    )
    found = next((reader for holds, reader in told if holds), None)
    return found or _BY_SUFFIX.get(suffix)


def _holds_word(path: Path, suffix: str) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError):
        return suffix == ".docx"
    return any(name.startswith("word/") for name in names)


def import_files(files: Sequence[Path], target: Path) -> ImportReport:
    """Write the tables that the files hold into the data folder `target`, and say what was found.

    A table that the folder already has in another version is kept; the finding names both.
    Raises NothingImportedError where no table was found, ImportTargetError.
    """
    if target.exists() and not target.is_dir():
        raise ImportTargetError(target)
    findings: list[Finding] = []
    chosen: dict[str, tuple[Table, Sheet]] = {}
    others: dict[str, tuple[tuple[str, ...], ...]] = {}
    for file in files:
        sheets, problems = open_sheets(file)
        findings += problems
        if is_internal(sheets):
            export = convert_internal(sheets)
            sheets, others = export.tables, {**others, **_lists_of(export)}
            findings += export.findings
        findings += _choose_tables(sheets, file, chosen)
    if not chosen:
        error = NothingImportedError(files)
        for finding in findings:
            error.add_note(finding.message)
        raise error
    tables = tuple(
        _keep_or_write(*chosen[form.number], target, findings)
        for form in FORMS
        if form.number in chosen
    )
    missing = tuple(form.number for form in FORMS if form.number not in chosen)
    findings += [_missing(number) for number in missing]
    written = _write_lists(others, target, findings)
    return ImportReport(tables, missing, written, sort_findings(findings))


def _lists_of(export: InternalExport) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the lists that an internal export fills, with their heads, by file."""
    given = {"年初预算": (_BUDGET_HEAD, export.budgets), "事项": (_FACT_HEAD, export.facts)}
    return {name: (head, *rows) for name, (head, rows) in given.items() if rows}


def read_workbook(path: Path) -> tuple[Inputs, tuple[Finding, ...]]:
    """Return a workbook as the data of a department: its sheets named as the files of a folder.

    The internal export (财决) is converted on the way. Raises NotDataError, NoTablesError, and
    UnreadableWorkbookError with the reasons.
    """
    if path.suffix.lower() not in _WORKBOOKS:
        raise NotDataError(path)
    sheets, problems = open_sheets(path)
    if not sheets:
        error = UnreadableWorkbookError(path)
        for finding in problems:
            error.add_note(finding.message)
        raise error
    if is_internal(sheets):
        export = convert_internal(sheets)
        problems = (*problems, *export.findings)
        lists = tuple(
            Sheet(path.name, _square(rows), name) for name, rows in _lists_of(export).items()
        )
        sheets = (*export.tables, *lists)
    inputs, findings = read_sheets(path, sheets)
    return inputs, (*problems, *findings)


def _square(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    width = max(len(row) for row in rows)
    return tuple((*row, *[""] * (width - len(row))) for row in rows)


def _choose_tables(
    sheets: Iterable[Sheet], file: Path, chosen: dict[str, tuple[Table, Sheet]]
) -> list[Finding]:
    """Add the tables among the sheets; of two that claim to be one table the first counts."""
    findings: list[Finding] = []
    for sheet in sheets:
        found = recognise(sheet, sheet.name or file.stem)
        if not found.form:
            continue
        read = read_table(sheet, found, "万元", Surroundings())
        if found.form in chosen:
            findings.append(_twice(chosen[found.form][1], sheet, found.form))
            continue
        chosen[found.form] = (read.table, sheet)
        findings += read.findings
        findings += [
            _doubtful(sheet, found.form, doubt.row, doubt.column, f"“{doubt.text}”：{doubt.why}")
            for doubt in sheet.doubts
        ]
    return findings


def _doubtful(sheet: Sheet, form: str, row: int, column: int, what: str) -> Finding:
    place = sheet.place(row, column, table=form)
    return Finding(
        "L14",
        FindingClass.EXTRACTION,
        Severity.WARNING,
        f"{form} 有一格读得没有把握，请核对：{what}",
        (place,),
    )


def _twice(kept: Sheet, dropped: Sheet, form: str) -> Finding:
    def name(sheet: Sheet) -> str:
        return f"{sheet.file}「{sheet.name}」" if sheet.name else sheet.file

    return Finding(
        "L05",
        FindingClass.STRUCTURE,
        Severity.ERROR,
        f"{name(kept)} 与 {name(dropped)} 都像是{form}；使用前者，请核对",
        (dropped.place(0, 0, table=form), kept.place(0, 0, table=form)),
    )


def _missing(number: str) -> Finding:
    title = next(form.title for form in FORMS if form.number == number)
    return Finding(
        "L16",
        FindingClass.MISSING,
        Severity.WARNING,
        f"没有找到{number}（{title}）",
        (Place(table=number),),
    )


def is_own_draft(file: Path, folder: Path) -> bool:
    """Whether a Word file is a draft of ours that belongs to an existing data folder.

    Its reasons are then read back; any other Word file is searched for tables.
    """
    if folder.name == "上年" or not folder.is_dir():
        return False
    if file.suffix.lower() != ".docx" or not holds_digest(file):
        return False
    return any(folder.glob("公开0*.csv"))


def format_sheet(sheet: Sheet) -> bytes:
    """Return the sheet as CSV for Excel, cell texts as printed; empty edges are cut off."""
    rows = [row for row in sheet.rows if any(row)]
    width = max((max(i for i, cell in enumerate(row) if cell) + 1 for row in rows), default=0)
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows(row[:width] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def _keep_or_write(table: Table, sheet: Sheet, target: Path, findings: list[Finding]) -> FoundTable:
    path = target / f"{table.form}.csv"
    written = _write_new(path, format_sheet(sheet), findings)
    return FoundTable(table, sheet, path, written)


def _write_new(path: Path, data: bytes, findings: list[Finding]) -> bool:
    """Write a file that is not there yet; one with another content is kept, by name."""
    if path.exists():
        if path.read_bytes() != data:
            findings.append(
                Finding(
                    "L07",
                    FindingClass.STRUCTURE,
                    Severity.ERROR,
                    f"{path} 已经存在，内容不同，没有覆盖；要用新的，请先把它改名或移走",
                    (Place(path.name),),
                )
            )
        return False
    write_atomically(path, data)
    return True


def _write_lists(
    lists: dict[str, tuple[tuple[str, ...], ...]], target: Path, findings: list[Finding]
) -> tuple[Path, ...]:
    written = []
    for name, rows in lists.items():
        stream = io.StringIO()
        csv.writer(stream, lineterminator="\r\n").writerows(rows)
        path = target / f"{name}.csv"
        if _write_new(path, stream.getvalue().encode("utf-8-sig"), findings):
            written.append(path)
    return tuple(written)
