"""The shapes in which the tables by code come (公开02, 03, 05, 07, 08; DOMAIN 7)."""

import pytest
from support.reading_case import address_at, evidence, sheet_of, table_of, text_at, value_at

from generator.model.table import CellKind

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
    # The numeral 一 is taken for a dash, but said so: it might have been meant as a 1.
    assert [(f.code, f.severity.value, f.places[0].address) for f in findings] == [
        ("L04", "warning", "E3")
    ]


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
    """An amount that would be lost is an error, a name a warning, a line for signatures nothing."""
    _table, findings = table_of(
        """
        科目编码,科目名称,小计,基本支出,项目支出
        合计,,3.00,3.00,
        2O10301,行政运行,3.00,3.00,
        20103011,行政运行,1.00,1.00,
        行政运行,,,,
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
    _, findings = table_of(PRINTED_05.replace("234.50,—,234.50", '234.50,—,"1,2O7.46"'))
    assert [(f.code, f.found_text) for f in findings] == [("L04", "1,2O7.46")]
    place = findings[0].places[0]
    assert (place.file, place.address) == ("公开表.csv", "E11")
    assert (place.table, place.row, place.column) == (
        "公开05",
        "2010302 一般行政管理事务",
        "项目支出",
    )
    assert "1,2O7.46" in findings[0].message
    assert "半角数字" in findings[0].message
