"""The published tables (公开表) as the page shows them: rows of cells with their attributes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from generator.model.block import Role

if TYPE_CHECKING:
    from generator.model.block import Grid, GridCell
    from generator.reporting.page.pieces import Piece, PieceWriter

_ROLE_LOOKS = {Role.TABLE_NUMBER: "number", Role.TABLE_HEAD: "head"}
_ALIGNED = frozenset({"left", "center", "right"})


class CellView(NamedTuple):
    """A cell: what stands in its tag (class, colspan, rowspan) and its text.

    `pieces` are the text where it has numbers or gaps that lead somewhere.
    """

    attributes: Markup
    text: str
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class TableView:
    """A table; `widths` are the shares of its columns in percent."""

    title: str
    anchor: str
    number: str
    department: tuple[Piece, ...]
    year: tuple[Piece, ...]
    unit: str
    landscape: bool
    widths: tuple[str, ...]
    head: tuple[tuple[CellView, ...], ...]
    body: tuple[tuple[CellView, ...], ...]
    notes: tuple[str, ...]
    kind: str = "table"


def lay_out_table(grid: Grid, anchor: str, writer: PieceWriter) -> TableView:
    """Return a table as printed, the lines above and below it included."""
    rows = tuple(tuple(_cell(cell, grid, writer) for cell in row) for row in grid.rows)
    return TableView(
        title=grid.title,
        anchor=anchor,
        number=grid.number,
        department=writer.write_plain(grid.department, section=grid.number),
        year=writer.write_plain(grid.year, section=grid.number),
        unit=grid.unit,
        landscape=grid.landscape,
        widths=column_shares(grid),
        head=rows[: grid.head_rows],
        body=rows[grid.head_rows :],
        notes=grid.notes,
    )


def _cell(cell: GridCell, grid: Grid, writer: PieceWriter) -> CellView:
    pieces = writer.write_spans(cell.spans, grid.where) if cell.spans else ()
    return CellView(cell_attributes(cell), cell.text, pieces)


def column_shares(grid: Grid) -> tuple[str, ...]:
    """Return the widths of the columns in percent of the table."""
    whole = sum(grid.widths)
    return tuple(f"{100 * width / whole:.2f}%" for width in grid.widths)


def cell_attributes(cell: GridCell) -> Markup:
    """Return what stands in the tag of a cell: its class, the columns and rows that it spans."""
    return _attributes(cell.role, cell.align, cell.columns, cell.rows, bold=cell.bold)


@lru_cache(maxsize=512)
def _attributes(role: Role, align: str, columns: int, rows: int, *, bold: bool) -> Markup:
    """Return the attributes of a cell; a table has only a few different ones."""
    looks = [_ROLE_LOOKS.get(role, ""), align if align in _ALIGNED else "", "bold" if bold else ""]
    named = " ".join(look for look in looks if look)
    written = f' class="{named}"' if named else ""
    if columns > 1:
        written += f' colspan="{int(columns)}"'
    if rows > 1:
        written += f' rowspan="{int(rows)}"'
    return Markup(written)  # noqa: S704 - numbers and our own words, no user's text
