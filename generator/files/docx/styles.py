"""What the paragraph styles of a submitted .docx say: names, outline levels, lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from generator.files.docx.markup import attribute

if TYPE_CHECKING:
    from lxml import etree

_LONGEST_CHAIN = 20
_CONTENTS = re.compile(r"(?:toc|目录)\s*[1-9]")
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])")
_CAPTION = re.compile(r"caption|题注|图题")
_NO_LIST = ("", 0)
OF_STYLE = -1  # the level is the one that belongs to the style


class _Style(NamedTuple):
    """A paragraph style: its name, the style it is based on, and its properties."""

    name: str
    parent: str
    properties: etree._Element | None


@dataclass(frozen=True, slots=True)
class Styles:
    """The paragraph styles by id, and the id of the one that is used where none is named."""

    by_id: dict[str, _Style]
    default: str = ""
    _chains: dict[str, tuple[_Style, ...]] = field(default_factory=dict)
    _lists: dict[str, tuple[etree._Element, ...]] = field(default_factory=dict)

    def is_contents(self, paragraph: etree._Element) -> bool:
        """Whether a paragraph has the style of an entry of the 目录."""
        return bool(_CONTENTS.fullmatch(self._name(paragraph)))

    def is_caption(self, paragraph: etree._Element) -> bool:
        """Whether a paragraph has the style of a caption."""
        return bool(_CAPTION.fullmatch(self._name(paragraph)))

    def outline(self, paragraph: etree._Element) -> str:
        """Return the outline level (1 to 9), empty for running text."""
        own = paragraph.find("{*}pPr/{*}outlineLvl")
        if own is not None:
            return _level(own)
        for style in self._chain_of(self.style_of(paragraph)):
            level = style.properties.find("{*}outlineLvl") if style.properties is not None else None
            if level is not None:
                return _level(level)
            heading = _HEADING.fullmatch(style.name)
            if heading:
                return heading[1]
        return ""

    def numbering(self, paragraph: etree._Element) -> tuple[str, int]:
        """Return the list of a paragraph (w:numId) and the level in it (0 to 8 or OF_STYLE).

        The id is empty for a paragraph in no list.
        """
        number = level = None
        for found in self._list_properties(paragraph):
            number = attribute(found.find("{*}numId")) if number is None else number
            level = attribute(found.find("{*}ilvl")) if level is None else level
            if number is not None:
                break
        if number in {None, "0"}:
            return _NO_LIST
        if level is None:
            return number or "", OF_STYLE
        return number or "", int(level) if level in set("12345678") else 0

    def _list_properties(self, paragraph: etree._Element) -> tuple[etree._Element, ...]:
        """Return what says of a list: the paragraph's own, then that of its styles."""
        key = self.style_of(paragraph)
        if key not in self._lists:
            styles = (style.properties for style in self._chain_of(key))
            inherited = (one.find("{*}numPr") for one in styles if one is not None)
            self._lists[key] = tuple(one for one in inherited if one is not None)
        properties = paragraph.find("{*}pPr")
        own = properties.find("{*}numPr") if properties is not None else None
        return self._lists[key] if own is None else (own, *self._lists[key])

    def _name(self, paragraph: etree._Element) -> str:
        style = self.by_id.get(self.style_of(paragraph))
        return style.name if style else ""

    def style_of(self, paragraph: etree._Element) -> str:
        """Return the id of the style of a paragraph."""
        return attribute(paragraph.find("{*}pPr/{*}pStyle")) or self.default

    def _chain_of(self, key: str) -> tuple[_Style, ...]:
        """Return a style and those that it is based on; a document has few and asks often."""
        if key not in self._chains:
            found: list[_Style] = []
            parent = key
            while parent in self.by_id and len(found) < _LONGEST_CHAIN:
                found.append(self.by_id[parent])
                parent = found[-1].parent
            self._chains[key] = tuple(found)
        return self._chains[key]


def _level(element: etree._Element) -> str:
    value = attribute(element) or ""
    return str(int(value) + 1) if value in set("012345678") else ""


def read_styles(styles: etree._Element | None) -> Styles:
    """Return the paragraph styles of a document."""
    found: dict[str, _Style] = {}
    default = ""
    for style in styles.iterfind("{*}style") if styles is not None else ():
        if (attribute(style, "type") or "paragraph") != "paragraph":
            continue
        key = attribute(style, "styleId") or ""
        name = " ".join((attribute(style.find("{*}name")) or "").lower().split())
        parent = attribute(style.find("{*}basedOn")) or ""
        found[key] = _Style(name, parent, style.find("{*}pPr"))
        if attribute(style, "default") in {"1", "true", "on"}:
            default = key
    return Styles(found, default)
