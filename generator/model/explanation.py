"""How a figure is computed, worded for a reader (出处): formulas and source cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.model.figure import Source


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source cell of a formula; `number` is its [n] there."""

    number: int
    label: str
    source: Source


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a figure is computed.

    `formula` is in spreadsheet notation with [n] for the n-th source cell, rounded as printed;
    `words` has the figures' names, `numbers` their amounts.
    """

    label: str
    formula: str
    words: str
    numbers: str
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class ExplainedNumber:
    """A number of the text: its clause, the paragraph it stands in, the text as printed."""

    where: str
    paragraph: str
    printed: str
    explanation: Explanation
