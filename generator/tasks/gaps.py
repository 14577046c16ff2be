"""What becomes of 待补充.csv after a build: what somebody has filled in is never lost."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, NamedTuple

from generator.base.decoding import UndecodableError
from generator.base.errors import OutputFolderError
from generator.base.output import refuse_no_file
from generator.field import zh
from generator.field.keys import book_of
from generator.narrative.render import collect_gaps
from generator.reporting.gaps import (
    GAPS_FILE,
    Known,
    format_gap_rows,
    join_filled_rows,
    list_gap_rows,
    read_gap_rows,
    used_rows,
)
from generator.tasks.history import keep_version

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from generator.model.accounts import Accounts
    from generator.model.block import Gap
    from generator.model.records import Inputs
    from generator.reporting.gaps import GapRow
    from generator.tasks.department import Department

Identity = tuple[str, str, str]


class GapsPlan(NamedTuple):
    """The files to be written and removed: 待补充.csv, and the version that it replaces.

    `waiting`: reasons are filled in beside a workbook that were not asked for it by name.
    """

    files: Mapping[Path, bytes]
    outdated: tuple[Path, ...] = ()
    waiting: bool = False


def plan_gaps(inputs: Inputs, department: Department, templates: Path | None) -> GapsPlan:
    """Return the plan: 待补充.csv of a data folder, or beside a workbook. Nothing is written yet.

    Raises OutputFolderError where a file of that name is none of ours.
    """
    in_folder = inputs.folder.is_dir()
    path = find_gaps_file(inputs.folder)
    there = read_rows(path)
    filled = tuple(row for row in there if row.is_filled)
    used = used_rows(department.answers)
    typed = {row.typed for row in filled if any(row.typed[1:]) and not _is_of_other(row, inputs)}
    waiting = not in_folder and bool(typed - {row.typed for row in used})
    if not department.gaps:
        # What was filled in is given by this file alone.
        kept = keep_version(path) if there and not filled else None
        if kept is None:
            return GapsPlan({}, waiting=waiting)
        return GapsPlan(kept.files, (path, *kept.outdated))
    carried = join_filled_rows(filled, used)
    asked = _asked(inputs, department, templates) if carried else ()
    rows = tuple(list_gap_rows(department.gaps, carried, asked, _known(inputs, department)))
    if rows == there:
        return GapsPlan({}, waiting=waiting)
    kept = keep_version(path)
    files = {**kept.files, path: format_gap_rows(rows)}
    return GapsPlan(files, kept.outdated, waiting)


def find_gaps_file(data: Path) -> Path:
    """Return where the 待补充.csv of a data folder or workbook is, or would be."""
    return (data if data.is_dir() else data.parent) / GAPS_FILE


def list_rows(inputs: Inputs, department: Department) -> tuple[GapRow, ...]:
    """Return what is filled in 待补充.csv and then what is asked, without a look at amounts anew.

    Raises OutputFolderError where a file of that name is none of ours.
    """
    there = read_rows(find_gaps_file(inputs.folder))
    filled = tuple(row for row in there if row.is_filled and not _is_of_other(row, inputs))
    carried = join_filled_rows(filled, used_rows(department.answers))
    return tuple(list_gap_rows(department.gaps, carried, (), _known(inputs, department)))


def identify(gaps: Iterable[Gap], inputs: Inputs, department: Department) -> list[Identity]:
    """Return by what each gap is known among the rows of 待补充.csv."""
    known = _known(inputs, department)
    return [row.identity for gap in gaps for row in list_gap_rows([gap], (), (), known)]


def _known(inputs: Inputs, department: Department) -> Known:
    book = "" if inputs.folder.is_dir() else inputs.folder.name
    return Known(names_of_codes(department.accounts), department.former, book)


def _is_of_other(row: GapRow, inputs: Inputs) -> bool:
    """Whether a row was asked for another workbook that lies beside this one."""
    book = book_of(row.填写位置)
    return bool(book) and book != inputs.folder.name and (inputs.folder.parent / book).exists()


def read_rows(path: Path) -> tuple[GapRow, ...]:
    """Return the rows of a 待补充.csv, none where there is none. Raises OutputFolderError."""
    refuse_no_file(path)
    if not path.exists():
        return ()
    try:
        return read_gap_rows(path.read_bytes())
    except (UndecodableError, csv.Error) as error:
        raise OutputFolderError(
            path,
            f"已有的文件无法读取（{error}）。"
            f"列名改过的，请把“{zh.MATTER}”“{zh.REASON}”改回来，填过的都还在；另有用处的，请改名",
        ) from error


def _asked(inputs: Inputs, department: Department, templates: Path | None) -> tuple[Gap, ...]:
    """Return what would be asked if no reason were given."""
    from generator.tasks.init.sources import write_bare  # noqa: PLC0415 - only where rows are carried

    return collect_gaps(write_bare(inputs, department, templates))


def names_of_codes(accounts: Accounts) -> dict[str, str]:
    """Return the names of codes, as the tables print them where they do."""
    rows = (row for table in accounts.tables.values() for row in table.rows)
    budgets = {item.code: item.name for item in accounts.item_budgets if item.name}
    printed = {row.code: row.label for row in rows if row.code and row.label}
    return {**accounts.names, **budgets, **printed}
