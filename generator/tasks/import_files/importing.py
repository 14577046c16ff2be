"""The order of `import`: files → sheets → tables and lists → the files of a data folder."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from generator.base.errors import ImportTargetError, NothingImportedError
from generator.base.links import real_path
from generator.export.convert import is_internal
from generator.field.data_folder import LAST_YEAR, SETTINGS, TEXTS, Lists
from generator.field.forms import FORMS
from generator.files.formats import WORD, is_format
from generator.folder.evaluation_rows import merge_rows
from generator.folder.skeleton import COLUMNS
from generator.model.finding import notes_of, sort_findings
from generator.model.records import Inputs
from generator.reading.agreement import check_heads
from generator.reading.choosing import Candidate, choose, copy_used, misnamed
from generator.reading.dispatch import dispatch
from generator.reading.evaluation_forms import is_report_table
from generator.reading.heading import Surroundings
from generator.reading.recognise import recognise
from generator.reading.table import DEFAULT_UNIT, read_table
from generator.tasks.import_files.belonging import find_strange, stated_year
from generator.tasks.import_files.budgets import (
    SeenBudget,
    find_budgets,
    use_budgets,
    year_in_folder,
)
from generator.tasks.import_files.evaluation import (
    department_of,
    part_forms,
    tell_report_tables,
    use_forms,
)
from generator.tasks.import_files.landing import (
    existing_file,
    land_list,
    land_rows,
    land_text,
    trim_rows,
)
from generator.tasks.import_files.report import (
    Claim,
    FoundTable,
    ImportReport,
    at_files_written,
    claimed_twice,
    doubtful_cells,
    formula_cells,
    kept_lists,
    kept_tables,
    missing_tables,
    name_unused,
)
from generator.tasks.opening import convert_export, open_sheets, without_repeats, without_unused
from generator.word.digest import holds_digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.folder.contents import Rows
    from generator.model.evaluation_form import EvaluationForm
    from generator.model.finding import Finding
    from generator.model.sheet import Sheet
    from generator.model.table import Table
    from generator.reading.dispatch import Dispatched
    from generator.reading.table import TableRead
    from generator.tasks.import_files.evaluation import UsedForms
    from generator.tasks.import_files.landing import LandedFile


class _Picked(NamedTuple):
    read: TableRead
    sheet: Sheet
    source: str
    converted: bool


class _Seen(NamedTuple):
    """A sheet that is one of the nine tables, before it is told which of several counts."""

    candidate: Candidate
    converted: bool


@dataclass(slots=True)
class _Harvest:
    """What the files have given so far; `last_year` are the tables of sheets named 上年公开01 …."""

    seen: list[_Seen] = field(default_factory=list)
    seen_last_year: list[_Seen] = field(default_factory=list)
    tables: dict[str, _Picked] = field(default_factory=dict)
    last_year: dict[str, _Picked] = field(default_factory=dict)
    lists: dict[str, tuple[Rows, str]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    settings: str = ""
    budgets: list[SeenBudget] = field(default_factory=list)
    forms: list[EvaluationForm] = field(default_factory=list)
    reports: list[Sheet] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    def add(self, file: Path) -> None:
        """Add what a file holds; of two claims to one list the first counts."""
        sheets, problems = open_sheets(file)
        forms, sheets = part_forms(sheets)
        self.forms += forms
        if is_internal(sheets):
            export, lists = convert_export(sheets)
            self.findings += (*without_unused(problems, set(export.unused)), *export.findings)
            for name, rows in lists.items():
                self._add_list(name, rows, file.name)
            for sheet in export.tables:
                origin = export.origins[sheet.name]
                self._add_table(sheet, sheet.name, self.seen, (file, origin), converted=True)
            return
        unused = self._add_sheets(dispatch(sheets, file.stem), file)
        used = {sheet.name for sheet in sheets if not any(sheet is one for one in unused)}
        used |= {form.place.sheet for form in forms}
        names = {sheet.name for sheet in unused if sheet.name}
        self.findings += without_unused(problems, names - used)
        reports = [sheet for sheet in unused if is_report_table(sheet)]
        self.reports += reports
        unused = [sheet for sheet in unused if not any(sheet is one for one in reports)]
        self.budgets += find_budgets(unused, file)
        seen = [one.sheet for one in self.budgets]
        rest = [sheet for sheet in unused if not any(sheet is one for one in seen)]
        self.findings += name_unused(rest, file)

    def _add_sheets(self, found: Dispatched, file: Path) -> list[Sheet]:
        """Add what the sheets of a file are; return those that are nothing of a data folder."""
        for stem, sheet in found.lists:
            self._add_list(stem, sheet.rows, sheet.file)
            self.findings += formula_cells(stem, sheet)
        self.texts = found.texts | self.texts
        self.settings = self.settings or found.settings
        return [
            sheet
            for seen, named in (
                (self.seen, found.tables),
                (self.seen_last_year, found.last_year),
            )
            for stem, sheet in named
            if not self._add_table(sheet, stem, seen, (file, sheet.name))
        ]

    def _add_list(self, name: str, rows: Rows, file: str) -> None:
        kept = self.lists.setdefault(name, (rows, file))
        if kept[0] != rows:
            self.claims.append(Claim(name, kept[1], kept[1], file, file))

    def _add_table(
        self,
        sheet: Sheet,
        stem: str,
        into: list[_Seen],
        origin: tuple[Path, str],
        *,
        converted: bool = False,
    ) -> bool:
        """Add a sheet that is one of the nine tables; False where it is none."""
        found = recognise(sheet, stem)
        if not found.form:
            return False
        file, name = origin
        source = f"{sheet.file}「{name}」" if name else sheet.file
        into.append(_Seen(Candidate(stem, source, sheet, found, file.stem), converted))
        return True

    def settle(self) -> None:
        """Choose and read the tables, by the rule that `check` and `build` have."""
        self._settle(self.seen, self.tables)
        self._settle(self.seen_last_year, self.last_year)

    def add_budgets(self, target: Path) -> None:
        """Fill 年初预算 with the budgets of the year of the tables, here or in the folder."""
        year = self._year() or year_in_folder(target) or str(stated_year(target) or "")
        rows, said = use_budgets(self.budgets, year)
        self.findings += said
        if rows:
            source = self.budgets[0].budget.source
            self._add_list(Lists.BUDGETS, (COLUMNS[Lists.BUDGETS], *rows), source)

    def add_forms(self, target: Path) -> UsedForms:
        """Add what the forms of self-evaluation give the lists; rows of the lists come first."""
        year = self._year() or year_in_folder(target) or str(stated_year(target) or "")
        used = use_forms(self.forms, target.name, year)
        self.findings += (*used.findings, *tell_report_tables(self.reports, self.forms))
        for name, rows in used.lists.items():
            source = used.forms[0].place.file
            listed = self.lists.get(name)
            if listed is None:
                self.lists[name] = rows, source
                continue
            merged = merge_rows(name, listed[0], rows)
            self.lists[name] = merged.rows, listed[1]
            if merged.differing:
                self.claims.append(Claim(name, listed[1], listed[1], source, source))
        return used

    def _year(self) -> str:
        return _usual(picked.read.table.year for picked in self.tables.values())

    def _settle(self, seen: list[_Seen], into: dict[str, _Picked]) -> None:
        converted = {id(one.candidate.sheet): one.converted for one in seen}
        for one in seen:
            self.findings += [] if one.converted else misnamed(one.candidate)
        for form, choice in choose(one.candidate for one in seen).items():
            kept, dropped = choice
            sheet = kept.sheet
            self.findings += copy_used(choice)
            self.claims += [
                Claim(form, kept.name, sheet.file, other.name, other.sheet.file)
                for other in dropped
                if other.sheet.rows != sheet.rows
            ]
            read = read_table(sheet, kept.found, DEFAULT_UNIT, Surroundings())
            into[form] = _Picked(read, sheet, kept.name, converted[id(sheet)])
            self.findings += without_repeats(read.findings, (sheet,))
            self.findings += doubtful_cells(sheet, form)
            self.findings += formula_cells(form, sheet)


def import_files(files: Sequence[Path], target: Path, *, replace: bool = False) -> ImportReport:
    """Return what the files hold as files of the data folder `target`, and what was found.

    A table that the folder already has in another version is kept, or with `replace` put into
    历史/ and replaced; lists are filled where they are blank. Tables of another year are not
    written. Raises NothingImportedError where nothing was found, ImportTargetError.
    """
    if target.exists() and not target.is_dir():
        raise ImportTargetError(target)
    harvest = _Harvest()
    for file in {real_path(path): path for path in files}.values():
        harvest.add(file)
    harvest.settle()
    harvest.add_budgets(target)
    used = harvest.add_forms(target)
    if not (harvest.tables or harvest.last_year or harvest.lists or harvest.texts or harvest.forms):
        raise NothingImportedError(files).because(notes_of(harvest.findings))
    reads = {form: picked.read for form, picked in harvest.tables.items()}
    former = {form: picked.read for form, picked in harvest.last_year.items()}
    heads = check_heads(Inputs(target), reads, {}) + check_heads(Inputs(target), former, {})
    strange = find_strange(_tables_of(reads), target)
    kept = {form: one for form, one in harvest.tables.items() if form not in strange.forms}
    beside = {form: reads[form].table for form in kept}
    strange_last = find_strange(_tables_of(former), target / LAST_YEAR, beside)
    kept_last = {f: one for f, one in harvest.last_year.items() if f not in strange_last.forms}
    tables = (
        *_land_tables(kept, target, replace=replace),
        *_land_tables(kept_last, target / LAST_YEAR, replace=replace),
    )
    others = tuple(_land_others(harvest, target, replace=replace))
    missing = tuple(
        form.number
        for form in FORMS
        if form.number not in harvest.tables and not _has_table(target, form.number)
    )
    strangers = (*strange.findings, *strange_last.findings)
    findings = [*harvest.findings, *heads, *strangers, *claimed_twice(harvest.claims)]
    findings = at_files_written(findings, tables)
    only_forms = bool(harvest.forms) and not harvest.tables
    findings += [*kept_tables(tables), *kept_lists(others)]
    findings += missing_tables(() if only_forms else missing, target)
    return ImportReport(
        tables,
        missing,
        others,
        sort_findings(findings),
        _usual(read.table.department for read in reads.values()) or department_of(harvest.forms),
        _usual(read.table.year for read in reads.values())
        or _usual(form.year for form in harvest.forms),
        bool(strange.forms or strange_last.forms or used.strange),
        tuple(harvest.forms),
        used.forms,
    )


def _tables_of(reads: Mapping[str, TableRead]) -> dict[str, Table]:
    return {form: read.table for form, read in reads.items()}


def _usual(texts: Iterable[str]) -> str:
    counted = Counter(text for text in texts if text).most_common(1)
    return counted[0][0] if counted else ""


def _land_tables(
    chosen: dict[str, _Picked], folder: Path, *, replace: bool
) -> Iterator[FoundTable]:
    for form in FORMS:
        picked = chosen.get(form.number)
        if picked is None:
            continue
        landed = land_rows(folder, form.number, trim_rows(picked.sheet.rows), replace=replace)
        yield FoundTable(
            picked.read.table,
            picked.sheet,
            landed,
            picked.source,
            bool(picked.read.heading.unit.text),
            picked.converted,
        )


def _land_others(harvest: _Harvest, target: Path, *, replace: bool) -> Iterator[LandedFile]:
    """Yield the lists that hold more than a head, the texts and the switches."""
    for name, (rows, _) in harvest.lists.items():
        if len(trim_rows(rows)) > 1:
            yield land_list(target, name, rows, replace=replace)
    for name, text in harvest.texts.items():
        if text.strip():
            yield land_text(target / TEXTS / f"{name}.md", text)
    if harvest.settings.strip():
        yield land_text(target / SETTINGS, harvest.settings)


def _has_table(target: Path, form: str) -> bool:
    return existing_file(target, form) is not None


def is_own_draft(file: Path, folder: Path) -> bool:
    """Whether a Word file is a draft of ours that belongs to an existing data folder.

    Its reasons are then read back; any other Word file is searched for tables.
    """
    if folder.name == LAST_YEAR or not folder.is_dir():
        return False
    return is_own_document(file) and any(_has_table(folder, form.number) for form in FORMS)


def is_own_document(file: Path) -> bool:
    """Whether this program wrote a Word file at first."""
    return is_format(file, WORD) and holds_digest(file)
