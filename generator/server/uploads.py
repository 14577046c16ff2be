"""Files that a browser sends: each streamed into a batch of the workspace, within bounds.

A batch is a folder; a file is there whole or not at all, so that after a kill what was sent before
is still there. Room by room a batch is taken over: its files are moved or read, then it is closed.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import time
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING

from generator.base.errors import GeneratorError
from generator.base.output import is_temporary
from generator.base.refusals import word_refusal
from generator.base.unpacking import (
    DAMAGED,
    UnpackingError,
    is_encrypted,
    measure_directory,
    name_of,
    read_member,
)
from generator.server.names import clean_parts

if TYPE_CHECKING:
    from generator.server.workspace import Workspace

_STEP = 1 << 16
_MEGABYTE = 1_000_000
_ENTRY = 1000  # bytes in the directory of an archive, of a file with a long name
_BATCH = re.compile(r"[0-9a-f]{16}")
_FOLDER = "uploads"
_NO_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Limits:
    """What may be sent: bytes of a file, bytes and files of a batch, batches that wait.

    `seconds` is how long one request may take from its first byte to its last, `silence` how long
    it may send nothing.
    """

    file: int = 200 * _MEGABYTE
    batch: int = 2000 * _MEGABYTE
    files: int = 3000
    batches: int = 50
    seconds: float = 900
    silence: int = 60


class UploadError(GeneratorError):
    """A file that is not taken; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file of a batch: `name` is its path as it was sent, cleaned (a folder dropped has some)."""

    name: str
    path: Path
    size: int


class Uploads:
    """The batches of a workspace."""

    def __init__(self, workspace: Workspace, limits: Limits | None = None) -> None:
        self._root = workspace.hidden / _FOLDER
        self.limits = limits or Limits()

    def begin(self) -> str:
        """Make an empty batch and return its key. Raises UploadError where too many wait."""
        if len(self.waiting()) >= self.limits.batches:
            self.tidy(older=self.limits.seconds)
        if len(self.waiting()) >= self.limits.batches:
            raise UploadError("有太多批文件还没有处理，请先处理或放弃它们。")
        key = secrets.token_hex(8)
        (self._root / key).mkdir(parents=True)
        return key

    def tidy(self, older: float = 0) -> None:
        """Remove what was left by a kill or a closed browser: pieces of files, empty batches.

        `older` is how many seconds nothing may have come into a batch that is removed.
        """
        for key in self.waiting():
            folder = self._root / key
            with contextlib.suppress(OSError):
                if time.time() - folder.stat().st_mtime < older:
                    continue
                for piece in filter(is_temporary, folder.iterdir()):
                    shutil.rmtree(piece) if piece.is_dir() else piece.unlink()
                if not self.files(key):
                    self.close(key)

    def waiting(self) -> tuple[str, ...]:
        """Return the batches that nobody has closed, the oldest first."""
        if not self._root.is_dir():
            return ()
        found = [one for one in self._root.iterdir() if _BATCH.fullmatch(one.name)]
        return tuple(one.name for one in sorted(found, key=lambda one: one.stat().st_mtime))

    def receive(
        self,
        batch: str,
        name: str,
        source: IO[bytes],
        announced: int,
        changed: float | None = None,
    ) -> Uploaded:
        """Take one file in, from a stream of `announced` bytes, and return it.

        `changed` is when it was last changed (seconds of the epoch), None where nobody knows. A
        second file of one name stands beside the first. Raises UploadError beyond a bound, where
        the stream ends early, and where the disk refuses.
        """
        folder, parts = self._folder(batch), clean_parts(name)
        present = self.files(batch)
        if len(present) >= self.limits.files:
            raise UploadError(f"一次最多放 {self.limits.files} 个文件，{parts[-1]} 没有收下。")
        left = self.limits.batch - sum(one.size for one in present)
        most = min(self.limits.file, left)
        if announced > most:
            raise self._too_large(parts[-1], most)
        try:
            target = _free(folder.joinpath(*parts))
            target.parent.mkdir(parents=True, exist_ok=True)
            partial = folder / f".~{secrets.token_hex(8)}"
            try:
                size = self._copy(source, partial, parts[-1], most, announced)
                if changed is not None:
                    os.utime(partial, (changed, changed))
                os.replace(partial, target)  # noqa: PTH105 - as write_atomically
            finally:
                partial.unlink(missing_ok=True)
        except OSError as error:
            raise UploadError(f"{parts[-1]} 没有收下：{word_refusal(error)}。") from error
        return Uploaded(target.relative_to(folder).as_posix(), target, size)

    def files(self, batch: str) -> tuple[Uploaded, ...]:
        """Return the files of a batch, by name. Raises UploadError where there is no batch."""
        folder = self._folder(batch)
        found = [one for one in folder.rglob("*") if one.is_file() and not is_temporary(one)]
        return tuple(
            Uploaded(one.relative_to(folder).as_posix(), one, one.stat().st_size)
            for one in sorted(found)
        )

    def folder(self, batch: str) -> Path:
        """Return where the files of a batch lie. Raises UploadError where there is no batch."""
        return self._folder(batch)

    def unpack(self, batch: str) -> tuple[str, ...]:
        """Put what the .zip of a batch hold in their place; return what was left packed and why.

        A pile needs no unpacking: `review` takes a .zip as it is.
        """
        problems = []
        for one in self.files(batch):
            if one.path.suffix.lower() == ".zip":
                try:
                    self._unpack(one)
                except (UploadError, UnpackingError) as error:
                    problems.append(f"{one.name}：{error}")
                except OSError as error:
                    problems.append(f"{one.name}：{word_refusal(error)}，没有解开")
                except DAMAGED:
                    problems.append(f"{one.name}：压缩包已损坏，无法解开")
        return tuple(problems)

    def close(self, batch: str) -> None:
        """Remove a batch with all that is left in it."""
        shutil.rmtree(self._folder(batch), ignore_errors=True)

    def _folder(self, batch: str) -> Path:
        folder = self._root / batch
        if not _BATCH.fullmatch(batch) or not folder.is_dir():
            raise UploadError("这一批文件已经处理过，或不在了。请重新放入。")
        return folder

    def _copy(self, source: IO[bytes], target: Path, name: str, most: int, announced: int) -> int:
        size = 0
        with target.open("xb") as stream:
            while piece := source.read(_STEP):
                size += len(piece)
                if size > most:
                    raise self._too_large(name, most)
                stream.write(piece)
        if size != announced:
            raise UploadError(f"{name} 没有传完，没有收下。请再放一次。")
        return size

    def _too_large(self, name: str, most: int) -> UploadError:
        if most < self.limits.file:
            whole = self.limits.batch // _MEGABYTE
            return UploadError(f"一批文件最多 {whole} MB，{name} 没有收下。请分几次放。")
        return UploadError(f"{name} 超过 {self.limits.file // _MEGABYTE} MB，没有收下。")

    def _unpack(self, packed: Uploaded) -> None:
        """Take the files out, all of them or none, then the archive away."""
        if measure_directory(packed.path) > self.limits.files * _ENTRY:
            raise UploadError(f"压缩包里的文件超过 {self.limits.files} 个，没有解开")
        with zipfile.ZipFile(packed.path) as archive:
            entries = [one for one in archive.infolist() if not one.is_dir()]
            _refuse(entries, self.limits)
            room = packed.path.parent / f".~{secrets.token_hex(8)}"
            try:
                left = self.limits.batch
                for entry in entries:
                    data = read_member(archive, entry, min(left, self.limits.file))
                    left -= len(data)
                    target = _free(room.joinpath(*clean_parts(name_of(entry))))
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(data)
                    _set_time(target, entry)
                os.replace(room, _free(packed.path.with_suffix("")))  # noqa: PTH105 - a folder
            finally:
                shutil.rmtree(room, ignore_errors=True)
        packed.path.unlink()


def _refuse(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if not entries:
        raise UploadError("压缩包里没有文件")
    if len(entries) > limits.files:
        raise UploadError(f"压缩包里有 {len(entries)} 个文件，超过 {limits.files} 个，没有解开")
    if sum(one.file_size for one in entries) > limits.batch:
        raise UploadError(f"压缩包解开后超过 {limits.batch // _MEGABYTE} MB，没有解开")
    if any(map(is_encrypted, entries)):
        raise UploadError("压缩包设有密码，没有解开；请取消密码后再试")


def _set_time(path: Path, entry: zipfile.ZipInfo) -> None:
    """Give a file the time that the archive has; what writes none leaves the first day there is."""
    with contextlib.suppress(ValueError, OverflowError, OSError):
        if entry.date_time != _NO_TIME:
            changed = datetime(*entry.date_time).timestamp()  # noqa: DTZ001 - archives have none
            os.utime(path, (changed, changed))


def _free(path: Path) -> Path:
    """Return the path, or one like it that is not taken."""
    name, number = PurePosixPath(path.name), 1
    while path.exists():
        number += 1
        path = path.with_name(f"{name.stem}-{number}{name.suffix}")
    return path
