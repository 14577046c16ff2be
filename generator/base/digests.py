"""The digest of a file: tells whether a file is the one that somebody has seen before."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def digest_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes in hexadecimal, empty where it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
