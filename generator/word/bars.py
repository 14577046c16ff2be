"""Structure charts as horizontal bars: a single part, many, or parts too thin for a slice.

Name and percentage stand before each bar, on the axis.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from generator.base.labels import display_units
from generator.model.block import CHART_COLOURS
from generator.word.chart_layout import HALF_CHARACTER, TEXT_LOOK, WIDTH, manual_layout

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINE = 6.4  # mm a line of a label takes at 10.5 pt
_BETWEEN = 2.6  # mm between two bars
_MARGIN = 3.0
_WIDEST_LABEL = 88.0
_LABEL_SPACE = 4.0
_LEAST_HEIGHT = 40.0
BAR_COLOUR = f'<a:solidFill><a:srgbClr val="{CHART_COLOURS[0]}"/></a:solidFill>'
_AXES = ("1", "2")
_NO_TICKS = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'


def bars_height(labels: Sequence[str]) -> float:
    """Return the height of the chart in mm: each bar is as high as its label."""
    lines = max(math.ceil(_length(label) / _WIDEST_LABEL) for label in labels)
    return max(_LEAST_HEIGHT, len(labels) * (lines * _LINE + _BETWEEN) + 2 * _MARGIN)


def render_bars(series: str, labels: Sequence[str]) -> str:
    """Return the plot area: the series, the axis of the names, an axis of amounts out of sight."""
    height = bars_height(labels)
    left = min(max(map(_length, labels)), _WIDEST_LABEL) + _LABEL_SPACE
    width = WIDTH - left - 2 * _MARGIN
    layout = manual_layout(left / WIDTH, _MARGIN / height, width / WIDTH, 1 - 2 * _MARGIN / height)
    names, amounts = _AXES
    return (
        f'<c:plotArea>{layout}<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/>'
        f'<c:varyColors val="0"/>{series}<c:gapWidth val="60"/>'
        f'<c:axId val="{names}"/><c:axId val="{amounts}"/></c:barChart>'
        f'<c:catAx><c:axId val="{names}"/><c:scaling><c:orientation val="maxMin"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="l"/>{_NO_TICKS}<c:tickLblPos val="low"/>'
        f'<c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="7F7F7F"/></a:solidFill></a:ln>'
        f'</c:spPr>{TEXT_LOOK}<c:crossAx val="{amounts}"/><c:crosses val="autoZero"/>'
        '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:tickLblSkip val="1"/>'
        '<c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="{amounts}"/><c:scaling><c:orientation val="minMax"/>'
        '<c:min val="0"/></c:scaling><c:delete val="1"/><c:axPos val="t"/>'
        f'<c:numFmt formatCode="#,##0.00" sourceLinked="0"/>{_NO_TICKS}'
        f'<c:tickLblPos val="nextTo"/><c:crossAx val="{names}"/><c:crosses val="autoZero"/>'
        '<c:crossBetween val="between"/></c:valAx></c:plotArea>'
    )


def _length(label: str) -> float:
    return display_units(label) * HALF_CHARACTER
