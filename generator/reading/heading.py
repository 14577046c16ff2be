"""What stands around a grid: the lines above it, and 公开表_附注.csv for notes kept apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.labels import squash
from generator.model.accounts import ListedText
from generator.model.place import Place
from generator.reading.recognise import TOP_ROWS, form_in_name

if TYPE_CHECKING:
    from generator.model.records import Record
    from generator.model.sheet import Sheet

_UNIT = re.compile(
    r"(?<![制报算])单\s*位\s*[:：]\s*(?:人民币)?\s*"
    # A bare 元 may also begin a name (编制单位：元氏县…), so that it has to end the word.
    r"([百千万亿]{1,2}元|元(?=公开|部门|编制|[^\u4e00-\u9fff]|$))"
)
_UNIT_IN_COLUMN = re.compile(r"[（(]([百千万亿]{0,2}元)[)）]\s*$")
_YEAR = re.compile(r"(20[0-9]{2})年(?![0-9])")
_DEPARTMENT = re.compile(
    r"(?:部门(?:（单位）)?名称|单位名称|(?:编制|填报|公开|预算)单位|部门)(?:（[^（）]*章）)?:(.+)"
)
_AFTER_DEPARTMENT = re.compile(r"(?:金额|计量)?单位:|20[0-9]{2}年|公开0")
_STATEMENT_LABEL = re.compile(r"^说明\s*[:：]\s*")
_NO_DATA = re.compile(r"^注\s*[:：](?!.*反映).*故本表无数据")
_NOTE_LABEL = re.compile(r"^(?:注|备注|附注)\s*[:：]\s*")
_GRID_STARTS = (
    "项目",
    "收入",
    "支出",
    "人员经费",
    "公用经费",
    "预算数",
    "决算数",
    "分组",
    "功能分类",
    "经济分类",
    "科目",
    "栏次",
    "合计",
    "因公出国",
)
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
    """Return department, year and unit from the rows above the grid."""
    heading = Heading()
    for index, row in enumerate(sheet.rows[:TOP_ROWS]):
        if _starts_grid(row):
            return heading.completed_from(Heading(unit=_unit_of_columns(sheet, index, form)))
        for column, text in enumerate(row):
            if text:
                place = sheet.place(index, column, table=form)
                heading = heading.completed_from(_read_line(text, place))
    return heading


def _read_line(text: str, place: Place) -> Heading:
    plain = squash(text).replace("：", ":")
    name = _AFTER_DEPARTMENT.split(_first(_DEPARTMENT, plain))[0]
    said = (name, _first(_YEAR, plain), _first(_UNIT, text))
    return Heading(*(ListedText(value, place) if value else _NOWHERE for value in said))


def _starts_grid(row: tuple[str, ...]) -> bool:
    for text in row:
        if text:
            plain = squash(text)
            if plain.startswith(_GRID_STARTS) and "表" not in plain:
                return True
    return False


def _unit_of_columns(sheet: Sheet, start: int, form: str) -> ListedText:
    """Return the unit that a column head states: 决算数（元）."""
    for index, row in enumerate(sheet.rows[start : start + 4], start=start):
        for column, text in enumerate(row):
            unit = _first(_UNIT_IN_COLUMN, text) if text.endswith(("）", ")")) else ""
            if unit:
                return ListedText(unit, sheet.place(index, column, table=form))
    return _NOWHERE


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found.group(1) if found else ""


def split_notes(notes: list[str]) -> tuple[tuple[str, ...], str]:
    """Return the notes and the 说明 of an empty table, both without their label.

    A 注 that says nothing but that there are no data is such a 说明 (Shanghai).
    """
    stated = [n for n in notes if _STATEMENT_LABEL.match(n) or _NO_DATA.match(n)]
    plain = tuple(_NOTE_LABEL.sub("", n) for n in notes if n not in stated)
    return plain, "".join(_NOTE_LABEL.sub("", _STATEMENT_LABEL.sub("", n)) for n in stated)


def read_surroundings(records: tuple[Record, ...]) -> dict[str, Surroundings]:
    """Return what 公开表_附注.csv says about each form."""
    found: dict[str, Surroundings] = {}
    for record in records:
        form = form_in_name(record.text("表号")) or form_in_name(record.text("表名"))
        if not form:
            continue
        year = _first(_YEAR, squash(record.text("年度")) + "年")
        unit = squash(record.text("单位")).removeprefix("单位:")
        said = (("部门名称", record.text("部门名称")), ("年度", year), ("单位", unit))
        heading = Heading(
            *(ListedText(text, record.places[key]) if text else _NOWHERE for key, text in said)
        )
        notes, statement = split_notes([n for n in (record.text("注"),) if n])
        explained = _STATEMENT_LABEL.sub("", record.text("说明"))
        found.setdefault(form, Surroundings(heading, notes, statement + explained))
    return found
