"""Sheets of the 部门决算 software (财决): which table each is, its unit, its cells in 万元."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.base.codes import L04, L14, L16
from generator.base.labels import squash
from generator.base.money import UNIT_SIZES, convert_unit, format_number, is_dash, parse_amount
from generator.base.severity import Severity
from generator.field import forms, zh
from generator.model.finding import Finding, finding

if TYPE_CHECKING:
    from decimal import Decimal

    from generator.base.codes import Code
    from generator.model.place import Place
    from generator.model.sheet import Doubt, Sheet

PUBLISHED_UNIT = zh.TEN_THOUSAND_YUAN
TOTAL_LABELS = frozenset({zh.TOTAL, zh.GRAND_TOTAL})
SUMMARY, FISCAL, INCOME, SPENDING = "Z01", "Z01_1", "Z03", "Z04"
GENERAL, BASIC, FUND, CAPITAL, RUNNING = "Z07", "Z08_1", "Z09", "Z11", "F03"

# The internal tables that are used: title, and the published table that comes from it.
INTERNAL_TABLES: dict[str, tuple[str, str]] = {
    SUMMARY: ("收入支出决算总表", forms.INCOME_EXPENDITURE),
    INCOME: ("收入决算表", forms.INCOME),
    SPENDING: ("支出决算表", forms.EXPENDITURE),
    FISCAL: ("财政拨款收入支出决算总表", forms.FISCAL_SUMMARY),
    GENERAL: ("一般公共预算财政拨款收入支出决算表", forms.GENERAL_BUDGET),
    BASIC: ("一般公共预算财政拨款基本支出决算明细表", forms.BASIC_DETAIL),
    FUND: ("政府性基金预算财政拨款收入支出决算表", forms.FUND_BUDGET),
    CAPITAL: ("国有资本经营预算财政拨款收入支出决算表", forms.STATE_CAPITAL),
    RUNNING: ("机构运行信息表", forms.THREE_PUBLIC),
}
_TOP_ROWS = 10
_TELLING = 4
_KEY_BY_TITLE = {title: key for key, (title, _) in INTERNAL_TABLES.items()}
_NAME = re.compile(r"([ZF])(\d{2})(?:[_-](\d))?(?![0-9])", re.IGNORECASE)
_NUMBER = re.compile(r"财决(附)?0?(\d{1,2})(?:-(\d))?表")
_MARK = re.compile(r"[(（]财决")
_UNIT = re.compile(
    r"(?<![制报算])单\s*位\s*[:：]\s*(?:人民币)?\s*"
    r"([百千万亿]{1,2}元|[\u4e00-\u9fff]{0,2}元(?=财决|[^\u4e00-\u9fff]|$))"
)
_DEPARTMENT = re.compile(r"(?:编制|填报)单位(?:（[^（）]*章）)?:(.+?)(?=(?:金额)?单位:|20\d\d年|$)")
_YEAR = re.compile(r"(20\d\d)年(?!\d)")
_CHINESE_ONE = "一"


def internal_key(sheet: Sheet) -> str:
    """Return the internal table (Z01 … F03) that the sheet is, "" for any other.

    The title inside the sheet goes before its 表号, and that before the sheet's name.
    """
    return _key_by_title(sheet) or _key_by_number(sheet) or named_key(sheet)


def named_key(sheet: Sheet) -> str:
    """Return the internal table that the sheet's name claims, "" where it claims none of ours."""
    found = _NAME.match(sheet.name)
    if found is None:
        return ""
    letter, number, part = found.groups()
    key = f"{letter.upper()}{number}" + (f"_{part}" if part else "")
    return key if key in INTERNAL_TABLES else ""


def is_marked(sheet: Sheet) -> bool:
    """Whether the name or the top of the sheet says that the sheet comes from the software."""
    found = _NAME.match(sheet.name)
    if found is not None:
        rest = sheet.name[found.end() :].strip()
        title = INTERNAL_TABLES[named_key(sheet)][0] if named_key(sheet) else ""
        if _MARK.search(rest) or (title and title.startswith(rest[:_TELLING])):
            return True
    return any(_NUMBER.search(squash(text)) for row in sheet.rows[:_TOP_ROWS] for text in row)


def _key_by_title(sheet: Sheet) -> str:
    for row in sheet.rows[:2]:
        for text in row:
            key = _KEY_BY_TITLE.get(squash(text)) if text else ""
            if key:
                return key
    return ""


def _key_by_number(sheet: Sheet) -> str:
    for row in sheet.rows[:_TOP_ROWS]:
        for text in row:
            found = _NUMBER.search(squash(text)) if text else None
            if found is not None:
                extra, number, part = found.groups()
                key = f"{'F' if extra else 'Z'}{int(number):02d}" + (f"_{part}" if part else "")
                return key if key in INTERNAL_TABLES else ""
    return ""


def find_unit(sheet: Sheet) -> tuple[str, Place]:
    """Return the unit that the top of the sheet states, "" with the sheet's place for none."""
    for index, row in enumerate(sheet.rows[:_TOP_ROWS]):
        for column, text in enumerate(row):
            found = _UNIT.search(text) if "位" in text else None
            if found:
                return found.group(1), sheet.place(index, column)
    return "", sheet.place(0, 0)._replace(row_number=0, column_number=0)


def find_department(sheet: Sheet) -> str:
    """Return the name behind 编制单位：, "" where there is none."""
    return _first(_DEPARTMENT, sheet)


def find_year(sheet: Sheet) -> str:
    """Return the year (2024) that the top of the sheet states."""
    return _first(_YEAR, sheet)


def _first(pattern: re.Pattern[str], sheet: Sheet) -> str:
    for row in sheet.rows[:_TOP_ROWS]:
        for text in row:
            found = pattern.search(squash(text).replace("：", ":")) if text else None
            if found:
                return found.group(1)
    return ""


@dataclass(frozen=True, slots=True)
class ExportAmount:
    """A cell as it is published: the text in 万元, and its value in the sheet's unit.

    `value` is None for a blank, a dash and for what is no number.
    """

    text: str
    value: Decimal | None = None

    @property
    def is_zero(self) -> bool:
        """Whether the cell holds nothing: blank, dash or 0."""
        return not self.value and (not self.text or is_dash(self.text) or self.value is not None)


BLANK = ExportAmount("")


@dataclass(slots=True)
class ExportSource:
    """One internal sheet with its unit; collects what is wrong with the cells that are used."""

    sheet: Sheet
    key: str
    unit: str
    findings: list[Finding]
    _seen: set[tuple[int, int]] = field(default_factory=set)
    _doubts: dict[tuple[int, int], list[Doubt]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index the doubts of the reader by cell."""
        for doubt in self.sheet.doubts:
            self._doubts.setdefault((doubt.row, doubt.column), []).append(doubt)

    @property
    def table(self) -> str:
        """The published table that comes from the sheet."""
        return INTERNAL_TABLES[self.key][1]

    @property
    def title(self) -> str:
        """The sheet as messages name it."""
        return self.sheet.name or f"{self.key} {INTERNAL_TABLES[self.key][0]}"

    def cell(self, row: int, column: int) -> str:
        """The text of a cell (0-based)."""
        return self.sheet.rows[row][column]

    def amount(self, row: int, column: int, labels: tuple[str, str]) -> ExportAmount:
        """Return the amount in a cell; `labels` are its row and column as a reader calls them."""
        text = self.cell(row, column)
        if not text:
            return BLANK
        value = self.number(row, column, labels)
        if value is None or self.unit == PUBLISHED_UNIT:
            return ExportAmount(text, value)
        return ExportAmount(format_number(convert_unit(value, self.unit, PUBLISHED_UNIT)), value)

    def number(self, row: int, column: int, labels: tuple[str, str]) -> Decimal | None:
        """Return the number in a cell as the sheet has it; None where there is none."""
        text = self.cell(row, column)
        first = (row, column) not in self._seen
        self._seen.add((row, column))
        try:
            value = parse_amount(text) if text else None
        except ValueError:
            value = None
            if first and not is_dash(text):
                message = f"不是一个数：“{text}”，原样保留，没有换算"
                self.report(L04, message, (row, column), labels=labels)
                return None
        if first:
            self._report_doubts(row, column, labels)
        return value

    def _report_doubts(self, row: int, column: int, labels: tuple[str, str]) -> None:
        if self.cell(row, column) == _CHINESE_ONE:
            self.doubtful("“一”（汉字）当作横线“—”读取", (row, column), labels=labels)
        for doubt in self._doubts.get((row, column), ()):
            if doubt.reported is not None:
                continue  # by the reader of the file
            message = f"“{doubt.text}”可能读错：{doubt.why}"
            self.doubtful(message, (row, column), labels=labels)

    def doubtful(
        self, message: str, cell: tuple[int, int], *, labels: tuple[str, str] = ("", "")
    ) -> None:
        """Report a cell that may be wrong (L14)."""
        self.report(L14, message, cell, labels=labels, severity=Severity.WARNING)

    def missing(self, message: str, *, severity: Severity = Severity.ERROR) -> None:
        """Report something that the sheet as a whole does not have (L16)."""
        self.report(L16, message, None, severity=severity)

    def report(
        self,
        code: Code,
        message: str,
        cell: tuple[int, int] | None,
        *,
        labels: tuple[str, str] = ("", ""),
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Add a finding that names the sheet and, where there is one, the address of the cell."""
        place = self.sheet.place(
            *(cell or (-1, -1)), table=self.table, row_name=labels[0], column_name=labels[1]
        )
        where = f"“{self.title}”{place.address}"
        named = f"（{' '.join(label for label in labels if label)}）" if any(labels) else ""
        self.findings.append(
            finding(
                code,
                f"{where}{named}：{message}",
                place,
                severity=severity,
                found_text=self.cell(*cell) if cell else "",
            )
        )


def known_unit(unit: str) -> bool:
    """Whether amounts in the unit can be converted."""
    return unit in UNIT_SIZES
