"""Where the cells of a table stand in its grid, those that span several rows included."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.block import GridCell


class Placed(NamedTuple):
    """A cell, the grid column where it begins, and whether it only reaches down into this row."""

    cell: GridCell
    column: int
    covered: bool


def place_cells(rows: Iterable[Iterable[GridCell]], columns: int) -> list[list[Placed]]:
    """Return every row in full: its own cells, and those that reach down from rows above."""
    placed = []
    reaching: dict[int, tuple[int, GridCell]] = {}
    for row in rows:
        line = []
        column = 0
        waiting = iter(row)
        while column < columns:
            covered = column in reaching
            left, cell = reaching.pop(column) if covered else (0, next(waiting))
            left = left or cell.rows
            if left > 1:
                reaching[column] = (left - 1, cell)
            line.append(Placed(cell, column, covered))
            column += cell.columns
        placed.append(line)
    return placed
