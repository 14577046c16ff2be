"""The names of subjects that a bureau keeps for all departments (科目.csv, or a sheet 科目)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.accounts.own_names import read_own_names
from generator.base.labels import key_of
from generator.field import zh
from generator.field.data_folder import ATTACHMENTS, LAST_YEAR, TEXTS
from generator.model.place import Place
from generator.model.records import Record
from generator.reading.folder import SHEET_SUFFIXES
from generator.reading.lists import LIST_BY_FILE, read_records
from generator.tasks.opening import is_workbook, open_sheets

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from generator.model.finding import Finding
    from generator.model.sheet import Sheet

_OF_ONE = {TEXTS, ATTACHMENTS, LAST_YEAR}
_FEWEST_BOOKS = 2


class SubjectNames(NamedTuple):
    """The rows of the list that can be used, and what is wrong with it: for the bureau.

    `alone`: nothing else was given.
    """

    records: tuple[Record, ...] = ()
    findings: tuple[Finding, ...] = ()
    alone: bool = False


def is_list_of_all(file: Path, entries: Sequence[Path]) -> bool:
    """Whether a 科目.csv among the entries of a folder is for the departments beside it.

    Beside one workbook, or the texts of one department, it is that department's own.
    """
    if file.stem != zh.SUBJECT or _OF_ONE & {one.name for one in entries}:
        return False
    books = [one for one in entries if one.is_file() and is_workbook(one) and one != file]
    return any(one.is_dir() for one in entries) or len(books) != 1


def read_subject_names(data: Path) -> SubjectNames:
    """Return the names that are given for all departments, with their findings.

    They stand in a file 科目.csv that is given itself or lies beside the data of many departments,
    or on a sheet 科目 of a workbook that is no department's own.
    """
    if data.is_dir():
        entries = sorted(data.iterdir())
        lists = [one for one in entries if one.is_file() and is_list_of_all(one, entries)]
        others = [one for one in entries if one not in lists and _is_data(one)]
        if not lists or any(one.suffix.lower() in SHEET_SUFFIXES for one in others):
            return SubjectNames()
        return _read(lists[0], alone=not others)
    if data.stem == zh.SUBJECT or is_workbook(data):
        return _read(data, alone=data.stem == zh.SUBJECT)
    return SubjectNames()


def _is_data(path: Path) -> bool:
    return path.is_dir() or is_workbook(path) or path.suffix.lower() in SHEET_SUFFIXES


def _read(path: Path, *, alone: bool) -> SubjectNames:
    sheets, problems = open_sheets(path)
    named = [sheet for sheet in sheets if _is_list(sheet, path)]
    if not named:
        return SubjectNames()
    findings = list(problems)
    records: list[Record] = []
    for sheet in named:
        found, said = read_records(sheet, LIST_BY_FILE[zh.SUBJECT])
        records += found
        findings += said
    usable = tuple(_record(*one) for one in read_own_names(records, findings))
    return SubjectNames(usable, tuple(findings), alone or len(named) == len(sheets))


def _is_list(sheet: Sheet, path: Path) -> bool:
    return key_of(sheet.name or path.stem) == zh.SUBJECT or path.stem == zh.SUBJECT


def _record(code: str, name: str, first: int, last: int) -> Record:
    """Return a name as a row of its own list, which has nothing that is to be said again."""
    texts = {zh.SUBJECT_CODE: code, zh.SUBJECT_NAME: name}
    years = {zh.YEAR_FROM: first, zh.YEAR_TO: last}
    texts |= {column: str(year) for column, year in years.items() if year}
    return Record(texts, dict.fromkeys(texts, Place(zh.SUBJECT_FILE)), {})
