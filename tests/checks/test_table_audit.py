"""The lists of errors in the tables of two published documents are right and complete.

tests/expected/tables_*.csv is what a checker of tables is measured against: it finds all of it,
and calls nothing else an error. Here the lists are held against the published figures alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import pytest
from rederived.details import check_codes
from rederived.listing import (
    Entry,
    amounts,
    evaluate,
    holds,
    mend,
    printed,
    read_entries,
)
from rederived.relation import Failure, Level
from rederived.sheets import Book, Cell, amount, read_book
from support.folders import AUDITED
from support.needs import find_reference
from support.table_audit import failures, read_names

if TYPE_CHECKING:
    from pathlib import Path

_LISTS = {
    "孟津2024": ("mengjin-2024", "tables_mengjin"),
    "新乡2024": ("xinxiang-2024", "tables_xinxiang"),
}
_CLASSES = {"arithmetic", "cross-table", "structure", "plausibility", "format", "tail"}
_SEVERITIES = {
    Level.ERROR: "error",
    Level.WARNING: "warning",
    Level.TAIL: "info",
    Level.INFO: "info",
}
# Relations that fail as printed, and within the bound once the errors are mended.
_TAILS_BEHIND_ERRORS = {("B03", "公开02", "财政拨款收入"), ("B03", "公开03", "基本支出")}


@dataclass(frozen=True, slots=True)
class Case:
    """One published document with the list of its errors."""

    name: str
    folder: Path
    names: dict[str, str]
    entries: list[Entry]

    def book(self, detail: str = "公开06") -> Book:
        return read_book(self.folder, detail)

    def failures(self, book: Book) -> list[Failure]:
        return failures(book, self.names)


@pytest.fixture(params=list(_LISTS))
def case(request: pytest.FixtureRequest) -> Case:
    folder, listed = _LISTS[request.param]
    root = find_reference()
    entries = read_entries(AUDITED / f"{listed}.csv")
    return Case(request.param, root / "cases" / folder, read_names(root / "codes.csv"), entries)


def _explains(entry: Entry, failure: Failure) -> bool:
    return failure.rule in entry.rules and entry.cell in failure.cells


def _errors(found: list[Failure]) -> list[Failure]:
    return [failure for failure in found if failure.level is Level.ERROR]


def _is_number(text: str) -> bool:
    try:
        amount(text)
    except InvalidOperation:
        return False
    return True


def test_list_is_well_formed(case: Case) -> None:
    ids = [entry.id for entry in case.entries]
    assert len(ids) == len(set(ids))
    for entry in case.entries:
        assert entry.category in _CLASSES
        assert entry.severity in _SEVERITIES.values()
        assert entry.rules[0]
        assert entry.note
    kinds = [(x.cause, x.severity, x.category) for x in case.entries]
    assert len({cause for cause, *_ in kinds}) == len(set(kinds))


def test_stated_is_what_the_document_prints(case: Case) -> None:
    book = case.book()
    for entry in case.entries:
        assert printed(book, entry.cell) == entry.stated, entry.id
        line = next((x for x in book[entry.cell.table].lines if x.code == entry.cell.row), None)
        if line is None:
            assert entry.name == case.names.get(entry.cell.row, ""), entry.id
        else:
            assert entry.name == line.label, entry.id


def test_expected_is_what_the_formula_gives(case: Case) -> None:
    book = case.book()
    for entry in case.entries:
        if entry.is_fact:
            assert holds(book, case.names, entry.formula), entry.id
            assert not _is_number(entry.expected) or not entry.expected, entry.id
        else:
            value = evaluate(book, case.names, entry.formula)
            assert value == Decimal(entry.expected), entry.id
            assert (
                entry.category == "format"
                or value != amount(entry.stated)
                or entry.cell.row == "栏次"
            )


def test_every_failing_relation_is_listed(case: Case) -> None:
    for failure in case.failures(case.book()):
        explained = [x for x in case.entries if _explains(x, failure)]
        assert explained, failure
        assert _SEVERITIES[failure.level] in {x.severity for x in explained}, failure
        if failure.level is Level.TAIL:
            assert any(x.category == "tail" for x in explained), failure


def test_every_listed_rule_is_broken(case: Case) -> None:
    found = case.failures(case.book())
    for entry in case.entries:
        for rule in entry.rules:
            witnesses = [x for x in found if x.rule == rule and entry.cell in x.cells]
            levels = {_SEVERITIES[x.level] for x in witnesses}
            assert entry.severity in levels, (entry.id, rule)


def test_figures_of_listed_relations(case: Case) -> None:
    found = case.failures(case.book())
    for entry in case.entries:
        if entry.severity == "error" or entry.is_fact:
            continue
        sides = {
            (amount(x.stated), amount(x.expected))
            for x in found
            if _explains(entry, x) and x.cells[0] == entry.cell
        }
        assert (amount(entry.stated), Decimal(entry.expected)) in sides, entry.id


def test_nothing_is_wrong_once_the_list_is_mended(case: Case) -> None:
    book = case.book()
    mend(book, case.entries)
    found = case.failures(book)
    assert _errors(found) == []
    tails = {x.cells[0]: x.rule for x in found if x.level is Level.TAIL}
    listed = {x.cell for x in case.entries if x.category == "tail"}
    extra = {(tails[x], x.table, x.column) for x in set(tails) - listed}
    assert listed <= set(tails)
    assert extra == (_TAILS_BEHIND_ERRORS if case.name == "孟津2024" else set())


def test_each_cause_alone_breaks_exactly_its_rules(case: Case) -> None:
    """The other causes mended, what still fails is listed under this cause and nothing else."""
    errors = [x for x in case.entries if x.severity == "error"]
    for cause in dict.fromkeys(x.cause for x in errors):
        book = case.book()
        mend(book, [x for x in errors if x.cause != cause])
        own = [x for x in errors if x.cause == cause]
        found = _errors(case.failures(book))
        assert {x.rule for x in found} == {rule for x in own for rule in x.rules}, cause
        for failure in found:
            assert any(_explains(x, failure) for x in own), failure


def test_xinxiang_has_no_error() -> None:
    entries = read_entries(AUDITED / "tables_xinxiang.csv")
    assert {x.severity for x in entries} == {"info"}


def test_both_forms_of_the_detail_table_agree() -> None:
    root = find_reference()
    folder = root / "cases" / "xinxiang-2024"
    names = read_names(root / "codes.csv")
    listed, grid = (read_book(folder, form) for form in ("公开06", "公开06_原版式"))
    cells = set(listed["公开06"].matching("*", "*"))
    assert cells == set(grid["公开06"].matching("*", "*"))
    assert all(listed.text(cell) == grid.text(cell) for cell in cells)
    assert failures(listed, names) == failures(grid, names)


def test_no_cell_can_change_unnoticed(case: Case) -> None:
    """In the mended tables every amount is held by a relation: 0.10 more is an error."""
    book = case.book()
    mend(book, case.entries)
    cells = amounts(book)
    assert len(cells) > 100
    unnoticed = [cell for cell in cells if not _raised_is_noticed(case, book, cell)]
    assert unnoticed == []


def test_no_name_can_change_unnoticed(case: Case) -> None:
    book = case.book()
    mend(book, case.entries)
    for sheet in book.sheets.values():
        for line in sheet.coded():
            before = line.label
            line.label = f"{before}事务"
            noticed = {x.rule for x in check_codes(book, case.names)}
            line.label = before
            assert "名称" in noticed, (sheet.name, line.code)


def _raised_is_noticed(case: Case, book: Book, cell: Cell) -> bool:
    line = book[cell.table].line(cell.row, cell.column)
    assert line is not None
    before = line.cells[cell.column]
    line.cells[cell.column] = str(amount(before) + Decimal("0.10"))
    noticed = any(cell in x.cells for x in _errors(case.failures(book)))
    line.cells[cell.column] = before
    return noticed
