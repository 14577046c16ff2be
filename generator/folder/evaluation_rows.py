"""Rows of self-evaluation forms put into the lists that are there: project by project.

What stands in a list stays, unless it is to be replaced; blank cells are filled in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.base.labels import key_of, squash
from generator.field import evaluation, zh
from generator.field.data_folder import Lists
from generator.folder.list_rows import Filled, ListRows, MissingHeadError
from generator.folder.skeleton import COLUMNS

if TYPE_CHECKING:
    from generator.folder.contents import Rows

_LEVELS = (evaluation.FIRST_LEVEL, evaluation.SECOND_LEVEL, evaluation.THIRD_LEVEL)
# The columns that tell the rows of a list apart; the first names the project.
KEYS: dict[str, tuple[str, ...]] = {
    Lists.PROJECTS: (zh.PROJECT_NAME,),
    evaluation.INDICATORS: (zh.ITEM, *_LEVELS),
    evaluation.MANAGEMENT: (zh.ITEM, zh.MATTER),
    evaluation.PROJECT_TEXTS: (zh.PROJECT_NAME,),
}
_HEAD_ROWS = 6
Key = tuple[str, ...]


@dataclass(slots=True)
class _Merging:
    """A list while rows are put into it; `keys` are those of the rows that were there."""

    name: str
    sheet: ListRows
    columns: tuple[str, ...]
    keys: list[tuple[list[str], Key]] = field(default_factory=list)
    added: dict[str, None] = field(default_factory=dict)
    differing: dict[str, None] = field(default_factory=dict)


def merge_rows(name: str, rows: Rows, new: Rows, *, replace: bool = False) -> Filled:
    """Return `rows`, those of a list of projects, with what `new` has more; both have a head.

    `added` are the projects that are new in it or got something, `differing` what the list has
    otherwise and keeps. With `replace` the list gets what the form says. Raises MissingHeadError
    where the head is missing, or states the unit of a column.
    """
    given = ListRows(new, COLUMNS[name], KEYS[name][0])
    entries = [{c: given.text(row, c) for c in COLUMNS[name]} for row in given.entries()]
    merging = _open(name, rows, entries)
    projects: dict[str, list[dict[str, str]]] = {}
    for entry in entries:
        projects.setdefault(key_of(entry[KEYS[name][0]]), []).append(entry)
    for project, texts in projects.items():
        if project:
            _merge_project(merging, project, texts, replace=replace)
    return Filled(merging.sheet.rows(), tuple(merging.added), tuple(merging.differing))


def _open(name: str, rows: Rows, entries: list[dict[str, str]]) -> _Merging:
    """Return the list that is there; columns that neither side fills are not added to it."""
    told = KEYS[name][0]
    heads = next((row for row in rows[:_HEAD_ROWS] if told in map(key_of, row)), ())
    bare = {squash(text).partition("（")[0] for text in heads} - set(map(key_of, heads))
    if not heads or bare & set(COLUMNS[name]):
        raise MissingHeadError
    filled = {column for entry in entries for column, text in entry.items() if text}
    there = set(map(key_of, heads)) | filled | set(KEYS[name])
    columns = tuple(column for column in COLUMNS[name] if column in there)
    sheet = ListRows(rows, columns, told)
    merging = _Merging(name, sheet, columns)
    before: dict[str, str] = {}
    for row in sheet.entries():
        before = _continued(sheet, row, KEYS[name], before)
        merging.keys.append((row, tuple(key_of(before[column]) for column in KEYS[name])))
    return merging


def _continued(
    sheet: ListRows, row: list[str], columns: tuple[str, ...], before: dict[str, str]
) -> dict[str, str]:
    """Return the key of a row; blank levels below those of the same project continue them."""
    own = {column: sheet.text(row, column) for column in columns}
    if not before or key_of(own[columns[0]]) != key_of(before[columns[0]]):
        return own
    first, second = evaluation.FIRST_LEVEL, evaluation.SECOND_LEVEL
    if first in own and not own[first]:
        own[first] = before[first]
    if second in own and not own[second] and own[first] == before[first]:
        own[second] = before[second]
    return own


def _merge_project(
    merging: _Merging, project: str, entries: list[dict[str, str]], *, replace: bool
) -> None:
    """Put the rows of one project where it has its own, else at the end."""
    columns = KEYS[merging.name]
    said = entries[0][columns[0]]
    there = [(row, key) for row, key in merging.keys if key[0] == project]
    if replace and there and len(columns) > 1:
        _replace_rows(merging, [row for row, _ in there], entries, said)
        return
    matched: list[list[str]] = []
    for entry in entries:
        key = tuple(key_of(entry[column]) for column in columns)
        row = _match(there, key)
        if row is None:
            last = [row for row, _ in there][-1:] if len(columns) > 1 else []
            there.append((merging.sheet.insert(_filled(merging, entry), *last), key))
            matched.append(there[-1][0])
            merging.added[said] = None
            continue
        matched.append(row)
        _fill(merging, row, entry, replace=replace)
    for row, key in there:
        if len(columns) > 1 and not any(row is one for one in matched):
            merging.differing[f"{said} {key[-1]}（自评表中没有）"] = None


def _match(there: list[tuple[list[str], Key]], key: Key) -> list[str] | None:
    """Return the row of a key, else the only one of the project with the same last word."""
    exact = next((row for row, one in there if one == key), None)
    if exact is not None or len(key) == 1:
        return exact
    alike = [row for row, one in there if one[-1] == key[-1]]
    return alike[0] if len(alike) == 1 else None


def _filled(merging: _Merging, entry: dict[str, str]) -> dict[str, str]:
    return {column: entry[column] for column in merging.columns}


def _fill(merging: _Merging, row: list[str], entry: dict[str, str], *, replace: bool) -> None:
    """Fill the blank cells of a row; where both say something else it is named, or replaced."""
    keys = KEYS[merging.name]
    said = " ".join(filter(None, (entry[keys[0]], entry[keys[-1]] if keys[1:] else "")))
    for column in merging.columns:
        before, text = merging.sheet.text(row, column), entry[column]
        if not text or column in keys or _plain(before) == _plain(text):
            continue
        if not before or replace:
            merging.sheet.put(row, {column: text})
            merging.added[entry[keys[0]]] = None
        else:
            merging.differing[f"{said}的{column}"] = None


def _replace_rows(
    merging: _Merging, rows: list[list[str]], entries: list[dict[str, str]], said: str
) -> None:
    """Put the rows of the form in the place of those of the project, if they differ."""
    sheet = merging.sheet
    before = [[_plain(sheet.text(row, column)) for column in merging.columns] for row in rows]
    if before == [[_plain(entry[column]) for column in merging.columns] for entry in entries]:
        return
    last = rows[-1]
    for entry in entries:
        last = sheet.insert(_filled(merging, entry), last)
    sheet.remove(rows)
    merging.added[said] = None


def _plain(text: str) -> str:
    return "".join(text.split()).replace(",", "")
