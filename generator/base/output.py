"""Writing files: to a temporary file, then replace; never a half-written one."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from generator.base.errors import FileInUseError, OutputFolderError
from generator.base.refusals import word_refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\s\x00-\x1f\x7f-\x9f\ud800-\udfff]')
# File systems count up to 255 bytes; a suffix, “-审核” and the like have to fit in as well.
_LONGEST = 200
_TEMPORARY = ".~"


def fit_file_name(text: str, longest: int = _LONGEST) -> str:
    """Return a text as part of a file name: without what none may hold, cut to `longest` bytes.

    No dot begins or ends it: such files are hidden, or not to be opened on Windows.
    """
    kept = _FORBIDDEN.sub("", text).strip(".")
    return kept.encode()[:longest].decode(errors="ignore")


def encode_text(text: str) -> bytes:
    """Return the text of a report as UTF-8; names of files that are no text are shown with “?”.

    Such names come from archives that were packed in another encoding.
    """
    return text.encode(errors="replace")


def is_temporary(path: Path) -> bool:
    """Whether a file is one that `write_atomically` had no time to remove."""
    return path.name.startswith(_TEMPORARY)


def refuse_no_file(path: Path) -> None:
    """Raise OutputFolderError where something stands at `path` that is no file.

    Reading a pipe that is in the way would wait for ever, replacing a device would remove it.
    """
    if path.exists() and not path.is_file():
        what = "这是一个文件夹" if path.is_dir() else "这不是普通的文件"
        raise OutputFolderError(path, f"{what}，请用 -o 另给一个文件名")


def write_atomically(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write `data`, or all its pieces, to `path` whole or not at all.

    Raises FileInUseError where the target is open in Word, OutputFolderError where the folder
    cannot be written or the target is no file (a folder, a device). The temporary file never
    stays behind.
    """
    try:
        refuse_no_file(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=_TEMPORARY, suffix=path.suffix, dir=path.parent)
    except OSError as error:
        raise OutputFolderError(path, word_refusal(error)) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            for piece in (data,) if isinstance(data, bytes) else data:
                stream.write(piece)
        temporary.chmod(0o644)
        os.replace(temporary, path)  # noqa: PTH105 - the call that Windows refuses
    except PermissionError as error:
        raise FileInUseError(path) from error
    except OSError as error:
        raise OutputFolderError(path, word_refusal(error)) from error
    finally:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()


def refuse_unwritable(folder: Path) -> None:
    """Raise OutputFolderError where nothing could be written into a folder, there or not yet.

    Nothing stays behind.
    """
    try:
        there = next(path for path in (folder, *folder.parents) if _is_there(path))
        with tempfile.TemporaryFile(prefix=_TEMPORARY, dir=there):
            pass
    except OSError as error:
        raise OutputFolderError(folder, word_refusal(error)) from error


def _is_there(path: Path) -> bool:
    """Whether anything has this path, a link that leads nowhere too; OSError where none can."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def write_files(files: Mapping[Path, bytes], outdated: Iterable[Path] = ()) -> None:
    """Write files one after the other, each whole or not at all, then remove outdated ones.

    Raises what `write_atomically` raises; what was written before stays.
    """
    for path, data in files.items():
        write_atomically(path, data)
    for path in outdated:
        path.unlink()


def write_new_files(files: Mapping[Path, bytes]) -> None:
    """Write files that are not there yet, all of them or none.

    After a failure neither they nor the folders made for them stay behind, so that the next
    attempt finds nothing taken. Raises what `write_atomically` raises.
    """
    folders = dict.fromkeys(folder for path in files for folder in path.parents)
    made = sorted(
        (folder for folder in folders if not folder.exists()),
        key=lambda folder: len(folder.parts),
        reverse=True,
    )
    written: list[Path] = []
    done = False
    try:
        for path, data in files.items():
            write_atomically(path, data)
            written.append(path)
        done = True
    finally:
        if not done:
            _take_back(written, made)


def _take_back(files: Iterable[Path], folders: Iterable[Path]) -> None:
    with contextlib.suppress(OSError):  # the failure itself is what is told
        for path in files:
            path.unlink()
        for folder in folders:
            if folder.is_dir():
                folder.rmdir()
