"""What a spreadsheet would run as a formula is never written as one."""

import csv
import io
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from support.written import import_files

from generator.base.formulas import is_formula, neutralise, restore
from generator.folder.contents import format_csv
from generator.reporting.gaps import COLUMNS, GapRow, format_gap_rows, read_gap_rows
from generator.reporting.spreadsheet import write_row

HARMFUL = ('=cmd|"/C calc"!A0', "+1+cmd", "-2+3", "@SUM(A1)", " =1+1", "\t=1", "-无", "＝1+1", "=1")
HARMLESS = ("", "-", "--", "—", "-1,207.46", "+5", "-0.5%", "12", "合计", "1=1", "a@b.cn", "'=1")


@pytest.mark.parametrize("text", HARMFUL)
def test_formula_is_neutralised_and_comes_back(text: str) -> None:
    assert is_formula(text)
    assert neutralise(text) == f"'{text}"
    assert neutralise(neutralise(text)) == f"'{text}"
    assert restore(neutralise(text)) == text


@pytest.mark.parametrize("text", HARMLESS)
def test_amounts_and_words_stay(text: str) -> None:
    assert neutralise(text) == text


def cells(data: bytes) -> list[str]:
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    return [cell for row in rows for cell in row]


def test_no_csv_that_we_write_has_a_formula() -> None:
    assert cells(format_csv([HARMFUL, HARMLESS])) == [*(f"'{t}" for t in HARMFUL), *HARMLESS]
    row = GapRow("=1+1", 章节="一", 科目名称="@SUM(A1)", 差额="-5.00", 原因="-2+3")
    data = format_gap_rows([row])
    written = dict(zip(COLUMNS, cells(data)[len(COLUMNS) :], strict=True))
    assert {name: text for name, text in written.items() if text} == {
        "事项": "'=1+1",
        "章节": "一",
        "科目名称": "'@SUM(A1)",
        "差额": "-5.00",
        "原因": "'-2+3",
    }
    assert read_gap_rows(data) == (row,)


def test_workbooks_hold_texts_as_texts() -> None:
    book = Workbook()
    write_row(book.worksheets[0], 1, HARMFUL)
    stream = io.BytesIO()
    book.save(stream)
    kinds = [cell.data_type for cell in load_workbook(stream).worksheets[0][1]]
    assert kinds == ["s"] * len(HARMFUL)


def test_import_names_the_cell(tmp_path: Path) -> None:
    page = (
        "<table><tr><td colspan=5>一般公共预算财政拨款支出决算表</td></tr>"
        "<tr><td>单位：万元</td></tr><tr><td>功能分类科目编码</td><td>科目名称</td><td>小计</td>"
        "<td>基本支出</td><td>项目支出</td></tr><tr><td></td><td>合计</td><td>-1.00</td>"
        "<td>-</td><td>-1.00</td></tr><tr><td>201</td><td>@一般公共服务</td><td>-1.00</td>"
        "<td></td><td>-1.00</td></tr></table>"
    )
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    folder = tmp_path / "out"
    report = import_files([tmp_path / "a.html"], folder)
    said = [f for f in report.findings if "像公式" in f.message]
    assert [(f.code, f.places[0].address, "“@一般公共服务”" in f.message) for f in said] == [
        ("L14", "B5", True)
    ]
    written = cells((folder / "公开05.csv").read_bytes())
    assert "'@一般公共服务" in written
    assert written.count("-1.00") == 4
    again = import_files([tmp_path / "a.html"], folder)
    assert not again.refused
