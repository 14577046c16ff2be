"""A table found in a submitted file, with the lines around it; its parts joined; as a sheet."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.base.labels import squash
from generator.field import evaluation, zh
from generator.field.forms import CLASS_CODES
from generator.files.printed.grid import TOLERANCE, Box, find_edges, place_boxes
from generator.files.printed.lines import Line, is_note, strip_continued
from generator.model.sheet import Doubt, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

HEAD_WORDS = frozenset(
    {
        zh.ITEM,
        zh.INCOME,
        zh.EXPENDITURE,
        zh.COLUMN_NUMBER,
        zh.SUBJECT_CODE,
        zh.SUBJECT_NAME,
        zh.LINE_NUMBER,
        zh.BUDGET_AMOUNT,
        zh.FINAL,
        zh.STAFF_COSTS,
    }
)
_TOTALS = (zh.TOTAL, zh.GRAND_TOTAL, zh.SUBTOTAL, "结余", zh.OF_WHICH, zh.COLUMN_NUMBER)
_BODY = re.compile(r"^[0-9]{3,}$|[0-9]\.[0-9]|^[一二三四五六七八九十]+、")
_ORDINALS = frozenset("一二三四五六七八九十")
_INDICATOR = evaluation.THIRD_LEVEL
_FORM_ROWS = 4  # the title and the year may be rows of the grid
_SPLIT = "跨页拆成两行，已与上一页的最后一行拼接"
_TWICE = "同一格中有两处文字"


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table: the lines above, its cells, the notes below.

    `first` and `last` say where it begins and ends (number of the table, or pages); `follows`
    tells that nothing but blank lines stands between it and the table before.
    """

    first: int
    last: int
    above: tuple[Line, ...]
    boxes: tuple[Box, ...]
    below: tuple[str, ...] = ()
    follows: bool = False

    @property
    def height(self) -> int:
        """The number of rows."""
        return max((box.row + box.rows for box in self.boxes), default=0)

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds a text."""
        return not any(box.text for box in self.boxes)


def join_parts(tables: Iterable[FoundTable]) -> list[FoundTable]:
    """Return the tables with those joined that only go on with the one before.

    A part goes on where no note ended the table before, its columns are the same, and above it
    stands nothing, 续表 or the same lines again. Its repeated head is dropped.
    """
    joined: list[FoundTable] = []
    for table in tables:
        if joined and _goes_on(joined[-1], table):
            joined[-1] = _append(joined[-1], table)
        else:
            joined.append(table)
    return [table for table in joined if not table.is_blank]


def _goes_on(table: FoundTable, part: FoundTable) -> bool:
    if not part.follows or table.below or not _same_columns(table, part):
        return False
    if _begins_form(part) and _has_indicators(table) and not _is_next_page(table, part):
        return False
    lines = [text for text in map(strip_continued, part.above) if text]
    if lines and lines != [strip_continued(line) for line in table.above]:
        return False
    first = {squash(text) for text in row_texts(part)[0]}
    return _repeated_rows(table, part) > 0 or not first & HEAD_WORDS or not _has_body(table)


def _begins_form(part: FoundTable) -> bool:
    """Whether a part begins with the name of a project: another form like the one before.

    The name is the first label of a form; in a list it is one head among others.
    """
    rows = [[text for text in row if text] for row in _squashed(part)[:_FORM_ROWS]]
    return any(
        row[:1] == [zh.PROJECT_NAME] and not set(row) & {_INDICATOR, zh.FULL_YEAR_BUDGET}
        for row in rows
    )


def _has_indicators(table: FoundTable) -> bool:
    return any(_INDICATOR in texts for texts in _squashed(table)[1:])


def _is_next_page(form: FoundTable, part: FoundTable) -> bool:
    """Whether a part begins with the name of the same project again, and has no other heads.

    The name of the project is what a form that goes over a page repeats on the next one.
    """
    heads = {_INDICATOR, zh.FULL_YEAR_BUDGET}
    return _repeated_rows(form, part) > 0 and not any(heads & set(row) for row in _squashed(part))


def _has_body(table: FoundTable) -> bool:
    """Whether a row below the heads stands in a part: a page may end within the heads."""
    return any(_BODY.search(squash(text)) for row in row_texts(table) for text in row)


def _same_columns(table: FoundTable, part: FoundTable) -> bool:
    """Whether the edges of one are among those of the other, and the outer ones the same."""
    if not table.boxes or not part.boxes:
        return False
    few, many = sorted((find_edges(table.boxes), find_edges(part.boxes)), key=len)
    ends = zip((few[0], few[-1]), (many[0], many[-1]), strict=True)
    return all(abs(one - other) <= TOLERANCE for one, other in ends) and all(
        any(abs(edge - other) <= TOLERANCE for other in many) for edge in few
    )


def row_texts(table: FoundTable) -> list[tuple[str, ...]]:
    """Return the texts of each row from left to right."""
    rows: list[list[Box]] = [[] for _ in range(table.height)]
    for box in table.boxes:
        rows[box.row].append(box)
    return [tuple(b.text for b in sorted(row, key=lambda box: box.left)) for row in rows]


def _repeated_rows(table: FoundTable, part: FoundTable) -> int:
    """Return how many rows at the top of a part repeat the head of the table.

    A page may end within a head that is repeated: the part then begins within it.
    """
    above, below = _squashed(table), _squashed(part)
    heads = next((at for at, row in enumerate(above) if any(map(_BODY.search, row))), len(above))
    starts = [0, *(at for at in range(1, heads) if set(above[at]) & HEAD_WORDS)]
    return next((count for at in starts if (count := _alike(above[at:], below))), 0)


def _squashed(table: FoundTable) -> list[list[str]]:
    return [[squash(text) for text in row] for row in row_texts(table)]


def _alike(above: list[list[str]], below: list[list[str]]) -> int:
    """Return how many rows of a part are those of a head, none where one of them has an amount."""
    count = 0
    for ours, theirs in zip(above, below, strict=False):
        if ours != theirs:
            break
        if any(ours):
            count += 1
        elif not count:
            break
    has_amounts = any("." in text for row in below[:count] for text in row)
    return 0 if has_amounts else count


def _append(table: FoundTable, part: FoundTable) -> FoundTable:
    dropped = _repeated_rows(table, part)
    boxes = [box for box in part.boxes if box.row >= dropped]
    kept = list(table.boxes)
    if not dropped and _has_body(table) and _is_rest_of_row(table, boxes):
        kept, boxes = _mend(kept, boxes, table.height - 1), [b for b in boxes if b.row > 0]
        dropped = 1
    offset = table.height - dropped
    moved = (box._replace(row=box.row + offset) for box in boxes)
    return replace(table, last=part.last, boxes=(*kept, *moved), below=part.below)


def _is_rest_of_row(table: FoundTable, boxes: list[Box]) -> bool:
    """Whether the first row of a part is what did not fit on the page of the last row above."""
    rest = [box for box in boxes if box.row == 0 and box.text]
    last = [box for box in table.boxes if box.row + box.rows == table.height and box.text]
    if not rest or any(box.rows > 1 for box in rest):
        return False
    if any(_is_label(box.text) or is_note(box.text) for box in rest):
        return False
    pairs = [(_above(box, last), box) for box in rest]
    if any(above is None for above, _ in pairs):
        return False
    begun = {above for above, _ in pairs}
    codes = any(box not in begun and squash(box.text).isdigit() for box in last)
    names = all(_known(f"{above.text}{box.text}") for above, box in pairs if above is not None)
    return codes or names


def _is_label(text: str) -> bool:
    """Whether a text can begin a row: a figure, a total, an ordinal (二、)."""
    plain = squash(text)
    ordinal = "、" in plain[:5] and plain[0] in _ORDINALS
    return ordinal or any(map(str.isdigit, plain)) or any(word in plain for word in _TOTALS)


def _known(text: str) -> bool:
    return squash(text).rpartition("、")[2] in CLASS_CODES


def _above(box: Box, row: list[Box]) -> Box | None:
    middle = (box.left + box.right) / 2
    return next((other for other in row if other.left < middle < other.right), None)


def _mend(boxes: list[Box], rest: list[Box], last_row: int) -> list[Box]:
    """Return the boxes with the rest of the last row joined to it."""
    row = [box for box in boxes if box.row + box.rows == last_row + 1]
    for box in (box for box in rest if box.row == 0 and box.text):
        above = _above(box, [other for other in row if other.text])
        if above is not None:
            whole = above._replace(text=f"{above.text}{box.text}", why=_SPLIT)
            boxes = [whole if other == above else other for other in boxes]
    return boxes


def make_sheet(file: str, table: FoundTable, name: str) -> Sheet:
    """Return a table as a printed sheet: lines above, grid, notes below."""
    placed, columns = place_boxes(table.boxes)
    width = max(columns, 1, *(len(line) for line in table.above))
    start = len(table.above)
    cells = [[""] * width for _ in range(table.height)]
    doubts: list[Doubt] = []
    for box, column in placed:
        before = cells[box.row][column]
        text = f"{before} {box.text}".strip()
        cells[box.row][column] = text
        why = _TWICE if before and box.text else box.why
        if why:
            doubts.append(Doubt(start + box.row, column, text, why))
    lines = [[*line, *[""] * (width - len(line))] for line in table.above]
    notes = [[note, *[""] * (width - 1)] for note in table.below]
    rows = tuple(tuple(text.strip() for text in row) for row in (*lines, *cells, *notes))
    return Sheet(file, rows, name, tuple(sorted(doubts)))
