"""检查表.xlsx: the check list of each document, and over all of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill

from generator.base.workbooks import AUTHOR, save_book
from generator.field import zh
from generator.field.duties import DUTIES
from generator.files.xlsx.archive import BROKEN
from generator.model.duty import DutyState
from generator.reporting.columns import CODE, FILE
from generator.reporting.duty_words import (
    ANSWER,
    CHECKED_CONTENT,
    CHECKLIST,
)
from generator.reporting.spreadsheet import append_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from generator.reporting.duty_words import DutyRow, FileDuties

MOST_SHEETS: Final = 60  # documents with a sheet of their own
_ALL, _ROWS = "各部门", "逐项"
_COLUMNS = {
    CHECKED_CONTENT: 52,
    ANSWER: 10,
    zh.PROBLEM: 60,
    zh.PLACE: 50,
    "依据": 60,
    CODE: 8,
}
_OWN_COLUMNS = {zh.DEPARTMENT: 26, FILE: 30}
_LONGEST_TITLE = 28
_FORBIDDEN = re.compile(r"[\\/*?:\[\]']")
_ANSWERED = {
    DutyState.PROBLEM.answer: PatternFill("solid", fgColor="F8D7D4"),
    DutyState.UNCHECKED.answer: PatternFill("solid", fgColor="FCE8C8"),
}


def format_checklist(files: Sequence[FileDuties]) -> bytes:
    """Return the .xlsx: of one document its list, of several one over all and one each besides.

    Beyond MOST_SHEETS documents have no sheets of their own: the rows of all stand in 逐项. The
    same reviews give the same bytes. Raises OversizedCellError.
    """
    book = Workbook(write_only=True)
    if len(files) == 1:
        _append_list(book, CHECKLIST, files[0])
        return sign_and_save(book)
    heads = {**_OWN_COLUMNS, DutyState.PROBLEM.answer: 6}
    heads |= {f"{duty.code} {duty.content}": 14 for duty in DUTIES}
    append_table(book.create_sheet(_ALL), heads, map(_answers, files), _colour)
    append_rows(book, _ROWS, (row for one in files for row in list_cells(one)))
    if len(files) <= MOST_SHEETS:
        for title, one in _name_sheets(files):
            _append_list(book, title, one)
    return sign_and_save(book)


def sign_and_save(book: Workbook) -> bytes:
    """Return a workbook as a check list of ours, which `was_written` knows again."""
    book.properties.title = CHECKLIST
    book.properties.lastModifiedBy = None
    return save_book(book)


def was_written(path: Path) -> bool:
    """Whether a file is a check list of ours that nobody has saved since."""
    try:
        told = load_workbook(path, read_only=True).properties
    except BROKEN:
        return False
    return (told.title, told.creator, told.lastModifiedBy) == (CHECKLIST, AUTHOR, None)


def append_rows(book: Workbook, title: str, rows: Iterable[tuple[str, ...]]) -> None:
    """Add a sheet with the rows of all documents to a workbook that is only written."""
    append_table(book.create_sheet(title), {**_OWN_COLUMNS, **_COLUMNS}, rows, _colour)


def list_cells(one: FileDuties) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a document as a sheet over all of them has them."""
    return tuple((one.department, one.name, *cells_of_duty(row)) for row in one.rows)


def _append_list(book: Workbook, title: str, one: FileDuties) -> None:
    append_table(book.create_sheet(title), _COLUMNS, map(cells_of_duty, one.rows), _colour)


def cells_of_duty(row: DutyRow) -> tuple[str, ...]:
    """Return a duty as the columns of a list have it."""
    return row.content, row.answer, row.words, row.place, row.authority, row.code


def _answers(one: FileDuties) -> tuple[str, ...]:
    answers = [row.answer for row in one.rows]
    wrong = str(answers.count(DutyState.PROBLEM.answer))
    return one.department, one.name, wrong, *answers


def _colour(column: str, text: str) -> PatternFill | None:
    """Return the fill of an answer; the count of problems has none."""
    del column
    return _ANSWERED.get(text)


def _name_sheets(files: Sequence[FileDuties]) -> Iterator[tuple[str, FileDuties]]:
    taken = {_ALL, _ROWS}
    for one in files:
        title = name_sheet(one, taken)
        taken.add(title.casefold())
        yield title, one


def name_sheet(one: FileDuties, taken: set[str]) -> str:
    """Return the title of a document's sheet: no other of `taken` (casefolded) has it."""
    stem = _FORBIDDEN.sub("", one.department or one.stem).strip() or CHECKLIST
    title, number = stem[:_LONGEST_TITLE], 1
    while title.casefold() in taken:
        number += 1
        end = f"（{number}）"
        title = f"{stem[: _LONGEST_TITLE - len(end)]}{end}"
    return title
