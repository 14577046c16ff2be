"""How wide the columns of a published form are."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from generator.model.block import GridCell, Role
from generator.word.markup import number_units
from generator.word.placing import place_cells

if TYPE_CHECKING:
    from collections.abc import Sequence

_HALF_CHARACTER = 90  # twips, at 9 pt
_CELL_MARGINS = 126
_LEAST, _MOST, _LONG_HEAD = 4, 46, 12  # half characters
_LEAST_AMOUNT = 9
_FEW_COLUMNS = 5
_WIDE_PAGE = 12000  # twips at 9 pt that fill the wide page at 10.5 pt


def weigh_columns(rows: Sequence[tuple[GridCell, ...]]) -> tuple[int, ...]:
    """Return the relative widths: what the longest text of each column needs at 9 pt.

    Longer heads are broken into two lines unless the columns are few; a column without amounts
    is as wide as one with some.
    """
    needs = [_LEAST] * sum(cell.columns for cell in rows[0])
    longest_head = _MOST if len(needs) <= _FEW_COLUMNS else _LONG_HEAD
    for row in place_cells(rows, len(needs)):
        for cell, column, _ in row:
            if cell.columns == 1:
                needs[column] = max(needs[column], _need(cell, longest_head))
    return tuple(_HALF_CHARACTER * min(need, _MOST) + _CELL_MARGINS for need in needs)


def spread_spare(widths: tuple[int, ...]) -> tuple[int, ...]:
    """Give what a wide page leaves over to all columns but the codes, whose head breaks in two."""
    code, *others = widths
    total = sum(others)
    spare = max(_WIDE_PAGE - code - total, 0)
    return (code, *(width + spare * width // total for width in others))


def _need(cell: GridCell, longest_head: int) -> int:
    # Amounts and codes alike: neither may be broken.
    units = math.ceil(number_units(cell.text, bold=cell.bold))
    if cell.role is Role.TABLE_NUMBER:
        return max(units, _LEAST_AMOUNT)
    if cell.role is Role.TABLE_HEAD and units > longest_head:
        return -(-units // 4) * 2
    return units
