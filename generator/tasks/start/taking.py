"""What of last year's document goes into the lists of the new folder, each under its key."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.accounts.reasons import reason_key
from generator.base.money import parse_amount
from generator.checks.subject_tree import ITEM_DIGITS
from generator.field import forms, zh
from generator.field.amounts import amount_of
from generator.field.data_folder import LAST_YEARS_TEXT, TEXTS, Lists
from generator.field.funds import FUNDS
from generator.field.keys import FACT_UNITS, canonical
from generator.files.csv import read_sheet
from generator.folder.list_rows import ListRows
from generator.folder.skeleton import COLUMNS
from generator.review.harvest.harvest import harvest_totals
from generator.tasks.import_files.evaluation import clear_results
from generator.tasks.import_files.landing import (
    existing_file,
    format_rows,
    land_list,
    land_text,
)
from generator.tasks.start.texts import read_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.model.records import Record
    from generator.model.table import Table
    from generator.tasks.start.sorting import Given

_SHOWN = 5
_FORMS_OF_FUNDS = (forms.GENERAL_BUDGET, forms.FUND_BUDGET, forms.STATE_CAPITAL)
_KEPT_IDENTITY = (zh.SCOPE, zh.SELF_REFERENCE, zh.UNIT_KIND)


@dataclass(slots=True)
class Taken:
    """The files that are written, and what was taken, line by line, as the screen says it."""

    files: dict[Path, bytes] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)


def budget_rows(root: Path, tables: Mapping[str, Table]) -> Taken:
    """Return 年初预算.csv with a row for every 项 that the tables spend, its budget still blank."""
    path, rows = _open(root, Lists.BUDGETS)
    sheet = ListRows(rows, COLUMNS[Lists.BUDGETS], zh.INITIAL_BUDGET)
    there = {sheet.text(row, zh.SUBJECT_CODE) for row in sheet.entries()}
    added = 0
    for form, fund in zip(_FORMS_OF_FUNDS, FUNDS, strict=True):
        for row in tables[form].coded_rows(ITEM_DIGITS) if form in tables else ():
            if row.code not in there:
                there.add(row.code)
                added += 1
                texts = {zh.SUBJECT_CODE: row.code, zh.SUBJECT_NAME: row.label}
                sheet.put(None, {**texts, zh.FUND_COLUMN: fund})
    if not added:
        return Taken()
    line = f"{Lists.BUDGETS}.csv：列出今年的 {added} 个项级科目，只填年初预算数"
    return Taken({path: format_rows(path, sheet.rows())}, [line])


def take_identity(root: Path, given: Mapping[str, str], last: Iterable[Given]) -> Taken:
    """Return 单位信息.csv with what is `given`, and what last year's document says besides."""
    said = dict(given)
    for one in last:
        for key in _KEPT_IDENTITY:
            if one.identity(key):
                said.setdefault(key, one.identity(key))
    rows = tuple((key, text) for key, text in said.items() if text)
    landed = land_list(root, Lists.IDENTITY, (COLUMNS[Lists.IDENTITY], *rows))
    line = f"{Lists.IDENTITY}.csv：{'、'.join(f'{key} {text}' for key, text in rows)}"
    return Taken({landed.path: landed.data} if landed.data else {}, [line])


def tell_nature(last: Iterable[Given], tables: Mapping[str, Table]) -> str:
    """Return 行政 where last year's 机关运行经费 was all of 公用经费, nothing where that is unsure.

    `tables` are those of last year. In an institution (事业单位) the two differ.
    """
    address = amount_of(zh.OFFICE_COSTS).cell
    table = tables.get(address.form)
    cell = table.cell(*address[1:]) if table is not None else None
    stated = next((r for r in _facts(last) if _fact_key(r) == zh.RUNNING_COSTS), None)
    if table is None or cell is None or not cell.value or stated is None:
        return ""
    value = parse_amount(stated.text(zh.VALUE))
    same = stated.text(zh.UNIT) == table.unit and value == cell.value
    return zh.ADMINISTRATIVE if same else ""


def take_totals(root: Path, last: Sequence[Given]) -> Taken:
    """Return 上年数.csv with what no table holds: 机关运行经费, and all where there are none."""
    found: dict[str, tuple[str, str]] = {}
    for one in last:
        if one.submission is not None and not one.has_tables:
            found |= harvest_totals(one.submission)
    stated = next((r for r in _facts(last) if _fact_key(r) == zh.RUNNING_COSTS), None)
    if stated is not None:
        found[zh.RUNNING_COSTS] = stated.text(zh.VALUE), stated.text(zh.UNIT)
    if not found:
        return Taken()
    rows = tuple((key, *amount) for key, amount in found.items())
    landed = land_list(root, Lists.LAST_TOTALS, (COLUMNS[Lists.LAST_TOTALS], *rows))
    listed = "、".join(f"{key} {amount}{unit}" for key, amount, unit in rows)
    line = f"{Lists.LAST_TOTALS}.csv：{listed}"
    return Taken({landed.path: landed.data} if landed.data else {}, [line])


def take_counts(root: Path, last: Iterable[Given]) -> Taken:
    """Return 事项.csv with what last year's document said of each, in the column 上年数."""
    path, rows = _open(root, Lists.FACTS)
    columns = (*COLUMNS[Lists.FACTS], zh.LAST_TOTALS)
    sheet = ListRows(rows, columns, zh.VALUE)
    counts = {
        _fact_key(record): f"{record.text(zh.VALUE)}{record.text(zh.UNIT)}"
        for record in _facts(last)
    }
    added = 0
    for row in sheet.entries():
        count = counts.get(canonical(sheet.text(row, zh.ITEM), tuple(FACT_UNITS)), "")
        if count:
            sheet.put(row, {zh.LAST_TOTALS: count})
            added += 1
    if not added:
        return Taken()
    line = f"{Lists.FACTS}.csv：{added} 项的上年数（{zh.LAST_TOTALS}一列）"
    return Taken({path: format_rows(path, sheet.rows())}, [line])


def take_reasons(root: Path, last: Iterable[Given], codes: frozenset[str]) -> Taken:
    """Return 原因.csv with last year's reasons in the column 上年原因, beside the empty ones.

    `codes` are those of this year's tables: what was said of another one has no place, and is
    told.
    """
    path, rows = _open(root, Lists.REASONS)
    sheet = ListRows(rows, (*COLUMNS[Lists.REASONS], zh.LAST_REASON), zh.REASON)
    taken: set[tuple[str, str]] = set()  # two files may be copies of one
    absent: dict[tuple[str, str], str] = {}
    for record in _records(last, Lists.REASONS):
        key, basis = reason_key(record.text(zh.MATTER)), record.text(zh.BASIS)
        code = key.removesuffix(zh.PURPOSE)
        if code.isdigit() and code not in codes:
            absent[key, basis] = code
            continue
        if not key or (key, basis) in taken:
            continue
        row = next((row for row in sheet.entries() if _fits(sheet, row, key, basis)), None)
        texts = {zh.LAST_REASON: " ".join(record.text(zh.REASON).split())}
        if row is None:
            texts |= {zh.MATTER: key, zh.BASIS: basis}
        sheet.put(row, texts)
        taken.add((key, basis))
    files = {path: format_rows(path, sheet.rows())} if taken else {}
    lines = []
    if taken:
        said = f"{len(taken)} 条上年的原因和用途（{zh.LAST_REASON}一列）"
        lines.append(f"{Lists.REASONS}.csv：{said}")
    if absent:
        listed = tuple(dict.fromkeys(absent.values()))
        more = f"等 {len(listed)} 个" if len(listed) > _SHOWN else ""
        shown = "、".join(listed[:_SHOWN])
        lines.append(f"另有 {len(absent)} 条属于今年的表没有的科目：{shown}{more}")
    return Taken(files, lines)


def take_projects(root: Path, last: Iterable[Given]) -> Taken:
    """Return the lists with last year's projects, indicators and targets, emptied of results.

    This year's forms or list of projects come first: with one of them nothing is taken.
    """
    _, rows = _open(root, Lists.PROJECTS)
    reports = [one.report for one in last if one.report is not None]
    forms = [form for report in reports for form in report.forms_read]
    if any(map(any, rows[1:])) or not forms:
        return Taken()
    taken = Taken()
    for name, new in clear_results(forms).items():
        landed = land_list(root, name, new)
        if landed.data is not None:
            taken.files[landed.path] = landed.data
            count = len({row[0] for row in new[1:]})
            taken.lines.append(f"{name}.csv：上年 {count} 个项目的，完成情况和得分空着")
    return taken


def take_texts(root: Path, last: Iterable[Given]) -> Taken:
    """Return the texts of last year as files of 文字/, each with the line that says so."""
    taken = Taken()
    names: list[str] = []
    absent = {zh.DUTIES, zh.ORGANISATION}
    for one in last:
        texts = read_texts(one.submission) if one.submission is not None else {}
        absent -= texts.keys() if one.submission is not None else absent
        for name, text in texts.items():
            landed = land_text(root / TEXTS / f"{name}.md", f"{LAST_YEARS_TEXT}\n{text}\n")
            if landed.data is not None and landed.path not in taken.files:
                taken.files[landed.path] = landed.data
                names.append(name)
    if names:
        listed = "、".join(names)
        taken.lines.append(f"{TEXTS}/：{listed}，核对后删去第一行“{LAST_YEARS_TEXT}”")
    if absent and names:
        taken.lines.append(f"上年的文件里没有认出：{'、'.join(sorted(absent))}")
    return taken


def _fits(sheet: ListRows, row: list[str], key: str, basis: str) -> bool:
    """Whether a row is that of a reason and has none of last year yet."""
    own = sheet.text(row, zh.BASIS)
    same = reason_key(sheet.text(row, zh.MATTER)) == key and own in ("", basis)
    return same and not sheet.text(row, zh.LAST_REASON)


def _open(root: Path, name: str) -> tuple[Path, tuple[tuple[str, ...], ...]]:
    path = existing_file(root, name) or root / f"{name}.csv"
    sheet = read_sheet(path, path.name)[0] if path.exists() else None
    return path, sheet.rows if sheet is not None else (COLUMNS[name],)


def _records(last: Iterable[Given], name: str) -> Iterator[Record]:
    for one in last:
        yield from one.harvest.lists.get(name, ())


def _facts(last: Iterable[Given]) -> Iterator[Record]:
    return _records(last, Lists.FACTS)


def _fact_key(record: Record) -> str:
    return canonical(record.text(zh.ITEM), tuple(FACT_UNITS))
