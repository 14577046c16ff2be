"""A file's bytes as they were at one moment, so that nothing changes while it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.sheet import unreadable

if TYPE_CHECKING:
    from os import stat_result
    from pathlib import Path

    from generator.model.finding import Finding

MAX_BYTES = 50_000_000


def take_snapshot(path: Path, name: str) -> tuple[bytes, tuple[Finding, ...]]:
    """Return the bytes of a file, or none with the finding that says why not.

    A file that another program writes meanwhile is not used: half of it may be of yesterday.
    """
    try:
        before = path.stat()
        if before.st_size > MAX_BYTES:
            limit = MAX_BYTES // 1_000_000
            return b"", (unreadable(name, f"文件超过 {limit} MB，不像决算报表"),)
        data = path.read_bytes()
        after = path.stat()
    except OSError as error:
        return b"", (unreadable(name, f"系统拒绝打开（{error.strerror or error}）"),)
    if _mark(before) != _mark(after) or len(data) != after.st_size:
        detail = "读取时文件正被别的程序改动；请关闭打开它的 Excel/WPS，再运行一次"
        return b"", (unreadable(name, detail),)
    if not data:
        return b"", (unreadable(name, "文件是空的"),)
    return data, ()


def _mark(status: stat_result) -> tuple[int, int]:
    return status.st_size, status.st_mtime_ns
