"""Finds characters that are printed over one another: a mark across the figures of a cell."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.files.pdf.glyphs import Glyph

OVERPRINTED = "有文字叠印、转了方向、大小悬殊或颜色很浅（多半是水印），其中的数字可能不是这一格的"
_COVERED = 0.3  # of the smaller of two characters
_OTHER_SIZE = 2.0  # a note mark is smaller than its figure, but not by so much the other way
_LEAST_PLACES = 3  # where a text is printed over others, before it is known as a mark
_AROUND = (-1, 0, 1)


def is_overprinted(glyphs: Sequence[Glyph], marks: frozenset[str]) -> bool:
    """Whether the figures of a cell may hold digits of a mark printed over the table.

    `marks` are the words that are printed over others elsewhere on the page.
    """
    if not any(glyph.text.isdigit() for glyph in glyphs):
        return False
    sizes = [glyph.size for glyph in glyphs]
    turned = {glyph.turned for glyph in glyphs}
    return (
        any(glyph.pale for glyph in glyphs)
        or len(turned) > 1
        or (True in turned and not any(glyph.text.isalpha() for glyph in glyphs))
        or max(sizes) > _OTHER_SIZE * min(sizes)
        or any(word in marks for word in _words(glyphs).values())
        or overlap(glyphs)
    )


def overlap(glyphs: Iterable[Glyph]) -> bool:
    """Whether any two letters or digits cover each other by more than letters of a word do."""
    return next(_overlaps(glyphs), None) is not None


def find_marks(glyphs: Sequence[Glyph]) -> frozenset[str]:
    """Return the words that are printed over others in several places of a page."""
    words = _words(glyphs)
    over: dict[int, None] = {}
    for one, other in _overlaps(glyphs):
        over[one.word] = over[other.word] = None
    counts = Counter(words[number] for number in over)
    return frozenset(word for word, count in counts.items() if count >= _LEAST_PLACES)


def _words(glyphs: Iterable[Glyph]) -> dict[int, str]:
    words: dict[int, str] = {}
    for glyph in glyphs:
        words[glyph.word] = words.get(glyph.word, "") + glyph.text
    return words


def _overlaps(glyphs: Iterable[Glyph]) -> Iterator[tuple[Glyph, Glyph]]:
    """Yield each letter or digit that covers one before it, with the first such.

    Punctuation runs into its neighbours where two signs stand together.
    """
    places: dict[tuple[int, int], list[Glyph]] = {}
    step = 0.0
    letters = (glyph for glyph in glyphs if glyph.text.isalnum())
    for glyph in sorted(letters, key=lambda glyph: -glyph.size):
        step = step or glyph.size
        x, y = glyph.middle
        at = (int(x // step), int(y // step))
        near = (
            other
            for dx in _AROUND
            for dy in _AROUND
            for other in places.get((at[0] + dx, at[1] + dy), ())
        )
        covered = next((other for other in near if _cover(glyph, other)), None)
        if covered is None:
            places.setdefault(at, []).append(glyph)
        else:
            yield covered, glyph


def _cover(one: Glyph, other: Glyph) -> bool:
    a, b = one.area, other.area
    width = min(a.right, b.right) - max(a.left, b.left)
    height = min(a.bottom, b.bottom) - max(a.top, b.top)
    if width <= 0 or height <= 0:
        return False
    smaller = min((area.right - area.left) * (area.bottom - area.top) for area in (a, b))
    return width * height > _COVERED * smaller
