"""Two published documents as printed: the listed errors are found, and nothing else is called one.

tests/audited/tables_*.csv was made from the documents alone (see test_table_audit.py).
"""

from collections.abc import Sequence
from pathlib import Path

import pytest
from rederived.details import STATEMENT, WHOLE_ROW
from rederived.listing import Entry, read_entries
from rederived.sheets import RULER, THREE_PUBLIC, TWO_SIDED, read_book
from support.findings import line_of
from support.folders import AUDITED, DATA, SAMPLES, copy_data
from support.needs import find_reference
from support.rule_case import check, codes_of

from generator.base.labels import squash, strip_ordinal
from generator.base.severity import Severity
from generator.model.finding import Finding
from generator.model.place import Place

_FORMS = {f"公开0{number}" for number in range(1, 10)}
_AS_PRINTED = SAMPLES / "孟津2024-原样"


def _cases(name: str) -> Path:
    return find_reference() / "cases" / name / "tables"


def _entries(name: str, severity: str) -> list[Entry]:
    entries = read_entries(AUDITED / f"tables_{name}.csv")
    return [entry for entry in entries if entry.severity == severity]


@pytest.fixture(scope="module")
def columns() -> list[str]:
    """The twelve columns of 公开09 as the list calls them, in the order of their 栏次."""
    return read_book(_cases("mengjin-2024").parent, "公开06").sheets[THREE_PUBLIC].columns


def _is_at(place: Place, entry: Entry, columns: Sequence[str]) -> bool:
    """Whether a place is the cell that an entry lists (its row, where the row is missing)."""
    table, row, column = entry.cell
    if place.table != table:
        return False
    if row == STATEMENT:
        return not place.row and not place.column
    if row == RULER:
        return place.row == RULER
    if table == THREE_PUBLIC:
        return place.column_number == columns.index(column) + 1
    if column == WHOLE_ROW:
        return place.row.startswith(row)
    same_row = place.row.partition(" ")[0] == row or _plain(place.row) == _plain(row)
    return same_row and (table in TWO_SIDED or place.column in column or "编码" in column)


def _plain(label: str) -> str:
    return strip_ordinal(squash(label))


def _finds(finding: Finding, cause: Sequence[Entry], columns: Sequence[str]) -> bool:
    """Whether a finding is about a listed cause: by one of its rules, first of all at its cell."""
    rules = {rule for entry in cause for rule in entry.rules}
    first = finding.places[0]
    return bool(rules & codes_of(finding)) and any(_is_at(first, e, columns) for e in cause)


def _causes(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    causes: dict[str, list[Entry]] = {}
    for entry in entries:
        causes.setdefault(entry.cause, []).append(entry)
    return causes


def _errors(folder: Path) -> list[Finding]:
    """Return the errors of the tables; those of the lists (事项.csv, 年初预算.csv) are left out."""
    return [
        finding
        for finding in check(folder)
        if finding.severity is Severity.ERROR and finding.places[0].table in _FORMS
    ]


@pytest.mark.parametrize("folder", [_AS_PRINTED, None], ids=["sample", "case"])
def test_the_errors_of_mengjin_are_found_and_nothing_else(
    folder: Path | None, columns: list[str]
) -> None:
    found = _errors(folder or _cases("mengjin-2024"))
    causes = _causes(_entries("mengjin", "error"))
    assert len(causes) == 11
    for name, cause in causes.items():
        own = [f for f in found if _finds(f, cause, columns)]
        assert len(own) == 1, (name, [line_of(f) for f in own])
    rest = [f for f in found if not any(_finds(f, cause, columns) for cause in causes.values())]
    # What 公开09 says of the counts and amounts in 事项.csv: errors of the text, not of the tables.
    assert {f.code for f in rest} <= ({"F08", "N09a"} if folder else set())
    assert len(found) - len(rest) == len(causes)


@pytest.mark.parametrize("severity", ["warning", "info"])
def test_what_is_less_than_an_error_in_mengjin_is_said_but_not_an_error(
    severity: str, columns: list[str]
) -> None:
    found = [f for f in check(_AS_PRINTED) if f.severity is not Severity.ERROR]
    tails = [f for f in found if f.code == "T01"]
    formats = [f for f in found if f.code == "H09"]
    for name, cause in _causes(_entries("mengjin", severity)).items():
        for entry in cause:
            if entry.category == "tail":
                own = [f for f in tails if any(_is_at(p, entry, columns) for p in f.places)]
            elif entry.category == "format":
                own = [f for f in formats if any(_is_at(p, entry, columns) for p in f.places)]
            else:
                own = [
                    f
                    for f in found
                    if f.code in entry.rules and any(_is_at(p, entry, columns) for p in f.places)
                ]
            assert len(own) == 1, (name, entry.id)


def test_expected_amounts_of_mengjin_are_those_of_the_list(columns: list[str]) -> None:
    found = _errors(_AS_PRINTED)
    for name, cause in _causes(_entries("mengjin", "error")).items():
        first = cause[0] if len(cause) == 1 or "MJ01" not in name else cause[1]
        (finding,) = [f for f in found if _finds(f, cause, columns)]
        if "." in first.expected and finding.expected is not None:
            assert f"{finding.expected:.2f}" == first.expected, name


@pytest.mark.parametrize("folder", [DATA, None], ids=["data", "case"])
def test_xinxiang_has_no_error(folder: Path | None, tmp_path: Path) -> None:
    if folder is None:
        folder = copy_data(tmp_path / "新乡", _cases("xinxiang-2024"))
        (folder / "公开06_原版式.csv").unlink()  # the same table once more
    found = check(folder)
    errors = [f for f in found if f.severity is Severity.ERROR and f.code != "L01"]
    assert [line_of(finding) for finding in errors] == []
    assert not _entries("xinxiang", "error")


def test_the_tails_of_xinxiang_are_counted() -> None:
    """One line a table; the places are those of the list."""
    tails = [finding for finding in check(DATA) if finding.code == "T01"]
    tail = [entry for entry in _entries("xinxiang", "info") if entry.category == "tail"]
    listed = {(entry.cell.table, entry.cell.row) for entry in tail}
    named = {(p.table, p.row.partition(" ")[0]) for f in tails for p in f.places}
    assert {place for place in listed if place[1].isdigit()} <= named
    assert len(tails) == len({place.table for f in tails for place in f.places})
