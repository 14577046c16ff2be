"""The internal tables by code (Z03, Z04, Z07, Z09, Z11) as 公开02, 03, 05, 07 and 08."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from generator.base.codes import L14
from generator.base.labels import squash
from generator.export.header import Wanted, find_header, locate, wanted
from generator.export.source import BLANK, FUND, GENERAL, INCOME, SPENDING, TOTAL_LABELS
from generator.field import zh

if TYPE_CHECKING:
    from generator.export.header import Header
    from generator.export.source import ExportAmount, ExportSource

_YEAR_SPENDING = "本年支出 本年支出合计 本年支出决算数"
_SUM = "合计 小计"
_INCOME = (
    wanted(zh.INCOME_TOTAL, names="本年收入合计 合计"),
    wanted(zh.FISCAL_INCOME, names=zh.FISCAL_INCOME),
    wanted(zh.SUPERIOR_SUBSIDY, names=zh.SUPERIOR_SUBSIDY),
    wanted(zh.INSTITUTIONAL_INCOME, names=zh.INSTITUTIONAL_INCOME),
    wanted(zh.OPERATING_INCOME, names=zh.OPERATING_INCOME),
    wanted(zh.AFFILIATE_REMITTANCE, names="附属单位上缴收入 附属单位缴款"),
    wanted(zh.OTHER_INCOME, names=zh.OTHER_INCOME),
)
_SPENDING = (
    wanted(zh.SPENDING_TOTAL, names="本年支出合计 合计"),
    wanted(zh.BASIC_EXPENDITURE, names=zh.BASIC_EXPENDITURE),
    wanted(zh.PROJECT_EXPENDITURE, names=zh.PROJECT_EXPENDITURE),
    wanted(zh.REMITTANCE_TO_SUPERIOR, names=zh.REMITTANCE_TO_SUPERIOR),
    wanted("经营支出", names="经营支出"),
    wanted("对附属单位补助支出", names="对附属单位补助支出 对附属单位补助"),
)
_FUND = (
    wanted(zh.CARRIED_IN, group="年初结转和结余 年初结转结余 上年结转和结余"),
    wanted(zh.INCOME_THIS_YEAR, group="本年收入 本年收入合计"),
    wanted(zh.SUBTOTAL, group=_YEAR_SPENDING),
    wanted(zh.BASIC_EXPENDITURE, group=_YEAR_SPENDING, names=zh.BASIC_EXPENDITURE),
    wanted(zh.PROJECT_EXPENDITURE, group=_YEAR_SPENDING, names=zh.PROJECT_EXPENDITURE),
    wanted(zh.CARRIED_OUT, group="年末结转和结余 年末结转结余"),
)
# 公用经费 and 人员经费 of the year, which Z07 states for 公开06.
STAFF, OFFICE = zh.STAFF_COSTS, zh.OFFICE_COSTS
_DIGITS = re.compile(r"[0-9]{1,7}")
_NUMBER = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?")
_CODE_LENGTHS = (3, 5, 7)
_CLASS_LENGTH, _LEVEL_LENGTH = 3, 2


class CodedRow(NamedTuple):
    """One row of a table by code; 合计 has no code. `at` is its row in the sheet."""

    code: str
    name: str
    at: int

    @property
    def title(self) -> str:
        """Code and name as a reader would call the row."""
        return f"{self.code} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class CodedTable:
    """What a published table takes over: the columns that were found, and rows of amounts."""

    columns: tuple[str, ...]
    rows: tuple[tuple[CodedRow, tuple[ExportAmount, ...]], ...]


def read_coded(source: ExportSource) -> CodedTable | None:
    """Return the amounts of the columns that the published table has; None for no such table."""
    header = find_header(source.sheet)
    if header is None or name_column(header) < 0:
        source.missing(f"找不到表头（科目编码、科目名称），没有生成{source.table}")
        return None
    found = locate(source, header, _columns_of(source, header))
    if not found:
        return None
    first = min(found.values())
    rows = []
    for row in read_rows(source, header, first):
        amounts = tuple(
            source.amount(row.at, column, (row.title, key)) for key, column in found.items()
        )
        # A row of which the published table shows nothing: only carry-over, or other money.
        if not row.code or not all(amount.is_zero for amount in amounts):
            rows.append((row, amounts))
    if not any(not row.code for row, _ in rows):
        source.missing(f"没有“合计”行，{source.table}也没有合计")
    return CodedTable(tuple(found), tuple(rows))


def _columns_of(source: ExportSource, header: Header) -> tuple[Wanted, ...]:
    if source.key in {INCOME, SPENDING}:
        return _INCOME if source.key == INCOME else _SPENDING
    if source.key == FUND:
        return _FUND
    total = zh.SUBTOTAL if source.key == GENERAL else zh.TOTAL
    group = _YEAR_SPENDING if header.columns(zh.SPENDING_THIS_YEAR) else ""
    return (
        wanted(total, group=group) if group else wanted(total, names=_SUM),
        wanted(zh.BASIC_EXPENDITURE, group=group, names=zh.BASIC_EXPENDITURE),
        wanted(zh.PROJECT_EXPENDITURE, group=group, names=zh.PROJECT_EXPENDITURE),
    )


def read_basic_totals(source: ExportSource) -> dict[str, ExportAmount]:
    """Return 人员经费 and 公用经费 of the year as Z07 states them in its 合计 row."""
    header = find_header(source.sheet)
    if header is None or name_column(header) < 0:
        return {}
    words = ((STAFF, {zh.STAFF_COSTS}), (OFFICE, {zh.OFFICE_COSTS, "日常公用经费"}))
    found: dict[str, ExportAmount] = {}
    for key, names in words:
        hits = [
            at
            for at, path in enumerate(header.paths)
            if len(path) > 1 and path[0].startswith(zh.SPENDING_THIS_YEAR) and path[-1] in names
        ]
        totals = [row for row in read_rows(source, header, len(header.paths)) if not row.code]
        if len(hits) == 1 and totals:
            amount = source.amount(totals[0].at, hits[0], (zh.TOTAL, key))
            found[key] = amount if amount.value is not None else BLANK
    return {key: amount for key, amount in found.items() if amount.text}


def name_column(header: Header) -> int:
    """Return the column with the names: below 科目名称, else where 栏次 stands; -1 for none."""
    named = [at for at, path in enumerate(header.paths) if path and path[-1].endswith(zh.NAME)]
    return named[0] if named else header.ordinal_column


def read_rows(source: ExportSource, header: Header, first: int) -> list[CodedRow]:
    """Return the rows with a code, and 合计; `first` is the first column with amounts.

    A row with an amount from there on that is neither is reported; others are passed over.
    """
    names = name_column(header)
    codes = _CodeReader()
    rows: list[CodedRow] = []
    for index in range(header.body, len(source.sheet.rows)):
        row = source.sheet.rows[index]
        lead = [squash(text) for text in row[: names + 1]]
        if TOTAL_LABELS & set(lead):
            if not any(not found.code for found in rows):
                rows.append(CodedRow("", zh.TOTAL, index))
            continue
        code = codes.read(tuple(lead[:names]))
        if len(code) in _CODE_LENGTHS:
            rows.append(CodedRow(code, row[names], index))
        elif any(_NUMBER.fullmatch(text) for text in row[first:]):
            source.report(L14, "该行的科目编码无法识别，没有使用", (index, 0))
    if codes.padded and first < len(header.paths):
        place = next((row.at for row in rows if row.code), header.body), 0
        source.doubtful("编码分列中有一位数的“款”或“项”，按前面补 0 读取", place)
    return rows


class _CodeReader:
    """Reads the code from the cells left of the name: whole in one cell, or 类 | 款 | 项.

    Of a split code the levels above may be blank, as merged cells are. `padded` tells that a
    level of one digit was taken for one whose leading 0 was lost.
    """

    def __init__(self) -> None:
        self._levels: tuple[str, ...] = ()
        self.padded = False

    def read(self, lead: tuple[str, ...]) -> str:
        """Return the code, "" where the cells hold none."""
        filled = [text for text in lead if text]
        if not filled or not all(_DIGITS.fullmatch(text) for text in filled):
            return ""
        if len(set(filled)) == 1 and len(filled[0]) >= _CLASS_LENGTH:
            # 201 in the first of three columns begins a split code; any other is whole.
            self._levels = (filled[0],)
            return filled[0]
        levels = list(self._levels)
        for column, text in enumerate(lead):
            if text:
                levels[column:] = [self._level(column, text)]
        self._levels = tuple(levels)
        code = ""
        for level in levels:
            code = level if code and level.startswith(code) else code + level
        return code

    def _level(self, column: int, text: str) -> str:
        if column and len(text) == 1:
            self.padded = True
            return text.zfill(_LEVEL_LENGTH)
        return text
