"""The outline of a worksheet, read before its values: its size, what is hidden, what is merged.

openpyxl tells none of this when it reads row by row, and needs too much memory when it does not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

if TYPE_CHECKING:
    from typing import IO

MAX_ROWS = 20_000
MAX_COLUMNS = 300
MAX_CELLS = 200_000
MAX_TAGS = 1_500_000
_MAX_MERGED = 50_000
_MAX_COVERED = 500_000
_STEP = 262_144
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_TRUE = frozenset({"1", "true"})
_LAST_COLUMN = 16_384

Range = tuple[int, int, int, int]


class TooLargeError(ValueError):
    """A sheet beyond what any table of the accounts has; the message says by how much."""


def check_size(rows: int, columns: int) -> None:
    """Raise TooLargeError beyond the rows and columns that are read."""
    if rows > MAX_ROWS:
        raise TooLargeError(f"超过 {MAX_ROWS:,} 行，不像公开表，没有读取")
    if columns > MAX_COLUMNS:
        raise TooLargeError(f"超过 {MAX_COLUMNS} 列，不像公开表，没有读取")


@dataclass(slots=True)
class Outline:
    """Rows and columns are 1-based; `rows` and `columns` are the last with any value.

    `uncalculated` are the cells with a formula that no program has calculated yet.
    """

    rows: int = 0
    columns: int = 0
    cells: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    uncalculated: set[tuple[int, int]] = field(default_factory=set)

    def covered(self) -> set[tuple[int, int]]:
        """Return the cells that lie below a merged one, within the rows and columns read."""
        return covered_cells(self.merged, self.rows, self.columns)

    def hidden_column_numbers(self) -> set[int]:
        """Return the hidden columns among those read."""
        return {
            column
            for first, last in self.hidden_columns
            for column in range(first, min(last, self.columns) + 1)
        }


def covered_cells(merged: list[Range], rows: int, columns: int) -> set[tuple[int, int]]:
    """Return the cells of merged ranges (top, left, bottom, right) but for the first of each."""
    found: set[tuple[int, int]] = set()
    for top, left, bottom, right in merged:
        for row in range(top, min(bottom, rows) + 1):
            found.update((row, column) for column in range(left, min(right, columns) + 1))
            if len(found) > _MAX_COVERED:
                raise TooLargeError("合并的单元格过多，不像公开表，没有读取")
        found.discard((top, left))
    return found


@dataclass(slots=True)
class Budget:
    """How many elements may still be looked at, in all worksheets of a workbook."""

    left: int = MAX_TAGS


def scan_outline(part: IO[bytes], budget: Budget) -> Outline:
    """Return the outline of a worksheet part; raises TooLargeError as soon as it is too large."""
    scanner = _Scanner(budget)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = scanner.start
    parser.EndElementHandler = scanner.end
    parser.CharacterDataHandler = scanner.text
    while chunk := part.read(_STEP):
        parser.Parse(chunk, False)  # noqa: FBT003 - expat takes it by position
    parser.Parse(b"", True)  # noqa: FBT003
    return scanner.outline


class _Scanner:
    """The handlers of the XML parser, with the place they have come to."""

    def __init__(self, budget: Budget) -> None:
        self.outline = Outline()
        self._budget = budget
        self._row = 0
        self._column = 0
        self._type = ""
        self._formula = False
        self._value = ""
        self._in_value = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._budget.left -= 1
        if self._budget.left < 0:
            raise TooLargeError("行、格式或合并的单元格过多，没有读取；请只保留决算各表")
        tag = name.rpartition(":")[2]
        if tag == "c":
            self._start_cell(attributes)
        elif tag in {"v", "t"}:
            self._in_value = True
        elif tag == "f":
            self._formula = True
        elif tag == "row":
            self._start_row(attributes)
        elif tag == "col" and attributes.get("hidden") in _TRUE:
            span = (int(attributes["min"]), min(int(attributes["max"]), _LAST_COLUMN))
            self.outline.hidden_columns.append(span)
        elif tag == "mergeCell":
            self._merge(attributes["ref"])

    def text(self, text: str) -> None:
        if self._in_value and not self._value:
            self._value = text[:1]

    def end(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        if tag in {"v", "t"}:
            self._in_value = False
        elif tag == "c":
            self._end_cell()

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = int(attributes.get("r", self._row + 1))
        if number <= self._row:
            raise ValueError(f"row {number} after {self._row}")
        self._row, self._column = number, 0
        if attributes.get("hidden") in _TRUE:
            self.outline.hidden_rows.add(number)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        row, column = place_of(reference) if reference else (self._row, self._column + 1)
        if row != self._row or column <= self._column:
            raise ValueError(f"cell {reference} in row {self._row}")
        self._column = column
        self._type = attributes.get("t", "n")
        self._formula, self._value = False, ""
        self.outline.cells += 1
        if self.outline.cells > MAX_CELLS:
            raise TooLargeError(f"超过 {MAX_CELLS:,} 个单元格，不像公开表，没有读取")

    def _end_cell(self) -> None:
        # A formula whose text is empty has been calculated; one without a number has not.
        uncalculated = self._formula and not self._value and self._type == "n"
        if not self._value and not uncalculated:
            return
        check_size(self._row, self._column)
        outline = self.outline
        outline.rows = self._row
        outline.columns = max(outline.columns, self._column)
        if uncalculated:
            outline.uncalculated.add((self._row, self._column))

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        self.outline.merged.append((*place_of(first), *place_of(last or first)))
        if len(self.outline.merged) > _MAX_MERGED:
            raise TooLargeError("合并的单元格过多，不像公开表，没有读取")


def place_of(reference: str) -> tuple[int, int]:
    """Return the 1-based row and column of an address (AB12)."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise ValueError(reference)
    column = 0
    for letter in found.group(1):
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found.group(2)), column
