"""Standard output and error: their encoding, and what becomes of them when nobody listens."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from typing import TYPE_CHECKING

from generator.base.refusals import word_refusal

if TYPE_CHECKING:
    from typing import IO


class _Closed(io.RawIOBase):
    """Stands in for an output that was closed before the program began: writing fails."""

    def writable(self) -> bool:
        """Return True: it is asked before each write, and it is the write that fails."""
        return True

    def write(self, _data: object, /) -> int:
        """Fail as a closed file does."""
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def prepare_streams() -> None:
    """Set both outputs up, closed ones too. Their places are kept: no file of ours lands there."""
    for name, number in (("stdout", 1), ("stderr", 2)):
        stream = getattr(sys, name)
        if stream is None:
            with contextlib.suppress(OSError):
                os.fstat(number)
                continue
            os.open(os.devnull, os.O_WRONLY)
            closed = io.TextIOWrapper(io.BufferedWriter(_Closed(), 1), write_through=True)
            setattr(sys, name, closed)
        prepare_stream(getattr(sys, name))


def prepare_stream(stream: IO[str]) -> None:
    """Make redirected output UTF-8; a terminal keeps its own encoding.

    What an encoding cannot show is replaced, never a crash.
    """
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is None:
        return
    if stream.isatty():
        reconfigure(errors="replace")
    else:
        reconfigure(encoding="utf-8", errors="replace")


def discard_output(stream: IO[str]) -> None:
    """Send the rest of an output nowhere: its reader has gone, or there is no room for it."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def word_system_error(error: OSError) -> str:
    """Return what the system refused and why, and what to do about it."""
    why = word_refusal(error)
    if error.filename is None:
        return (
            f"结果没能全部输出到屏幕或管道（{why}）。"
            "请腾出磁盘空间、打开输出，或用 -o 写到别处的文件，再运行一次。"
        )
    shown = os.fsdecode(error.filename) if isinstance(error.filename, bytes) else error.filename
    return f"系统不能读写 {shown}（{why}）。请核对路径、名称、权限和磁盘空间，再运行一次。"
