"""Marks of provenance: characters of plane 16 around a printed number or gap.

Plane 16, because fonts and texts use the private characters of the basic plane themselves.
A mark survives joining, formatting and filters; `split_marks` takes the text apart again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.model.block import Gap, Origin, Role, Span
from generator.model.records import Used

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.block import Paragraph
    from generator.model.figure import Figure
    from generator.model.place import Place

_OPEN = "\U00100000"
_CLOSE = "\U00100001"
_SEPARATOR = "\U00100002"
_GUARD = "\U00100003"
_LINE = "\U00100004"
_LINE_END = "\U00100005"
_BOLD, _ITALIC, _UPRIGHT = "\U00100006", "\U00100007", "\U00100008"
_SUBTITLE = "\U00100009"
# What a template writes of a table with its own signs (grid_source): the values that stand in it
# may hold the same signs, and are text.
ROW, BAR, ROW_END = "\U0010000a", "\U0010000b", "\U0010000c"
LEFT, UP, RULE = "\U0010000d", "\U0010000e", "\U0010000f"
# How a cell is aligned, by the sign in front of it; the values are those of `GridCell.align`.
ALIGNED = {"\U0010001a": "left", "\U0010001b": "center", "\U0010001c": "right"}
_LOOK = re.compile(f"([{_BOLD}{_ITALIC}{_UPRIGHT}])")
_DIGITS = "".join(chr(0x100010 + digit) for digit in range(10))
_TO_MARK = str.maketrans("0123456789", _DIGITS)
_FROM_MARK = str.maketrans(_DIGITS, "0123456789")
# No id is longer: a document prints a million characters at most.
_ID = f"([{_DIGITS}]{{1,7}})"
_MARKED = re.compile(f"{_OPEN}{_ID}{_SEPARATOR}([^{_OPEN}{_CLOSE}]*){_CLOSE}")
_ANY_MARK = re.compile("[\U00100000-\U0010ffff]")
# A name in a mark: each of its characters on plane 16, beyond the marks of our own.
_PLANE, _PLAIN = 0x100000, 0x20
_LINE_MARK = re.compile(f"{_LINE}{_ID}{_LINE_END}")
_LAST_WORD = re.compile(r"(\S)([^\S\n]*)(?=\n|$)")


@dataclass(slots=True)
class MarkRegister:
    """What the templates have printed so far; an index into `entries` is the id in a mark.

    `reasons` are the places of the user's reasons that were printed, `texts` the names of texts.
    `origins` are the lines that have printed, where lines are traced; `reached` has the arms of
    choices besides (0 is the line itself).
    """

    entries: list[Figure | Gap] = field(default_factory=list)
    reasons: set[Place] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    origins: dict[Origin, int] = field(default_factory=dict)
    reached: set[tuple[str, int, int]] = field(default_factory=set)

    def mark(self, entry: Figure | Gap, text: str) -> str:
        """Return `text` with marks that lead back to `entry`."""
        self.entries.append(entry)
        number = str(len(self.entries) - 1).translate(_TO_MARK)
        return f"{_OPEN}{number}{_SEPARATOR}{text}{_CLOSE}"

    def reach(self, path: str, line: int, arm: int = 0) -> None:
        """Note that a line of a template was carried out, or an arm of a choice on it."""
        self.reached.add((path, line, arm))

    def mark_line(self, text: str, path: str, line: int, arm: int = 0) -> str:
        """Return `text` with a mark of its origin behind the last word of each of its lines."""
        self.reach(path, line, arm)
        number = self.origins.setdefault(Origin(path, line), len(self.origins))
        mark = f"{_LINE}{str(number).translate(_TO_MARK)}{_LINE_END}"
        return _LAST_WORD.sub(lambda found: f"{found[1]}{mark}{found[2]}", text)

    def used(self) -> Used:
        """Return what of the user's has been printed."""
        figures = (entry for entry in self.entries if not isinstance(entry, Gap))
        cells = (source.place for figure in figures for source in figure.sources())
        return Used(frozenset(cells), frozenset(self.reasons), frozenset(self.texts))


def mark_number(number: int) -> str:
    """Return a number as a mark."""
    return str(number).translate(_TO_MARK)


def read_number(mark: str) -> int:
    """Return the number that a mark holds, 0 where it holds none."""
    digits = mark.translate(_FROM_MARK)
    return int(digits) if digits.isascii() and digits.isdigit() else 0


def mark_name(name: str) -> str:
    """Return the name of a file as a mark; what cannot stand in one is left out."""
    return "".join(chr(_PLANE + ord(sign)) for sign in name if _PLAIN <= ord(sign) < _PLANE >> 4)


def read_name(mark: str) -> str:
    """Return the name that a mark holds."""
    return "".join(chr(ord(sign) - _PLANE) for sign in mark if ord(sign) >= _PLANE + _PLAIN)


def strip_marks(text: str) -> str:
    """Return the text as a reader sees it."""
    return _ANY_MARK.sub("", text)


def strip_lines(text: str) -> str:
    """Return the text without the marks of its lines; those of figures and users' texts stay."""
    return _LINE_MARK.sub("", text)


def plain_text(text: str) -> str:
    """Return a text of the user's on one line: a break in a cell begins no paragraph."""
    return "".join(line.strip() for line in strip_marks(text).splitlines())


def guard_text(text: str) -> str:
    """Return a text of the user's that may begin a paragraph, but no heading, chart or item."""
    return f"{_GUARD}{plain_text(text)}"


def mark_paragraph(paragraph: Paragraph) -> str:
    """Return a paragraph of the user's Markdown with marks of its looks, and of a heading.

    It begins no heading or chart of the template.
    """
    pieces = []
    for span in paragraph.spans:
        look = _BOLD * span.bold + _ITALIC * span.italic
        text = strip_marks(span.text)
        pieces.append(f"{look}{text}{_UPRIGHT}" if look else text)
    whole = "".join(pieces)
    if paragraph.role is not Role.BODY:
        return f"{_SUBTITLE}{whole}"
    return f"{_GUARD}{whole}" if whole.startswith(("#", "::")) else whole


def is_subtitle(chunk: str) -> bool:
    """Whether a paragraph is a heading within a text of the user's."""
    return chunk.startswith(_SUBTITLE)


def split_marks(text: str, ledger: MarkRegister) -> tuple[Span, ...]:
    """Return the spans of a marked text, each linked to its figure or gap, and to its origin.

    A template may cut marked texts up and put the pieces together: what leads nowhere is no mark.
    """
    if not ledger.origins:
        return _split_figures(text, ledger)
    origins = list(ledger.origins)
    spans: list[Span] = []
    position = 0
    # A mark stands behind what its line wrote.
    for found in _LINE_MARK.finditer(text):
        number = int(found[1].translate(_FROM_MARK))
        origin = origins[number] if number < len(origins) else None
        piece = _split_figures(text[position : found.start()], ledger)
        spans += [replace(span, origin=origin) for span in piece]
        position = found.end()
    return (*spans, *_split_figures(text[position:], ledger))


def _split_figures(text: str, ledger: MarkRegister) -> tuple[Span, ...]:
    spans: list[Span] = []
    position = 0
    for found in _MARKED.finditer(text):
        spans += _split_looks(text[position : found.start()])
        spans.append(_linked(found, ledger))
        position = found.end()
    return (*spans, *_split_looks(text[position:]))


def _split_looks(text: str) -> Iterator[Span]:
    bold = italic = False
    for piece in _LOOK.split(text):
        if piece in {_BOLD, _ITALIC, _UPRIGHT}:
            bold = piece == _BOLD or (bold and piece == _ITALIC)
            italic = piece == _ITALIC
        elif plain := strip_marks(piece):
            yield Span(plain, bold=bold, italic=italic)


def _linked(found: re.Match[str], ledger: MarkRegister) -> Span:
    number = int(found.group(1).translate(_FROM_MARK))
    entry = ledger.entries[number] if number < len(ledger.entries) else None
    shown = strip_marks(found.group(2))
    if isinstance(entry, Gap):
        return Span(shown, gap=entry)
    return Span(shown, figure=entry)
