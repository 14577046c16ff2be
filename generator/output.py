"""Writing files: to a temporary file, then replace; never a half-written one."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from pathlib import Path

from generator.errors import FileInUseError, OutputFolderError

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\s]')


def fit_file_name(text: str) -> str:
    """Return a text without what no file name may hold."""
    return _FORBIDDEN.sub("", text)


def write_atomically(path: Path, data: bytes) -> None:
    """Write `data` to `path` whole or not at all.

    Raises FileInUseError where the target is open in Word, OutputFolderError where the folder
    cannot be written. The temporary file never stays behind.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".~", suffix=path.suffix, dir=path.parent)
    except OSError as error:
        raise OutputFolderError(path, error.strerror or str(error)) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        temporary.chmod(0o644)
        os.replace(temporary, path)  # noqa: PTH105 - the call that Windows refuses
    except PermissionError as error:
        raise FileInUseError(path) from error
    except OSError as error:
        raise OutputFolderError(path, error.strerror or str(error)) from error
    finally:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()
