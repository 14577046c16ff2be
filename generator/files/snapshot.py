"""A file's bytes as they were at one moment, so that nothing changes while it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.regular import read_regular
from generator.model.sheet import unopened, unreadable

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.finding import Finding

MAX_BYTES = 50_000_000


def take_snapshot(path: Path, name: str) -> tuple[bytes, tuple[Finding, ...]]:
    """Return the bytes of a file, or none with the finding that says why not.

    A file that another program writes meanwhile is not used: half of it may be of yesterday.
    """
    try:
        before = mark_of(path)
        if before[0] > MAX_BYTES:
            limit = MAX_BYTES // 1_000_000
            return b"", (unreadable(name, f"文件超过 {limit} MB，不像决算报表"),)
        data = read_regular(path)
        after = mark_of(path)
    except OSError as error:
        return b"", (unopened(name, error),)
    if before != after or len(data) != after[0]:
        return b"", (changed(name),)
    if not data:
        return b"", (unreadable(name, "文件是空的"),)
    return data, ()


def mark_of(path: Path) -> tuple[int, int]:
    """Return size and time of a file, others when it was written meanwhile; (-1, 0) for none."""
    try:
        status = path.stat()
    except OSError:
        return -1, 0
    return status.st_size, status.st_mtime_ns


def changed(name: str) -> Finding:
    """Return the finding for a file that another program was writing while it was read."""
    detail = "读取时文件正被别的程序改动；请关闭打开它的程序（Excel、Word 或 WPS），再运行一次"
    return unreadable(name, detail)
