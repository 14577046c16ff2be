"""What people do to the tables of a Word document before they hand it in."""

import io
import re
import struct
import zlib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

_SPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in (
        ("w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
        ("v", "urn:schemas-microsoft-com:vml"),
        ("o", "urn:schemas-microsoft-com:office:office"),
        ("r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    )
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_AMOUNT = re.compile(r"-?[\d,]+\.\d\d")

Operation = Callable[[Document, int], None]


def operate(source: Path, target: Path, *operations: tuple[Operation, int]) -> Path:
    """Write a copy of a document with some of its tables (counted from 1) changed."""
    document = docx.Document(str(source))
    # From the last to the first: a table that goes away moves those behind it.
    for operation, number in sorted(operations, key=lambda one: -one[1]):
        operation(document, number)
    document.save(str(target))
    return target


def _table(document: Document, number: int) -> etree._Element:
    return document.tables[number - 1]._element


def _replace(table: etree._Element, other: etree._Element) -> None:
    table.addprevious(other)
    parent = table.getparent()
    assert parent is not None
    parent.remove(table)


def _element(markup: str) -> etree._Element:
    return parse_xml(re.sub(r"^<[\w:]+", rf"\g<0> {_SPACES}", markup))


def _picture() -> io.BytesIO:
    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\xff\xff\xff")
    data = chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + data)


def remove(document: Document, number: int) -> None:
    """Nothing stands in its place."""
    table = _table(document, number)
    parent = table.getparent()
    assert parent is not None
    parent.remove(table)


def to_picture(document: Document, number: int) -> None:
    """A picture of it stands there."""
    paragraph = document.add_paragraph()
    paragraph.add_run().add_picture(_picture(), width=5_000_000)
    _replace(_table(document, number), paragraph._element)


def to_object(document: Document, number: int) -> None:
    """A workbook is embedded there, shown by its picture."""
    name = PackURI(f"/word/embeddings/Sheet{number}.xlsx")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    link = document.part.relate_to(
        Part(name, kind, b"PK", document.part.package), f"{_OFFICE}/package"
    )
    image, _ = document.part.get_or_add_image(_picture())
    shown = _element(
        f'<w:p><w:r><w:object><v:shape><v:imagedata r:id="{image}"/></v:shape>'
        f'<o:OLEObject Type="Embed" ProgID="Excel.Sheet.12" r:id="{link}"/>'
        "</w:object></w:r></w:p>"
    )
    _replace(_table(document, number), shown)


def to_text_box(document: Document, number: int) -> None:
    """The table stands in a text box."""
    table = _table(document, number)
    shape = _element(
        "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p/></w:txbxContent>"
        "</v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    table.addprevious(shape)
    next(shape.iter(qn("w:txbxContent"))).insert(0, table)


def to_other_file(document: Document, number: int) -> None:
    """A file is embedded there that Word opens with the document (altChunk)."""
    name = PackURI(f"/word/afchunk{number}.html")
    part = Part(name, "text/html", b"<p>1</p>", document.part.package)
    link = document.part.relate_to(part, f"{_OFFICE}/aFChunk")
    _replace(_table(document, number), _element(f'<w:altChunk r:id="{link}"/>'))


def state_yuan(document: Document, number: int) -> None:
    """The head says 元 where it said 万元; the amounts stay."""
    for element in list(_table(document, number).itersiblings(preceding=True))[:6]:
        for text in element.iter(qn("w:t")):
            if text.text and "万元" in text.text:
                text.text = text.text.replace("万元", "元")
                return
    raise AssertionError(number)


def multiply(document: Document, number: int) -> None:
    """The amounts are in 元; the head still says 万元."""
    for text in _table(document, number).iter(qn("w:t")):
        if text.text and _AMOUNT.fullmatch(text.text):
            text.text = f"{Decimal(text.text.replace(',', '')) * 10_000:.2f}"


def blank_column(column: int, first_row: int = 3) -> Operation:
    """Nothing stands in a column of the grid (from 0), from a row on."""

    def operation(document: Document, number: int) -> None:
        for row in document.tables[number - 1].rows[first_row:]:
            for text in row.cells[column]._element.iter(qn("w:t")):
                text.text = ""

    return operation


def blank_last_row(*columns: int) -> Operation:
    """Nothing stands in some cells of the last row."""

    def operation(document: Document, number: int) -> None:
        cells = document.tables[number - 1].rows[-1].cells
        for column in columns:
            for text in cells[column]._element.iter(qn("w:t")):
                text.text = ""

    return operation
