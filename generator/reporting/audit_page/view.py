"""What the template of the audit page is given: findings, tables, marks, coverage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from generator.field.forms import FORMS
from generator.reporting.audit_page.cells import CellIndex, mark_cells, read_out
from generator.reporting.coverage import word_verdict
from generator.reporting.grouping import group_findings
from generator.reporting.page.numbers import name_file
from generator.reporting.page.remarks import count_remarks, list_remarks
from generator.reporting.page.table_rows import cell_attributes, column_shares
from generator.reporting.screen import name_department

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from generator.model.accounts import Identity
    from generator.model.audit import Audit, Unchecked
    from generator.model.block import Grid
    from generator.model.finding import Finding
    from generator.reporting.audit_page.cells import CellMark
    from generator.reporting.page.remarks import Remark, Tally


class CheckedCell(NamedTuple):
    """A cell: what stands in its tag, its text, its anchor and mark where it has them."""

    attributes: Markup
    text: str
    anchor: str
    mark: CellMark | None
    label: str


@dataclass(frozen=True, slots=True)
class CheckedTable:
    """One of the nine tables; `mark` where findings concern no single cell of it."""

    anchor: str
    form: str
    title: str
    file: str
    department: str
    year: str
    unit: str
    wide: bool
    widths: tuple[str, ...]
    head: tuple[tuple[CheckedCell, ...], ...]
    body: tuple[tuple[CheckedCell, ...], ...]
    notes: tuple[str, ...]
    mark: CellMark | None


@dataclass(frozen=True, slots=True)
class ListedFinding:
    """A finding with its number in the list.

    `target` is the cell, else the table, to which it leads; `cells` the anchors of all its cells.
    """

    number: int
    remark: Remark
    target: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListedGroup:
    """The findings under one head."""

    title: str
    findings: tuple[ListedFinding, ...]


class Shortcut(NamedTuple):
    """A link to a table: its gravest severity, and how many findings stand under it."""

    form: str
    anchor: str
    severity: str
    findings: int


@dataclass(frozen=True, slots=True)
class AuditView:
    """Everything that the page shows."""

    title: str
    verdict: str
    passed: bool
    tallies: tuple[Tally, ...]
    checked: int
    unchecked: tuple[Unchecked, ...]
    groups: tuple[ListedGroup, ...]
    shortcuts: tuple[Shortcut, ...]
    tables: tuple[CheckedTable, ...]


def build_view(identity: Identity, audit: Audit, tables: Mapping[str, Grid]) -> AuditView:
    """Return the page of an audit; findings are numbered in the order of the list."""
    index = CellIndex()
    for form, grid in tables.items():
        index.add(form, grid)
    groups = group_findings(audit.findings)
    ordered = [finding for group in groups for finding in group.findings]
    marks = mark_cells(dict(enumerate(ordered, start=1)), index)
    listed = iter(enumerate(ordered, start=1))
    tallies = count_remarks(audit.findings)
    return AuditView(
        title=f"{name_department(identity)}　数据核对",
        verdict=word_verdict(audit.findings, audit.untested),
        passed=not audit.untested and all(tally.severity != "error" for tally in tallies),
        tallies=tallies,
        checked=audit.checked,
        unchecked=audit.unchecked,
        groups=tuple(
            ListedGroup(
                group.title,
                tuple(_list_finding(*next(listed), index) for _ in group.findings),
            )
            for group in groups
        ),
        shortcuts=_list_shortcuts({g.form: g.findings for g in groups}, tables, index),
        tables=tuple(_show(form, grid, index, marks) for form, grid in tables.items()),
    )


def _list_finding(number: int, finding: Finding, index: CellIndex) -> ListedFinding:
    (remark,) = list_remarks((finding,), index.locate)
    anchors = index.locate_all(finding)
    cells = tuple(anchor for anchor in anchors if not index.is_table(anchor))
    return ListedFinding(number, remark, next(iter(cells or anchors), ""), cells)


def _list_shortcuts(
    found: Mapping[str, tuple[Finding, ...]], tables: Mapping[str, Grid], index: CellIndex
) -> tuple[Shortcut, ...]:
    shortcuts = []
    for form in FORMS:
        findings = found.get(form.number, ())
        gravest = findings[0].severity.value if findings else ""
        anchor = index.table_anchor(form.number) if form.number in tables else ""
        shortcuts.append(Shortcut(form.number, anchor, gravest, len(findings)))
    return tuple(shortcuts)


def _show(form: str, grid: Grid, index: CellIndex, marks: Mapping[str, CellMark]) -> CheckedTable:
    rows = tuple(
        tuple(
            CheckedCell(
                cell_attributes(cell),
                cell.text,
                anchor := index.anchors.get((form, number, at), ""),
                mark := marks.get(anchor),
                read_out(cell.text, mark) if mark else "",
            )
            for at, cell in enumerate(row)
        )
        for number, row in enumerate(grid.rows)
    )
    anchor = index.table_anchor(form)
    return CheckedTable(
        anchor=anchor,
        form=form,
        title=grid.title,
        file=_name_file(grid),
        department=grid.department,
        year=grid.year,
        unit=grid.unit,
        wide=grid.landscape,
        widths=column_shares(grid),
        head=rows[: grid.head_rows],
        body=rows[grid.head_rows :],
        notes=grid.notes,
        mark=marks.get(anchor),
    )


def _name_file(grid: Grid) -> str:
    """Return the file of a table, with the sheet where it is a workbook."""
    places = (cell.place for row in grid.rows for cell in row if cell.place)
    return next((name_file(place) for place in places), "")
