"""A Word (or Excel) package as values: parts, relationships, and the zip they are written to.

Fixed dates and a fixed order: the same parts give the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.files.docx.package import relationships_name
from generator.word.markup import XML_HEAD, escape

if TYPE_CHECKING:
    from collections.abc import Iterable

_OPC = "http://schemas.openxmlformats.org/package/2006"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_COMPRESSION_LEVEL = 2
_DEFAULT_TYPES = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
}
_ALREADY_COMPRESSED = (".xlsx", ".png", ".jpg", ".jpeg", ".gif")


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a part points to; `target` is relative to the folder of the part."""

    identifier: str
    kind: str
    target: str
    external: bool = False

    @property
    def xml(self) -> str:
        """The relationship as an element."""
        mode = ' TargetMode="External"' if self.external else ""
        return (
            f'<Relationship Id="{escape(self.identifier)}" Type="{escape(self.kind)}" '
            f'Target="{escape(self.target)}"{mode}/>'
        )


@dataclass(frozen=True, slots=True)
class PackagePart:
    """One part; `name` is its path in the package without the leading slash."""

    name: str
    content_type: str
    data: bytes
    relationships: tuple[Relationship, ...] = ()


Member = tuple[str, bytes]


def list_members(parts: Iterable[PackagePart], roots: Iterable[Relationship]) -> list[Member]:
    """Return the files of the package in order, content types and relationships included."""
    parts = tuple(parts)
    members = [
        ("[Content_Types].xml", _content_types(parts)),
        (relationships_name(""), _relationships(roots)),
    ]
    for part in parts:
        members.append((part.name, part.data))
        if part.relationships:
            members.append((relationships_name(part.name), _relationships(part.relationships)))
    return members


def write_members(members: Iterable[Member]) -> bytes:
    """Return the zip file that holds the members, in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members:
            entry = zipfile.ZipInfo(name, _EARLIEST)
            stored = name.endswith(_ALREADY_COMPRESSED)
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, data, compresslevel=_COMPRESSION_LEVEL)
    return buffer.getvalue()


def _content_types(parts: tuple[PackagePart, ...]) -> bytes:
    extensions = {_extension(part.name) for part in parts} | {"rels", "xml"}
    lines = [
        f'<Default Extension="{extension}" ContentType="{_DEFAULT_TYPES[extension]}"/>'
        for extension in sorted(extensions & _DEFAULT_TYPES.keys())
    ]
    lines += [
        f'<Override PartName="/{escape(part.name)}" ContentType="{part.content_type}"/>'
        for part in parts
        if _DEFAULT_TYPES.get(_extension(part.name)) != part.content_type
    ]
    return f'{XML_HEAD}<Types xmlns="{_OPC}/content-types">{"".join(lines)}</Types>'.encode()


def _extension(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _relationships(relationships: Iterable[Relationship]) -> bytes:
    body = "".join(relationship.xml for relationship in relationships)
    return f'{XML_HEAD}<Relationships xmlns="{_OPC}/relationships">{body}</Relationships>'.encode()
