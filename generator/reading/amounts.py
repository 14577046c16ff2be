"""Amount cells: text → blank, dash, number or invalid, with the finding for the invalid ones."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.model.finding import Finding, FindingClass, Severity
from generator.model.place import Place
from generator.model.table import Cell, CellKind
from generator.money import convert_unit, is_dash, parse_amount, round_half_up

if TYPE_CHECKING:
    from decimal import Decimal

_TAG = re.compile(r"</?(?:b|strong|span|font)\b[^<>]{0,40}>")


def not_a_number(place: Place, text: str) -> Finding:
    """Return the finding for a cell that should hold an amount and does not."""
    where = f"{place.row}的“{place.column}”" if place.row else f"“{place.column}”"
    return Finding(
        code="L04",
        finding_class=FindingClass.EXTRACTION,
        severity=Severity.ERROR,
        message=f"{where}不是一个数：“{text}”。应为半角数字，如 1,207.46 或 1207.46",
        places=(place,),
        found_text=text,
    )


def _numeral_for_dash(place: Place) -> Finding:
    return Finding(
        code="L04",
        finding_class=FindingClass.FORMAT,
        severity=Severity.WARNING,
        message=f"{place.row}的“{place.column}”填的是汉字“一”，按横线（—）处理，即没有数；"
        "如果是数字 1，请改正",
        places=(place,),
        found_text="一",
    )


@dataclass(slots=True)
class AmountReader:
    """Reads the amount cells of one table and collects what is wrong with them.

    Amounts are turned from `file_unit` into `published_unit`, cell by cell.
    """

    file: str
    table: str
    file_unit: str
    published_unit: str
    sheet: str = ""
    findings: list[Finding] = field(default_factory=list)
    overlong: list[Place] = field(default_factory=list)

    def read(self, text: str, position: tuple[int, int], row: str, column: str) -> Cell:
        """Return the cell at the 0-based `position` (row, column) of the sheet."""
        place = Place(
            self.file, position[0] + 1, position[1] + 1, self.table, row, column, self.sheet
        )
        if not text:
            return Cell(text, CellKind.BLANK, None, place)
        if text[0] == "<":
            text = _TAG.sub("", text).strip()
        try:
            number = parse_amount(text)
        except ValueError:
            return self._read_filler(text, place)
        return Cell(text, CellKind.NUMBER, *self._publish(number, place))

    def _publish(self, number: Decimal, place: Place) -> tuple[Decimal, Place, Decimal | None]:
        """Return the published value, the place, and the file's own value where it differs."""
        if self.file_unit != self.published_unit:
            return convert_unit(number, self.file_unit, self.published_unit), place, number
        rounded = round_half_up(number)
        if rounded == number:
            return number, place, None
        self.overlong.append(place)
        return rounded, place, number

    def _read_filler(self, text: str, place: Place) -> Cell:
        if not text:
            return Cell(text, CellKind.BLANK, None, place)
        if is_dash(text):
            if text == "一":
                self.findings.append(_numeral_for_dash(place))
            return Cell(text, CellKind.DASH, None, place)
        self.findings.append(not_a_number(place, text))
        return Cell(text, CellKind.INVALID, None, place)

    def all_findings(self) -> tuple[Finding, ...]:
        """Return the invalid cells one by one, and one line for amounts with over two decimals."""
        if not self.overlong:
            return tuple(self.findings)
        first = self.overlong[0]
        note = Finding(
            code="L10",
            finding_class=FindingClass.FORMAT,
            severity=Severity.INFO,
            message=f"{self.table} 有 {len(self.overlong)} 个金额多于两位小数，"
            "公开表按四舍五入保留两位",
            places=(first,),
        )
        return (*self.findings, note)
