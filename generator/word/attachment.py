"""Word files that are appended (附件): paragraphs and tables as they are, pictures with them.

What hangs on other parts of the file (charts, footnotes, comments, automatic numbering) stays
behind and is reported.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE
from lxml import etree

from generator.files.docx.opening import UNREADABLE, open_word
from generator.word.markup import NAMESPACES
from generator.word.package import PackagePart, Relationship

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document

    from generator.model.block import Attachment
    from generator.word.reference import ReferenceDocument

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DRAWING_ID = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_PICTURES = {"image/png": "png", "image/jpeg": "jpeg", "image/gif": "gif"}
_MICROSOFT = ("{http://schemas.microsoft.com/", "{urn:schemas-microsoft-com:")
_STYLES = ("pStyle", "rStyle", "tblStyle")
_SHAPES = "图表或图形"
_BLOCKS = (f"{_W}p", f"{_W}tbl")
# Left behind in silence: they mark places and say nothing to a reader.
_MARKS = frozenset(
    {
        "bookmarkStart",
        "bookmarkEnd",
        "commentRangeStart",
        "commentRangeEnd",
        "proofErr",
        "sectPr",
        "lastRenderedPageBreak",
    }
)
# Left behind with a warning, under the name that a user knows.
_REPORTED = {
    "footnoteReference": "脚注",
    "endnoteReference": "尾注",
    "commentReference": "批注",
    "numPr": "自动编号",
    "object": "嵌入对象",
    "pict": "旧式图形",
    "altChunk": "嵌入文档",
}


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What an attachment adds to the document; `drawings` is how many ids its pictures use."""

    pieces: tuple[str, ...] = ()
    parts: tuple[PackagePart, ...] = ()
    relationships: tuple[Relationship, ...] = ()
    drawings: int = 0


class AttachmentReader:
    """Reads attachments one after the other; `warnings` tell what stayed behind."""

    def __init__(self, reference: ReferenceDocument) -> None:
        self._reference = reference
        self._folder = reference.document_name.rpartition("/")[0]
        self._pictures = 0
        self.warnings: list[str] = []

    def read(self, attachment: Attachment, *, first_drawing: int) -> TakenOver:
        """Return the blocks of the file; one that cannot be opened adds only a warning."""
        name = Path(attachment.path).name
        try:
            document = open_word(Path(attachment.path))
        except UNREADABLE:
            self.warnings.append(f"附件“{name}”打不开（不是 .docx 文件或已损坏），没有附上")
            return TakenOver()
        taken = _Copy(document, self._reference, self._folder, self._pictures, first_drawing)
        pieces = tuple(taken.copy_blocks())
        self._pictures += len(taken.parts)
        if taken.left_behind:
            kinds = "、".join(sorted(taken.left_behind))
            self.warnings.append(f"附件“{name}”中的{kinds}没有带入，请在生成后核对")
        return TakenOver(
            pieces, tuple(taken.parts), tuple(taken.relationships), taken.drawing - first_drawing
        )


class _Copy:
    """The copy of one document, with ids and styles of ours."""

    def __init__(
        self,
        document: Document,
        reference: ReferenceDocument,
        folder: str,
        pictures: int,
        first_drawing: int,
    ) -> None:
        self._document = document
        self._styles = {
            style.style_id: reference.style_ids.get(style.name or "") for style in document.styles
        }
        self._numbered = {
            style.style_id
            for style in document.styles
            if style.element.find(f"{_W}pPr/{_W}numPr") is not None
        }
        self._folder = folder
        self._pictures = pictures
        self.drawing = first_drawing
        self.parts: list[PackagePart] = []
        self.relationships: list[Relationship] = []
        self.left_behind: set[str] = set()

    def copy_blocks(self) -> Iterator[str]:
        """Yield each paragraph and table as markup."""
        root = etree.fromstring(f"<w:body {NAMESPACES}/>")
        for child in self._document.element.body:
            if child.tag in _BLOCKS:
                block = copy.deepcopy(child)
                self._clean(block)
                root.append(block)
                yield etree.tostring(block, encoding="unicode")
            elif child.tag == f"{_W}sdt":
                self.left_behind.add("内容控件")

    def _clean(self, block: etree._Element) -> None:
        gone: set[etree._Element] = set()
        for element in list(block.iter()):
            if element in gone:
                continue
            name = etree.QName(element).localname if isinstance(element.tag, str) else ""
            if self._stays_behind(element, name):
                gone.update(element.iter())
                _remove(element)
            elif name in _STYLES:
                self._restyle(element)
            elif name == "drawing":
                self._take_drawing(element, gone)
            for attribute in list(map(str, element.attrib)):
                foreign = attribute.startswith(_MICROSOFT)
                if foreign or (name == "hyperlink" and attribute == f"{_R}id"):
                    del element.attrib[attribute]
        etree.cleanup_namespaces(block)

    def _stays_behind(self, element: etree._Element, name: str) -> bool:
        if name == "AlternateContent":
            self.left_behind.add(_SHAPES)
            return True
        if name in _REPORTED:
            self.left_behind.add(_REPORTED[name])
            return True
        return not name or name in _MARKS or str(element.tag).startswith(_MICROSOFT)

    def _restyle(self, element: etree._Element) -> None:
        """Keep a style that the document has under the same name; drop any other."""
        own = element.get(f"{_W}val")
        if own in self._numbered:
            self.left_behind.add(_REPORTED["numPr"])
        style = self._styles.get(own)
        if style:
            element.set(f"{_W}val", style)
        else:
            _remove(element)

    def _take_drawing(self, drawing: etree._Element, gone: set[etree._Element]) -> None:
        blips = list(drawing.iter(_BLIP))
        related = {e for e in drawing.iter() for key in e.attrib if str(key).startswith(_R)}
        if not blips or not related <= set(blips):
            problem = _SHAPES
        elif not all(map(self._take_picture, blips)):
            problem = "图片"
        else:
            for properties in drawing.iter(_DRAWING_ID):
                properties.set("id", str(self.drawing))
                self.drawing += 1
            return
        self.left_behind.add(problem)
        gone.update(drawing.iter())
        _remove(drawing)

    def _take_picture(self, blip: etree._Element) -> bool:
        """Copy an embedded picture; False for one that is linked or of an unusual format."""
        source = self._document.part.rels.get(blip.get(f"{_R}embed", ""))
        if source is None or source.is_external:
            return False
        part = source.target_part
        extension = _PICTURES.get(part.content_type)
        if extension is None:
            return False
        for detail in list(blip):
            blip.remove(detail)
        number = self._pictures + len(self.parts) + 1
        target = f"media/picture{number}.{extension}"
        identifier = f"rIdPicture{number}"
        blip.attrib.clear()
        blip.set(f"{_R}embed", identifier)
        self.parts.append(PackagePart(f"{self._folder}/{target}", part.content_type, part.blob))
        self.relationships.append(Relationship(identifier, RELATIONSHIP_TYPE.IMAGE, target))
        return True


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
