"""Numbers typed over the marks of a Word draft, as rows of the list that each mark names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.base.codes import L05, L14
from generator.base.labels import squash
from generator.base.money import UNIT_SIZES, parse_amount
from generator.base.severity import FindingClass, Severity
from generator.field import zh
from generator.field.data_folder import Lists
from generator.field.keys import FACT_TEXTS, FACT_UNITS
from generator.folder.skeleton import COLUMNS
from generator.model.finding import finding
from generator.model.place import Place
from generator.tasks.import_files.landing import existing_file, land_list

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.folder.draft import DraftReason
    from generator.model.finding import Finding
    from generator.model.records import Inputs

_NUMBER = re.compile(r"(?P<number>-?[0-9][0-9.,]*)(?P<unit>[^-0-9.,]{0,5})")


class Numbers(NamedTuple):
    """The lists with the numbers filled in, those that are new, and what is doubtful."""

    files: dict[Path, bytes]
    added: tuple[DraftReason, ...]
    findings: tuple[Finding, ...]


def merge_numbers(typed: Iterable[DraftReason], folder: Path, inputs: Inputs, name: str) -> Numbers:
    """Return the lists of a folder with the numbers of a draft; none is overwritten.

    A number without a unit is in that of the text. `name` is the draft.
    """
    rows: dict[str, list[tuple[DraftReason, tuple[str, ...]]]] = {}
    findings: list[Finding] = []
    for one in typed:
        found = _NUMBER.fullmatch(squash(one.reason))
        if not _is_number(one, found):
            findings.append(_finding(f"“{one.key}”填的“{one.reason}”不是数，没有读入", one, name))
            continue
        number, unit = (found["number"], found["unit"]) if found else (one.reason.strip(), "")
        stem = one.file.rpartition(".")[0]
        rows.setdefault(stem, []).append((one, _row(stem, one.key, number, unit, inputs)))
    files: dict[Path, bytes] = {}
    added: list[DraftReason] = []
    for stem, filled in rows.items():
        columns = COLUMNS[stem]
        if zh.UNIT not in columns and any(row[-1] for _, row in filled):
            columns = (*columns, zh.UNIT)
        table = (columns, *(row[: len(columns)] for _, row in filled))
        landed = land_list(folder, stem, table)
        if landed.data is not None:
            files[landed.path] = landed.data
        new = set(landed.added) if existing_file(folder, stem) else {one.key for one, _ in filled}
        added += [one for one, _ in filled if one.key in new]
        findings += [
            _differing(f"{stem}.csv 中“{one.key}”已有另一个数，保留已有的", one, name)
            for one, _ in filled
            if one.key in landed.differing
        ]
    return Numbers(files, tuple(added), tuple(findings))


def _is_number(one: DraftReason, found: re.Match[str] | None) -> bool:
    if one.key in FACT_TEXTS:
        return True
    try:
        return found is not None and parse_amount(found["number"]) is not None
    except ValueError:
        return False


def _row(stem: str, key: str, number: str, unit: str, inputs: Inputs) -> tuple[str, ...]:
    """Return the row of a list; an amount is in the unit of the text where none was typed."""
    if stem == Lists.BUDGETS:
        own = unit or ("" if inputs.unit == zh.TEN_THOUSAND_YUAN else inputs.unit)
        is_code = key.isascii() and key.isdigit()
        return (key, "", number, "", own) if is_code else ("", key, number, "", own)
    usual = FACT_UNITS.get(key, "") if stem == Lists.FACTS else zh.TEN_THOUSAND_YUAN
    if not unit:
        unit = inputs.unit if usual in UNIT_SIZES else _given_unit(stem, key, inputs) or usual
    return key, number, unit


def _given_unit(stem: str, key: str, inputs: Inputs) -> str:
    """Return the unit that a count has in its list already (台 for 辆)."""
    records = inputs.lists.get(stem, ())
    return next((one.text(zh.UNIT) for one in records if one.text(zh.ITEM).strip() == key), "")


def _differing(what: str, one: DraftReason, name: str) -> Finding:
    return finding(
        L05,
        f"{what}；草稿中写的是：{one.reason}",
        _place(one, name),
        kind=FindingClass.INTERNAL,
        severity=Severity.WARNING,
        found_text=one.reason,
    )


def _finding(message: str, one: DraftReason, name: str) -> Finding:
    what = f"{message}；请填入 {one.file}"
    return finding(L14, what, _place(one, name), severity=Severity.WARNING, found_text=one.reason)


def _place(one: DraftReason, name: str) -> Place:
    return Place(name, section=one.section, paragraph=one.paragraph, quote=one.reason)
