"""Whether files are still what they were: name, time and size of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Stamp = tuple[tuple[str, int, int], ...]


def stamp_of(*bases: Path) -> Stamp:
    """Return what changes with any file of some folders, or with some files."""
    return tuple(entry for base in bases for entry in _stamps(base))


def _stamps(base: Path) -> Iterator[tuple[str, int, int]]:
    """Yield name, time and size of every file below a folder, or of a file."""
    for path in [base] if base.is_file() else sorted(base.rglob("*")):
        try:
            status = path.stat()
        except OSError:
            continue  # gone between two looks
        if path.is_file():
            yield str(path), status.st_mtime_ns, status.st_size
