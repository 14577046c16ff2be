"""What a batch has done: SQLite in the output, held by one run at a time.

Each unit is a transaction: where the process is killed, what was confirmed is there, and what was
not is not. Before files are written, the journal holds what they will be: after a stop it is known
of each file whether it is ours. Nothing depends on any clock.
"""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from generator.base.errors import GeneratorError
from generator.model.batch import Row
from generator.model.reviewed_file import SkippedFile
from generator.tasks.batch.naming import compare_key, propose_folders
from generator.tasks.batch.unit import Kind, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    Files = Mapping[str, str]

_LAYOUT_VERSION = 1
_LAYOUT = """
CREATE TABLE units (
    number INTEGER PRIMARY KEY AUTOINCREMENT, path BLOB NOT NULL UNIQUE, kind TEXT NOT NULL,
    data BLOB, problem TEXT NOT NULL, seen INTEGER NOT NULL, place INTEGER NOT NULL,
    folder TEXT NOT NULL, compared TEXT NOT NULL UNIQUE, key TEXT NOT NULL DEFAULT '',
    files TEXT NOT NULL DEFAULT '{}', intended TEXT NOT NULL DEFAULT '{}',
    done INTEGER NOT NULL DEFAULT 0, result TEXT NOT NULL DEFAULT '[]',
    failure INTEGER NOT NULL DEFAULT 0, errors INTEGER NOT NULL DEFAULT 0,
    warnings INTEGER NOT NULL DEFAULT 0);
CREATE INDEX units_of_run ON units (seen, place);
CREATE TABLE skipped (number INTEGER PRIMARY KEY, name BLOB NOT NULL, why TEXT NOT NULL);
CREATE TABLE runs (number INTEGER PRIMARY KEY)
"""
_PAGE = 200
_PRIMARY = 0xFF  # of a code of SQLite, without what it says more exactly
_MOVE = "请把它移走再运行；已有的结果都会重新做一遍，做出来相同的文件照旧。"
_ROOM = "请腾出地方再运行，接着做没有做的。"
_AGAIN = "请核对结果文件夹能不能写，再运行，接着做没有做的。"


class BatchTakenError(GeneratorError):
    """Another run works in the output."""

    def __init__(self, out: object) -> None:
        super().__init__(
            f"另一次 batch 正在往 {out} 写结果，这一次没有开始。"
            "请等它做完，或用 -o 另给一个文件夹。"
        )


class JournalError(GeneratorError):
    """The journal cannot be used."""

    def __init__(self, path: object, detail: str, remedy: str) -> None:
        super().__init__(f"做过哪些的记录 {path} 不能用：{detail}。{remedy}")


class Entry(NamedTuple):
    """A unit of the run as the journal has it.

    `files` are the digests of its results by name, `intended` all those that may have been written
    since; `key` is empty where it is to be done (anew).
    """

    number: int
    unit: Unit
    folder: str
    key: str
    files: Files
    intended: Mapping[str, list[str]]


class Journal:
    """The journal of an output. Not to be used by two threads at once."""

    def __init__(self, path: Path, out: object) -> None:
        """Open or make it. Raises BatchTakenError, JournalError."""
        self._path, self._out = path, out
        self._run = 0
        try:
            self._connection = sqlite3.connect(path, timeout=0, isolation_level=None)
        except sqlite3.Error as error:
            raise self._refuse(error) from error
        try:
            self._open()
        except sqlite3.Error as error:
            self._connection.close()
            raise self._refuse(error) from error
        except GeneratorError:
            self._connection.close()
            raise

    def _refuse(self, error: sqlite3.Error) -> GeneratorError:
        """Return what is said of an error of the database: held, damaged, no room, no access."""
        code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
        if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            return BatchTakenError(self._out)
        if code in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
            return JournalError(self._path, "文件已损坏", _MOVE)
        if code == sqlite3.SQLITE_FULL:
            return JournalError(self._path, "磁盘满了", _ROOM)
        return JournalError(self._path, str(error), _AGAIN)

    def _open(self) -> None:
        # Held as long as the run: without shared memory, so that a share will do as well.
        self._connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        with self._change():
            version = int(self._connection.execute("PRAGMA user_version").fetchone()[0])
            if version > _LAYOUT_VERSION:
                raise JournalError(self._path, "是更新的版本写的", "请用新版本的程序。")
            if not version:
                for statement in _LAYOUT.split(";"):
                    self._connection.execute(statement)
                self._connection.execute(f"PRAGMA user_version={_LAYOUT_VERSION}")

    def close(self) -> None:
        """Let another run in."""
        self._connection.close()

    @contextmanager
    def _change(self) -> Iterator[None]:
        """Do all of it or nothing. Raises BatchTakenError, JournalError."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            yield
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise self._refuse(error) from error
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def begin(self, found: Iterable[Unit | SkippedFile], name: Callable[[Unit], str]) -> int:
        """Begin a run over what was found, and return the number of its units."""
        with self._change():
            run = self._connection.execute("INSERT INTO runs DEFAULT VALUES").lastrowid or 0
            self._connection.execute("DELETE FROM skipped")
            place = 0
            for one in found:
                if isinstance(one, SkippedFile):
                    self._skip(one)
                    continue
                place += 1
                self._note(one, run, place, name(one))
        self._run = run
        return place

    def _skip(self, one: SkippedFile) -> None:
        values = (os.fsencode(one.name), one.why)
        self._connection.execute("INSERT INTO skipped (name, why) VALUES (?, ?)", values)

    def _note(self, unit: Unit, run: int, place: int, name: str) -> None:
        path = os.fsencode(unit.path)
        data = None if unit.data is None else os.fsencode(unit.data)
        known = (unit.kind.value, data, unit.problem, run, place)
        changed = self._connection.execute(
            "UPDATE units SET kind=?, data=?, problem=?, seen=?, place=? WHERE path=?",
            (*known, path),
        ).rowcount
        if changed:
            return
        folder = next(
            one for one in propose_folders(unit.path, name, unit.kind) if self._is_free(one)
        )
        self._connection.execute(
            "INSERT INTO units (kind, data, problem, seen, place, path, folder, compared)"
            " VALUES (?,?,?,?,?,?,?,?)",
            (*known, path, folder, compare_key(folder)),
        )

    def _is_free(self, folder: str) -> bool:
        found = self._connection.execute(
            "SELECT 1 FROM units WHERE compared = ?", (compare_key(folder),)
        )
        return found.fetchone() is None

    def interrupted(self) -> tuple[str, ...]:
        """Return the folders in which an earlier run may have been stopped while it wrote."""
        rows = self._connection.execute("SELECT folder FROM units WHERE intended != '{}'")
        return tuple(folder for (folder,) in rows.fetchall())

    def entries(self) -> Iterator[Entry]:
        """Yield the units of the run in their order, never many at a time."""
        place = 0
        while rows := self._connection.execute(
            "SELECT number, path, kind, data, problem, folder, key, files, intended, place"
            " FROM units WHERE seen = ? AND place > ? ORDER BY place LIMIT ?",
            (self._run, place, _PAGE),
        ).fetchall():
            for number, path, kind, data, problem, folder, key, files, intended, at in rows:
                unit = Unit(
                    PurePosixPath(os.fsdecode(path)),
                    Kind(kind),
                    None if data is None else PurePosixPath(os.fsdecode(data)),
                    problem,
                )
                yield Entry(number, unit, folder, key, json.loads(files), json.loads(intended))
                place = at

    def intend(self, entry: Entry, files: Files) -> None:
        """Keep what is about to be written; the results of before are no longer whole."""
        before = entry.intended
        both = {**before, **{name: [*before.get(name, ()), one] for name, one in files.items()}}
        intended = json.dumps(both)
        with self._change():
            self._connection.execute(
                "UPDATE units SET intended = ?, key = '' WHERE number = ?",
                (intended, entry.number),
            )

    def fail(self, entry: Entry, row: Row) -> None:
        """Keep why nothing, or not all, was written; of its files all stays known."""
        with self._change():
            self._connection.execute(
                "UPDATE units SET key='', done=?, result=?, failure=1, errors=?, warnings=?"
                " WHERE number=?",
                (self._run, json.dumps(row), row.errors, row.warnings, entry.number),
            )

    def finish(self, entry: Entry, key: str, row: Row, files: Files) -> None:
        """Keep that a unit is done, or with an empty key that it is to be done again."""
        with self._change():
            self._connection.execute(
                "UPDATE units SET key=?, files=?, intended='{}', done=?, result=?, failure=?,"
                " errors=?, warnings=? WHERE number=?",
                (
                    key,
                    json.dumps(files),
                    self._run,
                    json.dumps(row),
                    int(bool(row.failure)),
                    row.errors,
                    row.warnings,
                    entry.number,
                ),
            )

    def rows(self, *, by_need: bool = False) -> Iterator[Row]:
        """Yield the rows of the run in the order of the paths, or the neediest first."""
        order = "failure DESC, errors DESC, warnings DESC, place" if by_need else "place"
        cursor = self._connection.execute(
            f"SELECT result FROM units WHERE seen = ? ORDER BY {order}",  # noqa: S608 - our own words
            (self._run,),
        )
        for (result,) in cursor:
            yield Row(*json.loads(result))

    def skipped(self) -> Iterator[SkippedFile]:
        """Yield what is no unit, with why."""
        for name, why in self._connection.execute("SELECT name, why FROM skipped ORDER BY number"):
            yield SkippedFile(os.fsdecode(name), why)

    def gone(self) -> int:
        """Return how many units of earlier runs are no longer there; their results stay."""
        query = "SELECT count(*) FROM units WHERE seen != ?"
        return int(self._connection.execute(query, (self._run,)).fetchone()[0])
