"""Tables as they should be: the cells that the checks found wrong, put right for the comparison.

A sentence that states the right amount is not wrong because the table is; one that repeats the
table's wrong amount faithfully is not wrong either (the table is).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.model.table import CellKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.model.audit import Correction
    from generator.model.table import Row, Table


def correct_tables(
    tables: Mapping[str, Table], corrections: Iterable[Correction]
) -> dict[str, Table]:
    """Return the tables with the corrected values; the texts of the cells stay as printed."""
    by_form: dict[str, dict[tuple[object, str], list[Correction]]] = {}
    for correction in corrections:
        rows = by_form.setdefault(correction.form, {})
        rows.setdefault((correction.side, correction.key), []).append(correction)
    return {
        form: _correct(table, by_form[form]) if form in by_form else table
        for form, table in tables.items()
    }


def _correct(table: Table, wrong: Mapping[tuple[object, str], list[Correction]]) -> Table:
    rows = tuple(
        _correct_row(row, wrong[row.side, row.key]) if (row.side, row.key) in wrong else row
        for row in table.rows
    )
    return replace(table, rows=rows, _index={})


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
