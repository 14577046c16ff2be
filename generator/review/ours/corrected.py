"""Tables as they should be: the cells that the checks found wrong, put right for the comparison.

A sentence that states the right amount is not wrong because the table is; one that repeats the
table's wrong amount faithfully is not wrong either (the table is). A row that is missing is put in,
so that nothing is said to be 0 for want of it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.model.place import Place
from generator.model.table import Cell, CellKind, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.field.forms import Side
    from generator.model.audit import Correction
    from generator.model.table import Table


def correct_tables(
    tables: Mapping[str, Table], corrections: Iterable[Correction]
) -> dict[str, Table]:
    """Return the tables with the corrected values; the texts of the cells stay as printed."""
    by_form: dict[str, dict[tuple[Side, str], list[Correction]]] = {}
    for correction in corrections:
        rows = by_form.setdefault(correction.form, {})
        rows.setdefault((correction.side, correction.key), []).append(correction)
    return {
        form: _correct(table, by_form[form]) if form in by_form else table
        for form, table in tables.items()
    }


def _correct(table: Table, wrong: Mapping[tuple[Side, str], list[Correction]]) -> Table:
    rows = tuple(
        _correct_row(row, wrong[row.side, row.key]) if (row.side, row.key) in wrong else row
        for row in table.rows
    )
    present = {(row.side, row.key) for row in table.rows}
    for side_and_key, cells in wrong.items():
        if side_and_key not in present:
            rows = _with_row(rows, _make_row(table, cells))
    return replace(table, rows=rows, _index={})


def _make_row(table: Table, cells: Sequence[Correction]) -> Row:
    """Return a row that the table lacks, with the amounts that follow."""
    first = cells[0]
    code = first.key if first.key.isdigit() else ""
    made = {
        cell.column: Cell(
            "",
            CellKind.NUMBER,
            cell.value,
            Place(table.file, table=table.form, row=cell.title, column=cell.column),
        )
        for cell in cells
    }
    label = first.title.removeprefix(code).strip()
    return Row(first.key, label, made, code=code, side=first.side)


def _with_row(rows: tuple[Row, ...], row: Row) -> tuple[Row, ...]:
    """Return the rows with one more, in the order of the codes."""
    after = (index for index, other in enumerate(rows) if row.code and other.code > row.code)
    at = next(after, len(rows))
    return (*rows[:at], row, *rows[at:])


def _correct_row(row: Row, wrong: Iterable[Correction]) -> Row:
    cells = dict(row.cells)
    for correction in wrong:
        cell = cells.get(correction.column)
        if cell is not None:
            kind = CellKind.NUMBER
            cells[correction.column] = cell._replace(
                value=correction.value, kind=kind, original=None
            )
    return replace(row, cells=cells)
