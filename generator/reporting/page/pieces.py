"""Paragraphs as pieces of text: numbers that open a panel, gaps (待补充) that the list leads to."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.reporting.gap_words import word_amounts

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.block import Gap, Origin, Paragraph, Span
    from generator.reporting.page.numbers import NumberIndex

_MARK = re.compile("(【待补充：[^】]*】)")
_MARK_HEAD, _MARK_TAIL = "【待补充：", "】"
_TEXT_SUFFIX = ".md"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text: `figure` is its number in the data; a gap has its anchor where listed.

    `origin` is the line of the template that wrote it, where lines were traced; `bold` and
    `italic` are as in the user's own text.
    """

    text: str
    figure: str = ""
    is_gap: bool = False
    anchor: str = ""
    origin: str = ""
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class GapEntry:
    """A line of the list of gaps: where it stands, what is asked, where to fill it in.

    `gap` is what is missing; None where the mark stands in a text that nobody asked for.
    """

    anchor: str
    section: str
    wording: str
    detail: str
    remedy: str
    gap: Gap | None = None


class PieceWriter:
    """Turns texts into pieces; `gaps` lists every gap met, in order."""

    def __init__(
        self, numbers: NumberIndex, name_origin: Callable[[Origin], str] | None = None
    ) -> None:
        self.gaps: list[GapEntry] = []
        self._numbers = numbers
        self._name_origin = name_origin
        self._listed: dict[str, str] = {}

    def write_paragraph(self, paragraph: Paragraph) -> tuple[Piece, ...]:
        """Return the pieces of a paragraph; together they are its text."""
        return self.write_spans(paragraph.spans, paragraph.where)

    def write_spans(self, spans: tuple[Span, ...], where: str) -> tuple[Piece, ...]:
        """Return the pieces of a text that stands in a clause."""
        pieces: list[Piece] = []
        for span in spans:
            written: tuple[Piece, ...]
            if span.figure is not None:
                written = (Piece(span.text, figure=self._numbers.add(span.figure)),)
            elif span.gap is not None:
                written = (self._write_gap(span, span.gap, where),)
            else:
                written = self.write_plain(span.text, section=where)
                if span.bold or span.italic:
                    written = tuple(
                        replace(piece, bold=span.bold, italic=span.italic) for piece in written
                    )
            if span.origin is not None and self._name_origin is not None:
                origin = self._name_origin(span.origin)
                written = tuple(replace(piece, origin=origin) for piece in written)
            pieces += written
        return tuple(pieces)

    def write_plain(self, text: str, *, section: str = "") -> tuple[Piece, ...]:
        """Return a text without links; a mark that several lines repeat is listed once."""
        if _MARK_HEAD not in text:
            return (Piece(text),) if text else ()
        return tuple(
            self._write_mark(part, section) if _MARK.fullmatch(part) else Piece(part)
            for part in _MARK.split(text)
            if part
        )

    def _write_mark(self, mark: str, section: str) -> Piece:
        if mark in self._listed:
            return Piece(mark, is_gap=True)
        wording = mark.removeprefix(_MARK_HEAD).removesuffix(_MARK_TAIL)
        return self._list(mark, GapEntry(self._next_anchor(), section, wording, "", ""))

    def _write_gap(self, span: Span, gap: Gap, where: str) -> Piece:
        section = where if where.startswith(gap.section) else gap.section
        anchor, detail = self._next_anchor(), word_amounts(gap)
        entry = GapEntry(anchor, section, gap.wording, detail, _remedy(gap), gap)
        return self._list(span.text, entry)

    def _list(self, text: str, entry: GapEntry) -> Piece:
        self.gaps.append(entry)
        self._listed[text] = entry.anchor
        return Piece(text, is_gap=True, anchor=entry.anchor)

    def _next_anchor(self) -> str:
        return f"gap-{len(self.gaps) + 1}"


def _remedy(gap: Gap) -> str:
    """Return in which file, under which key, the gap is to be filled in; a total is not."""
    if gap.parts:
        return ""
    if gap.file.endswith(_TEXT_SUFFIX):
        return gap.file
    basis = f"，对比“{gap.basis}”" if gap.basis else ""
    return f"{gap.file}：“{gap.key}”{basis}"
