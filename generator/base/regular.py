"""Opens files for reading, only such that end: no pipes, devices or sockets, which would block."""

from __future__ import annotations

import errno
import os
import stat
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
SPECIAL = "不是普通文件（是管道、设备之类），没有读取"


def open_regular(path: Path) -> IO[bytes]:
    """Return the open file.

    Raises OSError: IsADirectoryError for a folder, one that says 不是普通文件 for a pipe or device.
    """
    handle = os.open(path, _FLAGS)
    try:
        mode = os.fstat(handle).st_mode
        _refuse(mode, path)
        return os.fdopen(handle, "rb")
    except OSError:
        os.close(handle)
        raise


def _refuse(mode: int, path: Path) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, SPECIAL, str(path))


def read_regular(path: Path) -> bytes:
    """Return the bytes of a file; raises OSError as `open_regular` does."""
    with open_regular(path) as file:
        return file.read()


def is_special(path: Path) -> bool:
    """Whether there is something that is neither a file nor a folder."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)
