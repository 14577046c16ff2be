"""Undo of what was written into the user's own files."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.errors import GeneratorError
from generator.base.output import write_files
from generator.base.regular import read_regular
from generator.server.store.entries import now
from generator.server.workspace import HIDDEN

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from generator.server.store import Store

_MOST_KEPT = 200  # changes of a scope that can be undone


class ChangedOutsideError(GeneratorError):
    """A file was changed by another program since, so that undoing would lose that."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} 在那之后被别的程序改过，没有撤销，以免丢掉那次修改。")


@dataclass(frozen=True, slots=True)
class Change:
    """One writing: `scope` is what it belongs to (a data folder), `what` is for the user."""

    number: int
    scope: str
    what: str
    at: str


class LeadsOutError(GeneratorError):
    """A file is not to be written there: a link, or a record of somebody else, leads out."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} 通向工作文件夹之外，没有写。请把文件夹本身复制进来，不用链接。")


class Changes:
    """Writes files of a workspace so that it can be undone and redone.

    Nothing is written outside of it, and of the folders that were named besides. What is kept is
    not believed either: a workspace may come from somebody else.
    """

    def __init__(self, store: Store, root: Path, *besides: Path) -> None:
        self._store = store
        self._root = root
        self._hidden = root / HIDDEN
        self._open = (root, *besides)

    def write(self, scope: str, what: str, files: Mapping[Path, bytes | None]) -> Change | None:
        """Write files (None removes one), each whole or not at all; None where nothing changes.

        What stood there before is on the disk first. Raises LeadsOutError, and what `write_files`
        raises.
        """
        self._confine(files)
        before = {path: _content(path) for path in files}
        files = {path: data for path, data in files.items() if data != before[path]}
        if not files:
            return None
        at = now()
        with self._store.connect() as connection:
            connection.execute("DELETE FROM changes WHERE scope = ? AND undone = 1", (scope,))
            number = connection.execute(
                "INSERT INTO changes (scope, what, at) VALUES (?,?,?)", (scope, what, at)
            ).lastrowid
            rows = [(number, self._name(path), before[path], data) for path, data in files.items()]
            connection.executemany("INSERT INTO changed_files VALUES (?,?,?,?)", rows)
            connection.execute(
                "DELETE FROM changes WHERE scope = ? AND number NOT IN"
                " (SELECT number FROM changes WHERE scope = ? ORDER BY number DESC LIMIT ?)",
                (scope, scope, _MOST_KEPT),
            )
        _put(files)
        return Change(number or 0, scope, what, at)

    def undo(self, scope: str) -> Change | None:
        """Put back what stood before the newest change; None where there is none.

        Raises ChangedOutsideError where a file holds neither what was written nor what was before.
        """
        return self._turn(scope, forward=False)

    def redo(self, scope: str) -> Change | None:
        """Write once more what was undone last; None where there is none. Raises as `undo`."""
        return self._turn(scope, forward=True)

    def list(self, scope: str) -> tuple[Change, ...]:
        """Return what can be undone, the newest first."""
        with self._store.connect() as connection:
            rows = connection.execute(
                "SELECT * FROM changes WHERE scope = ? AND undone = 0 ORDER BY number DESC",
                (scope,),
            ).fetchall()
        return tuple(map(_read, rows))

    def _name(self, path: Path) -> str:
        """Return how a path is kept: below the workspace, so that it may be moved, else whole."""
        inside = path.is_relative_to(self._root)
        return path.relative_to(self._root).as_posix() if inside else str(path.absolute())

    def _confine(self, paths: Iterable[Path]) -> None:
        """Raise LeadsOutError where one of the paths is not to be written."""
        opened = [one.resolve() for one in self._open]
        for path in paths:
            real = path.parent.resolve()
            inside = any(real.is_relative_to(one) for one in opened)
            if not inside or path.is_symlink() or real.is_relative_to(self._hidden.resolve()):
                raise LeadsOutError(path.name)

    def _turn(self, scope: str, *, forward: bool) -> Change | None:
        # The oldest of what was undone, else the newest of what was not.
        query = """SELECT * FROM changes WHERE scope = ? AND undone = ?
            ORDER BY CASE WHEN undone THEN number ELSE -number END LIMIT 1"""
        with self._store.connect() as connection:
            row = connection.execute(query, (scope, int(forward))).fetchone()
            if row is None:
                return None
            files = connection.execute(
                "SELECT path, before, after FROM changed_files WHERE change = ?", (row["number"],)
            ).fetchall()
            wanted: dict[Path, bytes | None] = {}
            self._confine(self._root / name for name, _, _ in files)
            for name, before, after in files:
                path = self._root / name
                if _content(path) not in (before, after):
                    raise ChangedOutsideError(path.name)
                wanted[path] = after if forward else before
            connection.execute(
                "UPDATE changes SET undone = ? WHERE number = ?", (int(not forward), row["number"])
            )
            _put(wanted)
        return _read(row)


def _content(path: Path) -> bytes | None:
    return read_regular(path) if path.is_file() else None


def _put(files: Mapping[Path, bytes | None]) -> None:
    write_files({path: data for path, data in files.items() if data is not None})
    for path, data in files.items():
        if data is None:
            with contextlib.suppress(FileNotFoundError):
                path.unlink()


def _read(row: sqlite3.Row) -> Change:
    return Change(row["number"], row["scope"], row["what"], row["at"])
