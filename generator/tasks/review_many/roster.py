"""The bureau's list of departments (--list 名单.csv): read, with what is wrong in it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from generator.accounts.dates import read_date
from generator.base.codes import L02, L04, L05, L06, L08, L09
from generator.base.errors import RosterError
from generator.base.labels import key_of
from generator.base.severity import FindingClass, Severity
from generator.field import zh
from generator.model.finding import finding, notes_of
from generator.model.roll import Listed, Roster
from generator.reading.lists import ListLayout, read_records
from generator.tasks.opening import open_sheets

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from generator.model.finding import Finding
    from generator.model.place import Place
    from generator.model.records import Record
    from generator.model.sheet import Sheet

LAYOUT = ListLayout(
    zh.ROSTER, (zh.DEPARTMENT_NAME,), (zh.ALIAS, zh.APPROVED_ON, zh.CONTACT, zh.DATA)
)
_BETWEEN = re.compile(r"[、，,；;/|\n]+")


def read_roster(path: Path, today: date) -> Roster:
    """Return the departments of a CSV file or workbook, each name once, and the list's faults.

    A date of approval after `today` is asked about. Raises RosterError where no sheet has the
    columns, or several have them.
    """
    sheet, problems = _choose(path)
    records, findings = read_records(sheet, LAYOUT)
    found = [*problems, *map(_with_columns, findings)]
    rows = _once(_named(records, found), found)
    departments = [_read(record, path.parent, today, found) for record in rows]
    if not departments:
        raise RosterError(path).because(notes_of(found))
    return _without_shared(departments, found)


def _choose(path: Path) -> tuple[Sheet, tuple[Finding, ...]]:
    """Return the sheet that is the list: 名单, else the only one with the column 部门名称."""
    sheets, problems = open_sheets(path)
    fitting = [sheet for sheet in sheets if _has_head(sheet)]
    named = [sheet for sheet in fitting if key_of(sheet.name) == zh.ROSTER]
    chosen = named or fitting
    if len(chosen) == 1:
        return chosen[0], problems
    lacking = (one for sheet in sheets if sheet.rows for one in read_records(sheet, LAYOUT)[1])
    error = RosterError(path).because(notes_of((*problems, *lacking)))
    if chosen:
        listed = "”“".join(sheet.name for sheet in chosen)
        error.add_note(
            f"工作表“{listed}”都有“{zh.DEPARTMENT_NAME}”列；请把要用的改名为“{zh.ROSTER}”"
        )
    raise error


def _has_head(sheet: Sheet) -> bool:
    return bool(sheet.rows) and not any(
        one.code == L08.code for one in read_records(sheet, LAYOUT)[1]
    )


def _with_columns(one: Finding) -> Finding:
    """Return a finding about an unknown column with the columns that there are."""
    if one.code != L06.code:
        return one
    columns = "、".join((*LAYOUT.required, *LAYOUT.optional))
    return replace(one, detail=f"{one.detail}；{zh.ROSTER}的列是{columns}，请改名或删去")


def _named(records: Iterable[Record], found: list[Finding]) -> list[Record]:
    named = []
    for record in records:
        if key_of(record.text(zh.DEPARTMENT_NAME)):
            named.append(record)
        else:
            place = record.places[zh.DEPARTMENT_NAME]
            message = (
                f"第 {place.row_number} 行没有{zh.DEPARTMENT_NAME}，没有使用；请补上或删去这一行"
            )
            found.append(finding(L09, message, place))
    return named


def _once(records: Iterable[Record], found: list[Finding]) -> list[Record]:
    """Return the first row of each name; the others are told."""
    first: dict[str, Record] = {}
    for record in records:
        name = record.text(zh.DEPARTMENT_NAME)
        kept = first.setdefault(key_of(name), record)
        if kept is not record:
            one, two = (r.places[zh.DEPARTMENT_NAME] for r in (kept, record))
            message = (
                f"“{name}”有两行（第 {one.row_number}、{two.row_number} 行），"
                "使用前一行；请删去一行"
            )
            found.append(finding(L05, message, two, one, kind=FindingClass.INTERNAL))
    return list(first.values())


def _read(record: Record, folder: Path, today: date, found: list[Finding]) -> Listed:
    name = record.text(zh.DEPARTMENT_NAME).strip()
    others = (one.strip() for one in _BETWEEN.split(record.text(zh.ALIAS)))
    aliases = {key_of(one): one for one in others if key_of(one)}
    aliases.pop(key_of(name), None)
    return Listed(
        name,
        tuple(aliases.values()),
        _read_approved(record, today, found),
        record.text(zh.CONTACT).strip(),
        _find_data(record, folder, found),
        record.places[zh.DEPARTMENT_NAME],
    )


def _read_approved(record: Record, today: date, found: list[Finding]) -> date | None:
    text = record.text(zh.APPROVED_ON)
    if not text.strip():
        return None
    place = record.places[zh.APPROVED_ON]
    parts = read_date(text)
    try:
        approved = date(*parts) if parts else None
    except ValueError:  # 2月30日, or no day
        approved = None
    if approved is None:
        message = (
            f"{place.row}的{zh.APPROVED_ON}写作“{text}”，没有使用，不算公开期限；"
            "应为有年、月、日的日期，如 2025年9月19日"
        )
        found.append(finding(L04, message, place, found_text=text))
    elif approved > today:
        message = f"{place.row}的{zh.APPROVED_ON} {text} 晚于今天（{today.isoformat()}），请核对"
        found.append(finding(L04, message, place, severity=Severity.WARNING, found_text=text))
    return approved


def _find_data(record: Record, folder: Path, found: list[Finding]) -> Path | None:
    """Return where the data of a row are; the path counts from the folder of the list."""
    text = record.text(zh.DATA).strip()
    if not text:
        return None
    for candidate in dict.fromkeys((text, text.replace("\\", "/"))):
        path = folder / candidate
        if path.exists():
            return path
    place = record.places[zh.DATA]
    message = (
        f"{place.row}的{zh.DATA}“{text}”找不到，没有用它核对；"
        f"请核对路径（从{zh.ROSTER}所在的文件夹算起）"
    )
    found.append(finding(L02, message, place, found_text=text))
    return None


def _without_shared(departments: Sequence[Listed], found: list[Finding]) -> Roster:
    """Return the list without aliases that are more than one department's; they are told."""
    holders: dict[str, list[Listed]] = {}
    for one in departments:
        for alias in one.aliases:
            holders.setdefault(key_of(alias), []).append(one)
    names = {key_of(one.name): one for one in departments}
    void: set[str] = set()
    shared: list[tuple[str, tuple[Listed, ...]]] = []
    for key, several in holders.items():
        owner = names.get(key)
        if owner is None and len(several) == 1:
            continue
        void.add(key)
        alias = next(one for one in several[0].aliases if key_of(one) == key)
        found += _shared(alias, several, owner)
        if owner is None:
            shared.append((alias, tuple(several)))
    kept = tuple(
        one._replace(aliases=tuple(a for a in one.aliases if key_of(a) not in void))
        for one in departments
    )
    return Roster(kept, tuple(found), tuple(shared))


def _shared(alias: str, several: Sequence[Listed], owner: Listed | None) -> list[Finding]:
    """Return the finding for an alias that is another department's name, or an alias of several."""
    places: list[Place] = [one.place for one in several]
    if owner is not None:
        message = (
            f"{'、'.join(one.name for one in several)}的{zh.ALIAS}“{alias}”"
            f"是第 {owner.place.row_number} 行的{zh.DEPARTMENT_NAME}，不当作{zh.ALIAS}；请改正"
        )
        places.append(owner.place)
    else:
        rows = "、".join(str(place.row_number) for place in places)
        message = (
            f"{zh.ALIAS}“{alias}”是几个部门的（第 {rows} 行），不用它认部门；请各写不同的{zh.ALIAS}"
        )
    return [finding(L05, message, *places, kind=FindingClass.INTERNAL)]
