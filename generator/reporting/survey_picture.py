"""The picture of what stands out: a line a measure, a dot a department, drawn as SVG."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from generator.field import zh
from generator.reporting.survey_words import word_outlier, word_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.survey import Measure, Measured, Survey

_WIDTH, _LEFT, _RIGHT = 960, 350, 30
_ROW, _TOP = 38, 34
_FARTHEST = math.log(8)  # what is farther away stands at the edge
_MOST_DOTS = 600  # of a measure; those that stand out are always drawn
_HUNDRED = Decimal(100)


class Dot(NamedTuple):
    """A department on the line of a measure; `told` is what it says under the mouse."""

    x: float
    is_outlier: bool
    told: str


class Line(NamedTuple):
    """A measure: where its line is, its name, the middle value, its dots, outliers last."""

    y: float
    name: str
    middle: str
    dots: tuple[Dot, ...]


class Picture(NamedTuple):
    """The drawing in units of its view box; `marks` are the lines of the scale with their words."""

    width: int
    height: int
    centre: float
    marks: tuple[tuple[float, str], ...]
    lines: tuple[Line, ...]


def draw_outliers(survey: Survey) -> Picture | None:
    """Return the picture of the measures by which departments were judged, None without any."""
    judged = [one for one in survey.measures if one.middle is not None]
    if not judged:
        return None
    lines = tuple(_line(one, _TOP + _ROW * (at + 0.5)) for at, one in enumerate(judged))
    marks = ((0.25, "¼ 以下"), (0.5, "½"), (1.0, "多数部门"), (2.0, "2 倍"), (4.0, "4 倍以上"))
    scale = tuple((_x(math.log(ratio)), words) for ratio, words in marks)
    return Picture(_WIDTH, _TOP + _ROW * len(judged) + 10, _x(0), scale, lines)


def _line(measure: Measure, y: float) -> Line:
    dots = sorted(_dots(measure), key=lambda dot: dot.is_outlier)
    middle = "" if measure.middle is None else word_value(measure.middle, measure.unit)
    return Line(y, measure.name, middle, tuple(dots))


def _dots(measure: Measure) -> Iterator[Dot]:
    centre = _ratio(measure, measure.middle or Decimal(0))
    drawn = 0
    for one in measure.rows:
        drawn += 1
        ratio = _ratio(measure, one.value)
        if drawn > _MOST_DOTS and not one.is_outlier:
            continue
        away = math.log(ratio / centre) if ratio > 0 and centre > 0 else -_FARTHEST
        yield Dot(_x(away), one.is_outlier, _tell(measure, one))


def _ratio(measure: Measure, value: Decimal) -> Decimal:
    """Return what is compared: a change of 20 % is a ratio of 1.2."""
    return value / _HUNDRED + 1 if zh.CHANGE_RATE in measure.name else value


def _tell(measure: Measure, one: Measured) -> str:
    return word_outlier(measure.name, measure.unit, one)


def _x(away: float) -> int:
    """Return where a distance from the middle (a logarithm) stands, at the edge where it is far."""
    half = (_WIDTH - _LEFT - _RIGHT) / 2
    bounded = max(-_FARTHEST, min(_FARTHEST, away))
    return int(_LEFT + half + half * bounded / _FARTHEST)
