"""One figure or name that a finished document must print, and where it is found in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from .page import Cell, Grid, Line, Page

# Where things stand.
SECTION, FORM, REPORT, WHOLE_REPORT = PLACES = ("十三", "自评表", "自评报告", "整体报告")
# What they are; of each kind a change is planted.
SCORE, MARKS, GRADE, COUNT = "得分", "分值", "等级", "个数"
BUDGET, EXECUTION, RATE, NAME, SUM, TOTAL = "预算", "执行", "比率", "名称", "小计", "总分"
TEXT = "文字"
KINDS = (SCORE, MARKS, GRADE, COUNT, BUDGET, EXECUTION, RATE, NAME, SUM, TOTAL)

NUMBER = r"(-?[\d,]*\.?\d+)"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a figure stands in a document: a paragraph or a cell, and what of its text it is.

    `around` is the text of the paragraph or of the row.
    """

    node: Line | Cell
    start: int
    end: int
    around: str

    @property
    def printed(self) -> str:
        """Return what stands there."""
        return self.node.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Expected:
    """A figure (rounded) or text that must stand at a place; `owner` is a project, or nothing.

    It stands where the one group of `pattern` matches in a paragraph between two blocks, else in a
    cell of the table: in the row of `row` under `column`, or beside `row` where there is no column.
    `group` names the sum that it is part of, where it stands nowhere else.
    """

    place: str
    kind: str
    owner: str
    label: str
    value: Decimal | str
    pattern: str = ""
    row: str = ""
    column: str = ""
    group: str = ""

    def locate(self, page: Page, blocks: tuple[int, int]) -> Spot | None:
        """Return where it stands between two blocks of a document, None where it is not found."""
        if self.pattern:
            return find_pattern(page.lines(*blocks), self.pattern)
        for grid in page.grids(*blocks):
            spot = find_cell(grid, self.row, self.column)
            if spot is not None:
                return spot
        return None

    def is_met(self, spot: Spot | None) -> bool:
        """Whether what stands there is what is expected, numbers by their value."""
        if spot is None:
            return False
        if isinstance(self.value, str):
            return re.sub(r"\s", "", spot.printed) == re.sub(r"\s", "", self.value)
        return number_of(spot.printed) == self.value


def number_of(printed: str) -> Decimal | None:
    """Return the value of a printed number, None where it is none."""
    try:
        return Decimal(printed.replace(",", "").strip().removesuffix("%"))
    except InvalidOperation:
        return None


def find_pattern(lines: Sequence[Line], pattern: str) -> Spot | None:
    """Return the group of the first match in a paragraph."""
    for line in lines:
        match = re.search(pattern, line.text)
        if match:
            return Spot(line, *match.span(1), line.text)
    return None


def find_cell(grid: Grid, row: str, column: str) -> Spot | None:
    """Return the number or text of a cell: under a column, or beside its label."""
    index = grid.row_of(row)
    if index is None:
        return None
    cell = grid.at(index, column) if column else grid.beside(row)
    if cell is None or not cell.text.strip():
        return None
    around = "｜".join(dict.fromkeys(one.text for one in grid.rows[index]))
    start = len(cell.text) - len(cell.text.lstrip())
    return Spot(cell, start, len(cell.text.rstrip()), around)
