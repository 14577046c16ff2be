"""A folder as it is now, with a row for every key that could still be filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.labels import key_of
from generator.field import evaluation, zh
from generator.field.data_folder import TEXT_NAMES, Lists
from generator.folder.contents import FolderContents, rows_of
from generator.folder.skeleton import (
    COLUMNS,
    MONEY,
    budget_total,
    fact_keys,
    identity_rows,
    reason_rows,
    whole_rows,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.folder.contents import Known, Rows
    from generator.model.records import Inputs, Record


# Lists whose rows are the user's own: none can be proposed.
_AS_THEY_ARE = (
    Lists.MEMBERS,
    Lists.PROJECTS,
    Lists.SUBJECTS,
    evaluation.INDICATORS,
    evaluation.MANAGEMENT,
    evaluation.PROJECT_TEXTS,
    evaluation.WHOLE_INDICATORS,
)


def present_contents(
    inputs: Inputs, known: Known, tables: Mapping[str, Rows], last_year: Mapping[str, Rows]
) -> FolderContents:
    """Return what was read from a folder; keys that it leaves out follow as blank rows."""
    records = {name: inputs.lists.get(name, ()) for name in COLUMNS}
    totals = dict.fromkeys(known.last_year, MONEY)
    facts = {key: known.facts[key] for key in fact_keys(known)}
    lists = {
        Lists.IDENTITY: _identity(records[Lists.IDENTITY], known),
        Lists.LAST_TOTALS: _keyed(records[Lists.LAST_TOTALS], Lists.LAST_TOTALS, totals, known),
        Lists.BUDGETS: _budgets(records[Lists.BUDGETS], known),
        Lists.FACTS: _keyed(records[Lists.FACTS], Lists.FACTS, facts, known),
        Lists.REASONS: _reasons(
            (*records[Lists.REASONS], *inputs.lists.get(Lists.GAPS, ())), known
        ),
        **{name: rows_of(records[name], COLUMNS[name]) for name in _AS_THEY_ARE},
        evaluation.WHOLE: _whole(records[evaluation.WHOLE]),
    }
    lists = {name: lists[name] for name in COLUMNS}
    others = (name for name in inputs.texts if name not in TEXT_NAMES)
    texts = {name: inputs.texts.get(name, "") for name in (*TEXT_NAMES, *others)}
    return FolderContents(lists, texts, inputs.settings, tables, last_year)


def _identity(records: tuple[Record, ...], known: Known) -> Rows:
    given: dict[str, str] = {}
    other: list[tuple[str, str]] = []
    for record in records:
        text, content = record.text(zh.ITEM), record.text(zh.CONTENT)
        key = known.canonical(text, known.identity)
        if key and not given.get(key):
            given[key] = content
        else:
            other.append((text, content))
    return (*identity_rows(known, given), *other)


def _whole(records: tuple[Record, ...]) -> Rows:
    """Return 整体绩效.csv as it stands, then the rows that it has not yet."""
    columns = COLUMNS[evaluation.WHOLE]
    if any(record.text(zh.UNIT) for record in records):
        columns = (*columns, zh.UNIT)
    head, *rows = rows_of(records, columns)
    there = {key_of(row[0]) for row in rows}
    padding = ("",) * (len(columns) - len(COLUMNS[evaluation.WHOLE]))
    missing = ((*row, *padding) for row in whole_rows({})[1:] if key_of(row[0]) not in there)
    return (head, *rows, *missing)


def _keyed(records: tuple[Record, ...], name: str, units: Mapping[str, str], known: Known) -> Rows:
    """Return a list of keys and numbers; a head that states the unit needs none in the rows."""
    columns = COLUMNS[name]
    head, *rows = rows_of(records, columns)
    there = {known.canonical(row[0], tuple(units)) for row in rows}
    in_head = head != columns
    missing = ((key, "", "" if in_head else units[key]) for key in units if key not in there)
    return _beside((head, *rows, *missing), records, zh.LAST_TOTALS)


def _beside(rows: Rows, records: tuple[Record, ...], column: str) -> Rows:
    """Return the rows with what last year's document said beside them, where a record has it."""
    if not any(record.text(column) for record in records):
        return rows
    texts = (column, *(record.text(column) for record in records))
    padding = ("",) * (len(rows) - len(texts))
    return tuple((*row, text) for row, text in zip(rows, (*texts, *padding), strict=True))


def _budgets(records: tuple[Record, ...], known: Known) -> Rows:
    columns = COLUMNS[Lists.BUDGETS]
    if any(record.text(zh.UNIT) for record in records):
        columns = (*columns, zh.UNIT)
    head, *rows = rows_of(records, columns)
    there = {known.canonical(row[1], known.budgets) for row in rows if not row[0]}
    padding = ("",) * (len(columns) - len(COLUMNS[Lists.BUDGETS]))
    missing = ((*budget_total(known, key), *padding) for key in known.budgets if key not in there)
    return (head, *rows, *missing)


def _reasons(records: tuple[Record, ...], known: Known) -> Rows:
    """Return the reasons as they stand, then the keys that have no row yet."""
    rows = [tuple(record.text(name) for name in COLUMNS[Lists.REASONS]) for record in records]
    there = {known.reason_key(row[0]) for row in rows}
    missing = [row for row in reason_rows(known)[1:] if row[0] not in there]
    return _beside((COLUMNS[Lists.REASONS], *rows, *missing), records, zh.LAST_REASON)
