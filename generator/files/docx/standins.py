"""What a Word document has where a table should be: a picture, an object, a text box, a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.files.docx.characters import block_text
from generator.files.docx.markup import is_unread, local_name, members
from generator.files.docx.package import open_package
from generator.files.docx.parts import load_parts
from generator.files.printed.lines import is_prose
from generator.model.passage import EMBEDDED_FILE, StandIn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml import etree

_TEXT_BOX = "文本框里的表格"
_OBJECT = "嵌入的对象"
_PICTURE = "图片"
_MOST_LINES = 8


def read_stand_ins(path: Path, name: str) -> tuple[StandIn, ...]:
    """Return what stands between the paragraphs of a document and is no table; none if unreadable.

    Why a document cannot be opened is said by the reader of its passages.
    """
    parts, _ = open_package(path, name, load_parts)
    body = None if parts is None else parts.document.find("{*}body")
    return () if body is None else tuple(_walk(body))


def _walk(body: etree._Element) -> Iterator[StandIn]:
    lines: list[str] = []
    for block in members(body):
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


def _tell(block: etree._Element) -> str:
    """Return what a block shows instead of text; empty for text, and for a table."""
    kind = local_name(block)
    if kind == "altChunk":
        return EMBEDDED_FILE
    if kind != "p":
        return ""
    if any(box.find(".//{*}tbl") is not None for box in _boxes(block)):
        return _TEXT_BOX
    for names, what in (
        (("OLEObject", "objectEmbed", "objectLink", "control"), _OBJECT),
        (("blip", "imagedata"), _PICTURE),
    ):
        if any(next(block.iter(f"{{*}}{name}"), None) is not None for name in names):
            return what
    return ""


def _boxes(block: etree._Element) -> Iterator[etree._Element]:
    return (box for box in block.iter("{*}txbxContent") if not is_unread(box, block))


def _lines_in_boxes(block: etree._Element) -> Iterator[str]:
    for box in _boxes(block):
        for paragraph in box.iterchildren("{*}p"):
            yield block_text((paragraph,))
