"""The parts of a submitted .docx that its text depends on, each parsed whole and without harm."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from lxml import etree

from generator.files.docx.package import (
    MOST_ELEMENTS,
    MOST_MARKUP,
    RefusedError,
    check_sizes,
    relationships_name,
)

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Sequence

_KINDS = ("styles", "numbering", "footnotes", "endnotes")
_ENDS = 2  # a start and an end tag for each element


class Files(Protocol):
    """The files of a package, by name: an open archive, or one that has been read."""

    def namelist(self) -> Sequence[str]:
        """Return the names."""

    def read(self, name: str, /) -> bytes:
        """Return the content of a file."""


@dataclass(frozen=True, slots=True)
class SubmissionParts:
    """The document as it stands (`markup`, in UTF-8) and as a tree; other parts by kind."""

    name: str
    markup: bytes
    document: etree._Element
    others: dict[str, etree._Element]


def load_parts(archive: zipfile.ZipFile) -> SubmissionParts:
    """Return the parts; what is too large or has a document type raises RefusedError."""
    name = check_sizes(archive)
    markup = archive.read(name)
    others = {}
    for kind, target in find_targets(archive, name).items():
        if kind in _KINDS:
            others[kind] = parse_part(archive.read(target))
    document = parse_part(markup)
    if (document.getroottree().docinfo.encoding or "UTF-8").upper() not in {"UTF-8", "ASCII"}:
        markup = etree.tostring(document, xml_declaration=True, encoding="UTF-8", standalone=True)
    return SubmissionParts(name, markup, document, others)


class Link(NamedTuple):
    """What a relationship leads to: the last word of its type, and the part."""

    kind: str
    target: str


def find_links(archive: Files, name: str) -> dict[str, Link]:
    """Return the parts that a part leads to, by the id of the relationship.

    What is missing in the package is left out.
    """
    found: dict[str, Link] = {}
    names = set(archive.namelist())
    relationships = relationships_name(name)
    if relationships not in names:
        return {}
    for link in parse_part(archive.read(relationships)).iter("{*}Relationship"):
        target = resolve_target(name, link.get("Target") or "")
        if link.get("TargetMode") != "External" and target in names:
            kind = (link.get("Type") or "").rpartition("/")[2]
            found[link.get("Id") or str(len(found))] = Link(kind, target)
    return found


def find_targets(archive: Files, name: str) -> dict[str, str]:
    """Return the parts that a part leads to, by the last word of the relationship's type.

    Of several of one kind the first counts.
    """
    found: dict[str, str] = {}
    for link in find_links(archive, name).values():
        found.setdefault(link.kind, link.target)
    return found


def resolve_target(name: str, target: str) -> str:
    """Return the name of the part that a relationship of the part `name` leads to."""
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), target))


def parse_part(markup: bytes) -> etree._Element:
    """Return the root of a part.

    A document type, the door to foreign files and bombs, is refused, and what is too large.
    """
    if len(markup) > MOST_MARKUP or markup.count(b"<") > _ENDS * MOST_ELEMENTS:
        raise RefusedError("文件的内容过多，没有打开")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    root = etree.fromstring(markup, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise RefusedError("文件含有不允许的外部声明（DOCTYPE），没有打开")
    return root
