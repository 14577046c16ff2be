"""Two pages that are printed side by side on one sheet: told apart and read one after the other."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.files.pdf.glyphs import split_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.files.pdf.drawing import Drawing
    from generator.files.pdf.rules import Area

_WIDER = 1.2  # than high: two upright pages, or two square ones
_MIDDLE = (0.42, 0.58)  # of the width, where the two meet
_LEAST_GAP = 0.02  # of the width, between what stands left and right
_LEAST_GLYPHS = 20
_LEAST_LINES = 3


def split_spread(drawing: Drawing) -> tuple[Drawing, ...]:
    """Return the two pages of a sheet from left to right, else the page as it is.

    Nothing crosses the middle of such a sheet, and there are lines of text on both sides.
    """
    if drawing.width < _WIDER * drawing.height:
        return (drawing,)
    gap = _widest_gap(drawing)
    if gap is None:
        return (drawing,)
    left = _cut(drawing, -math.inf, gap)
    right = _cut(drawing, gap, math.inf)
    return (left, right) if _is_page(left) and _is_page(right) else (drawing,)


def _widest_gap(drawing: Drawing) -> float | None:
    """Return the middle of the widest blank strip around the middle of a sheet, if any."""
    low, high = (part * drawing.width for part in _MIDDLE)
    areas: list[Area] = [glyph.area for glyph in drawing.glyphs]
    areas += drawing.rules
    spans = sorted((a.left, a.right) for a in areas if a.right > low and a.left < high)
    widest, at, reached = _LEAST_GAP * drawing.width, None, low
    for left, right in (*spans, (high, high)):
        if left - reached >= widest:
            widest, at = left - reached, (left + reached) / 2
        reached = max(reached, right)
    return at


def _cut(drawing: Drawing, left: float, right: float) -> Drawing:
    start = max(left, 0.0)

    def inside(area: Area) -> bool:
        return left <= (area.left + area.right) / 2 < right

    def moved(area: Area) -> Area:
        return area._replace(left=area.left - start, right=area.right - start)

    return replace(
        drawing,
        width=min(right, drawing.width) - start,
        glyphs=tuple(g._replace(area=moved(g.area)) for g in drawing.glyphs if inside(g.area)),
        rules=tuple(moved(rule) for rule in drawing.rules if inside(rule)),
    )


def _is_page(drawing: Drawing) -> bool:
    enough = len(drawing.glyphs) >= _LEAST_GLYPHS
    return enough and _has_lines(split_lines(drawing.glyphs))


def _has_lines(lines: Iterable[object]) -> bool:
    return sum(1 for _ in lines) >= _LEAST_LINES
