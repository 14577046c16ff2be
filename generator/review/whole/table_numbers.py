"""Tables that are none of the nine as texts beside the passages, and their numbers by cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.model.passage import Aside
from generator.review.text.mentions import find_all_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.sheet import Sheet

_LONGEST_TITLE = 30
_REPORT = re.compile(r"绩效|自评|评价|指标|得分|预算安排及使用")
_CODE = re.compile(r"[1-3][0-9]{2}(?:[0-9]{2}){1,2}")
_WHOLE_NUMBER = re.compile(r"[0-9]{1,7}")
_BETWEEN = "；"


def describe_sheet(sheet: Sheet, *, is_report: bool = False) -> Aside:
    """Return a table that is none of the nine as a text beside the passages, under its title.

    It belongs to an evaluation where that is known, or where its title says so.
    """
    rows = [" ".join(cell for cell in row if cell) for row in sheet.rows]
    title = next((row for row in rows if row), "")[:_LONGEST_TITLE]
    text = "\n".join(_BETWEEN.join(cell for _, cell in _counted(row)) for row in sheet.rows)
    of_report = is_report or bool(_REPORT.search(title))
    return Aside(f"表“{title}”（不是九张公开表）", text, is_report=of_report)


def numbers_by_cell(sheet: Sheet) -> dict[tuple[int, int], list[int]]:
    """Return which numbers of its text stand in each cell, by row and column as Excel counts."""
    found: dict[tuple[int, int], list[int]] = {}
    number = 0
    for row, cells in enumerate(sheet.rows):
        counted = _counted(cells)
        # A cell of several lines is several lines of the text.
        for text, owners in _lines(counted):
            for mention in find_all_numbers(text):
                column = next(c for c, start, end in owners if start <= mention.start < end)
                key = (sheet.row_number(row), sheet.column_number(column))
                found.setdefault(key, []).append(number)
                number += 1
    return found


def _lines(
    counted: Sequence[tuple[int, str]],
) -> list[tuple[str, list[tuple[int, int, int]]]]:
    """Return the lines of a row's text, each with which column its characters are of."""
    lines: list[tuple[str, list[tuple[int, int, int]]]] = []
    text, owners = "", list[tuple[int, int, int]]()
    for at, (column, cell) in enumerate(counted):
        first, *rest = cell.splitlines() or [""]
        text += _BETWEEN if at else ""
        owners.append((column, len(text), len(text) + len(first) + 1))
        text += first
        for line in rest:
            lines.append((text, owners))
            text, owners = line, [(column, 0, len(line) + 1)]
    lines.append((text, owners))
    return lines


def _counted(row: Sequence[str]) -> list[tuple[int, str]]:
    """Return the cells of a row that are not codes or running numbers, each with its column."""
    cells = [cell.strip() for cell in row]
    if all(_WHOLE_NUMBER.fullmatch(cell) for cell in cells if cell):
        return []  # the numbers of the columns
    first = 1 if _WHOLE_NUMBER.fullmatch(cells[0]) else 0
    return [
        (column, cell)
        for column, cell in enumerate(cells)
        if column >= first and cell and not _CODE.fullmatch(cell)
    ]
