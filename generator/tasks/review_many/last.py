"""Last year's published documents and data (--last 去年公开/): each department finds its own."""

from __future__ import annotations

from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.base.codes import L03, L05, L06, L11, L14
from generator.base.errors import FolderMissingError, GeneratorError
from generator.base.labels import key_of
from generator.base.links import refuse_link
from generator.field import zh
from generator.field.data_folder import HISTORY, is_left_about
from generator.files.formats import PDF, PLAIN, WORD, tell_format
from generator.files.office.converting import CONVERTED, has_text
from generator.model.audit import Unchecked
from generator.model.bureau_data import NO_BUREAU_DATA, BureauData
from generator.model.finding import finding
from generator.model.place import Place
from generator.model.review import NOBODY
from generator.tasks.data_folders import is_data_folder
from generator.tasks.opening import is_workbook
from generator.tasks.review_many.former import Former, read_former, read_former_owner
from generator.tasks.review_many.naming import nearest_names
from generator.tasks.review_many.skipping import is_own_report

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence

    from generator.model.finding import Finding
    from generator.model.submission import Owner

_TEXTS = frozenset({WORD, PDF, PLAIN, *CONVERTED})
_KEPT = 8  # departments are reviewed one after another


class _Seen(NamedTuple):
    """Whose file it is and of which year, or why that could not be read."""

    owner: Owner
    problem: str = ""


class LastYear(NamedTuple):
    """What a folder holds of last year: documents, data folders and workbooks."""

    root: Path
    entries: tuple[Path, ...]
    findings: tuple[Finding, ...] = ()

    def know(
        self, names: Sequence[str], owner: Owner, unit: str, listed: Container[str] = ()
    ) -> BureauData:
        """Return last year's tables and totals of the department of these names, in a unit.

        Its own is what says that it is of this department and of the year before; the names of
        files only tell where to look first. What is not certain is told, and not used. `listed`
        are the keys of other departments' names.
        """
        names = tuple(filter(None, names))
        if not names or not owner.year:
            missing = zh.DEPARTMENT_NAME if not names else zh.YEAR
            return self._without(f"文件中没有{missing}，不知用哪一份")
        keys = set(map(key_of, names))
        named = [
            path for path in self.entries if any(key in key_of(self._label(path)) for key in keys)
        ]
        own = [path for path in named if self._is_of(path, keys)]
        if not own:
            own = [path for path in self.entries if self._is_of(path, keys)]
        if not own:
            return self._ask(names[0], named, listed)
        right = [path for path in own if self._look(path).owner.year == owner.year - 1]
        told = [
            self._other_year(path, owner.year - 1)
            for path in own
            if path not in right and not (right and self._is_before(path, owner.year - 1))
        ]
        if len(right) == 1:
            return self._read(right[0], unit, told)
        if right:
            listed = "”“".join(map(self._label, right))
            message = f"“{names[0]}”去年的有 {len(right)} 份：“{listed}”，都没有使用；请只留一份"
            places = (Place(self._label(path)) for path in right)
            told.append(finding(L05, message, *places))
        return self._without("没有能用的一份", *told)

    def before(self, names: Sequence[str], year: int) -> list[tuple[int, Callable[[str], Former]]]:
        """Return what reads a department's document of each year before `year`, the latest first.

        Only files are looked at in whose path a name of the department stands; of a year with two
        files there is none. What reads takes the unit, and raises GeneratorError.
        """
        keys = set(map(key_of, filter(None, names)))
        found: dict[int, list[Path]] = {}
        for path in self.entries:
            label = key_of(self._label(path))
            if any(key in label for key in keys) and self._is_of(path, keys):
                found.setdefault(self._look(path).owner.year, []).append(path)
        return [
            (earlier, partial(_former_of, paths[0], _stamp(paths[0]), self._label(paths[0])))
            for earlier, paths in sorted(found.items(), reverse=True)
            if 0 < earlier < year and len(paths) == 1
        ]

    def _is_before(self, path: Path, year: int) -> bool:
        return 0 < self._look(path).owner.year < year

    def _read(self, path: Path, unit: str, told: Sequence[Finding]) -> BureauData:
        label = self._label(path)
        try:
            former = _former_of(path, _stamp(path), label, unit)
        except GeneratorError as error:
            why = "；".join((str(error), *getattr(error, "__notes__", ())))
            return self._without(
                "它的一份读不出", *told, finding(L14, f"{label} 没有使用：{why}", Place(label))
            )
        return BureauData(former.lists, former.tables, former.files, (*told, *former.told))

    def _ask(self, name: str, named: Iterable[Path], listed: Container[str]) -> BureauData:
        """Return nothing to compare with; files that only look like it are asked about."""
        told = []
        for path in self.entries:
            seen, label = self._look(path), self._label(path)
            other = seen.owner.name
            if seen.problem or not other:
                why = seen.problem or "文中没有部门名称"
                message = f"{label} 没有使用：{why}"
                told.append(finding(L14, message, Place(label)))
            elif path in named and key_of(other) not in key_of(label):
                message = f"“{label}”的文件名像“{name}”，文中写的是“{other}”，没有使用；请核对"
                told.append(finding(L14, message, Place(label)))
        owners = {self._look(path).owner.name: path for path in self.entries}
        owners = {other: path for other, path in owners.items() if key_of(other) not in listed}
        for other in nearest_names(name, filter(None, owners)):
            label = self._label(owners[other])
            message = f"没有“{name}”去年的文件；“{label}”是“{other}”的，是不是它？没有使用"
            told.append(finding(L06, message, Place(label), found_text=other))
        return self._without("没有这个部门的", *told)

    def _other_year(self, path: Path, wanted: int) -> Finding:
        year = self._look(path).owner.year
        said = f"是 {year} 年度的" if year else "看不出年度"
        message = f"“{self._label(path)}”{said}，不是上年（{wanted} 年度）的，没有使用"
        return finding(L11, message, Place(self._label(path)))

    def _without(self, why: str, *told: Finding) -> BureauData:
        unused = Unchecked(f"与 {self.root.name} 的核对", f"{self.root.name} 中{why}")
        return NO_BUREAU_DATA._replace(told=told, unused=(unused,))

    def _label(self, path: Path) -> str:
        """Return what reports call a file: never what a submitted one is called."""
        above = self.root.parent
        return path.relative_to(above if self.root.is_dir() else above.parent).as_posix()

    def _is_of(self, path: Path, keys: Iterable[str]) -> bool:
        return key_of(self._look(path).owner.name) in keys

    def _look(self, path: Path) -> _Seen:
        return _look_at(path, _stamp(path), self._label(path))


def open_last(root: Path) -> LastYear:
    """Return what a folder, or a single file, holds of last year. Raises FolderMissingError."""
    root = Path(root.absolute())
    if not root.exists():
        raise FolderMissingError(root)
    if root.is_file() or is_data_folder(root):
        return LastYear(root, (root,))
    entries: list[Path] = []
    findings: list[Finding] = []
    for path in _walk(root):
        label = path.relative_to(root.parent).as_posix()
        why = refuse_link(path, root)
        if why:
            findings.append(finding(L03, f"{label} {why}", Place(label)))
        elif _is_used(path):
            entries.append(path)
        else:
            message = f"{label} 没有用到：去年的应是 .docx、有文字的 .pdf、工作簿或数据文件夹"
            findings.append(finding(L03, message, Place(label)))
    return LastYear(root, tuple(entries), tuple(findings))


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the data folders below a folder, and the files that stand in none."""
    for path in sorted(folder.iterdir()):
        if is_left_about(path.name) or is_own_report(path.name) or path.name == HISTORY:
            continue
        if path.is_dir() and not path.is_symlink() and not is_data_folder(path):
            yield from _walk(path)
        else:
            yield path


def _is_used(path: Path) -> bool:
    if path.is_dir() or is_workbook(path):
        return True
    try:
        kind = tell_format(path)
        return kind in _TEXTS and has_text(kind)
    except OSError:
        return True  # why it cannot be opened is said on reading


def _stamp(path: Path) -> int:
    return path.stat().st_mtime_ns


@cache
def _look_at(path: Path, _stamp: int, label: str) -> _Seen:
    """Return whose file it is; nobody's where it cannot be read."""
    try:
        return _Seen(read_former_owner(path, label))
    except GeneratorError as error:
        return _Seen(NOBODY, str(error))


@lru_cache(maxsize=_KEPT)
def _former_of(path: Path, _stamp: int, label: str, unit: str) -> Former:
    return read_former(path, label, unit)
