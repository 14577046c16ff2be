"""What people decided and noted, undo, and the state of long work: SQLite in the workspace.

Each change is on the disk before its answer is sent (WAL, `synchronous=FULL`): a process that is
killed, or a machine that loses its power, loses nothing that was confirmed.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from generator.base.errors import GeneratorError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE = "store.sqlite3"
_WAIT = 15.0  # seconds that one writer waits for another
# One entry a version of the layout; none is ever changed, a new layout is another entry.
_LAYOUTS = (
    """
    CREATE TABLE entries (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        subject TEXT NOT NULL, key TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL,
        who TEXT NOT NULL, at TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0);
    CREATE INDEX entries_of_subject ON entries (subject, number);
    CREATE TABLE changes (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        scope TEXT NOT NULL, what TEXT NOT NULL, at TEXT NOT NULL,
        undone INTEGER NOT NULL DEFAULT 0);
    CREATE INDEX changes_of_scope ON changes (scope, number);
    CREATE TABLE changed_files (
        change INTEGER NOT NULL REFERENCES changes (number) ON DELETE CASCADE,
        path TEXT NOT NULL, before BLOB, after BLOB);
    CREATE INDEX changed_files_of_change ON changed_files (change);
    CREATE TABLE runs (
        id TEXT PRIMARY KEY, work TEXT NOT NULL, arguments TEXT NOT NULL, state TEXT NOT NULL,
        done INTEGER NOT NULL DEFAULT 0, total INTEGER NOT NULL DEFAULT 0,
        words TEXT NOT NULL DEFAULT '', result TEXT NOT NULL DEFAULT 'null',
        begun TEXT NOT NULL, ended TEXT NOT NULL DEFAULT '');
    """,
)


class StoreError(GeneratorError):
    """The store cannot be used."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(f"工作记录 {path} 不能使用：{detail}")


# The first byte of what SQLite says is wrong.
_REFUSALS = {
    sqlite3.SQLITE_FULL: "磁盘已满",
    sqlite3.SQLITE_READONLY: "文件或磁盘是只读的",
    sqlite3.SQLITE_BUSY: "正被另一个程序占用，请稍后再试",
    sqlite3.SQLITE_LOCKED: "正被另一个程序占用，请稍后再试",
    sqlite3.SQLITE_IOERR: "磁盘读写出错",
    sqlite3.SQLITE_CANTOPEN: "文件打不开，请看文件夹是否还在、是否有权限",
}


class Store:
    """The database of a workspace. Any thread and any process may use it at the same time."""

    def __init__(self, path: Path) -> None:
        """Open, make or bring up to date. Raises StoreError."""
        self.path = path
        self._journal = "WAL"
        try:
            self._open()
        except StoreError as error:
            if not isinstance(error.__cause__, sqlite3.OperationalError):
                raise
            self._journal = "TRUNCATE"  # as on a share, whose memory nobody shares
            self._open()

    def _open(self) -> None:
        with self.connect() as connection:
            _bring_up_to_date(connection, self.path)

    @contextmanager
    def connect(self) -> Iterator[sqlite3.Connection]:
        """Give a connection; what is done with it is one transaction, all of it or nothing.

        Raises StoreError where the disk, or another program, does not let it be done.
        """
        try:
            with self._connected() as connection:
                yield connection
        except sqlite3.DatabaseError as error:
            raise StoreError(self.path, _word(error)) from error

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self.path, timeout=_WAIT, isolation_level=None)
        try:
            connection.row_factory = sqlite3.Row
            connection.execute(f"PRAGMA journal_mode={self._journal}")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA foreign_keys=ON")
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")
        finally:
            connection.close()  # what was not committed is rolled back


def _word(error: sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return _REFUSALS.get(code, f"文件已损坏或打不开（{error}），请把它移走再试")


def _bring_up_to_date(connection: sqlite3.Connection, path: Path) -> None:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > len(_LAYOUTS):
        raise StoreError(path, "是更新的版本写的，请用新版本的程序打开")
    for number, layout in enumerate(_LAYOUTS[version:], start=version + 1):
        for statement in filter(str.strip, layout.split(";")):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version={number}")
