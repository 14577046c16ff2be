"""Imported rows and texts as files of a data folder: nothing that is there is overwritten."""

from __future__ import annotations

import csv
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from generator.accounts.reasons import reason_key
from generator.base.decoding import UndecodableError
from generator.base.formulas import neutralise_rows
from generator.base.labels import squash
from generator.field import evaluation, keys
from generator.field.data_folder import LAST_YEAR, Lists
from generator.files.csv import read_sheet, read_text
from generator.folder.contents import format_csv
from generator.folder.evaluation_rows import KEYS as EVALUATION_KEYS
from generator.folder.evaluation_rows import merge_rows
from generator.folder.list_rows import MissingHeadError, fill_list
from generator.folder.skeleton import COLUMNS
from generator.reporting.gaps import format_gap_rows, read_gap_rows
from generator.tasks.history import NOTHING_KEPT, Kept, keep_version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from generator.folder.contents import Rows

SUFFIXES = (".csv", ".tsv", ".txt")
_ALL_KEYS = (
    *keys.IDENTITY_KEYS,
    *keys.LAST_YEAR_KEYS,
    *keys.BUDGET_KEYS,
    *keys.FACT_UNITS,
    *keys.PURPOSE_KEYS,
)


class Landed(Enum):
    """What became of something imported: KEPT is a file with other contents that stayed."""

    WRITTEN = "已写出"
    FILLED = "已补入"
    SAME = "文件夹中已有相同的，没有改动"
    KEPT = "文件夹中已有另一份，没有覆盖"
    REPLACED = "已换掉原来的，原来的存入了 历史/"


class LandedFile(NamedTuple):
    """A file of the folder, what becomes of it, and its keys that are new or differ.

    `data` is what is to be written, None where the file stays as it is; `kept` is the version
    that it replaces.
    """

    path: Path
    landed: Landed
    added: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()
    data: bytes | None = None
    kept: Kept = NOTHING_KEPT


def existing_file(folder: Path, name: str) -> Path | None:
    """Return the file of a table or list, None where the folder has none."""
    paths = (folder / f"{name}{suffix}" for suffix in SUFFIXES)
    return next((path for path in paths if path.is_file()), None)


def format_rows(path: Path, rows: Iterable[Iterable[str]]) -> bytes:
    """Return rows as CSV for Excel, parted as the suffix of the file says."""
    return format_csv(rows, "," if path.suffix.lower() == ".csv" else "\t")


def trim_rows(rows: Iterable[tuple[str, ...]]) -> Rows:
    """Return the rows without blank ones and without empty columns at the right edge."""
    filled = [row for row in rows if any(row)]
    width = max((max(i for i, cell in enumerate(row) if cell) + 1 for row in filled), default=0)
    return tuple(row[:width] for row in filled)


def land_rows(folder: Path, name: str, rows: Rows, *, replace: bool = False) -> LandedFile:
    """Return a table as the file that is not there yet; an existing one is kept, or replaced."""
    rows = neutralise_rows(rows)
    there = existing_file(folder, name)
    path = there or folder / f"{name}.csv"
    if there is None:
        return LandedFile(path, Landed.WRITTEN, data=format_rows(path, rows))
    sheet, _ = read_sheet(there, there.name)
    # Read back, a cell has lost the apostrophe that keeps it from being a formula.
    same = sheet is not None and trim_rows(neutralise_rows(sheet.rows)) == trim_rows(rows)
    if same or not replace:
        return LandedFile(path, Landed.SAME if same else Landed.KEPT)
    root = folder.parent if folder.name == LAST_YEAR else folder
    kept = keep_version(path, root)
    return LandedFile(path, Landed.REPLACED, data=format_rows(path, rows), kept=kept)


def land_list(folder: Path, name: str, rows: Rows, *, replace: bool = False) -> LandedFile:
    """Return a list as a new file, or filled where the one that is there is blank.

    With `replace` the rows of the same projects are replaced in the lists of self-evaluation; the
    other lists have a row a key that only the accountant knows.
    """
    rows = neutralise_rows(rows)
    there = existing_file(folder, name)
    if there is not None and name == Lists.GAPS:
        return _land_answers(there, rows)
    if there is None or name not in COLUMNS:
        return land_rows(folder, name, trim_rows(rows))
    sheet, _ = read_sheet(there, there.name)
    before = neutralise_rows(sheet.rows) if sheet else ()
    if name == evaluation.WHOLE_INDICATORS:
        is_blank = len(trim_rows(before)) <= 1
        return _written(there, rows) if is_blank else land_rows(folder, name, trim_rows(rows))
    try:
        filled = (
            merge_rows(name, before, rows, replace=replace)
            if name in EVALUATION_KEYS
            else fill_list(name, before, rows, _key_of_list(name))
        )
    except MissingHeadError:
        return LandedFile(there, Landed.KEPT)
    data = format_rows(there, filled.rows) if filled.added else None
    landed = Landed.FILLED if filled.added else Landed.KEPT if filled.differing else Landed.SAME
    kept = keep_version(there) if replace and filled.added else NOTHING_KEPT
    landed = Landed.REPLACED if kept.files else landed
    return LandedFile(there, landed, filled.added, filled.differing, data, kept)


def _written(path: Path, rows: Rows) -> LandedFile:
    return LandedFile(path, Landed.WRITTEN, data=format_rows(path, trim_rows(rows)))


def _land_answers(path: Path, rows: Rows) -> LandedFile:
    """Return 待补充.csv with what was filled in on another copy of it.

    What is filled in on the one that is there stays, and is named where it differs; its version
    is kept.
    """
    try:
        before, given = read_gap_rows(path.read_bytes()), read_gap_rows(format_csv(rows))
    except (UndecodableError, csv.Error):
        return LandedFile(path, Landed.KEPT)
    there = {row.identity: row for row in before if row.is_filled}
    filled = [row for row in given if row.is_filled]
    new = {row.identity: row for row in filled if row.identity not in there}
    differing = tuple(
        row.事项
        for row in filled
        if row.identity in there and squash(row.原因) != squash(there[row.identity].原因)
    )
    if not new:
        landed = Landed.KEPT if differing else Landed.SAME
        return LandedFile(path, landed, differing=differing)
    merged = {row.identity: row for row in before} | new
    added = tuple(row.事项 for row in new.values())
    data = format_gap_rows(tuple(merged.values()))
    return LandedFile(path, Landed.FILLED, added, differing, data, keep_version(path))


def land_text(path: Path, text: str) -> LandedFile:
    """Return a text as the file that is not there yet, or is blank."""
    before = (read_text(path, path.name)[0] or "") if path.exists() else ""
    if not before.strip():
        data = text.encode("utf-8-sig" if path.suffix == ".md" else "utf-8")
        return LandedFile(path, Landed.WRITTEN, data=data)
    same = before.split() == text.split()
    return LandedFile(path, Landed.SAME if same else Landed.KEPT)


def _canonical(text: str) -> str:
    return keys.canonical(text, _ALL_KEYS)


def _key_of_list(name: str) -> Callable[[str], str]:
    return reason_key if name == Lists.REASONS else _canonical
