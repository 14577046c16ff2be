"""The printed amounts of the tables as intervals: what the relations are made of (DOMAIN 2.1).

A printed amount stands for a true one within half of its last printed digit. Amounts are kept as
whole numbers of millionths of the published unit (0.01 元 where that is 万元), so that relations
are tested in integers; an amount of a file in 元 is exact.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from generator.model.place import Place
from generator.model.table import CellKind, Row, Side
from generator.money import format_number, format_plain, unit_factor

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.accounts import Accounts, ListedAmount
    from generator.model.table import Cell, Table

_MILLION = Decimal(1_000_000)
_DECIMALS = 2
_ENOUGH = 5
_SINGLE_COLUMN = {"金额", "决算数"}


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
        name = f"{self.form}{self.side.value}“{self.row}”"
        single = self.form in {"公开01", "公开06"} or self.column in _SINGLE_COLUMN
        return name if single else f"{name}{{{self.column}}}"

    def in_file(self, value: int) -> Decimal:
        """Return `value` millionths in the unit of the file that holds the cell."""
        return Decimal(value) / self.scale.factor

    def shown(self, value: int) -> str:
        """Return `value` millionths as printed: a count, or an amount with its decimals."""
        if not self.scale.unit:
            return format_plain(self.in_file(value))
        amount = self.in_file(value).normalize()
        exponent = amount.as_tuple().exponent
        places = max(_DECIMALS, -exponent if isinstance(exponent, int) else 0)
        return format_number(amount, places=places)


class Ledger:
    """The amounts of a department, looked up by form, row and column; each `Term` made once."""

    def __init__(self, accounts: Accounts) -> None:
        """Read the scales of the tables; the amounts follow as they are asked for."""
        self.accounts = accounts
        self._scales = {form: _scale_of(table) for form, table in accounts.tables.items()}
        self._terms: dict[tuple[str, int, Side, str, str], Term | None] = {}
        published = Scale(_MILLION, 0, accounts.identity.unit)
        self._listed_scale = published._replace(half=_listed_half(accounts.identity.unit))
        self._exact_scale = published._replace(unit="")

    def table(self, form: str) -> Table | None:
        """The table, or None where the folder has none."""
        return self.accounts.tables.get(form)

    def term(self, form: str, key: str, column: str, side: Side = Side.WHOLE) -> Term | None:
        """The amount in row `key`; None where the table or a readable number is missing.

        A row that the table does not have counts as a blank cell.
        """
        table = self.accounts.tables.get(form)
        if table is None:
            return None
        row = table.row(key, side)
        if row is None:
            return self._make((form, 0, side, column, key), None, Row(key, key, {}, side=side))
        return self.of(form, row, column)

    def of(self, form: str, row: Row, column: str) -> Term | None:
        """The amount of a row; None where the cell holds no readable number."""
        key = (form, row.row_number, row.side, column, row.key)
        return self._make(key, row.cells.get(column), row)

    def _make(
        self, key: tuple[str, int, Side, str, str], cell: Cell | None, row: Row
    ) -> Term | None:
        if key in self._terms:
            return self._terms[key]
        form, _, side, column, _ = key
        scale, value, half = self._scales[form], 0, 0
        term: Term | None = None
        if cell is None or cell.kind is not CellKind.INVALID:
            if cell is None:
                name = row.title or row.key
                file = self.accounts.tables[form].file
                place = Place(file, row.row_number, 0, form, name, column)
            else:
                place = cell.place
                if cell.value is not None:
                    value, half = _measure(cell, scale)
            term = Term(
                value,
                half,
                len(self._terms),
                scale,
                place,
                form,
                row.key,
                row.title or row.key,
                column,
                side,
                cell,
                row.row_number,
            )
        self._terms[key] = term
        return term

    def listed(self, name: str, listed: ListedAmount | None, *, exact: bool = False) -> Term | None:
        """An amount of a list (published unit), or an exact count; None where none is given."""
        if listed is None or listed.value is None:
            return None
        scale = self._exact_scale if exact else self._listed_scale
        place = listed.source.place
        key = (place.file, place.row_number, Side.WHOLE, f"{place.column_number}", name)
        if key not in self._terms:
            value = int(listed.value * _MILLION)
            number = len(self._terms)
            self._terms[key] = Term(value, scale.half, number, scale, place, "", name, name, "")
        return self._terms[key]

    def terms(self, form: str, keys: Sequence[str], column: str, side: Side) -> list[Term | None]:
        """The amounts of several rows in one column."""
        return [self.term(form, key, column, side) for key in keys]

    def across(self, form: str, row: Row, columns: Sequence[str]) -> list[Term | None]:
        """The amounts of one row in the columns that the table has."""
        return [self.of(form, row, column) for column in columns if column in row.cells]

    def invalid_cells(self) -> Iterator[Cell]:
        """Every amount cell that holds no number: what rests on it cannot be checked."""
        for table in self.accounts.tables.values():
            for row in table.rows:
                for cell in row.cells.values():
                    if cell.kind is CellKind.INVALID:
                        yield cell


def _scale_of(table: Table) -> Scale:
    factor = unit_factor(table.file_unit, table.unit) * _MILLION
    if table.file_unit == "元":
        return Scale(factor, 0, table.file_unit)
    half = int(factor * Decimal(5).scaleb(-_printed_decimals(table) - 1))
    return Scale(factor, half, table.file_unit)


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


def _measure(cell: Cell, scale: Scale) -> tuple[int, int]:
    """Return the value and half a last digit; an amount with more digits is finer than others."""
    if cell.original is None or cell.value is None:
        return int((cell.value or Decimal(0)) * scale.factor), scale.half
    half = scale.half
    digits = len(cell.text.partition(".")[2])
    if half and digits > _DECIMALS:
        half = min(half, int(scale.factor * Decimal(5).scaleb(-digits - 1)))
    return int(cell.original * scale.factor), half


def _listed_half(unit: str) -> int:
    """Half a last digit of the lists: they are in 万元 with two decimals, or in 元."""
    return 0 if unit == "元" else int(_MILLION * Decimal("0.005"))
