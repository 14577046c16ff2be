"""The sheets of a workbook that are for the bureau alone: 名单, 局里的数据."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.field import zh
from generator.model.roll import Presence
from generator.reporting.roll_words import (
    DAYS_LEFT,
    OWN_DATA,
    REPLY_FAULTS,
    ROLL_COLUMNS,
    STRANGERS,
    list_roll,
)
from generator.reporting.screen import place_text
from generator.reporting.spreadsheet import SEVERITY_FILLS, append_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from openpyxl import Workbook
    from openpyxl.styles import PatternFill

    from generator.model.finding import Finding
    from generator.model.reviewed_file import FileSummary
    from generator.model.roll import Desk, RollCall

_WIDTHS = (34, 10, 40, 30, 14, 10, 16, 80)
_STATE = ROLL_COLUMNS[1]
_OWN_COLUMNS = {zh.LEVEL: 7, zh.EXPLANATION: 90, zh.PLACE: 48}
_FILLS = {
    Presence.MISSING.label: SEVERITY_FILLS["错误"],
    Presence.OTHER_YEAR.label: SEVERITY_FILLS["警告"],
    Presence.UNSURE.label: SEVERITY_FILLS["警告"],
}


def append_roll(book: Workbook, files: Sequence[FileSummary], desk: Desk) -> None:
    """Add the sheet 名单 where there is a list; what is told of the bureau's data, of replies.

    The workbook is one that is only written. Raises OversizedCellError.
    """
    if desk.roll is not None:
        columns = dict(zip(ROLL_COLUMNS, _WIDTHS, strict=True))
        rows = _list_departments(files, desk.roll)
        append_table(book.create_sheet(zh.ROSTER), columns, rows, _colour)
    for title, findings in ((OWN_DATA, desk.findings), (REPLY_FAULTS, desk.replies or ())):
        if findings:
            append_table(book.create_sheet(title), _OWN_COLUMNS, _list_told(findings), _colour)


def _list_told(findings: Iterable[Finding]) -> Iterator[tuple[str, ...]]:
    for one in findings:
        places = "、".join(dict.fromkeys(map(place_text, one.places)))
        yield (one.severity.label, one.message, places)


def _colour(column: str, text: str) -> PatternFill | None:
    """Return the fill of a severity, and of the state of a department."""
    if column == zh.LEVEL:
        return SEVERITY_FILLS.get(text)
    return _FILLS.get(text) if column == _STATE else None


def _list_departments(
    files: Sequence[FileSummary], roll: RollCall
) -> Iterator[tuple[str | Decimal, ...]]:
    """Yield the departments in the order of the list, then the files of nobody on it."""
    for row in list_roll(roll, files):
        days = row.texts[DAYS_LEFT]
        yield (
            *row.texts[:DAYS_LEFT],
            Decimal(days) if days else "",
            *row.texts[DAYS_LEFT + 1 :],
        )
    for one in roll.nobodys:
        yield (one.department, STRANGERS, one.file, "", "", "", "", one.question)
