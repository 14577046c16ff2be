"""What PDFium finds on a page: characters, ruled lines, pictures; turned upright."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.files.pdf.characters import LeftOut, address_of, is_faint, read_characters
from generator.files.pdf.glyphs import Glyph, number_words
from generator.files.pdf.rules import Area, path_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_GLYPHS = 30_000
MOST_OBJECTS = 50_000
_DEEPEST = 4  # drawings within drawings
_THIN = 3.0
_MOST_OF_PAGE = 0.6

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Drawing:
    """The content of a page as it is read, its height and width.

    `scanned` tells that a picture covers it: its text was then recognised, not written.
    `left_out` are the characters that are no part of the text: watermarks.
    """

    height: float
    width: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Area, ...]
    scanned: bool
    left_out: LeftOut


class _Object(NamedTuple):
    """An object of a page, its kind, how it is placed, and whether one sees through it."""

    raw: Any
    kind: int
    matrix: Matrix
    faint: bool


class _Turn(NamedTuple):
    """How a page is turned to stand upright, in quarters against the clock."""

    quarters: int
    left: float
    top: float
    width: float
    height: float

    def area(self, left: float, bottom: float, right: float, top: float) -> Area:
        """Return an area of the page (measured upwards) on the upright page."""
        x0, x1 = left - self.left, right - self.left
        y0, y1 = self.top - top, self.top - bottom
        if self.quarters == 1:
            return Area(self.height - y1, x0, self.height - y0, x1)
        if self.quarters == 2:  # noqa: PLR2004 - upside down
            return Area(self.width - x1, self.height - y1, self.width - x0, self.height - y0)
        if self.quarters:
            return Area(y0, self.width - x1, y1, self.width - x0)
        return Area(x0, y0, x1, y1)


def read_drawing(page: Any, textpage: Any) -> Drawing | None:
    """Return what is on a page, None for one that is too full to be a page of tables."""
    from pypdfium2 import raw  # noqa: PLC0415 - an extra

    if textpage.count_chars() > MOST_GLYPHS:
        return None
    objects = list(_objects(page))
    if len(objects) > MOST_OBJECTS:
        return None
    faint = frozenset(address_of(thing.raw) for thing in objects if thing.faint)
    drawn = [address_of(thing.raw) for thing in objects if thing.kind == raw.FPDF_PAGEOBJ_TEXT]
    characters, left_out = read_characters(textpage, drawn, faint)
    quarters = Counter(character.quarter for character in characters)
    left, bottom, right, top = _bounds(page)
    turn = _Turn(
        max(range(4), key=lambda quarter: quarters[quarter]),
        left,
        top,
        right - left,
        top - bottom,
    )
    return Drawing(
        height=turn.width if turn.quarters % 2 else turn.height,
        width=turn.height if turn.quarters % 2 else turn.width,
        glyphs=tuple(
            number_words(
                [
                    (c.text, turn.area(*c.box), c.pale, c.quarter != turn.quarters)
                    for c in characters
                ]
            )
        ),
        rules=tuple(_find_rules(objects, turn)),
        scanned=_is_covered(objects, (right - left) * (top - bottom)),
        left_out=left_out,
    )


def count_objects(page: Any, kind: int, most: int) -> int:
    """Return how many objects of a kind a page has, counted up to `most`."""
    count = 0
    for thing in _objects(page):
        count += thing.kind == kind
        if count >= most:
            break
    return count


def _bounds(page: Any) -> tuple[float, float, float, float]:
    from pypdfium2 import raw  # noqa: PLC0415 - an extra

    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, box)
    return box.left, box.bottom, box.right, box.top


def _objects(page: Any) -> Iterator[_Object]:
    """Yield the objects of a page and of the drawings in it, no more than can be read."""
    from pypdfium2 import raw  # noqa: PLC0415 - an extra

    left = MOST_OBJECTS + 1
    waiting = [(page, False, _IDENTITY, 0, False)]
    while waiting:
        parent, is_form, around, depth, faint = waiting.pop()
        count = (raw.FPDFFormObj_CountObjects if is_form else raw.FPDFPage_CountObjects)(parent)
        get = raw.FPDFFormObj_GetObject if is_form else raw.FPDFPage_GetObject
        for index in range(count):
            thing = get(parent, index)
            if not thing:
                continue
            left -= 1
            if left < 0:
                return
            kind = raw.FPDFPageObj_GetType(thing)
            matrix = _multiply(_matrix(thing), around)
            if kind != raw.FPDF_PAGEOBJ_FORM:
                yield _Object(thing, kind, matrix, faint)
            elif depth < _DEEPEST:
                waiting.append((thing, True, matrix, depth + 1, faint or is_faint(thing)))


def _matrix(thing: Any) -> Matrix:
    from pypdfium2 import raw  # noqa: PLC0415 - an extra

    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(thing, found):
        return _IDENTITY
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _multiply(one: Matrix, other: Matrix) -> Matrix:
    """Return the matrix that first does `one`, then `other`."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _find_rules(objects: list[_Object], turn: _Turn) -> list[Area]:
    """Return the ruled lines: drawn ones, thin filled areas, the sides of framed ones.

    Other filled areas are shading, of cells or of highlighted words.
    """
    from pypdfium2 import raw  # noqa: PLC0415 - an extra

    rules: list[Area] = []
    for thing in objects:
        if thing.kind != raw.FPDF_PAGEOBJ_PATH:
            continue
        stroked = _is_stroked(thing.raw)
        for points in _paths(thing):
            lines = [_upright(line, turn) for line in path_rules(points)]
            whole = _around(lines)
            if min(whole.right - whole.left, whole.bottom - whole.top) <= _THIN:
                rules.append(whole)
            elif stroked:
                rules += lines
    return rules


def _upright(line: Area, turn: _Turn) -> Area:
    """Return a line of the page, whose `top` is the lower end there, on the upright page."""
    return turn.area(line.left, line.top, line.right, line.bottom)


def _around(areas: list[Area]) -> Area:
    return Area(
        min(area.left for area in areas),
        min(area.top for area in areas),
        max(area.right for area in areas),
        max(area.bottom for area in areas),
    )


def _is_stroked(path: Any) -> bool:
    from pypdfium2 import raw  # noqa: PLC0415 - an extra

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(stroke.value)


def _paths(thing: _Object) -> Iterator[list[tuple[float, float]]]:
    """Yield the straight-lined pieces of a path as points of the page; curves end a piece."""
    from pypdfium2 import raw  # noqa: PLC0415 - an extra

    a, b, c, d, e, f = thing.matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for index in range(raw.FPDFPath_CountSegments(thing.raw)):
        segment = raw.FPDFPath_GetPathSegment(thing.raw, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        if not segment or not raw.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point = (x.value * a + y.value * c + e, x.value * b + y.value * d + f)
        if not all(map(math.isfinite, point)):
            continue
        if kind != raw.FPDF_SEGMENT_LINETO:
            if len(points) > 1:
                yield points
            points = []
        points.append(point)
        if points and raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points


def _is_covered(objects: list[_Object], page_size: float) -> bool:
    from pypdfium2 import raw  # noqa: PLC0415 - an extra

    return any(
        abs(thing.matrix[0] * thing.matrix[3] - thing.matrix[1] * thing.matrix[2])
        >= _MOST_OF_PAGE * page_size
        for thing in objects
        if thing.kind == raw.FPDF_PAGEOBJ_IMAGE
    )
