"""The data folder or workbook: what each file or sheet is, and all that is in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.base.codes import L03, L05, L06
from generator.base.errors import FolderMissingError, NoTablesError
from generator.base.labels import squash
from generator.base.links import refuse_links
from generator.base.regular import is_special
from generator.base.severity import FindingClass, Severity
from generator.field import zh
from generator.field.data_folder import ATTACHMENTS, LAST_YEAR, SETTINGS, TEXTS, is_left_about
from generator.field.evaluation import PROJECT_FOLDER, WHOLE_FOLDER
from generator.field.titles import form_in_name
from generator.files.csv import read_sheet, read_text
from generator.files.formats import DELIMITED, ET, XLS, XLSX, suffixes_of
from generator.model.finding import Finding, finding, notes_of
from generator.model.place import Place
from generator.model.records import Inputs
from generator.model.sheet import not_followed
from generator.reading.agreement import check_heads, given_text
from generator.reading.dispatch import dispatch
from generator.reading.heading import read_surroundings
from generator.reading.lists import LIST_BY_FILE, NOTES, read_records
from generator.reading.several import part_tables
from generator.reading.table import DEFAULT_UNIT
from generator.reading.table_files import TableEntry, missing_tables, read_table_files
from generator.reading.texts import read_project_texts, read_texts, read_whole_texts

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from pathlib import Path

    from generator.model.records import Record
    from generator.model.sheet import Sheet
    from generator.reading.table_files import TableFiles

SHEET_SUFFIXES = suffixes_of((DELIMITED,)) | {".txt"}
WORKBOOK_SUFFIXES = suffixes_of((XLSX, XLS, ET))
ATTACHMENT_SUFFIXES = {".md", ".docx"}
# Notes that people keep beside the data, and what this program writes.
EXPECTED = re.compile(r"readme|license|说明$|决算情况说明", re.IGNORECASE)
_UNITS = {"元", zh.TEN_THOUSAND_YUAN}


def read_folder(folder: Path) -> tuple[Inputs, tuple[Finding, ...]]:
    """Return everything in the data folder, and what is wrong with its files.

    Raises FolderMissingError, and NoTablesError where not one of this year's tables could be
    read; its notes say why. Files that Windows leaves about are passed over; the folder is never
    changed.
    """
    inputs = Inputs(folder)
    refused = links_out_of(folder)
    findings = [
        not_followed(path.relative_to(folder).as_posix(), why) for path, why in refused.items()
    ]
    files = _files_of(folder, refused)
    findings += [_workbook(path) for path in files if path.suffix.lower() in WORKBOOK_SUFFIXES]
    former = folder / LAST_YEAR
    last_files = _files_of(former, refused) if former.is_dir() and former not in refused else []
    last = [one for p in last_files if _is_sheet(p) for one in _open(p, f"{LAST_YEAR}/")]
    entries = [one for path in files if _is_sheet(path) for one in _open(path)]
    try:
        findings += _read_entries(inputs, entries, last)
    except NoTablesError as error:
        error.because(notes_of(findings))
        raise
    findings += _read_texts(folder, inputs, refused)
    return inputs, tuple(findings)


def links_out_of(folder: Path) -> dict[Path, str]:
    """Return the links of a data folder that are not followed, each with the reason."""
    texts = folder / TEXTS
    inner = (texts / PROJECT_FOLDER, texts / WHOLE_FOLDER)
    parts = (folder, folder / LAST_YEAR, texts, *inner, folder / ATTACHMENTS)
    links = refuse_links(parts, folder)
    return {path: why for path, why in links.items() if not is_left_about(path.name)}


def read_sheets(path: Path, sheets: Sequence[Sheet]) -> tuple[Inputs, tuple[Finding, ...]]:
    """Return everything in a workbook whose sheets are named as the files of a data folder.

    Raises NoTablesError.
    """
    found = dispatch(sheets)
    inputs = Inputs(path)
    inputs.settings, inputs.texts = found.settings, found.texts
    entries = [TableEntry(one.stem, one.source, one.sheet) for one in (*found.lists, *found.tables)]
    last = [TableEntry(one.stem, one.source, one.sheet) for one in found.last_year]
    return inputs, tuple(_read_entries(inputs, entries, last))


def _read_entries(
    inputs: Inputs, entries: list[TableEntry], last: list[TableEntry]
) -> list[Finding]:
    """Read lists and tables into `inputs`, and return what is wrong with them."""
    findings: list[Finding] = []
    for entry in entries:
        if entry.stem in LIST_BY_FILE:
            findings += _read_list(entry, inputs)
    inputs.unit = _published_unit(inputs, findings)
    tables = _read_tables(entries, inputs.unit, findings)
    inputs.tables = {form: read.table for form, read in tables.read.items()}
    inputs.sheets = tables.sheets
    inputs.unused = tuple(tables.unused)
    if not inputs.tables:
        raise NoTablesError(inputs.folder).because(notes_of((*findings, *tables.all_findings())))
    last_tables = _read_tables(last, inputs.unit, findings)
    inputs.last_year = {form: read.table for form, read in last_tables.read.items()}
    inputs.last_sheets = last_tables.sheets
    findings += missing_tables(tables)
    findings += tables.all_findings()
    findings += last_tables.all_findings()
    findings += check_heads(inputs, tables.read, last_tables.read)
    return findings


def _files_of(folder: Path, refused: Container[Path]) -> list[Path]:
    """Return the files of a folder in the order of their names."""
    try:
        return sorted(
            path
            for path in folder.iterdir()
            if not is_left_about(path.name) and path not in refused and not path.is_dir()
        )
    except OSError as error:
        raise FolderMissingError(folder) from error


def _is_sheet(path: Path) -> bool:
    """Whether a file is to be read as a sheet: not a plain text that explains or was written."""
    if path.suffix.lower() == ".txt" and EXPECTED.search(path.stem):
        return False
    return path.suffix.lower() in SHEET_SUFFIXES


def _open(path: Path, prefix: str = "") -> list[TableEntry]:
    """Return what a file holds: one table or list, or several tables one below the other."""
    name = prefix + path.name
    sheet, findings = read_sheet(path, name)
    if sheet is None or path.stem in LIST_BY_FILE or path.stem == NOTES.file:
        return [TableEntry(path.stem, name, sheet, findings)]
    parts, more = part_tables([sheet])
    found = [TableEntry(part.part or path.stem, name, part) for part in parts]
    return [found[0]._replace(findings=(*findings, *more)), *found[1:]]


def _read_list(entry: TableEntry, inputs: Inputs) -> list[Finding]:
    if entry.stem in inputs.lists:
        message = f"清单“{entry.stem}”有两份，没有使用 {entry.name}；请删去其中一个"
        return [finding(L05, message, Place(entry.name))]
    records, findings = _records_of(entry)
    inputs.lists[entry.stem] = records
    return list(findings)


def _records_of(entry: TableEntry) -> tuple[tuple[Record, ...], tuple[Finding, ...]]:
    if entry.sheet is None:
        return (), entry.findings
    records, more = read_records(entry.sheet, LIST_BY_FILE.get(entry.stem, NOTES))
    return records, (*entry.findings, *more)


def _workbook(path: Path) -> Finding:
    return finding(
        L03,
        f"{path.name} 是工作簿，没有使用；请先运行 gen-narrative import {path.name} -o 数据文件夹",
        Place(path.name, table=form_in_name(path.stem)),
    )


def _read_tables(entries: list[TableEntry], unit: str, findings: list[Finding]) -> TableFiles:
    """Return the tables among the entries, with the notes that stand in a file of their own."""
    notes: tuple[Record, ...] = ()
    tables = []
    for entry in entries:
        if entry.stem == NOTES.file:
            notes, problems = _records_of(entry)
            findings.extend(problems)
        elif entry.stem not in LIST_BY_FILE:
            tables.append(entry)
    return read_table_files(tables, unit, read_surroundings(notes))


def _published_unit(inputs: Inputs, findings: list[Finding]) -> str:
    given = given_text(inputs, zh.UNIT)
    unit = squash(given.text)
    if unit in _UNITS:
        return unit
    if unit:
        findings.append(
            finding(
                L06,
                f"单位信息的“单位”写作“{unit}”，应为 万元 或 元；按万元处理",
                given.place,
                kind=FindingClass.UNIT,
                severity=Severity.ERROR,
                found_text=unit,
            )
        )
    return DEFAULT_UNIT


def _read_texts(folder: Path, inputs: Inputs, refused: Container[Path]) -> list[Finding]:
    findings: list[Finding] = []
    inputs.texts, inputs.text_files, problems = read_texts(folder, refused)
    findings.extend(problems)
    inputs.project_texts, problems = read_project_texts(folder, refused)
    findings.extend(problems)
    inputs.whole_texts, problems = read_whole_texts(folder, refused)
    findings.extend(problems)
    attachments = folder / ATTACHMENTS
    if attachments.is_dir() and attachments not in refused:
        inputs.attachments = tuple(
            path
            for path in sorted(attachments.iterdir())
            if path.suffix.lower() in ATTACHMENT_SUFFIXES
            and not is_left_about(path.name)
            and path not in refused
        )
    settings = folder / SETTINGS
    if (settings.is_file() or is_special(settings)) and settings not in refused:
        text, problems = read_text(settings, SETTINGS)
        findings.extend(problems)
        inputs.settings = text or ""
    return findings
