"""The data folder (or workbook) that something new is made of: what it holds, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.accounts.answers import place_answers
from generator.accounts.reasons import reason_key
from generator.base.errors import NoTablesError, UnreadableWorkbookError
from generator.base.links import refuse_links
from generator.base.money import UNIT_SIZES
from generator.field import keys
from generator.field.data_folder import LAST_YEAR, SETTINGS, TEXTS
from generator.field.evaluation import PROJECT_FOLDER, WHOLE_FOLDER
from generator.field.funds import FUNDS
from generator.files.csv import read_sheet, read_text
from generator.folder.contents import Known, format_csv
from generator.model.finding import notes_of
from generator.model.records import Inputs
from generator.narrative.environment import profile_names
from generator.narrative.wording import load_wording
from generator.reading.choosing import Candidate, choose
from generator.reading.dispatch import dispatch
from generator.reading.folder import links_out_of, read_folder, read_sheets
from generator.reading.lists import LIST_BY_FILE, NOTES, read_records
from generator.reading.recognise import recognise
from generator.reading.texts import read_texts
from generator.tasks.department import write_sections
from generator.tasks.import_files.landing import SUFFIXES, existing_file
from generator.tasks.opening import open_sheets

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping
    from pathlib import Path

    from generator.folder.contents import Rows
    from generator.model.block import Block
    from generator.model.sheet import Sheet
    from generator.tasks.department import Department


_PLAIN_TEXTS = (".md", ".txt")


@dataclass(slots=True)
class RolledSource:
    """What was read, and the cells of the tables by form, with those of their notes.

    `copies` are the files of this year's tables as they are, by name: empty for a workbook;
    `report_texts` the files of 文字/项目/ and 文字/整体绩效/ by their path below 文字/.
    """

    inputs: Inputs
    tables: dict[str, Rows] = field(default_factory=dict)
    last_year: dict[str, Rows] = field(default_factory=dict)
    copies: dict[str, bytes] = field(default_factory=dict)
    report_texts: dict[str, str] = field(default_factory=dict)

    def as_last_year(self) -> dict[str, bytes]:
        """Return this year's tables as the files of 上年/ of the following year."""
        files = self.copies or {
            f"{form}.csv": format_csv(rows) for form, rows in self.tables.items()
        }
        return {f"{LAST_YEAR}/{name}": data for name, data in files.items()}


def read_source(path: Path) -> RolledSource:
    """Return a folder or workbook.

    Raises FolderMissingError, NoTablesError, UnreadableWorkbookError.
    """
    if path.is_file():
        sheets, findings = open_sheets(path)
        if not sheets:
            raise UnreadableWorkbookError(path).because(notes_of(findings))
        source = RolledSource(_with_answers(read_sheets(path, sheets)[0]))
        _add_sheets(source, sheets)
        return source
    inputs, _ = read_folder(path)
    return _add_files(RolledSource(_with_answers(inputs)), path)


def read_unfinished(path: Path) -> RolledSource:
    """Return a folder or workbook that need not have tables of this year yet."""
    try:
        return read_source(path)
    except NoTablesError:
        if path.is_file():
            raise
    inputs = Inputs(path)
    refused = links_out_of(path)
    for name, layout in LIST_BY_FILE.items():
        file = existing_file(path, name)
        usable = file is not None and file not in refused
        sheet = read_sheet(file, file.name)[0] if file is not None and usable else None
        if sheet is not None:
            inputs.lists[name] = read_records(sheet, layout)[0]
    inputs.texts, inputs.text_files, _ = read_texts(path, refused)
    if (path / SETTINGS).is_file() and path / SETTINGS not in refused:
        inputs.settings = read_text(path / SETTINGS, SETTINGS)[0] or ""
    return _add_files(RolledSource(_with_answers(inputs)), path)


def _with_answers(inputs: Inputs) -> Inputs:
    """Return the inputs with what 待补充.csv answers in its lists; a build names what it cannot."""
    return place_answers(inputs, [])


def _add_sheets(source: RolledSource, sheets: Iterable[Sheet]) -> None:
    """Add the tables of a workbook that were used, and the sheets with their notes."""
    source.tables |= {form: sheet.rows for form, sheet in source.inputs.sheets.items()}
    source.last_year |= {form: sheet.rows for form, sheet in source.inputs.last_sheets.items()}
    found = dispatch(sheets)
    for rows, named in ((source.tables, found.tables), (source.last_year, found.last_year)):
        for stem, sheet in named:
            if stem == NOTES.file:
                rows.setdefault(stem, sheet.rows)


def _add_files(source: RolledSource, folder: Path) -> RolledSource:
    """Add the tables of a folder: of two files for one table the one that was used."""
    inputs = source.inputs
    used = {form: sheet.file for form, sheet in inputs.sheets.items()}
    refused = links_out_of(folder)
    for form, name in _with_notes(folder, used, refused).items():
        sheet = inputs.sheets.get(form) or read_sheet(folder / name, name)[0]
        if sheet is not None:
            source.tables[form] = sheet.rows
            source.copies[name] = (folder / name).read_bytes()
    former = folder / LAST_YEAR
    source.last_year |= {form: sheet.rows for form, sheet in inputs.last_sheets.items()}
    if not inputs.tables and former.is_dir() and former not in refused:
        source.last_year |= _read_tables(former, refused)
    notes = {} if former in refused else _with_notes(former, {}, refused)
    for form, name in notes.items():
        sheet, _ = read_sheet(former / name, name)
        if sheet is not None:
            source.last_year[form] = sheet.rows
    source.report_texts = _read_report_texts(folder)
    return source


def _read_report_texts(folder: Path) -> dict[str, str]:
    """Return the texts of the reports; Word files are not taken over."""
    texts = folder / TEXTS
    parts = tuple(texts / name for name in (PROJECT_FOLDER, WHOLE_FOLDER))
    refused = refuse_links((texts, *parts), folder)
    found: dict[str, str] = {}
    for part in parts:
        usable = part.is_dir() and part not in refused and texts not in refused
        for path in sorted(part.iterdir()) if usable else ():
            if path.suffix.lower() in _PLAIN_TEXTS and path.is_file() and path not in refused:
                text = read_text(path, path.name)[0] or ""
                found.setdefault(f"{part.name}/{path.stem}", text)
    return {name: text for name, text in found.items() if text.strip()}


def _read_tables(folder: Path, refused: Container[Path]) -> dict[str, Rows]:
    """Return the tables of a folder that no reader has been through yet."""
    files = [
        path
        for path in sorted(folder.glob("*"))
        if path.suffix.lower() in SUFFIXES and path not in refused
    ]
    read = ((path, read_sheet(path, path.name)[0]) for path in files)
    candidates = [
        Candidate(path.stem, path.name, sheet, recognise(sheet, path.stem))
        for path, sheet in read
        if sheet is not None
    ]
    chosen = choose(one for one in candidates if one.found.form)
    return {form: choice.kept.sheet.rows for form, choice in chosen.items()}


def _with_notes(folder: Path, used: Mapping[str, str], refused: Container[Path]) -> dict[str, str]:
    """Return the files by form in order, with the one that holds the notes of the tables."""
    notes = existing_file(folder, NOTES.file)
    own = {NOTES.file: notes.name} if notes is not None and notes not in refused else {}
    return {**dict(sorted(used.items())), **own}


def known_keys(templates: Path | None = None) -> Known:
    """Return what lists may say."""
    return Known(
        identity=keys.IDENTITY_KEYS,
        last_year=keys.LAST_YEAR_KEYS,
        budgets=keys.BUDGET_KEYS,
        facts=keys.FACT_UNITS,
        purposes=keys.PURPOSE_KEYS,
        funds=FUNDS,
        units=tuple(UNIT_SIZES),
        profiles=profile_names(templates),
        canonical=keys.canonical,
        reason_key=reason_key,
        special_facts=frozenset(keys.PROFILE_FACT_UNITS),
    )


def write_bare(
    inputs: Inputs, department: Department, templates: Path | None = None
) -> tuple[Block, ...]:
    """Return part three as it would be if no reason were given: every reason is a gap."""
    accounts = replace(department.accounts, reasons={})
    wording = load_wording(accounts, inputs.settings, department.profile, templates)
    return write_sections(accounts, department.figures, wording)[1].blocks
