"""Rows of a table that could not be placed: parts without a head, rows outside the ruled lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.base.codes import L03
from generator.base.labels import squash
from generator.base.severity import Severity
from generator.field import zh
from generator.field.forms import CLASS_CODES
from generator.files.printed.lines import is_title, is_whole_amount
from generator.files.printed.table import HEAD_WORDS, row_texts
from generator.model.finding import Finding, finding
from generator.model.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.files.printed.table import FoundTable

_CODE = re.compile(r"[0-9]{3}(?:[0-9]{2}){0,2}")
_TOTALS = frozenset({zh.TOTAL, zh.GRAND_TOTAL, zh.INCOME_TOTAL, zh.SPENDING_TOTAL})
_LEAST_PARTS = 3
_SHOWN = 5
_LONGEST = 40


def unplaced_parts(name: str, tables: Iterable[tuple[FoundTable, str]]) -> Iterator[Finding]:
    """Yield an error for every part of a table that stands without its title and head.

    `tables` come with the labels under which findings name them. Nobody can tell which columns
    the amounts of such a part are in; where the pages of a table are joined, it is no part.
    """
    for table, label in tables:
        rows = row_texts(table)
        headed = (
            any(map(is_title, table.above))
            or any(squash(text) in HEAD_WORDS for row in rows for text in row)
            or (bool(rows) and _names_columns(rows[0]))
        )
        lost = [row for row in rows if _is_data(row)]
        if lost and not headed:
            message = (
                f"{label}没有表题和表头，看来是前一张表的续页，没有能接上，其中 {len(lost)} 行"
                f"没有使用（{_quote(lost)}）；请把它并入前面的表，或改用 Excel 文件"
            )
            yield _lost(name, message)


def _names_columns(row: Sequence[str]) -> bool:
    """Whether a row has words alone, which a row of data or its continuation has not."""
    words = [text for text in row if text]
    return len(words) > 1 and not any(
        _CODE.fullmatch(squash(text)) or is_whole_amount(text) for text in words
    )


def stray_rows(name: str, lines: Iterable[tuple[int, Sequence[str]]]) -> Iterator[Finding]:
    """Yield an error, once a file, for rows that are printed outside the lines of any table.

    `lines` are the lines outside the tables, in parts that stand apart, with their pages.
    """
    lost = [
        (page, parts)
        for page, parts in lines
        if len(parts) >= _LEAST_PARTS and _CODE.fullmatch(squash(parts[0])) and _is_data(parts)
    ]
    if lost:
        pages = "、".join(map(str, dict.fromkeys(page for page, _ in lost[:_SHOWN])))
        yield _lost(
            name,
            f"第 {pages} 页有像表中数据的行在表格线之外，共 {len(lost)} 行没有读到"
            f"（{_quote([parts for _, parts in lost])}）；请核对原文件，或改用 Word、Excel 文件",
        )


def _is_data(row: Sequence[str]) -> bool:
    """Whether a row begins as those of the public tables do and has an amount."""
    filled = [squash(text) for text in row if text.strip()]
    if not filled or not any(map(is_whole_amount, filled)):
        return False
    first = filled[0]
    return bool(
        _CODE.fullmatch(first)
        or first in _TOTALS
        or any(text.rpartition("、")[2] in CLASS_CODES for text in filled)
    )


def _quote(rows: Sequence[Sequence[str]]) -> str:
    shown = "；".join(" ".join(text for text in row if text)[:_LONGEST] for row in rows[:2])
    return shown + ("……" if len(rows) > 2 else "")  # noqa: PLR2004 - the two that are quoted


def _lost(name: str, message: str) -> Finding:
    place = (Place(name),)
    return finding(L03, f"{name} {message}", *place, severity=Severity.ERROR)
