"""The data folder: which file is what, and everything that is in it (DESIGN 2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.errors import FolderMissingError, NoTablesError
from generator.labels import squash
from generator.model.finding import Finding, FindingClass, Severity
from generator.model.place import Place
from generator.model.records import Inputs
from generator.reading.agreement import check_heads, given_text
from generator.reading.heading import read_surroundings
from generator.reading.lists import LIST_BY_FILE, NOTES, read_records
from generator.reading.recognise import form_in_name
from generator.reading.sheet import read_sheet, read_text
from generator.reading.table_files import missing_tables, read_table_files
from generator.reading.tables import DEFAULT_UNIT

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.records import Record
    from generator.reading.table_files import TableFiles

LAST_YEAR = "上年"
TEXTS = "文字"
ATTACHMENTS = "附件"
SETTINGS = "行文.toml"
_SHEET_SUFFIXES = {".csv", ".tsv", ".txt"}
_WORKBOOK_SUFFIXES = {".xlsx", ".xls", ".xlsm", ".et"}
_LEFT_ABOUT = re.compile(r"^(~\$|\.|desktop\.ini$|thumbs\.db$)", re.IGNORECASE)
_UNITS = {"元", "万元"}


def read_folder(folder: Path) -> tuple[Inputs, tuple[Finding, ...]]:
    """Return everything in the data folder, and what is wrong with its files.

    Raises FolderMissingError, and NoTablesError where not one of this year's tables could be
    read; its notes say why. Files that Windows leaves about are passed over; the folder is never
    changed.
    """
    inputs = Inputs(folder)
    findings: list[Finding] = []
    files = _files_of(folder)
    for path in files:
        if _is_list(path):
            findings.extend(_read_list(path, inputs))
        elif path.suffix.lower() in _WORKBOOK_SUFFIXES:
            findings.append(_workbook(path))
    inputs.unit = _published_unit(inputs, findings)
    tables = _read_tables(files, "", inputs.unit, findings)
    inputs.tables = {form: read.table for form, read in tables.read.items()}
    if not inputs.tables:
        error = NoTablesError(folder)
        for finding in (*findings, *tables.all_findings()):
            error.add_note(finding.message)
        raise error
    last_files = _files_of(folder / LAST_YEAR) if (folder / LAST_YEAR).is_dir() else []
    last = _read_tables(last_files, f"{LAST_YEAR}/", inputs.unit, findings)
    inputs.last_year = {form: read.table for form, read in last.read.items()}
    findings += missing_tables(tables)
    findings += tables.all_findings()
    findings += last.all_findings()
    findings += check_heads(inputs, tables.read, last.read)
    findings += _read_texts(folder, inputs)
    return inputs, tuple(findings)


def _files_of(folder: Path) -> list[Path]:
    """Return the files of a folder in the order of their names."""
    try:
        return sorted(
            path for path in folder.iterdir() if not _LEFT_ABOUT.match(path.name) and path.is_file()
        )
    except OSError as error:
        raise FolderMissingError(folder) from error


def _is_sheet(path: Path) -> bool:
    return path.suffix.lower() in _SHEET_SUFFIXES


def _is_list(path: Path) -> bool:
    return path.stem in LIST_BY_FILE and _is_sheet(path)


def _read_list(path: Path, inputs: Inputs) -> list[Finding]:
    if path.stem in inputs.lists:
        message = f"清单“{path.stem}”有两个文件，没有使用 {path.name}；请删去其中一个"
        return [
            Finding(
                code="L05",
                finding_class=FindingClass.STRUCTURE,
                severity=Severity.ERROR,
                message=message,
                places=(Place(path.name),),
            )
        ]
    records, findings = _records_of(path, path.name)
    inputs.lists[path.stem] = records
    return list(findings)


def _records_of(path: Path, name: str) -> tuple[tuple[Record, ...], tuple[Finding, ...]]:
    sheet, findings = read_sheet(path, name)
    if sheet is None:
        return (), findings
    records, more = read_records(sheet, LIST_BY_FILE.get(path.stem, NOTES))
    return records, (*findings, *more)


def _workbook(path: Path) -> Finding:
    return Finding(
        code="L03",
        finding_class=FindingClass.EXTRACTION,
        severity=Severity.WARNING,
        message=f"{path.name} 是工作簿，没有使用；请把各表另存为 CSV（公开01.csv 等）",
        places=(Place(path.name, table=form_in_name(path.stem)),),
    )


def _read_tables(files: list[Path], prefix: str, unit: str, findings: list[Finding]) -> TableFiles:
    """Return the tables among `files`, with the notes that stand in a file of their own."""
    notes: tuple[Record, ...] = ()
    paths = []
    for path in files:
        if path.stem == NOTES.file:
            notes, problems = _records_of(path, prefix + path.name)
            findings.extend(problems)
        elif _is_sheet(path) and not _is_list(path):
            paths.append(path)
    return read_table_files(paths, prefix, unit, read_surroundings(notes))


def _published_unit(inputs: Inputs, findings: list[Finding]) -> str:
    given = given_text(inputs, "单位")
    unit = squash(given.text)
    if unit in _UNITS:
        return unit
    if unit:
        findings.append(
            Finding(
                code="L06",
                finding_class=FindingClass.UNIT,
                severity=Severity.ERROR,
                message=f"单位信息.csv 的“单位”写作“{unit}”，应为 万元 或 元；按万元处理",
                places=(given.place,),
                found_text=unit,
            )
        )
    return DEFAULT_UNIT


def _read_texts(folder: Path, inputs: Inputs) -> list[Finding]:
    findings: list[Finding] = []
    texts = folder / TEXTS
    if texts.is_dir():
        for path in sorted(texts.iterdir()):
            if path.suffix.lower() != ".md" or _LEFT_ABOUT.match(path.name):
                continue
            text, problems = read_text(path, f"{TEXTS}/{path.name}")
            findings.extend(problems)
            if text is not None and text.strip():
                inputs.texts[path.stem] = text
    attachments = folder / ATTACHMENTS
    if attachments.is_dir():
        inputs.attachments = tuple(
            path
            for path in sorted(attachments.iterdir())
            if path.suffix.lower() in {".md", ".docx"} and not _LEFT_ABOUT.match(path.name)
        )
    settings = folder / SETTINGS
    if settings.is_file():
        text, problems = read_text(settings, SETTINGS)
        findings.extend(problems)
        inputs.settings = text or ""
    return findings
