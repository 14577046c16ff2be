"""What stands around a grid: the lines above it, and 公开表_附注.csv for notes kept apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.labels import squash
from generator.field import zh
from generator.field.titles import cover_line, form_in_name
from generator.field.units import PrintedUnit, find_unit, unit_of_head
from generator.model.accounts import ListedText
from generator.model.place import Place
from generator.reading.recognise import TOP_ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.records import Record
    from generator.model.sheet import Sheet

_YEAR = re.compile(r"(20[0-9]{2})年(?![0-9])")
_DEPARTMENT = re.compile(
    r"(?:部门(?:（单位）)?名称|单位名称|(?:编制|填报|公开|预算)单位|部门)(?:（[^（）]*章）)?:(.+)"
)
_AFTER_DEPARTMENT = re.compile(r"(?:金额|计量)?单位:|20[0-9]{2}年|公开0")
_STATEMENT_LABEL = re.compile(r"^说明\s*[:：]\s*")
_NO_DATA = re.compile(r"^注\s*[:：](?!.*反映).*故本表无数据")
_NOTE_LABEL = re.compile(r"^(?:注|备注|附注)\s*[:：]\s*")
_GRID_STARTS = (
    zh.ITEM,
    zh.INCOME,
    zh.EXPENDITURE,
    zh.STAFF_COSTS,
    zh.OFFICE_COSTS,
    zh.BUDGET_AMOUNT,
    zh.FINAL,
    "分组",
    "功能分类",
    "经济分类",
    zh.SUBJECT,
    zh.COLUMN_NUMBER,
    zh.TOTAL,
    "因公出国",
)
_HEAD_ROWS = 4
_NOWHERE = ListedText("", Place())


@dataclass(frozen=True, slots=True)
class Heading:
    """Department, year and unit as printed, each with its cell; empty where nothing is said."""

    department: ListedText = _NOWHERE
    year: ListedText = _NOWHERE
    unit: ListedText = _NOWHERE

    def completed_from(self, other: Heading) -> Heading:
        """Return this heading with what it lacks taken from `other`."""
        return Heading(
            self.department if self.department.text else other.department,
            self.year if self.year.text else other.year,
            self.unit if self.unit.text else other.unit,
        )


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The heading and the notes of one table; `statement` is the 说明 without its label."""

    heading: Heading = Heading()
    notes: tuple[str, ...] = ()
    statement: str = ""


def read_heading(sheet: Sheet, form: str) -> Heading:
    """Return department, year and unit from the rows above the grid.

    The unit may stand in the heads of the columns, or below the grid, as well. Where two units
    are printed, or none of ours, `unit` has the words as printed.
    """
    heading = Heading()
    units: list[tuple[PrintedUnit, Place]] = []
    start = next((i for i, row in enumerate(sheet.rows[:TOP_ROWS]) if _starts_grid(row)), -1)
    for index, row in enumerate(sheet.rows[: start if start >= 0 else TOP_ROWS]):
        units += _units_of_line(sheet, index, form)
        for column, text in enumerate(row):
            if text:
                place = sheet.place(index, column, table=form)
                heading = heading.completed_from(_read_line(text, place))
    units += _units_of_columns(sheet, start, form)
    if not units:
        rest = range(max(start, 0) + 1, len(sheet.rows))
        units = [unit for at in rest for unit in _units_of_line(sheet, at, form, below=True)]
    return heading.completed_from(_read_cover(sheet, form)).completed_from(
        Heading(unit=_agreed(units))
    )


def _read_cover(sheet: Sheet, form: str) -> Heading:
    """Return department and year from a title of the whole document above the grid."""
    heading = Heading()
    for index, row in enumerate(sheet.rows[:TOP_ROWS]):
        if _starts_grid(row):
            break
        for column, text in enumerate(row):
            said = cover_line(text) if text else ("", "")
            place = sheet.place(index, column, table=form)
            texts = (ListedText(one, place) if one else _NOWHERE for one in said)
            heading = heading.completed_from(Heading(*texts))
    return heading


def _units_of_line(
    sheet: Sheet, index: int, form: str, *, below: bool = False
) -> Iterator[tuple[PrintedUnit, Place]]:
    """Yield the units that the cells of a row state; `below` the grid only where 单位 says so."""
    row = sheet.rows[index]
    for column, text in enumerate(row):
        if not text or (below and not ("单" in text and "位" in text)):
            continue
        following = next((one for one in row[column + 1 :] if one), "")
        unit = find_unit(text, following) or (None if below else unit_of_head(text))
        if unit is not None:
            yield unit, sheet.place(index, column, table=form)


def _agreed(units: Sequence[tuple[PrintedUnit, Place]]) -> ListedText:
    """Return the one unit that is stated, else the words that differ or are not understood."""
    if not units:
        return _NOWHERE
    names = {unit.unit for unit, _ in units}
    if len(names) == 1 and "" not in names:
        return ListedText(units[0][0].unit, units[0][1])
    words = list(dict.fromkeys(unit.words for unit, _ in units))
    at = next((place for unit, place in units if not unit.unit), units[-1][1])
    text = "”“".join(words)
    return ListedText(f"“{text}”", at)


def _read_line(text: str, place: Place) -> Heading:
    plain = squash(text).replace("：", ":")
    name = _AFTER_DEPARTMENT.split(_first(_DEPARTMENT, plain))[0]
    said = (name, _first(_YEAR, plain))
    return Heading(*(ListedText(value, place) if value else _NOWHERE for value in said))


def _starts_grid(row: tuple[str, ...]) -> bool:
    for text in row:
        if text:
            plain = squash(text)
            if plain.startswith(_GRID_STARTS) and "表" not in plain:
                return True
    return False


def _units_of_columns(sheet: Sheet, start: int, form: str) -> Iterator[tuple[PrintedUnit, Place]]:
    """Yield the units that heads of columns state: 决算数（元）."""
    if start < 0:
        return
    for index, row in enumerate(sheet.rows[start : start + _HEAD_ROWS], start=start):
        for column, text in enumerate(row):
            if not text:
                continue
            unit = unit_of_head(text) or (find_unit(text) if "单" in text else None)
            if unit is not None:
                yield unit, sheet.place(index, column, table=form)


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found.group(1) if found else ""


def split_notes(notes: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """Return the notes and the 说明 of an empty table, both without their label.

    A 注 that says nothing but that there are no data is such a 说明 (Shanghai).
    """
    stated = [n for n in notes if _STATEMENT_LABEL.match(n) or _NO_DATA.match(n)]
    plain = tuple(_NOTE_LABEL.sub("", n) for n in notes if n not in stated)
    return plain, "".join(_NOTE_LABEL.sub("", _STATEMENT_LABEL.sub("", n)) for n in stated)


def _unit_of_record(record: Record) -> Iterator[PrintedUnit]:
    text = record.text(zh.UNIT)
    if text:
        unit = find_unit(text) or find_unit(f"金额单位：{text}")
        yield unit or PrintedUnit("", text)


def read_surroundings(records: tuple[Record, ...]) -> dict[str, Surroundings]:
    """Return what 公开表_附注.csv says about each form."""
    found: dict[str, Surroundings] = {}
    for record in records:
        form = form_in_name(record.text("表号")) or form_in_name(record.text("表名"))
        if not form:
            continue
        year = _first(_YEAR, squash(record.text(zh.YEAR)) + "年")
        unit = _agreed([(one, record.places[zh.UNIT]) for one in _unit_of_record(record)]).text
        said = (
            (zh.DEPARTMENT_NAME, record.text(zh.DEPARTMENT_NAME)),
            (zh.YEAR, year),
            (zh.UNIT, unit),
        )
        heading = Heading(
            *(ListedText(text, record.places[key]) if text else _NOWHERE for key, text in said)
        )
        notes, statement = split_notes([n for n in (record.text("注"),) if n])
        explained = _STATEMENT_LABEL.sub("", record.text(zh.EXPLANATION))
        found.setdefault(form, Surroundings(heading, notes, statement + explained))
    return found
