"""The ruled lines of a PDF page → the cells of its tables."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_CROSSINGS = 400_000  # to be looked at: a page of tables has some thousands
_THIN = 3.0  # points: what is no thicker is a line
_SNAP = 3.0
_SHORTEST = 3.0
_LEAST_COLUMNS = 3  # lines that end together
_ROW_ALONE = 4  # cells of a row that is a table by itself


class Area(NamedTuple):
    """A rectangle on a page, in points from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


class _Stroke(NamedTuple):
    """A straight line: where it stands across its direction, and from where to where it runs."""

    at: float
    start: float
    end: float


def find_cells(
    rules: Iterable[Area], texts: Sequence[tuple[float, float]] = ()
) -> list[list[Area]] | None:
    """Return the cells of each table from the top of the page to its bottom.

    `texts` are the middles of the characters. None where there are so many lines that they are a
    drawing.
    """
    across, down = _straighten(rules)
    if len(across) * len(down) > MOST_CROSSINGS:
        return None
    across = _merge([*across, *_missing_ends(across, down, texts)])
    down = _merge([*down, *_missing_sides(across, down)])
    groups = _group_cells(_enclose_cells(across, down))
    return sorted(filter(_is_table, groups), key=lambda cells: min(cell.top for cell in cells))


def _straighten(rules: Iterable[Area]) -> tuple[list[_Stroke], list[_Stroke]]:
    """Return the lines across and down; oblique and very short ones are left out."""
    across: list[_Stroke] = []
    down: list[_Stroke] = []
    for left, top, right, bottom in rules:
        width, height = right - left, bottom - top
        if max(width, height) < _SHORTEST or min(width, height) > _THIN:
            continue
        if width >= height:
            across.append(_Stroke((top + bottom) / 2, left, right))
        else:
            down.append(_Stroke((left + right) / 2, top, bottom))
    return _merge(across), _merge(down)


def _merge(strokes: Iterable[_Stroke]) -> list[_Stroke]:
    """Return the lines with those made one that lie upon one another or follow each other."""
    rows: list[list[_Stroke]] = []
    for stroke in sorted(strokes):
        if rows and stroke.at - rows[-1][-1].at <= _SNAP:
            rows[-1].append(stroke)
        else:
            rows.append([stroke])
    merged: list[_Stroke] = []
    for row in rows:
        at = sum(stroke.at for stroke in row) / len(row)
        first, *others = sorted((stroke.start, stroke.end) for stroke in row)
        start, end = first
        for other_start, other_end in others:
            if other_start > end + _SNAP:
                merged.append(_Stroke(at, start, end))
                start, end = other_start, other_end
            else:
                end = max(end, other_end)
        merged.append(_Stroke(at, start, end))
    return merged


def _missing_sides(across: list[_Stroke], down: list[_Stroke]) -> list[_Stroke]:
    """Return the left and right sides of tables that are drawn open there."""
    found: list[_Stroke] = []
    for index, upper in enumerate(across):
        lower = next((line for line in across[index + 1 :] if _spans_the_same(upper, line)), None)
        if lower is None:
            continue
        middle = (upper.at + lower.at) / 2
        inside = [line.at for line in down if line.start <= middle <= line.end]
        if any(upper.start + _SNAP < x < upper.end - _SNAP for x in inside):
            found += [
                _Stroke(x, upper.at, lower.at)
                for x in (upper.start, upper.end)
                if not any(abs(x - other) <= _SNAP for other in inside)
            ]
    return found


def _missing_ends(
    across: list[_Stroke], down: list[_Stroke], texts: Sequence[tuple[float, float]]
) -> list[_Stroke]:
    """Return the line above or below a row with text that the end of the page has left open.

    There, all lines between the columns go on beyond the last line across, to the same height.
    """
    ends: dict[tuple[int, bool], list[_Stroke]] = {}
    for line in down:
        crossed = [other.at for other in across if _meet(line, other) and _meet(other, line)]
        if crossed and line.end > crossed[-1] + _SNAP:
            ends.setdefault((round(line.end / _SNAP), True), []).append(line)
        if crossed and line.start < crossed[0] - _SNAP:
            ends.setdefault((round(line.start / _SNAP), False), []).append(line)
    found = []
    for (_, below), lines in ends.items():
        left, right = min(line.at for line in lines), max(line.at for line in lines)
        at = max(line.end for line in lines) if below else min(line.start for line in lines)
        inner = [
            other.at for other in across if other.start <= left + _SNAP and (other.at < at) is below
        ]
        if len(lines) < _LEAST_COLUMNS or not inner:
            continue
        low, high = sorted((at, max(inner) if below else min(inner)))
        if any(left < x < right and low < y < high for x, y in texts):
            found.append(_Stroke(at, left, right))
    return found


def _spans_the_same(one: _Stroke, other: _Stroke) -> bool:
    return abs(one.start - other.start) <= _SNAP and abs(one.end - other.end) <= _SNAP


def _enclose_cells(across: list[_Stroke], down: list[_Stroke]) -> list[Area]:
    """Return the smallest rectangle to the lower right of each crossing that lines enclose."""
    crossings = {
        (row, column)
        for row, line in enumerate(across)
        for column, other in enumerate(down)
        if _meet(line, other) and _meet(other, line)
    }
    below: dict[int, list[int]] = {}
    beside: dict[int, list[int]] = {}
    for row, column in sorted(crossings):
        below.setdefault(column, []).append(row)
        beside.setdefault(row, []).append(column)
    cells: list[Area] = []
    for row, column in sorted(crossings):
        corner = _find_corner(row, column, below, beside)
        if corner is not None:
            bottom, right = corner
            cells.append(Area(down[column].at, across[row].at, down[right].at, across[bottom].at))
    return cells


def _meet(line: _Stroke, other: _Stroke) -> bool:
    return other.start - _SNAP <= line.at <= other.end + _SNAP


def _find_corner(
    row: int, column: int, below: dict[int, list[int]], beside: dict[int, list[int]]
) -> tuple[int, int] | None:
    """Return the lines below and to the right that close the cell which begins at a crossing.

    A line is one unbroken stroke, so that two crossings on it are joined by it.
    """
    for right in (other for other in beside[row] if other > column):
        closing = set(below[right])
        bottom = next((low for low in below[column] if low > row and low in closing), None)
        if bottom is not None:
            return bottom, right
    return None


def _group_cells(cells: list[Area]) -> list[list[Area]]:
    """Return the cells of each table: those that share a corner."""
    groups: list[list[Area]] = []
    of_corner: dict[tuple[float, float], int] = {}
    for cell in cells:
        corners = [(x, y) for x in (cell.left, cell.right) for y in (cell.top, cell.bottom)]
        touched = sorted({of_corner[corner] for corner in corners if corner in of_corner})
        home = touched[0] if touched else len(groups)
        if not touched:
            groups.append([])
        for other in touched[1:]:
            groups[home] += groups[other]
            groups[other] = []
            of_corner.update({c: home for c, group in of_corner.items() if group == other})
        groups[home].append(cell)
        of_corner.update(dict.fromkeys(corners, home))
    return [group for group in groups if group]


def _is_table(cells: list[Area]) -> bool:
    """Whether cells stand side by side and below one another; a frame around a text does not.

    Many side by side are a row of a table, the only one of its page.
    """
    columns, rows = len({cell.left for cell in cells}), len({cell.top for cell in cells})
    return columns >= _ROW_ALONE or (columns > 1 and rows > 1)


def path_rules(points: list[tuple[float, float]]) -> list[Area]:
    """Return the lines between the points of a drawn path."""
    return [
        Area(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        for (x0, y0), (x1, y1) in pairwise(points)
    ]
