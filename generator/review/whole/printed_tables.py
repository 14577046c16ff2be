"""The tables that a submitted file prints, against those of the data (表间不符)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.money import CENT, ZERO, convert_unit, format_number
from generator.model.finding import finding
from generator.model.place import Place
from generator.review.rules import TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from generator.model.finding import Finding
    from generator.model.table import Cell, Table

_MANY = 12


def compare_tables(printed: Mapping[str, Table], data: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield a finding for every cell that the file prints otherwise than the data has it."""
    for form, table in data.items():
        other = printed.get(form)
        if other is None:
            continue
        yield from _missing_rows(table, other)
        differing = list(_differing(table, other))
        if len(differing) > _MANY:
            first = differing[0][1]
            message = (
                f"文件中的{form}有 {len(differing)} 格与数据不同，请核对是否同一部门、同一年度"
            )
            places = tuple(cell.place for _, cell in differing[:_MANY])
            yield _finding(message, places, first)
            continue
        for own, cell in differing:
            shown = format_number(own.value or ZERO)
            message = (
                f"文件中{form}{_word_row(cell)}{{{cell.place.column}}}为"
                f"{cell.text or '空白'}，数据为{shown}"
            )
            yield _finding(message, (cell.place, own.place), cell, own)


def _word_row(cell: Cell) -> str:
    """Return the name of the row of a cell; the only row of 公开09 has none."""
    return f"“{cell.place.row}”" if cell.place.row else ""


def _differing(table: Table, other: Table) -> Iterator[tuple[Cell, Cell]]:
    """Yield the cells of both that differ by more than a last digit; theirs in our unit."""
    for row in table.rows:
        if not row.key or other.row(row.key, row.side) is None:
            continue
        for column, own in row.cells.items():
            cell = other.cell(row.key, column, row.side)
            if cell is None:
                place = Place(other.file, table=other.form, row=row.title, column=column)
                cell = own._replace(text="", value=None, place=place)
            value = _published(cell, other, table.unit)
            if abs((own.value or ZERO) - value) > CENT:
                yield own, cell._replace(value=value)


def _missing_rows(table: Table, other: Table) -> Iterator[Finding]:
    """Yield one finding for the rows with amounts that the file does not print."""
    rows = [
        (row, [cell for cell in row.cells.values() if cell.value])
        for row in table.rows
        if row.key and other.row(row.key, row.side) is None
    ]
    missing = [(row, cells) for row, cells in rows if cells]
    if not missing:
        return
    said = "；".join(
        f"{row.side.value}“{row.title or row.key}”一行（数据为"
        f"{'、'.join(f'{one.place.column}{format_number(one.value or ZERO)}' for one in cells)}）"
        for row, cells in missing[:_MANY]
    )
    more = f"等 {len(missing)} 行" if missing[_MANY:] else ""
    first, cells = missing[0]
    lost = Place(other.file, table=other.form, row=first.title or first.key)
    places = (lost, *(filled[0].place for _, filled in missing))
    blank = cells[0]._replace(text="", value=None)
    yield _finding(f"文件中的{table.form}缺{said}{more}", places, blank, cells[0])


def _published(cell: Cell, table: Table, unit: str) -> Decimal:
    """Return a printed amount in the unit of the data: the file may have been read in another."""
    if cell.original is not None:
        return convert_unit(cell.original, table.file_unit, unit)
    return convert_unit(cell.value or ZERO, table.unit, unit)


def _finding(
    message: str, places: tuple[Place, ...], cell: Cell, own: Cell | None = None
) -> Finding:
    return finding(
        TABLE,
        message,
        *places,
        stated=cell.value or ZERO,
        expected=None if own is None else own.value or ZERO,
    )
