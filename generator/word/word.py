"""The Word document: content and reference document to the bytes of a .docx."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.word.body import BodyWriter
from generator.word.digest import CUSTOM_PROPERTIES, was_edited, write_package
from generator.word.laid_out import read_entry_pages
from generator.word.markup import NAMESPACES, XML_HEAD, escape
from generator.word.office import open_printer
from generator.word.package import PackagePart, Relationship
from generator.word.reference import ReferenceDocument, load_reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.block import Block, DocumentContent
    from generator.word.office import Office

__all__ = [
    "Printed",
    "ReferenceDocument",
    "Rendered",
    "load_reference",
    "print_document",
    "render_alone",
    "render_document",
    "render_with_warnings",
    "was_edited",
]

_CORE_PROPERTIES = "docProps/core.xml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE = "http://schemas.openxmlformats.org/package/2006"
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


class Rendered(NamedTuple):
    """A .docx, what could not be taken over from attachments, how many lines the contents have."""

    data: bytes
    warnings: tuple[str, ...]
    entries: int


class Printed(NamedTuple):
    """A document as .docx and as PDF; `numbered` where its contents have their pages."""

    docx: bytes
    pdf: bytes
    warnings: tuple[str, ...]
    numbered: bool


def print_document(
    content: DocumentContent, reference: ReferenceDocument, office: Office
) -> Printed:
    """Return the document as the office program lays it out, with the pages in its contents.

    Laid out once more with the pages, it must have the same ones; else they are left out.
    Raises PrintingError.
    """
    plain = render_with_warnings(content, reference)
    with open_printer(office) as print_pdf:
        pdf = print_pdf(plain.data)
        pages = read_entry_pages(pdf, plain.entries)
        if pages:
            numbered = render_with_warnings(content, reference, pages)
            printed = print_pdf(numbered.data)
            if read_entry_pages(printed, numbered.entries) == pages:
                return Printed(numbered.data, printed, numbered.warnings, numbered=True)
    return Printed(plain.data, pdf, plain.warnings, numbered=False)


def render_document(content: DocumentContent, reference: ReferenceDocument) -> bytes:
    """Return the .docx; the same content and reference give the same bytes."""
    return render_with_warnings(content, reference).data


def render_with_warnings(
    content: DocumentContent, reference: ReferenceDocument, pages: Sequence[int] = ()
) -> Rendered:
    """Return the .docx; `pages` are those of the lines of the contents, where they are known."""
    writer = BodyWriter(reference)
    for part in content.parts:
        writer.write_part(part)
    body = writer.finish(content.cover, content.contents_title, pages)
    cover = content.cover
    core = _render_core(f"{cover.department}{cover.year_line}{cover.title}", cover.department)
    data = _write(body, writer, reference, core)
    return Rendered(data, writer.warnings, writer.entries)


def render_alone(
    blocks: Sequence[Block], title: str, department: str, reference: ReferenceDocument
) -> bytes:
    """Return a form or report as a .docx of its own, without cover and contents."""
    writer = BodyWriter(reference)
    body = writer.write_alone(blocks)
    return _write(body, writer, reference, _render_core(title, department))


def _write(body: str, writer: BodyWriter, reference: ReferenceDocument, core: bytes) -> bytes:
    markup = f"{XML_HEAD}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    document = PackagePart(
        reference.document_name,
        _DOCUMENT_TYPE,
        markup.encode(),
        (*reference.relationships, *writer.relationships),
    )
    properties = PackagePart(_CORE_PROPERTIES, _CORE_TYPE, core)
    roots = (
        Relationship("rId1", f"{_OFFICE}/officeDocument", reference.document_name),
        Relationship("rId2", f"{_CORE}/relationships/metadata/core-properties", _CORE_PROPERTIES),
        Relationship("rId3", f"{_OFFICE}/custom-properties", CUSTOM_PROPERTIES),
    )
    return write_package((document, *reference.parts, *writer.parts, properties), roots)


def _render_core(title: str, department: str) -> bytes:
    """Return the document properties: no dates, which would differ from run to run."""
    return (
        f'{XML_HEAD}<cp:coreProperties xmlns:cp="{_CORE}/metadata/core-properties" '
        f'xmlns:dc="{_DUBLIN_CORE}"><dc:title>{escape(title)}</dc:title>'
        f"<dc:creator>{escape(department)}</dc:creator>"
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    ).encode()
