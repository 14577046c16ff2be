"""What stands below a folder: data folders, workbooks, submitted documents; the rest is named."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from generator.base.links import refuse_link
from generator.base.refusals import word_refusal
from generator.base.regular import SPECIAL, is_special
from generator.field.data_folder import (
    ATTACHMENTS,
    HISTORY,
    LAST_YEAR,
    TEXTS,
    Lists,
    is_left_about,
)
from generator.field.titles import form_in_name
from generator.files.formats import (
    OFD,
    PDF,
    PLAIN,
    WEB_ARCHIVE,
    WORD,
    suffixes_of,
    tell_format,
)
from generator.files.office.converting import CONVERTED, why_not_read
from generator.model.reviewed_file import SkippedFile
from generator.reading.folder import EXPECTED, SHEET_SUFFIXES
from generator.tasks.batch.unit import Kind, Unit
from generator.tasks.opening import is_workbook
from generator.tasks.review_many.skipping import is_passed_over, why_skipped

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

# What of a data folder belongs to it; whatever else lies in it may be another department.
OWN_FOLDERS = frozenset({LAST_YEAR, TEXTS, ATTACHMENTS, HISTORY})
_SUBMITTED = suffixes_of((WORD, PDF, *CONVERTED, WEB_ARCHIVE, OFD))
_PLAIN = suffixes_of((PLAIN,))
_NOT_ASKED = "是送审文件；这次没有要求审核（--review）"
_LINKED = "是指向别处的链接，那里已经列入"
_WORDS = "是数据文件夹里的文字，不是送审文件；要审核它的，请存为 .docx"
_NOTE = "是说明，不是送审文件"
_USED = "是工作簿，和 公开0N 的表放在一起，没有使用"


def list_units(root: Path, out: Path, *, review: bool) -> Iterator[Unit | SkippedFile]:
    """Yield the units below a folder, always in the same order, and what is none, with why.

    `out`, where the results go, is passed over. Links that lead out of `root`, or in a circle, are
    named and not followed. Raises OSError where `root` itself cannot be opened.
    """
    if root.is_file():
        yield from _list_files(
            root.parent, PurePosixPath(), (root.name,), data=None, alone=True, review=review
        )
        return
    closed: list[OSError] = []
    around: list[PurePosixPath] = []  # the data folders in which a folder lies
    out = out.resolve()
    for at, folders, files in os.walk(root, onerror=closed.append):
        path = Path(at)
        if closed and path == root:
            break
        folders[:] = sorted(name for name in folders if not is_left_about(name))
        here = PurePosixPath(path.relative_to(root).as_posix())
        yield from _name_closed(closed, root)
        while around and not here.is_relative_to(around[-1]):
            around.pop()
        is_data = is_data_folder(files)
        if is_data:
            around.append(here)
            yield Unit(here, Kind.FOLDER)
            folders[:] = [name for name in folders if name not in OWN_FOLDERS]
        yield from _name_links(path, here, folders, root)
        refused = _refuse_links(path, sorted(files), root)
        yield from (SkippedFile((here / name).as_posix(), why) for name, why in refused.items())
        kept = [name for name in sorted(files) if name not in refused]
        yield from _list_files(
            path, here, kept, data=here if is_data else None, alone=not around, review=review
        )
        folders[:] = [
            name
            for name in folders
            if not (path / name).is_symlink() and (path / name).resolve() != out
        ]
    if closed and Path(closed[0].filename) == root:
        raise closed[0]
    yield from _name_closed(closed, root)


def _name_closed(closed: list[OSError], root: Path) -> Iterator[Unit]:
    """Yield the folders that cannot be opened: as far as is known, each is a department."""
    while closed and Path(closed[0].filename) != root:
        error = closed.pop(0)
        path = PurePosixPath(Path(error.filename).relative_to(root).as_posix())
        yield Unit(path, Kind.FOLDER, problem=f"系统打不开（{word_refusal(error)}）")


def _name_links(
    path: Path, here: PurePosixPath, folders: Sequence[str], root: Path
) -> Iterator[SkippedFile]:
    """Yield the links to folders: none is followed."""
    for name in folders:
        if (path / name).is_symlink():
            why = refuse_link(path / name, root)
            yield SkippedFile((here / name).as_posix(), why or _LINKED)


def _refuse_links(path: Path, files: Sequence[str], root: Path) -> dict[str, str]:
    """Return the links to files that lead out of `root` or nowhere, with why."""
    links = (name for name in files if (path / name).is_symlink())
    return {name: why for name in links if (why := refuse_link(path / name, root))}


def is_data_folder(files: Collection[str]) -> bool:
    """Whether files of these names are those of a department: 公开0N, or 单位信息."""
    stems = (
        Path(name).stem
        for name in files
        if Path(name).suffix.lower() in SHEET_SUFFIXES and not is_left_about(name)
    )
    return any(stem == Lists.IDENTITY or bool(form_in_name(stem)) for stem in stems)


def _list_files(
    path: Path,
    here: PurePosixPath,
    files: Sequence[str],
    *,
    data: PurePosixPath | None,
    alone: bool,
    review: bool,
) -> Iterator[Unit | SkippedFile]:
    """Yield the files of a folder; `alone` is one that lies in no data folder."""
    beside = frozenset(files)
    for name in files:
        if is_passed_over((name,), beside):
            continue
        inner, suffix = here / name, Path(name).suffix.lower()
        if suffix in _SUBMITTED or (alone and suffix in _PLAIN and not _is_note(name)):
            yield _submit(path / name, inner, data, review=review)
            continue
        is_book = is_workbook(path / name) and not is_special(path / name)
        if is_book and data is None:
            yield Unit(inner, Kind.BOOK)
        elif is_book or data is None:
            why = _USED if is_book else _why_not(path / name, alone=alone)
            if Path(name).stem != Lists.GAPS:  # that lies beside workbooks
                yield SkippedFile(inner.as_posix(), why)


def _why_not(path: Path, *, alone: bool) -> str:
    if path.suffix.lower() in _PLAIN:
        return _NOTE if alone else _WORDS
    return why_skipped(path.name, path)


def _is_note(name: str) -> bool:
    return EXPECTED.search(Path(name).stem) is not None and "决算情况说明" not in name


def _submit(
    path: Path, inner: PurePosixPath, data: PurePosixPath | None, *, review: bool
) -> Unit | SkippedFile:
    if not review:
        return SkippedFile(inner.as_posix(), _NOT_ASKED)
    if is_special(path):
        return SkippedFile(inner.as_posix(), SPECIAL)
    try:
        problem = why_not_read(tell_format(path))
    except OSError:
        problem = ""  # its reader says why
    return Unit(inner, Kind.SUBMITTED, data, problem)
