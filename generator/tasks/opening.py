"""A file of any kind → its sheets; a workbook → the data of a department."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.base.codes import L04
from generator.base.errors import NotDataError, UnreadableWorkbookError
from generator.base.severity import Severity
from generator.export.convert import convert_internal, is_internal
from generator.field import zh
from generator.field.data_folder import Lists
from generator.field.keys import book_of
from generator.files.csv import read_sheet
from generator.files.formats import HTML, WORKBOOKS, XLS, XLSX, tell_format
from generator.files.office.converting import as_readable, has_text, why_not_read
from generator.files.snapshot import changed, mark_of
from generator.folder.skeleton import COLUMNS
from generator.model.finding import notes_of
from generator.model.sheet import Sheet, unopened, unreadable
from generator.reading.evaluation_forms import holds_evaluation_forms
from generator.reading.folder import read_sheets
from generator.reading.lists import LIST_BY_FILE, read_records
from generator.reading.several import part_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from generator.export.convert import InternalExport
    from generator.folder.contents import Rows
    from generator.model.finding import Finding
    from generator.model.records import Inputs

    Opened = tuple[tuple[Sheet, ...], tuple[Finding, ...]]


def open_sheets(path: Path, name: str = "") -> Opened:
    """Return the sheets of a file, told by its content first, by its suffix second."""
    name = name or path.name
    before = mark_of(path)
    try:
        with as_readable(path, name) as (source, said):
            sheets, findings, is_grid = _read_source(source, name)
    except OSError as error:
        return (), (unopened(name, error),)
    findings = (*said, *findings)
    if mark_of(path) != before:
        return (), (changed(name),)
    if is_grid:
        # Forms of self-evaluation stand one below the other, each with a title of its own.
        held = [holds_evaluation_forms(sheet) for sheet in sheets]
        whole = tuple(sheet for sheet, holds in zip(sheets, held, strict=True) if holds)
        rest = (sheet for sheet, holds in zip(sheets, held, strict=True) if not holds)
        parted, several = part_tables(rest)
        sheets, findings = (*parted, *whole), (*findings, *several)
    return sheets, findings


def _read_source(source: Path | None, name: str) -> tuple[*Opened, bool]:
    """Return the sheets of what is read in place of a file, and whether they are grids."""
    if source is None:
        return (), (), False
    kind = tell_format(source)
    if kind.read_sheets is None:
        return (), (unreadable(name, kind.refusal),), False
    return *kind.read_sheets(source, name), kind.is_grid


def is_workbook(path: Path) -> bool:
    """Whether a file can stand in place of a data folder, by its content.

    So can a web page named .xls: accounting programs export tables so. What nothing reads and is
    named as a workbook is left to its reader, who says what it is.
    """
    try:
        kind = tell_format(path)
    except OSError:
        return path.suffix.lower() in WORKBOOKS  # why it cannot be opened is said on reading
    named = path.suffix.lower() in WORKBOOKS
    no_reader = kind.read_sheets is None and not has_text(kind)
    return kind in {XLSX, XLS} or (named and (kind is HTML or no_reader))


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
    if not is_workbook(path):
        refusal = why_not_read(tell_format(path))
        raise NotDataError(path).because([refusal] if refusal else [])
    sheets, problems = open_sheets(path)
    if not sheets:
        raise UnreadableWorkbookError(path).because(notes_of(problems))
    if is_internal(sheets):
        export, rows = convert_export(sheets)
        problems = (*without_unused(problems, set(export.unused)), *export.findings)
        lists = tuple(Sheet(path.name, _square(cells), name) for name, cells in rows.items())
        inputs, findings = read_sheets(path, (*export.tables, *lists))
        return inputs, (*problems, *findings, *_add_answers(inputs, path))
    inputs, findings = read_sheets(path, sheets)
    findings = (*findings, *_add_answers(inputs, path))
    used = {sheet.name for sheet in inputs.sheets.values()}
    problems = without_unused(problems, set(inputs.unused) - used)
    return inputs, (*problems, *without_repeats(findings, sheets))


def _add_answers(inputs: Inputs, book: Path) -> tuple[Finding, ...]:
    """Add what was typed into the 待补充.csv beside a workbook, in the rows that name it.

    Returns why it could not be read.
    """
    file = book.parent / f"{Lists.GAPS}.csv"
    if not file.is_file():
        return ()
    sheet, problems = read_sheet(file, file.name)
    if sheet is None:
        return tuple(problems)
    records, doubts = read_records(sheet, LIST_BY_FILE[Lists.GAPS])
    own = tuple(one for one in records if book_of(one.text(zh.FILL_IN)) == book.name)
    inputs.lists[Lists.GAPS] = (*inputs.lists.get(Lists.GAPS, ()), *own)
    return (*problems, *doubts)


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
        (
            sheet.file,
            sheet.name,
            sheet.row_number(doubt.row),
            sheet.column_number(doubt.column),
        )
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
