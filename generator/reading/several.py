"""Sheets that hold several of the tables, below or beside one another: each table a sheet.

Where they cannot be parted with certainty, the first is kept alone and the others are named.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from generator.base.codes import L03
from generator.base.labels import squash
from generator.base.severity import Severity
from generator.field.notes import is_note
from generator.field.titles import exact_form, is_table_number, plain_title, read_title
from generator.field.units import find_unit
from generator.model.finding import Finding, finding
from generator.reading.asides import heads_grid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.model.sheet import Sheet

_LEAST_CELLS = 3  # of a row of a table; a list of contents has fewer below its titles
_HEAD_ROWS = 8  # below a title that only looks like one, in which heads of columns have to stand
_LINE = re.compile(
    r"(?:部门|单位|编制|填报|公开|预算|金额|计量|货币|币种)[^:]{0,12}:|20[0-9]{2}年度?$"
)
_MOST_TITLES, _SHOWN = 200, 20
_MOST_AREAS = 500  # that are tried before a sheet counts as one that cannot be parted
_FIGURE = re.compile(r"(?!20[0-9]{2}$)[0-9]{3,}|[-－(（]?[0-9][0-9,]*\.[0-9]+[)）]?")


class _Title(NamedTuple):
    """A title; `what` is the form, or the words of one that is none of ours."""

    row: int
    column: int
    text: str
    form: str
    what: str


class _Area(NamedTuple):
    """A rectangle of a sheet; `bottom` and `right` are the first row and column beyond it."""

    top: int
    left: int
    bottom: int
    right: int


class _Part(NamedTuple):
    """A table on a sheet: its title and where it stands."""

    title: _Title
    area: _Area


def part_tables(sheets: Iterable[Sheet]) -> tuple[tuple[Sheet, ...], tuple[Finding, ...]]:
    """Return the sheets with one table each, and errors that name what could not be parted.

    Amounts of two tables must never be read as those of one.
    """
    parted: list[Sheet] = []
    findings: list[Finding] = []
    for sheet in sheets:
        titles = _titles_of(sheet)
        if len({title.what for title in titles}) < 2:  # noqa: PLR2004 - one table
            parted.append(sheet)
            continue
        parts = _part(sheet, _whole(sheet), titles, {}) if len(titles) <= _MOST_TITLES else []
        if parts:
            parted += [_cut(sheet, part) for part in parts]
        else:
            parted.append(_cut(sheet, _first(sheet, titles)))
            findings.append(_several(sheet, titles))
    return tuple(parted), tuple(findings)


def _whole(sheet: Sheet) -> _Area:
    return _Area(0, 0, len(sheet.rows), sheet.width)


def _titles_of(sheet: Sheet) -> list[_Title]:
    """Return the titles that stand over rows of a table, from the top; left before right."""
    found: list[_Title] = []
    for row, line in enumerate(sheet.rows):
        for column, text in enumerate(line):
            if "表" not in text or is_note(line):
                continue
            form = exact_form(text)
            if form or read_title(text):
                plain = squash(text)
                found.append(_Title(row, column, plain, form, form or plain_title(plain)))
    if len(found) > _MOST_TITLES:
        return found
    return [title for title in found if _heads_table(sheet, title, found)]


def _heads_table(sheet: Sheet, title: _Title, others: Sequence[_Title]) -> bool:
    """Whether rows of a table stand below a title; heads of columns, if it is none of ours."""
    end = min(
        (o.row for o in others if o.row > title.row and o.column == title.column),
        default=len(sheet.rows),
    )
    right = min(
        (o.column for o in others if o.row == title.row and o.column > title.column),
        default=sheet.width,
    )
    left = title.column if any(o.row == title.row and o != title for o in others) else 0
    rows = [row[left:right] for row in sheet.rows[title.row + 1 : end] if any(row[left:right])]
    if not title.form:
        rows = [row for row in rows[:_HEAD_ROWS] if heads_grid(row)]
    return any(sum(map(bool, row)) >= _LEAST_CELLS for row in rows)


def _part(
    sheet: Sheet, area: _Area, titles: Sequence[_Title], parted: dict[_Area, list[_Part]]
) -> list[_Part]:
    """Return the tables of an area; none where they cannot be told apart.

    Many cuts lead to the same area: `parted` has what became of those that were tried.
    """
    if area not in parted:
        parted[area] = _cut_apart(sheet, area, titles, parted)
    return parted[area]


def _cut_apart(
    sheet: Sheet, area: _Area, titles: Sequence[_Title], parted: dict[_Area, list[_Part]]
) -> list[_Part]:
    if len({title.what for title in titles}) == 1:
        return [_Part(titles[0], area)] if _is_sound(sheet, area) else []
    for areas in (_below(sheet, area, titles), *_beside(sheet, area, titles)):
        if len(parted) >= _MOST_AREAS:
            break
        groups = [[t for t in titles if _holds(one, t)] for one in areas]
        if len(areas) < 2 or not all(groups):  # noqa: PLR2004 - nothing was parted
            continue
        found: list[_Part] = []
        for one, group in zip(areas, groups, strict=True):
            parts = _part(sheet, one, group, parted)
            if not parts:
                break
            found += parts
        else:
            return found
    return []


def _is_sound(sheet: Sheet, area: _Area) -> bool:
    """Whether heads of columns stand above all figures: else these are another table's."""
    for row in _cells(sheet, area, area.top, area.bottom):
        if _has_figure(row):
            return False
        if heads_grid(row):
            return True
    return False


def _holds(area: _Area, title: _Title) -> bool:
    return area.top <= title.row < area.bottom and area.left <= title.column < area.right


def _beside(sheet: Sheet, area: _Area, titles: Sequence[_Title]) -> Iterator[list[_Area]]:
    """Yield the area in two halves at a blank column, each with nothing above its first title.

    Where two titles stand in one row and no column is blank, the second table begins with the
    column of its title, if a head stands there.
    """
    columns = sorted({title.column for title in titles})
    for left, right in pairwise(columns):
        blank = [
            column
            for column in range(left + 1, right)
            if not any(row[column] for row in sheet.rows[area.top : area.bottom])
        ]
        edges = [at + 1 for at, after in pairwise((*blank, -1)) if after != at + 1]
        second = next((title for title in titles if title.column == right), titles[0])
        level = len({title.row for title in titles}) == 1
        if not blank and level and _head_begins(sheet, area, second):
            edges = [right]
        halves = [area._replace(right=edges[0]), area._replace(left=edges[0])] if edges else []
        # More than one gap between two titles: it is not known which parts the tables.
        if len(edges) == 1 and all(_begins(sheet, half, titles) for half in halves):
            yield halves


def _head_begins(sheet: Sheet, area: _Area, title: _Title) -> bool:
    rows = sheet.rows[title.row + 1 : min(area.bottom, title.row + 1 + _HEAD_ROWS)]
    heads = [row[title.column :] for row in rows if heads_grid(row[title.column :])]
    return bool(heads) and any(row[0] for row in heads)


def _begins(sheet: Sheet, area: _Area, titles: Sequence[_Title]) -> bool:
    """Whether no figure stands above the first title of an area."""
    first = min((t.row for t in titles if _holds(area, t)), default=area.bottom)
    return not any(map(_has_figure, _cells(sheet, area, area.top, first)))


def _cells(sheet: Sheet, area: _Area, top: int, bottom: int) -> list[tuple[str, ...]]:
    return [row[area.left : area.right] for row in sheet.rows[top:bottom]]


def _has_figure(row: Sequence[str]) -> bool:
    return any(_FIGURE.fullmatch(squash(text)) for text in row)


def _below(sheet: Sheet, area: _Area, titles: Sequence[_Title]) -> list[_Area]:
    """Return the area cut above each row of titles that no row of another table runs through.

    A title that is printed again on the next page of its table begins none.
    """
    starts = [area.top]
    rows = sorted({title.row for title in titles})
    for before, row in pairwise(rows):
        if _named_in(titles, row) == _named_in(titles, before):
            continue
        (line,) = _cells(sheet, area, row, row + 1)
        above = _cells(sheet, area, max(before, starts[-1]), row)
        if all(map(_stands_above, line)) and any(map(heads_grid, above)):
            starts.append(_start_of(sheet, area, row))
    return [area._replace(top=top, bottom=end) for top, end in pairwise((*starts, area.bottom))]


def _named_in(titles: Sequence[_Title], row: int) -> list[str]:
    return [title.what for title in titles if title.row == row]


def _stands_above(text: str) -> bool:
    """Whether a text may stand in the row of a title, above the heads of columns."""
    plain = squash(text)
    return not plain or bool(
        exact_form(plain)
        or read_title(plain)
        or is_table_number(plain)
        or find_unit(plain)
        or _LINE.match(plain)
    )


def _start_of(sheet: Sheet, area: _Area, row: int) -> int:
    """Return the row with which a table begins: the number of the form may stand above."""
    while row > area.top:
        (above,) = _cells(sheet, area, row - 1, row)
        texts = [text for text in above if text]
        if not texts or not all(map(is_table_number, texts)):
            break
        row -= 1
    return row


def _first(sheet: Sheet, titles: Sequence[_Title]) -> _Part:
    """Return the first of tables that are not parted, as far as it certainly goes."""
    first, *others = titles
    end = min((t.row for t in others if t.row > first.row), default=len(sheet.rows))
    beside = [t.column for t in others if t.row < end]
    right = min(beside, default=sheet.width)
    if beside and right <= first.column:  # a title centred over the first of two tables
        right = max(beside)
    return _Part(first, _Area(0, 0, end, right))


def _cut(sheet: Sheet, part: _Part) -> Sheet:
    """Return one table of a sheet; its cells keep their addresses."""
    top, left, bottom, right = part.area
    return replace(
        sheet,
        rows=tuple(row[left:right] for row in sheet.rows[top:bottom]),
        doubts=tuple(
            doubt._replace(row=doubt.row - top, column=doubt.column - left)
            for doubt in sheet.doubts
            if top <= doubt.row < bottom and left <= doubt.column < right
        ),
        row_at=tuple(sheet.row_number(row) - 1 for row in range(top, bottom)),
        column_at=tuple(sheet.column_number(column) - 1 for column in range(left, right)),
        part=part.title.text,
    )


def _several(sheet: Sheet, titles: Sequence[_Title]) -> Finding:
    named = f"工作表“{sheet.name}”" if sheet.name else sheet.file
    others = {title.what: title for title in reversed(titles) if title.what != titles[0].what}
    listed = sorted(others.values())
    return finding(
        L03,
        f"{named}上有 {len(others) + 1} 张表，分不开，只读了第一张“{titles[0].text}”，没有读的是："
        f"{'、'.join(title.text for title in listed[:_SHOWN])}；"
        "请把每张表单独放在一个工作表或文件里",
        *(sheet.place(title.row, title.column) for title in listed[:_SHOWN]),
        severity=Severity.ERROR,
    )
