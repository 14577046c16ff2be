"""Errors planted into the tables of a department that holds: one cell, or two, changed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

from oracle.department import random_department
from oracle.folder import write_folder

from generator.accounts.build import build_accounts
from generator.base.severity import Severity
from generator.checks.catalogue import run_checks
from generator.model.accounts import Accounts
from generator.model.finding import Finding
from generator.model.place import Place
from generator.model.table import Cell, CellKind, Row
from generator.reading.folder import read_folder

LEAST = Decimal("0.40")
_CENT = Decimal("0.01")
_TEN_THOUSAND = Decimal(10_000)


class Spot(NamedTuple):
    """A cell of a department: table, number of the row, column."""

    form: str
    row: int
    column: str


class Planted(NamedTuple):
    """What the checks say after a change, without what they said before it."""

    places: tuple[Place, ...]
    errors: tuple[Finding, ...]

    @property
    def is_found(self) -> bool:
        """Whether each changed cell stands in a new error."""
        return all(any(place in f.places for f in self.errors) for place in self.places)

    @property
    def is_first(self) -> bool:
        """Whether one of the errors names the changed cell before all others."""
        return any(f.places[:1] == self.places[:1] for f in self.errors)


@cache
def draw_accounts(seed: int) -> Accounts:
    """Return the accounts of a random department as the program reads them."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "数据")
        write_folder(random_department(seed), path, variant=seed)
        inputs, _ = read_folder(path)
        return build_accounts(inputs)[0]


@cache
def errors_before(seed: int) -> tuple[Finding, ...]:
    """Return the errors of the department as drawn: lists that contradict its tables."""
    return _errors(draw_accounts(seed))


def _errors(accounts: Accounts) -> tuple[Finding, ...]:
    found = run_checks(accounts).findings
    return tuple(finding for finding in found if finding.severity is Severity.ERROR)


def filled_spots(accounts: Accounts) -> list[Spot]:
    """Return the cells with an amount other than 0."""
    return [
        Spot(form, index, column)
        for form, table in accounts.tables.items()
        for index, row in enumerate(table.rows)
        for column, cell in row.cells.items()
        if cell.value
    ]


def cell_at(accounts: Accounts, spot: Spot) -> Cell:
    """Return the cell of a spot."""
    return accounts.tables[spot.form].rows[spot.row].cells[spot.column]


def printed(accounts: Accounts, spot: Spot) -> Decimal:
    """Return the amount as the file has it."""
    cell = cell_at(accounts, spot)
    amount = cell.value if cell.original is None else cell.original
    return Decimal(0) if amount is None else amount


def plant(seed: int, amounts: Mapping[Spot, Decimal | None]) -> Planted:
    """Write other amounts (None: nothing) into cells and return what is said of it."""
    accounts = draw_accounts(seed)
    places = tuple(cell_at(accounts, spot).place for spot in amounts)
    for spot, amount in amounts.items():
        accounts = _with_amount(accounts, spot, amount)
    errors = [error for error in _errors(accounts) if error not in errors_before(seed)]
    return Planted(places, tuple(errors))


def _with_amount(accounts: Accounts, spot: Spot, amount: Decimal | None) -> Accounts:
    table = accounts.tables[spot.form]
    cell = cell_at(accounts, spot)
    if amount is None:
        changed = Cell("", CellKind.BLANK, None, cell.place)
    else:
        size = _TEN_THOUSAND if (table.file_unit, table.unit) == ("元", "万元") else Decimal(1)
        value = (amount / size).quantize(_CENT, ROUND_HALF_UP)
        original = amount if size > 1 else None
        changed = Cell(f"{amount:.2f}", CellKind.NUMBER, value, cell.place, original)
    row = table.rows[spot.row]
    rows = list(table.rows)
    rows[spot.row] = replace(row, cells={**row.cells, spot.column: changed})
    replaced = replace(table, rows=tuple(rows), _index={})
    return replace(accounts, tables={**accounts.tables, spot.form: replaced})


def is_large_enough(accounts: Accounts, spot: Spot, amount: Decimal | None) -> bool:
    """Whether a change is of 0.40 万元 or more."""
    in_yuan = accounts.tables[spot.form].file_unit == "元"
    change = abs((amount or Decimal(0)) - printed(accounts, spot))
    return change >= LEAST * (_TEN_THOUSAND if in_yuan else 1)


def shift(dice: Random, accounts: Accounts, spot: Spot) -> Decimal:
    """Return the amount of a cell, changed by 0.40 万元 or more, not below 0."""
    change = Decimal(dice.choice(("0.40", "0.50", "0.90", "1.00", "3.27", "10", "100.5")))
    if accounts.tables[spot.form].file_unit == "元":
        change *= _TEN_THOUSAND
    amount = printed(accounts, spot)
    return amount - change if dice.random() < 0.5 and amount >= change else amount + change


Slip = Callable[[Random, Accounts, Spot], Mapping[Spot, Decimal | None] | None]


def _digits(amount: Decimal) -> str:
    return f"{amount:.2f}"


def _is_number(text: str) -> bool:
    return not (text.startswith("0") and text[1:2].isdigit())


def transpose(dice: Random, accounts: Accounts, spot: Spot) -> Mapping[Spot, Decimal | None] | None:
    """Two neighbouring digits exchanged."""
    text = _digits(printed(accounts, spot))
    swapped = {
        text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        for at in range(len(text) - 1)
        if text[at : at + 2].isdigit() and text[at] != text[at + 1]
    }
    known = sorted(filter(_is_number, swapped))
    return {spot: Decimal(dice.choice(known))} if known else None


def drop_digit(
    dice: Random, accounts: Accounts, spot: Spot
) -> Mapping[Spot, Decimal | None] | None:
    """One digit before the point left out, of three at least."""
    text = _digits(printed(accounts, spot))
    point = text.index(".")
    if point < 3:
        return None
    at = dice.randrange(point)
    short = text[:at] + text[at + 1 :]
    return {spot: Decimal(short)} if _is_number(short) else None


def blank(_: Random, accounts: Accounts, spot: Spot) -> Mapping[Spot, Decimal | None] | None:
    """The cell left blank."""
    return {spot: None} if printed(accounts, spot) else None


def turn_sign(_: Random, accounts: Accounts, spot: Spot) -> Mapping[Spot, Decimal | None]:
    """The amount with a minus."""
    return {spot: -printed(accounts, spot)}


def shift_point(_: Random, accounts: Accounts, spot: Spot) -> Mapping[Spot, Decimal | None]:
    """The decimal point one place to the right."""
    return {spot: printed(accounts, spot) * 10}


def write_yuan(_: Random, accounts: Accounts, spot: Spot) -> Mapping[Spot, Decimal | None] | None:
    """元 in one cell of a table in 万元."""
    if accounts.tables[spot.form].file_unit != "万元":
        return None
    return {spot: printed(accounts, spot) * _TEN_THOUSAND}


def _row_below(accounts: Accounts, spot: Spot) -> Spot | None:
    rows: tuple[Row, ...] = accounts.tables[spot.form].rows
    below = spot._replace(row=spot.row + 1)
    if below.row >= len(rows) or rows[below.row].side is not rows[spot.row].side:
        return None
    return below if spot.column in rows[below.row].cells else None


def move_down(_: Random, accounts: Accounts, spot: Spot) -> Mapping[Spot, Decimal | None] | None:
    """The amount one row too low, in a cell that was empty."""
    below = _row_below(accounts, spot)
    if below is None or printed(accounts, below):
        return None
    return {spot: None, below: printed(accounts, spot)}


def copy_below(_: Random, accounts: Accounts, spot: Spot) -> Mapping[Spot, Decimal | None] | None:
    """The amount of the next row."""
    below = _row_below(accounts, spot)
    if below is None or not printed(accounts, below):
        return None
    return {spot: printed(accounts, below)}


def draw(
    dice: Random, slip: Slip, seeds: range, count: int
) -> Iterator[tuple[int, Mapping[Spot, Decimal | None]]]:
    """Yield `count` departments with a slip at a cell drawn evenly, of 0.40 万元 or more."""
    while count:
        seed = dice.choice(seeds)
        accounts = draw_accounts(seed)
        spot = dice.choice(filled_spots(accounts))
        amounts = slip(dice, accounts, spot)
        if amounts and is_large_enough(accounts, spot, amounts[spot]):
            yield seed, amounts
            count -= 1
