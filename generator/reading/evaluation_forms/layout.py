"""Where the parts of a form stand on a sheet: heads of columns, labels, one form after another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import squash
from generator.field import evaluation, zh
from generator.field.evaluation_forms import (
    ACHIEVED,
    DEVIATION_BEGINS,
    EXPECTED,
    GROUPS,
    HEADS,
    LABELS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.sheet import Sheet

_BRACKETS = re.compile(r"（[^（）]*）")
_EDGES = "：:*＊、，。 　"
_TITLE = re.compile("自评.{0,3}表(?:（[^（）]*）)?$")
_LONGEST_LABEL = 10
_SENTENCE = re.compile("[；。;]")  # a goal may begin with the words of a label
_TITLE_CELLS = 2  # the number of the annex may stand beside it
_WHOLE = "整体"
_HEADS = {word: name for name, others in HEADS.items() for word in (name, *others)}
_LABELS = {word: name for name, others in LABELS.items() for word in (name, *others)}


class Part(Enum):
    """A part of a form, most below heads of their own; the name stands beside its label."""

    TITLE = "title"
    NAME = "name"
    MONEY = "money"
    MANAGEMENT = "management"
    GOALS = "goals"
    INDICATORS = "indicators"


class Column(NamedTuple):
    """A head and the columns that it is over, from `start` up to the next head (`end`).

    `name` is what the lists call the column, empty where they have none; `text` the head itself.
    """

    start: int
    end: int
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Head:
    """The heads of a part: its columns, the first and the last row of its heads (one or two)."""

    part: Part
    first: int
    last: int
    columns: tuple[Column, ...]

    @property
    def left(self) -> int:
        """The first column with a head that the lists know; labels stand left of it."""
        return min(column.start for column in self.columns if column.name)

    @property
    def names(self) -> frozenset[str]:
        """The columns of the lists that it has."""
        return frozenset(column.name for column in self.columns if column.name)


class Span(NamedTuple):
    """The rows of one form; `bottom` is beyond it, `top` its title where it is `titled`.

    What stands from `first` on, above the first form of a sheet, is told with it.
    """

    first: int
    top: int
    bottom: int
    titled: bool


def bare(text: str) -> str:
    """Return a head or label without brackets, marks and white space."""
    plain = squash(text)
    return _BRACKETS.sub("", plain).strip(_EDGES) or plain.strip("（）" + _EDGES)


def head_name(text: str) -> str:
    """Return the column of the lists that a head means, nothing where there is none."""
    plain = bare(text)
    if plain.startswith(DEVIATION_BEGINS):
        return evaluation.DEVIATION
    return _HEADS.get(plain) or _HEADS.get(f"{plain}数", "")


def label_of(text: str) -> tuple[str, str]:
    """Return the label that a cell is, and the value that it holds behind a colon."""
    name = _LABELS.get(bare(text), "")
    if name:
        return name, ""
    word, colon, value = squash(text).partition(":")
    name = _LABELS.get(bare(word), "") if colon and len(word) <= _LONGEST_LABEL else ""
    if not name or _SENTENCE.search(value):
        return "", ""
    return name, re.split("[:：]", text, maxsplit=1)[1].strip()


def is_group(text: str) -> bool:
    """Whether a text only names a part of the form (资金管理情况), beside its rows."""
    return bare(text) in GROUPS


def read_head(sheet: Sheet, row: int) -> Head | None:
    """Return the heads in a row, None where it is none; those split in a second row count."""
    part = _part_of({head_name(text) for text in sheet.rows[row] if not text.isascii()})
    if part is None:
        return None
    heads = {at: text for at, text in enumerate(sheet.rows[row]) if text and not is_group(text)}
    below = _second_row(sheet, row)
    return Head(part, row, row + bool(below), _columns(heads | below, sheet.width))


def _part_of(names: set[str]) -> Part | None:
    budgets = {zh.INITIAL_BUDGET, zh.FULL_YEAR_BUDGET}
    scored = {evaluation.FULL_MARKS, zh.SCORE, evaluation.MANAGEMENT_PROBLEMS}
    if evaluation.THIRD_LEVEL in names:
        return Part.INDICATORS if names & {evaluation.ACTUAL, zh.SCORE} else None
    if zh.FULL_YEAR_EXECUTION in names and names & budgets:
        return Part.MONEY
    if evaluation.SITUATION in names and names & scored:
        return Part.MANAGEMENT
    return Part.GOALS if {EXPECTED, ACHIEVED} <= names else None


def _second_row(sheet: Sheet, row: int) -> dict[int, str]:
    """Return the heads that stand below wider ones; none where the next row is not heads alone."""
    following = sheet.rows[row + 1] if row + 1 < len(sheet.rows) else ()
    heads = {at: text for at, text in enumerate(following) if text}
    known = all(map(head_name, heads.values()))
    return heads if known and _part_of({head_name(t) for t in heads.values()}) is None else {}


def _columns(heads: dict[int, str], width: int) -> tuple[Column, ...]:
    starts = sorted(heads)
    ends = (*starts[1:], width)
    taken: set[str] = set()
    columns: list[Column] = []
    for start, end in zip(starts, ends, strict=True):
        name = head_name(heads[start])
        columns.append(Column(start, end, "" if name in taken else name, heads[start]))
        taken.add(name)
    return tuple(columns)


class Found(NamedTuple):
    """The forms of a sheet, and rows of indicators that belong to none of them."""

    forms: tuple[Span, ...]
    strays: tuple[Span, ...]


def find_forms(sheet: Sheet) -> Found:
    """Return the forms of a sheet from the top: each has a name or money, and what it scores.

    The form of the whole department (整体) is none of them.
    """
    starts: list[tuple[int, set[Part]]] = []
    for row, part in _parts(sheet) if _may_hold(sheet) else ():
        seen = starts[-1][1] if starts else set()
        again = part is Part.MONEY and part in seen
        named = part is Part.NAME and seen - {Part.TITLE}
        if not starts or again or named or (part is Part.TITLE and seen - {part}):
            starts.append((row, {part}))
        else:
            seen.add(part)
    bottoms = (*(row for row, _ in starts[1:]), len(sheet.rows))[: len(starts)]
    forms: list[Span] = []
    strays: list[Span] = []
    for (top, seen), bottom in zip(starts, bottoms, strict=True):
        first = top if forms or strays else 0
        titled = Part.TITLE in seen
        if len(seen - {Part.TITLE}) > 1 and seen & {Part.NAME, Part.MONEY}:
            whole = titled and Part.NAME not in seen and _WHOLE in "".join(sheet.rows[top])
            (strays if whole else forms).append(Span(first, top, bottom, titled=titled))
        elif Part.INDICATORS in seen:
            strays.append(Span(first, top, bottom, titled=titled))
    return Found(tuple(forms), tuple(strays))


def _may_hold(sheet: Sheet) -> bool:
    """Whether the words that every form has stand on a sheet at all; most have none of them."""
    return all(any(word in text for row in sheet.rows for text in row) for word in "标执")


def _parts(sheet: Sheet) -> Iterator[tuple[int, Part]]:
    for row, texts in enumerate(sheet.rows):
        head = read_head(sheet, row)
        if head is not None:
            yield row, head.part
        elif label_of(next(filter(None, texts), ""))[0] == zh.PROJECT_NAME:
            yield row, Part.NAME
        elif sum(map(bool, texts)) <= _TITLE_CELLS and _TITLE.search(squash("".join(texts))):
            yield row, Part.TITLE
