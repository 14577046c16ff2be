"""A printed amount as an interval: in whole millionths, with half of its last printed digit.

Amounts are kept as whole numbers of millionths of the published unit (0.01 元 where that is 万元),
so that relations are tested in integers. An amount of a file in 元 is exact, unless the whole table
is plainly rounded: to 元, or to the 0.01 万元 from which it was multiplied.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from generator.base.money import format_number, format_plain, round_half_up, unit_factor
from generator.field import zh
from generator.field.forms import Side
from generator.model.table import CellKind

if TYPE_CHECKING:
    from generator.model.place import Place
    from generator.model.table import Cell, Table

MILLION = Decimal(1_000_000)
_DECIMALS = 2
_ENOUGH = 5
_YUAN_IN_CENT = 100  # 0.01 万元
_SINGLE_COLUMN = {zh.AMOUNT, zh.FINAL}


class Scale(NamedTuple):
    """How the amounts of one file are counted: `factor` millionths make one of its units.

    `half` is half of its last printed digit, in millionths; 0 for a file in 元. A count
    has no unit.
    """

    factor: Decimal
    half: int
    unit: str


class Term(NamedTuple):
    """A printed amount: `value` ± `half` in millionths; a blank cell is 0 ± 0.

    `number` tells the terms of a ledger apart. `row` is the title of the row, `key` what it is
    looked up by; `cell` is None where the table has no such row.
    """

    value: int
    half: int
    number: int
    scale: Scale
    place: Place
    form: str
    key: str
    row: str
    column: str
    side: Side = Side.WHOLE
    cell: Cell | None = None
    line: int = 0

    @property
    def label(self) -> str:
        """What a reader would call the cell: 公开05“201 一般公共服务支出”{小计}."""
        if not self.form:
            return self.row
        row = self.key if self.key.startswith(zh.BEGINNING_OF_YEAR) else self.row
        name = f"{self.form}{self.side.value}“{row}”"
        single = self.form in {"公开01", "公开06", "公开09"} or self.column in _SINGLE_COLUMN
        return name if single else f"{name}{{{self.column}}}"

    @property
    def is_subject(self) -> bool:
        """Whether the cell stands in the row of a 科目."""
        return self.key[:1].isdigit()

    @property
    def is_blank(self) -> bool:
        """Whether the table has the cell and nothing stands in it."""
        return self.cell is not None and self.cell.kind is CellKind.BLANK

    @property
    def is_absent(self) -> bool:
        """Whether the table lacks the whole row."""
        return self.cell is None and not self.line and bool(self.form)

    @property
    def is_absent_subject(self) -> bool:
        """Whether the table lacks the row of the 科目, which other tables have."""
        return self.is_absent and self.is_subject

    @staticmethod
    def published(value: int) -> Decimal:
        """Return `value` millionths in the published unit, as it is printed: two decimals."""
        return round_half_up(value / MILLION)

    def in_file(self, value: int) -> Decimal:
        """Return `value` millionths in the unit of the file that holds the cell."""
        return value / self.scale.factor

    def shown(self, value: int) -> str:
        """Return `value` millionths as printed: a count with its unit, or an amount."""
        if not self.scale.unit:
            return f"{format_plain(self.in_file(value))}{self.column}"
        amount = self.in_file(value).normalize()
        exponent = amount.as_tuple().exponent
        places = max(_DECIMALS, -exponent if isinstance(exponent, int) else 0)
        return format_number(amount, places=places)


def scale_of(table: Table) -> Scale:
    """Return how the amounts of a table are counted, and how finely they are printed."""
    factor = unit_factor(table.file_unit, table.unit) * MILLION
    if table.file_unit == "元":
        return Scale(factor, int(factor * _step_in_yuan(table) / 2), table.file_unit)
    half = int(factor * Decimal(5).scaleb(-_printed_decimals(table) - 1))
    return Scale(factor, half, table.file_unit)


def _step_in_yuan(table: Table) -> int:
    """Return the 元 to which a table in 元 is rounded: 100, 1, or 0 where it is not."""
    cells = [cell for row in table.rows for cell in row.cells.values() if cell.value]
    amounts = [cell.value if cell.original is None else cell.original for cell in cells]
    if len(amounts) < _ENOUGH:
        return 0
    if all(amount is not None and amount % _YUAN_IN_CENT == 0 for amount in amounts):
        return _YUAN_IN_CENT
    return int(not any("." in cell.text for cell in cells))


def _printed_decimals(table: Table) -> int:
    """Return the digits after the point that the table prints; trailing zeros may be left off."""
    counts = Counter(
        len(cell.text.partition(".")[2])
        for row in table.rows
        for cell in row.cells.values()
        if cell.value
    )
    finest = max(counts, default=_DECIMALS)
    finer = sum(count for digits, count in counts.items() if digits > _DECIMALS)
    if finest > _DECIMALS:
        return finest if 2 * finer >= counts.total() else _DECIMALS
    return finest if counts.total() >= _ENOUGH else _DECIMALS


def measure(cell: Cell, scale: Scale) -> tuple[int, int]:
    """Return the value and half a last digit; an amount with more digits is finer than others."""
    if cell.original is None or cell.value is None:
        return int((cell.value or Decimal(0)) * scale.factor), scale.half
    half = scale.half
    digits = len(cell.text.partition(".")[2])
    if half and digits > _DECIMALS:
        half = min(half, int(scale.factor * Decimal(5).scaleb(-digits - 1)))
    return int(cell.original * scale.factor), half


def listed_half(unit: str) -> int:
    """Half a last digit of the lists: they are in 万元 with two decimals, or in 元."""
    return 0 if unit == "元" else int(MILLION * Decimal("0.005"))


class Unusable(NamedTuple):
    """A table whose amounts are not compared: why, and the amount of another table that shows it.

    `own` is its amount that is 10,000 times too large; None in an empty table.
    """

    own: Term | None
    other: Term
