"""Whether a quotation in a report covers the place where an error was planted."""

import unicodedata
from collections.abc import Sequence

Spans = Sequence[tuple[int, int]]


def _folded(text: str) -> tuple[str, list[int]]:
    """Return the text without blanks and full-width forms, and where each character came from."""
    kept: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(text):
        plain = unicodedata.normalize("NFKC", character)
        if plain.strip():
            kept += plain
            origin += [index] * len(plain)
    return "".join(kept), origin


def covers(text: str, quote: str, line: int, spots: Spans) -> bool:
    """Whether the quotation overlaps one of the spots.

    `line` is the 1-based line that the report names, 0 where it names none; without a quotation
    the whole line is meant. A quotation that occurs more than once is looked for from its line on.
    """
    starts = [0]
    for row in text.split("\n"):
        starts.append(starts[-1] + len(row) + 1)
    begin = starts[line - 1] if 0 < line < len(starts) else 0
    if not quote:
        return bool(line) and _overlap(begin, starts[line], spots)
    folded, origin = _folded(text)
    wanted, _ = _folded(quote.strip("…"))
    if not wanted:
        return False
    first = next((i for i, place in enumerate(origin) if place >= begin), 0)
    at = folded.find(wanted, first)
    if at < 0:
        at = folded.find(wanted)
    return at >= 0 and _overlap(origin[at], origin[at + len(wanted) - 1] + 1, spots)


def _overlap(start: int, end: int, spots: Spans) -> bool:
    return any(start < other_end and other_start < end for other_start, other_end in spots)


def covers_anywhere(text: str, quote: str, spots: Spans) -> bool:
    """Whether a quotation overlaps one of the spots wherever it occurs: its line is not known."""
    folded, origin = _folded(text)
    wanted, _ = _folded(quote.strip("…"))
    at = folded.find(wanted) if wanted else -1
    while at >= 0:
        if _overlap(origin[at], origin[at + len(wanted) - 1] + 1, spots):
            return True
        at = folded.find(wanted, at + 1)
    return False
