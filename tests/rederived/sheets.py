"""The nine tables of a reference folder as lines of cells, read without the program.

A line is addressed by its code, else by its label; each side of 公开01 and 公开04 gives a line.
Columns bear the header of the file (parts joined by "-"); 公开06 has one column, 决算数.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

FORMS = tuple(f"公开{number:02}" for number in range(1, 10))
TWO_SIDED = ("公开01", "公开04")
DETAIL = "公开06"
THREE_PUBLIC = "公开09"
DATA_ROW = "数据行"
RULER = "栏次"
AMOUNT = "决算数"
_LEFT_WIDTH = 3
_BLOCK = 3
_DASHES = ("", "-", "—", "——", "一")


class Cell(NamedTuple):
    """The address of one cell; the row is a code, a label or 行次N."""

    table: str
    row: str
    column: str


@dataclass(slots=True)
class Line:
    """One printed line, or one side of it; cells are texts as printed."""

    code: str
    label: str
    cells: dict[str, str]
    number: str = ""

    @property
    def key(self) -> str:
        """What addresses the line."""
        return self.code or self.label or f"行次{self.number}"


@dataclass(slots=True)
class Sheet:
    """One table; statement is its 说明, None where the folder has no notes."""

    name: str
    columns: list[str]
    lines: list[Line] = field(default_factory=list)
    ruler: dict[str, str] = field(default_factory=dict)
    statement: str | None = None

    def line(self, row: str, column: str) -> Line | None:
        """Return the line of this code or label that has the column."""
        return next((x for x in self.lines if x.key == row and column in x.cells), None)

    def text(self, row: str, column: str) -> str:
        """Return the printed text; a line that does not exist is blank."""
        if row == RULER:
            return self.ruler.get(column, "")
        line = self.line(row, column)
        return "" if line is None else line.cells[column]

    def coded(self) -> list[Line]:
        """Return the lines with a code, in printed order."""
        return [line for line in self.lines if line.code]

    def matching(self, pattern: str, columns: str) -> Iterator[Cell]:
        """Yield the cells whose row and column fit the patterns (* and ?)."""
        for line in self.lines:
            for column in line.cells:
                if fnmatchcase(line.key, pattern) and fnmatchcase(column, columns):
                    yield Cell(self.name, line.key, column)


def amount(text: str) -> Decimal:
    """Return the amount of a cell in 万元; blank and dashes count as zero."""
    text = text.strip().replace(",", "")
    return Decimal() if text in _DASHES else Decimal(text)


def is_blank(text: str) -> bool:
    """Whether nothing, or a dash, is printed."""
    return text.strip() in _DASHES


class Book:
    """The nine tables together."""

    def __init__(self, sheets: dict[str, Sheet]) -> None:
        self.sheets = sheets

    def __getitem__(self, name: str) -> Sheet:
        return self.sheets[name]

    def text(self, cell: Cell) -> str:
        """Return what is printed in a cell."""
        return self.sheets[cell.table].text(cell.row, cell.column)

    def amount(self, cell: Cell) -> Decimal:
        """Return the amount of a cell in 万元."""
        return amount(self.text(cell))


def read_book(case: Path, detail: str = DETAIL) -> Book:
    """Read the tables of a case; `detail` names the file of 公开06 (list form or printed form)."""
    folder = case / "tables"
    book = Book({name: _read(folder / f"{name}.csv", name) for name in FORMS if name != DETAIL})
    book.sheets[DETAIL] = _read(folder / f"{detail}.csv", DETAIL)
    notes = folder / "公开表_附注.csv"
    if notes.is_file():
        for row in _rows(notes)[1:]:
            book[row[0].removesuffix("表")].statement = row[6]
    return book


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [[cell.strip() for cell in row] for row in csv.reader(file)]


def _read(path: Path, name: str) -> Sheet:
    header, *rows = _rows(path)
    header = [cell.replace("/", "-") for cell in header]
    if name in TWO_SIDED:
        return _two_sided(name, header, rows)
    if name == DETAIL:
        return _detail(header, rows)
    if name == THREE_PUBLIC:
        (data,) = (row for row in rows if row != [str(n) for n in range(1, 13)])
        cells = dict(zip(header, data, strict=True))
        return Sheet(name, header, [Line("", DATA_ROW, cells)])
    return _one_sided(name, header, rows)


def _two_sided(name: str, header: list[str], rows: list[list[str]]) -> Sheet:
    left, right = header[_LEFT_WIDTH - 1], header[_LEFT_WIDTH + 2 :]
    sheet = Sheet(name, [left, *right])
    for row in rows:
        left_cells = {left: row[_LEFT_WIDTH - 1]}
        right_cells = dict(zip(right, row[_LEFT_WIDTH + 2 :], strict=True))
        if row[0] == RULER:
            sheet.ruler = left_cells | right_cells
            continue
        sheet.lines.append(Line("", row[0], left_cells, row[1]))
        sheet.lines.append(
            Line("", row[_LEFT_WIDTH], right_cells, row[_LEFT_WIDTH + 1]),
        )
    return sheet


def _one_sided(name: str, header: list[str], rows: list[list[str]]) -> Sheet:
    sheet = Sheet(name, header[2:])
    for row in rows:
        cells = dict(zip(header[2:], row[2:], strict=True))
        if row[0] == RULER:
            sheet.ruler = cells
        elif row[0].isdecimal():
            sheet.lines.append(Line(row[0], row[1], cells))
        else:
            sheet.lines.append(Line("", row[0] or row[1], cells))
    return sheet


def _detail(header: list[str], rows: list[list[str]]) -> Sheet:
    """Read the printed form (blocks of three columns, a total for two blocks) or the list form."""
    sheet = Sheet(DETAIL, [AMOUNT])
    if "分组" in header:
        for _, code, label, printed in rows:
            sheet.lines.append(Line(code, label, {AMOUNT: printed}))
        return sheet
    totals: list[str] = []
    figures: list[str] = []
    for row in rows:
        if row[0].isdecimal() or row[_BLOCK].isdecimal():
            for start in range(0, 3 * _BLOCK, _BLOCK):
                code, label, printed = row[start : start + _BLOCK]
                if code:
                    sheet.lines.append(Line(code, label, {AMOUNT: printed}))
        else:
            totals += [cell for cell in row if cell.endswith("合计")]
            figures += [cell for cell in row if cell and not cell.endswith("合计")]
    for label, printed in zip(totals, figures, strict=True):
        sheet.lines.append(Line("", label, {AMOUNT: printed}))
    return sheet
