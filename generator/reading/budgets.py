"""Tables of a budget (预算表): what each 项 was given at the beginning of the year.

Only a table that says its fund, its year and its unit, has one column of totals and adds up is
read; of any other it is said why not. None becomes a table of accounts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.base.codes import L03
from generator.base.labels import squash
from generator.base.money import (
    CENT,
    PRINTED_UNITS,
    ZERO,
    convert_unit,
    format_plain,
    is_dash,
    parse_amount,
    round_half_up,
)
from generator.base.severity import Severity
from generator.field import zh
from generator.field.data_folder import Lists
from generator.field.funds import FUNDS
from generator.field.titles import budgeted_fund, read_title, year_of
from generator.field.units import find_unit
from generator.model.finding import Finding, finding
from generator.model.place import Place
from generator.reading.asides import TOTAL_LABELS, part_asides
from generator.reading.bodies import CodeReader, first_body_row
from generator.reading.columns import grid_top, header_paths
from generator.reading.heading import read_heading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from generator.model.sheet import Sheet
    from generator.reading.recognise import Recognition

_ITEM_LENGTH = 7
# What the whole budget may be called, at each level of a head, and what its column ends with.
_OF_THE_WHOLE = re.compile(
    rf"(?:20[0-9]{{2}}年?度?|本年度?|当年|年初|部门|单位|{'|'.join(FUNDS)}|{zh.BUDGET}"
    r"|财政拨款|支出|批复|合计|总计|小计|总额|金额|数)+"
)
_ENDS_AS_WHOLE = re.compile(r"(?:合计|总计|小计|总额|金额|数|年初预算|本年支出)$")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_ORDINAL = re.compile("[0-9]{1,2}")
_FUND_TOTALS = {
    zh.GENERAL_BUDGET: zh.GENERAL_SPENDING,
    zh.GOVERNMENT_FUND: zh.FUND_SPENDING,
    zh.STATE_CAPITAL: zh.CAPITAL_SPENDING,
}


class _UnusableError(ValueError):
    """Why the amounts of a budget are not taken."""


@dataclass(frozen=True, slots=True)
class Budget:
    """The rows of 年初预算.csv that a budget gives, its fund and year; `why` there are none."""

    source: str
    fund: str = ""
    year: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    why: str = ""

    def said(self, sheet: Sheet, title: str, unused: str = "") -> Finding:
        """Return what is said of the table: that it is a budget, and what became of it."""
        why = unused or self.why
        items = sum(bool(row[0]) for row in self.rows)
        done = (
            f"没有使用：{why}"
            if why
            else f"{self.year} 年的年初预算（{self.fund}）已用于 {Lists.BUDGETS}.csv："
            f"合计和 {items} 个项级科目，请核对是不是年初批复的数"
        )
        return finding(
            L03,
            f"{self.source}（表题“{title}”） 是预算表，不是决算表；{done}",
            Place(sheet.file, sheet=sheet.name),
            severity=Severity.WARNING if why else Severity.INFO,
        )


def read_budget(sheet: Sheet, found: Recognition, source: str) -> Budget:
    """Return what a table of a budget gives by 项, in 万元."""
    fund = budgeted_fund(found.title)
    if not fund:
        return Budget(source, why="只有按功能科目列示的、一种资金的支出预算能用作年初预算")
    heading = read_heading(sheet, "")
    year, unit = year_of(found.title) or heading.year.text, heading.unit.text
    if not year:
        return Budget(source, fund, why="表上没有写年度")
    if unit not in PRINTED_UNITS:
        why = f"金额单位 {unit} 认不出" if unit else "表上没有写金额单位"
        return Budget(source, fund, year, why=why)
    try:
        rows = _rows_of(part_asides(sheet.without_blanks()).sheet, fund, year, unit)
    except _UnusableError as error:
        return Budget(source, fund, year, why=str(error))
    return Budget(source, fund, year, rows)


def _rows_of(sheet: Sheet, fund: str, year: str, unit: str) -> tuple[tuple[str, ...], ...]:
    start = first_body_row(sheet)
    column = _whole_column(_heads(sheet, start), year)
    items: dict[str, tuple[str, Decimal]] = {}
    total: Decimal | None = None
    for code, name, value in _amounts(sheet, start, column):
        if not code and squash(name) in TOTAL_LABELS:
            total = value if total is None else total
        elif len(code) == _ITEM_LENGTH and value:
            if code in items:
                raise _UnusableError(f"科目 {code} 有两行")
            items[code] = (name, value)
    if not items:
        raise _UnusableError("没有项级科目（7 位编码）的金额")
    if total is None:
        raise _UnusableError("没有“合计”行，各项加起来对不对无法核对")
    apart = abs(sum((value for _, value in items.values()), ZERO) - total)
    if apart > CENT * (len(items) // 2):
        raise _UnusableError(f"合计与各项之和相差 {format_plain(apart)}{unit}")
    whole = ("", _FUND_TOTALS[fund], _in_published(total, unit), fund)
    rows = [(code, name, _in_published(value, unit), fund) for code, (name, value) in items.items()]
    return (whole, *rows)


def _in_published(value: Decimal, unit: str) -> str:
    return format_plain(round_half_up(convert_unit(value, unit, zh.TEN_THOUSAND_YUAN)))


def _heads(sheet: Sheet, start: int) -> list[list[str]]:
    """Return what stands above each column, from the top: a head over several goes with all."""
    top = grid_top(sheet, start)
    while top > 0 and _is_above_grid(sheet.rows[top - 1]):
        top -= 1
    rows = _spread(sheet.rows[top:start], sheet.width)
    paths = header_paths(replace(sheet, rows=rows), 0, len(rows))
    return [[part for part in path if not _ORDINAL.fullmatch(part)] for path in paths]


def _spread(rows: Sequence[tuple[str, ...]], width: int) -> tuple[tuple[str, ...], ...]:
    """Return heads with the blanks right of each filled with it, as far as the head above goes."""
    above = [(-1, 0)] * width  # row and column of the lowest head over each column
    spread = []
    for index, row in enumerate(rows):
        texts, below, first = list(row), list(above), -1
        for column, text in enumerate(row):
            if text:
                first = column
            elif first < 0 or above[column] != above[first]:
                first = -1
                continue
            texts[column], below[column] = row[first], (index, first)
        above = below
        spread.append(tuple(texts))
    return tuple(spread)


def _is_above_grid(row: tuple[str, ...]) -> bool:
    """Whether a row above that of the names of columns has heads over some of the amounts."""
    texts = [text for text in row if text]
    lines = any(":" in squash(text) or read_title(text) or find_unit(text) for text in texts)
    return bool(texts) and not row[0] and not lines and len(texts) < len(row) - 1


def _whole_column(heads: list[list[str]], year: str) -> int:
    """Return the column of the whole budget of that year: no level of its head is about a part."""
    fitting = [
        column
        for column, path in enumerate(heads)
        if path
        and all(map(_OF_THE_WHOLE.fullmatch, path))
        and _ENDS_AS_WHOLE.search(path[-1])
        and not set(re.findall("20[0-9]{2}", "".join(path))) - {year}
    ]
    if len(fitting) != 1:
        what = "没有" if not fitting else "不止一个"
        raise _UnusableError(f"{what}写明是 {year} 年预算合计的列")
    return fitting[0]


def _first_amounts(sheet: Sheet, start: int, column: int) -> int:
    """Return the first column right of the names that has amounts, `column` at the latest."""
    body = sheet.rows[start:]
    names = next((at for at in range(column) if any(_CHINESE.search(row[at]) for row in body)), -1)
    between = range(names + 1, column) if names >= 0 else ()
    return next((at for at in between if any(_is_amount(row[at]) for row in body)), column)


def _is_amount(text: str) -> bool:
    try:
        parse_amount(text)
    except ValueError:
        return False
    return True


def _amounts(sheet: Sheet, start: int, column: int) -> Iterator[tuple[str, str, Decimal]]:
    labels = _first_amounts(sheet, start, column)
    codes = CodeReader()
    for index, row in enumerate(sheet.rows[start:], start=start):
        code, name = codes.read(row[:labels])
        text = row[column].strip()
        if not text or is_dash(text):
            continue
        try:
            yield code, name, parse_amount(text)
        except ValueError as error:
            where = sheet.place(index, column).address
            raise _UnusableError(f"{where} 的“{text}”不是金额") from error
