"""Finds marks that are tiled over a page: the same text again and again, between no other text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

_LEAST_TILES = 6
_LONGEST = 24  # pieces in which one mark may be drawn
_SPREAD = 0.4  # of the page's text, across and down
_LEAST_COVERED = 2
_SAME_SIZE = 1.1  # at most as much larger
_CELLS, _COARSE_CELLS = 40, 6  # of the grids over a page, across and down
_MOST_CELLS = 16  # of a piece that goes into the fine grid
_SAMPLE = 100  # of the pieces of a long run
_DIGITS = re.compile("[0-9]")
# What may stand in many cells of a table, or lead from a heading to its page.
_REPEATED = re.compile(r"[-—–.,·•…0-9%]*[.,%][-—–.,·•…0-9%]*|[-—–·•…]*|.")

Box = tuple[float, float, float, float]
_Cell = tuple[int, int]


class Piece(NamedTuple):
    """A piece of text as it is drawn: what tells it from others, its text and its box."""

    address: int
    text: str
    box: Box


def find_tiles(pieces: Sequence[Piece]) -> frozenset[int]:
    """Return the addresses of the pieces of a tiled mark; `pieces` are in the order of drawing.

    Equal amounts may fill a page as a mark does. A run that goes across and down the page is a
    mark where it covers other text; or where it is a number such as 2025 or that of a telephone
    in another size than all the text that it stands between.
    """
    found: set[int] = set()
    grid, sizes = _Grid(pieces), _Sizes(pieces)
    for run in _runs(pieces):
        if not _is_spread(run, grid.outer):
            continue
        addresses = {piece.address for piece in run}
        words = {piece.text for piece in run}
        number = any(map(_DIGITS.search, words)) and not all(map(_REPEATED.fullmatch, words))
        if _covered(run, addresses, grid) or (number and sizes.are_apart(run, words)):
            found |= addresses
    return frozenset(found)


class _Grid:
    """The pieces of a page by the cells of a grid over it, so that neighbours are soon found."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.outer = _around(pieces) if pieces else (0.0, 0.0, 0.0, 0.0)
        self._fine: dict[_Cell, list[Piece]] = {}
        self._coarse: dict[_Cell, list[Piece]] = {}
        for piece in pieces:
            cells, into = self._cells_of(piece.box, _CELLS), self._fine
            if len(cells) > _MOST_CELLS:
                cells, into = self._cells_of(piece.box, _COARSE_CELLS), self._coarse
            for cell in cells:
                into.setdefault(cell, []).append(piece)

    def near(self, box: Box) -> Iterator[Piece]:
        """Yield the pieces that may cover a box."""
        for pieces, count in ((self._coarse, _COARSE_CELLS), (self._fine, _CELLS)):
            for cell in self._cells_of(box, count):
                yield from pieces.get(cell, ())

    def _cells_of(self, box: Box, count: int) -> list[_Cell]:
        left, bottom, right, top = self.outer
        columns = [_cell(at, left, right, count) for at in (box[0], box[2])]
        rows = [_cell(at, bottom, top, count) for at in (box[1], box[3])]
        return [
            (column, row)
            for column in range(columns[0], columns[1] + 1)
            for row in range(rows[0], rows[1] + 1)
        ]


class _Sizes:
    """In which sizes the texts of a page are set."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self._all = sorted(map(_size, pieces))
        self._of: dict[str, list[float]] = {}
        for piece in pieces:
            self._of.setdefault(piece.text, []).append(_size(piece))

    def are_apart(self, run: Sequence[Piece], words: Collection[str]) -> bool:
        """Whether other text stands between the lines of a run, and none is of their size."""
        least = min(map(_size, run)) / _SAME_SIZE
        most = max(map(_size, run)) * _SAME_SIZE
        alike = bisect_right(self._all, most) - bisect_left(self._all, least)
        own = sum(least <= size <= most for word in words for size in self._of[word])
        _, bottom, _, top = _around(run)
        return alike == own and any(
            piece.text not in words and piece.box[1] < top and piece.box[3] > bottom
            for piece in self._pieces
        )


def _cell(at: float, start: float, end: float, count: int) -> int:
    return int(count * (at - start) / (end - start)) if end > start else 0


def _runs(pieces: Sequence[Piece]) -> Iterator[Sequence[Piece]]:
    """Yield the stretches in which the texts of a few pieces repeat, the shortest period first."""
    taken: set[int] = set()
    for period in range(1, _LONGEST + 1):
        start = 0
        for end in range(period, len(pieces) + 1):
            goes_on = end < len(pieces) and pieces[end].text == pieces[end - period].text
            if goes_on:
                continue
            length = end - start
            if length >= _LEAST_TILES * period and taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                run = pieces[start:end]
                if _is_lattice(run[::period]):
                    yield run
            start = end - period + 1


def _is_lattice(tiles: Sequence[Piece]) -> bool:
    """Whether tiles stand beside and below one another; rows of a table only stand below."""
    across = {round(tile.box[0]) for tile in tiles}
    down = {round(tile.box[1]) for tile in tiles}
    return len(across) > 1 and len(down) > 1


def _is_spread(run: Sequence[Piece], outer: Box) -> bool:
    inner = _around(run)
    across = (inner[2] - inner[0]) >= _SPREAD * (outer[2] - outer[0])
    down = (inner[3] - inner[1]) >= _SPREAD * (outer[3] - outer[1])
    return across and down


def _around(pieces: Collection[Piece]) -> Box:
    boxes = [piece.box for piece in pieces]
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _covered(run: Sequence[Piece], addresses: Collection[int], grid: _Grid) -> bool:
    """Whether the pieces of a run cover other text, in more places than by chance."""
    count = 0
    for one in run[:: -(-len(run) // _SAMPLE)]:
        others = (piece for piece in grid.near(one.box) if piece.address not in addresses)
        count += any(_cover(one.box, other.box) for other in others)
        if count >= _LEAST_COVERED:
            return True
    return False


def _size(piece: Piece) -> float:
    """Return the height of a line of text, be it turned or not."""
    left, bottom, right, top = piece.box
    return min(right - left, top - bottom)


def _cover(one: Box, other: Box) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    return across > 0 and min(one[3], other[3]) > max(one[1], other[1])
