"""Opens a submitted .docx without harm: the text of its document as a tree, or a finding."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from io import BytesIO
from typing import IO, TYPE_CHECKING, TypeVar

from lxml import etree

from generator.base.regular import open_regular
from generator.base.unpacking import UnpackingError, verify_members
from generator.model.sheet import unopened, unreadable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.model.finding import Finding

MOST_BYTES = 200_000_000  # of the file and of what it holds unpacked
MOST_MARKUP = 80_000_000  # of the document alone
MOST_ELEMENTS = 1_000_000  # of the tree, which takes some 350 bytes for each

_MEGABYTE = 1_000_000
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TYPES = "[Content_Types].xml"
_ROOT_RELATIONSHIPS = "_rels/.rels"
_LOOKS = frozenset({"tblPr", "tcBorders", "drawing", "pict", "object"})
_LOOKED_AT = tuple(f"{{*}}{name}" for name in sorted({*_LOOKS, "rPr"}))
_TELLING = ("vanish", "del", "moveFrom")
_USUAL_PART = "word/document.xml"
Read = TypeVar("Read")


class RefusedError(Exception):
    """A package, or a part of one, that is not opened, with the reason for the user."""


# What reading a damaged package raises, or a damaged part of a sound one.
DAMAGED = (
    RefusedError,
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    EOFError,
    KeyError,
    NotImplementedError,  # an unusual compression
    RuntimeError,  # a part behind a password
    ValueError,
    OSError,
)


def open_document(path: Path, name: str) -> tuple[etree._Element | None, tuple[Finding, ...]]:
    """Return the root of the document, or None with the finding that says why not."""
    return open_package(path, name, _read_root)


def open_package(
    path: Path, name: str, read: Callable[[zipfile.ZipFile], Read]
) -> tuple[Read | None, tuple[Finding, ...]]:
    """Return what `read` makes of a package, or None with the finding that says why not.

    What `read` refuses with a RefusedError, and any damage that it meets, is such a finding.
    """
    try:
        refusal = _refuse_by_head(path)
        if refusal:
            return None, (unreadable(name, refusal),)
        with open_regular(path) as file, zipfile.ZipFile(file) as archive:
            return read(archive), ()
    except (RefusedError, UnpackingError) as refused:
        return None, (unreadable(name, str(refused)),)
    except DAMAGED as error:
        if isinstance(error, OSError) and error.strerror:
            return None, (unopened(name, error),)
        return None, (unreadable(name, "不是 .docx 文件或已损坏，请用 Word 打开后另存为 .docx"),)


def _refuse_by_head(path: Path) -> str:
    """Return why a file is refused by its size or its first bytes, empty if it is not."""
    if path.stat().st_size > MOST_BYTES:
        return f"文件超过 {MOST_BYTES // _MEGABYTE} MB"
    with open_regular(path) as file:
        head = file.read(len(_OLE2))
        if not head:
            return "文件是空的"
        if head != _OLE2:
            return ""
        file.seek(0)
        if _ENCRYPTED in file.read():
            return "文件已加密，请在 Word 中取消密码后再导入"
    return "这是旧格式（.doc、.wps）的文件，请另存为 .docx"


def _read_root(archive: zipfile.ZipFile) -> etree._Element:
    part = check_sizes(archive)
    with archive.open(part) as stream:
        return _parse(stream)


def check_sizes(archive: zipfile.ZipFile) -> str:
    """Return the name of the part that is the document; one too large raises RefusedError."""
    unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > MOST_BYTES:
        raise RefusedError(f"展开后超过 {MOST_BYTES // _MEGABYTE} MB，没有打开")
    if _TYPES in archive.NameToInfo:
        with archive.open(_TYPES) as stream:
            _parse(stream)  # not used in reading, but by Word and wherever the file is annotated
    part = find_document(archive)
    if archive.getinfo(part).file_size > MOST_MARKUP:
        raise RefusedError(f"正文展开后超过 {MOST_MARKUP // _MEGABYTE} MB，没有打开")
    texts = (entry for entry in archive.infolist() if entry.filename.endswith((".xml", ".rels")))
    verify_members(archive, (*texts, part), MOST_BYTES)
    return part


def find_document(archive: zipfile.ZipFile) -> str:
    """Return the part that the package names as its document."""
    try:
        with archive.open(_ROOT_RELATIONSHIPS) as stream:
            relationships = _parse(stream)
    except KeyError:
        return _USUAL_PART
    for relationship in relationships.iter("{*}Relationship"):
        if (relationship.get("Type") or "").endswith("/officeDocument"):
            return posixpath.normpath((relationship.get("Target") or "").lstrip("/"))
    return _USUAL_PART


def _parse(stream: IO[bytes]) -> etree._Element:
    """Return the root, without the looks of characters, tables and pictures.

    A document type, the door to foreign files and bombs, is refused.
    """
    markup = stream.read()
    # Where there are too few elements for the bound, those that are kept need no look.
    few = markup.count(b"<") <= MOST_ELEMENTS
    parts = etree.iterparse(
        BytesIO(markup),
        tag=_LOOKED_AT if few else None,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    for count, (_, element) in enumerate(parts):
        if count > MOST_ELEMENTS:
            raise RefusedError(f"正文有 {MOST_ELEMENTS // 10_000} 万以上的元素，没有打开")
        name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if name in _LOOKS or (name == "rPr" and not _tells_of_text(element)):
            element.clear(keep_tail=True)
    root: etree._Element | None = parts.root
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise RefusedError("文件含有不允许的外部声明（DOCTYPE），没有打开")
    return root


def _tells_of_text(properties: etree._Element) -> bool:
    """Whether properties say that text is hidden, or the end of its paragraph deleted."""
    return any(properties.find(f"{{*}}{name}") is not None for name in _TELLING)


def relationships_name(part_name: str) -> str:
    """Return where the relationships of a part stand (empty name: those of the package)."""
    folder, file = posixpath.split(part_name)
    return posixpath.join(folder, "_rels", f"{file}.rels")
