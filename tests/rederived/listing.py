"""The list of causes, its formulas, and what the tables become once the causes are mended.

An id is a cause and a cell of it ("MJ05.2": second cell of cause MJ05). A formula adds and
subtracts `表[行]{栏}` (Σ with * and ? for many cells) and gives the expected figure; with ＝ or ＞
it states a fact of the printed tables. `科目[20103??]{行政运行}` is the code of that name.
"""

import csv
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fnmatch import fnmatchcase
from pathlib import Path

from rederived.details import CODE, STATEMENT, WHOLE_ROW
from rederived.sheets import FORMS, RULER, Book, Cell, Line, amount

_TERM = re.compile(r"(Σ?)(公开0\d|科目)\[([^\]]+)\]\{([^}]+)\}|(\d+)")
_SIGNS = {"+": 1, "−": -1}
_FACTS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    " = ": lambda one, other: one == other,
    " > ": lambda one, other: one > other,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell of a cause, as listed."""

    id: str
    severity: str
    category: str
    rules: tuple[str, ...]
    cell: Cell
    name: str
    stated: str
    expected: str
    formula: str
    note: str

    @property
    def cause(self) -> str:
        """The cause that the cell belongs to; tails of one table share one."""
        return self.id.split(".")[0]

    @property
    def is_fact(self) -> bool:
        """Whether the formula states a fact instead of giving the expected figure."""
        return any(sign in self.formula for sign in _FACTS)


def read_entries(path: Path) -> list[Entry]:
    """Return the listed cells in their order."""
    with path.open(encoding="utf-8", newline="") as file:
        return [_entry(row) for row in csv.DictReader(file)]


def _entry(row: dict[str, str]) -> Entry:
    key, _, name = row["row"].partition(" ")
    return Entry(
        id=row["id"],
        severity=row["severity"],
        category=row["class"],
        rules=tuple(row["rules"].split(";")),
        cell=Cell(row["table"], key, row["column"]),
        name=name,
        stated=row["stated"],
        expected=row["expected"],
        formula=row["formula"],
        note=row["note"],
    )


def printed(book: Book, cell: Cell) -> str:
    """Return what the document prints at a listed place."""
    sheet = book[cell.table]
    if cell.column == STATEMENT:
        return sheet.statement or ""
    if cell.column == CODE:
        return cell.row if cell.row in [line.code for line in sheet.lines] else ""
    if cell.column == WHOLE_ROW:
        return "".join(line.code for line in sheet.lines if line.code == cell.row)
    if cell.row != RULER and sheet.line(cell.row, cell.column) is None:
        raise KeyError(cell)
    return book.text(cell)


def evaluate(book: Book, names: dict[str, str], formula: str) -> Decimal:
    """Return the value of a formula; a code counts as a number."""
    position, total, sign = 0, Decimal(), 1
    while True:
        match = _TERM.match(formula, position)
        if match is None:
            raise ValueError(formula, position)
        total += sign * _value(book, names, match)
        position = match.end()
        if position == len(formula):
            return total
        sign = _SIGNS[formula[position + 1]]
        position += len(" + ")


def holds(book: Book, names: dict[str, str], formula: str) -> bool:
    """Whether a fact is true of the printed tables."""
    for sign, compare in _FACTS.items():
        one, found, other = formula.partition(sign)
        if found:
            return compare(evaluate(book, names, one), evaluate(book, names, other))
    raise ValueError(formula)


def _value(book: Book, names: dict[str, str], match: re.Match[str]) -> Decimal:
    many, table, row, column, literal = match.groups()
    if literal:
        return Decimal(literal)
    if table == "科目":
        (code,) = [x for x, name in names.items() if fnmatchcase(x, row) and name == column]
        return Decimal(code)
    if row == RULER:
        return amount(book.text(Cell(table, row, column)))
    cells = list(book[table].matching(row, column))
    if many:
        return sum(map(book.amount, cells), Decimal())
    return book.amount(cells[0]) if cells else Decimal()


def mend(book: Book, entries: Iterable[Entry]) -> None:
    """Put what is expected in the place of every listed error."""
    for entry in entries:
        if entry.severity == "error":
            _mend(book, entry)


def _mend(book: Book, entry: Entry) -> None:
    table, row, column = entry.cell
    sheet = book[table]
    if column == STATEMENT:
        sheet.statement = entry.expected
    elif column == CODE:
        next(line for line in sheet.lines if line.code == row).code = entry.expected
    elif column == WHOLE_ROW:
        below = [line for line in sheet.coded() if line.code.startswith(row)]
        sums = {
            name: str(sum((amount(line.cells[name]) for line in below), Decimal()))
            for name in sheet.columns
        }
        sheet.lines.insert(sheet.lines.index(below[0]), Line(row, entry.name, sums))
    elif row == RULER:
        sheet.ruler[column] = entry.expected
    else:
        line = sheet.line(row, column)
        if line is None:
            raise KeyError(entry.cell)
        line.cells[column] = entry.expected


def amounts(book: Book) -> list[Cell]:
    """Return every cell of the nine tables that has an amount other than zero."""
    cells = (cell for form in FORMS for cell in book[form].matching("*", "*"))
    return [cell for cell in cells if book.amount(cell)]
