"""Amount cells: text → blank, dash, number or invalid, with the finding for the invalid ones."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from generator.base.codes import L04, L09, L10
from generator.base.decoding import UNSEEN
from generator.base.money import (
    PRINTED_UNITS,
    convert_unit,
    is_dash,
    parse_amount,
    parse_scientific,
    round_half_up,
    unit_factor,
)
from generator.base.severity import FindingClass, Severity
from generator.model.finding import Finding, finding
from generator.model.table import Cell, CellKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from generator.model.place import Place
    from generator.model.sheet import Sheet

_TAG = re.compile(r"</?(?:b|strong|span|font)\b[^<>]{0,40}>")
_UNSEEN = re.compile(f"[{UNSEEN}]")
_QUOTED = re.compile(r"=?\s*[\"']([^\"']*)[\"']?")
_MINUS = re.compile("[\u2212\u2013\u2010\u2011](?=[0-9])|(?<=[0-9])[\u2212\u2013](?=$)")
_WITH_UNIT = re.compile(
    r"(?P<open>[(])?\s*[¥￥]?\s*(?P<digits>[-+]?[0-9][0-9,.]*)(?P<after>-)?\s*(?P<close>[)])?\s*"
    r"(?:(?:人民币)?(?P<unit>[十百千万亿]{0,2}元)整?)?"
)
_SCIENTIFIC = re.compile(r"[-+(]?[0-9](?:\.(?P<after>[0-9]+))?[eE](?P<power>[-+]?[0-9]{1,3})\)?")
_PUBLISHED_PLACES, _MOST_PLACES = 2, 20
_SHOWN = 5
_PLACES = 50


def not_a_number(place: Place, text: str) -> Finding:
    """Return the finding for a cell that should hold an amount and does not."""
    where = f"{place.row}的“{place.column}”" if place.row else f"“{place.column}”"
    return finding(
        L04,
        f"{where}不是一个数：“{text}”。应为半角数字，如 1,207.46 或 1207.46",
        place,
        found_text=text,
    )


def _numeral_for_dash(place: Place) -> Finding:
    return finding(
        L04,
        f"{place.row}的“{place.column}”填的是汉字“一”，按横线（—）处理，即没有数；"
        "如果是数字 1，请改正",
        place,
        kind=FindingClass.FORMAT,
        severity=Severity.WARNING,
        found_text="一",
    )


@dataclass(slots=True)
class AmountReader:
    """Reads the amount cells of one table and collects what is wrong with them.

    Amounts are turned from `file_unit` into `published_unit`, cell by cell. What a reader of rows
    takes no notice of is asked for at the end: no figure is left out in silence.
    """

    sheet: Sheet
    table: str
    file_unit: str
    published_unit: str
    findings: list[Finding] = field(default_factory=list)
    overlong: list[Place] = field(default_factory=list)
    _scientific: list[Place] = field(default_factory=list)
    _start: int = -1
    _read: set[tuple[int, int]] = field(default_factory=set)
    _passed: set[int] = field(default_factory=set)
    _first: int = 0
    _headed: frozenset[int] = frozenset()

    def begin(self, start: int, *, labels: int = 0, headed: frozenset[int] = frozenset()) -> None:
        """Say at which row the figures begin, and which columns need no column of the form.

        `labels` columns at the left hold codes and names, `headed` are those with a head.
        """
        self._start = start
        self._first = labels
        self._headed = headed

    def pass_row(self, index: int) -> None:
        """Say that a row is no row of figures, or that a finding names it."""
        self._passed.add(index)

    def pass_cell(self, index: int, column: int) -> None:
        """Say that a number is no amount (a code, 行次)."""
        self._read.add((index, column))

    def read(self, text: str, position: tuple[int, int], row: str, column: str) -> Cell:
        """Return the cell at the 0-based `position` (row, column) of the sheet."""
        self._read.add(position)
        place = self.sheet.place(*position, table=self.table, row_name=row, column_name=column)
        if not text:
            return Cell(text, CellKind.BLANK, None, place)
        written = read_written(text)
        try:
            number = parse_amount(written.digits)
        except ValueError:
            whole = self._whole(written.digits)
            if whole is None:
                return self._read_filler(text, written.digits, place)
            number = whole
        return Cell(text, CellKind.NUMBER, *self._publish(number, place, written.unit))

    def _whole(self, plain: str) -> Decimal | None:
        """Return a number in scientific notation that has all the digits that are published."""
        found = _SCIENTIFIC.fullmatch(plain)
        if found is None or "(" in plain or ")" in plain:
            return None
        places = len(found["after"] or "") - int(found["power"])
        size = unit_factor(self.file_unit, self.published_unit).adjusted()
        if places < _PUBLISHED_PLACES + max(size, 0) or places > _MOST_PLACES:
            return None
        return parse_scientific(plain)

    def _publish(
        self, number: Decimal, place: Place, unit: str
    ) -> tuple[Decimal, Place, Decimal | None]:
        """Return the published value, the place, and the file's own value where it differs.

        A unit printed in the cell itself counts before that of the table.
        """
        unit = unit or self.file_unit
        if unit != self.published_unit:
            original = number * unit_factor(unit, self.file_unit)
            return convert_unit(number, unit, self.published_unit), place, original
        rounded = round_half_up(number)
        if rounded == number:
            return number, place, None
        self.overlong.append(place)
        return rounded, place, number * unit_factor(unit, self.file_unit)

    def _read_filler(self, text: str, plain: str, place: Place) -> Cell:
        if not plain:
            return Cell(text, CellKind.BLANK, None, place)
        if is_dash(plain):
            if plain == "一":
                self.findings.append(_numeral_for_dash(place))
            return Cell(text, CellKind.DASH, None, place)
        if _SCIENTIFIC.fullmatch(plain):
            self._scientific.append(place)
        else:
            self.findings.append(not_a_number(place, text))
        return Cell(text, CellKind.INVALID, None, place)

    def all_findings(self) -> tuple[Finding, ...]:
        """Return the invalid cells one by one, and one line for each thing that many cells have."""
        found = [*self.findings]
        if self._scientific:
            found.append(_shortened(self.table, self._scientific))
        if self.overlong:
            found.append(_overlong(self.table, self.overlong))
        return (*found, *self._unread())

    def _unread(self) -> Iterator[Finding]:
        """Yield an error for each row with an amount that no reader has taken."""
        rows = range(self._start, len(self.sheet.rows)) if self._start >= 0 else ()
        for index in rows:
            if index in self._passed:
                continue
            left = [
                column
                for column, text in enumerate(self.sheet.rows[index])
                if text and (index, column) not in self._read and self._is_lost(column, text)
            ]
            if left:
                yield _left_out(self.sheet, self.table, index, left)

    def _is_lost(self, column: int, text: str) -> bool:
        """Whether an amount other than 0 stands where no column of the form is.

        Columns with a head that the form does not have are named by the head; codes are no amounts.
        """
        digits = read_written(text).digits
        if column < self._first and "." not in digits:
            return False
        if column >= self._first and column in self._headed:
            return False
        try:
            return bool(parse_amount(digits))
        except ValueError:
            return bool(_SCIENTIFIC.fullmatch(digits))


class Written(NamedTuple):
    """An amount as typed: its digits in ASCII, and the unit that stands in the same cell."""

    digits: str
    unit: str = ""


def is_amount(text: str) -> bool:
    """Whether a cell holds one plainly written amount, with or without its unit."""
    try:
        parse_amount(read_written(text).digits)
    except ValueError:
        return False
    return True


def read_written(text: str) -> Written:
    """Return what is typed in a cell, without what means nothing: tags, full width, spaces.

    Brackets and a minus at the end are a minus. A text that is no amount comes back in ASCII
    forms, for its reader to refuse.
    """
    if text[0] == "<":
        text = _TAG.sub("", text)
    if text.isascii() and (text[:1].isdigit() or text[:1] == "-") and text[-1:].isdigit():
        return Written(text)
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).strip()
    quoted = _QUOTED.fullmatch(plain)
    plain = quoted[1].strip() if quoted else plain
    if is_dash(plain) or is_dash(text):
        return Written(plain if is_dash(plain) else text)
    plain = _MINUS.sub("-", plain)
    found = _WITH_UNIT.fullmatch(plain)
    digits = _signed(found) if found else ""
    unit = (found["unit"] or "") if found else ""
    if not digits or (unit and unit not in PRINTED_UNITS):
        return Written(plain)
    return Written(digits, unit)


def _signed(found: re.Match[str]) -> str:
    """Return the digits with one minus in front where one is written; empty for a muddle."""
    digits, bracketed, after = found["digits"], bool(found["open"]), bool(found["after"])
    if bracketed != bool(found["close"]) or bracketed + after + (digits[0] == "-") > 1:
        return ""
    return f"-{digits}" if bracketed or after else digits.removeprefix("+")


def _shortened(table: str, places: list[Place]) -> Finding:
    named = "、".join(place.address for place in places[:_SHOWN])
    more = f"等 {len(places)} 格" if len(places) > _SHOWN else ""
    return finding(
        L04,
        f"{table} 的 {named}{more}写成了科学计数法（如 1.2E+04），位数可能已经丢失，"
        "没有使用；请把单元格格式改为数值、两位小数，重新导出",
        *places[:_PLACES],
    )


def _overlong(table: str, places: list[Place]) -> Finding:
    return finding(
        L10,
        f"{table} 有 {len(places)} 个金额多于两位小数，公开表按四舍五入保留两位",
        places[0],
        kind=FindingClass.FORMAT,
        severity=Severity.INFO,
    )


def _left_out(sheet: Sheet, table: str, index: int, columns: list[int]) -> Finding:
    texts = "”“".join(sheet.rows[index][column] for column in columns[:_SHOWN])
    number = sheet.row_number(index)
    return finding(
        L09,
        f"{table} 第 {number} 行的“{texts}”不在任何一栏之下，或没有项目名称，没有使用；"
        "请核对是否错行、错列",
        *(sheet.place(index, column, table=table) for column in columns[:_PLACES]),
        found_text=sheet.rows[index][columns[0]],
    )
