"""Sheets that hold several of the tables, below or beside one another: cut to the first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from generator.base.codes import L03
from generator.base.labels import squash
from generator.base.severity import Severity
from generator.field.titles import exact_form
from generator.model.finding import Finding, finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.model.sheet import Sheet

_LEAST_CELLS = 3  # of a row of a table; a list of contents has fewer below its titles


class _Title(NamedTuple):
    row: int
    column: int
    text: str


def cut_to_first(
    sheets: Iterable[Sheet],
) -> tuple[tuple[Sheet, ...], tuple[Finding, ...]]:
    """Return the sheets, each with its first table alone, and an error that names the others.

    Amounts of two tables must never be read as those of one.
    """
    kept: list[Sheet] = []
    findings: list[Finding] = []
    for sheet in sheets:
        titles = _titles_of(sheet)
        if len(titles) < 2:  # noqa: PLR2004 - one table
            kept.append(sheet)
            continue
        kept.append(_cut(sheet, titles))
        findings.append(_several(sheet, titles))
    return tuple(kept), tuple(findings)


def _titles_of(sheet: Sheet) -> list[_Title]:
    """Return the titles that stand over a table of their own, each form's first.

    The title of one table may be printed again on every page.
    """
    found = [
        _Title(row, column, squash(text))
        for row, line in enumerate(sheet.rows)
        for column, text in enumerate(line)
        if "表" in text and exact_form(text)
    ]
    first: dict[str, _Title] = {}
    for title in found:
        if _heads_table(sheet, title, found):
            first.setdefault(exact_form(title.text), title)
    return list(first.values())


def _heads_table(sheet: Sheet, title: _Title, others: Sequence[_Title]) -> bool:
    end = min((o.row for o in others if o.row > title.row), default=len(sheet.rows))
    right = min(
        (o.column for o in others if o.row == title.row and o.column > title.column),
        default=sheet.width,
    )
    left = title.column if any(o.row == title.row and o != title for o in others) else 0
    rows = (row[left:right] for row in sheet.rows[title.row + 1 : end])
    return any(sum(map(bool, row)) >= _LEAST_CELLS for row in rows)


def _cut(sheet: Sheet, titles: Sequence[_Title]) -> Sheet:
    first = titles[0]
    end = min((t.row for t in titles if t.row > first.row), default=len(sheet.rows))
    beside = [t.column for t in titles[1:] if t.row < end]
    right = min(beside, default=sheet.width)
    if beside and right <= first.column:  # a title centred over the first of two tables
        right = max(beside)
    rows = tuple((*row[:right], *[""] * (len(row) - right)) for row in sheet.rows[:end])
    doubts = tuple(d for d in sheet.doubts if d.row < end and d.column < right)
    return replace(sheet, rows=rows, doubts=doubts)


def _several(sheet: Sheet, titles: Sequence[_Title]) -> Finding:
    named = f"工作表“{sheet.name}”" if sheet.name else sheet.file
    others = "、".join(title.text for title in titles[1:])
    return finding(
        L03,
        f"{named}上有 {len(titles)} 张表，只读了第一张“{titles[0].text}”，没有读的是：{others}；"
        "请把每张表单独放在一个工作表或文件里",
        *(sheet.place(title.row, title.column) for title in titles[1:]),
        severity=Severity.ERROR,
    )
