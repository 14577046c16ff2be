"""Tables of another year, and last year's over again: said in those words, and not written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.accounts.dates import read_year
from generator.base.codes import L05, L11
from generator.base.severity import Severity
from generator.checks.former import count_same
from generator.field import zh
from generator.field.data_folder import LAST_YEAR, Lists
from generator.files.csv import read_sheet
from generator.model.finding import finding
from generator.model.place import Place
from generator.reading.heading import Surroundings
from generator.reading.lists import LIST_BY_FILE, read_records
from generator.reading.recognise import recognise
from generator.reading.table import DEFAULT_UNIT, read_table
from generator.tasks.import_files.landing import existing_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from generator.model.finding import Finding
    from generator.model.table import Table


class Strange(NamedTuple):
    """The forms that are not to be written, and why."""

    forms: frozenset[str]
    findings: tuple[Finding, ...]


def find_strange(
    tables: Mapping[str, Table], target: Path, beside: Mapping[str, Table] | None = None
) -> Strange:
    """Return what of the tables read does not belong into the folder `target`.

    `beside` are those of the other year that are written with them.
    """
    of_last_year = target.name == LAST_YEAR
    root = target.parent if of_last_year else target
    year = stated_year(root)
    expected = year - 1 if year and of_last_year else year
    others: dict[str, list[str]] = {}
    for form, table in tables.items():
        if expected and table.year and table.year != str(expected):
            others.setdefault(table.year, []).append(form)
    findings = [
        _other_year(root, other, forms, expected, of_last=of_last_year)
        for other, forms in others.items()
    ]
    foreign = {form for forms in others.values() for form in forms}
    rest = {form: table for form, table in tables.items() if form not in foreign}
    others_year = _read_tables(root if of_last_year else root / LAST_YEAR, rest)
    same = same_tables(rest, others_year | dict(beside or {}))
    if same:
        findings.append(_repeats_last_year(same))
    return Strange(frozenset((*foreign, *same)), tuple(findings))


def stated_year(folder: Path) -> int:
    """Return the year that 单位信息 of a data folder states, 0 where it states none."""
    path = existing_file(folder, Lists.IDENTITY)
    sheet = read_sheet(path, path.name)[0] if path is not None else None
    records = read_records(sheet, LIST_BY_FILE[Lists.IDENTITY])[0] if sheet is not None else ()
    texts = (one.text(zh.CONTENT) for one in records if one.text(zh.ITEM).strip() == zh.YEAR)
    return read_year(next(texts, "")) or 0


def same_tables(tables: Mapping[str, Table], others: Mapping[str, Table]) -> tuple[str, ...]:
    """Return the forms whose tables hold the same amounts in the same rows, and not few of them."""
    return tuple(
        form for form, table in tables.items() if form in others and count_same(table, others[form])
    )


def _repeats_last_year(forms: Iterable[str]) -> Finding:
    """Return the error for tables that are last year's over again."""
    forms = tuple(forms)
    message = (
        f"{'、'.join(forms)} 的金额今年与上年逐格相同，是同一年的表，没有写入；"
        "请核对给的是不是另一年的文件"
    )
    return finding(L05, message, *(Place(f"{form}.csv", table=form) for form in forms))


def _read_tables(folder: Path, forms: Iterable[str]) -> dict[str, Table]:
    """Return the tables of a folder that stand under their own names."""
    found: dict[str, Table] = {}
    for form in forms:
        path = existing_file(folder, form)
        sheet = read_sheet(path, path.name)[0] if path is not None else None
        if sheet is not None:
            recognised = recognise(sheet, form)
            found[form] = read_table(sheet, recognised, DEFAULT_UNIT, Surroundings()).table
    return found


def _other_year(
    root: Path, year: str, forms: list[str], expected: int, *, of_last: bool
) -> Finding:
    folder_year = expected + 1 if of_last else expected
    if of_last:
        advice = f"{LAST_YEAR}/ 里要 {expected} 年度的表"
    elif year == str(expected - 1):
        advice = f"这是上年的表；要作上年数，请导入到 {root / LAST_YEAR}"
    else:
        advice = f"请换成 {expected} 年度的文件，或改正 {zh.IDENTITY_FILE} 的年度"
    what = f"{'、'.join(forms)} 是 {year} 年度的表，数据文件夹是 {folder_year} 年度的"
    places = (Place(table=form) for form in forms)
    return finding(L11, f"{what}，没有写入；{advice}", *places, severity=Severity.ERROR)
