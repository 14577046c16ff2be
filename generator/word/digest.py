"""The digest by which a document is known to be as it was generated (docProps/custom.xml)."""

from __future__ import annotations

import hashlib
import re
import zipfile
from typing import TYPE_CHECKING

from generator.base.regular import open_regular
from generator.base.unpacking import DAMAGED, UNREADABLE, read_member, verify_members
from generator.word.markup import XML_HEAD
from generator.word.package import PackagePart, list_members, write_members

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.word.package import Member, Relationship

CUSTOM_PROPERTIES = "docProps/custom.xml"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_MOST_BYTES = 200_000_000
_MOST_PROPERTIES = 1_000_000
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PROPERTY = "gen-narrative digest"
_STORED = re.compile(rf'name="{_PROPERTY}"><vt:lpwstr>([0-9a-f]{{64}})</vt:lpwstr>')
# The id of the property set of user-defined properties, the same in every Office file.
_USER_DEFINED = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def write_package(parts: Iterable[PackagePart], roots: Iterable[Relationship]) -> bytes:
    """Return the package with a digest of all its parts; `roots` must name custom.xml."""
    custom = PackagePart(CUSTOM_PROPERTIES, _CONTENT_TYPE, b"")
    members = list_members((*parts, custom), roots)[:-1]
    properties = (
        f'{XML_HEAD}<Properties xmlns="{_OFFICE}/custom-properties" '
        f'xmlns:vt="{_OFFICE}/docPropsVTypes">'
        f'<property fmtid="{_USER_DEFINED}" pid="2" name="{_PROPERTY}">'
        f"<vt:lpwstr>{compute_digest(members)}</vt:lpwstr></property></Properties>"
    )
    return write_members([*members, (CUSTOM_PROPERTIES, properties.encode())])


def compute_digest(members: Iterable[Member]) -> str:
    """Return the SHA-256 over names and contents, whatever their order in the file."""
    digest = hashlib.sha256()
    for name, data in sorted(members):
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def was_edited(path: Path) -> bool:
    """Whether the file differs from what this program wrote, or is none of ours.

    An OSError (no such file, locked by Word) is the caller's to handle.
    """
    try:
        with open_regular(path) as file, zipfile.ZipFile(file) as archive:
            verify_members(archive, archive.infolist(), _MOST_BYTES)
            members = {name: archive.read(name) for name in archive.namelist()}
    except DAMAGED:
        return True
    custom = members.pop(CUSTOM_PROPERTIES, b"").decode("utf-8", "replace")
    stored = _STORED.search(custom)
    return stored is None or stored.group(1) != compute_digest(members.items())


def holds_digest(path: Path) -> bool:
    """Whether this program wrote the file at first, edited since or not."""
    try:
        with open_regular(path) as file, zipfile.ZipFile(file) as archive:
            custom = read_member(archive, CUSTOM_PROPERTIES, _MOST_PROPERTIES)
    except UNREADABLE:
        return False
    return _STORED.search(custom.decode("utf-8", "replace")) is not None
