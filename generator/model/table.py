"""The nine published tables (公开表) as values: cells with their places, rows, tables."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from generator.field import zh
from generator.field.forms import Side

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from decimal import Decimal

    from generator.model.place import Place


class CellKind(Enum):
    """What stands in an amount cell. Blank, dash and zero are kept apart."""

    BLANK = "空白"
    DASH = "横线"
    NUMBER = "数字"
    INVALID = "不是数字"


class Cell(NamedTuple):
    """One amount cell.

    `value` is in the unit of the published table (万元 unless the folder says 元); it is None for
    a blank, a dash and for text that is no number. `original` is the value as the file has it,
    where the file is in another unit than the published table.
    """

    text: str
    kind: CellKind
    value: Decimal | None
    place: Place
    original: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a code and name, or a label; its line number 行次; its cells by column key.

    `key` is what the row is looked up by: the code, or the label without its ordinal (一、) and
    white space; the three opening balances of 公开04 are 年初一般公共预算财政拨款 and so on.
    `label` is the text as printed.
    """

    key: str
    label: str
    cells: Mapping[str, Cell]
    code: str = ""
    side: Side = Side.WHOLE
    line: str = ""
    row_number: int = 0

    @property
    def title(self) -> str:
        """Code and name as a reader would call the row."""
        return f"{self.code} {self.label}".strip()


@dataclass(frozen=True, slots=True)
class Table:
    """One of the nine tables as read.

    `form` is 公开01 … 公开09. `columns` are the canonical column keys of the form that the file
    has, in its order. `unit` is the unit of the values (published), `file_unit` that of the file.
    `notes` are the lines below the grid (注：…, 说明：…), without their label for `statement`.
    """

    form: str
    title: str
    file: str
    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    unit: str = zh.TEN_THOUSAND_YUAN
    file_unit: str = zh.TEN_THOUSAND_YUAN
    department: str = ""
    year: str = ""
    notes: tuple[str, ...] = ()
    statement: str = ""
    _index: dict[tuple[Side, str], Row] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the rows by side and key; of two rows with one key the first counts."""
        for row in self.rows:
            self._index.setdefault((row.side, row.key), row)

    def row(self, key: str, side: Side = Side.WHOLE) -> Row | None:
        """The row with this code or label key, or None."""
        return self._index.get((side, key))

    def cell(self, key: str, column: str, side: Side = Side.WHOLE) -> Cell | None:
        """The cell in row `key` and column `column`, or None where either is missing."""
        row = self.row(key, side)
        return None if row is None else row.cells.get(column)

    def coded_rows(self, digits: int = 0) -> Iterator[Row]:
        """The rows that bear a code, or only those whose code has `digits` digits."""
        for row in self.rows:
            if row.code and digits in (0, len(row.code)):
                yield row

    def with_cells(self, change: Callable[[Cell], Cell]) -> Table:
        """Return the table with every cell as `change` makes it."""
        rows = tuple(
            replace(row, cells={name: change(cell) for name, cell in row.cells.items()})
            for row in self.rows
        )
        return replace(self, rows=rows, _index={})

    @property
    def is_empty(self) -> bool:
        """Whether no amount other than 0 stands in the table."""
        return not any(
            cell.value for row in self.rows for cell in row.cells.values() if cell.value is not None
        )
