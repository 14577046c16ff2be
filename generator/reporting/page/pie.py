"""Structure charts (结构图) as inline SVG pies."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.block import CHART_COLOURS

if TYPE_CHECKING:
    from generator.model.block import Chart

_RADIUS = 100
_FAINT = "0.5"  # the colours of the second round


@dataclass(frozen=True, slots=True)
class Sector:
    """A slice: its outline (empty where it is the whole pie), its colour, its legend."""

    outline: str
    colour: str
    opacity: str
    name: str
    amount: str
    share: str


@dataclass(frozen=True, slots=True)
class Pie:
    """A chart with its caption below."""

    caption: str
    sectors: tuple[Sector, ...]
    kind: str = "pie"


def draw_pie(chart: Chart) -> Pie | None:
    """Return the pie, None without a slice above 0: then the caption is left out too."""
    slices = chart.drawn
    whole = sum(piece.amount for piece in slices)
    sectors = []
    begin = 0.0
    for index, piece in enumerate(slices):
        end = begin + float(piece.amount / whole)
        sectors.append(
            Sector(
                outline="" if len(slices) == 1 else _outline(begin, end),
                colour=f"#{CHART_COLOURS[index % len(CHART_COLOURS)]}",
                opacity="" if index < len(CHART_COLOURS) else _FAINT,
                name=piece.name,
                amount=f"{piece.amount_text}{chart.unit}",
                share=piece.share_text,
            )
        )
        begin = end
    return Pie(chart.caption, tuple(sectors)) if sectors else None


def _outline(begin: float, end: float) -> str:
    """Return the path of a sector; `begin` and `end` are parts of a turn from 12 o'clock."""
    wide = 1 if end - begin > 1 / 2 else 0
    arc = f"A{_RADIUS} {_RADIUS} 0 {wide} 1 {_point(end)}"
    return f"M0 0L{_point(begin)}{arc}Z"


def _point(turn: float) -> str:
    angle = 2 * math.pi * turn
    return f"{_RADIUS * math.sin(angle):.2f} {-_RADIUS * math.cos(angle):.2f}"
