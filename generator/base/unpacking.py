"""Takes members out of a zip piece by piece: never more than allowed, whatever it declares."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_STEP = 65_536
_MEGABYTE = 1_000_000
_UTF8_NAME, _ENCRYPTED = 0x800, 0x1
_LONGEST_END = 22 + 65_535 + 76  # bytes of what ends an archive, its comment, its larger end
# Others unpack a piece of any length at once.
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})

# What zipfile raises for a damaged archive or member; UnpackingError is a ValueError.
DAMAGED: tuple[type[Exception], ...] = (
    EOFError,
    LookupError,
    OverflowError,
    RuntimeError,  # a member behind a password; NotImplementedError, an unusual compression
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
)
UNREADABLE: tuple[type[Exception], ...] = (*DAMAGED, OSError)


class UnpackingError(ValueError):
    """A member that is not taken out; the message says why, in Chinese."""


def name_of(entry: zipfile.ZipInfo) -> str:
    """Return the name of an entry; Windows writes Chinese names in GBK without saying so."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return entry.filename


def is_encrypted(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry cannot be read without a password."""
    return bool(entry.flag_bits & _ENCRYPTED)


def measure_directory(path: Path) -> int:
    """Return the size of the directory of an archive in bytes, 0 where there is none.

    zipfile reads all of it at once, and makes an object of ten times its size of each entry. What
    looks like its end may be several things; the largest counts.
    """
    with path.open("rb") as stream:
        stream.seek(max(path.stat().st_size - _LONGEST_END, 0))
        data = stream.read()
    sizes = [0]
    for found in re.finditer(b"PK\5\6", data):
        at = found.start()
        sizes.append(int.from_bytes(data[at + 12 : at + 16], "little"))
        if data[max(at - 20, 0) : at].startswith(b"PK\6\7"):  # a large archive says it here
            sizes[-1] = int.from_bytes(data[max(at - 76, 0) : at][40:48], "little")
    return max(sizes)


def read_member(archive: zipfile.ZipFile, member: str | zipfile.ZipInfo, most: int) -> bytes:
    """Return the content of a member of at most `most` bytes.

    Raises UnpackingError beyond that, KeyError where there is no such member, and what
    zipfile raises for a damaged one.
    """
    return b"".join(_pieces(archive, member, most))


def verify_members(
    archive: zipfile.ZipFile, members: Iterable[str | zipfile.ZipInfo], most: int
) -> None:
    """Unpack members once, keeping nothing, so that a library may read them whole afterwards.

    Raises UnpackingError where they have more than `most` bytes together, BadZipFile where one
    holds something else than it declares.
    """
    for member in members:
        for piece in _pieces(archive, member, most):
            most -= len(piece)


def _pieces(archive: zipfile.ZipFile, member: str | zipfile.ZipInfo, most: int) -> Iterator[bytes]:
    entry = member if isinstance(member, zipfile.ZipInfo) else archive.getinfo(member)
    if entry.compress_type not in _METHODS:
        raise UnpackingError(
            f"{entry.filename} 的压缩方式不常见，没有解开；请重新压缩成普通的 .zip"
        )
    left = most
    with archive.open(entry) as stream:
        while piece := stream.read(_STEP):
            left -= len(piece)
            if left < 0:
                raise UnpackingError(
                    f"{entry.filename} 解开后超过 {most // _MEGABYTE} MB，没有解开"
                )
            yield piece
