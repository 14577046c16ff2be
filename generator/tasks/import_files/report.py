"""What an import says: tables found, what stayed out, what is missing or doubtful."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from generator.base.codes import L03, L05, L14, L16
from generator.base.formulas import is_formula
from generator.base.severity import FindingClass, Severity
from generator.field.data_folder import HISTORY, LAST_YEAR
from generator.field.forms import FORM_BY_NUMBER
from generator.files.formats import WORKBOOKS
from generator.folder.evaluation_rows import KEYS as EVALUATION_KEYS
from generator.model.finding import Finding, finding
from generator.model.place import Place
from generator.reading.recognise import recognise
from generator.reading.table_files import not_a_table
from generator.tasks.import_files.landing import Landed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from generator.model.evaluation_form import EvaluationForm
    from generator.model.sheet import Doubt, Sheet
    from generator.model.table import Table
    from generator.tasks.import_files.landing import LandedFile

_SHOWN = 5
_PLACES = 50
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class FoundTable:
    """One of the nine tables, where it was found and the file that it becomes.

    `source` names file and sheet; `unit_stated` is False where the table itself states no unit;
    `converted`: the sheet was made of an internal table.
    """

    table: Table
    sheet: Sheet
    file: LandedFile
    source: str
    unit_stated: bool
    converted: bool = False

    @property
    def path(self) -> Path:
        """The file in the data folder."""
        return self.file.path

    @property
    def landed(self) -> Landed:
        """What becomes of it."""
        return self.file.landed


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import found: tables, other files, what is missing or doubtful.

    `department` and `year` are what most tables bear, else most forms, "" where none does;
    `strange`: some were of another year. `forms_read` are all forms of self-evaluation,
    `forms_used` those written.
    """

    tables: tuple[FoundTable, ...]
    missing: tuple[str, ...]
    others: tuple[LandedFile, ...]
    findings: tuple[Finding, ...]
    department: str = ""
    year: str = ""
    strange: bool = False
    forms_read: tuple[EvaluationForm, ...] = ()
    forms_used: tuple[EvaluationForm, ...] = ()

    @property
    def files(self) -> dict[Path, bytes]:
        """What is to be written into the data folder, versions that are replaced first."""
        landed = (*(found.file for found in self.tables), *self.others)
        files = {one.path: one.data for one in landed if one.data is not None}
        return {**{path: data for one in landed for path, data in one.kept.files.items()}, **files}

    @property
    def outdated(self) -> tuple[Path, ...]:
        """Earlier versions that are one too many."""
        landed = (*(found.file for found in self.tables), *self.others)
        return tuple(path for one in landed for path in one.kept.outdated)

    @property
    def refused(self) -> bool:
        """Whether anything stayed out because the folder has something else in its place."""
        kept = any(found.landed is Landed.KEPT for found in self.tables)
        return (
            self.strange
            or kept
            or any(one.landed is Landed.KEPT or one.differing for one in self.others)
        )


class Claim(NamedTuple):
    """A table or list that stands in two places: that of the one used, that of the other."""

    what: str
    kept: str
    kept_file: str
    dropped: str
    dropped_file: str


def doubtful_cells(sheet: Sheet, form: str) -> Iterator[Finding]:
    """Yield a finding for each reason why cells may have been misread and nobody has said so."""
    by_reason: dict[str, list[Doubt]] = {}
    for doubt in sheet.doubts:
        if doubt.reported is None:
            by_reason.setdefault(doubt.why, []).append(doubt)
    for why, doubts in by_reason.items():
        texts = "”“".join(doubt.text for doubt in doubts[:_SHOWN])
        more = "等" if len(doubts) > _SHOWN else ""
        places = (sheet.place(one.row, one.column, table=form) for one in doubts[:_PLACES])
        yield finding(
            L14,
            f"{form} 有 {len(doubts)} 格读得没有把握（{why}），请对照原文件核对：“{texts}”{more}",
            *places,
        )


def formula_cells(what: str, sheet: Sheet) -> Iterator[Finding]:
    """Yield one finding for the cells of a table or list that are written with an apostrophe."""
    cells = [
        (row, column, text)
        for row, line in enumerate(sheet.rows)
        for column, text in enumerate(line)
        if is_formula(text)
    ]
    if cells:
        texts = "”“".join(text[:_LONGEST] for _, _, text in cells[:_SHOWN])
        more = "等" if len(cells) > _SHOWN else ""
        yield finding(
            L14,
            f"{what} 有 {len(cells)} 格像公式（以 = + - @ 开头），写出时前面加了一撇（'），"
            f"以免打开时被执行；请核对：“{texts}”{more}",
            *(sheet.place(row, column, table=what) for row, column, _ in cells[:_PLACES]),
        )


def name_unused(sheets: Sequence[Sheet], file: Path) -> Iterator[Finding]:
    """Yield what is said about sheets that hold none of the tables and no list, as a check says it.

    Where remarks are many, as for a document with hundreds of tables, they are one.
    """
    remarks: dict[str, Finding] = {}
    for sheet in sheets:
        if not any(map(any, sheet.rows)):
            continue
        label = f"{sheet.file}「{sheet.name}」" if sheet.name else sheet.file
        stem = sheet.part or sheet.name or file.stem
        found = recognise(sheet, stem)
        said = not_a_table(label, stem, sheet, found)
        if said.severity is Severity.INFO:
            remarks[f"{sheet.name}“{found.title}”" if found.title else sheet.name] = said
        else:
            yield said
    if len(remarks) <= _SHOWN:
        yield from remarks.values()
        return
    listed = "、".join(list(remarks)[:_SHOWN])
    yield finding(
        L03,
        f"{file.name} 中不是公开表的，没有使用：{listed}等 {len(remarks)} 个",
        Place(file.name),
        severity=Severity.INFO,
    )


def claimed_twice(claims: Iterable[Claim]) -> Iterator[Finding]:
    """Yield one finding for each pair of files, or of sheets in one file, with the same tables."""
    pairs: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in claims:
        one_file = claim.kept_file == claim.dropped_file
        pair = (claim.kept, claim.dropped) if one_file else (claim.kept_file, claim.dropped_file)
        pairs.setdefault((*pair, claim.dropped_file), []).append(claim)
    for (kept, dropped, file), group in pairs.items():
        forms = "、".join(claim.what for claim in group)
        yield finding(
            L05,
            f"{kept} 与 {dropped} 都有{forms}，内容不同；使用 {kept} 的，请核对该用哪一份",
            Place(file, table=group[0].what),
        )


def kept_tables(tables: Iterable[FoundTable]) -> Iterator[Finding]:
    """Yield one finding that names the tables of the folder that were not overwritten."""
    kept = [found for found in tables if found.landed is Landed.KEPT]
    if kept:
        names = "、".join(found.path.name for found in kept)
        yield finding(
            L05,
            f"{kept[0].path.parent} 中的 {names} 已经存在，内容不同，没有覆盖；"
            f"要用新读入的，加上 --replace 再导入一次，原来的会存入 {HISTORY}/",
            *(Place(found.path.name, table=found.table.form) for found in kept),
        )


def kept_lists(others: Iterable[LandedFile]) -> Iterator[Finding]:
    """Yield what the lists of the folder have otherwise than what was read."""
    for one in others:
        if one.differing:
            keys = "、".join(one.differing)
            how = "；要用读入的，加上 --replace" if one.path.stem in EVALUATION_KEYS else ""
            what = f"{one.path.name} 中已有 {keys}，与读入的不同，保留已有的；请核对{how}"
        elif one.landed is Landed.KEPT:
            what = f"{one.path.name} 已经存在，内容不同，没有覆盖，也没有并入；请核对"
        else:
            continue
        yield finding(
            L05, what, Place(one.path.name), kind=FindingClass.INTERNAL, severity=Severity.WARNING
        )


def missing_tables(numbers: Sequence[str], target: Path) -> Iterator[Finding]:
    """Yield what tables are neither in the files nor in the folder; last year may lack some."""
    if numbers:
        listed = "、".join(f"{number}（{FORM_BY_NUMBER[number].title}）" for number in numbers)
        of_last_year = target.name == LAST_YEAR
        yield finding(
            L16,
            f"没有找到：{listed}",
            *(Place(table=number) for number in numbers),
            severity=Severity.INFO if of_last_year else Severity.WARNING,
        )


def at_files_written(findings: Iterable[Finding], tables: Iterable[FoundTable]) -> list[Finding]:
    """Return the findings with the cells of the CSV files, where the source has no addresses.

    The table of a Word, PDF or text file is a sheet only to the program: the accountant looks
    at the file that was written, and at the source.
    """
    moved: dict[tuple[str, str], tuple[str, dict[int, int]]] = {}
    for found in tables:
        sheet = found.sheet
        addressed = sheet.file.lower().endswith(tuple(WORKBOOKS)) and not found.converted
        if found.landed is Landed.KEPT or not sheet.name or addressed:
            continue
        filled = (at for at, row in enumerate(sheet.rows, start=1) if any(row))
        rows = {at: number for number, at in enumerate(filled, start=1)}
        moved[sheet.file, sheet.name] = (found.path.name, rows)

    def place_of(place: Place) -> Place:
        if (place.file, place.sheet) not in moved:
            return place
        name, rows = moved[place.file, place.sheet]
        row = rows.get(place.row_number, 0)
        column = place.column_number if row else 0
        return place._replace(file=name, sheet="", row_number=row, column_number=column)

    return [replace(one, places=tuple(map(place_of, one.places))) for one in findings]
