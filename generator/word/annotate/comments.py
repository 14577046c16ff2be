"""The comments of a submitted .docx (comments.xml): made, or added to those that are there."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from lxml import etree

from generator.files.docx.markup import attribute
from generator.files.docx.package import relationships_name
from generator.files.docx.parts import find_targets, parse_part
from generator.word.annotate.runs import fill_run, make, tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.files.docx.parts import Files, SubmissionParts
    from generator.word.annotate.paragraph import Comment
    from generator.word.annotate.runs import Revisions

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TYPES_PART = "[Content_Types].xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_STRICT = "http://purl.oclc.org/ooxml/"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_INITIALS = 9


def find_comment_numbers(archive: Files, document_name: str) -> set[str]:
    """Return the numbers of the comments that a document has."""
    part = find_targets(archive, document_name).get("comments")
    if part is None:
        return set()
    root = parse_part(archive.read(part))
    return {attribute(comment, "id") or "" for comment in root.iterfind("{*}comment")}


def write_comments(
    archive: Files, parts: SubmissionParts, remarks: Sequence[Comment], revisions: Revisions
) -> dict[str, bytes]:
    """Return the parts that change, or are new, so that the document has these comments."""
    document_name, document = parts.name, parts.document
    part = find_targets(archive, document_name).get("comments")
    if part is not None:
        root = parse_part(archive.read(part))
        changed: dict[str, bytes] = {}
    else:
        root = etree.Element(
            tag(document, "comments"), nsmap={"w": etree.QName(document).namespace}
        )
        part, changed = _announce(archive, document_name, document)
    root.extend(_comments(root, remarks, revisions))
    return {**changed, part: write_part(root)}


def _comments(
    root: etree._Element, remarks: Iterable[Comment], revisions: Revisions
) -> list[etree._Element]:
    found = []
    for remark in remarks:
        comment = make(root, "comment")
        comment.set(tag(root, "id"), remark.number)
        comment.set(tag(root, "author"), revisions.author)
        comment.set(tag(root, "date"), revisions.date)
        comment.set(tag(root, "initials"), revisions.author[:_INITIALS])
        for line in remark.text.splitlines() or [""]:
            paragraph = etree.SubElement(comment, tag(root, "p"))
            fill_run(etree.SubElement(paragraph, tag(root, "r")), line)
        found.append(comment)
    return found


def _announce(
    archive: Files, document_name: str, document: etree._Element
) -> tuple[str, dict[str, bytes]]:
    """Return a name for the new part, and the parts that have to tell of it."""
    names = set(archive.namelist())
    folder = posixpath.dirname(document_name)
    candidates = (
        posixpath.join(folder, f"comments{number or ''}.xml") for number in range(len(names) + 1)
    )
    part = next(name for name in candidates if name not in names)
    types = _root_of(archive, _TYPES_PART)
    namespace = etree.QName(types).namespace
    entry = etree.SubElement(types, f"{{{namespace}}}Override")
    entry.set("PartName", f"/{part}")
    entry.set("ContentType", _TYPE)
    relationships = relationships_name(document_name)
    if relationships in names:
        links = _root_of(archive, relationships)
    else:
        links = etree.fromstring(f'<Relationships xmlns="{_RELATIONSHIPS}"/>')
    taken = {link.get("Id") for link in links}
    numbers = (f"rIdComments{number or ''}" for number in range(len(links) + 1))
    strict = (etree.QName(document).namespace or "").startswith(_STRICT)
    link = etree.SubElement(links, f"{{{_RELATIONSHIPS}}}Relationship")
    link.set("Id", next(number for number in numbers if number not in taken))
    link.set("Type", f"{_STRICT_OFFICE if strict else _OFFICE}/comments")
    link.set("Target", posixpath.basename(part))
    return part, {_TYPES_PART: write_part(types), relationships: write_part(links)}


def _root_of(archive: Files, name: str) -> etree._Element:
    return parse_part(archive.read(name))


def write_part(root: etree._Element) -> bytes:
    """Return a part as bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
