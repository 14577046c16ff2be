"""Changed paragraphs put back into the markup of a document, whose other bytes stay as they are."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING
from xml.parsers import expat

from lxml import etree

from generator.word.annotate.runs import make_element

if TYPE_CHECKING:
    from collections.abc import Mapping

_SEPARATOR = " "


def splice_paragraphs(markup: bytes, changed: Mapping[int, etree._Element]) -> bytes:
    """Return the markup (UTF-8) with paragraphs replaced, told by their order in the document."""
    pieces: list[bytes] = []
    end = 0
    for index, (start, stop) in sorted(_find_paragraphs(markup, set(changed)).items()):
        pieces += [markup[end:start], _write(changed[index])]
        end = stop
    return b"".join([*pieces, markup[end:]])


def _find_paragraphs(markup: bytes, wanted: set[int]) -> dict[int, tuple[int, int]]:
    """Return where the wanted paragraphs begin and end; none of them lies within another."""
    found: dict[int, tuple[int, int]] = {}
    open_paragraphs: list[tuple[int, int]] = []
    count = 0
    parser = expat.ParserCreate(namespace_separator=_SEPARATOR)

    def begin(name: str, _: object) -> None:
        nonlocal count
        if name.rpartition(_SEPARATOR)[2] == "p":
            open_paragraphs.append((count, parser.CurrentByteIndex))
            count += 1

    def end(name: str) -> None:
        if name.rpartition(_SEPARATOR)[2] == "p":
            index, start = open_paragraphs.pop()
            if index in wanted:
                found[index] = (start, markup.index(b">", parser.CurrentByteIndex) + 1)

    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.Parse(markup, True)  # noqa: FBT003 - the signature of expat
    return found


def _write(paragraph: etree._Element) -> bytes:
    """Return a paragraph as markup, without the prefixes that are declared around it."""
    parent = paragraph.getparent()
    around = make_element("around", paragraph if parent is None else parent)
    own = copy.deepcopy(paragraph)
    own.tail = None
    around.append(own)
    whole = etree.tostring(around, encoding="UTF-8", xml_declaration=False)
    return whole[whole.index(b">") + 1 : whole.rindex(b"<")]
