"""The header of an internal table: where it ends, and the path of header texts of every column."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.labels import squash
from generator.export.source import TOTAL_LABELS
from generator.field import zh

if TYPE_CHECKING:
    from generator.export.source import ExportSource
    from generator.model.sheet import Sheet

ITEM = zh.ITEM
ORDINALS = zh.COLUMN_NUMBER
SUMS = frozenset({zh.TOTAL, zh.SUBTOTAL, zh.GRAND_TOTAL})
_SIDES = frozenset({zh.INCOME, zh.EXPENDITURE})
_TOP_ROWS = 10
_DEPTH = 8
_UNIT = re.compile(r"（[百千万亿]{0,2}元）$")
_CODE = re.compile(r"[0-9]{3}(?:[0-9]{2}){0,2}")
_AMOUNT_LIKE = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?")
_FEWEST = 2
# Groups that say no more than that the column belongs to the year.
_NEUTRAL = frozenset({zh.SPENDING_THIS_YEAR, zh.INCOME_THIS_YEAR, zh.INCOME, zh.EXPENDITURE})

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Header:
    """The header rows `top` … `body` - 1 (0-based) and the path of every column.

    A column beside the table has no path.
    """

    top: int
    body: int
    paths: tuple[Path, ...]
    ordinal_column: int = -1

    def columns(self, *words: str) -> list[int]:
        """Return the columns in whose path one of the words begins a header text."""
        return [
            column
            for column, path in enumerate(self.paths)
            if any(part.startswith(words) for part in path)
        ]


def item_spans(header: Header) -> list[tuple[int, int]]:
    """Return the blocks of columns that begin with a column 项目: its position and their end."""
    starts = [
        at
        for at, path in enumerate(header.paths)
        if path and path[-1].startswith(ITEM) and not (at and header.paths[at - 1] == path)
    ]
    return list(itertools.pairwise([*starts, len(header.paths)])) if starts else []


def find_header(sheet: Sheet) -> Header | None:
    """Return the header, None where the sheet has none that is known.

    It begins with the row that names 项目, 科目, 收入 or 支出, and ends with the 栏次 row, else
    above the first row that begins with a code, with 合计, or with a label below 项目.
    """
    top = next((i for i, row in enumerate(sheet.rows[:_TOP_ROWS]) if _begins(row)), -1)
    if top < 0:
        return None
    ordinals, ordinal_column = _find_ordinals(sheet, top)
    body = ordinals + 1 if ordinals >= 0 else _first_body_row(sheet, top)
    bottom = ordinals if ordinals >= 0 else body
    return Header(top, body, _paths(sheet, top, bottom, body), ordinal_column)


def _begins(row: tuple[str, ...]) -> bool:
    texts = {squash(text) for text in row if text}
    return len(texts) >= _FEWEST and any(
        text.startswith(ITEM) or zh.SUBJECT in text or text in _SIDES for text in texts
    )


def _find_ordinals(sheet: Sheet, top: int) -> tuple[int, int]:
    for index in range(top, min(top + _DEPTH, len(sheet.rows))):
        for column, text in enumerate(sheet.rows[index]):
            if text and squash(text) == ORDINALS:
                return index, column
    return -1, -1


def _first_body_row(sheet: Sheet, top: int) -> int:
    """Return the first row that is no header, where no 栏次 row ends the header."""
    labels = [
        (index, column)
        for index in range(top, min(top + _DEPTH, len(sheet.rows)))
        for column, text in enumerate(sheet.rows[index])
        if text and (squash(text).startswith(ITEM) or squash(text).endswith(zh.NAME))
    ]
    if not labels:
        return top + 1
    lowest = max(index for index, _ in labels)
    named = {column for index, column in labels if index == lowest}
    lead = named | set(range(min(named)))
    heads = {squash(sheet.rows[index][column]) for index, column in labels}
    for index in range(lowest + 1, len(sheet.rows)):
        row = sheet.rows[index]
        texts = [squash(row[column]) for column in lead if row[column]]
        if any(_CODE.fullmatch(text) or text in TOTAL_LABELS for text in texts):
            return index
        if any(text not in heads and "、" in text for text in texts):
            return index
    return len(sheet.rows)


def _paths(sheet: Sheet, top: int, bottom: int, body: int) -> tuple[Path, ...]:
    """Return the header texts of every column from top to bottom, merged cells filled."""
    paths: list[list[str]] = [[] for _ in range(sheet.width)]
    above = [""] * sheet.width
    for row in sheet.rows[top:bottom]:
        filled = _fill(row, above)
        for path, text in zip(paths, filled, strict=True):
            if text and (not path or path[-1] != text):
                path.append(text)
        above = [text or old for text, old in zip(filled, above, strict=True)]
    return tuple(
        tuple(path) if _is_used(sheet, column, top, body) else ()
        for column, path in enumerate(paths)
    )


def _is_used(sheet: Sheet, column: int, top: int, body: int) -> bool:
    """Whether a column has a header text of its own, or numbers below a merged one."""
    return any(row[column] for row in sheet.rows[top:body]) or any(
        _AMOUNT_LIKE.fullmatch(row[column]) for row in sheet.rows[body:] if row[column]
    )


def _fill(row: tuple[str, ...], above: list[str]) -> list[str]:
    """Return a header row in which a blank goes on with the merged cell to its left.

    It does so only below one and the same cell of the rows above.
    """
    filled: list[str] = []
    for column, text in enumerate(row):
        plain = _UNIT.sub("", squash(text)) if text else ""
        if not plain and column and above[column] == above[column - 1]:
            plain = filled[-1]
        filled.append(plain)
    return filled


@dataclass(frozen=True, slots=True)
class Wanted:
    """A column that a published table needs: the group it stands in, and its own name.

    Each is a set of words. Without a group the name alone tells; without names the column is the
    sum of the group (本年支出/合计).
    """

    key: str
    group: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    def matches(self, path: Path) -> bool:
        """Whether a column with this path is the one."""
        if not self.group:
            rest = path[1:] if len(path) > 1 and path[0] in _NEUTRAL else path
        else:
            at = next((i for i, part in enumerate(path) if part in self.group), -1)
            if at < 0:
                return False
            rest = path[at + 1 :]
            if not self.names:
                return all(part in SUMS for part in rest)
        return bool(rest) and rest[0] in self.names and all(part in SUMS for part in rest[1:])


def wanted(key: str, group: str = "", names: str = "") -> Wanted:
    """Return a wanted column; groups and names are words with spaces between."""
    return Wanted(key, frozenset(group.split()), frozenset(names.split()))


def locate(source: ExportSource, header: Header, columns: tuple[Wanted, ...]) -> dict[str, int]:
    """Return the positions of the wanted columns; what is not there or there twice is reported."""
    found: dict[str, int] = {}
    absent: list[str] = []
    for column in columns:
        hits = [at for at, path in enumerate(header.paths) if path and column.matches(path)]
        if len(hits) == 1:
            found[column.key] = hits[0]
        elif hits:
            message = f"有 {len(hits)} 列都像“{column.key}”，没有使用"
            source.doubtful(message, (header.top, hits[1]))
        else:
            absent.append(column.key)
    if absent:
        source.missing(f"表头中找不到“{'”“'.join(absent)}”列，{source.table} 中没有这些数")
    return found
