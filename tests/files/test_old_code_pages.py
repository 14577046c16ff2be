"""Workbooks of Excel 5.0/95: Chinese in the code page of the machine that wrote them."""

from pathlib import Path

import pytest
from support.folders import DATA, read_rows
from support.mutation_run import amounts_alone, amounts_of
from support.old_workbook import Cell, old_workbook
from support.sheet_case import only_sheet, refused, written
from support.table_mutations import FORMS
from support.written import import_files

from generator.files.xls.workbook import read_xls

_NAME = "决算.xls"


def typed(text: str) -> Cell:
    plain = text.replace(",", "")
    return float(plain) if plain.replace(".", "").isdigit() and "." in plain else text


@pytest.mark.parametrize(("page", "encoding"), [(936, "gb18030"), (1252, "gbk"), (None, "gbk")])
def test_a_whole_department(page: int | None, encoding: str, tmp_path: Path) -> None:
    tables = {form: read_rows(DATA / f"{form}.csv") for form in FORMS}
    sheets = {form: [[typed(t) for t in row] for row in rows] for form, rows in tables.items()}
    path = written(tmp_path, old_workbook(sheets, encoding=encoding, page=page), _NAME)
    report = import_files([path], tmp_path / "out")
    assert [found.table.form for found in report.tables] == list(FORMS)
    assert report.findings == ()
    assert amounts_of(tmp_path / "out")[0] == amounts_alone(FORMS, tmp_path)


@pytest.mark.parametrize(("page", "encoding"), [(950, "big5"), (65001, "utf-8"), (10008, "gb2312")])
def test_other_pages(page: int, encoding: str, tmp_path: Path) -> None:
    data = old_workbook({"表一": [["科目", "=文字", 1.5]]}, encoding=encoding, page=page)
    sheet = only_sheet(read_xls(written(tmp_path, data, _NAME), _NAME))
    assert (sheet.name, sheet.rows) == ("表一", (("科目", "文字", "1.50"),))


@pytest.mark.parametrize(("page", "encoding"), [(936, "latin-1"), (949, "utf-8"), (12345, "gbk")])
def test_what_is_in_no_known_page_is_refused(page: int, encoding: str, tmp_path: Path) -> None:
    text = "é à ü" if encoding == "latin-1" else "决算表"
    data = old_workbook({"a": [[text]]}, encoding=encoding, page=page)
    assert "Excel 5.0/95" in refused(read_xls(written(tmp_path, data, _NAME), _NAME))


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [
        (14, "#,##0.00", "5,998.19"),
        (22, "0.0", "5998.2"),
        (4, "0.000", "5998.190"),
        (9, "0.00", "5998.19"),
        (4, "yyyy-mm-dd", "1916-06-02 04:33:36"),
    ],
)
def test_a_format_that_redefines_a_number_of_excel(
    number: int, code: str, shown: str, tmp_path: Path
) -> None:
    sheets = {"表": [["金额", 5998.19]]}
    data = old_workbook(sheets, format_number=number, format_code=code)
    sheet = only_sheet(read_xls(written(tmp_path, data, _NAME), _NAME))
    assert sheet.rows == (("金额", shown),)
