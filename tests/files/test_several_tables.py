"""Several tables on one sheet: the first is read alone, the others are named, none is mixed in."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from support.folders import DATA, read_rows
from support.written import import_files

from generator.base.severity import Severity
from generator.tasks.opening import open_sheets

FORMS = [f"公开0{number}" for number in range(1, 10)]


def stacked(forms: list[str], path: Path) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    for form in forms:
        for row in read_rows(DATA / f"{form}.csv"):
            sheet.append(row)
        sheet.append([])
    book.save(path)
    return path


@pytest.mark.parametrize("forms", [FORMS, ["公开05", "公开08"], ["公开08", "公开05", "公开03"]])
def test_stacked_tables_are_named(forms: list[str], tmp_path: Path) -> None:
    path = stacked(forms, tmp_path / "决算.xlsx")
    (sheet,), findings = open_sheets(path)
    errors = [f for f in findings if f.code == "L03"]
    assert [(f.severity, f"有 {len(forms)} 张表" in f.message) for f in errors] == [
        (Severity.ERROR, True)
    ]
    assert len(errors[0].places) == len(forms) - 1
    report = import_files([path], tmp_path / "out")
    assert [found.table.form for found in report.tables] == forms[:1]
    first = [row for row in read_rows(DATA / f"{forms[0]}.csv") if any(row)]
    assert len([row for row in sheet.rows if any(row)]) == len(first)


def test_tables_side_by_side_are_named(tmp_path: Path) -> None:
    left, right = (read_rows(DATA / f"公开0{number}.csv") for number in (5, 8))
    width = max(map(len, left)) + 1
    book = Workbook()
    for number, row in enumerate(left, start=1):
        for column, text in enumerate(row, start=1):
            book.worksheets[0].cell(number, column, text)
    for number, row in enumerate(right, start=1):
        for column, text in enumerate(row, start=1):
            book.worksheets[0].cell(number, width + column, text)
    book.save(tmp_path / "决算.xlsx")
    (sheet,), findings = open_sheets(tmp_path / "决算.xlsx")
    assert ["国有资本经营预算" in f.message for f in findings] == [True]
    assert [[t for t in row if t] for row in sheet.rows[: len(left)]] == [
        [t for t in row if t] for row in left
    ]


def test_title_again_on_the_next_page_is_the_same_table(tmp_path: Path) -> None:
    rows = read_rows(DATA / "公开05.csv")
    book = Workbook()
    for row in (*rows[:12], rows[0], *rows[12:]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "决算.xlsx")
    assert open_sheets(tmp_path / "决算.xlsx")[1] == ()


def test_contents_name_tables_and_hold_none(tmp_path: Path) -> None:
    book = Workbook()
    for number, form in enumerate(FORMS, start=1):
        title = next(t for row in read_rows(DATA / f"{form}.csv")[:3] for t in row if "表" in t)
        book.worksheets[0].append([str(number), form, title, f"第{number}页"])
    book.save(tmp_path / "目录.xlsx")
    assert open_sheets(tmp_path / "目录.xlsx")[1] == ()
