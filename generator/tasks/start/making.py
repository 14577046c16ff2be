"""The order of `start`: files → years → tables and lists → the files of a new data folder."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from generator.base.codes import L05, L11
from generator.base.labels import key_of, squash
from generator.base.links import real_path
from generator.base.severity import Severity
from generator.field import zh
from generator.field.data_folder import LAST_YEAR
from generator.model.finding import finding, sort_findings
from generator.model.place import Place
from generator.reading.folder import read_folder
from generator.review.harvest.harvest import harvest
from generator.tasks.department import read_sources, word_department
from generator.tasks.gaps import plan_gaps
from generator.tasks.import_files.importing import import_files
from generator.tasks.init.folders import init_folder, make_accountant_workbook, refuse_taken
from generator.tasks.start.sorting import departments, read_given, sort_years
from generator.tasks.start.taking import (
    budget_rows,
    take_counts,
    take_identity,
    take_projects,
    take_reasons,
    take_texts,
    take_totals,
    tell_nature,
)
from generator.tasks.start.wording import tell_profile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from generator.model.block import Gap
    from generator.model.finding import Finding
    from generator.model.table import Table
    from generator.tasks.import_files.report import ImportReport
    from generator.tasks.start.sorting import Given, Sorted
    from generator.tasks.start.taking import Taken

_WORKBOOK = ".xlsx"
_LABEL = re.compile(r"(部门|单位)名称:")


@dataclass(frozen=True, slots=True)
class Started:
    """The files of the new folder (or the workbook), and what the accountant has to know.

    `taken` says what was taken over, line by line; `gaps` are what neither year's files hold.
    """

    target: Path
    department: str
    year: int
    this: tuple[str, ...]
    last: tuple[str, ...]
    tables: int
    files: Mapping[Path, bytes]
    taken: tuple[str, ...]
    gaps: tuple[Gap, ...]
    findings: tuple[Finding, ...]
    assumed: tuple[str, ...] = ()


def start_folder(files: Sequence[Path], target: Path) -> Started:
    """Return the data folder (a workbook where `target` is named so) of this year.

    Nothing is written yet. Raises TargetTakenError, YearsUnclearError, NothingImportedError.
    """
    refuse_taken(target)
    unique = {real_path(path): path for path in files}.values()
    return start_given(tuple(read_given(path) for path in unique), target)


def start_given(files: Sequence[Given], target: Path) -> Started:
    """Return the data folder of this year from files that were read. Raises as `start_folder`."""
    refuse_taken(target)
    found = sort_years(files)
    with TemporaryDirectory() as place:
        root = Path(place) / zh.DATA
        read = _fill(root, found)
        sources = read_sources(root)
        department = word_department(sources)
        _put(plan_gaps(sources.inputs, department, None).files)
        made = _collect(root, target)
    identity = department.accounts.identity
    return Started(
        target=target,
        department=identity.department,
        year=found.year,
        this=tuple(one.path.name for one in found.this),
        last=tuple(one.path.name for one in found.last),
        tables=len(department.accounts.tables),
        files=made,
        taken=read.taken,
        gaps=department.gaps,
        findings=read.findings,
        assumed=found.assumed,
    )


class _Filled(NamedTuple):
    taken: tuple[str, ...]
    findings: tuple[Finding, ...]


def _fill(root: Path, found: Sorted) -> _Filled:
    """Write the folder: what the files hold, each thing under its key."""
    name = departments(found.this) or departments(found.last)
    _put(init_folder(root, name=name, year=found.year))
    imported = import_files([one.path for one in found.this], root)
    _put(imported.files)
    findings = list(imported.findings)
    lines: list[str] = []
    if found.last:
        former = _import_last(found.last, root)
        lines += former.taken
        findings += former.findings
    inputs, _ = read_folder(root)
    last = tuple(_reread(one, inputs.tables) for one in found.last)
    codes = frozenset(row.code for table in inputs.tables.values() for row in table.coded_rows())
    given = {zh.DEPARTMENT_NAME: name, zh.YEAR: str(found.year), zh.SCOPE: _scope(imported)}
    nature = tell_nature(last, inputs.last_year)
    if nature:
        given[zh.UNIT_KIND] = nature
    profiles = [tell_profile(one, inputs.last_year, root) for one in last]
    given[zh.PROFILE] = next(filter(None, profiles), "")
    for take in (
        partial(take_identity, root, given, last),
        partial(budget_rows, root, inputs.tables),
        partial(take_totals, root, last),
        partial(take_counts, root, last),
        partial(take_reasons, root, last, codes),
        partial(take_projects, root, last),
        partial(take_texts, root, last),
    ):
        taken: Taken = take()
        _put(taken.files)
        lines += taken.lines
    findings += _renamed(found)
    return _Filled(tuple(lines), sort_findings(findings))


def _reread(one: Given, tables: Mapping[str, Table]) -> Given:
    """Return a text without tables, its 项 told by the names in this year's tables."""
    if one.submission is None or one.has_tables:
        return one
    return one._replace(harvest=harvest(one.submission, tables))


def _put(files: Mapping[Path, bytes]) -> None:
    """Write files of the folder as it grows, in a temporary place."""
    for path, data in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _import_last(last: Sequence[Given], root: Path) -> _Filled:
    """Write last year's tables into 上年/; its lists and texts are taken over one by one."""
    with_tables = [one.path for one in last if one.has_tables]
    if not with_tables:
        return _Filled((), ())
    report = import_files(with_tables, root / LAST_YEAR)
    tables = {found.path: found.file.data for found in report.tables}
    _put({path: data for path, data in tables.items() if data is not None})
    line = f"{LAST_YEAR}/：{len(tables)} 张公开表"
    names = {path.name for path in tables}
    errors = (one for one in report.findings if one.severity is Severity.ERROR)
    return _Filled((line,), tuple(_of_last_year(one, names) for one in errors))


def _of_last_year(one: Finding, names: AbstractSet[str]) -> Finding:
    """Return what is wrong with a table of last year as said of 上年/.

    It is published and stays as it is: a warning, unless the table was not written at all.
    """
    places = tuple(
        place._replace(file=f"{LAST_YEAR}/{place.file}") if place.file in names else place
        for place in one.places
    )
    is_refusal = one.code in (L05.code, L11.code)
    severity = one.severity if is_refusal else Severity.WARNING
    return replace(one, places=places, severity=severity)


def _scope(report: ImportReport) -> str:
    """Return 部门 or 单位 as most heads of the tables have it (部门名称：, 单位名称：)."""
    said = Counter(
        label[1]
        for found in report.tables
        for row in found.sheet.rows[:8]
        for cell in row
        if (label := _LABEL.match(squash(cell)))
    )
    return said.most_common(1)[0][0] if said else ""


def _renamed(found: Sorted) -> list[Finding]:
    """Return a warning where the two years name different departments."""
    this, last = departments(found.this), departments(found.last)
    if not this or not last or key_of(this) == key_of(last):
        return []
    message = f"今年的表写的是“{this}”，上年的公开文件写的是“{last}”；请核对是不是同一个部门"
    return [finding(L11, message, Place(found.last[0].path.name), severity=Severity.WARNING)]


def _collect(root: Path, target: Path) -> dict[Path, bytes]:
    """Return the files of the folder under `target`, or the workbook that they make."""
    if target.suffix.lower() == _WORKBOOK:
        return {target: make_accountant_workbook(target, source=root).data}
    paths = sorted(path for path in root.rglob("*") if path.is_file())
    return {target / path.relative_to(root): path.read_bytes() for path in paths}
