"""One department's file of last year: its tables and totals, as 上年 of this year's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from generator.accounts.build import build_accounts
from generator.base.codes import L10
from generator.base.severity import Severity
from generator.checks.catalogue import run_checks
from generator.field import zh
from generator.field.amounts import LAST_YEAR
from generator.field.data_folder import Lists
from generator.field.keys import FACT_UNITS, canonical
from generator.model.finding import finding
from generator.model.place import Place
from generator.model.records import Inputs, Record
from generator.model.submission import Owner
from generator.review.harvest.harvest import harvest, harvest_totals
from generator.review.harvest.owner import read_owner
from generator.review.text.outline import read_submission
from generator.tasks.bureau_folder import relabel
from generator.tasks.department import read_inputs
from generator.tasks.opening import is_workbook
from generator.tasks.submitted import read_own, read_passages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.model.finding import Finding
    from generator.model.table import Table


class Former(NamedTuple):
    """Tables by form, rows of lists, the files that they are from, and what is wrong there."""

    tables: Mapping[str, Table]
    lists: Mapping[str, tuple[Record, ...]]
    files: frozenset[str]
    told: tuple[Finding, ...]


def is_data(path: Path) -> bool:
    """Whether last year's file is a data folder or a workbook, and no document."""
    return path.is_dir() or is_workbook(path)


def read_former_owner(path: Path, label: str) -> Owner:
    """Return whose file it is, of which year: what it says itself, else the name of a folder.

    The tables of a document are looked at only where its text does not tell. Raises
    GeneratorError.
    """
    if is_data(path):
        identity = build_accounts(read_inputs(path)[0])[0].identity
        return Owner(identity.department or path.stem, identity.year)
    passages, _ = read_passages(path, label)
    owner = read_owner(read_submission(label, passages), {})
    return owner if owner.name and owner.year else read_own(path, label).owner


def read_former(path: Path, label: str, unit: str) -> Former:
    """Return what a file holds of last year, amounts in a unit; `label` is what reports call it.

    Tables in which a check finds an error are left out, and told: what stands there was published
    wrongly. Raises GeneratorError.
    """
    if is_data(path):
        inputs, problems = read_inputs(path)
        inputs = relabel(inputs, label, is_folder=path.is_dir())
        facts: Iterable[Record] = inputs.lists.get(Lists.FACTS, ())
        lists = inputs.lists
        totals: Iterable[Record] = ()
        if inputs.unit != unit:
            return _of_other_unit(inputs.unit, unit, label)
    else:
        own = read_own(path, label, unit)
        inputs, problems = own.printed or Inputs(path), own.of_tables
        facts = harvest(own.submission, inputs.tables).lists.get(Lists.FACTS, ())
        lists = {name: rows for name, rows in inputs.lists.items() if name == zh.IDENTITY}
        totals = _totals(harvest_totals(own.submission), inputs.tables, label)
    checked = replace(inputs, lists=lists, last_year={})
    audit = run_checks(build_accounts(checked)[0]) if inputs.tables else None
    wrong = [
        one
        for one in (*problems, *(audit.findings if audit else ()))
        if one.severity is Severity.ERROR
        and any(place.table in inputs.tables for place in one.places)
    ]
    bad = {place.table for one in wrong for place in one.places}
    tables = {form: table for form, table in inputs.tables.items() if form not in bad}
    rows = (*totals, *_running(facts))
    files = {cell.place.file for t in tables.values() for r in t.rows for cell in r.cells.values()}
    files |= {place.file for row in rows for place in row.places.values()} | {label}
    given = {Lists.LAST_TOTALS: rows} if rows else {}
    return Former(tables, given, frozenset(files), tuple(map(_unused, wrong)))


def _unused(one: Finding) -> Finding:
    """Return what is told of tables that are left out, saying so."""
    forms = "、".join(dict.fromkeys(place.table for place in one.places if place.table))
    return replace(one, detail=f"{one.detail}；去年的{forms}没有用来核对")


def _of_other_unit(own: str, wanted: str, label: str) -> Former:
    message = f"{label} 的金额单位是{own}，送审文件的是{wanted}，没有使用"
    told = finding(L10, message, Place(label), severity=Severity.WARNING)
    return Former({}, {}, frozenset({label}), (told,))


def _totals(
    said: Mapping[str, tuple[str, str]], tables: Mapping[str, Table], label: str
) -> Iterator[Record]:
    """Yield the totals that a text states and no table of it holds, as rows of 上年数."""
    forms = {amount.name: amount.address.form for amount in LAST_YEAR if amount.address}
    for key, (amount, unit) in said.items():
        if forms.get(key) not in tables:
            yield _row(key, amount, unit, Place(label, row=key))


def _running(facts: Iterable[Record]) -> Iterator[Record]:
    """Yield last year's 机关运行经费, which no table holds, as a row of 上年数."""
    for record in facts:
        if canonical(record.text(zh.ITEM), tuple(FACT_UNITS)) == zh.RUNNING_COSTS:
            place = record.places[zh.VALUE]
            yield _row(zh.RUNNING_COSTS, record.text(zh.VALUE), record.text(zh.UNIT), place)
            return


def _row(key: str, amount: str, unit: str, place: Place) -> Record:
    texts = {zh.ITEM: key, zh.AMOUNT: amount, zh.UNIT: unit}
    return Record(texts, dict.fromkeys(texts, place), {})
