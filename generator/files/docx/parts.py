"""The parts of a submitted .docx that its text depends on, each parsed whole and without harm."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from lxml import etree

from generator.files.docx.package import (
    DAMAGED,
    MOST_ELEMENTS,
    MOST_MARKUP,
    RefusedError,
    check_sizes,
    relationships_name,
)

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Sequence

_NOTES = frozenset({"footnotes", "endnotes"})
_KINDS = _NOTES | {"styles", "numbering"}
_ENDS = 2  # a start and an end tag for each element


class Files(Protocol):
    """The files of a package, by name: an open archive, or one that has been read."""

    def namelist(self) -> Sequence[str]:
        """Return the names."""

    def read(self, name: str, /) -> bytes:
        """Return the content of a file."""


@dataclass(frozen=True, slots=True)
class SubmissionParts:
    """The document as it stands (`markup`, in UTF-8) and as a tree; other parts by kind.

    `links` are the parts that the document leads to; `lost` has those of notes that cannot be
    read, with the reason: the rest of the text is there without them.
    """

    name: str
    markup: bytes
    document: etree._Element
    others: dict[str, etree._Element]
    links: dict[str, Link]
    lost: dict[str, str]


def load_parts(archive: zipfile.ZipFile) -> SubmissionParts:
    """Return the parts; what is too large or has a document type raises RefusedError."""
    name = check_sizes(archive)
    markup = archive.read(name)
    links = find_links(archive, name)
    others: dict[str, etree._Element] = {}
    lost: dict[str, str] = {}
    for kind, target in _first_of_kinds(links).items():
        if kind not in _KINDS:
            continue
        try:
            others[kind] = parse_part(archive.read(target))
        except DAMAGED as error:
            if kind not in _NOTES or isinstance(error, RefusedError):
                raise
            lost[kind] = word_damage(error)
    document = parse_part(markup)
    if (document.getroottree().docinfo.encoding or "UTF-8").upper() not in {"UTF-8", "ASCII"}:
        markup = etree.tostring(document, xml_declaration=True, encoding="UTF-8", standalone=True)
    return SubmissionParts(name, markup, document, others, links, lost)


def word_damage(error: Exception) -> str:
    """Return why a part cannot be read, for the user."""
    return str(error) if isinstance(error, RefusedError) else "已损坏，读不出"


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
    return _first_of_kinds(find_links(archive, name))


def _first_of_kinds(links: dict[str, Link]) -> dict[str, str]:
    found: dict[str, str] = {}
    for link in links.values():
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
