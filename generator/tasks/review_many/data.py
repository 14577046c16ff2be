"""Which data belong to which of many files: one for all, or one a department by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.base.codes import L02, L06, L14
from generator.base.errors import FolderMissingError
from generator.base.labels import squash
from generator.base.links import refuse_link
from generator.field import zh
from generator.field.data_folder import HISTORY, Lists, is_left_about
from generator.model.audit import Unchecked
from generator.model.bureau_data import NO_BUREAU_DATA
from generator.model.finding import finding
from generator.model.place import Place
from generator.reading.folder import SHEET_SUFFIXES
from generator.review.harvest.harvest import find_unit
from generator.tasks.opening import is_workbook
from generator.tasks.review_many.bureau import Book, read_book
from generator.tasks.review_many.last import LastYear, open_last
from generator.tasks.review_many.naming import (
    NO_NAMES,
    Names,
    index_names,
    may_be_same,
    nearest_names,
    same_but_place,
    word_names,
)
from generator.tasks.review_many.subject_names import (
    SubjectNames,
    is_list_of_all,
    read_subject_names,
)
from generator.tasks.submitted import Chosen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from generator.model.finding import Finding
    from generator.model.records import Record
    from generator.model.roll import Listed, Roster
    from generator.model.submission import Submission
    from generator.tasks.submitted import OwnFile

_FIRST = 40
_MISSING = "--data 的文件夹 {} 中没有与本文件部门同名的子文件夹或工作簿，只按文件自身的表审核"


class Supply(NamedTuple):
    """Where the data of the files of a run are: one for all, or one a department.

    `departments` are the subfolders and workbooks of a folder of many, `book` is a workbook with a
    row a department, `last` what was published last year; `names` are those of the list of
    departments, whose column 数据 goes before. `subjects` are names of 科目 for all of them.
    `findings` are what is wrong with the data as a whole, for the bureau.
    """

    data: Path | None
    departments: tuple[Path, ...] = ()
    names: Names = NO_NAMES
    book: Book | None = None
    last: LastYear | None = None
    findings: tuple[Finding, ...] = ()
    subjects: tuple[Record, ...] = ()

    def choose(self, name: str, own: OwnFile) -> Chosen:
        """Return the data for a file that reports call by `name`."""
        chosen = self._choose(name, own)
        if self.subjects:
            chosen = chosen._replace(bureau=chosen.bureau._replace(subjects=self.subjects))
        if self.last is None:
            return chosen
        listed = self._listed(name, own.owner.name)
        unit = find_unit(own.submission) or zh.TEN_THOUSAND_YUAN
        called = listed.names if listed else (own.owner.name,)
        former = self.last.know(called, own.owner, unit, self.names.by_key)
        return chosen._replace(bureau=chosen.bureau.joined(former))

    def _choose(self, name: str, own: OwnFile) -> Chosen:
        listed = self._listed(name, own.owner.name)
        if listed is not None and listed.data is not None:
            label = "/".join(listed.data.parts[-2:])
            chosen = Chosen(listed.data, label=label)
            return chosen if own.owner.name else _asking(chosen, _by_file_name(name, listed.name))
        called = listed.names if listed is not None else (own.owner.name,)
        if self.book is not None:
            bureau = self.book.know(called, self.names.by_key)
            if listed is not None and not own.owner.name:
                bureau = bureau._replace(told=(*bureau.told, _by_file_name(name, listed.name)))
            return Chosen(None, bureau=bureau)
        if self.data is None or not self.departments:
            return Chosen(self.data)
        path = _find(self.departments, called, name, own.submission)
        if path is None:
            chosen = Chosen(None, _MISSING.format(self.data.name))
            asked = self._ask_near(self.data.name, own.owner.name)
            return _asking(chosen, asked) if asked else chosen
        why = refuse_link(path, self.data)
        if why:
            return _refused(path, why)
        asked = _ask_about(path, own.owner.name, called, name)
        return _asking(self._kept(path), asked) if asked else self._kept(path)

    def _kept(self, path: Path) -> Chosen:
        """Return a department's own among the data of many."""
        return Chosen(path, label=path.relative_to(path.parent.parent).as_posix())

    def _ask_near(self, data: str, owner: str) -> Finding | None:
        """Return what asks about data of a name that a department's is like: none is used."""
        titles = [t for t in map(_title, self.departments) if self.names.exact(t) is None]
        near = nearest_names(owner, titles) if owner else ()
        if not near:
            return None
        asked = "”或“".join(near)
        message = (
            f"{data} 中没有“{owner}”，是否“{asked}”？没有用它核对；"
            "是的话请把名称改成一样的，或写进名单的别名"
        )
        return finding(L06, message, Place(data), found_text=owner)

    def names_of(self, department: str) -> tuple[str, ...]:
        """Return all names of a department, the list's own first; of one not on it the given."""
        listed = self.names.exact(department)
        return listed.names if listed else (department,)

    def _listed(self, name: str, owner: str) -> Listed | None:
        """Return the department of the list that a text names, else the name of its file."""
        if owner:
            return self.names.exact(owner)
        by_name = self.names.in_path(name)
        return by_name[0] if len(by_name) == 1 else None


def _refused(path: Path, why: str) -> Chosen:
    """Return no data for a link that leads elsewhere: that is for the bureau to put right."""
    label = path.relative_to(path.parent.parent).as_posix()
    told = finding(L02, f"{label} {why}", Place(label))
    unused = Unchecked(f"与 {label} 的核对", f"{label} {why}")
    return Chosen(None, bureau=NO_BUREAU_DATA._replace(told=(told,), unused=(unused,)))


def open_supply(
    data: Path | None, roster: Roster | None = None, last: Path | None = None
) -> Supply:
    """Return where data are to be found.

    Raises FolderMissingError where there are no such data, AmbiguousDataError and BureauBookError
    for a workbook of which it is not certain what it is.
    """
    departments = list_departments(data) if data is not None else ()
    names = index_names(roster) if roster else NO_NAMES
    subjects = read_subject_names(data) if data is not None else SubjectNames()
    data = None if subjects.alone else data
    book = read_book(data) if data is not None else None
    if data is not None and data.is_file() and book is None:
        subjects = SubjectNames()  # one department's own workbook
    former = open_last(last) if last is not None else None
    findings = (
        *subjects.findings,
        *((*book.findings, *_not_listed(book, names)) if book else ()),
        *(former.findings if former else ()),
    )
    return Supply(data, departments, names, book, former, findings, subjects.records)


def _not_listed(book: Book, names: Names) -> Iterator[Finding]:
    """Yield what asks about rows of a workbook whose department is not on the list."""
    if not names.by_key:
        return
    for row in book.rows.values():
        if names.exact(row.name) is None:
            near = names.alike(row.name)
            hint = f"，是否{word_names(near)}？请把名称改成一样的" if near else ""
            message = f"{book.name} 的“{row.name}”不在{zh.ROSTER}上{hint}"
            yield finding(L06, message, row.place, found_text=row.name)


def _by_file_name(name: str, used: str) -> Finding:
    message = f"“{name}”文中没有部门名称，按文件名用了“{used}”的数据，请核对"
    return finding(L14, message, Place(name))


def _asking(chosen: Chosen, asked: Finding) -> Chosen:
    """Return the data with a question to the bureau: whether they are the right ones."""
    told = (*chosen.bureau.told, asked)
    return chosen._replace(bureau=chosen.bureau._replace(told=told))


def _ask_about(path: Path, owner: str, called: Sequence[str], name: str) -> Finding | None:
    """Return what asks about data of a name that is not quite the department's."""
    title = _title(path)
    if not owner:
        return _by_file_name(name, title)
    if any(same_but_place(title, squash(one)) for one in called):
        return None
    message = f"“{name}”写的部门是“{owner}”，用了名称相近的“{title}”的数据，请核对"
    return finding(L14, message, Place(name))


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
    files = (
        path
        for path in entries
        if path.is_file()
        and path not in books
        and path.stem != Lists.GAPS
        and not is_list_of_all(path, entries)
    )
    if any(path.suffix.lower() in SHEET_SUFFIXES for path in files):
        return ()
    folders = {path for path in entries if path.is_dir() and path.name != HISTORY}
    return tuple(path for path in entries if path in folders or path in books)


def _find(
    departments: Sequence[Path], called: Sequence[str], name: str, submission: Submission
) -> Path | None:
    """Return the data that bear the name of a department, else the longest name that stands there.

    That is in the name of the file, or on its cover; where the text says whose it is, only a name
    that is another form of that: a pasted name must not bring the data of its department.
    """
    keys = {squash(one) for one in called if one}
    own = [path for path in departments if _title(path) in keys]
    if own:
        return own[0]
    cover = "".join(passage.text for passage in submission.passages[:_FIRST])
    alike = [
        path
        for path in departments
        if not keys or any(may_be_same(_title(path), key) for key in keys)
    ]
    named = sorted(alike, key=lambda path: (-len(path.stem), path.name))
    for words in map(squash, (name, cover)):
        found = next((path for path in named if _title(path) in words), None)
        if found is not None:
            return found
    return None


def _title(path: Path) -> str:
    return squash(path.name if path.is_dir() else path.stem)
