"""The Word document: content and reference document to the bytes of a .docx."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.word.body import BodyWriter
from generator.word.digest import CUSTOM_PROPERTIES, was_edited, write_package
from generator.word.markup import NAMESPACES, XML_HEAD, escape
from generator.word.package import PackagePart, Relationship
from generator.word.reference import ReferenceDocument, load_reference

if TYPE_CHECKING:
    from generator.model.block import Cover, DocumentContent

__all__ = [
    "ReferenceDocument",
    "load_reference",
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


def render_document(content: DocumentContent, reference: ReferenceDocument) -> bytes:
    """Return the .docx; the same content and reference give the same bytes."""
    return render_with_warnings(content, reference)[0]


def render_with_warnings(
    content: DocumentContent, reference: ReferenceDocument
) -> tuple[bytes, tuple[str, ...]]:
    """Return the .docx, and what could not be taken over from attachments, as messages."""
    writer = BodyWriter(reference)
    for part in content.parts:
        writer.write_part(part)
    body = writer.finish(content.cover, content.contents_title)
    markup = f"{XML_HEAD}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    document = PackagePart(
        reference.document_name,
        _DOCUMENT_TYPE,
        markup.encode(),
        (*reference.relationships, *writer.relationships),
    )
    core = PackagePart(_CORE_PROPERTIES, _CORE_TYPE, _render_core(content.cover))
    roots = (
        Relationship("rId1", f"{_OFFICE}/officeDocument", reference.document_name),
        Relationship("rId2", f"{_CORE}/relationships/metadata/core-properties", _CORE_PROPERTIES),
        Relationship("rId3", f"{_OFFICE}/custom-properties", CUSTOM_PROPERTIES),
    )
    data = write_package((document, *reference.parts, *writer.parts, core), roots)
    return data, writer.warnings


def _render_core(cover: Cover) -> bytes:
    """Return the document properties: no dates, which would differ from run to run."""
    title = f"{cover.department}{cover.year_line}{cover.title}"
    return (
        f'{XML_HEAD}<cp:coreProperties xmlns:cp="{_CORE}/metadata/core-properties" '
        f'xmlns:dc="{_DUBLIN_CORE}"><dc:title>{escape(title)}</dc:title>'
        f"<dc:creator>{escape(cover.department)}</dc:creator>"
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    ).encode()
