"""Decisions, notes and confirmations: who said what of which finding, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

    from generator.server.store import Store


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody said. `subject` is what it belongs to (a document), `key` the place in it.

    `kind` says what it is (decision, note …), `value` what was said; the newest entry of a
    subject, key and kind counts, an empty value takes back. `at` is the time, with its zone.
    """

    number: int
    subject: str
    key: str
    kind: str
    value: str
    who: str
    at: str


def now() -> str:
    """Return the time as it is stored: ISO 8601, to the second, with the zone of the machine."""
    return datetime.now(tz=UTC).astimezone().isoformat(timespec="seconds")


class Entries:
    """The entries of a store. Nothing is overwritten: what is undone stays in the history."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, subject: str, key: str, kind: str, value: str, *, who: str = "") -> Entry:
        """Keep what was said; what was undone before cannot be redone after this."""
        # JSON can spell half a character, which no database takes.
        value, who = (text.encode(errors="replace").decode() for text in (value, who))
        with self._store.connect() as connection:
            connection.execute(
                "UPDATE entries SET undone = 2 WHERE subject = ? AND undone = 1", (subject,)
            )
            at = now()
            number = connection.execute(
                "INSERT INTO entries (subject, key, kind, value, who, at) VALUES (?,?,?,?,?,?)",
                (subject, key, kind, value, who, at),
            ).lastrowid
        return Entry(number or 0, subject, key, kind, value, who, at)

    def current(self, subject: str) -> tuple[Entry, ...]:
        """Return what holds now: of each key and kind the newest entry, without empty ones."""
        newest: dict[tuple[str, str], Entry] = {}
        for entry in self.history(subject):
            newest[entry.key, entry.kind] = entry
        return tuple(entry for entry in newest.values() if entry.value)

    def history(self, subject: str) -> tuple[Entry, ...]:
        """Return all that was said and not undone, in order."""
        with self._store.connect() as connection:
            rows = connection.execute(
                "SELECT * FROM entries WHERE subject = ? AND undone = 0 ORDER BY number",
                (subject,),
            ).fetchall()
        return tuple(map(_read, rows))

    def subjects(self, start: str) -> tuple[str, ...]:
        """Return the subjects of which something was said, that begin with `start`."""
        with self._store.connect() as connection:
            rows = connection.execute(
                "SELECT DISTINCT subject FROM entries WHERE substr(subject, 1, ?) = ?",
                (len(start), start),
            ).fetchall()
        return tuple(row[0] for row in rows)

    def undo(self, subject: str) -> Entry | None:
        """Take the newest entry back and return it; None where there is none."""
        return self._turn(subject, 0, 1)

    def redo(self, subject: str) -> Entry | None:
        """Put back what was undone last and return it; None where there is none."""
        return self._turn(subject, 1, 0)

    def _turn(self, subject: str, before: int, after: int) -> Entry | None:
        # The oldest of what was undone, else the newest of what was not.
        query = """SELECT * FROM entries WHERE subject = ? AND undone = ?
            ORDER BY CASE WHEN undone THEN number ELSE -number END LIMIT 1"""
        with self._store.connect() as connection:
            row = connection.execute(query, (subject, before)).fetchone()
            if row is None:
                return None
            connection.execute(
                "UPDATE entries SET undone = ? WHERE number = ?", (after, row["number"])
            )
        return _read(row)


def _read(row: sqlite3.Row) -> Entry:
    return Entry(*(row[name] for name in Entry.__slots__))
