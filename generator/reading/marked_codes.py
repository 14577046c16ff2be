"""Codes of subjects as spreadsheets and people mark them: ‘201, 201.00, 2,010,301, =T("201").

The marks are taken off, which changes no value. Where digits are lost (2.01E+06) nobody can tell
the rows apart, and one finding says so for the whole table.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.base.codes import L09
from generator.base.labels import squash
from generator.field import forms, zh
from generator.model.finding import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.finding import Finding
    from generator.model.sheet import Sheet

_CODED = frozenset(
    {
        forms.INCOME,
        forms.EXPENDITURE,
        forms.GENERAL_BUDGET,
        forms.BASIC_DETAIL,
        forms.FUND_BUDGET,
        forms.STATE_CAPITAL,
    }
)
_QUOTE = "[\"'‘’“”`´′″]"
_MARKED = re.compile(
    rf"=?(?:T[(（]|TEXT[(（])?{_QUOTE}*(?P<code>[0-9]{{3,7}}|[0-9]{{1,3}}(?:,[0-9]{{3}})+)(?:\.0+)?"
    rf"{_QUOTE}*(?:,{_QUOTE}[^,()（）]*{_QUOTE})?[)）]?",
    re.IGNORECASE,
)
_SHORTENED = re.compile(r"(?P<digits>[0-9](?:\.[0-9]+)?)E\+?0?(?P<power>[2-6])", re.IGNORECASE)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LONGEST = 7  # digits of a code
_PLACES = 50


def plain_codes(sheet: Sheet, form: str) -> tuple[Sheet, tuple[Finding, ...]]:
    """Return the sheet with codes as digits alone, and the error where digits are lost."""
    if form not in _CODED:
        return sheet, ()
    rows = [list(row) for row in sheet.rows]
    lost: list[tuple[int, int]] = []
    for index, column in _before_names(sheet):
        text = squash(rows[index][column])
        marked, short = _MARKED.fullmatch(text), _SHORTENED.fullmatch(text)
        if marked and len(marked["code"].replace(",", "")) <= _LONGEST:
            rows[index][column] = marked["code"].replace(",", "")
        elif short:
            digits, length = short["digits"].replace(".", ""), int(short["power"]) + 1
            if len(digits) < length or digits[length:].strip("0"):
                lost.append((index, column))
            else:
                rows[index][column] = digits[:length]
    if lost:
        return sheet, (_shortened(sheet, form, lost),)
    return replace(sheet, rows=tuple(map(tuple, rows))), ()


def _before_names(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Yield the cells that begin with no word, and have a name as the next text of their row.

    What stands before the name of a total is the amount of another one (人员经费合计 and its own,
    then 公用经费合计).
    """
    for index, row in enumerate(sheet.rows):
        filled = [(column, text) for column, text in enumerate(row) if text]
        for (column, text), (_, following) in pairwise(filled):
            plain = text.isascii() and text.isdigit()
            named = _CHINESE.match(following) and zh.TOTAL not in squash(following)
            if not plain and not _CHINESE.search(text) and named:
                yield index, column


def _shortened(sheet: Sheet, form: str, cells: list[tuple[int, int]]) -> Finding:
    index, column = cells[0]
    text = sheet.rows[index][column]
    return finding(
        L09,
        f"{form} 有 {len(cells)} 个科目编码写成了科学计数法（如“{text}”），位数已经丢失，这张表没有"
        "使用；请把编码一列设为“文本”，重新导出",
        *(sheet.place(*cell, table=form) for cell in cells[:_PLACES]),
        found_text=text,
    )
