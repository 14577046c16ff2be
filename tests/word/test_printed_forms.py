from __future__ import annotations

import pytest
from support.sample_content import DEPARTMENT, nine_tables, print_table, row, table

from generator.field import forms
from generator.model.table import Table
from generator.word.placing import place_cells

TABLES = {known.form: known for known in nine_tables()}


def texts(form: str, **more: object) -> list[list[str]]:
    return [[cell.text for cell in line] for line in print_table(TABLES[form], **more).rows]


@pytest.mark.parametrize("known", nine_tables(), ids=lambda known: known.form)
def test_every_row_fills_the_grid(known: Table) -> None:
    grid = print_table(known)
    for line in place_cells(grid.rows, len(grid.widths)):
        assert sum(placed.cell.columns for placed in line) == len(grid.widths)
    assert grid.number == f"{known.form}表"
    assert grid.department == f"部门名称：{DEPARTMENT}"
    assert (grid.year, grid.unit) == ("2024年度", "单位：万元")


def test_rows_stand_where_their_line_number_says() -> None:
    assert texts(forms.INCOME_EXPENDITURE) == [
        ["收入", "支出"],
        ["项目", "行次", "金额", "项目", "行次", "金额"],
        ["栏次", "", "1", "栏次", "", "2"],
        ["一、一般公共预算财政拨款收入", "1", "1,234.50", "一、一般公共服务支出", "7", "1,000.00"],
        ["", "2", "", "二、农林水支出", "8", "234.50"],
        ["", "3", "", "", "9", ""],
        ["本年收入合计", "4", "1,234.50", "本年支出合计", "10", "1,234.50"],
        ["", "5", "", "年末结转和结余", "11", "—"],
        ["总计", "6", "1,234.50", "总计", "12", "1,234.50"],
    ]


def test_rows_without_line_numbers_face_their_totals() -> None:
    assert texts(forms.FISCAL_SUMMARY, separators=False)[3:] == [
        [
            "一、一般公共预算财政拨款",
            "1",
            "1234.50",
            "一、一般公共服务支出",
            "5",
            "1000.00",
            "1000.00",
            "",
            "",
        ],
        ["", "2", "", "二、农林水支出", "6", "234.50", "234.50", "", ""],
        ["本年收入合计", "3", "1234.50", "本年支出合计", "7", "1234.50", "1234.50", "", ""],
        ["总计", "4", "1234.50", "总计", "8", "1234.50", "1234.50", "", ""],
    ]


def test_coded_table_has_its_head_and_its_total_first() -> None:
    assert texts(forms.INCOME) == [
        [
            "项目",
            "本年收入合计",
            "财政拨款收入",
            "上级补助收入",
            "事业收入",
            "经营收入",
            "附属单位上缴收入",
            "其他收入",
        ],
        ["功能分类科目编码", "科目名称"],
        ["栏次", "1", "2", "3", "4", "5", "6", "7"],
        ["合计", "1,234.50", "1,234.50", "", "", "", "", ""],
        ["201", "一般公共服务支出", "1,000.00", "1,000.00", "0.00", "", "", "", ""],
    ]


def test_text_that_is_no_number_is_printed_as_it_stands() -> None:
    assert texts(forms.GENERAL_BUDGET)[-1] == ["2010301", "行政运行", "1,000.00", "九百", ""]


def test_empty_table_is_printed_with_an_empty_total() -> None:
    assert texts(forms.STATE_CAPITAL)[-2:] == [["栏次", "1", "2", "3"], ["合计", "", "", ""]]


def test_basic_detail_stands_in_three_blocks() -> None:
    assert texts(forms.BASIC_DETAIL)[2:] == [
        [
            "301",
            "工资福利支出",
            "800.00",
            "302",
            "商品和服务支出",
            "100.00",
            "310",
            "资本性支出",
            "",
        ],
        ["30101", "基本工资", "800.00", "", "", "", "", "", ""],
        ["人员经费合计", "800.00", "公用经费合计", "100.00"],
    ]


def test_three_public_has_its_numbers_under_three_rows_of_head() -> None:
    printed = texts(forms.THREE_PUBLIC)
    assert printed[3] == [str(number) for number in range(1, 13)]
    assert printed[4][:4] == ["2.60", "0.00", "2.10", ""]
    grid = print_table(TABLES[forms.THREE_PUBLIC])
    assert grid.head_rows == 4
    assert grid.notes == ("注：本表自带的附注。",)


def test_only_the_first_table_is_upright() -> None:
    assert [known.form for known in nine_tables() if not print_table(known).landscape] == ["公开01"]


def test_scope_of_a_unit() -> None:
    grid = print_table(TABLES[forms.INCOME], scope="单位")
    assert grid.department == f"单位名称：{DEPARTMENT}"
    assert grid.notes == ("注：本表反映单位本年度的情况。",)


def test_title_of_the_file_is_kept() -> None:
    known = Table(forms.THREE_PUBLIC, "一般公共预算财政拨款“三公”经费支出决算表", "f.csv", (), ())
    assert print_table(known).title == "一般公共预算财政拨款“三公”经费支出决算表"
    assert [cell.text for cell in print_table(known).rows[-1]] == [""] * 12


def test_line_number_that_is_misread_does_not_open_a_gap() -> None:
    columns = ("金额",)
    rows = tuple(
        row(label, "1.00", columns, line=line)
        for label, line in (("一、甲", "1"), ("总计", "9275"))
    )
    assert len(print_table(table(forms.INCOME_EXPENDITURE, rows)).rows) < 10
