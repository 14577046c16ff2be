"""The order of `init`: an empty folder, a rolled one, a workbook; and of reading a draft back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from generator.accounts import keys
from generator.accounts.build import reason_key
from generator.accounts.subjects import FUNDS
from generator.document.draft_text import read_draft
from generator.errors import NoTablesError, TargetTakenError
from generator.intake.contents import REASONS, Known, folder_files, format_csv
from generator.intake.draft import DraftReason, Expected, align_draft
from generator.intake.guide import guide_text, texts_guide
from generator.intake.merging import MissingHeadError, merge_reasons, missing_head
from generator.intake.present import present_contents
from generator.intake.reasons import list_reasons
from generator.intake.rollover import Carried, Rolled, ToCheck, ToFill, roll_contents
from generator.intake.skeleton import COLUMNS, empty_contents
from generator.intake.workbook import format_workbook
from generator.model.block import Chart, Paragraph
from generator.model.records import Inputs
from generator.money import UNIT_SIZES, format_number
from generator.narrative.environment import profile_names
from generator.narrative.render import Writer, load_wording, make_charts, write_narrative
from generator.output import write_atomically
from generator.pipeline import write_department
from generator.reading.folder import LAST_YEAR, SETTINGS, TEXTS, read_folder
from generator.reading.lists import LIST_BY_FILE, NOTES, read_records
from generator.reading.sheet import read_sheet, read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from generator.intake.contents import FolderContents, Rows
    from generator.intake.reasons import ReasonRow
    from generator.model.block import Block
    from generator.model.finding import Finding
    from generator.model.table import Table
    from generator.pipeline import Department

_SUFFIXES = (".csv", ".tsv", ".txt")
_OPERATING_KEY = "机关运行经费"
_PART_FOUR = 3  # the part that follows the narrative


@dataclass(frozen=True, slots=True)
class RolledForward:
    """What `init --from` made, and what the accountant has to do about it."""

    target: Path
    year: int
    written: tuple[Path, ...]
    to_fill: tuple[ToFill, ...]
    to_check: tuple[ToCheck, ...]
    left_behind: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorkbookWritten:
    """The workbook, the reasons that its sheet 原因 asks for, and how many of them are blank."""

    path: Path
    reasons: tuple[ReasonRow, ...]
    to_fill: tuple[ToFill, ...] = ()
    to_check: tuple[ToCheck, ...] = ()

    @property
    def blank_reasons(self) -> int:
        """The number of reasons that are still to be typed."""
        return sum(not row.reason for row in self.reasons)


class MergedDraft(NamedTuple):
    """The file that reasons were merged into, those that are new in it, and the findings.

    `path` is None where there was nothing to add.
    """

    path: Path | None
    added: tuple[DraftReason, ...]
    findings: tuple[Finding, ...]


def init_folder(target: Path, *, name: str = "", year: int = 0) -> tuple[Path, ...]:
    """Write an empty, explained data folder and return its files.

    Raises TargetTakenError where `target` is a file or a folder with something in it.
    """
    _refuse_taken(target)
    contents = empty_contents(_known(), name=name, year=year)
    return _write(target, folder_files(contents, guide_text(), texts_guide()))


def roll_forward(last: Path, target: Path, *, year: int = 0) -> RolledForward:
    """Write the folder of the year after `last` and return what is to be filled in.

    Raises TargetTakenError, FolderMissingError, NoTablesError.
    """
    _refuse_taken(target)
    rolled, inputs, year = _roll(last, year)
    guide = guide_text(_guide_lines(rolled))
    copied = _last_year_files(last, inputs)
    files = folder_files(rolled.contents, guide, texts_guide())
    written = _write(target, {**files, **copied})
    taken = {name.removeprefix(f"{LAST_YEAR}/") for name in copied}
    return RolledForward(
        target, year, written, rolled.to_fill, rolled.to_check, _left_behind(last, taken)
    )


def write_accountant_workbook(  # noqa: PLR0913 - one parameter an option
    path: Path,
    *,
    source: Path | None = None,
    last: Path | None = None,
    name: str = "",
    year: int = 0,
    profile: str = "",
    templates: Path | None = None,
) -> WorkbookWritten:
    """Write a data folder as one .xlsx: that of `source`, one rolled from `last`, or an empty one.

    Where `source` has tables, the sheet 原因 lists every reason that its figures call for. Raises
    TargetTakenError where `path` exists.
    """
    if path.exists():
        raise TargetTakenError(path)
    known = _known(templates)
    reasons: tuple[ReasonRow, ...] = ()
    to_fill: tuple[ToFill, ...] = ()
    to_check: tuple[ToCheck, ...] = ()
    if source is not None:
        contents, has_tables = _present(source, known)
        if has_tables:
            reasons = _called_for(source, profile, templates)
    elif last is not None:
        rolled, inputs, _ = _roll(last, year)
        to_fill, to_check = rolled.to_fill, rolled.to_check
        contents = replace(rolled.contents, last_year=_table_rows(last, inputs.tables))
    else:
        contents = empty_contents(known, name=name, year=year)
    write_atomically(path, format_workbook(contents, known, reasons))
    return WorkbookWritten(path, reasons, to_fill, to_check)


def read_draft_reasons(
    path: Path, folder: Path, *, profile: str = "", templates: Path | None = None
) -> tuple[tuple[DraftReason, ...], tuple[Finding, ...]]:
    """Return the reasons typed over the marks of the draft `path`, which came from `folder`."""
    return _read_reasons(
        path, folder, write_department(folder, profile=profile, templates=templates), templates
    )


def merge_draft(
    path: Path, folder: Path, *, profile: str = "", templates: Path | None = None
) -> MergedDraft:
    """Put the reasons of a draft into the 原因.csv of its folder; none is overwritten.

    A reason that differs from one that is there already is a finding.
    """
    department = write_department(folder, profile=profile, templates=templates)
    reasons, findings = _read_reasons(path, folder, department, templates)
    given = department.accounts.reasons
    target = _list_path(folder, REASONS) or folder / f"{REASONS}.csv"
    rows: Rows = ()
    if target.exists():
        sheet, problems = read_sheet(target, target.name)
        if sheet is None:
            return MergedDraft(None, (), (*findings, *problems))
        rows = sheet.rows
    try:
        merged = merge_reasons(rows, reasons, given, _known(), path.name)
    except MissingHeadError:
        return MergedDraft(None, (), (*findings, missing_head(target.name)))
    if merged.added:
        delimiter = "," if target.suffix.lower() == ".csv" else "\t"
        write_atomically(target, format_csv(merged.rows, delimiter))
    findings = (*findings, *merged.findings)
    return MergedDraft(target if merged.added else None, merged.added, findings)


def _known(templates: Path | None = None) -> Known:
    return Known(
        columns=COLUMNS,
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
    )


def _refuse_taken(target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise TargetTakenError(target)


def _write(target: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    for name, data in files.items():
        write_atomically(target / name, data)
    return tuple(target / name for name in files)


def _roll(last: Path, year: int) -> tuple[Rolled, Inputs, int]:
    """Return the rolled contents, what was read of last year, and the new year."""
    department = write_department(last)
    inputs, _ = read_folder(last)
    identity = department.accounts.identity
    year = year or (identity.year + 1 if identity.year else 0)
    return roll_contents(inputs, _known(), year=year, carried=_carried(department)), inputs, year


def _carried(department: Department) -> tuple[Carried, ...]:
    """Return 机关运行经费 as last year's narrative has it: no table of 上年/ does."""
    operating = department.figures.operating
    amount = operating.by_year.current
    if operating.not_applicable or amount.value is None:
        return ()
    return (Carried(_OPERATING_KEY, format_number(amount.value), amount.unit),)


def _last_year_files(last: Path, inputs: Inputs) -> dict[str, bytes]:
    """Return the files of last year's tables and of their notes, byte by byte, for 上年/."""
    names = dict.fromkeys(table.file for table in inputs.tables.values())
    names.update(dict.fromkeys(f"{NOTES.file}{suffix}" for suffix in _SUFFIXES))
    paths = (last / name for name in names)
    return {f"{LAST_YEAR}/{path.name}": path.read_bytes() for path in paths if path.is_file()}


def _left_behind(last: Path, taken: Iterable[str]) -> tuple[str, ...]:
    """Return what of last year's folder has no place in the new one."""
    used = {*taken, SETTINGS, TEXTS, "说明.md"}
    used |= {f"{name}{suffix}" for name in LIST_BY_FILE for suffix in _SUFFIXES}
    names = (path.name for path in last.iterdir() if not path.name.startswith((".", "~$")))
    return tuple(sorted(name for name in names if name not in used))


def _guide_lines(rolled: Rolled) -> list[str]:
    lines = ["", "## 由上年结转，本年要填写的", ""]
    lines += [f"- {item.file}：{item.key}" for item in rolled.to_fill]
    if rolled.to_check:
        lines += ["", "## 沿用上年、请核对的", ""]
        lines += [f"- {item.file}（{item.why}）：{item.text}" for item in rolled.to_check]
    return lines


def _present(source: Path, known: Known) -> tuple[FolderContents, bool]:
    """Return the contents of a folder and whether it has tables of this year."""
    try:
        inputs, _ = read_folder(source)
    except NoTablesError:
        inputs = _read_without_tables(source)
    tables = _table_rows(source, inputs.tables)
    last_year = _table_rows(source, inputs.last_year)
    return present_contents(inputs, known, tables, last_year), bool(inputs.tables)


def _read_without_tables(source: Path) -> Inputs:
    """Return the lists and texts of a folder that has no table yet."""
    inputs = Inputs(source)
    for name, layout in LIST_BY_FILE.items():
        path = _list_path(source, name)
        sheet = read_sheet(path, path.name)[0] if path is not None else None
        if sheet is not None:
            inputs.lists[name] = read_records(sheet, layout)[0]
    for path in sorted((source / TEXTS).glob("*.md")):
        inputs.texts[path.stem] = read_text(path, path.name)[0] or ""
    if (source / SETTINGS).is_file():
        inputs.settings = read_text(source / SETTINGS, SETTINGS)[0] or ""
    return inputs


def _list_path(folder: Path, name: str) -> Path | None:
    paths = (folder / f"{name}{suffix}" for suffix in _SUFFIXES)
    return next((path for path in paths if path.is_file()), None)


def _table_rows(folder: Path, tables: Mapping[str, Table]) -> dict[str, Rows]:
    """Return the cells of the files that tables were read from, by form."""
    rows: dict[str, Rows] = {}
    for form in sorted(tables):
        sheet, _ = read_sheet(folder / tables[form].file, tables[form].file)
        if sheet is not None:
            rows[form] = sheet.rows
    return rows


def _called_for(source: Path, profile: str, templates: Path | None) -> tuple[ReasonRow, ...]:
    department = write_department(source, profile=profile, templates=templates)
    bare = _write_bare(source, department, templates)
    asked = (
        replace(span.gap, section=block.where or span.gap.section)
        for block in bare
        if isinstance(block, Paragraph)
        for span in block.spans
        if span.gap is not None
    )
    return list_reasons(asked, department.gaps, department.accounts.reasons)


def _write_bare(folder: Path, department: Department, templates: Path | None) -> tuple[Block, ...]:
    """Return part three as it would be if no reason were given: every reason is a gap."""
    accounts = replace(department.accounts, reasons={})
    settings = read_folder(folder)[0].settings
    wording = load_wording(accounts, settings, department.profile, templates)
    writer = Writer(accounts, department.figures, wording)
    charts = make_charts(department.figures, writer, wording.settings)
    return write_narrative(writer, wording, charts).blocks


def _read_reasons(
    path: Path, folder: Path, department: Department, templates: Path | None
) -> tuple[tuple[DraftReason, ...], tuple[Finding, ...]]:
    lines, problems = read_draft(path, path.name)
    if problems:
        return (), problems
    bare = _write_bare(folder, department, templates)
    expected = Expected(
        bare=_paragraphs(bare),
        written=_paragraphs(department.blocks),
        captions=tuple(block.caption for block in bare if isinstance(block, Chart)),
        after=department.content.parts[_PART_FOUR].heading,
        open_gaps=department.gaps,
    )
    return align_draft(lines, expected, path.name)


def _paragraphs(blocks: Iterable[Block]) -> tuple[Paragraph, ...]:
    return tuple(block for block in blocks if isinstance(block, Paragraph))
