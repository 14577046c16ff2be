"""Which files a run of `review` is about: files as given, those of folders, those of a .zip."""

from __future__ import annotations

import re
import tempfile
import zipfile
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from generator.base.links import refuse_link
from generator.base.output import fit_file_name
from generator.base.refusals import word_refusal
from generator.base.regular import SPECIAL, is_special, open_regular
from generator.base.unpacking import UnpackingError, read_member
from generator.files.formats import (
    DOC,
    OFD,
    OPEN_TEXT,
    PACKED,
    PDF,
    PLAIN,
    RTF,
    WEB_ARCHIVE,
    WORD,
    WPS,
    ZIP,
    is_format,
    suffixes_of,
    tell_format,
)
from generator.files.xlsx.archive import BROKEN, MAX_PARTS, MAX_UNPACKED
from generator.tasks.review_many.unwinding import unwind_when_stopped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TEXTS = (WORD, PDF, PLAIN, DOC, WPS, RTF, OPEN_TEXT, WEB_ARCHIVE, OFD)
_WANTED = suffixes_of((*_TEXTS, ZIP, PACKED))  # in folders and archives
_PACKED = "是压缩包，没有解开；请解开后再审核，或单独给出这个 .zip"
OWN_MARK = "审核"
_OWN = re.compile(rf"(?:-{OWN_MARK}|^{OWN_MARK}汇总)\.(?:docx|html|xlsx|txt|json)$")
_LEFT_ABOUT = re.compile(r"~\$|\.|__MACOSX$")
_UTF8_NAME, _ENCRYPTED = 0x800, 0x1
_MOST_LETTERS = 80
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_NONE = "其中没有可以审核的文件（.docx、.pdf、.txt、.md）"


class Submitted(NamedTuple):
    """A file to be reviewed: `name` is what reports call it; `problem` why it cannot be read.

    `time` is when it was last changed, to two seconds as archives have it, without a zone; None
    where nothing tells.
    """

    name: str
    path: Path
    problem: str = ""
    time: datetime | None = None


@contextmanager
def gather(paths: Sequence[Path]) -> Iterator[tuple[Submitted, ...]]:
    """Give the files for as long as they are needed: a .zip is unpacked into a temporary folder.

    Of folders and archives, whatever their depth, the .docx, .pdf, .txt and .md are taken; what
    Office leaves about (~$…) and our own reports (…-审核.docx) are not. Word files of other kinds,
    archives within them and pipes are listed with the reason why they are not read. Each file is
    taken once. SIGTERM, too, removes the folder.
    """
    with unwind_when_stopped(), tempfile.TemporaryDirectory(prefix="gen-narrative-") as folder:
        found: dict[Path, Submitted] = {}
        names: set[str] = set()
        for number, path in enumerate(paths):
            for one in _take(path, Path(folder) / str(number)):
                if one.path.resolve() in found:
                    continue
                name = one.name if one.name not in names else f"{path.as_posix()}/{one.name}"
                names.add(name)
                found[one.path.resolve()] = one._replace(name=name)
        yield tuple(found.values())


def _take(path: Path, room: Path) -> tuple[Submitted, ...]:
    """Return what a path stands for; what the system refuses is a file with a problem."""
    try:
        return tuple(_expand(path, room))
    except OSError as error:
        return (Submitted(path.name, path, f"系统打不开（{word_refusal(error)}）"),)


def _expand(path: Path, room: Path) -> Iterator[Submitted]:
    if is_special(path):
        yield Submitted(path.name, path, SPECIAL)
    elif path.is_dir():
        yield from tuple(_list_folder(path)) or (Submitted(path.name, path, _NONE),)
    elif is_format(path, ZIP):
        yield from tuple(_unpack(path, room)) or (Submitted(path.name, path, _NONE),)
    elif not path.is_file():
        yield Submitted(path.name, path, f"找不到 {path}，请核对路径")
    else:
        yield _submit(path.name, path)


def _list_folder(path: Path) -> Iterator[Submitted]:
    for inner in sorted(path.rglob("*")):
        name = inner.relative_to(path)
        why = refuse_link(inner, path)
        if why and not any(map(_LEFT_ABOUT.match, name.parts)):
            # A folder is named too: whatever is in it goes unreviewed.
            if inner.is_symlink() and (inner.is_dir() or _is_wanted(name.parts)):
                yield Submitted(name.as_posix(), inner, why)
        elif not inner.is_dir() and _is_wanted(name.parts):
            yield _submit(name.as_posix(), inner)


def _submit(name: str, path: Path) -> Submitted:
    """Return a file, with the problem where its content cannot be reviewed."""
    if is_special(path):
        return Submitted(name, path, SPECIAL)
    time = _time_of(path)
    try:
        kind = tell_format(path)
    except OSError:
        return Submitted(name, path, time=time)  # its reader says why
    return Submitted(name, path, _PACKED if kind in {ZIP, PACKED} else kind.refusal, time)


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


def is_own_report(name: str) -> bool:
    """Whether a file has the name of one of our reports (…-审核.docx)."""
    return _OWN.search(name) is not None


def _is_wanted(parts: Sequence[str]) -> bool:
    if any(_LEFT_ABOUT.match(part) for part in parts) or is_own_report(parts[-1]):
        return False
    return PurePosixPath(parts[-1]).suffix.lower() in _WANTED


def _unpack(path: Path, room: Path) -> Iterator[Submitted]:
    """Unpack what is to be reviewed, each file into a folder of its own under a harmless name."""
    try:
        with open_regular(path) as file, zipfile.ZipFile(file) as archive:
            problem = _refuse(archive)
            if problem:
                yield Submitted(path.name, path, problem)
                return
            for number, entry in enumerate(archive.infolist()):
                parts = PurePosixPath(_name_of(entry).replace("\\", "/")).parts
                if not entry.is_dir() and parts and _is_wanted(_inside(parts)):
                    yield _extract(archive, entry, parts, room / str(number))
    except UnpackingError as error:
        yield Submitted(path.name, path, str(error))
    except BROKEN:
        yield Submitted(path.name, path, "压缩包已损坏，无法解开")


def _refuse(archive: zipfile.ZipFile) -> str:
    """Return why an archive is not unpacked at all, or nothing."""
    entries = archive.infolist()
    if len(entries) > MAX_PARTS:
        return f"压缩包中有 {len(entries)} 个文件，超过 {MAX_PARTS} 个，没有解开"
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        return f"压缩包解开后超过 {MAX_UNPACKED // 1_000_000} MB，没有解开；请分几次审核"
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        return "压缩包设有密码，没有解开；请取消密码后再试"
    return ""


def _name_of(entry: zipfile.ZipInfo) -> str:
    """Return the name of an entry; Windows writes Chinese names in GBK without saying so."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return entry.filename


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
