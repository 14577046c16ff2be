"""What a Word document has where a table should be: a picture, an object, a text box, a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.files.docx.characters import block_text
from generator.files.docx.markup import framed_cell, local_name, members, shown
from generator.files.printed.lines import is_prose
from generator.model.passage import EMBEDDED_FILE, StandIn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_TEXT_BOX = "文本框里的表格"
_OBJECT = "嵌入的对象"
_PICTURE = "图片"
_MOST_LINES = 8


def find_stand_ins(body: etree._Element) -> Iterator[StandIn]:
    """Yield what stands between the paragraphs of a document and is no table."""
    lines: list[str] = []
    for block in _blocks(body):
        what = _tell(block)
        if local_name(block) == "p":
            own = [block_text((block,)), *_lines_in_boxes(block)]
            for line in (line.strip() for text in own for line in text.split("\n")):
                if is_prose(line):
                    lines.clear()
                elif line:
                    lines.append(line)
        if what:
            yield StandIn(what, tuple(lines[-_MOST_LINES:]))
        if what or local_name(block) == "tbl":
            lines.clear()


def _blocks(container: etree._Element) -> Iterator[etree._Element]:
    """Yield the blocks in order; of a table that is a frame those within it."""
    for block in members(container):
        cell = framed_cell(block) if local_name(block) == "tbl" else None
        if cell is None:
            yield block
        else:
            yield from _blocks(cell)


def _tell(block: etree._Element) -> str:
    """Return what a block shows instead of text; empty for text, and for a table."""
    kind = local_name(block)
    if kind == "altChunk":
        return EMBEDDED_FILE
    if kind != "p":
        return ""
    tables = (table for box in shown(block, "txbxContent") for table in box.iter("{*}tbl"))
    if any(framed_cell(table) is None for table in tables):
        return _TEXT_BOX
    for names, what in (
        (("OLEObject", "objectEmbed", "objectLink", "control"), _OBJECT),
        (("blip", "imagedata"), _PICTURE),
    ):
        if next(shown(block, *names), None) is not None:
            return what
    return ""


def _lines_in_boxes(block: etree._Element) -> Iterator[str]:
    for box in shown(block, "txbxContent"):
        for paragraph in box.iterchildren("{*}p"):
            yield block_text((paragraph,))
