"""Rows put into a list file that is there already: blank ones are filled, none is overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import key_of
from generator.field import evaluation, zh
from generator.field.data_folder import Lists
from generator.folder.skeleton import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from generator.folder.contents import Rows

_HEAD_ROWS = 6
# The column that names a row; a total of 年初预算.csv has no code, and goes by its name.
_KEYS: dict[str, tuple[str, ...]] = {
    Lists.IDENTITY: (zh.ITEM,),
    Lists.MEMBERS: (zh.UNIT_NAME,),
    Lists.LAST_TOTALS: (zh.ITEM,),
    Lists.BUDGETS: (zh.SUBJECT_CODE, zh.SUBJECT_NAME),
    Lists.FACTS: (zh.ITEM,),
    Lists.REASONS: (zh.MATTER,),
    Lists.SUBJECTS: (zh.SUBJECT_CODE,),
    evaluation.WHOLE: (zh.ITEM,),
}
# What makes a row more than a key; where all of it is blank the row waits to be filled in.
_VALUES: dict[str, tuple[str, ...]] = {
    Lists.IDENTITY: (zh.CONTENT,),
    Lists.MEMBERS: (zh.UNIT_NAME, zh.UNIT_KIND),
    Lists.LAST_TOTALS: (zh.AMOUNT,),
    Lists.BUDGETS: (zh.INITIAL_BUDGET,),
    Lists.FACTS: (zh.VALUE,),
    Lists.REASONS: (zh.REASON,),
    Lists.SUBJECTS: (zh.SUBJECT_NAME,),
    evaluation.WHOLE: (zh.CONTENT,),
}
_UNIT = zh.UNIT
# Two rows of one key that differ in one of these are two rows.
_QUALIFIERS = (zh.FUND_COLUMN, zh.BASIS, zh.YEAR, zh.YEAR_FROM, zh.YEAR_TO)


class MissingHeadError(ValueError):
    """No row of a list file names its columns."""


class ListRows:
    """The cells of a list file, whatever the order of its columns."""

    def __init__(self, rows: Rows, columns: tuple[str, ...], telling: str) -> None:
        """Find the head by the column `telling`; raises MissingHeadError where there is none."""
        width = max(map(len, rows), default=0)
        self._rows = [[*row, *[""] * (width - len(row))] for row in rows]
        self._head = next(
            (at for at, row in enumerate(rows[:_HEAD_ROWS]) if telling in map(key_of, row)), -1
        )
        if self._head < 0:
            raise MissingHeadError
        self._columns = {name: self._column(name) for name in columns}

    def _column(self, name: str) -> int:
        """Return the column of that name, adding it where there is none."""
        names = [key_of(text) for text in self._rows[self._head]]
        if name in names:
            return names.index(name)
        for row in self._rows:
            row.append("")
        self._rows[self._head][-1] = name
        return len(self._rows[self._head]) - 1

    def entries(self) -> Iterator[list[str]]:
        """Yield the rows below the head, to be read with `text` and changed with `put`."""
        yield from self._rows[self._head + 1 :]

    def text(self, row: list[str], column: str) -> str:
        """Return what a row has in a column."""
        return row[self._columns[column]]

    def put(self, row: list[str] | None, texts: Mapping[str, str]) -> None:
        """Write texts by column into a row, or into a new one."""
        if row is None:
            row = [""] * len(self._rows[self._head])
            self._rows.append(row)
        for column, text in texts.items():
            row[self._columns[column]] = text

    def insert(self, texts: Mapping[str, str], after: list[str] | None = None) -> list[str]:
        """Add a row with texts by column, below the row `after` or at the end; return it."""
        row = [""] * len(self._rows[self._head])
        at = next((n for n, one in enumerate(self._rows, start=1) if one is after), None)
        self._rows.insert(len(self._rows) if at is None else at, row)
        self.put(row, texts)
        return row

    def remove(self, rows: Iterable[list[str]]) -> None:
        """Take rows out."""
        gone = {id(row) for row in rows}
        self._rows = [row for row in self._rows if id(row) not in gone]

    def rows(self) -> Rows:
        """Return the cells as they are now."""
        return tuple(tuple(row) for row in self._rows)


class Filled(NamedTuple):
    """A list after filling: its rows, the keys that are new in it, and those that differ."""

    rows: Rows
    added: tuple[str, ...]
    differing: tuple[str, ...]


def fill_list(name: str, rows: Rows, new: Rows, canonical: Callable[[str], str]) -> Filled:
    """Return `rows`, those of a list file, with what `new` has more; both have a head.

    What stands there is kept. `canonical` returns the key that a text means. Raises
    MissingHeadError where a head is missing, or states the unit of its column.
    """
    columns = COLUMNS[name]
    if _UNIT not in columns and any(_UNIT in row for row in (*rows[:_HEAD_ROWS], *new[:1])):
        columns = (*columns, _UNIT)
    values = _VALUES[name]
    there, given = (ListRows(one, columns, values[0]) for one in (rows, new))
    added: list[str] = []
    differing: list[str] = []
    for row in given.entries():
        texts = {column: given.text(row, column) for column in columns}
        key = _key(name, texts, canonical)
        if not key or not any(texts[column] for column in values):
            continue
        match = _match(name, there, texts, canonical)
        before = {column: there.text(match, column) for column in columns} if match else {}
        if not any(before.get(column) for column in values):
            kept = {column for column in before if not texts[column] and column != _UNIT}
            there.put(match, {c: text for c, text in texts.items() if c not in kept})
            added.append(key)
        elif _differ(before, texts, (*values, _UNIT)):
            differing.append(key)
    return Filled(there.rows(), tuple(added), tuple(differing))


def _key(name: str, texts: Mapping[str, str], canonical: Callable[[str], str]) -> str:
    text = next((texts[column] for column in _KEYS[name] if texts.get(column)), "")
    return (canonical(text) or key_of(text)) if text else ""


def _match(
    name: str, there: ListRows, texts: Mapping[str, str], canonical: Callable[[str], str]
) -> list[str] | None:
    """Return the row of the same key; a qualifier that one of them leaves blank fits any."""
    key = _key(name, texts, canonical)
    columns = (*_KEYS[name], *(column for column in _QUALIFIERS if column in texts))
    for row in there.entries():
        before = {column: there.text(row, column) for column in columns}
        if _key(name, before, canonical) == key and not _differ(before, texts, _QUALIFIERS):
            return row
    return None


def _differ(before: Mapping[str, str], texts: Mapping[str, str], columns: Iterable[str]) -> bool:
    """Whether two rows say different things in a column that both fill."""
    pairs = ((before.get(column, ""), texts.get(column, "")) for column in columns)
    return any(one and other and _plain(one) != _plain(other) for one, other in pairs)


def _plain(text: str) -> str:
    return "".join(text.split()).replace(",", "")
