"""`init`: an empty folder, the folder of the following year, the accountant's workbook."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.base.errors import TargetTakenError
from generator.base.money import format_number
from generator.base.output import is_temporary
from generator.checks.filled import reasons_later
from generator.field import zh
from generator.field.data_folder import HISTORY, LAST_YEAR, SETTINGS, TEXTS, Lists, is_left_about
from generator.field.forms import FORM_BY_NUMBER
from generator.folder.contents import folder_files
from generator.folder.guide import guide_text, texts_guide
from generator.folder.present import present_contents
from generator.folder.reasons import list_reasons
from generator.folder.report_texts import in_lists
from generator.folder.rollover import Carried, roll_contents
from generator.folder.skeleton import empty_contents
from generator.narrative.render import collect_gaps
from generator.reading.lists import LIST_BY_FILE
from generator.tasks.department import write_department
from generator.tasks.gaps import names_of_codes
from generator.tasks.import_files.landing import SUFFIXES, existing_file
from generator.tasks.init.sources import known_keys, read_source, read_unfinished, write_bare

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from generator.folder.contents import FolderContents
    from generator.folder.reasons import ReasonRow
    from generator.folder.rollover import Rolled, ToCheck, ToFill
    from generator.tasks.department import Department
    from generator.tasks.init.sources import RolledSource

_OPERATING_KEY = zh.RUNNING_COSTS


@dataclass(frozen=True, slots=True)
class RolledForward:
    """The files of `init --from`, and what the accountant has to do about them.

    `left_behind` names what of last year's folder has no place in the new one.
    """

    target: Path
    year: int
    files: Mapping[Path, bytes]
    to_fill: tuple[ToFill, ...]
    to_check: tuple[ToCheck, ...]
    left_behind: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MadeWorkbook:
    """The workbook, and the reasons that its sheet 原因 asks for.

    `to_fill` and `to_check` are those of a year that was rolled forward.
    """

    path: Path
    data: bytes = b""
    reasons: tuple[ReasonRow, ...] = ()
    to_fill: tuple[ToFill, ...] = ()
    to_check: tuple[ToCheck, ...] = ()

    @property
    def blank_reasons(self) -> int:
        """The number of reasons that are still to be typed."""
        return sum(row.due and not row.reason for row in self.reasons)


def init_folder(target: Path, *, name: str = "", year: int = 0) -> dict[Path, bytes]:
    """Return the files of an empty, explained data folder that are to be written.

    A folder into which tables were imported gets what it lacks. Raises TargetTakenError where
    `target` is a file or a folder with something else in it.
    """
    contents = empty_contents(known_keys(), name=name, year=year)
    files = folder_files(contents, guide_text(), texts_guide())
    _refuse_taken(target, files)
    return _lacking(target, files)


def roll_forward(last: Path, target: Path, *, year: int = 0) -> RolledForward:
    """Return the folder of the year after `last` (a folder or workbook).

    Raises TargetTakenError, FolderMissingError, NoTablesError.
    """
    rolled, source, year = _roll(last, year)
    files = folder_files(rolled.contents, guide_text(_guide_lines(rolled)), texts_guide())
    files |= source.as_last_year()
    if not _is_begun(target, files):
        _refuse_taken(target, {})
        if (target / LAST_YEAR).exists():
            raise TargetTakenError(target / LAST_YEAR)
    lacking = _lacking(target, files)
    left = _left_behind(last, source.copies) if last.is_dir() else ()
    return RolledForward(target, year, lacking, rolled.to_fill, rolled.to_check, left)


def make_accountant_workbook(  # noqa: PLR0913 - one parameter an option
    path: Path,
    *,
    source: Path | None = None,
    last: Path | None = None,
    name: str = "",
    year: int = 0,
    profile: str = "",
    templates: Path | None = None,
) -> MadeWorkbook:
    """Return a data folder as one .xlsx: that of `source`, one rolled from `last`, or an empty one.

    Where `source` has tables, the sheet 原因 lists every reason that its figures call for. Raises
    TargetTakenError where `path` exists.
    """
    from generator.folder.workbook import format_workbook  # noqa: PLC0415 - a library of its own

    if path.exists():
        raise TargetTakenError(path)
    known = known_keys(templates)
    made = MadeWorkbook(path)
    if source is not None:
        read = read_unfinished(source)
        contents: FolderContents = replace(
            present_contents(read.inputs, known, read.tables, read.last_year),
            report_texts=read.report_texts,
        )
        if read.inputs.tables:
            reasons = _called_for(source, read, profile, templates)
            made = MadeWorkbook(path, reasons=reasons)
    elif last is not None:
        rolled, former, _ = _roll(last, year)
        contents = replace(rolled.contents, last_year=former.tables)
        made = MadeWorkbook(path, to_fill=rolled.to_fill, to_check=rolled.to_check)
    else:
        contents = empty_contents(known, name=name, year=year)
    return replace(made, data=format_workbook(in_lists(contents), known, made.reasons))


def refuse_taken(target: Path) -> None:
    """Raise TargetTakenError where something stands already that is no empty folder."""
    if target.is_file() or (target.is_dir() and any(target.iterdir())):
        raise TargetTakenError(target)


def _is_begun(target: Path, files: Mapping[str, bytes]) -> bool:
    """Whether a folder holds some of the files as they would be written, and nothing else.

    So does one that a break (a full disk, a power cut) has left behind: it is completed.
    """
    if not target.is_dir() or target.is_symlink():
        return False
    entries = [path for path in target.iterdir() if not is_temporary(path)]
    if {path.name for path in entries} - {name.partition("/")[0] for name in files}:
        return False
    inner = [one for path in entries if path.is_dir() for one in path.iterdir()]
    paths = [path for path in (*entries, *inner) if not path.is_dir() and not is_temporary(path)]
    there = {path.relative_to(target).as_posix(): path for path in paths}
    return there.keys() < files.keys() and all(
        path.is_file() and path.read_bytes() == files[name] for name, path in there.items()
    )


def _refuse_taken(target: Path, files: Mapping[str, bytes]) -> None:
    """Refuse all but an empty or begun folder, and one with imported tables and no 单位信息 yet."""
    if not target.exists() or _is_begun(target, files):
        return
    names = [path.name for path in target.iterdir()] if target.is_dir() else []
    stems = {name.rpartition(".")[0] or name for name in names}
    known = {*FORM_BY_NUMBER, *LIST_BY_FILE, LAST_YEAR, TEXTS, HISTORY, SETTINGS.rpartition(".")[0]}
    imported = stems & set(FORM_BY_NUMBER) and stems <= known and Lists.IDENTITY not in stems
    if not target.is_dir() or (names and not imported):
        raise TargetTakenError(target)


def _lacking(target: Path, files: Mapping[str, bytes]) -> dict[Path, bytes]:
    """Return the files that are not there yet, under whatever suffix."""
    paths = {target / name: data for name, data in files.items()}
    return {
        path: data
        for path, data in paths.items()
        if not path.exists() and existing_file(path.parent, path.stem) is None
    }


def _roll(last: Path, year: int) -> tuple[Rolled, RolledSource, int]:
    """Return the rolled contents, what was read of last year, and the new year."""
    source = read_source(last)
    department = write_department(last)
    identity = department.accounts.identity
    year = year or (identity.year + 1 if identity.year else 0)
    carried = _carried(department)
    rolled = roll_contents(
        source.inputs,
        known_keys(),
        year=year,
        carried=carried,
        report_texts=source.report_texts,
    )
    return rolled, source, year


def _carried(department: Department) -> tuple[Carried, ...]:
    """Return 机关运行经费 as last year's narrative has it: no table of 上年/ does."""
    operating = department.figures.operating
    amount = operating.by_year.current
    if operating.not_applicable or amount.value is None:
        return ()
    return (Carried(_OPERATING_KEY, format_number(amount.value), amount.unit),)


def _left_behind(last: Path, copied: Iterable[str]) -> tuple[str, ...]:
    used = {*copied, SETTINGS, TEXTS, LAST_YEAR, HISTORY, "说明.md"}
    used |= {f"{name}{suffix}" for name in LIST_BY_FILE for suffix in SUFFIXES}
    names = (path.name for path in last.iterdir() if not is_left_about(path.name))
    return tuple(sorted(name for name in names if name not in used))


def _guide_lines(rolled: Rolled) -> list[str]:
    lines = ["", "## 由上年结转，本年要填写的", ""]
    lines += [f"- {item.file}：{item.key}" for item in rolled.to_fill]
    if rolled.to_check:
        lines += ["", "## 沿用上年、请核对的", ""]
        lines += [f"- {item.file}（{item.why}）：{item.text}" for item in rolled.to_check]
    return lines


def _called_for(
    path: Path, source: RolledSource, profile: str, templates: Path | None
) -> tuple[ReasonRow, ...]:
    department = write_department(path, profile=profile, templates=templates)
    asked = collect_gaps(write_bare(source.inputs, department, templates))
    accounts = department.accounts
    names = names_of_codes(accounts)
    later = reasons_later(accounts, department.gaps)
    former = department.former
    return list_reasons(asked, department.gaps, accounts.reasons, names, former, later)
