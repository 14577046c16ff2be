"""Draws measured curves as an SVG picture: both axes logarithmic, a dashed line where linear."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from math import log10
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WIDTH, _HEIGHT, _MARGIN = 420, 300, 52
_INK = ("#1f5fa8", "#b3541e")
_FONT = 'font-family="sans-serif" font-size="12"'


@dataclass(frozen=True, slots=True)
class Curve:
    """Seconds of processor time by size."""

    name: str
    sizes: tuple[int, ...]
    seconds: tuple[float, ...]

    @property
    def growth(self) -> float:
        """The exponent of the upper half: 1 is linear, 2 the square."""
        half = len(self.sizes) // 2
        run = log10(self.sizes[-1] / self.sizes[half])
        return log10(self.seconds[-1] / self.seconds[half]) / run


@dataclass(frozen=True, slots=True)
class Panel:
    """Curves over one kind of size."""

    title: str
    across: str
    curves: tuple[Curve, ...]


def draw(panels: Sequence[Panel]) -> str:
    """Return the panels side by side as one SVG document."""
    parts = [
        f'<g transform="translate({at * _WIDTH},0)">{"".join(_draw_panel(panel))}</g>'
        for at, panel in enumerate(panels)
    ]
    width = _WIDTH * len(panels)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {_HEIGHT}" {_FONT}>'
    return f'{head}<rect width="{width}" height="{_HEIGHT}" fill="#fff"/>{"".join(parts)}</svg>\n'


def _draw_panel(panel: Panel) -> Iterator[str]:
    sizes = [size for curve in panel.curves for size in curve.sizes]
    seconds = [value for curve in panel.curves for value in curve.seconds]
    left, right = log10(min(sizes)), log10(max(sizes))
    low, high = log10(min(seconds)) - 0.1, log10(max(seconds)) + 0.1

    def place(size: float, value: float) -> str:
        x = _MARGIN + (log10(size) - left) / (right - left) * (_WIDTH - 1.5 * _MARGIN)
        y = _MARGIN + (high - log10(value)) / (high - low) * (_HEIGHT - 2 * _MARGIN)
        return f"{x:.1f},{y:.1f}"

    yield f'<text x="{_MARGIN}" y="20">{escape(panel.title)}</text>'
    yield f'<text x="{_WIDTH // 2}" y="{_HEIGHT - 8}">{escape(panel.across)}</text>'
    for at, curve in enumerate(panel.curves):
        ink = _INK[at % len(_INK)]
        points = " ".join(map(place, curve.sizes, curve.seconds))
        yield f'<polyline points="{points}" fill="none" stroke="{ink}" stroke-width="2"/>'
        first, last = curve.sizes[0], curve.sizes[-1]
        begin = max(curve.seconds[-1] * first / last, 10**low)
        start = place(begin * last / curve.seconds[-1], begin)
        line = f"{start} {place(last, curve.seconds[-1])}"
        yield f'<polyline points="{line}" fill="none" stroke="{ink}" stroke-dasharray="4 4"/>'
        label = f"{curve.name}（{curve.seconds[-1]:.2f} 秒，指数 {curve.growth:.2f}）"
        yield f'<text x="{_MARGIN}" y="{36 + 14 * at}" fill="{ink}">{escape(label)}</text>'
    for size in panel.curves[0].sizes:
        x, _, _ = place(size, 10**low).partition(",")
        yield f'<text x="{x}" y="{_HEIGHT - 30}" text-anchor="middle">{size}</text>'
    for value in (10**n for n in range(int(low) - 1, int(high) + 2)):
        if low <= log10(value) <= high:
            _, _, y = place(sizes[0], value).partition(",")
            yield f'<text x="{_MARGIN - 6}" y="{y}" text-anchor="end">{value:g} 秒</text>'
