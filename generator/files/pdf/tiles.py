"""Finds marks that are tiled over a page: the same text again and again, between no other text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

_LEAST_TILES = 6
_LONGEST = 24  # pieces in which one mark may be drawn
_SPREAD = 0.4  # of the page's text, across and down
_LEAST_COVERED = 2
_SAMPLE = 100  # of the pieces of a long run
_DIGITS = re.compile("[0-9]")
# What may stand in many cells of a table, or lead from a heading to its page.
_REPEATED = re.compile(r"[-—–.,·•…0-9%]*[.,%][-—–.,·•…0-9%]*|[-—–·•…]*|.")

Box = tuple[float, float, float, float]


class Piece(NamedTuple):
    """A piece of text as it is drawn: what tells it from others, its text and its box."""

    address: int
    text: str
    box: Box


def find_tiles(pieces: Sequence[Piece]) -> frozenset[int]:
    """Return the addresses of the pieces of a tiled mark; `pieces` are in the order of drawing.

    A table is drawn row by row, equal texts between names: no run of one text goes across and
    down the page in it. One that does is a mark where it covers other text, or is a number such
    as 2025 or that of a telephone.
    """
    found: set[int] = set()
    for run in _runs(pieces):
        addresses = {piece.address for piece in run}
        others = [piece for piece in pieces if piece.address not in addresses]
        if not _is_spread(run, pieces):
            continue
        words = {piece.text for piece in run}
        usual = len(words) == 1 and _REPEATED.fullmatch(run[0].text)
        plain = usual or not any(map(_DIGITS.search, words))
        if not plain or _covered(run, others) >= _LEAST_COVERED:
            found |= addresses
    return frozenset(found)


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


def _is_spread(run: Sequence[Piece], pieces: Sequence[Piece]) -> bool:
    inner, outer = _around(run), _around(pieces)
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


def _covered(run: Sequence[Piece], others: Sequence[Piece]) -> int:
    step = -(-len(run) // _SAMPLE)
    return sum(any(_cover(one.box, other.box) for other in others) for one in run[::step])


def _cover(one: Box, other: Box) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    return across > 0 and min(one[3], other[3]) > max(one[1], other[1])
