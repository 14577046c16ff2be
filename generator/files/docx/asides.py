"""What a submitted .docx holds beside its text: headers, footers, charts and pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.files.docx.characters import block_text, show
from generator.files.docx.charts import read_charts
from generator.files.docx.markup import attribute, framed_cell, is_unread, shown
from generator.files.docx.package import DAMAGED
from generator.files.docx.parts import parse_part, word_damage
from generator.files.docx.standins import find_stand_ins
from generator.model.passage import Aside, StandIn

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

    from lxml import etree

    from generator.files.docx.parts import SubmissionParts

_MARGINS = {"header": "页眉", "footer": "页脚"}
_NOTES = {"footnotes": ("footnote", "脚注"), "endnotes": ("endnote", "尾注")}


class Beside(NamedTuple):
    """The texts beside the passages, how many pictures the body has, and whether a filled table.

    `stand_ins` is what stands between the paragraphs and is no table; None where that is unknown.
    """

    asides: tuple[Aside, ...] = ()
    pictures: int = 0
    stand_ins: tuple[StandIn, ...] | None = None
    has_table: bool = False


def read_beside(archive: zipfile.ZipFile, parts: SubmissionParts) -> Beside:
    """Return the headers, footers, charts and stand-ins of a document.

    A part of it that cannot be read is an aside that says so; the others are read.
    """
    document = parts.document
    body = document.find("{*}body")
    asides = (
        *_read_margins(archive, parts),
        *_read_boxes(document),
        *_read_notes(parts),
        *read_charts(archive, parts),
    )
    pictures = sum(1 for _ in shown(document, "blip", "imagedata"))
    stand_ins = () if body is None else tuple(find_stand_ins(body))
    return Beside(asides, pictures, stand_ins, _has_table(document))


def _has_table(document: etree._Element) -> bool:
    """Whether a table with any text stands in a document; a frame around the text is none."""
    tables = (table for table in shown(document, "tbl") if framed_cell(table) is None)
    return any(any(_texts(table)) for table in tables)


def _read_margins(archive: zipfile.ZipFile, parts: SubmissionParts) -> Iterator[Aside]:
    """Yield each text of the headers and footers once; fields (page numbers) are no text."""
    for kind, where in _MARGINS.items():
        texts: dict[str, None] = {}
        for part in sorted({link.target for link in parts.links.values() if link.kind == kind}):
            try:
                texts.update(dict.fromkeys(_texts(parse_part(archive.read(part)))))
            except DAMAGED as error:
                yield Aside(where, unread=f"{part} {word_damage(error)}", is_lost=True)
        if texts:
            yield Aside(where, "\n".join(texts))


def _read_boxes(document: etree._Element) -> Iterator[Aside]:
    """Yield the text boxes that hang on cells: no passage, and no cell of the table."""
    boxes = (box for box in shown(document, "txbxContent") if _in_table(box))
    texts = dict.fromkeys(text for box in boxes for text in _texts(box))
    if texts:
        yield Aside("表中的文本框", "\n".join(texts))


def _read_notes(parts: SubmissionParts) -> Iterator[Aside]:
    """Yield the notes that hang on cells, and say which notes cannot be read at all."""
    for part, (name, where) in _NOTES.items():
        if part in parts.lost:
            yield Aside(where, unread=f"{part} {parts.lost[part]}", is_lost=True)
        wanted = {
            attribute(reference, "id")
            for reference in shown(parts.document, f"{name}Reference")
            if _in_table(reference)
        }
        root = parts.others.get(part)
        if wanted and root is not None:
            notes = (n for n in root.iterfind(f"{{*}}{name}") if attribute(n, "id") in wanted)
            yield Aside("表中的脚注", "\n".join(text for note in notes for text in _texts(note)))


def _texts(parent: etree._Element) -> Iterator[str]:
    for paragraph in parent.iter("{*}p"):
        text = show(block_text((paragraph,), results=False)).strip()
        if text and not is_unread(paragraph, parent):
            yield text


def _in_table(element: etree._Element) -> bool:
    """Whether something hangs on a cell of a table, and not on the text within a frame."""
    return any(framed_cell(table) is None for table in element.iterancestors("{*}tbl"))
