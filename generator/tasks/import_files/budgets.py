"""Budgets among the files of an import: they fill 年初预算.csv where year and fund are certain."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.field import zh
from generator.field.forms import FORMS
from generator.files.csv import read_sheet
from generator.reading.budgets import Budget, read_budget
from generator.reading.heading import read_heading
from generator.reading.recognise import recognise
from generator.tasks.import_files.landing import existing_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from generator.folder.contents import Rows
    from generator.model.finding import Finding
    from generator.model.sheet import Sheet


class SeenBudget(NamedTuple):
    """A table of a budget, its title, and what it gives."""

    sheet: Sheet
    title: str
    budget: Budget


def find_budgets(sheets: Sequence[Sheet], file: Path) -> Iterator[SeenBudget]:
    """Yield the tables of a budget among sheets that are none of the nine tables."""
    for sheet in sheets:
        found = recognise(sheet, sheet.part or sheet.name or file.stem)
        if found.budget and found.title:
            source = f"{sheet.file}「{sheet.name}」" if sheet.name else sheet.file
            yield SeenBudget(sheet, found.title, read_budget(sheet, found, source))


def use_budgets(seen: Sequence[SeenBudget], year: str) -> tuple[Rows, list[Finding]]:
    """Return the rows of 年初预算.csv, and what is said of each table.

    `year` is that of the accounts, empty where nothing tells it: then no budget is used, as its
    list keeps no year. Two budgets of one fund are both left out: which counts is not known.
    """
    rows: list[tuple[str, ...]] = []
    said: list[Finding] = []
    for one in seen:
        given, unused = one.budget.rows, ""
        rivals = [o for o in seen if o.budget.rows and o.budget.fund == one.budget.fund]
        if given and not year:
            unused = f"不知道决算是哪一年的；请与决算表一起导入，或先在 {zh.IDENTITY_FILE} 写明年度"
        elif given and one.budget.year != year:
            unused = f"它是 {one.budget.year} 年的，决算是 {year} 年的"
        elif given and any(o.budget.rows != given for o in rivals):
            unused = f"{one.budget.fund}的预算表不止一张，请只导入要用的一张"
        elif given and any(o is not one for o in rivals[: rivals.index(one)]):
            unused = "与前面的一张相同"
        if not unused:
            rows += given
        said.append(one.budget.said(one.sheet, one.title, unused))
    return tuple(rows), said


def year_in_folder(folder: Path) -> str:
    """Return the year that the tables of a data folder print, empty where there is none."""
    for form in FORMS:
        path = existing_file(folder, form.number)
        sheet = read_sheet(path, path.name)[0] if path is not None else None
        year = read_heading(sheet, form.number).year.text if sheet is not None else ""
        if year:
            return year
    return ""
