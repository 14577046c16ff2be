"""Which files a run of `review` is about: files as given, those of folders, those of a .zip."""

from __future__ import annotations

import os
import tempfile
import zipfile
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from generator.base.links import real_path, refuse_link
from generator.base.output import fit_file_name
from generator.base.refusals import word_refusal
from generator.base.regular import SPECIAL, is_special, open_regular
from generator.base.unpacking import UnpackingError, is_encrypted, name_of, read_member
from generator.files.formats import (
    OFD,
    PACKED,
    PDF,
    PLAIN,
    WEB_ARCHIVE,
    WORD,
    ZIP,
    is_format,
    suffixes_of,
    tell_format,
)
from generator.files.office.converting import CONVERTED, why_not_read
from generator.files.xlsx.archive import BROKEN, MAX_PARTS, MAX_UNPACKED
from generator.model.reviewed_file import SkippedFile
from generator.tasks.review_many.skipping import is_passed_over, why_skipped
from generator.tasks.review_many.unwinding import unwind_when_stopped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TEXTS = (WORD, PDF, PLAIN, *CONVERTED, WEB_ARCHIVE, OFD)
_WANTED = suffixes_of((*_TEXTS, ZIP, PACKED))  # in folders and archives
_PACKED = "是压缩包，没有解开；请解开后再审核，或单独给出这个 .zip"
_MOST_LETTERS = 80
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_NONE = "其中没有可以审核的文件（.docx、.doc、.wps、.pdf、.txt、.md 等）"


class Submitted(NamedTuple):
    """A file to be reviewed: `name` is what reports call it; `problem` why it cannot be read.

    `time` is when it was last changed, to two seconds as archives have it, without a zone; None
    where nothing tells. One that is `skipped` is no text: `problem` says what it is and what to do.
    """

    name: str
    path: Path
    problem: str = ""
    time: datetime | None = None
    skipped: bool = False


class Gathered(NamedTuple):
    """The files of a run, and what stands beside them in folders and archives."""

    files: tuple[Submitted, ...]
    skipped: tuple[SkippedFile, ...]


@contextmanager
def gather(paths: Sequence[Path], apart: Sequence[Path] = ()) -> Iterator[Gathered]:
    """Give the files for as long as they are needed: a .zip is unpacked into a temporary folder.

    Of folders and archives, whatever their depth, the .docx, .pdf, .txt and .md are taken. Word
    files of other kinds, archives within them, pipes and folders that cannot be opened are listed
    with the reason why they are not read; all else is skipped, and named but for what lies in
    `apart` (what serves the run otherwise). Each file is taken once. SIGTERM, too, removes the
    folder.
    """
    with unwind_when_stopped(), tempfile.TemporaryDirectory(prefix="gen-narrative-") as folder:
        found: dict[Path, Submitted] = {}
        skipped: dict[Path, SkippedFile] = {}
        names: set[str] = set()
        for number, path in enumerate(paths):
            for one in _take(path, Path(folder) / str(number)):
                real = real_path(one.path)
                if one.skipped:
                    skipped[real] = SkippedFile(one.name, one.problem)
                if one.skipped or real in found:
                    continue
                name = one.name if one.name not in names else f"{path.as_posix()}/{one.name}"
                names.add(name)
                found[real] = one._replace(name=name)
        kept = {path: one for path, one in skipped.items() if not _lies_in(path, apart)}
        yield Gathered(tuple(found.values()), tuple(kept.values()))


def _lies_in(path: Path, folders: Sequence[Path]) -> bool:
    return any(path.is_relative_to(real_path(one)) for one in folders)


def _take(path: Path, room: Path) -> tuple[Submitted, ...]:
    """Return what a path stands for; what the system refuses is a file with a problem."""
    try:
        found = tuple(_expand(path, room))
    except OSError as error:
        return (Submitted(path.name, path, f"系统打不开（{word_refusal(error)}）"),)
    is_empty = all(one.skipped for one in found)
    return (*found, Submitted(path.name, path, _NONE)) if is_empty else found


def _expand(path: Path, room: Path) -> Iterator[Submitted]:
    if is_special(path):
        yield Submitted(path.name, path, SPECIAL)
    elif path.is_dir():
        yield from _list_folder(path)
    elif is_format(path, ZIP):
        yield from _unpack(path, room)
    elif not path.is_file():
        yield Submitted(path.name, path, f"找不到 {path}，请核对路径")
    else:
        yield _submit(path.name, path)


def _list_folder(path: Path) -> Iterator[Submitted]:
    closed: list[OSError] = []
    walked = [
        (Path(at), folders, files) for at, folders, files in os.walk(path, onerror=closed.append)
    ]
    beside = {at: frozenset(files) for at, _, files in walked}
    inside = [at / name for at, folders, files in walked for name in (*folders, *files)]
    if not walked and closed:
        raise closed[0]
    refused = {Path(error.filename): word_refusal(error) for error in closed}
    for inner in sorted(inside):
        name = inner.relative_to(path)
        if is_passed_over(name.parts, beside[inner.parent]):
            continue
        why = refuse_link(inner, path)
        if inner in refused:
            yield Submitted(name.as_posix(), inner, f"系统打不开（{refused[inner]}）")
        elif why:
            # A folder is named too: whatever is in it goes unreviewed.
            if inner.is_symlink():
                other = not inner.is_dir() and not _is_wanted(name.name)
                yield Submitted(name.as_posix(), inner, why, skipped=other)
        elif not inner.is_dir():
            if _is_wanted(name.name):
                yield _submit(name.as_posix(), inner)
            else:
                yield _skip(name.as_posix(), inner, inner)


def _skip(name: str, key: Path, path: Path | None) -> Submitted:
    """Return what is not reviewed; `path` is None where it is not unpacked either."""
    return Submitted(name, key, why_skipped(name, path), skipped=True)


def _submit(name: str, path: Path) -> Submitted:
    """Return a file, with the problem where its content cannot be reviewed."""
    if is_special(path):
        return Submitted(name, path, SPECIAL)
    time = _time_of(path)
    try:
        kind = tell_format(path)
    except OSError:
        return Submitted(name, path, time=time)  # its reader says why
    return Submitted(name, path, _PACKED if kind in {ZIP, PACKED} else why_not_read(kind), time)


def _time_of(path: Path) -> datetime | None:
    try:
        changed = datetime.fromtimestamp(path.stat().st_mtime)  # noqa: DTZ006 - as archives have it
    except (OSError, OverflowError, ValueError):
        return None
    return changed.replace(second=changed.second // 2 * 2, microsecond=0)


def _time_in(entry: zipfile.ZipInfo) -> datetime | None:
    """Return when an entry was changed; what writes no time leaves the first day there is."""
    try:
        changed = datetime(*entry.date_time)  # noqa: DTZ001 - archives have none
    except ValueError:
        return None
    return None if entry.date_time == _NO_TIME else changed


def _is_wanted(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in _WANTED


def _unpack(path: Path, room: Path) -> Iterator[Submitted]:
    """Unpack what is to be reviewed, each file into a folder of its own under a harmless name."""
    try:
        with open_regular(path) as file, zipfile.ZipFile(file) as archive:
            problem = _refuse(archive)
            if problem:
                yield Submitted(path.name, path, problem)
                return
            for number, (entry, parts, beside) in enumerate(_list_archive(archive)):
                if is_passed_over(_inside(parts), beside):
                    continue
                if _is_wanted(parts[-1]):
                    yield _extract(archive, entry, parts, room / str(number))
                else:
                    yield _skip("/".join(parts), path / str(number), None)
    except UnpackingError as error:
        yield Submitted(path.name, path, str(error))
    except BROKEN:
        yield Submitted(path.name, path, "压缩包已损坏，无法解开")


def _list_archive(
    archive: zipfile.ZipFile,
) -> Iterator[tuple[zipfile.ZipInfo, tuple[str, ...], frozenset[str]]]:
    """Yield the files of an archive: the entry, its path, the names in its folder."""
    named = [
        (entry, PurePosixPath(name_of(entry).replace("\\", "/")).parts)
        for entry in archive.infolist()
        if not entry.is_dir()
    ]
    folders: dict[tuple[str, ...], set[str]] = {}
    for _, parts in named:
        folders.setdefault(parts[:-1], set()).update(parts[-1:])
    for entry, parts in named:
        if _inside(parts):
            yield entry, parts, frozenset(folders[parts[:-1]])


def _refuse(archive: zipfile.ZipFile) -> str:
    """Return why an archive is not unpacked at all, or nothing."""
    entries = archive.infolist()
    if len(entries) > MAX_PARTS:
        return f"压缩包中有 {len(entries)} 个文件，超过 {MAX_PARTS} 个，没有解开"
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        return f"压缩包解开后超过 {MAX_UNPACKED // 1_000_000} MB，没有解开；请分几次审核"
    if any(map(is_encrypted, entries)):
        return "压缩包设有密码，没有解开；请取消密码后再试"
    return ""


def _inside(parts: Sequence[str]) -> tuple[str, ...]:
    """Return the parts of a path without those that lead out of the archive."""
    return tuple(part for part in parts if part.strip("./\\ "))


def _extract(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, parts: Sequence[str], room: Path
) -> Submitted:
    name = "/".join(parts)
    if parts[0] in {"/", "\\"} or ".." in parts or ":" in parts[0]:
        return Submitted(name, room, "压缩包中的这个文件名指向包外的文件夹，没有解开")
    last = PurePosixPath(fit_file_name(parts[-1]))
    target = room / f"{last.stem[:_MOST_LETTERS]}{last.suffix}"
    room.mkdir(parents=True)
    target.write_bytes(read_member(archive, entry, MAX_UNPACKED))
    return _submit(name, target)._replace(time=_time_in(entry))
