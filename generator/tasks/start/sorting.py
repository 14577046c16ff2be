"""Which of the files given are this year's and which last year's, by the years that they print."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from generator.base.errors import NothingImportedError, YearsUnclearError
from generator.field import zh
from generator.files.formats import tell_format
from generator.files.office.converting import has_text
from generator.review.harvest.harvest import Harvest, harvest
from generator.tasks.import_files.importing import import_files
from generator.tasks.submitted import read_material

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.model.submission import Submission
    from generator.tasks.import_files.report import ImportReport

_YEAR_IN_NAME = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")
_NOTHING = Harvest({})


class Given(NamedTuple):
    """A file, the year and the department that it prints, its tables, what its text says.

    `year` is 0 where nothing tells it; `submission` is None where the file is no narrative;
    `named` where only the name of the file tells the year.
    """

    path: Path
    year: int
    department: str
    report: ImportReport | None
    submission: Submission | None = None
    harvest: Harvest = _NOTHING
    named: bool = False

    @property
    def has_tables(self) -> bool:
        """Whether any of the nine tables was found."""
        return self.report is not None and bool(self.report.tables)

    @property
    def is_told(self) -> bool:
        """Whether the file holds tables or a narrative, which belong to one year."""
        return self.has_tables or self.submission is not None

    def identity(self, key: str) -> str:
        """Return what the text says of who publishes."""
        records = self.harvest.lists.get(zh.IDENTITY, ())
        return next((one.text(zh.CONTENT) for one in records if one.text(zh.ITEM) == key), "")


class Sorted(NamedTuple):
    """The files of this year and of last year; `assumed` says how a year was told, if not read."""

    year: int
    this: tuple[Given, ...]
    last: tuple[Given, ...]
    assumed: tuple[str, ...] = ()


def read_given(path: Path) -> Given:
    """Return what a file prints of year and department. Raises GeneratorError where it is nothing.

    Nothing is written: the tables are read as for an import into an empty folder.
    """
    if path.is_dir():
        raise YearsUnclearError(
            f"{path} 是文件夹；上年是数据文件夹的，用 gen-narrative init --from"
        )
    report: ImportReport | None = None
    problems: Sequence[str] = ()
    with TemporaryDirectory() as place:
        try:
            report = import_files((path,), Path(place) / "新")
        except NothingImportedError as error:
            problems = getattr(error, "__notes__", ())
    submission, said = _read_text(path)
    if report is None and submission is None:
        raise NothingImportedError((path,)).because(problems)
    printed = report.year if report is not None else ""
    texts = {one.text(zh.ITEM): one.text(zh.CONTENT) for one in said.lists.get(zh.IDENTITY, ())}
    year = int(printed or texts.get(zh.YEAR, "") or 0)
    named = _YEAR_IN_NAME.search(path.stem) if not year else None
    department = (report.department if report else "") or texts.get(zh.DEPARTMENT_NAME, "")
    return Given(
        path, int(named[1]) if named else year, department, report, submission, said, bool(named)
    )


def _read_text(path: Path) -> tuple[Submission | None, Harvest]:
    if not path.is_file() or not has_text(tell_format(path)):
        return None, _NOTHING
    material = read_material(path)
    if not material.submission.sections:
        return None, _NOTHING
    tables = material.printed.tables if material.printed is not None else {}
    return material.submission, harvest(material.submission, tables)


def sort_years(files: Iterable[Given]) -> Sorted:
    """Return which files are this year's. Raises YearsUnclearError where that cannot be told."""
    files = tuple(files)
    newest = max((one.year for one in files), default=0)
    # Lists alone (年初预算, 事项) are filled in for this year.
    files = tuple(one if one.year or one.is_told else one._replace(year=newest) for one in files)
    assumed = [
        f"{one.path.name} 中没有印年度，按文件名当作 {one.year} 年度" for one in files if one.named
    ]
    unknown = [one for one in files if not one.year]
    known = sorted({one.year for one in files if one.year})
    if not known:
        names = "、".join(one.path.name for one in files)
        raise YearsUnclearError(f"{names} 中看不出年度；请在文件名里写上年度，如 2025年决算.xlsx")
    if unknown:
        files, more = _assume(files, known)
        assumed += more
    years = sorted({one.year for one in files}, reverse=True)
    year = years[0]
    this = tuple(one for one in files if one.year == year)
    others = [one for one in files if one.year not in (year, year - 1)]
    if others:
        listed = "、".join(f"{one.path.name}（{one.year} 年度）" for one in others)
        raise YearsUnclearError(
            f"今年是 {year} 年度，上年应是 {year - 1} 年度；"
            f"{listed}不是这两年的，请换成这两年的文件"
        )
    if not any(one.has_tables for one in this):
        names = "、".join(one.path.name for one in this)
        raise YearsUnclearError(f"{names} 中没有 {year} 年度的公开表；请给出今年的表")
    if len(years) == 1:
        _refuse_one_year(this, year)
    return Sorted(year, this, tuple(one for one in files if one.year == year - 1), tuple(assumed))


def _assume(files: tuple[Given, ...], known: Sequence[int]) -> tuple[tuple[Given, ...], list[str]]:
    """Return the files, those without a year with the one that the others lack; say so."""
    unknown = [one for one in files if not one.year]
    only_text = all(one.submission is not None for one in files if one.year)
    is_this = len(known) == 1 and only_text and all(one.submission is None for one in unknown)
    if len(known) == 1 and not only_text and all(one.submission for one in unknown):
        year = known[0] - 1
    elif is_this:
        year = known[0] + 1
    else:
        names = "、".join(one.path.name for one in unknown)
        raise YearsUnclearError(f"{names} 中看不出年度；请在文件名里写上年度，如 2025年决算.xlsx")
    said = [f"{one.path.name} 中没有印年度，当作 {year} 年度" for one in unknown]
    return tuple(one if one.year else one._replace(year=year) for one in files), said


def _refuse_one_year(files: Sequence[Given], year: int) -> None:
    """Refuse published documents alone, and beside tables of the same year."""
    texts = [one.path.name for one in files if one.submission is not None]
    if not texts:
        return
    if len(texts) == len(files):
        raise YearsUnclearError(
            f"给出的都是 {year} 年度的公开文件（{'、'.join(texts)}），没有下一年的表；"
            f"请同时给出 {year + 1} 年度的表"
        )
    raise YearsUnclearError(
        f"{'、'.join(texts)} 与给出的表同是 {year} 年度的，不是上年的公开文件；"
        f"上年的应是 {year - 1} 年度"
    )


def departments(files: Iterable[Given]) -> str:
    """Return the department that the files print first."""
    return next((one.department for one in files if one.department), "")
