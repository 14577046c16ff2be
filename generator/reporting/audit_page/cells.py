"""Which cell of the page shows a place of a file, and what the findings say of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from generator.base.severity import Severity
from generator.reporting.grouping import form_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.model.block import Grid, GridCell
    from generator.model.finding import Finding
    from generator.model.place import Place

Position = tuple[str, int, int]  # form, row and cell of the grid
_BLANK = "空白"


class _RowName(NamedTuple):
    """The name of a row: the column of its first amount, its anchor, its text."""

    column: int
    anchor: str
    text: str


@dataclass(slots=True)
class CellIndex:
    """The anchors of the cells and tables on the page; `anchors` by their position in the grids.

    A place whose cell is not drawn (a heading, a column that the form does not have) leads to the
    name of its row, or to its table.
    """

    anchors: dict[Position, str] = field(default_factory=dict)
    _cells: dict[tuple[str, str, int, int], str] = field(default_factory=dict)
    _rows: dict[tuple[str, str, int], list[_RowName]] = field(default_factory=dict)
    _tables: dict[str, str] = field(default_factory=dict)

    def locate(self, place: Place) -> str:
        """Return the anchor of the cell, else of the name of its row, else of its table."""
        cell = (place.file, place.sheet, place.row_number, place.column_number)
        if cell in self._cells:
            return self._cells[cell]
        names = self._rows.get(cell[:3], [])
        if place.row_number and names:
            named = [name for name in names if name.text and name.text in place.row]
            right = [name for name in names if name.column >= place.column_number]
            return (named or right or names)[0].anchor
        return self._tables.get(form_of(place), "")

    def locate_all(self, finding: Finding) -> tuple[str, ...]:
        """Return the anchors of all places of a finding that the page shows, each once."""
        anchors = (self.locate(place) for place in finding.places)
        return tuple(dict.fromkeys(anchor for anchor in anchors if anchor))

    def is_table(self, anchor: str) -> bool:
        """Whether an anchor is that of a whole table."""
        return anchor in self._tables.values()

    def table_anchor(self, form: str) -> str:
        """Return the anchor of a table that was added."""
        return self._tables[form]

    def add(self, form: str, grid: Grid) -> None:
        """Give anchors to a table and to its cells that have places."""
        prefix = f"t{form.removeprefix('公开0')}"
        self._tables[form] = prefix
        for number, row in enumerate(grid.rows):
            names: list[tuple[int, GridCell]] = []
            for index, cell in enumerate(row):
                if cell.place is None:
                    continue
                if not cell.place.column_number:
                    names.append((index, cell))
                    continue
                self._add_amount((form, number, index), prefix, cell.place)
                for at, name in names:
                    self._add_name((form, number, at), prefix, name, cell.place)
                names.clear()

    def _add_amount(self, position: Position, prefix: str, place: Place) -> None:
        anchor = f"{prefix}-{place.address}"
        key = (place.file, place.sheet, place.row_number, place.column_number)
        if key not in self._cells:
            self._cells[key] = self.anchors[position] = anchor

    def _add_name(self, position: Position, prefix: str, cell: GridCell, amount: Place) -> None:
        anchor = f"{prefix}-{amount.address}-{position[2]}"
        self.anchors[position] = anchor
        key = (amount.file, amount.sheet, amount.row_number)
        name = _RowName(amount.column_number, anchor, cell.text)
        # The name of a code tells more than the code: it comes first.
        self._rows.setdefault(key, []).insert(0, name)


class CellMark(NamedTuple):
    """What a marked cell says.

    `findings` are the numbers of those that name it, first its `own`, whose faulty cell it is;
    `severity` is the gravest of these; `label` is read out.
    """

    severity: str
    own: tuple[int, ...]
    findings: tuple[int, ...]
    label: str


def mark_cells(numbered: Mapping[int, Finding], index: CellIndex) -> dict[str, CellMark]:
    """Return the marks by anchor; `numbered` are the findings by their numbers in the list."""
    own: dict[str, list[int]] = {}
    related: dict[str, list[int]] = {}
    for number, finding in numbered.items():
        anchors = index.locate_all(finding)
        faulty = _faulty(finding, anchors, index)
        for anchor in anchors:
            (own if anchor in faulty else related).setdefault(anchor, []).append(number)
    return {
        anchor: _mark(numbered, own.get(anchor, []), related.get(anchor, []))
        for anchor in (*own, *(anchor for anchor in related if anchor not in own))
    }


def _faulty(finding: Finding, anchors: Sequence[str], index: CellIndex) -> Sequence[str]:
    """Return the anchors of what is wrong: the first place, and the first that is a cell.

    A finding whose first place is in a list has none. Where it only informs, all are alike.
    """
    if not anchors or finding.severity is Severity.INFO:
        return anchors
    if not index.locate(finding.places[0]):
        return ()
    cells = [anchor for anchor in anchors if not index.is_table(anchor)]
    return (anchors[0], *cells[:1])


def _mark(numbered: Mapping[int, Finding], own: list[int], related: list[int]) -> CellMark:
    numbers = (*own, *related)
    gravest = min((numbered[number].severity for number in own or related), key=_rank)
    codes = "、".join(dict.fromkeys(numbered[number].code for number in numbers))
    said = f"{gravest.label} {codes}" if own else f"与{gravest.label} {codes} 有关"
    return CellMark(gravest.value, tuple(own), numbers, said)


def _rank(severity: Severity) -> int:
    return severity.rank


def read_out(text: str, mark: CellMark) -> str:
    """Return what a screen reader says of a marked cell."""
    return f"{text or _BLANK}，{mark.label}"
