"""The digest of a file: tells whether a file is the one that somebody has seen before."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from generator.base.regular import open_regular

if TYPE_CHECKING:
    from pathlib import Path

_PIECE = 1 << 20


def digest_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes in hexadecimal, empty where it cannot be read."""
    try:
        with open_regular(path) as stream:
            digest = hashlib.sha256()
            while piece := stream.read(_PIECE):
                digest.update(piece)
    except OSError:
        return ""
    return digest.hexdigest()
