"""The shapes in which the tables by code and the two-sided tables come (DOMAIN 7)."""

import pytest
from reading_case import address_at, evidence, sheet_of, table_of, text_at, value_at

from generator.model.table import CellKind
from generator.reading.recognise import recognise

# 公开05 in five layouts of the same accounts.
PRINTED_05 = """
    一般公共预算财政拨款支出决算表,,,,
    ,,,,公开05表
    部门名称：清河市数据管理局,,2024年度,,单位：万元
    项目,,本年支出,,
    功能分类科目编码,科目名称,小计,基本支出,项目支出
    ,栏次,1,2,3
    ,合计,"1,234.50",1000.00,234.50
    201,一般公共服务支出,"1,234.50",1000.00,234.50
    20103,政府办公厅（室）及相关机构事务,"1,234.50",1000.00,234.50
    2010301,行政运行,1000.00,1000.00,
    2010302,一般行政管理事务,234.50,—,234.50
    注：本表反映部门本年度一般公共预算财政拨款支出情况。,,,,
"""
FLAT_05 = """
    功能分类科目编码,科目名称,本年支出/小计,本年支出/基本支出,本年支出/项目支出
    栏次,,1,2,3
    合计,,1234.50,1000.00,234.50
    201,一般公共服务支出,1234.50,1000.00,234.50
    20103,政府办公厅（室）及相关机构事务,1234.50,1000.00,234.50
    2010301,行政运行,1000.00,1000.00,
    2010302,一般行政管理事务,234.50,—,234.50
"""
TOTAL_LAST_05 = """
    科目编码,科目名称,合计,基本支出,项目支出
    201,一般公共服务支出,1234.50,1000.00,234.50
    20103,政府办公厅(室)及相关机构事务,1234.50,1000.00,234.50
    2010301,行政运行,1000.00,1000.00,
    2010302,一般行政管理事务,234.50,—,234.50
    合计,,1234.50,1000.00,234.50
"""
SPLIT_05 = """
    2024年度一般公共预算财政拨款支出决算表,,,,,,
    项目,,,,本年支出,,
    功能分类科目编码,,,科目名称,小计,基本支出,项目支出
    类,款,项,栏次,1,2,3
    ,,,合计,1234.50,1000.00,234.50
    201,,,一般公共服务支出,1234.50,1000.00,234.50
    201,03,,政府办公厅（室）及相关机构事务,1234.50,1000.00,234.50
    201,03,01,行政运行,1000.00,1000.00,
    201,03,02,一般行政管理事务,234.50,—,234.50
"""
SPLIT_BLANK_05 = """
    功能分类科目编码,,,科目名称,小计,基本支出,项目支出
    ,,,合计,1234.50,1000.00,234.50
    201,,,一般公共服务支出,1234.50,1000.00,234.50
    ,03,,政府办公厅（室）及相关机构事务,1234.50,1000.00,234.50
    ,,01,行政运行,1000.00,1000.00,
    ,,02,一般行政管理事务,234.50,—,234.50
"""
GROWING_05 = """
    功能分类科目编码,,,科目名称,小计,基本支出,项目支出
    ,,,合计,1234.50,1000.00,234.50
    201,,,一般公共服务支出,1234.50,1000.00,234.50
    201,20103,,政府办公厅（室）及相关机构事务,1234.50,1000.00,234.50
    201,20103,2010301,行政运行,1000.00,1000.00,
    201,20103,2010302,一般行政管理事务,234.50,—,234.50
"""
GLUED_05 = """
    项目,小计,基本支出,项目支出
    合计,1234.50,1000.00,234.50
    201一般公共服务支出,1234.50,1000.00,234.50
    20103 政府办公厅（室）及相关机构事务,1234.50,1000.00,234.50
    2010301-行政运行,1000.00,1000.00,
    ２０１０３０２一般行政管理事务,234.50,—,234.50
"""
TAGGED_05 = """
    <b>一般公共预算财政拨款支出决算表</b>,,,,
    功能分类 科目编码,科目 名称,小 计,基本 支出,项目支 出
    <b>栏次</b>,,<b>1</b>,2,3
    <b>合 计</b>,,<b>1234.50</b>,<b>1000.00</b>,234.50
    201,一般公共服务支出,1234.50,1000.00,234.50
    20103,政府办公厅(室)及相关机构事务,1234.50,1000.00,234.50
    2010301,行政运行,1000.00,1000.00,
    2010302,一般行政管理事务,234.50,—,<b>234.50</b>
    <b>注：</b>本表反映部门本年度支出情况。,,,,
"""
TWICE_HEADED_05 = """
    功能分类科目编码,科目名称,小计,基本支出,项目支出
    ,合计,1234.50,1000.00,234.50
    201,一般公共服务支出,1234.50,1000.00,234.50
    20103,政府办公厅（室）及相关机构事务,1234.50,1000.00,234.50
    功能分类科目编码,科目名称,小计,基本支出,项目支出
    2010301,行政运行,1000.00,1000.00,

    2010302,一般行政管理事务,234.50,—,234.50
"""
LAYOUTS_05 = {
    "printed": PRINTED_05,
    "flattened": FLAT_05,
    "flattened with a dash": FLAT_05.replace("本年支出/", "本年支出-"),
    "total last": TOTAL_LAST_05,
    "split codes": SPLIT_05,
    "split codes, upper levels blank": SPLIT_BLANK_05,
    "split codes, each level whole": GROWING_05,
    "codes glued to names": GLUED_05,
    "tags and spaces of a web page": TAGGED_05,
    "header repeated on the second page": TWICE_HEADED_05,
}


@pytest.mark.parametrize("layout", LAYOUTS_05)
def test_every_layout_of_05_holds_the_same(layout: str) -> None:
    table, findings = table_of(LAYOUTS_05[layout], "公开05.csv")
    assert findings == []
    assert table.form == "公开05"
    assert table.columns == ("小计", "基本支出", "项目支出")
    assert [(row.code, row.label) for row in table.coded_rows()] == [
        ("201", "一般公共服务支出"),
        ("20103", "政府办公厅（室）及相关机构事务"),
        ("2010301", "行政运行"),
        ("2010302", "一般行政管理事务"),
    ]
    assert value_at(table, "合计", "小计") == "1234.50"
    assert value_at(table, "合计", "项目支出") == "234.50"
    assert value_at(table, "2010301", "基本支出") == "1000.00"
    assert value_at(table, "2010302", "小计") == "234.50"


def test_blank_dash_and_zero_are_kept_apart() -> None:
    table, findings = table_of(
        """
        科目编码,科目名称,小计,基本支出,项目支出
        合计,,0,,—
        201,一般公共服务支出,0.00,-,一
        """
    )
    kinds = {(row.key, c): cell.kind for row in table.rows for c, cell in row.cells.items()}
    assert kinds == {
        ("合计", "小计"): CellKind.NUMBER,
        ("合计", "基本支出"): CellKind.BLANK,
        ("合计", "项目支出"): CellKind.DASH,
        ("201", "小计"): CellKind.NUMBER,
        ("201", "基本支出"): CellKind.DASH,
        ("201", "项目支出"): CellKind.DASH,
    }
    assert text_at(table, "201", "小计") == "0.00"
    assert text_at(table, "201", "项目支出") == "一"
    assert table.is_empty
    assert findings == []


def test_addresses_are_those_of_excel() -> None:
    """A quoted cell with line breaks is one row, an empty line is a row; 1,207.46 is one cell."""
    table, findings = table_of(
        "支出决算表,,,,,,,\n"
        "\n"
        '"功能分类\n科目编码",科目名称,"本年\r\n支出合计",基本支出,项目支出,上缴上级支出,'
        '经营支出,"对附属单位\n\n补助支出"\n'
        ',合计,"1,207.46",1000.00,207.46,,,\n'
        '2010301,"行政,运行",,,,,,0.01\n'
    )
    assert findings == []
    assert address_at(table, "合计", "本年支出合计") == "C4"
    assert address_at(table, "2010301", "对附属单位补助支出") == "H5"
    assert value_at(table, "2010301", "对附属单位补助支出") == "0.01"
    assert table.row("2010301").label == "行政,运行"


def test_a_wide_row_is_not_cut_off_behind_a_line_break() -> None:
    """The row with the quoted line break is the widest: its last cell lies beyond its lines."""
    sheet = sheet_of('a,b,"x\ny",c,d\n1,2,3,4\n')
    assert sheet.rows == (("a", "b", "x\ny", "c", "d"), ("1", "2", "3", "4", ""))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    table, _ = table_of(FLAT_05.strip().replace("\n    ", end), "公开05.csv")
    assert address_at(table, "2010302", "项目支出") == "E7"


def test_tabs_with_amounts_that_hold_commas() -> None:
    text = FLAT_05.replace(",", "\t").replace("1234.50", "1,234,567.50")
    table, findings = table_of(text, "公开05.csv")
    assert findings == []
    assert value_at(table, "201", "小计") == "1234567.50"


# 公开02 and 公开03: the 栏次 row and further columns.
HEAD_03 = "功能分类科目编码,科目名称,本年支出合计,基本支出,项目支出,上缴上级支出,经营支出"


@pytest.mark.parametrize(
    "ordinals",
    [
        "栏次,,1,2,3,4,5,6,",
        ",栏次,1,2,3,4,5,6,",
        "栏 次,,1,2,3,4,5,6,",
        ",,,,,,,,栏次\n        ,,1,2,3,4,5,6,",
        ",,1,2,3,4,5,6,",
        "栏次,,,,,,,,",
        "类,栏次,1,2,3,4,5,6,",
    ],
)
def test_the_row_that_numbers_the_columns(ordinals: str) -> None:
    table, findings = table_of(
        f"""
        {HEAD_03},对附属单位 补助支出,
        {ordinals}
        ,合计,6.60,1.10,2.20,3.30,,,
        2080505,机关事业单位基本养老保险缴费支出,6.60,1.10,2.20,3.30,,,
        """
    )
    assert findings == []
    assert value_at(table, "2080505", "上缴上级支出") == "3.30"
    assert [row.key for row in table.rows] == ["合计", "2080505"]


def test_a_column_without_a_name_is_found_by_its_number() -> None:
    table, findings = table_of(
        """
        支出决算表,,,,,,,
        功能分类科目编码,科目名称,本年支出合计,基本支出,项目支出,上缴上级支出,,对附属单位补助
        栏次,,1,2,3,4,5,6
        合计,,2.00,1.00,,,0.40,0.60
        """
    )
    assert findings == []
    assert value_at(table, "合计", "经营支出") == "0.40"
    assert value_at(table, "合计", "对附属单位补助支出") == "0.60"


def test_names_decide_where_a_province_has_more_columns() -> None:
    """事业收入 with a 其中 column, numbered 1 … 8: the names count, not the numbers."""
    table, findings = table_of(
        """
        收入决算表,,,,,,,,,
        项目,,本年收入合计,财政拨款收入,上级补助收入,事业收入,,经营收入,附属单位上缴收入,其他收入
        科目编码,科目名称,,,,小计,其中：教育收费,,,
        栏次,,1,2,3,4,5,6,7,8
        合计,,9.00,1.00,,2.00,1.50,3.00,,3.00
        """
    )
    assert findings == []
    assert value_at(table, "合计", "事业收入") == "2.00"
    assert value_at(table, "合计", "经营收入") == "3.00"
    assert value_at(table, "合计", "其他收入") == "3.00"


def test_numbers_that_contradict_the_names() -> None:
    table, findings = table_of(
        """
        科目编码,科目名称,小计,项目支出,基本支出
        栏次,,1,2,3
        合计,,3.00,1.00,2.00
        """
    )
    assert evidence(findings) == [("L08", "error", "A2")]
    assert "“基本支出”“项目支出”" in findings[0].message
    assert value_at(table, "合计", "基本支出") == "2.00"


def test_a_column_that_no_form_has_is_named() -> None:
    _, findings = table_of(
        """
        科目编码,科目名称,小计,基本支出,项目支岀,项目支出,备注
        合计,,3.00,1.00,1.00,1.00,见附表
        """
    )
    assert evidence(findings) == [("L06", "warning", "E1")]
    assert findings[0].found_text == "项目支岀"
    assert "是否应为“项目支出”" in findings[0].message


def test_a_column_that_is_missing_is_named() -> None:
    table, findings = table_of(
        """
        一般公共预算财政拨款支出决算表,,,
        科目编码,科目名称,小计,基本支出
        合计,,3.00,1.00
        """
    )
    assert evidence(findings) == [("L08", "error", "A2")]
    assert "“项目支出”" in findings[0].message
    assert table.columns == ("小计", "基本支出")


def test_headers_of_three_rows_and_a_unit_in_the_column_head() -> None:
    table, findings = table_of(
        """
        政府性基金预算财政拨款收入支出决算表,,,,,,,
        项目,,年初结转和结余（元）,本年收入（元）,本年支出（元）,,,年末结转和结余（元）
        科目编码,科目名称,,,合计（元）,其中,,
        ,,,,,基本支出（元）,项目支出（元）,
        栏次,,1,2,3,4,5,6
        合计,,10000,20000,25000,,25000,5000
        """,
        "公开07.csv",
    )
    assert findings == []
    assert (table.form, table.file_unit) == ("公开07", "元")
    assert [value_at(table, "合计", column) for column in table.columns] == [
        *("1.00", "2.00", "2.50", None, "2.50", "0.50")
    ]


def test_a_row_that_is_neither_total_nor_code_is_named() -> None:
    """An amount that would be lost is an error, a line for signatures is not."""
    table, findings = table_of(
        """
        科目编码,科目名称,小计,基本支出,项目支出
        合计,,3.00,3.00,
        2O10301,行政运行,3.00,3.00,
        20103011,行政运行,1.00,1.00,
        单位负责人：,,填表人：,,
        """
    )
    assert evidence(findings) == [
        ("L09", "error", "A3"),
        ("H01", "error", "A4"),
        ("L09", "warning", "A5"),
    ]
    assert "2O10301 行政运行 3.00 3.00" in findings[0].message
    assert "8 位" in findings[1].message


def test_a_cell_that_is_no_number() -> None:
    _, findings = table_of(PRINTED_05.replace('234.50,—,234.50', '234.50,—,"1,2O7.46"'))
    assert [(f.code, f.found_text) for f in findings] == [("L04", "1,2O7.46")]
    place = findings[0].places[0]
    assert (place.file, place.address) == ("公开表.csv", "E11")
    assert (place.table, place.row, place.column) == ("公开05", "2010302 一般行政管理事务", "项目支出")
    assert "1,2O7.46" in findings[0].message
    assert "半角数字" in findings[0].message


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
        "1.本表反映部门本年度国有资本经营预算财政拨款支出情况。"
        "2.本表金额转换为万元时，因四舍五入可能存在尾差。",
    )
    assert table.statement == "我部门没有使用国有资本经营预算安排的支出，故本表无数据。"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("部门名称：清河市数据管理局,,2024年度,,单位：万元", ("清河市数据管理局", "2024", "万元")),
        ("编制单位:元氏县财政局,,,,", ("元氏县财政局", "", "万元")),
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


def test_a_unit_that_is_none_of_ours() -> None:
    table, findings = table_of(
        """
        一般公共预算财政拨款支出决算表,,,,单位：百万元
        科目编码,科目名称,小计,基本支出,项目支出
        合计,,3.00,3.00,
        """
    )
    assert evidence(findings) == [("L10", "error", "E1")]
    assert findings[0].found_text == "百万元"
    assert value_at(table, "合计", "小计") == "3.00"


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


# 公开01 and 公开04.
PRINTED_01 = """
    收入支出决算总表,,,,,
    收入,,,支出,,
    项目,行次,决算数,项目,行次,决算数
    栏次,,1,栏次,,2
    一、一般公共预算财政拨款收入,1,900.00,一、一般公共服务支出,31,800.00
    二、政府性基金预算财政拨款收入,2,,二、外交支出,32,
    ,,,"二十四、债务 还本支出",54,—
    本年收入合计,27,900.00,本年支出合计,57,800.00
    使用非财政拨款结余（含专用结余）,28,,结余分配,58,
    年初结转和结余,29,0.50,年末结转和结余,59,100.50
    ,30,,,60,
    总计,31,900.50,总计,61,900.50
"""
NO_LINES_01 = """
    收入,,支出,
    项目,金额,项目（按功能分类）,金额
    一、一般公共预算财政拨款收入,900.00,一、一般公共服务支出,800.00
    本年收入,900.00,本年支出,800.00
    用事业基金弥补收支差额,,结余分配,
    年初结转结余,0.50,年末结转结余,100.50
    收入总计,900.50,支出总计,900.50
"""
FLAT_01 = """
    收入-项目,收入-行次,收入-年初预算数,收入-决算数,支出-项目,支出-行次,支出-年初预算数,支出-决算数
    一、一般公共预算财政拨款收入,1,1.00,900.00,一、一般公共服务支出,31,2.00,800.00
    本年收入合计,27,1.00,900.00,本年支出合计,57,2.00,800.00
    使用非财政拨款结余,28,,,结余分配,58,,
    年初结转和结余,29,,0.50,年末结转和结余,59,,100.50
    总计,30,1.00,900.50,总计,60,2.00,900.50
"""
SIDES_01 = """
    收入,决算数,支出,决算数
    一、一般公共预算财政拨款收入,900.00,一、一般公共服务支出,800.00
    本年收入合计,900.00,本年支出合计,800.00
    使用非财政拨款结余,,结余分配,
    年初结转和结余,0.50,年末结转和结余,100.50
    总计,900.50,总计,900.50
"""


@pytest.mark.parametrize("text", [PRINTED_01, NO_LINES_01, FLAT_01, SIDES_01])
def test_layouts_of_01(text: str) -> None:
    table, findings = table_of(text)
    assert findings == []
    assert table.form == "公开01"
    for key, side, value in (
        ("一般公共预算财政拨款收入", "收", "900.00"),
        ("一般公共服务支出", "支", "800.00"),
        ("本年收入合计", "收", "900.00"),
        ("本年支出合计", "支", "800.00"),
        ("使用非财政拨款结余", "收", None),
        ("年初结转和结余", "收", "0.50"),
        ("年末结转和结余", "支", "100.50"),
        ("总计", "收", "900.50"),
        ("总计", "支", "900.50"),
    ):
        assert value_at(table, key, "金额", side) == value, key


def test_line_numbers_and_spaces_in_labels() -> None:
    table, _ = table_of(PRINTED_01)
    row = next(row for row in table.rows if row.key == "债务还本支出")
    assert (row.label, row.line, row.row_number) == ("二十四、债务还本支出", "54", 7)
    assert row.cells["金额"].kind is CellKind.DASH


def test_an_amount_in_the_row_of_column_numbers() -> None:
    """As in one of the two published documents: the first amount slipped one row up."""
    _, findings = table_of(PRINTED_01.replace("栏次,,1,栏次,,2", "栏次,,907.94,栏次,,2"))
    assert evidence(findings) == [("H02", "error", "C4")]
    assert "907.94" in findings[0].message


HEADS_04 = {
    "two rows": """
    收入,,,支出,,,,,
    项目,行次,金额,项目,行次,合计,一般公共预算财政拨款,政府性基金预算财政拨款,国有资本经营预算财政拨款
    栏次,,1,栏次,,2,3,4,5""",
    "doubled numbers": """
    项目,行次,金额,项目,行次,合计,一般公共预算财政拨款,政府性基金预算财政拨款,国有资本经营预算财政拨款
    栏次,1,1,栏次,2,2,3,4,5""",
    "three rows": """
    收入,,,支出,,,,,
    项目,行次,决算数,项目,行次,决算数,,,
    ,,,,,小计,一般公共预算财政拨款,政府性基金预算财政拨款,国有资本经营预算财政拨款
    栏次,,1,栏次,,2,3,4,5""",
    "flattened": """
    收入/项目,收入/行次,收入/金额,支出/项目,支出/行次,支出/合计,支出/一般公共预算财政拨款,"""
    """支出/政府性基金预算财政拨款,支出/国有资本经营预算财政拨款""",
    "short names": """
    财政拨款收入支出决算总表,,,,,,,,
    项目,行次,金额,项目,行次,合计,一般公共预算,政府性基金预算,国有资本经营预算
    栏次,,1,栏次,,2,3,4,5""",
}
BODY_04 = """
    一、一般公共预算财政拨款,1,5.00,一、一般公共服务支出,33,4.00,4.00,,
    二、政府性基金预算财政拨款,2,2.00,二、外交支出,34,,,,
    三、国有资本经营预算财政拨款,3,0.30,二十一、国有资本经营预算支出,53,0.30,,,0.30
    本年收入合计,27,7.30,本年支出合计,59,4.30,4.00,,0.30
    年初财政拨款结转和结余,28,0.60,年末财政拨款结转和结余,60,3.60,1.10,2.50,
    一般公共预算财政拨款,29,0.10,,61,,,,
    政府性基金预算财政拨款,30,0.50,,62,,,,
    国有资本经营预算财政拨款,31,,,63,,,,
    总计,32,7.90,总计,64,7.90,5.10,2.50,0.30
"""


@pytest.mark.parametrize("head", HEADS_04)
def test_layouts_of_04(head: str) -> None:
    table, findings = table_of(HEADS_04[head] + BODY_04)
    assert findings == []
    assert table.form == "公开04"
    for key, side, column, value in (
        ("一般公共预算财政拨款", "收", "金额", "5.00"),
        ("国有资本经营预算财政拨款", "收", "金额", "0.30"),
        ("年初财政拨款结转和结余", "收", "金额", "0.60"),
        ("年初一般公共预算财政拨款", "收", "金额", "0.10"),
        ("年初政府性基金预算财政拨款", "收", "金额", "0.50"),
        ("年初国有资本经营预算财政拨款", "收", "金额", None),
        ("国有资本经营预算支出", "支", "国有资本经营预算财政拨款", "0.30"),
        ("年末财政拨款结转和结余", "支", "政府性基金预算财政拨款", "2.50"),
        ("总计", "支", "合计", "7.90"),
        ("总计", "支", "一般公共预算财政拨款", "5.10"),
        ("总计", "收", "金额", "7.90"),
    ):
        assert value_at(table, key, column, side) == value, (key, column)


def test_a_two_sided_table_without_its_header() -> None:
    _, findings = table_of("收入支出决算总表,,,\n一、一般公共预算财政拨款收入,1,2,3\n")
    assert evidence(findings) == [("L08", "error", "A1")]
