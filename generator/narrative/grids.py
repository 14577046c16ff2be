"""The rows that templates have written, as tables: merged cells, alignment, head, widths.

A row carries the file and the line of the template that wrote it: what is wrong with a table is
an error of its template there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from generator.base.errors import TemplateError
from generator.model.block import Grid, GridCell, Role
from generator.narrative.grid_source import SIGN, alignment_of, word_width
from generator.narrative.marks import (
    ALIGNED,
    BAR,
    LEFT,
    ROW,
    ROW_END,
    RULE,
    UP,
    read_name,
    read_number,
    split_marks,
    strip_lines,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.block import Span
    from generator.narrative.marks import MarkRegister

MOST_COLUMNS = 60  # Word has no more than 63
_ROW = re.compile(f"{ROW}([^{BAR}{RULE}{ROW_END}]*)([{BAR}{RULE}])([^{ROW_END}]*){ROW_END}")
_WHERE = re.compile("(.*?)\U00100002(.*)", re.DOTALL)
_BREAK = re.compile(r"[^\S\n]*\n\s*")
_AS_TYPED = str.maketrans({BAR: SIGN, RULE: SIGN, ROW_END: SIGN, LEFT: "<", UP: "^"})
_SIGNED = re.compile(f"[{BAR}{RULE}{ROW_END}{LEFT}{UP}]")
_CELL_SIGNS = f"{LEFT}{UP}{''.join(ALIGNED)}"
_ROW_FRONT = re.compile(f"{ROW}[^{BAR}{RULE}]*(?=[{BAR}{RULE}])")


_SIGN = re.compile(
    f"({ROW}[^{BAR}{RULE}{ROW_END}]*(?:{BAR}|{RULE}[^{ROW_END}]*)|[{BAR}{ROW_END}{_CELL_SIGNS}])"
)


def split_signs(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a template's text, and whether each is a sign of a table."""
    for index, piece in enumerate(_SIGN.split(text)):
        if piece:
            yield piece, index % 2 == 1


class WrittenRow(NamedTuple):
    """A row of a table as a template has written it: its cells with their marks.

    `is_rule`: it sets alignment and widths, its cells are dashes.
    """

    file: str
    line: int
    cells: tuple[str, ...]
    is_rule: bool


Segment = str | list[WrittenRow]


def split_tables(text: str) -> Iterator[Segment]:
    """Yield the text between tables, and the rows of each table; a blank line ends a table."""
    rows: list[WrittenRow] = []
    position = 0
    for found in _ROW.finditer(text):
        between = text[position : found.start()]
        if rows and (strip_lines(between).strip() or between.count("\n") > 1):
            yield rows
            rows = []
        if not rows:
            yield typed_signs(between)
        rows.append(_read_row(found))
        position = found.end()
    if rows:
        yield rows
    yield typed_signs(text[position:])


def typed_signs(text: str) -> str:
    """Return a text outside tables, the signs of rows as the template has them."""
    if not _SIGNED.search(text):
        return text
    return _ROW_FRONT.sub("", text).translate(_AS_TYPED)


def _read_row(found: re.Match[str]) -> WrittenRow:
    where = _WHERE.fullmatch(found[1])
    file, line = (read_name(where[1]), read_number(where[2])) if where else ("", 0)
    is_rule = found[2] == RULE
    return WrittenRow(file, line, tuple(found[3].split(SIGN if is_rule else BAR)), is_rule)


@dataclass(frozen=True, slots=True)
class _Column:
    """How a column is set: its relative width, and where its cells are aligned."""

    width: int
    align: str

    @classmethod
    def read(cls, rule: str) -> _Column:
        """Read :---, :-:, --: or ---."""
        return cls(rule.count("-"), alignment_of(rule.strip()))


def read_table(rows: list[WrittenRow], ledger: MarkRegister, template: str, where: str) -> Grid:
    """Return the table of some rows; `where` is the clause in which it stands.

    Raises TemplateError with every fault of the table, each with file and line.
    """
    rules = [index for index, row in enumerate(rows) if row.is_rule]
    body = [row for row in rows if not row.is_rule]
    columns = len(rows[rules[0]].cells if rules else rows[0].cells)
    faults = [*_shape_faults(rows, rules, columns)]
    head_rows = rules[0] if rules else 0
    owners = _find_owners(body, columns, faults) if not faults else {}
    if not faults:
        faults += _merge_faults(body, owners, head_rows)
    if faults:
        raise TemplateError(
            list(
                dict.fromkeys(f"{row.file or template} 第 {row.line} 行：{m}" for row, m in faults)
            )
        )
    looks = (
        [_Column.read(cell) for cell in rows[rules[0]].cells]
        if rules
        else [_Column(1, "") for _ in range(columns)]
    )
    return Grid(
        title="",
        number="",
        department="",
        year="",
        unit="",
        widths=tuple(look.width for look in looks),
        rows=tuple(_Builder(looks, head_rows, ledger).build(body, owners)),
        head_rows=head_rows,
        landscape=False,
        where=where,
        template=template,
    )


Fault = tuple[WrittenRow, str]
Position = tuple[int, int]


def _shape_faults(rows: list[WrittenRow], rules: list[int], columns: int) -> Iterator[Fault]:
    for index in rules[1:]:
        yield rows[index], "一张表只能有一行分隔行（|---|）"
    if rules and len(rows) == 1:
        yield rows[0], "表格只有分隔行，没有内容"
    if columns > MOST_COLUMNS:
        yield rows[0], f"表格有 {columns} 列，最多 {MOST_COLUMNS} 列"
    wanted = len(rows[0].cells)
    for row in rows[1:]:
        if len(row.cells) != wanted:
            yield row, word_width(len(row.cells), wanted)
            return


def _kind(cell: str) -> str:
    """Return the sign with which a cell joins another one, nothing where it has content."""
    text = strip_lines(cell).strip()
    return text if text in {LEFT, UP} else ""


def _find_owners(
    rows: list[WrittenRow], columns: int, faults: list[Fault]
) -> dict[Position, Position]:
    """Return for each place of the grid the cell that covers it."""
    owners: dict[Position, Position] = {}
    for line, row in enumerate(rows):
        for column in range(columns):
            kind = _kind(row.cells[column])
            place = (line, column)
            owners[place] = place
            if kind == LEFT and column == 0:
                faults.append((row, "第一格写了“<”，左边没有可以合并的格"))
            elif kind == UP and line == 0:
                faults.append((row, "表格的第一行写了“^”，上边没有可以合并的格"))
            elif kind == LEFT:
                owners[place] = owners[line, column - 1]
            elif kind == UP:
                owners[place] = owners[line - 1, column]
    return owners


def _merge_faults(
    rows: list[WrittenRow], owners: dict[Position, Position], head_rows: int
) -> Iterator[Fault]:
    """Yield merged cells that are no rectangle, or reach from the head into the body."""
    covered: dict[Position, list[Position]] = {}
    for place, owner in owners.items():
        covered.setdefault(owner, []).append(place)
    for (top, left), places in covered.items():
        bottom, right = max(line for line, _ in places), max(column for _, column in places)
        if len(places) != (bottom - top + 1) * (right - left + 1):
            yield rows[bottom], "合并的格不成长方形：“<”“^”要把整块写满"
        elif top < head_rows <= bottom:
            yield rows[head_rows], "合并的格跨过了分隔行：栏头的格不能和下面的格合并"


class _Builder:
    """Makes the cells of a table; `looks` are its columns."""

    def __init__(self, looks: list[_Column], head_rows: int, ledger: MarkRegister) -> None:
        self._looks = looks
        self._head_rows = head_rows
        self._ledger = ledger

    def build(
        self, rows: list[WrittenRow], owners: dict[Position, Position]
    ) -> Iterator[tuple[GridCell, ...]]:
        """Yield the cells of each row; what a cell from above covers is not listed again."""
        spans: dict[Position, tuple[int, int]] = {}
        for (line, column), owner in owners.items():
            spans[owner] = (line - owner[0] + 1, column - owner[1] + 1)
        for line, row in enumerate(rows):
            yield tuple(
                self._cell(row.cells[column], (line, column), spans[line, column])
                for column in range(len(self._looks))
                if owners[line, column] == (line, column)
            )

    def _cell(self, text: str, place: Position, reach: tuple[int, int]) -> GridCell:
        line, column = place
        rows, columns = reach
        content = text.strip()
        is_head = line < self._head_rows
        own = ALIGNED.get(content[:1], "")
        spans = _join_lines(split_marks(content.translate(_AS_TYPED), self._ledger))
        align = own or ("" if is_head else self._looks[column].align)
        role = Role.TABLE_NUMBER if align == "right" else Role.TABLE_TEXT
        return GridCell(
            "".join(span.text for span in spans),
            Role.TABLE_HEAD if is_head else role,
            columns,
            rows,
            align="" if role is Role.TABLE_NUMBER and not is_head else align,
            spans=spans,
        )


def _join_lines(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the spans of a cell, paragraphs as lines: no blank line, none at the ends."""
    joined: list[Span] = []
    for span in spans:
        text = _BREAK.sub("\n", span.text)
        if not joined or joined[-1].text.endswith("\n"):
            text = text.lstrip()
        if text:
            joined.append(replace(span, text=text))
    while joined and not (kept := joined[-1].text.rstrip()):
        joined.pop()
    if joined:
        joined[-1] = replace(joined[-1], text=kept)
    return tuple(joined)
