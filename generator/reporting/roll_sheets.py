"""The sheets of a workbook that are for the bureau alone: 名单, 局里的数据."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.styles import PatternFill

from generator.field import zh
from generator.model.roll import Presence
from generator.reporting.roll_words import (
    DAYS_LEFT,
    OWN_DATA,
    ROLL_COLUMNS,
    STRANGERS,
    list_roll,
)
from generator.reporting.screen import place_text
from generator.reporting.spreadsheet import SEVERITY_FILLS, write_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from generator.model.reviewed_file import ReviewedFile
    from generator.model.roll import Desk, RollCall

_WIDTHS = (34, 10, 40, 30, 14, 10, 16, 80)
_OWN_COLUMNS = {"级别": 7, zh.EXPLANATION: 90, "位置": 48}
_FILLS = {
    Presence.MISSING: SEVERITY_FILLS["错误"],
    Presence.OTHER_YEAR: SEVERITY_FILLS["警告"],
    Presence.UNSURE: SEVERITY_FILLS["警告"],
}
_STATE = 2


def write_roll(book: Workbook, files: Sequence[ReviewedFile], desk: Desk) -> None:
    """Add the sheet 名单 where there is a list, and 局里的数据 where something is wrong there."""
    if desk.roll is not None:
        _write_departments(book.create_sheet(zh.ROSTER), files, desk.roll)
    if desk.findings:
        sheet = book.create_sheet(OWN_DATA)
        rows = [
            (one.severity.label, one.message, "、".join(dict.fromkeys(map(place_text, one.places))))
            for one in desk.findings
        ]
        write_table(sheet, _OWN_COLUMNS, rows)
        for number, (level, *_) in enumerate(rows, start=2):
            sheet.cell(number, 1).fill = SEVERITY_FILLS.get(level, PatternFill())


def _write_departments(sheet: Worksheet, files: Sequence[ReviewedFile], roll: RollCall) -> None:
    """Write the departments in the order of the list, then the files of nobody on it."""
    listed = list_roll(roll, files)
    strangers = [
        (one.department, STRANGERS, one.file, "", "", "", "", one.question) for one in roll.nobodys
    ]
    columns = dict(zip(ROLL_COLUMNS, _WIDTHS, strict=True))
    write_table(sheet, columns, [*(row.texts for row in listed), *strangers])
    for number, row in enumerate(listed, start=2):
        sheet.cell(number, _STATE).fill = _FILLS.get(row.presence, PatternFill())
        if row.texts[DAYS_LEFT]:
            sheet.cell(number, DAYS_LEFT + 1).value = int(row.texts[DAYS_LEFT])
