"""Headings and lines of the contents that are a little too long for a line.

A last line of one to three characters looks like a mistake: such a text is set closer, so that it
takes a line less, or its lines are made alike.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import display_units

if TYPE_CHECKING:
    from generator.word.reference import Setting

_TWIPS = 20  # a point
_CLOSEST = 0.1  # of the size of a character, taken from the space of each
_LEAST_REST = 4  # characters on the last line
_WIDE_DIGIT = 0.14  # of the size: what a digit may take beyond half a character
_SLACK = 20  # twips


class Fit(NamedTuple):
    """What makes a text fit: run properties and paragraph properties, empty where it fits."""

    look: str = ""
    indents: str = ""


def fit_line(text: str, setting: Setting, width: int, tail: int = 0) -> Fit:
    """Return how a text is set in a column of `width` twips, with `tail` twips kept free."""
    size = setting.size * _TWIPS
    digits = sum(letter.isascii() and letter.isdigit() for letter in text)
    natural = math.ceil((display_units(text) / 2 + digits * _WIDE_DIGIT) * size)
    room = width - setting.left - setting.first_line - tail - _SLACK
    length = natural + setting.spacing * len(text)
    if not text or length <= room:
        return Fit()
    closer = math.floor((room - natural) / len(text))
    if closer >= -_CLOSEST * size:
        return Fit(look=f'<w:spacing w:val="{closer}"/>')
    line = width - setting.left - tail
    lines = math.ceil((length + setting.first_line) / line)
    rest = length + setting.first_line - line * (lines - 1)
    if rest >= _LEAST_REST * size:
        return Fit()
    spare = math.floor(line - (length + setting.first_line) / lines - size)
    if spare <= 0:
        return Fit()
    return Fit(indents=_indents(setting, spare))


def _indents(setting: Setting, spare: int) -> str:
    """Return what narrows the lines, on both sides where they are centred."""
    if setting.centred:
        return f'<w:ind w:left="{spare // 2}" w:right="{spare // 2}"/>'
    return f'<w:ind w:right="{spare}"/>'
