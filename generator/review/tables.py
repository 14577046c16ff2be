"""The tables that a submitted file prints, against those of the data (表间不符)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.finding import Finding, Severity
from generator.model.place import Place
from generator.money import CENT, ZERO, format_number
from generator.review.rules import TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.model.table import Cell, Table

_MANY = 12


def compare_tables(printed: Mapping[str, Table], data: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield a finding for every cell that the file prints otherwise than the data has it."""
    for form, table in data.items():
        other = printed.get(form)
        if other is None:
            continue
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
                f"文件中{form}“{cell.place.row}”{{{cell.place.column}}}为"
                f"{cell.text or '空白'}，数据为{shown}"
            )
            yield _finding(message, (cell.place, own.place), cell, own)


def _differing(table: Table, other: Table) -> Iterator[tuple[Cell, Cell]]:
    """Yield the cells of both that differ by more than a last digit."""
    step = CENT if table.unit == other.unit else ZERO
    for row in table.rows:
        if not row.key:
            continue
        for column, own in row.cells.items():
            cell = other.cell(row.key, column, row.side)
            if cell is None:
                place = Place(other.file, table=other.form, row=row.title, column=column)
                cell = own._replace(text="", value=None, place=place)
            if abs((own.value or ZERO) - (cell.value or ZERO)) > step:
                yield own, cell


def _finding(
    message: str, places: tuple[Place, ...], cell: Cell, own: Cell | None = None
) -> Finding:
    return Finding(
        TABLE.code,
        TABLE.finding_class,
        Severity.ERROR,
        message,
        places,
        stated=cell.value or ZERO,
        expected=None if own is None else own.value or ZERO,
    )
