"""The drawings in the text of a .docx, each with the caption that is its own."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import squash
from generator.files.docx.characters import block_text, show
from generator.files.docx.markup import is_unread, local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lxml import etree

_CAPTION = re.compile(
    r"图[0-9一二三四五六七八九十]{1,3}(?:[:：、.．]|.{0,30}图)|.{2,30}(?:结构|占比|构成|情况|分布|对比)图$"
)
_LONGEST_CAPTION = 80
# How many paragraphs on a caption is looked for, and how far from the last thing of its run.
_NEAR = 4
_NEXT = 2
_LINKS = frozenset({"id", "embed", "link"})


class Caption(NamedTuple):
    """The text of a caption, and the locator of the passage that it is."""

    text: str = ""
    locator: str = ""


class Drawing(NamedTuple):
    """A chart or picture: the relationship that it shows, its caption, whether it is seen."""

    link: str
    is_chart: bool
    is_seen: bool
    caption: Caption


class _Item(NamedTuple):
    """A paragraph with drawings, or one that is a caption, by its place among the paragraphs."""

    place: int
    caption: Caption | None


def find_drawings(document: etree._Element) -> list[Drawing]:
    """Return the drawings of a document in its order; those that are deleted are not seen."""
    elements = list(document.iter("{*}chart", "{*}blip", "{*}imagedata"))
    if not elements:
        return []
    paragraphs = [
        (order, paragraph)
        for order, paragraph in enumerate(document.iter("{*}p"))
        if next(paragraph.iterancestors("{*}p"), None) is None
    ]
    places = {paragraph: place for place, (_, paragraph) in enumerate(paragraphs)}
    at = {}
    for element in elements:
        above = list(element.iterancestors("{*}p"))
        if above:
            at[element] = places[above[-1]]
    seen = {element for element in elements if not is_unread(element, document)}
    captions = _assign(paragraphs, sorted({at[one] for one in elements if one in seen & at.keys()}))
    return [
        Drawing(
            _link(element),
            local_name(element) == "chart",
            element in seen,
            captions.get(at.get(element, -1), Caption()),
        )
        for element in elements
    ]


def _link(element: etree._Element) -> str:
    """Return the id of the relationship that an element shows."""
    names = ((str(key).rpartition("}")[2], str(value)) for key, value in element.attrib.items())
    return next((value for name, value in names if name in _LINKS and value), "")


def _assign(
    paragraphs: Sequence[tuple[int, etree._Element]], drawn: Sequence[int]
) -> Mapping[int, Caption]:
    """Return the captions of the paragraphs that have drawings; a caption belongs to one of them.

    Drawings and captions that follow each other are a run. Captions stand below, but above in a
    run that begins with a caption and ends with a drawing; what is left over takes the other side.
    """
    found: dict[int, Caption] = {}
    for run in _runs(paragraphs, drawn, found):
        groups = [list(group) for _, group in groupby(run, lambda item: item.caption is None)]
        is_above = run[0].caption is not None and run[-1].caption is None
        used: set[int] = set()
        for step in (-1, 1) if is_above else (1, -1):
            for at, group in enumerate(groups):
                if group[0].caption is None and 0 <= at + step < len(groups):
                    left = [item for item in group if item.place not in found]
                    free = [item for item in groups[at + step] if item.place not in used]
                    for item, named in _pair(left, free, step):
                        found[item.place] = named.caption or Caption()
                        used.add(named.place)
    return found


def _pair(left: list[_Item], free: list[_Item], step: int) -> Iterable[tuple[_Item, _Item]]:
    """Return drawings with captions in order; of more than there are partners the nearest."""
    most = min(len(left), len(free))
    if not most:
        return ()
    pairs = (left[-most:], free[:most]) if step > 0 else (left[:most], free[-most:])
    return zip(*pairs, strict=True)


def _runs(
    paragraphs: Sequence[tuple[int, etree._Element]], drawn: Sequence[int], own: dict[int, Caption]
) -> Iterator[list[_Item]]:
    """Yield the runs; where a drawing stands in the paragraph of its caption, `own` has it."""
    near = {
        place
        for one in drawn
        for place in range(max(0, one - _NEAR), min(len(paragraphs), one + _NEAR + 1))
    }
    drawings = frozenset(drawn)
    run: list[_Item] = []
    for place in sorted(near):
        order, paragraph = paragraphs[place]
        text = show(block_text((paragraph,))).strip()
        caption = Caption(text, f"p:{order}") if _is_caption(text) else None
        is_drawing = place in drawings
        if is_drawing and caption is not None:
            own[place] = caption
        ends = bool(text) and caption is None and not is_drawing
        if run and (ends or place in own or place - run[-1].place > _NEXT):
            yield run
            run = []
        if place not in own and (is_drawing or caption is not None):
            run.append(_Item(place, caption))
    if run:
        yield run


def _is_caption(text: str) -> bool:
    return len(text) <= _LONGEST_CAPTION and bool(_CAPTION.match(squash(text)))
