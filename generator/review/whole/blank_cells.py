"""Cells of 公开09 in which nothing stands though the text has the amount: the table is accused.

No other table has these amounts, so the text alone tells. What stood there is not taken from it:
the cells count as unreadable, and what rests on them as not checked.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.base.money import format_number
from generator.field.forms import THREE_PUBLIC
from generator.model.figure import Operation, Source
from generator.model.finding import finding
from generator.model.table import CellKind
from generator.review import rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from generator.model.figure import Figure
    from generator.model.finding import Finding
    from generator.model.place import Place
    from generator.model.submission import Reviewed, Submission
    from generator.model.table import Table

_ACCUSING = {rules.AMOUNT.code, rules.COMPUTED.code, rules.ZERO_BASE.code}
_MOST = 6


def find_blank_cells(
    submission: Submission, compared: Reviewed, tables: Mapping[str, Table]
) -> tuple[dict[str, Table], Finding] | None:
    """Return the tables without the cells that the text shows to be blank by mistake, and why.

    None where the text accuses none. Where it accuses one cell, the blank ones of the same half
    count as unreadable too. A table without any amount is taken out, unless it says
    itself that there is nothing in it.
    """
    table = tables.get(THREE_PUBLIC)
    if table is None or (table.is_empty and table.statement):
        return None
    cells = (cell for row in table.rows for cell in row.cells.values())
    blank = {cell.place for cell in cells if cell.kind is CellKind.BLANK}
    stated = _stated(submission, compared)
    found = {
        leaf.label: source.place
        for leaf in _accused(compared)
        for source in leaf.sources()
        if stated.get(leaf.label) != 0
        and (source.place in blank or (table.is_empty and source.place.table == THREE_PUBLIC))
    }
    if not found:
        return None
    mended = {form: other for form, other in tables.items() if form != THREE_PUBLIC}
    if not table.is_empty:
        sides = {_side(place) for place in found.values()}
        mended[THREE_PUBLIC] = _without(table, {p for p in blank if _side(p) in sides})
    return mended, _word(found, stated)


def _side(place: Place) -> str:
    """Return which half of the table a cell stands in: 预算数 or 决算数."""
    return place.column.partition(" ")[0]


def _accused(compared: Reviewed) -> Iterator[Figure]:
    """Yield the amounts that the numbers under an error rest on."""
    spots = [
        (mark.passage.locator, mark.start, mark.end)
        for mark in compared.marks
        if mark.passage is not None and mark.finding.code in _ACCUSING and mark.finding.stated
    ]
    for verdict in compared.verdicts:
        if verdict.figure is not None and any(
            verdict.locator == locator and start <= verdict.start < end
            for locator, start, end in spots
        ):
            yield from _leaves(verdict.figure)


def _leaves(figure: Figure) -> Iterator[Figure]:
    if isinstance(figure.origin, Operation):
        for operand in figure.origin.operands:
            yield from _leaves(operand)
    elif isinstance(figure.origin, Source):
        yield figure


def _stated(submission: Submission, compared: Reviewed) -> dict[str, Decimal]:
    """Return the amounts of the text by the labels of the figures that they should print."""
    labels = {(v.locator, v.start): v.figure.label for v in compared.verdicts if v.figure}
    return {
        label: mention.value
        for paragraph in submission.paragraphs()
        for mention in paragraph.mentions
        if (label := labels.get((paragraph.passage.locator, mention.start)))
    }


def _without(table: Table, places: set[Place]) -> Table:
    rows = tuple(
        replace(
            row,
            cells={
                name: cell._replace(kind=CellKind.INVALID) if cell.place in places else cell
                for name, cell in row.cells.items()
            },
        )
        for row in table.rows
    )
    return replace(table, rows=rows, _index={})


def _word(found: Mapping[str, Place], stated: Mapping[str, Decimal]) -> Finding:
    said = [
        f"{label}为空白" + (f"，正文为{format_number(stated[label])}" if label in stated else "")
        for label in found
    ]
    more = f"等 {len(said)} 个数" if said[_MOST:] else ""
    message = (
        f"{THREE_PUBLIC}{'；'.join(said[:_MOST])}{more}；疑{THREE_PUBLIC}漏填，与它有关的没有核对"
    )
    return finding(rules.CONTRADICTION, message, *found.values())
