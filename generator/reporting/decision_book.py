"""What was decided on the findings of a pile as a workbook: a row a decision, in order of time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from openpyxl import Workbook

from generator.base.workbooks import save_book
from generator.field import zh
from generator.reporting.columns import CODE, FILE
from generator.reporting.review_workbook import REASON, SECTION
from generator.reporting.round_words import ACCEPTED_UNTIL
from generator.reporting.spreadsheet import append_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_COLUMNS = {
    FILE: 40,
    zh.DEPARTMENT: 30,
    CODE: 8,
    SECTION: 12,
    zh.QUOTATION: 44,
    zh.EXPLANATION: 60,
    "决定": 10,
    f"{REASON}或备注": 44,
    ACCEPTED_UNTIL: 13,
    "何人": 12,
    "何时": 26,
}


class DecisionRow(NamedTuple):
    """A decision: on which row of the workbook (`about`, by column), what, why, by whom, when."""

    file: str
    department: str
    about: Mapping[str, str]
    what: str
    reason: str
    until: str
    who: str
    at: str


def format_decisions(rows: Sequence[DecisionRow]) -> bytes:
    """Return the .xlsx of decisions. Raises OversizedCellError."""
    book = Workbook(write_only=True)
    told = (
        (
            one.file,
            one.department,
            *(one.about.get(name, "") for name in (CODE, SECTION, zh.QUOTATION, zh.EXPLANATION)),
            one.what,
            one.reason,
            one.until,
            one.who,
            one.at,
        )
        for one in rows
    )
    append_table(book.create_sheet("审核决定"), _COLUMNS, told)
    return save_book(book)
