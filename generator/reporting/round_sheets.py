"""The sheets of a workbook about two rounds: 上一轮的问题, 文字改动, 两轮的部门."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.base.severity import Severity
from generator.field import zh
from generator.reporting.columns import CODE, FILE
from generator.reporting.review_summary import department_of
from generator.reporting.round_words import (
    CHANGES,
    DEPARTMENTS,
    PAST,
    ROUND_STATE,
    shorten,
    word_change,
    word_wanted,
)
from generator.reporting.spreadsheet import append_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from openpyxl import Workbook

    from generator.model.reviewed_file import ReviewedFile
    from generator.model.rounds import RoundDesk

_PAST_COLUMNS = {
    FILE: 30,
    zh.DEPARTMENT: 26,
    ROUND_STATE: 10,
    zh.LEVEL: 7,
    CODE: 7,
    "节": 12,
    "上一轮的原文": 44,
    zh.EXPLANATION: 60,
    "原为": 18,
    zh.EXPECTED: 18,
    "本轮": 50,
}
_CHANGE_COLUMNS = {
    FILE: 30,
    zh.DEPARTMENT: 26,
    "改动": 10,
    "节": 12,
    "上一轮": 60,
    "本轮": 60,
    "改动的数": 40,
}
_DESK_COLUMNS = {zh.DEPARTMENT_NAME: 34, "情况": 20, FILE: 70}
_LABELS = {severity.value: severity.label for severity in Severity}


class RoundRows(NamedTuple):
    """The rows of one file about the round before: its findings, the changes of the text."""

    past: tuple[tuple[str, ...], ...] = ()
    changes: tuple[tuple[str, ...], ...] = ()


def list_round_rows(one: ReviewedFile) -> RoundRows:
    """Return the rows of a file, none in a first round."""
    rounds = one.rounds
    if rounds is None:
        return RoundRows()
    names = one.name, department_of(one)
    past = tuple(
        (
            *names,
            state.label,
            _LABELS.get(noted.severity, noted.severity),
            noted.code,
            noted.clause,
            noted.quote,
            noted.message,
            noted.written,
            word_wanted(noted),
            note,
        )
        for noted, state, note in rounds.past
    )
    changes = tuple(
        (
            *names,
            change.kind.label,
            change.clause,
            shorten(change.before),
            shorten(change.now),
            shorten(word_change(change)),
        )
        for change in rounds.changes
    )
    return RoundRows(past, changes)


def append_rounds(book: Workbook, rows: Iterable[RoundRows], desk: RoundDesk | None) -> None:
    """Add the sheets to a workbook that is only written. Raises OversizedCellError.

    `rows` are gone through twice.
    """
    past = (row for one in rows for row in one.past)
    append_table(book.create_sheet(PAST), _PAST_COLUMNS, past)
    changes = (row for one in rows for row in one.changes)
    append_table(book.create_sheet(CHANGES), _CHANGE_COLUMNS, changes)
    if desk is not None:
        append_table(book.create_sheet(DEPARTMENTS), _DESK_COLUMNS, _list_departments(desk))


def _list_departments(desk: RoundDesk) -> Iterator[tuple[str, ...]]:
    for name in desk.missing:
        yield name, "本轮没有送", ""
    for name in desk.newcomers:
        yield name, "本轮新送", ""
    for name, files in desk.twice:
        yield name, f"本轮送了 {len(files)} 份", "、".join(files)
