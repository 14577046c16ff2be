"""Cells with their edges → rows of texts: columns are found where most rows have theirs."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Points. No column that holds text is narrower, and edges drawn by hand differ by less.
TOLERANCE = 6.0


class Box(NamedTuple):
    """A cell: its first row and how many it covers, its edges in points, its text.

    `why` says why the text may have been misread, empty where it is certain.
    """

    row: int
    rows: int
    left: float
    right: float
    text: str
    why: str = ""


class Placed(NamedTuple):
    """A box and the column in which its text stands."""

    box: Box
    column: int


def find_edges(boxes: Iterable[Box]) -> tuple[float, ...]:
    """Return the edges of the columns, those close to one another as one."""
    edges: list[float] = []
    for edge in sorted({edge for box in boxes for edge in (box.left, box.right)}):
        if not edges or edge - edges[-1] > TOLERANCE:
            edges.append(edge)
    return tuple(edges)


def place_boxes(boxes: Sequence[Box]) -> tuple[tuple[Placed, ...], int]:
    """Return the boxes with their columns, and the number of columns.

    The columns are those that most rows have, so that a head drawn a little off its column still
    stands above it. Where rows do not fit one another in this way, every edge divides.
    """
    edges = find_edges(boxes)
    common = _common_edges(boxes, edges)
    placed = _place(boxes, common)
    if _collides(placed):
        placed = _place(boxes, edges)
    used = sorted({column for _, column in placed})
    number = {column: index for index, column in enumerate(used)}
    return tuple(Placed(box, number[column]) for box, column in placed), len(used)


def _nearest(edges: Sequence[float], edge: float) -> int:
    """Return which of the edges, the first of its cluster, stands for `edge`."""
    return max(bisect_right(edges, edge) - 1, 0)


def _common_edges(boxes: Iterable[Box], edges: Sequence[float]) -> tuple[float, ...]:
    """Return the edges that most rows have; of two kinds of rows, those of the longer."""
    rows: dict[int, set[int]] = {}
    for box in boxes:
        ends = {_nearest(edges, box.left), _nearest(edges, box.right)}
        for row in range(box.row, box.row + box.rows):
            rows.setdefault(row, set()).update(ends)
    kinds = Counter(frozenset(ends) for ends in rows.values())
    chosen = max(kinds, key=lambda ends: (kinds[ends], len(ends), sorted(ends)))
    return tuple(edges[index] for index in sorted(chosen))


def _place(boxes: Sequence[Box], edges: Sequence[float]) -> list[Placed]:
    middles = [(left + right) / 2 for left, right in pairwise(edges)]
    return [Placed(box, _column(box, edges, middles)) for box in boxes]


def _column(box: Box, edges: Sequence[float], middles: Sequence[float]) -> int:
    """Return the first column whose middle the box covers, else the one in which it lies."""
    covered = bisect_right(middles, box.left)
    if covered < len(middles) and middles[covered] < box.right:
        return covered
    inside = bisect_right(edges, (box.left + box.right) / 2) - 1
    return min(max(inside, 0), max(len(middles) - 1, 0))


def _collides(placed: Iterable[Placed]) -> bool:
    """Whether two boxes stand in one cell."""
    taken: set[tuple[int, int]] = set()
    for box, column in placed:
        cells = {(row, column) for row in range(box.row, box.row + box.rows)}
        if cells & taken:
            return True
        taken |= cells
    return False
