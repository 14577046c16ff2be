"""Where the data of a batch lie, where its results go and its journal: here or in a storage.

SQLite needs files of a machine: the journal of results in a storage lies in a cache folder, by the
address of the results. Data in a storage are mirrored there before anything is done.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from generator.base.digests import digest_file
from generator.base.errors import GeneratorError
from generator.base.output import encode_text, fit_file_name, is_temporary, write_atomically
from generator.files.storage import Storage, StorageRefusedError, is_remote, local_path
from generator.model.reviewed_file import SkippedFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_APP, _HIDDEN, _JOURNAL = "gen-narrative", ".gen-narrative", "batch.sqlite3"
_MIRROR, _MARKS = "data", "marks.json"
_SIDE_BY_SIDE = 8  # files fetched at a time: most of a fetch is waiting
_GROUP = 200  # files after which it is kept what is there
_MOST = 500_000_000  # bytes of a file; ten times what any reader takes
_KEY = 16
_BAD_NAME = "这样的名字在这台机器上不能存，没有取来；请改名"
_TOO_LARGE = f"超过 {_MOST // 1_000_000} MB，没有取来"


class LocalFolder:
    """The output on this machine (`engine.Place`)."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write files, each whole or not at all."""
        for name, data in files.items():
            write_atomically(self._root / name, data)

    def digest(self, name: str) -> str:
        """Return the SHA-256 of a file in hexadecimal, empty where there is none."""
        return digest_file(self._root / name)

    def is_there(self, name: str) -> bool:
        """Whether there is a file with something in it."""
        path = self._root / name
        return path.is_file() and path.stat().st_size > 0

    def remove(self, name: str) -> None:
        """Remove a file, and the folders that it leaves empty."""
        path = self._root / name
        path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # there is something else in it
            for folder in path.parents:
                if folder == self._root:
                    return
                folder.rmdir()

    def tidy(self, folder: str) -> None:
        """Remove what a stop in the middle of writing has left in a folder."""
        path = self._root / folder
        if path.is_dir():
            for left in filter(is_temporary, sorted(path.iterdir())):
                left.unlink()


class StoredFolder:
    """The output in a storage (`engine.Place`), which takes a file whole or not at all."""

    def __init__(self, storage: Storage) -> None:
        """List what is there: asking for each file would take hours for a province."""
        self._storage = storage
        self._sizes = {name: size for name, (size, _) in storage.list().items()}

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write files, side by side: this alone bounds how many departments an hour are done."""
        with ThreadPoolExecutor(_SIDE_BY_SIDE) as lanes:
            for _ in lanes.map(self._storage.write, files.keys(), files.values()):
                pass
        self._sizes.update({name: len(data) for name, data in files.items()})

    def digest(self, name: str) -> str:
        """Return the SHA-256 of a file as it is now, empty where there was none at the start."""
        return self._storage.digest(name) if name in self._sizes else ""

    def is_there(self, name: str) -> bool:
        """Whether there is a file with something in it; as it was when the run began."""
        return self._sizes.get(name, 0) > 0

    def remove(self, name: str) -> None:
        """Remove a file; a storage has no folders."""
        self._storage.remove(name)
        self._sizes.pop(name, None)

    def tidy(self, folder: str) -> None:
        """Do nothing: there are no files half written."""


def cache_folder() -> Path:
    """Return the folder in which programs keep such things on this system."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
        return (Path(base) if base else Path.home() / "AppData" / "Local") / _APP / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / _APP
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if base else Path.home() / ".cache") / _APP


def room_of(output: str, cache: Path | None) -> Path:
    """Return the folder of this machine that belongs to an output."""
    if not is_remote(output):
        return Path(local_path(output)).absolute() / _HIDDEN
    return (cache or cache_folder()) / "batch" / _key(output.rstrip("/"))


def journal_of(output: str, cache: Path | None) -> Path:
    """Return where the journal of an output lies."""
    return room_of(output, cache) / _JOURNAL


def mirror_of(root: str, output: str, cache: Path | None) -> Path:
    """Return the folder in which the data of a storage are mirrored: called as they are there.

    Never in the output, whose files are all results.
    """
    named = output if is_remote(output) else str(Path(local_path(output)).absolute())
    name = fit_file_name(root.rstrip("/").rpartition("/")[2]) or _MIRROR
    folder = (cache or cache_folder()) / "batch" / _key(named.rstrip("/"))
    return folder / _MIRROR / _key(root.rstrip("/")) / name


def mirror(
    storage: Storage, folder: Path, without: str, tell: Callable[[str], None]
) -> tuple[SkippedFile, ...]:
    """Make a folder what the storage is, and return what could not be fetched.

    What has not changed there is not fetched again. `without` is the address of what is left out.
    Raises StorageGoneError, StorageRefusedError.
    """
    found = {
        name: told
        for name, told in storage.list().items()
        if not f"{storage.url}/{name}".startswith(f"{without.rstrip('/')}/")
    }
    marks_file = folder.parent / _MARKS
    known = _read_marks(marks_file)
    skipped = [
        SkippedFile(name, why) for name, (size, _) in found.items() if (why := _refuse(name, size))
    ]
    wanted: dict[str, list[int | str]] = {
        name: [*told] for name, told in found.items() if not _refuse(name, told[0])
    }
    _remove_gone(folder, wanted)
    fresh = [
        name
        for name, told in wanted.items()
        if known.get(name) != told or not (folder / name).is_file()
    ]
    if fresh:
        tell(f"从 {storage.url} 取 {len(fresh)} 个文件（共 {len(wanted)} 个）")
    folder.mkdir(parents=True, exist_ok=True)
    kept = {name: told for name, told in known.items() if name in wanted}

    def fetch(name: str) -> SkippedFile | None:
        return _fetch(storage, folder, name)

    for start in range(0, len(fresh), _GROUP):
        group = fresh[start : start + _GROUP]
        with ThreadPoolExecutor(_SIDE_BY_SIDE) as lanes:
            refused = {one.name: one for one in lanes.map(fetch, group) if one is not None}
        skipped += refused.values()
        kept.update({name: wanted[name] for name in group if name not in refused})
        write_atomically(marks_file, encode_text(json.dumps(kept)))
    write_atomically(marks_file, encode_text(json.dumps(kept)))
    return tuple(skipped)


def _fetch(storage: Storage, folder: Path, name: str) -> SkippedFile | None:
    try:
        data = storage.read(name)
    except FileNotFoundError:
        (folder / name).unlink(missing_ok=True)
        return SkippedFile(name, "列出以后不在了，没有取来")
    except StorageRefusedError as error:
        (folder / name).unlink(missing_ok=True)
        return SkippedFile(name, str(error))
    try:
        write_atomically(folder / name, data)
    except GeneratorError as error:
        return SkippedFile(name, f"没有取来：{error}")
    return None


def _refuse(name: str, size: int) -> str:
    """Return why a file cannot be mirrored, empty where it can."""
    parts = name.split("/")
    is_bad = any(part in {"", ".", ".."} or "\0" in part for part in parts)
    if sys.platform == "win32":
        is_bad |= any(part != fit_file_name(part) or part.endswith(" ") for part in parts)
    if is_bad:
        return _BAD_NAME
    return _TOO_LARGE if size > _MOST else ""


def _remove_gone(folder: Path, wanted: dict[str, list[int | str]]) -> None:
    """Remove what is no longer in the storage."""
    for path in _files(folder):
        if path.relative_to(folder).as_posix() not in wanted:
            path.unlink()
            with contextlib.suppress(OSError):  # there is something else in it
                for above in path.parents:
                    if above == folder:
                        break
                    above.rmdir()


def _files(folder: Path) -> Iterator[Path]:
    for at, _, files in os.walk(folder):
        yield from (Path(at) / name for name in files)


def _read_marks(path: Path) -> dict[str, list[int | str]]:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _key(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogateescape")).hexdigest()[:_KEY]
