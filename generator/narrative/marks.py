"""Marks of provenance: characters of plane 16 around a printed number or gap (DESIGN 5).

A mark survives joining, formatting and filters; `split_marks` takes the text apart again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.model.block import Gap, Span
from generator.model.records import Used

if TYPE_CHECKING:
    from generator.model.figure import Figure
    from generator.model.place import Place

_OPEN = "\U00100000"
_CLOSE = "\U00100001"
_SEPARATOR = "\U00100002"
_GUARD = "\U00100003"
_DIGITS = "".join(chr(0x100010 + digit) for digit in range(10))
_TO_MARK = str.maketrans("0123456789", _DIGITS)
_FROM_MARK = str.maketrans(_DIGITS, "0123456789")
_MARKED = re.compile(f"{_OPEN}([{_DIGITS}]+){_SEPARATOR}(.*?){_CLOSE}", re.DOTALL)
_ANY_MARK = re.compile("[\U00100000-\U0010ffff]")


@dataclass(slots=True)
class Ledger:
    """What the templates have printed so far; an index into `entries` is the id in a mark.

    `reasons` are the places of the user's reasons that were printed, `texts` the names of texts.
    """

    entries: list[Figure | Gap] = field(default_factory=list)
    reasons: set[Place] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)

    def mark(self, entry: Figure | Gap, text: str) -> str:
        """Return `text` with marks that lead back to `entry`."""
        self.entries.append(entry)
        number = str(len(self.entries) - 1).translate(_TO_MARK)
        return f"{_OPEN}{number}{_SEPARATOR}{text}{_CLOSE}"

    def used(self) -> Used:
        """Return what of the user's has been printed."""
        figures = (entry for entry in self.entries if not isinstance(entry, Gap))
        cells = (source.place for figure in figures for source in figure.sources())
        return Used(frozenset(cells), frozenset(self.reasons), frozenset(self.texts))


def strip_marks(text: str) -> str:
    """Return the text as a reader sees it."""
    return _ANY_MARK.sub("", text)


def plain_text(text: str) -> str:
    """Return a text of the user's on one line: a break in a cell begins no paragraph."""
    return "".join(line.strip() for line in strip_marks(text).splitlines())


def guard_text(text: str) -> str:
    """Return a text of the user's that may begin a paragraph, but no heading, chart or item."""
    return f"{_GUARD}{plain_text(text)}"


def split_marks(text: str, ledger: Ledger) -> tuple[Span, ...]:
    """Return the spans of a marked text, each linked to its figure or gap."""
    spans: list[Span] = []
    position = 0
    for found in _MARKED.finditer(text):
        plain = strip_marks(text[position : found.start()])
        if plain:
            spans.append(Span(plain))
        spans.append(_linked(found, ledger))
        position = found.end()
    plain = strip_marks(text[position:])
    if plain:
        spans.append(Span(plain))
    return tuple(spans)


def _linked(found: re.Match[str], ledger: Ledger) -> Span:
    entry = ledger.entries[int(found.group(1).translate(_FROM_MARK))]
    shown = strip_marks(found.group(2))
    if isinstance(entry, Gap):
        return Span(shown, gap=entry)
    return Span(shown, figure=entry)
