"""Values of a workbook as the texts that Excel shows: shared by .xlsx and .xls."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.base.decoding import UNSEEN, fold_radicals
from generator.base.labels import squash
from generator.field import zh
from generator.files.xlsx.shown import show_integer

if TYPE_CHECKING:
    from generator.files.xlsx.notices import CellNotes, NumberCell
    from generator.files.xlsx.shown import Shown

_ERROR = re.compile("#[A-Z][A-Z0-9_/]*[!?]?")  # #REF!, #DIV/0!, #N/A, #NAME?
UNCALCULATED = "（公式未计算）"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_NEWLINE = re.compile(r"(?<![ \t])[ \t]*[\r\n\v\f\u2028\u2029]+[ \t]*")
# What no printed text has: controls and halves of characters, and what decoding takes out, too.
_UNSEEN = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff{UNSEEN}]")
_CODE_HEADS = ("编码", "科目代码")
_LINES = zh.LINE_NUMBER
_ORDINALS = zh.COLUMN_NUMBER
_NUMBER_LIKE = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?%?")

Value = str | int | float | bool | dt.date | dt.time | dt.timedelta | None


def clean_text(text: str) -> str:
    """Return a cell's text without line breaks and unseen characters; escapes undone."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text)
    return fold_radicals(_UNSEEN.sub("", _NEWLINE.sub(" ", text)).strip())


@dataclass(slots=True)
class CellTexts:
    """Turns the values of one sheet into texts, and notes what is wrong with them.

    `rows` are the texts; rows and columns are 0-based.
    """

    notes: CellNotes
    rows: list[list[str]]
    numbers: dict[tuple[int, int], float] = field(default_factory=dict)
    dates: list[NumberCell] = field(default_factory=list)

    def put_value(self, row: int, column: int, value: Value) -> None:
        """Set the text of anything but a number, whose format has to be known."""
        if isinstance(value, str):
            text = clean_text(value)
            kind = "error" if _ERROR.fullmatch(text) else ""
        elif isinstance(value, bool):
            text, kind = str(value).upper(), "boolean"
        else:
            text, kind = _date_text(value), ""
            self.dates.append((row, column, text))
        if kind:
            self.notes.add(kind, row, column, text)
        self.rows[row][column] = text

    def put_number(self, row: int, column: int, value: float, shown: Shown) -> None:
        """Set the text that a number is shown as."""
        self.numbers[row, column] = value
        self.notes.add_shown(row, column, shown)
        self.rows[row][column] = shown.text

    def put_uncalculated(self, row: int, column: int) -> None:
        """Set a text that no amount has: the cell is not empty, its value is only not known."""
        self.notes.add("uncalculated", row, column, UNCALCULATED)
        self.rows[row][column] = UNCALCULATED

    def cover(self, covered: set[tuple[int, int]]) -> None:
        """Blank the cells below merged ones (1-based); what stands in them is not seen."""
        for row, column in sorted(covered):
            if row <= len(self.rows) and column <= len(self.rows[row - 1]):
                text = self.rows[row - 1][column - 1]
                if text:
                    self.notes.add("covered", row - 1, column - 1, text)
                    self.rows[row - 1][column - 1] = ""

    def finish(self) -> None:
        """Settle what one cell does not tell: codes among amounts, dates among amounts."""
        self._mend_codes()
        self._note_dates()

    def _mend_codes(self) -> None:
        """Give codes, 行次 and 栏次 that are stored as numbers all their digits and no decimals.

        Columns tell codes from amounts: those below a head 科目编码 or 行次, and the 栏次 row.
        """
        columns: set[int] = set()
        for index, row in enumerate(self.rows):
            ordinal = any(squash(text) == _ORDINALS for text in row if text)
            columns |= _code_columns(row)
            for column, text in enumerate(row):
                value = self.numbers.get((index, column))
                if value is None or not (ordinal or column in columns):
                    continue
                if text and not text.isdigit():  # 0000000 has shown its leading zeros already
                    row[column] = show_integer(value) or text

    def _note_dates(self) -> None:
        """Note the dates that stand among amounts; one above the table (编制日期) is no mistake."""
        dated = {(row, column) for row, column, _ in self.dates}
        for row, column, text in self.dates:
            others = (place for place in enumerate(self.rows[row]) if place[0] != column)
            if any(_NUMBER_LIKE.fullmatch(other) or (row, at) in dated for at, other in others):
                self.notes.add("date", row, column, text)


def _code_columns(row: list[str]) -> set[int]:
    """Return the columns below a head 科目编码, with those that it is merged over, or 行次."""
    heads = [(column, squash(text)) for column, text in enumerate(row) if text]
    found: set[int] = set()
    for (column, head), (following, _) in itertools.pairwise(heads):
        if head.endswith(_CODE_HEADS):
            found.update(range(column, following))
    found.update(column for column, head in heads if head == _LINES)
    return found


def _date_text(value: Value) -> str:
    """Return a date as Excel usually shows it."""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value)
