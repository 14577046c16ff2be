"""What a file of an office program has to tell before LibreOffice is given it.

One that is cut off, has a password or is too old is not given: LibreOffice would read the part
that is there and say nothing, or ask nobody for the password. Embedded objects are counted, so
that those are missed which it has left out.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from generator.base.unpacking import UnpackingError, verify_members
from generator.files.xls.compound import DamagedError, read_streams

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCKED = "设有打开密码；请在 Word 或 WPS 中取消密码，另存为 .docx"
DAMAGED = "已损坏或不完整；请在 Word 或 WPS 中打开核对，另存为 .docx"
_TOO_OLD = "是 1997 年以前的 Word 格式；请在 Word 或 WPS 中另存为 .docx"
MOST_BYTES = 200_000_000  # of what a file holds unpacked, and of what is made of it
_TEXT = "WordDocument"
_ENCRYPTED = "EncryptedPackage"
_TABLES = ("0Table", "1Table")
# The head of a Word text (MS-DOC 2.5.2): the version of the format, and the flags at byte 10.
_HEAD, _FLAGS = 32, 10
_FIRST_VERSION, _IS_LOCKED = 0xC0, 0x0100
_ESCAPED = re.compile(rb"\\[\\{}]")
_BINARY = rb"\bin"
_ENTRY = 128  # bytes of an entry of the directory
_POOL = "ObjectPool"
_POOLED = re.compile(rb"_\0(?:[0-9]\0)+\0\0")  # each object is a folder of its own: _1234567890
_OBJECT_WORD = re.compile(rb"\\object(?![a-z])")
_OBJECT_MARKUP = re.compile(rb"<draw:object(?:-ole)?[\s/>]")
_DOCUMENT, _CONTENT = "word/document.xml", "content.xml"
_BROKEN = (zipfile.BadZipFile, OSError, ValueError, RuntimeError, EOFError, zlib.error)
_MANIFEST = "META-INF/manifest.xml"
_LOCKED_MARK = b"encryption-data"


def refuse_word_97(data: bytes) -> str:
    """Return why a .doc is not converted, empty where it is."""
    try:
        streams = read_streams(data, frozenset({_TEXT, *_TABLES}))
    except DamagedError:
        return DAMAGED
    if _ENCRYPTED in streams:
        return LOCKED
    head = streams.get(_TEXT, b"")
    if len(head) < _HEAD:
        return DAMAGED
    _, version = struct.unpack_from("<HH", head)
    (flags,) = struct.unpack_from("<H", head, _FLAGS)
    if version < _FIRST_VERSION:
        return _TOO_OLD
    if flags & _IS_LOCKED:
        return LOCKED
    return "" if any(name in streams for name in _TABLES) else DAMAGED


def refuse_rich_text(data: bytes) -> str:
    """Return why an .rtf is not converted: its braces do not close where it is cut off."""
    plain = _ESCAPED.sub(b"", data)
    is_open = plain.count(b"{") > plain.count(b"}")
    return DAMAGED if is_open and _BINARY not in plain else ""


def refuse_open_text(data: bytes) -> str:
    """Return why an .odt is not converted, empty where it is."""
    try:
        with _open_whole(data) as archive:
            manifest = archive.read(_MANIFEST) if _MANIFEST in archive.NameToInfo else b""
    except UnpackingError as error:
        return str(error)
    except _BROKEN:
        return DAMAGED
    return LOCKED if _LOCKED_MARK in manifest else ""


def is_whole_word(data: bytes) -> bool:
    """Whether what was made is a whole .docx."""
    try:
        with _open_whole(data) as archive:
            return _DOCUMENT in archive.NameToInfo
    except _BROKEN:
        return False


@contextmanager
def _open_whole(data: bytes) -> Iterator[zipfile.ZipFile]:
    """Give an archive whose parts are all there. Raises UnpackingError, and what `_BROKEN` has."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        verify_members(archive, archive.infolist(), MOST_BYTES)
        yield archive


def count_in_word_97(data: bytes) -> int:
    """Return how many embedded objects a .doc has."""
    if f"{_POOL}\0".encode("utf-16-le") not in data:
        return 0
    return sum(match.start() % _ENTRY == 0 for match in _POOLED.finditer(data))


def count_in_rich_text(data: bytes) -> int:
    """Return how many embedded objects an .rtf has."""
    return len(_OBJECT_WORD.findall(data))


def count_in_open_text(data: bytes) -> int:
    """Return how many embedded objects an .odt that was found intact has."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        markup = archive.read(_CONTENT) if _CONTENT in archive.NameToInfo else b""
    return len(_OBJECT_MARKUP.findall(markup))
