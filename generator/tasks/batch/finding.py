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
_NOTE = "是说明，不是送审文件"
_USED = "是工作簿，和 公开0N 的表放在一起，没有使用"


def list_units(root: Path, out: Path, *, review: bool) -> Iterator[Unit | SkippedFile]:
    """Yield the units below a folder in the order of their paths, and what is none, with why.

    `out`, where the results go, is passed over. Links that lead out of `root`, or in a circle, are
    named and not followed. Raises OSError where `root` itself cannot be opened.
    """
    if root.is_file():
        yield from _list_files(root.parent, PurePosixPath(), (root.name,), review=review)
        return
    closed: list[OSError] = []
    out = out.resolve()
    for at, folders, files in os.walk(root, onerror=closed.append):
        path = Path(at)
        if closed and path == root:
            break
        folders[:] = sorted(name for name in folders if not is_left_about(name))
        here = PurePosixPath(path.relative_to(root).as_posix())
        yield from _name_closed(closed, root)
        yield from _list_folder(path, here, folders, sorted(files), root, review=review)
        folders[:] = [
            name
            for name in folders
            if not (path / name).is_symlink() and (path / name).resolve() != out
        ]
    if closed and Path(closed[0].filename) == root:
        raise closed[0]
    yield from _name_closed(closed, root)


def _name_closed(closed: list[OSError], root: Path) -> Iterator[SkippedFile]:
    """Yield the folders that cannot be opened: as far as is known, each is a department."""
    while closed and Path(closed[0].filename) != root:
        error = closed.pop(0)
        name = Path(error.filename).relative_to(root).as_posix()
        yield SkippedFile(name, f"系统打不开（{word_refusal(error)}）")


def _list_folder(
    path: Path,
    here: PurePosixPath,
    folders: list[str],
    files: Sequence[str],
    root: Path,
    *,
    review: bool,
) -> Iterator[Unit | SkippedFile]:
    for name in folders:
        if (path / name).is_symlink():
            why = refuse_link(path / name, root)
            yield SkippedFile((here / name).as_posix(), why or "是指向别处的链接，那里已经列入")
    data = None
    if is_data_folder(files):
        data = here
        yield Unit(here, Kind.FOLDER)
        folders[:] = [name for name in folders if name not in OWN_FOLDERS]
    kept = []
    for name in files:
        why = refuse_link(path / name, root) if (path / name).is_symlink() else ""
        if why:
            yield SkippedFile((here / name).as_posix(), why)
        else:
            kept.append(name)
    yield from _list_files(path, here, kept, data, review=review)


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
    data: PurePosixPath | None = None,
    *,
    review: bool,
) -> Iterator[Unit | SkippedFile]:
    beside = frozenset(files)
    for name in files:
        inner = here / name
        if is_passed_over((name,), beside):
            continue
        suffix = Path(name).suffix.lower()
        if data is None and suffix in _PLAIN and _is_note(name):
            yield SkippedFile(inner.as_posix(), _NOTE)
        elif suffix in _SUBMITTED or (data is None and suffix in _PLAIN):
            yield _submit(path / name, inner, data, review=review)
        elif data is not None:
            if is_workbook(path / name):
                yield SkippedFile(inner.as_posix(), _USED)
        elif is_special(path / name):
            yield SkippedFile(inner.as_posix(), SPECIAL)
        elif is_workbook(path / name):
            yield Unit(inner, Kind.BOOK)
        elif Path(name).stem != Lists.GAPS:  # that lies beside workbooks
            yield SkippedFile(inner.as_posix(), why_skipped(name, path / name))


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
