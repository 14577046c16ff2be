"""A department's data folder that a bureau keeps: what is wrong there is the bureau's own."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from generator.accounts.build import build_accounts
from generator.base.codes import L14
from generator.base.errors import GeneratorError
from generator.base.severity import Severity
from generator.checks.catalogue import run_checks
from generator.model.audit import Unchecked
from generator.model.bureau_data import NO_BUREAU_DATA, BureauData
from generator.model.finding import finding
from generator.model.place import Place
from generator.tasks.department import read_inputs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.model.finding import Finding
    from generator.model.records import Inputs
    from generator.model.table import Table


class Kept(NamedTuple):
    """The data that a file is compared with, None where they cannot be used; what is told."""

    inputs: Inputs | None
    bureau: BureauData


def read_kept(path: Path, label: str, printed: Inputs | None) -> Kept:
    """Return the data of a department that a bureau keeps; reports call them by `label`.

    A table in which a check finds an error, and which the file prints without it, is taken from
    the file. What the file prints wrongly too is the department's to put right.
    """
    try:
        inputs, problems = read_inputs(path)
    except GeneratorError as error:
        why = "；".join((str(error), *getattr(error, "__notes__", ())))
        told = finding(L14, f"{label} 没有使用：{why}", Place(label))
        unused = Unchecked(f"与 {label} 的核对", f"{label} 不能用")
        return Kept(None, NO_BUREAU_DATA._replace(told=(told,), unused=(unused,)))
    is_folder = path.is_dir()
    inputs = relabel(inputs, label, is_folder=is_folder)
    named = partial(_named, label=label, is_folder=is_folder)
    said = tuple(
        replace(one, places=tuple(map(named, one.places)))
        for one in problems
        if one.severity is not Severity.INFO
    )
    chosen = _prefer_printed(inputs, printed)
    files = frozenset(place.file for place in _places(inputs))
    return Kept(
        chosen.inputs, BureauData(files=files, told=(*said, *chosen.told), shown=chosen.shown)
    )


def relabel(inputs: Inputs, label: str, *, is_folder: bool) -> Inputs:
    """Return data whose places are named with their folder: other folders have the same names."""

    def of_table(table: Table) -> Table:
        moved = table.with_cells(
            lambda cell: cell._replace(place=_named(cell.place, label, is_folder=is_folder))
        )
        return replace(moved, file=_file(table.file, label, is_folder=is_folder), _index={})

    lists = {
        name: tuple(
            replace(
                row,
                places={
                    key: _named(place, label, is_folder=is_folder)
                    for key, place in row.places.items()
                },
            )
            for row in rows
        )
        for name, rows in inputs.lists.items()
    }
    return replace(
        inputs,
        tables={form: of_table(table) for form, table in inputs.tables.items()},
        last_year={form: of_table(table) for form, table in inputs.last_year.items()},
        lists=lists,
    )


def _named(place: Place, label: str, *, is_folder: bool) -> Place:
    return place._replace(file=_file(place.file, label, is_folder=is_folder))


def _file(file: str, label: str, *, is_folder: bool) -> str:
    return f"{label}/{file}" if is_folder and file else label


def _places(inputs: Inputs) -> Iterator[Place]:
    for tables in (inputs.tables, inputs.last_year):
        for table in tables.values():
            yield from (cell.place for row in table.rows for cell in row.cells.values())
    for rows in inputs.lists.values():
        yield from (place for row in rows for place in row.places.values())


class _Chosen(NamedTuple):
    inputs: Inputs
    told: tuple[Finding, ...] = ()
    shown: frozenset[tuple[str, str]] = frozenset()


def _prefer_printed(inputs: Inputs, printed: Inputs | None) -> _Chosen:
    """Return the data with the tables of the file where these are right and the data's are not."""
    wrong = _faulty(inputs)
    both = {
        form: printed.tables[form]
        for form in wrong
        if printed is not None
        and form in printed.tables
        and printed.tables[form].unit == inputs.tables[form].unit
    }
    if not both:
        return _Chosen(inputs)
    still = _faulty(replace(inputs, tables={**inputs.tables, **both}))
    better = {form: table for form, table in both.items() if form not in still}
    shown = {
        (cell.place.file, cell.place.sheet)
        for form in both.keys() - better.keys()
        for row in inputs.tables[form].rows
        for cell in row.cells.values()
    }
    told = tuple(one for form in better for one in wrong[form])
    tables = {**inputs.tables, **better}
    return _Chosen(replace(inputs, tables=tables), told, frozenset(shown))


def _faulty(inputs: Inputs) -> dict[str, list[Finding]]:
    """Return the errors about cells of tables, by form."""
    found: dict[str, list[Finding]] = {}
    for one in run_checks(build_accounts(inputs)[0]).findings:
        form = one.places[0].table if one.places else ""
        if one.severity is Severity.ERROR and form in inputs.tables:
            found.setdefault(form, []).append(one)
    return found
