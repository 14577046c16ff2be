"""Headings and lines of the contents that are a little too long for a line.

A last line of one to three characters looks like a mistake: such a text is set closer, so that it
takes one line. A line is never ended early: readers of PDF take a short line for the last one.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from generator.base.labels import display_units

if TYPE_CHECKING:
    from generator.word.reference import Setting

_TWIPS = 20  # a point
_CLOSEST = 0.1  # of the size of a character, taken from the space of each
_WIDE_DIGIT = 0.14  # of the size: what a digit may take beyond half a character
_SLACK = 20  # twips


def fit_line(text: str, setting: Setting, width: int, tail: int = 0) -> str:
    """Return the run properties that bring a text into a line, none where it fits or never will.

    The column is `width` twips wide, with `tail` twips kept free.
    """
    size = setting.size * _TWIPS
    digits = sum(letter.isascii() and letter.isdigit() for letter in text)
    natural = math.ceil((display_units(text) / 2 + digits * _WIDE_DIGIT) * size)
    room = width - setting.left - setting.first_line - tail - _SLACK
    if not text or natural + setting.spacing * len(text) <= room:
        return ""
    closer = math.floor((room - natural) / len(text))
    return f'<w:spacing w:val="{closer}"/>' if closer >= -_CLOSEST * size else ""
