"""The bureau's workbook (--data 批复.xlsx): a row a department; told from one department's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.base.codes import L03, L05, L06
from generator.base.errors import AmbiguousDataError, BureauBookError
from generator.base.labels import key_of
from generator.base.severity import FindingClass, Severity
from generator.export.convert import is_internal
from generator.field import zh
from generator.field.keys import IDENTITY_KEYS
from generator.files.formats import XLS, XLSX, tell_format
from generator.model.audit import Unchecked
from generator.model.bureau_data import NO_BUREAU_DATA, BureauData
from generator.model.finding import finding, notes_of
from generator.model.place import Place
from generator.reading.departments import (
    DepartmentRow,
    is_budget_sheet,
    list_names,
    read_department_budgets,
    read_departments,
)
from generator.reading.dispatch import dispatch
from generator.reading.lists import LIST_BY_FILE, NOTES
from generator.reading.recognise import recognise
from generator.tasks.opening import open_sheets
from generator.tasks.review_many.naming import nearest_names

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence
    from pathlib import Path

    from generator.model.finding import Finding
    from generator.model.records import Record
    from generator.model.sheet import Sheet

_SHOWN = 4
_HEAD_ROWS = 6


class Book(NamedTuple):
    """The rows of a bureau's workbook by the keys of their departments, and what is wrong there.

    A department that stands there twice with two contents is in neither; `refused` has its key.
    """

    name: str
    rows: Mapping[str, DepartmentRow]
    refused: frozenset[str]
    findings: tuple[Finding, ...]

    def know(self, names: Sequence[str], listed: Container[str] = ()) -> BureauData:
        """Return what the workbook has on the department of these names, the first its own.

        Without a row the nearest name is asked about, and none is used; `listed` are the keys of
        the list's departments: a row of another one is not meant.
        """
        keys = dict.fromkeys(map(key_of, filter(None, names)))
        found = [self.rows[key] for key in keys if key in self.rows]
        files = frozenset({self.name})
        if self.refused.intersection(keys):
            return self._without("有互相矛盾的几行")
        if len(found) > 1:
            listed = "”“".join(row.name for row in found)
            message = (
                f"{self.name} 中“{listed}”是同一个部门的几个名称，各有一行，都没有使用；请合成一行"
            )
            places = (row.place for row in found)
            told = finding(L05, message, *places, kind=FindingClass.INTERNAL)
            return self._without("几个名称各有一行", told)
        if found:
            return BureauData(found[0].lists, files=files)
        if not keys:
            return self._without("文件中没有部门名称，不知用哪一行")
        return self._without("没有这个部门的一行", self._ask(next(filter(None, names)), listed))

    def _ask(self, name: str, listed: Container[str]) -> Finding:
        """Return what is told of a department without a row; a like one is asked about."""
        others = (row.name for key, row in self.rows.items() if key not in listed)
        near = nearest_names(name, others)
        said = f"{self.name} 中没有“{name}”"
        if near:
            asked = "”或“".join(near)
            message = f"{said}，是否“{asked}”？没有用它核对；是的话请把名称改成一样的"
        else:
            message = f"{said}，没有用它核对；应有的请补上一行"
        return finding(L06, message, Place(self.name), found_text=name)

    def _without(self, why: str, *told: Finding) -> BureauData:
        unused = Unchecked(f"与 {self.name} 的核对", f"{self.name} 中{why}")
        return NO_BUREAU_DATA._replace(told=told, unused=(unused,))


def read_book(path: Path) -> Book | None:
    """Return a workbook with a row a department, None for data of any other kind.

    Raises AmbiguousDataError where it could also be one department's own workbook,
    BureauBookError where it has one department alone and no tables.
    """
    if not path.is_file() or not _is_workbook(path):
        return None
    sheets, problems = open_sheets(path)
    sheets = tuple(sheet for sheet in sheets if key_of(sheet.name) != zh.SUBJECT)
    listed = {number: _names_in(sheet) for number, sheet in enumerate(sheets)}
    own = [sheets[number] for number, names in listed.items() if names]
    others = [sheets[number] for number, names in listed.items() if not names]
    several = {key_of(name) for names in listed.values() for name in names}
    if not own:
        return None
    of_one = _of_one_department(others)
    if len(several) == 1 and max(map(len, listed.values())) == 1:
        if of_one:
            return None
        raise BureauBookError(path, own[0].name).because(notes_of(problems))
    if of_one or len(several) == 1:
        raise AmbiguousDataError(path, _word_many(own), _word_one(own, of_one))
    return _read(path.name, own, others, problems)


def _is_workbook(path: Path) -> bool:
    try:
        return tell_format(path) in {XLSX, XLS}
    except OSError:
        return False  # why it cannot be opened is said on reading


def _names_in(sheet: Sheet) -> tuple[str, ...]:
    """Return the departments of a sheet, row by row; nothing for what is no list of them.

    A table or a list of one department may name it too: in a line above, in the row of a key
    (部门名称 | 甲局), and its notes in every row.
    """
    stem = key_of(sheet.name)
    if stem == key_of(NOTES.file) or (stem in LIST_BY_FILE and not _has_columns(sheet, stem)):
        return ()
    what = recognise(sheet, stem)
    names = list_names(sheet)
    keys = {key_of(name) for name in names}
    return () if what.form or what.named or keys.intersection(IDENTITY_KEYS) else names


def _has_columns(sheet: Sheet, stem: str) -> bool:
    """Whether the head of a list has the column 部门名称 beside its own."""
    wanted = {zh.DEPARTMENT_NAME, key_of(LIST_BY_FILE[stem].required[0])}
    return any(wanted <= set(map(key_of, row)) for row in sheet.rows[:_HEAD_ROWS])


def _of_one_department(sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """Return the names of the sheets that are tables or lists of one department's data."""
    if sheets and is_internal(sheets):
        return tuple(sheet.name for sheet in sheets)
    found = dispatch(sheets)
    tables = (
        one.sheet.name
        for one in (*found.tables, *found.last_year)
        if (what := recognise(one.sheet, one.stem)).form or what.named
    )
    return tuple(dict.fromkeys((*tables, *(one.sheet.name for one in found.lists))))


def _word_many(own: Sequence[Sheet]) -> str:
    rows = "、".join(f"“{sheet.name}”有 {len(list_names(sheet))} 行" for sheet in own)
    return f"工作表{rows}写着{zh.DEPARTMENT_NAME}，像一行一个部门的工作簿"


def _word_one(own: Sequence[Sheet], of_one: Sequence[str]) -> str:
    if not of_one:
        return f"各行的{zh.DEPARTMENT_NAME}都是“{list_names(own[0])[0]}”，像一个部门自己的数据"
    more = f"等 {len(of_one)} 张" if len(of_one) > _SHOWN else ""
    return f"工作表“{'”“'.join(of_one[:_SHOWN])}”{more}像一个部门自己的公开表和清单"


def _read(
    name: str, own: Sequence[Sheet], others: Iterable[Sheet], problems: Iterable[Finding]
) -> Book:
    findings = list(problems)
    rows: list[DepartmentRow] = []
    budgets: dict[str, tuple[Record, ...]] = {}
    titles: dict[str, str] = {}
    for sheet in own:
        if is_budget_sheet(sheet):
            found, said = read_department_budgets(sheet)
            for title, records in found.items():
                titles.setdefault(key_of(title), title)
                budgets[key_of(title)] = (*budgets.get(key_of(title), ()), *records)
        else:
            listed, said = read_departments(sheet)
            rows += listed
        findings += said
    findings += [
        finding(
            L03,
            f"{name} 的工作表“{sheet.name}”没有用到：其中没有“{zh.DEPARTMENT_NAME}”列",
            Place(name, sheet=sheet.name),
        )
        for sheet in others
        if any(map(any, sheet.rows)) and key_of(sheet.name) not in {zh.EXPLANATION, zh.CONTENTS}
    ]
    by_key, refused = _once(name, rows, findings)
    if rows:
        findings += _ask_about_budgets(name, budgets, titles, [row.name for row in rows])
    merged = _with_budgets(by_key, budgets, titles, name, refused)
    return Book(name, merged, frozenset(refused), tuple(findings))


def _once(
    name: str, rows: Iterable[DepartmentRow], findings: list[Finding]
) -> tuple[dict[str, DepartmentRow], set[str]]:
    """Return the rows by department; one with several rows that differ has none that is used."""
    groups: dict[str, list[DepartmentRow]] = {}
    for row in rows:
        groups.setdefault(key_of(row.name), []).append(row)
    refused = set()
    for key, found in groups.items():
        if len(found) == 1:
            continue
        same = len({_contents(row) for row in found}) == 1
        numbers = "、".join(str(row.place.row_number) for row in found)
        done = "内容相同，使用前一行" if same else "内容不同，都没有使用"
        message = f"{name} 中“{found[0].name}”有几行（第 {numbers} 行），{done}；请只留一行"
        severity = Severity.WARNING if same else Severity.ERROR
        places = (row.place for row in found)
        findings.append(
            finding(L05, message, *places, kind=FindingClass.INTERNAL, severity=severity)
        )
        if not same:
            refused.add(key)
    return {key: found[0] for key, found in groups.items() if key not in refused}, refused


def _contents(row: DepartmentRow) -> frozenset[tuple[str, tuple[tuple[str, str], ...]]]:
    return frozenset(
        (name, tuple(sorted(record.texts.items())))
        for name, records in row.lists.items()
        for record in records
    )


def _ask_about_budgets(
    name: str,
    budgets: Iterable[str],
    titles: Mapping[str, str],
    rows: Sequence[str],
) -> list[Finding]:
    """Return what asks about budgets of departments that have no row of their own."""
    known = {key_of(row) for row in rows}
    findings = []
    for key in budgets:
        near = nearest_names(titles[key], rows) if key not in known else ()
        if near:
            message = (
                f"{name} 的{zh.INITIAL_BUDGETS}写的是“{titles[key]}”，其他工作表中没有，"
                f"是否“{'”或“'.join(near)}”？请把名称改成一样的"
            )
            findings.append(finding(L06, message, Place(name), found_text=titles[key]))
    return findings


def _with_budgets(
    rows: Mapping[str, DepartmentRow],
    budgets: Mapping[str, tuple[Record, ...]],
    titles: Mapping[str, str],
    name: str,
    refused: Iterable[str],
) -> dict[str, DepartmentRow]:
    merged = dict(rows)
    for key, records in budgets.items():
        if key in refused:
            continue
        row = merged.get(key) or DepartmentRow(titles[key], Place(name), {})
        listed = (*row.lists.get(zh.INITIAL_BUDGETS, ()), *records)
        merged[key] = row._replace(lists={**row.lists, zh.INITIAL_BUDGETS: listed})
    return merged
