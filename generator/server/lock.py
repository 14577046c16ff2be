"""One server a workspace: two would do each work twice."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from typing import IO, TYPE_CHECKING

from generator.base.errors import GeneratorError, OutputFolderError
from generator.base.refusals import word_refusal

if TYPE_CHECKING:
    from generator.server.workspace import Workspace

_FILE = "serving.lock"
_TAKEN = {errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK}


class WorkspaceTakenError(GeneratorError):
    """Another server works in the folder."""

    def __init__(self, workspace: Workspace) -> None:
        self.hidden = workspace.hidden
        super().__init__(
            f"{workspace.root} 已经在另一个窗口里打开。请用那个窗口里显示的地址，或先关闭那个窗口。"
        )


class Lock:
    """Held while a server works; the system releases it where the process is killed."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def release(self) -> None:
        """Let another server in."""
        with contextlib.suppress(OSError):
            self._file.close()


def lock_workspace(workspace: Workspace) -> Lock:
    """Return the lock of a workspace. Raises WorkspaceTakenError, OutputFolderError."""
    try:
        file = (workspace.hidden / _FILE).open("ab")
    except OSError as error:
        raise OutputFolderError(workspace.root, word_refusal(error)) from error
    try:
        _lock(file)
    except OSError as error:
        # Some shares know no locks: there the user has to see to it that one is enough.
        if error.errno in _TAKEN:
            file.close()
            raise WorkspaceTakenError(workspace) from error
    return Lock(file)


def _lock(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - only there

        file.seek(0, os.SEEK_SET)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 - not there

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
