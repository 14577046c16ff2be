"""What tells whether two files have the same bytes, and is shown fast where they have not."""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

_Name = TypeVar("_Name")


def digest(data: bytes) -> str:
    """Return the digest of bytes: pytest takes minutes to tell how large ones differ."""
    return hashlib.sha256(data).hexdigest()


def digests(files: Mapping[_Name, bytes]) -> dict[_Name, str]:
    """Return the digests of files by their names."""
    return {name: digest(data) for name, data in files.items()}


def packed(data: bytes) -> dict[str, str]:
    """Return the digests of the files of an archive by their names."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: digest(archive.read(name)) for name in archive.namelist()}
