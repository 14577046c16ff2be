"""Structure charts (结构图): native charts with an embedded workbook behind them.

A pie, or bars where it would have one slice, too many or too thin ones. With a pie, name and
percentage stand in the legend, not on the slices: labels of small slices would overlap.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from generator.base.labels import display_units
from generator.field import zh
from generator.model.block import CHART_COLOURS
from generator.word.bars import BAR_COLOUR, bars_height, render_bars
from generator.word.chart_layout import HALF_CHARACTER, TEXT_LOOK, WIDTH, manual_layout
from generator.word.markup import XML_HEAD, escape
from generator.word.workbook import SHEET_NAME, write_workbook

if TYPE_CHECKING:
    from generator.model.block import Chart, Slice

WORKBOOK_RELATIONSHIP = "rId1"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EMU_PER_MM = 36000
_LEAST_HEIGHT = 60
_LEGEND_LINE = 6.4  # mm a legend entry takes at 10.5 pt
_MARGIN = 3.0
_PIE = 54
_GAP = 6
_LEGEND_KEY = 9  # mm for the colour and the margins


def legend_label(piece: Slice) -> str:
    """Return what the legend says of a slice: 财政拨款收入 100.00%."""
    return f"{piece.name} {piece.share_text}".strip()


def render_chart(chart: Chart) -> bytes:
    """Return the chart part; the values it caches are those of `render_workbook`."""
    plot = _render_bars(chart) if chart.in_bars else _render_pie(chart)
    return (
        f'{XML_HEAD}<c:chartSpace xmlns:c="{_CHART}" xmlns:a="{_DRAWING}" '
        f'xmlns:r="{_RELATIONSHIPS}"><c:date1904 val="0"/><c:lang val="zh-CN"/>'
        f'<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>{plot}'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f'{TEXT_LOOK}<c:externalData r:id="{WORKBOOK_RELATIONSHIP}"><c:autoUpdate val="0"/>'
        "</c:externalData></c:chartSpace>"
    ).encode()


def _render_bars(chart: Chart) -> str:
    look = f'<c:spPr>{BAR_COLOUR}</c:spPr><c:invertIfNegative val="0"/>'
    return render_bars(_series(chart, look), [legend_label(piece) for piece in chart.drawn])


def _render_pie(chart: Chart) -> str:
    pieces = chart.drawn
    colours = "".join(map(_colour, range(len(pieces))))
    return (
        f'<c:plotArea>{_plot_layout(pieces)}<c:pieChart><c:varyColors val="1"/>'
        f'{_series(chart, colours)}<c:firstSliceAng val="0"/></c:pieChart></c:plotArea>'
        f"{_legend(pieces)}"
    )


def _series(chart: Chart, look: str) -> str:
    pieces = chart.drawn
    return (
        '<c:ser><c:idx val="0"/><c:order val="0"/>'
        f"<c:tx>{_string_cells('$B$1', [_amount_head(chart)])}</c:tx>{look}"
        f"<c:cat>{_string_cells(_cells('A', pieces), [legend_label(p) for p in pieces])}</c:cat>"
        f"<c:val>{_number_cells(_cells('B', pieces), pieces)}</c:val></c:ser>"
    )


def render_workbook(chart: Chart) -> bytes:
    """Return the workbook: the legend text and the amount that are drawn, then name and share."""
    head = ("图例", _amount_head(chart), zh.ITEM, zh.SHARE)
    rows = [
        (legend_label(piece), piece.amount, piece.name, piece.share_text) for piece in chart.drawn
    ]
    return write_workbook((36, 16, 28, 10), [head, *rows])


def render_drawing(chart: Chart, relationship: str, number: int) -> str:
    """Return the run that sets the chart in a line; `number` makes the ids unique."""
    pieces = chart.drawn
    shown = "；".join(map(legend_label, pieces))
    width, height = WIDTH * _EMU_PER_MM, round(_height(chart) * _EMU_PER_MM)
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{number}" name="图表 {number}" '
        f'descr="{escape(chart.caption)}。{escape(shown)}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_CHART}">'
        f'<c:chart r:id="{relationship}"/></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )


def _amount_head(chart: Chart) -> str:
    return f"{chart.measure}（{chart.unit}）"


def _cells(column: str, pieces: tuple[Slice, ...]) -> str:
    return f"${column}$2:${column}${len(pieces) + 1}"


def _string_cells(cells: str, texts: list[str]) -> str:
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{escape(text)}</c:v></c:pt>' for index, text in enumerate(texts)
    )
    return (
        f"<c:strRef><c:f>{SHEET_NAME}!{cells}</c:f><c:strCache>"
        f'<c:ptCount val="{len(texts)}"/>{points}</c:strCache></c:strRef>'
    )


def _number_cells(cells: str, pieces: tuple[Slice, ...]) -> str:
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{piece.amount:f}</c:v></c:pt>'
        for index, piece in enumerate(pieces)
    )
    return (
        f"<c:numRef><c:f>{SHEET_NAME}!{cells}</c:f><c:numCache>"
        f'<c:formatCode>#,##0.00</c:formatCode><c:ptCount val="{len(pieces)}"/>{points}'
        "</c:numCache></c:numRef>"
    )


def _colour(index: int) -> str:
    """Return the look of one slice."""
    colour = CHART_COLOURS[index % len(CHART_COLOURS)]
    return (
        f'<c:dPt><c:idx val="{index}"/><c:bubble3D val="0"/>'
        f'<c:spPr><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        '<a:ln w="9525"><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:ln></c:spPr>'
        "</c:dPt>"
    )


def _height(chart: Chart) -> float:
    if chart.in_bars:
        return bars_height([legend_label(piece) for piece in chart.drawn])
    return _pie_height(chart.drawn)


def _pie_height(pieces: tuple[Slice, ...]) -> float:
    return max(_LEAST_HEIGHT, _legend_height(pieces) + 2 * _MARGIN)


def _legend_height(pieces: tuple[Slice, ...]) -> float:
    """Return the height in mm that shows every entry, those that take several lines included.

    An entry for which there is no room would be left out by Word without a word.
    """
    room = _columns(pieces)[2] - _LEGEND_KEY
    widths = (display_units(legend_label(piece)) * HALF_CHARACTER for piece in pieces)
    return sum(max(1, math.ceil(width / room)) for width in widths) * _LEGEND_LINE


def _columns(pieces: tuple[Slice, ...]) -> tuple[float, float, float]:
    """Return where the pie begins, where the legend begins and how wide it is, in mm.

    The legend is too narrow for two entries in a line, and both together are centred.
    """
    longest = max(display_units(legend_label(piece)) for piece in pieces)
    legend = min(longest * HALF_CHARACTER + _LEGEND_KEY, WIDTH - _PIE - 3 * _GAP)
    left = (WIDTH - _PIE - _GAP - legend) / 2
    return left, left + _PIE + _GAP, legend


def _plot_layout(pieces: tuple[Slice, ...]) -> str:
    """Return a square for the pie, centred in the height."""
    height = _pie_height(pieces)
    left, _, _ = _columns(pieces)
    return manual_layout(left / WIDTH, (height - _PIE) / 2 / height, _PIE / WIDTH, _PIE / height)


def _legend(pieces: tuple[Slice, ...]) -> str:
    height = _pie_height(pieces)
    _, left, width = _columns(pieces)
    share = min(1.0, _legend_height(pieces) / height)
    layout = manual_layout(left / WIDTH, (1 - share) / 2, width / WIDTH, share, target="")
    return f'<c:legend><c:legendPos val="r"/>{layout}<c:overlay val="0"/>{TEXT_LOOK}</c:legend>'
