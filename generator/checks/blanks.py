"""Cells in which nothing stands though their amounts are needed.

Where the amount follows from others it is put in and the rules are tested again, so that nothing
is said of what only follows. Where most of a column is blank and what stood there does not follow,
its cells count as unreadable: nothing is compared with them.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from generator.base.severity import Severity
from generator.checks.relation import RelationKind
from generator.model.table import CellKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.checks.term import Term
    from generator.checks.tested import Change, Tested
    from generator.field.forms import Side
    from generator.model.place import Place
    from generator.model.table import Cell, Table

_LEAST = 3
# Of ten relations that a blank cell of the column stands in, at least so many fail for want of it.
_TENTHS = 3
_MOST = 3


class Column(NamedTuple):
    """A column of a table, on one of its sides."""

    form: str
    side: Side
    name: str

    @property
    def label(self) -> str:
        """What a reader would call it: 公开02“财政拨款收入”, 公开01收入“金额”."""
        return f"{self.form}{self.side.value}“{self.name}”"


def find_blank_columns(tested: Sequence[Tested]) -> list[tuple[Column, ...]]:
    """Return the columns for want of whose blank cells most of their relations fail.

    Where several would explain the same relations there are several answers, the likeliest first:
    the column that is needed alone counts most.
    """
    failing = [item for item in tested if not item.holds and _says(item)]
    if not any(_columns_of(item) for item in failing):
        return []
    grave = (item for item in tested if _says(item))
    uses = Counter(c for item in grave for c in _columns_of(item) if _may_fail(item, c))
    return [_explain(failing, uses, first) for first in _likely(failing, uses)[:_MOST]]


def _explain(
    failing: Sequence[Tested], uses: Mapping[Column, int], first: Column
) -> tuple[Column, ...]:
    """Return a column with those that are likely still when what it explains is left out."""
    found = [first]
    while True:
        failing = [item for item in failing if found[-1] not in _columns_of(item)]
        likely = _likely(failing, uses)
        if not likely:
            return tuple(found)
        found.append(likely[0])


def _likely(failing: Sequence[Tested], uses: Mapping[Column, int]) -> list[Column]:
    """Return the columns of which most relations fail, the one that is needed most first."""
    worth: dict[Column, float] = {}
    wanting: Counter[Column] = Counter()
    for item in failing:
        columns = [column for column in _columns_of(item) if _would_fill(item, column)]
        for column in columns:
            worth[column] = worth.get(column, 0) + 1 / len(columns)
            wanting[column] += 1
    likely = [c for c in worth if wanting[c] >= _LEAST and 10 * wanting[c] >= _TENTHS * uses[c]]
    return sorted(likely, key=lambda column: -worth[column])


def blank_cells(tables: Mapping[str, Table], column: Column) -> list[Cell]:
    """Return the cells of a column in which nothing stands."""
    return [
        row.cells[column.name]
        for row in tables[column.form].rows
        if row.side is column.side
        and column.name in row.cells
        and row.cells[column.name].kind is CellKind.BLANK
    ]


def without_columns(tables: Mapping[str, Table], columns: Iterable[Column]) -> dict[str, Table]:
    """Return the tables in which the blank cells of some columns count as unreadable."""
    unknown = dict(tables)
    for column in columns:
        unread = {
            cell.place: cell._replace(kind=CellKind.INVALID) for cell in blank_cells(tables, column)
        }
        unknown[column.form] = _with_cells(unknown[column.form], unread)
    return unknown


def with_amounts(tables: Mapping[str, Table], changes: Iterable[Change]) -> dict[str, Table]:
    """Return the tables with the amounts of blank cells put in; their texts stay as they are."""
    put: dict[str, dict[Place, Cell]] = {}
    for term, expected in changes:
        if term.cell is not None:
            table = tables[term.form]
            put.setdefault(term.form, {})[term.cell.place] = term.cell._replace(
                kind=CellKind.NUMBER,
                value=term.published(expected),
                original=None if table.file_unit == table.unit else term.in_file(expected),
            )
    return {
        form: _with_cells(table, put[form]) if form in put else table
        for form, table in tables.items()
    }


def _with_cells(table: Table, changed: Mapping[Place, Cell]) -> Table:
    return table.with_cells(lambda cell: changed.get(cell.place, cell))


def _says(item: Tested) -> bool:
    """Whether a relation says anything: one of nothing but zeros holds whatever is missing."""
    grave = item.check.rule.severity is Severity.ERROR
    return grave and any(term.value for term in item.terms)


def _columns_of(item: Tested) -> list[Column]:
    """Return the columns in which a relation has blank cells."""
    return list(dict.fromkeys(_column_of(term) for term in item.terms if term.is_blank))


def _column_of(term: Term) -> Column:
    return Column(term.form, term.side, term.column)


def _may_fail(item: Tested, column: Column) -> bool:
    """Whether the relation could fail for want of a blank cell: a part may be 0."""
    return item.relation.kind is not RelationKind.AT_MOST or _balance(item, column) < 0


def _would_fill(item: Tested, column: Column) -> bool:
    """Whether an amount above 0 in a blank cell would bring the two sides together."""
    return _balance(item, column) * item.residual < 0


def _balance(item: Tested, column: Column) -> int:
    """Return how many blank cells of a column stand on the left, less those on the right."""

    def count(terms: Iterable[Term | None]) -> int:
        return sum(term.is_blank and _column_of(term) == column for term in terms if term)

    return count(item.relation.left) - count(item.relation.right)
