"""What lies in a folder that somebody has put together: told apart by what it is."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from generator.base.errors import GeneratorError
from generator.base.labels import key_of
from generator.field import zh
from generator.field.data_folder import is_left_about
from generator.model.reply import ANSWER
from generator.reading.lists import ListLayout, read_records
from generator.reporting.record_sheet import has_records
from generator.tasks.data_folders import is_data_folder
from generator.tasks.opening import is_workbook, open_sheets
from generator.tasks.review_many.checklist import blank_of
from generator.tasks.review_many.replies import FORM_END
from generator.tasks.review_many.roster import LAYOUT
from generator.tasks.review_many.skipping import RECORD_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from generator.model.sheet import Sheet

_MOST_TABLES = 200  # workbooks that are looked into
_DEEPEST = 8
_LAST_YEAR = ("去年", zh.LAST_YEAR)
_FORM = ".toml"
_CSV = frozenset({".csv", ".tsv"})
_HEAD_ROWS = 6


class Kind(Enum):
    """What something is to a review of a pile; the value is its name in addresses and files."""

    FILES = "files"
    ROSTER = "roster"
    DATA = "data"
    LAST = "last"
    PREVIOUS = "previous"
    REPLIES = "replies"
    CHECKLIST = "checklist"
    BESIDE = "beside"


class Dropped(NamedTuple):
    """Something that is one thing to a review: its path below the folder (empty for all texts).

    `files` counts what is in it.
    """

    path: str
    kind: Kind
    files: int


def sort_dropped(root: Path) -> tuple[Dropped, ...]:
    """Return what lies below a folder, the submitted files together first.

    Of two that could be the bureau's data the workbook is, the folder stands beside it: the list
    may name it.
    """
    found = list(_Look(root).below(root, _DEEPEST))
    texts = [one for one in found if one.kind is Kind.FILES]
    others = [one for one in found if one.kind is not Kind.FILES]
    data = [one for one in others if one.kind is Kind.DATA]
    chosen = min(data, key=lambda one: (root / one.path).is_dir(), default=None)
    forms = [blank_of(root / one.path) for one in others if one.kind is Kind.CHECKLIST]
    texts, blanks = (
        [one for one in texts if (root / one.path in forms) is is_form] for is_form in (False, True)
    )
    others += [one._replace(kind=Kind.BESIDE) for one in blanks]
    others = [
        one._replace(kind=Kind.BESIDE) if one in data and one is not chosen else one
        for one in others
    ]
    return (*((Dropped("", Kind.FILES, len(texts)),) if texts else ()), *others)


def list_texts(root: Path) -> tuple[Path, ...]:
    """Return the files below a folder that are nothing but submitted ones, by their paths."""
    found = list(_Look(root).below(root, _DEEPEST))
    blanks = [blank_of(root / one.path) for one in found if one.kind is Kind.CHECKLIST]
    texts = (root / one.path for one in found if one.kind is Kind.FILES)
    return tuple(path for path in texts if path not in blanks)


def list_tables(root: Path) -> tuple[Dropped, ...]:
    """Return those of the texts that are tables: nobody knows what they are for.

    As submitted files they would not be reviewed, so a user is asked.
    """
    return tuple(
        Dropped(path.relative_to(root).as_posix(), Kind.FILES, 1)
        for path in list_texts(root)
        if _is_table(path)
    )


class _Look:
    """One look through a folder, bounded in what it opens."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._left = _MOST_TABLES

    def below(self, folder: Path, depth: int) -> Iterator[Dropped]:
        for child in sorted(folder.iterdir()):
            if is_left_about(child.name) or child.name.startswith("."):
                continue
            path = child.relative_to(self._root).as_posix()
            if not child.is_dir():
                yield Dropped(path, self._kind_of_file(child), 1)
                continue
            kind = _kind_of_folder(child)
            if kind is not None:
                yield Dropped(path, kind, sum(one.is_file() for one in child.rglob("*")))
            elif depth:
                yield from self.below(child, depth - 1)

    def _kind_of_file(self, path: Path) -> Kind:
        if path.name == RECORD_FILE:
            return Kind.PREVIOUS
        if path.suffix.lower() == _FORM and blank_of(path) is not None:
            return Kind.CHECKLIST
        if not _is_table(path):
            return Kind.FILES
        if path.stem.endswith(FORM_END):
            return Kind.REPLIES
        if self._left <= 0:
            return Kind.FILES
        self._left -= 1
        return _kind_of_table(path)


def _is_table(path: Path) -> bool:
    return path.suffix.lower() in _CSV or is_workbook(path)


def _kind_of_folder(folder: Path) -> Kind | None:
    """Return what a folder as a whole is, None where it is looked into."""
    if (folder / RECORD_FILE).is_file():
        return Kind.PREVIOUS
    if folder.name.startswith(_LAST_YEAR):
        return Kind.LAST
    inner = [one for one in folder.iterdir() if one.is_dir()]
    if zh.DATA in folder.name and any(map(is_workbook, folder.iterdir())):
        return Kind.DATA  # a workbook a department
    if is_data_folder(folder) or (inner and all(map(is_data_folder, inner))):
        return Kind.DATA
    return None


def _kind_of_table(path: Path) -> Kind:
    try:
        if path.suffix.lower() not in _CSV and has_records(path):
            return Kind.PREVIOUS
        sheets, _ = open_sheets(path)
    except (GeneratorError, OSError):
        return Kind.FILES  # the run says what is wrong with it
    heads = [_heads(sheet) for sheet in sheets]
    if any(key_of(ANSWER) in head for head in heads):
        return Kind.REPLIES
    name = key_of(zh.DEPARTMENT_NAME)
    known = {key_of(one) for one in (*LAYOUT.required, *LAYOUT.optional)}
    for sheet, head in zip(sheets, heads, strict=True):
        is_named = zh.ROSTER in path.stem or sheet.name == zh.ROSTER
        if name in head and (is_named or head <= known) and _is_list(sheet):
            return Kind.ROSTER
    return Kind.DATA if any(name in head for head in heads) else Kind.FILES


def _heads(sheet: Sheet) -> frozenset[str]:
    """Return the words of the first rows that may be the head: the first that has several."""
    rows: Sequence[Sequence[str]] = sheet.rows[:_HEAD_ROWS]
    name = key_of(zh.DEPARTMENT_NAME)
    heads = [frozenset(filter(None, map(key_of, row))) for row in rows]
    named = [head for head in heads if name in head or key_of(ANSWER) in head]
    return named[0] if named else frozenset()


def _is_list(sheet: Sheet) -> bool:
    return bool(read_records(sheet, ListLayout(zh.ROSTER, LAYOUT.required, LAYOUT.optional))[0])
