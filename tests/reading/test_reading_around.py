"""What stands around the grid, units, and which table a sheet is."""

import pytest
from support.reading_case import evidence, sheet_of, table_of, text_at, value_at

from generator.reading.heading import Surroundings
from generator.reading.recognise import recognise
from generator.reading.table import read_table


# Notes below the grid, and what stands above it.
def test_notes_go_on_over_several_lines() -> None:
    table, _ = table_of(
        """
        科目编码,科目名称,合计,基本支出,项目支出
        栏次,,1,2,3
        注：1.本表反映部门本年度国有资本经营预算财政拨款支出情况。,,,,
        2.本表金额转换为万元时，,因四舍五入可能存在尾差。,,,
        ,,,,
        说明：我部门没有使用国有资本经营预算安排的支出，,,,,
        故本表无数据。,,,,
        """,
        "公开08.csv",
    )
    assert table.form == "公开08"
    assert table.rows == ()
    assert table.notes == (
        (
            "1.本表反映部门本年度国有资本经营预算财政拨款支出情况。"
            "2.本表金额转换为万元时，因四舍五入可能存在尾差。"
        ),
    )
    assert table.statement == "我部门没有使用国有资本经营预算安排的支出，故本表无数据。"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("部门名称：清河市数据管理局,,2024年度,,单位：万元", ("清河市数据管理局", "2024", "万元")),
        ("编制单位:元氏县财政局,,,,", ("元氏县财政局", "", "万元")),
        ("编制单位：万元镇财政所,,,,", ("万元镇财政所", "", "万元")),
        ("编制单位：亿元乡财政所,,,,单位：元", ("亿元乡财政所", "", "元")),
        ("编制单位：元氏县财政局  2024年度  单位：元", ("元氏县财政局", "2024", "元")),
        ("部门（单位）名称：甲局（本级）,,,,金额单位：元", ("甲局（本级）", "", "元")),
        ("单位名称：甲馆,,二〇二四年度,,单 位：人民币元", ("甲馆", "", "元")),
        ("公开部门：甲局,,2024 年度,,（单位：亿元）", ("甲局", "2024", "亿元")),
        ("甲局,,编制日期：2025年9月19日,,单位：千元", ("", "", "千元")),
        ("填报单位（盖章）：甲局,,,,单位：元公开05表", ("甲局", "", "元")),
    ],
)
def test_lines_above_the_grid(line: str, said: tuple[str, str, str]) -> None:
    table, findings = table_of(
        f"""
        一般公共预算财政拨款支出决算表,,,,
        {line}
        科目编码,科目名称,小计,基本支出,项目支出
        合计,,3.00,3.00,
        2010301,2023年行政运行,3.00,3.00,
        """
    )
    assert (table.department, table.year, table.file_unit) == said
    assert findings == []


def test_a_unit_that_is_none_of_ours_leaves_no_amounts() -> None:
    sheet = sheet_of(
        """
        一般公共预算财政拨款支出决算表,,,,金额单位：美元
        科目编码,科目名称,小计,基本支出,项目支出
        合计,,3.00,3.00,
        """
    )
    read = read_table(sheet, recognise(sheet, "公开05"), "万元", Surroundings())
    assert not read.usable
    assert evidence(list(read.findings)) == [("L10", "error", "E1")]
    assert read.findings[0].found_text == "美元"
    assert "“美元”" in read.findings[0].message


def test_yuan_become_wan_yuan_cell_by_cell_and_the_original_stays() -> None:
    table, findings = table_of(
        """
        一般公共预算财政拨款支出决算表,,,,单位：元
        科目编码,科目名称,小计,基本支出,项目支出
        合计,,"26,650.00",49.99,50.00
        """
    )
    assert findings == []
    assert [value_at(table, "合计", c) for c in table.columns] == ["2.67", "0.00", "0.01"]
    assert str(table.cell("合计", "小计").original) == "26650.00"
    assert text_at(table, "合计", "小计") == "26,650.00"


def test_more_than_two_decimals_are_rounded_and_reported_once() -> None:
    table, findings = table_of(
        """
        科目编码,科目名称,小计,基本支出,项目支出
        合计,,0.30000000000000004,2.665,0.1
        """
    )
    assert [value_at(table, "合计", c) for c in table.columns] == ["0.30", "2.67", "0.1"]
    assert evidence(findings) == [("L10", "info", "C2")]
    assert "2 个金额" in findings[0].message


# Which table it is.
@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("收入支出决算总表", "公开01"),
        ("2024年度收入决算表", "公开02"),
        ("2024年度部门支出决算表", "公开03"),
        ("清河市数据管理局2024年度财政拨款收入支出决算总表", "公开04"),
        ("一般公共预算财政拨款 支出决算表", "公开05"),
        ("<b>一般公共预算财政拨款基本支出决算明细表</b>", "公开06"),
        ("政府性基金预算财政拨款收入支出决算表", "公开07"),
        ("国有资本经营预算财政拨款支出决算表", "公开08"),
        ("财政拨款“三公”经费支出决算表", "公开09"),
        ('"财政拨款""三公""经费支出决算表"', "公开09"),
        ("项目支出决算表", ""),
        ("收入支出预算总表", ""),
    ],
)
def test_titles(title: str, form: str) -> None:
    assert recognise(sheet_of(f"{title},,\n,,\n"), "表").form == form


@pytest.mark.parametrize(
    ("head", "code", "name", "form"),
    [
        ("小计,基本支出,项目支出", "", "表", "公开05"),
        ("合计,基本支出,项目支出", "", "表", "公开08"),
        ("合计,基本支出,项目支出", "", "公开05", "公开05"),
        ("小计,基本支出,项目支出", "", "公开08", "公开08"),
        ("合计,基本支出,项目支出", "2230105", "公开05", "公开08"),
        ("合计,基本支出,项目支出", "2010301", "公开08", "公开05"),
        ("年初结转和结余,本年收入,小计,年末结转和结余", "", "表", "公开07"),
        ("年初结转和结余,本年收入,小计,年末结转和结余", "", "公开08", "公开08"),
        ("年初结转和结余,本年收入,小计,年末结转和结余", "2230105", "公开07", "公开08"),
        ("年初结转结余,本年收入,小计,年末结转结余", "2120803", "公开08", "公开07"),
        ("小计,公务接待费,预算数", "", "表", ""),
        ("姓名,数量,金额", "", "公开03", ""),
    ],
)
def test_headers_codes_and_names(head: str, code: str, name: str, form: str) -> None:
    row = f"{code},某某,1.00,1.00,\n" if code else "合计,,,,\n"
    assert recognise(sheet_of(f"科目编码,科目名称,{head}\n{row}"), name).form == form
