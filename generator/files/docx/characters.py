"""The characters of a paragraph as its reader sees them, and where each stands in the markup."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from generator.base.decoding import UNSEEN, fold_radicals
from generator.files.docx.markup import attribute, is_on, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree

# Read by nobody: deleted, instructions, properties, what hangs on the paragraph as its own text.
_LEFT_OUT = frozenset(
    {
        "del",
        "moveFrom",
        "delText",
        "instrText",
        "delInstrText",
        "pPr",
        "rPr",
        "sdtPr",
        "sdtEndPr",
        "drawing",
        "pict",
        "object",
        "txbxContent",
        "rt",
        "Fallback",
        "tbl",
    }
)
# What may stand around a run whose text can be changed in place.
_AROUND = frozenset({"hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "ins", "r"})
_LOCKED = frozenset({"contentLocked", "sdtContentLocked"})
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
PAGE_BREAK = "\f"
_UNSEEN = "\xad"
_NO_WIDTH = re.compile(f"[{UNSEEN}]")
_SPACES = "\t\xa0\r\v\f\u202f\u205f" + "".join(map(chr, range(0x2000, 0x200B)))
_SHOWN: dict[int, str] = dict.fromkeys(map(ord, _SPACES), " ")
_ANY_SPACE = re.compile(f"[{re.escape(''.join(_SPACES))}]")


class Piece(NamedTuple):
    """A text of the paragraph and its element (w:t, w:tab …), None for an automatic number.

    `free` tells that it can be changed in place; `contents` that it stands in a 目录.
    """

    raw: str
    element: etree._Element | None
    free: bool
    contents: bool = False


class Character(NamedTuple):
    """A character that is shown; `offset` is its place in the text of its element."""

    text: str
    element: etree._Element | None
    offset: int
    free: bool


@dataclass(frozen=True, slots=True)
class ParagraphText:
    """The text of a paragraph, or of several that deleted marks have made one."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The text as a passage has it."""
        return "".join(show(piece.raw) for piece in self.pieces).strip()

    @property
    def in_contents(self) -> bool:
        """Whether the text begins in a 目录."""
        first = next((piece for piece in self.pieces if show(piece.raw).strip()), None)
        return first is not None and first.contents

    def characters(self) -> tuple[Character, ...]:
        """Return the characters of `text`, one by one."""
        shown = tuple(self._shown())
        filled = [index for index, character in enumerate(shown) if character.text.strip()]
        return shown[filled[0] : filled[-1] + 1] if filled else ()

    def _shown(self) -> Iterator[Character]:
        for raw, element, free, _ in self.pieces:
            for offset, sign in enumerate(raw):
                text = show(sign)
                if text:
                    yield Character(text, element, offset, free)


def show(raw: str) -> str:
    """Return a text with every space a plain one, without what has no width.

    Characters of plane 16 mark provenance in texts of ours and are none of a submitted one.
    """
    if raw.isascii() and raw.isprintable():
        return raw
    seen = _NO_WIDTH.sub("", raw)
    return seen.translate(_SHOWN) if _ANY_SPACE.search(seen) else seen


def read_paragraphs(
    paragraphs: Sequence[etree._Element], state: FieldState, label: str = ""
) -> ParagraphText:
    """Return the text of paragraphs that read as one; `label` is their automatic number."""
    pieces = [Piece(label, None, free=False)] if label else []
    for paragraph in paragraphs:
        state.open.clear()
        _collect(paragraph, pieces, state, free=True)
    if label:
        pieces = [pieces[0], *_without_indent(pieces[1:])]
    return ParagraphText(tuple(pieces))


def block_text(paragraphs: Sequence[etree._Element], *, results: bool = True) -> str:
    """Return the text of paragraphs that read as one, its white space as it is in the file.

    A page break is a form feed; without `results` what fields show is no text.
    """
    pieces = read_paragraphs(paragraphs, FieldState({}, results=results)).pieces
    return "".join(
        PAGE_BREAK if _is_page_break(piece.element) else _NO_WIDTH.sub("", piece.raw)
        for piece in pieces
    )


def _is_page_break(element: etree._Element | None) -> bool:
    return (
        element is not None and local_name(element) == "br" and attribute(element, "type") == "page"
    )


def _without_indent(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces after an automatic number, the white space they begin with unseen."""
    begun = False
    for piece in pieces:
        count = 0 if begun else _indent(piece.raw)
        begun = begun or count < len(piece.raw)
        yield piece._replace(raw=_UNSEEN * count + piece.raw[count:]) if count else piece


def _indent(raw: str) -> int:
    return next((i for i, sign in enumerate(raw) if show(sign).strip()), len(raw))


@dataclass(slots=True)
class FieldState:
    """The fields that are open while a story is read.

    `open` tells of those of the paragraph whether their instruction still goes on. `edges` are the
    marks at which the result of a 目录 begins (True) and ends (False). `results` tells whether
    what a field shows is text.
    """

    edges: dict[etree._Element, bool]
    open: list[bool] = field(default_factory=list)
    contents: bool = False
    results: bool = True

    @property
    def is_silent(self) -> bool:
        """Whether what stands here is no text."""
        return any(self.open) or (bool(self.open) and not self.results)

    def pass_mark(self, mark: etree._Element) -> None:
        """Take note of the mark of a field."""
        self.contents = self.edges.get(mark, self.contents)
        kind = attribute(mark, "fldCharType")
        if kind == "begin":
            self.open.append(True)
        elif kind == "separate" and self.open:
            self.open[-1] = False
        elif kind == "end" and self.open:
            self.open.pop()


def find_contents_fields(story: etree._Element) -> dict[etree._Element, bool]:
    """Return the marks at which the result of a 目录 (TOC field) begins and ends.

    A field that is never closed is none, so that it does not swallow the rest of the text.
    """
    edges: dict[etree._Element, bool] = {}
    open_fields: list[tuple[list[str], list[etree._Element]]] = []
    for element in story.iter("{*}fldChar", "{*}instrText"):
        if local_name(element) == "instrText":
            if open_fields:
                open_fields[-1][0].append(element.text or "")
            continue
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            open_fields.append(([], []))
        elif kind == "separate" and open_fields:
            open_fields[-1][1].append(element)
        elif kind == "end" and open_fields:
            code, starts = open_fields.pop()
            if "".join(code).split()[:1] == ["TOC"] and starts:
                edges |= {starts[0]: True, element: False}
    return edges


def _collect(parent: etree._Element, pieces: list[Piece], state: FieldState, *, free: bool) -> None:
    for child in parent:
        name = local_name(child)
        if name == "fldChar":
            state.pass_mark(child)
        elif not name or name in _LEFT_OUT or state.is_silent or _is_hidden(child, name, state):
            if name == "r":
                for mark in child.iter("{*}fldChar"):
                    state.pass_mark(mark)
        elif name == "t" or name in _SIGNS:
            raw = fold_radicals(child.text or "") if name == "t" else _SIGNS[name]
            if raw:
                in_run = free and local_name(parent) == "r"
                in_place = in_run and not state.open and not state.contents
                pieces.append(Piece(_one_line(raw, name), child, in_place, state.contents))
        else:
            below = free and local_name(parent) != "r" and _is_free(child, name)
            _collect(child, pieces, state, free=below)


def _is_hidden(element: etree._Element, name: str, state: FieldState) -> bool:
    """Whether a run is hidden, or shows what a field makes where that is no text."""
    hidden = name == "r" and is_on(element.find("{*}rPr/{*}vanish"))
    return hidden or (name == "fldSimple" and not state.results)


def _one_line(raw: str, name: str) -> str:
    """Return the text of a w:t, in which a line break of the file is white space."""
    return raw.replace("\n", " ") if name == "t" else raw


def _is_free(element: etree._Element, name: str) -> bool:
    """Whether text in an element can be changed in place."""
    if name not in _AROUND:
        return False
    if name == "sdt":
        lock = attribute(element.find("{*}sdtPr/{*}lock")) or ""
        return lock not in _LOCKED and element.find("{*}sdtPr/{*}dataBinding") is None
    if name == "ins":  # only runs, so that it can be parted
        return all(local_name(child) == "r" for child in element)
    return True
