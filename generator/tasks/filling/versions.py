"""The versions of 历史/: which there are, and what putting one back writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.regular import read_regular
from generator.field.data_folder import HISTORY
from generator.tasks.filling.conflict import NoPlaceError
from generator.tasks.history import keep_version

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier version of a file: `name` is its own in 历史/, `file` that of the folder."""

    name: str
    file: str
    date: str
    time: str
    size: int


def list_versions(folder: Path) -> tuple[Version, ...]:
    """Return the versions of a folder, the newest first."""
    history = folder / HISTORY
    if not history.is_dir():
        return ()
    found = [
        _read(path)
        for path in history.iterdir()
        if path.is_file() and not path.is_symlink() and path.stem.rpartition(" ")[2][:1].isdigit()
    ]
    return tuple(sorted(found, key=lambda one: (one.date, one.time, one.name), reverse=True))


def restore_version(folder: Path, name: str) -> dict[Path, bytes]:
    """Return the file that a version is of, as the version has it, and what it is now as a version.

    Raises NoPlaceError where there is no such version, or the file is in a folder that is gone.
    """
    version = next((one for one in list_versions(folder) if one.name == name), None)
    if version is None:
        raise NoPlaceError(f"{HISTORY}/{name}")
    target = _target(folder, version.file)
    return {
        **keep_version(target, folder).files,
        target: read_regular(folder / HISTORY / version.name),
    }


def _read(path: Path) -> Version:
    stem, _, stamp = path.stem.rpartition(" ")
    day, _, clock = stamp.partition("-")
    date = f"{day[:4]}-{day[4:6]}-{day[6:8]}"
    time = ":".join(filter(None, (clock[:2], clock[2:4], clock[4:6])))
    return Version(path.name, f"{stem}{path.suffix}", date, time, path.stat().st_size)


def _target(folder: Path, file: str) -> Path:
    """Return the file of a folder; of one in a folder below it the version bears both names."""
    inner, _, name = file.partition("-")
    if name and not (folder / file).exists() and (folder / inner).is_dir():
        return folder / inner / name
    return folder / file
