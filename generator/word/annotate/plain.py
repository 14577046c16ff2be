"""A Word document of passages that were read from a PDF or text file, one paragraph for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.block import Role
from generator.model.passage import PassageKind
from generator.word.markup import NAMESPACES, XML_HEAD, paragraph, run
from generator.word.package import PackagePart, Relationship, list_members, write_members
from generator.word.reference import CONTENTS_STYLES, load_reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.passage import Passage
    from generator.word.reference import ReferenceDocument

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROLES = {
    PassageKind.BODY: Role.BODY,
    PassageKind.HEADING: Role.HEADING,
    PassageKind.CAPTION: Role.TABLE_LINE,
    PassageKind.NOTE: Role.TABLE_NOTE,
    PassageKind.ROW: Role.TABLE_NOTE,
    PassageKind.FOOTNOTE: Role.TABLE_NOTE,
    PassageKind.TEXTBOX: Role.BODY,
}


def write_passages(passages: Sequence[Passage]) -> bytes:
    """Return a .docx whose paragraphs have the texts of the passages, in their order."""
    reference = load_reference()
    body = "".join(_write(passage, reference) for passage in passages)
    section = reference.portrait.section(first_page=1)
    markup = f"{XML_HEAD}<w:document {NAMESPACES}><w:body>{body}{section}</w:body></w:document>"
    document = PackagePart(reference.document_name, _TYPE, markup.encode(), reference.relationships)
    root = Relationship("rId1", f"{_OFFICE}/officeDocument", reference.document_name)
    return write_members(list_members((document, *reference.parts), (root,)))


def _write(passage: Passage, reference: ReferenceDocument) -> str:
    if passage.kind is PassageKind.CONTENTS:
        style = reference.style_ids[CONTENTS_STYLES[1]]
    else:
        style = reference.style(_ROLES[passage.kind])
    return paragraph(style, run(passage.text))
