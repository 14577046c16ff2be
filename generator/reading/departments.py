"""A sheet with a row a department (局里的工作簿): each row as the lists of a department's data."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from generator.base.codes import L05, L06, L09, L10
from generator.base.labels import key_of, nearest, squash
from generator.base.money import UNIT_SIZES
from generator.base.severity import FindingClass, Severity
from generator.field import zh
from generator.field.keys import (
    BUDGET_KEYS,
    COUNT_UNITS,
    FACT_UNITS,
    IDENTITY_KEYS,
    LAST_YEAR_KEYS,
    canonical,
)
from generator.field.units import find_unit, unit_of_head, without_unit
from generator.model.finding import Finding, finding
from generator.model.records import Record
from generator.reading.lists import ListLayout, read_records

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.model.place import Place
    from generator.model.sheet import Sheet

# Of each list that a column may belong to: its keys, its columns of the key and of the value.
_LISTS = {
    zh.LAST_TOTALS: (LAST_YEAR_KEYS, zh.ITEM, zh.AMOUNT),
    zh.MATTER: (tuple(FACT_UNITS), zh.ITEM, zh.VALUE),
    zh.INITIAL_BUDGETS: (BUDGET_KEYS, zh.SUBJECT_NAME, zh.INITIAL_BUDGET),
    zh.IDENTITY: (
        tuple(key for key in IDENTITY_KEYS if key not in {zh.DEPARTMENT_NAME, zh.UNIT}),
        zh.ITEM,
        zh.CONTENT,
    ),
}
# Budgets stand in a sheet of their own: only a column that says so is one of them.
_PLAIN = (zh.LAST_TOTALS, zh.MATTER, zh.IDENTITY)
_PREFIXES = {
    zh.LAST_TOTALS: zh.LAST_TOTALS,
    zh.LAST_YEAR: zh.LAST_TOTALS,
    f"{zh.LAST_YEAR}度": zh.LAST_TOTALS,
    zh.MATTER: zh.MATTER,
    "本年": zh.MATTER,
    zh.INITIAL_BUDGET: zh.INITIAL_BUDGETS,
    zh.INITIAL_BUDGETS: zh.INITIAL_BUDGETS,
    zh.IDENTITY: zh.IDENTITY,
}
_BY_LENGTH = sorted(_PREFIXES, key=len, reverse=True)
_APART = "：:-—–_/·. "
# Columns that people keep beside the data.
_BESIDE = {key_of(word) for word in (zh.ALIAS, zh.CONTACT, zh.DATA, zh.NOTE_COLUMN, "序号")}
_COUNTED_IN = re.compile(rf"（({'|'.join(sorted(COUNT_UNITS, key=len, reverse=True))})）$")
_HEAD_ROWS = 6
_TOTALS = {zh.TOTAL, zh.GRAND_TOTAL, zh.SUBTOTAL}
_BUDGETS = ListLayout(
    zh.INITIAL_BUDGETS,
    (zh.DEPARTMENT_NAME, zh.SUBJECT_CODE, zh.INITIAL_BUDGET),
    (zh.SUBJECT_NAME, zh.FUND_COLUMN, zh.UNIT),
)


class DepartmentRow(NamedTuple):
    """A department as the sheet names it, where, and its rows by list."""

    name: str
    place: Place
    lists: Mapping[str, tuple[Record, ...]]


class _Column(NamedTuple):
    """A column that is used: its list, its key, the unit that its head states or nothing.

    `head` is what it is called, with the list that a line above names.
    """

    position: int
    name: str
    key: str
    unit: str
    head: str


def list_names(sheet: Sheet) -> tuple[str, ...]:
    """Return what stands below the head 部门名称, row by row; empty without such a head."""
    at = _find_head(sheet)
    if at is None:
        return ()
    head, column = at
    names = (row[column] for row in sheet.rows[head + 1 :])
    return tuple(name for name in names if key_of(name) and key_of(name) not in _TOTALS)


def is_budget_sheet(sheet: Sheet) -> bool:
    """Whether a sheet lists the 年初预算 of departments by code."""
    at = _find_head(sheet)
    heads = {key_of(without_unit(squash(text))) for text in sheet.rows[at[0]]} if at else set()
    return {zh.SUBJECT_CODE, zh.INITIAL_BUDGET} <= heads


def read_departments(sheet: Sheet) -> tuple[tuple[DepartmentRow, ...], tuple[Finding, ...]]:
    """Return the rows of a sheet with the head 部门名称, and what is wrong with it.

    A column is named by a key of 上年数, 事项 or 单位信息. What several lists have must say which
    (上年机关运行经费), as must the totals of 年初预算. A column that is not certain is not used.
    """
    at = _find_head(sheet)
    if at is None:
        return (), ()
    head, column = at
    findings: list[Finding] = []
    columns = _without_repeats(tuple(_columns(sheet, head, column, findings)), sheet, head)
    findings += columns.findings
    unit_column = _position(sheet, head, zh.UNIT)
    rows = []
    for index in range(head + 1, len(sheet.rows)):
        cells = sheet.rows[index]
        name = cells[column].strip()
        if key_of(name) in _TOTALS or not any(cells):
            continue
        if not key_of(name):
            findings.append(_nameless(sheet, index, column))
            continue
        unit = squash(cells[unit_column]) if unit_column is not None else ""
        lists: dict[str, list[Record]] = defaultdict(list)
        for one in columns.used:
            if cells[one.position]:
                lists[one.name].append(_record(sheet, index, head, one, unit))
        place = sheet.place(index, column, row_name=name, column_name=zh.DEPARTMENT_NAME)
        rows.append(DepartmentRow(name, place, {n: tuple(found) for n, found in lists.items()}))
    return tuple(rows), tuple(findings)


def read_department_budgets(
    sheet: Sheet,
) -> tuple[dict[str, tuple[Record, ...]], tuple[Finding, ...]]:
    """Return the rows of a sheet 部门名称,科目编码,年初预算数 by department, and its faults."""
    records, found = read_records(sheet, _BUDGETS)
    findings = list(found)
    by_name: dict[str, list[Record]] = defaultdict(list)
    nameless: list[Place] = []
    for record in records:
        name = record.text(zh.DEPARTMENT_NAME).strip()
        keyed = record.text(zh.SUBJECT_CODE) or record.text(zh.SUBJECT_NAME)
        if key_of(name) in _TOTALS:
            continue
        if key_of(name) and keyed:
            by_name[name].append(record)
        else:
            nameless.append(record.places[zh.DEPARTMENT_NAME])
    if nameless:
        rows = "、".join(str(place.row_number) for place in nameless[:_HEAD_ROWS])
        more = f" 等 {len(nameless)} 行" if len(nameless) > _HEAD_ROWS else " 行"
        message = (
            f"{sheet.file} 的{zh.INITIAL_BUDGETS}第 {rows}{more}没有{zh.DEPARTMENT_NAME}"
            f"或{zh.SUBJECT_CODE}，没有使用；请补上（合并的单元格请逐行填写）"
        )
        findings.append(finding(L09, message, *nameless[:_HEAD_ROWS]))
    return {name: tuple(rows) for name, rows in by_name.items()}, tuple(findings)


def _find_head(sheet: Sheet) -> tuple[int, int] | None:
    """Return the row and column of the head 部门名称."""
    for index, row in enumerate(sheet.rows[:_HEAD_ROWS]):
        for column, text in enumerate(row):
            if key_of(text) == zh.DEPARTMENT_NAME:
                return index, column
    return None


def _position(sheet: Sheet, head: int, name: str) -> int | None:
    return next((at for at, text in enumerate(sheet.rows[head]) if key_of(text) == name), None)


def _nameless(sheet: Sheet, index: int, column: int) -> Finding:
    number = sheet.row_number(index)
    message = f"{sheet.file} 第 {number} 行没有{zh.DEPARTMENT_NAME}，没有使用；请补上或删去这一行"
    return finding(L09, message, sheet.place(index, column, column_name=zh.DEPARTMENT_NAME))


def _columns(sheet: Sheet, head: int, names: int, findings: list[Finding]) -> Iterator[_Column]:
    """Yield the columns that are used, and note why others are not."""
    printed = _unit_above(sheet, head)
    groups = _groups(sheet, head)
    for position, text in enumerate(sheet.rows[head]):
        plain = squash(text)
        if position == names or not plain or key_of(plain) in {*_BESIDE, zh.UNIT}:
            continue
        place = sheet.place(head, position, column_name=text)
        counted = _COUNTED_IN.search(plain)
        stated = unit_of_head(plain)
        bare = plain[: counted.start()] if counted else without_unit(plain)
        meant = _meaning(bare, groups.get(position, ""))
        if stated is not None and stated.unit not in UNIT_SIZES:
            message = f"{sheet.file} 的列“{text}”单位“{stated.words}”认不出，没有使用；应为元或万元"
            findings.append(finding(L10, message, place, found_text=text))
        elif len(meant) == 1:
            ((name, key),) = meant
            own = stated.unit if stated else counted[1] if counted else ""
            above = f"{zh.LAST_YEAR}：" if position in groups and name == zh.LAST_TOTALS else ""
            column = _Column(position, name, key, own, f"{above}{text}")
            yield column._replace(unit=own or (printed if _is_money(column) else ""))
        else:
            findings.append(_unclear(sheet.file, text, place, meant))


def _unit_above(sheet: Sheet, head: int) -> str:
    """Return the unit of money that a line above the head states, nothing without one.

    A unit that is not understood is returned as printed: its amounts are refused.
    """
    for row in sheet.rows[:head]:
        for column, text in enumerate(row):
            found = find_unit(text, row[column + 1] if column + 1 < len(row) else "")
            if text and found is not None:
                return found.unit or found.words
    return ""


def _groups(sheet: Sheet, head: int) -> dict[int, str]:
    """Return the list that a line above the head names for the columns below and behind it."""
    groups: dict[int, str] = {}
    named = ""
    for position, text in enumerate(sheet.rows[head - 1] if head else ()):
        if key_of(text):
            named = _PREFIXES.get(key_of(text), "")
        if named:
            groups[position] = named
    return groups


def _meaning(bare: str, group: str) -> tuple[tuple[str, str], ...]:
    """Return the lists and keys that a head may mean: of a prefix, of its group, else of any."""
    if group:
        key = canonical(bare, _LISTS[group][0])
        return ((group, key),) if key else ()
    found = tuple((name, key) for name in _PLAIN if (key := canonical(bare, _LISTS[name][0])))
    if found:
        return found
    for prefix in _BY_LENGTH:
        if bare.startswith(prefix):
            name = _PREFIXES[prefix]
            rest = bare.removeprefix(prefix).lstrip(f"{_APART}的")
            key = canonical(rest, _LISTS[name][0])
            if key:
                return ((name, key),)
    return ()


def _unclear(file: str, text: str, place: Place, meant: Sequence[tuple[str, str]]) -> Finding:
    """Return the finding for a column that means nothing, or more than one thing."""
    if meant:
        key = meant[0][1]
        ways = "或".join(f"“{zh.LAST_YEAR if n == zh.LAST_TOTALS else n}{key}”" for n, _ in meant)
        said = f"{file} 的列“{text}”可以是{'，也可以是'.join(n for n, _ in meant)}，没有使用"
        return finding(L06, f"{said}；请写作{ways}", place, found_text=text)
    known = {key for keys, *_ in _LISTS.values() for key in keys}
    near = nearest(text, sorted(known))
    hint = f"；是否应为“{near}”？" if near else "；请改名，或删去这一列"
    return finding(L06, f"{file} 的列“{text}”不认识，没有使用{hint}", place, found_text=text)


class _Used(NamedTuple):
    used: tuple[_Column, ...]
    findings: tuple[Finding, ...]


def _without_repeats(columns: Sequence[_Column], sheet: Sheet, head: int) -> _Used:
    """Return the columns without those that two heads claim: neither is used."""
    several: dict[tuple[str, str], list[_Column]] = defaultdict(list)
    for one in columns:
        several[one.name, one.key].append(one)
    findings = [
        finding(
            L05,
            f"{sheet.file} 有 {len(found)} 列都是{name}“{key}”，都没有使用；请只留一列",
            *(sheet.place(head, one.position) for one in found),
            kind=FindingClass.INTERNAL,
            severity=Severity.ERROR,
        )
        for (name, key), found in several.items()
        if len(found) > 1
    ]
    used = tuple(found[0] for found in several.values() if len(found) == 1)
    return _Used(used, tuple(findings))


def _record(sheet: Sheet, index: int, head: int, column: _Column, unit: str) -> Record:
    """Return a cell as a row of its list; the unit is that of its head, else of its row."""
    _, key_column, value_column = _LISTS[column.name]
    stated = column.unit or (unit if _is_money(column) else "")
    named = f"{sheet.rows[index][_name_column(sheet, head)]} {column.key}"
    cell = sheet.place(index, column.position, row_name=named, column_name=column.head)
    texts = {key_column: column.key, value_column: sheet.rows[index][column.position]}
    if stated:
        texts[zh.UNIT] = stated
    return Record(texts, dict.fromkeys((key_column, value_column, zh.UNIT), cell), {})


def _name_column(sheet: Sheet, head: int) -> int:
    return _position(sheet, head, zh.DEPARTMENT_NAME) or 0


def _is_money(column: _Column) -> bool:
    if column.name == zh.MATTER:
        return FACT_UNITS[column.key] in UNIT_SIZES
    return column.name in {zh.LAST_TOTALS, zh.INITIAL_BUDGETS}
