"""The characters that PDFium finds on a page; those of watermarks are told apart and left out."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.base.decoding import fold_radicals
from generator.files.pdf.glyphs import NO_TEXT
from generator.files.pdf.tiles import Piece, find_tiles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_QUARTER = math.pi / 2
_SLANT = math.radians(5)  # a page that was scanned a little askew is not slanted
_ABOVE_BASE, _BELOW_BASE = 0.8, 0.2  # of the size of a character
_OPAQUE = 255
_FAINT = 128  # of 255: what lets more than half of what is behind it show through
# Light grey, mean of red, green and blue on white paper. White itself stands on dark ground.
_PALE_FROM, _PALE_TO = 160, 240
_SHOWN = 20

Box = tuple[float, float, float, float]


class Character(NamedTuple):
    """A character, its box (left, bottom, right, top) and direction in quarters.

    `pale` tells that it is printed in light grey.
    """

    text: str
    box: Box
    quarter: int
    pale: bool


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The characters that are not read: how many are slanted, translucent, tiled; the first."""

    slanted: int = 0
    faint: int = 0
    tiled: int = 0
    text: str = ""

    @property
    def count(self) -> int:
        """The number of characters left out."""
        return self.slanted + self.faint + self.tiled


NOTHING_LEFT_OUT = LeftOut()


class _Ink(NamedTuple):
    """The colour of a character: 0 (black) to 255 (white), and how opaque it is."""

    light: int
    alpha: int


def read_characters(
    textpage: Any, drawn: Sequence[int] = (), faint: frozenset[int] = frozenset()
) -> tuple[list[Character], LeftOut]:
    """Return the visible characters in the order of the text, and what was left out.

    No table or text is set at an angle or half translucent, or drawn all over the page: such
    characters are a mark, and would put digits into its amounts. `drawn` are the addresses of the
    text objects in their order, `faint` of those that stand in a translucent group.
    """
    placed = list(_placed(textpage))
    tiles = find_tiles(_pieces(placed, drawn))
    read: list[Character] = []
    marks: list[str] = []
    slanted = tiled = 0
    for one in placed:
        quarter = round(one.angle / _QUARTER)
        if abs(one.angle - quarter * _QUARTER) > _SLANT:
            slanted += 1
        elif one.ink.alpha < _FAINT or one.address in faint:
            pass
        elif one.address in tiles:
            tiled += 1
        else:
            pale = _PALE_FROM <= one.ink.light < _PALE_TO
            read.append(Character(one.text, one.box, quarter % 4, pale))
            continue
        marks.append(one.text)
    faded = len(marks) - slanted - tiled
    return read, LeftOut(slanted, faded, tiled, "".join(marks[:_SHOWN]))


class _Placed(NamedTuple):
    """A character as the library tells it; `address` is that of its text object."""

    text: str
    box: Box
    angle: float
    ink: _Ink
    address: int


def _placed(textpage: Any) -> Iterator[_Placed]:
    for index in range(textpage.count_chars()):
        text = _text_at(textpage, index)
        placed = _place_character(textpage, index) if text else None
        if placed is not None:
            yield _Placed(text, *placed, _ink_of(textpage, index), _object_at(textpage, index))


def _pieces(placed: Sequence[_Placed], drawn: Sequence[int]) -> list[Piece]:
    """Return the text objects in the order in which they are drawn."""
    parts: dict[int, list[_Placed]] = {}
    for one in placed:
        parts.setdefault(one.address, []).append(one)
    return [
        Piece(
            address,
            "".join(one.text for one in parts[address]),
            (
                min(one.box[0] for one in parts[address]),
                min(one.box[1] for one in parts[address]),
                max(one.box[2] for one in parts[address]),
                max(one.box[3] for one in parts[address]),
            ),
        )
        for address in drawn
        if address in parts
    ]


def count_written(textpage: Any, most: int) -> int:
    """Return how many characters of the text itself a page has, counted up to `most`.

    Those of a mark over a scanned page are not counted.
    """
    count = 0
    for index in range(textpage.count_chars()):
        placed = _place_character(textpage, index) if _text_at(textpage, index) else None
        if placed is None:
            continue
        upright = abs(math.remainder(placed[1], _QUARTER)) <= _SLANT
        count += upright and _ink_of(textpage, index).alpha >= _FAINT
        if count >= most:
            break
    return count


def _text_at(textpage: Any, index: int) -> str:
    """Return a character; nothing for white space and for what the library has made up."""
    from pypdfium2 import raw  # noqa: PLC0415 - an extra

    if raw.FPDFText_IsGenerated(textpage, index) == 1:
        return ""
    if raw.FPDFText_HasUnicodeMapError(textpage, index) == 1:
        return NO_TEXT
    return _show(raw.FPDFText_GetUnicode(textpage, index))


def _ink_of(textpage: Any, index: int) -> _Ink:
    from pypdfium2 import raw  # noqa: PLC0415 - an extra

    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFText_GetFillColor(textpage, index, red, green, blue, alpha):
        return _Ink(0, _OPAQUE)
    light = (red.value + green.value + blue.value) // 3
    return _Ink(_OPAQUE - (_OPAQUE - light) * alpha.value // _OPAQUE, alpha.value)


def address_of(thing: Any) -> int:
    """Return what tells one object of the library from another."""
    return ctypes.cast(thing, ctypes.c_void_p).value or 0


def is_faint(thing: Any) -> bool:
    """Whether more than half of what is behind an object shows through it."""
    from pypdfium2 import raw  # noqa: PLC0415 - an extra

    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    found = raw.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha)
    return bool(found) and alpha.value < _FAINT


def _object_at(textpage: Any, index: int) -> int:
    from pypdfium2 import raw  # noqa: PLC0415 - an extra

    return address_of(raw.FPDFText_GetTextObject(textpage, index))


def _place_character(textpage: Any, index: int) -> tuple[Box, float] | None:
    """Return the box of a character (left, bottom, right, top) and the angle of its line.

    Along the line the box is its width, across it a part of the size above and below the base
    line: the heights that fonts state are too different.
    """
    from pypdfium2 import raw  # noqa: PLC0415 - an extra

    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    found = (
        raw.FPDFText_GetLooseCharBox(textpage, index, box)
        and raw.FPDFText_GetCharOrigin(textpage, index, x, y)
        and raw.FPDFText_GetMatrix(textpage, index, matrix)
    )
    size = raw.FPDFText_GetFontSize(textpage, index)
    up = (matrix.c * size, matrix.d * size)
    sides = (box.left, box.bottom, box.right, box.top, x.value, y.value, *up, matrix.a, matrix.b)
    if not found or not all(map(math.isfinite, sides)):
        return None
    angle = math.atan2(matrix.b, matrix.a)
    ends = sorted(
        (x.value + part * up[0], y.value + part * up[1]) for part in (-_BELOW_BASE, _ABOVE_BASE)
    )
    if round(angle / _QUARTER) % 2:
        return (ends[0][0], box.bottom, ends[1][0], box.top), angle
    low, high = sorted(end for _, end in ends)
    return (box.left, low, box.right, high), angle


def _show(code: int) -> str:
    """Return a character; nothing for white space, a sign for what has no text of its own."""
    kind = unicodedata.category(chr(code)) if 0 < code <= 0x10FFFF else "Cc"  # noqa: PLR2004
    if kind in {"Cc", "Cf", "Zs", "Zl", "Zp"} or 0xFFFE <= code <= 0xFFFF:  # noqa: PLR2004
        return ""
    return NO_TEXT if kind in {"Co", "Cn", "Cs"} or code == 0xFFFD else fold_radicals(chr(code))  # noqa: PLR2004
