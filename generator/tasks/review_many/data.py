"""Which data belong to which of many files: one for all, or one a department by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.base.errors import FolderMissingError, GeneratorError
from generator.base.labels import squash
from generator.base.links import refuse_link
from generator.field.data_folder import HISTORY, Lists, is_left_about
from generator.reading.folder import SHEET_SUFFIXES
from generator.tasks.opening import is_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from generator.tasks.review_many.sources import Submitted

_FIRST = 40
_MISSING = "--data 的文件夹 {} 中没有与本文件部门同名的子文件夹或工作簿，只按文件自身的表审核"


class Chosen(NamedTuple):
    """The data of a file, None where there are none, and what is to be said about that."""

    path: Path | None
    problem: str = ""


def list_departments(data: Path) -> tuple[Path, ...]:
    """Return what a folder holds for each department: subfolders and workbooks.

    Empty where it is itself a data folder (a table file stands in it), or a workbook. Raises
    FolderMissingError.
    """
    if not data.exists():
        raise FolderMissingError(data)
    if not data.is_dir():
        return ()
    entries = sorted(path for path in data.iterdir() if not is_left_about(path.name))
    books = {path for path in entries if path.is_file() and is_workbook(path)}
    # 待补充.csv lies beside workbooks, too.
    files = (p for p in entries if p.is_file() and p not in books and p.stem != Lists.GAPS)
    if any(path.suffix.lower() in SHEET_SUFFIXES for path in files):
        return ()
    folders = {path for path in entries if path.is_dir() and path.name != HISTORY}
    return tuple(path for path in entries if path in folders or path in books)


def choose_data(data: Path | None, departments: Sequence[Path], one: Submitted) -> Chosen:
    """Return the data for a file: the longest department's name in its name or on its cover."""
    if data is None or not departments:
        return Chosen(data)
    named = sorted(departments, key=lambda path: (-len(path.stem), path.name))
    for text in (one.name, None):
        words = squash(_read_cover(one) if text is None else text)
        for path in named:
            if squash(path.name if path.is_dir() else path.stem) in words:
                why = refuse_link(path, data)
                return Chosen(None, f"--data 的 {path.name} {why}") if why else Chosen(path)
    return Chosen(None, _MISSING.format(data.name))


def _read_cover(one: Submitted) -> str:
    """Return the first lines of a file; what cannot be read is said by its review."""
    from generator.tasks.submitted import read_passages  # noqa: PLC0415 - only where files are read

    try:
        passages, _ = read_passages(one.path)
    except GeneratorError:
        return ""
    return "".join(passage.text for passage in passages[:_FIRST])
