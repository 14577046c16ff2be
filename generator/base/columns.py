"""How wide texts are on a terminal, and their lines.

A Chinese character takes two columns, and so may a quotation mark or a dash: it is counted so.
"""

from __future__ import annotations

from unicodedata import combining, east_asian_width

_NO_START = frozenset("，。；：、？！）】》”’…,.;:?!)]}%")
_NO_END = frozenset("（【《“‘([{")


def width_of(text: str) -> int:
    """Return how many columns a text takes."""
    return sum(map(_width, text))


def pad(text: str, width: int) -> str:
    """Return a text filled up with blanks to a number of columns."""
    return text + " " * (width - width_of(text))


def wrap(text: str, width: int, hang: int = 0) -> list[str]:
    """Return the lines of a text no wider than `width`; all but the first begin with `hang` blanks.

    Words and numbers of Latin letters stay whole where a line has room for them; no line begins
    with a closing mark.
    """
    ends = [*breaks(text, width, hang), len(text)]
    starts = [0, *ends[:-1]]
    pieces = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    return [
        piece.rstrip() if n == 0 else " " * hang + piece.rstrip() for n, piece in enumerate(pieces)
    ]


def breaks(text: str, width: int, hang: int = 0) -> list[int]:
    """Return where the second and further lines begin in a text that is to be wrapped."""
    found: list[int] = []
    start, room = 0, width
    while width_of(text[start:].rstrip()) > room:
        start += _cut(text[start:], room)
        start += len(text[start:]) - len(text[start:].lstrip())
        found.append(start)
        room = width - hang
    return found


def _width(char: str) -> int:
    if combining(char):
        return 0
    return 2 if east_asian_width(char) in "WFA" else 1


def _cut(text: str, room: int) -> int:
    """Return where the first line of a text that is too wide ends: at least one character on."""
    end, used = 0, 0
    while end < len(text) and used + _width(text[end]) <= room:
        used += _width(text[end])
        end += 1
    cut = end
    while cut > 1 and not _may_break(text, cut):
        cut -= 1
    return max(cut if cut > 1 else end, 1)


def _may_break(text: str, cut: int) -> bool:
    before, after = text[cut - 1], text[cut : cut + 1]
    if after in _NO_START or before in _NO_END:
        return False
    return not (_is_latin(before) and _is_latin(after))


def _is_latin(char: str) -> bool:
    return char.isascii() and not char.isspace()
