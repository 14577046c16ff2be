"""Units as tables print them: what each means was written down by hand."""

from decimal import Decimal

import pytest
from support.reading_case import evidence, sheet_of, table_of, value_at

from generator.base.money import PRINTED_UNITS
from generator.field.units import find_unit
from generator.reading.heading import Surroundings
from generator.reading.recognise import recognise
from generator.reading.table import read_table

# What is printed above the table, and how many 元 one unit of it is.
SPELLINGS = {
    "单位：元": 1,
    "单位:元": 1,
    "单位: 元": 1,
    "单 位：元": 1,
    "单　位　：　元": 1,
    "单位（元）": 1,
    "单位(元)": 1,
    "单位【元】": 1,
    "单位 元": 1,
    "单位元": 1,
    "单位；元": 1,
    "单位、元": 1,
    "单位——元": 1,
    "单位／元": 1,
    "单位为元": 1,
    "单位：元。": 1,
    "单位：“元”": 1,
    "单位：元整": 1,
    "单位：圆": 1,
    "单位：人民币元": 1,
    "单位：人民币（元）": 1,
    "单位：元（人民币）": 1,
    "单位：元人民币": 1,
    "单位：元/人民币": 1,
    "单位：RMB元": 1,
    "单位：CNY元": 1,
    "单位：￥元": 1,
    "单位：¥元": 1,
    "（单位：元）": 1,
    "【单位：元】": 1,
    "金额：元": 1,
    "金额(元)": 1,
    "金额单位：元": 1,
    "金额单位:人民币元": 1,
    "金额单位（元）": 1,
    "货币单位：元": 1,
    "计量单位：元": 1,
    "计价单位：元": 1,
    "币种：人民币　单位：元": 1,
    "单位：元、%": 1,
    "单位：元（保留两位小数）": 1,
    "单位：元公开05表": 1,
    "Unit: Yuan": 1,
    "（元）": 1,
    "元": 1,
    "人民币元": 1,
    "本表以元为单位": 1,
    "单位：百元": 100,
    "单位：佰元": 100,
    "单位：千元": 1000,
    "单位：仟元": 1000,
    "金额单位：人民币千元": 1000,
    "单位：万元": 10_000,
    "单位：万圆": 10_000,
    "单位：萬元": 10_000,
    "单位（万元）": 10_000,
    "（单位：人民币万元）": 10_000,
    "金额单位：万元人民币": 10_000,
    "单位：10000元": 10_000,
    "万元": 10_000,
    "单位：十万元": 100_000,
    "单位：百万元": 1_000_000,
    "单位：千万元": 10_000_000,
    "单位：亿元": 100_000_000,
}
# As people type them, beside other words, with currencies and brackets.
MORE = {
    1: (
        "单位:人民币 元",
        "单位：元\u3000",
        "单位 ：元",
        "單位：元",
        "单位：元（含两位小数）",
        "金额单位：元、人次",
        "金额单位: 人民币:元",
        "计量单位：人民币 元",
        "单位：元；%",
        "(单位:元)",
        "〔单位：元〕",
        "[单位: 元]",
        "单位｜元",
        "单位：圆整",
        "货币：人民币元",
        "单位：人民币/元",
        "单位 = 元",
        "单位:Yuan",
        "Unit: RMB Yuan",
        "（金额单位：元）",
        "单位均为元",
        "单位：1元",
        "单位：元 币种：人民币",
        "单位:元 (人民币)",
        "金额单位：人民币·元",
        "单位：元、个",
        "单位：元/人民币",
        "单位：元\t",
        "单位:\u3000\u3000元",
        "单位\n：元",
        "单位：【元】",
        "单位：「元」",
        "单位：<元>",
        "单位：元—",
        "单位-元",
        "单位~元",
        "单位．元",
        "单位：人民币元整",
        "单位：人民币圆",
        "表中金额单位：元",
        "编制单位：甲局\u3000金额单位：元",
        "部门：甲局 单位：元",
        "2024年度 单位：元",
        "公开05表 单位：元",
        "单位：元 2024年",
        "单位：元（列至角分）",
        "货币单位：人民币元",
        "单位：人民币.元",
        "金额单位：元/人/辆",
        "单位：元 第1页",
        "（单位：元，下同）",
        "单位：元，保留两位小数",
        "计价货币：元",
        "金额以元为单位",
        "单位（人民币）：元",
        "单位(金额):元",
        "单位（RMB）：元",
        "单位(￥)：元",
        "数据单位：元",
        "统计单位：元",
        "单位：元，人",
        "记账本位币：人民币元",
        "币种：人民币，单位：元",
        "币种：人民币/元",
        "币种：人民币；金额单位：元",
    ),
    10_000: (
        "单位：万元、辆",
        "金额：人民币（万元）",
        "单位：万元（人民币）",
        "Unit：万元",
        "单位：万元/人民币",
        "以万元为单位",
        "单位：万 元",
        "单位:万元；个；人次",
        "单位：1万元",
        "计量单位：万元，辆",
    ),
    1000: (
        "单位:  千元",
        "人民币千元",
        "千元",
        "单位：千元（人民币）",
        "单位：1000元",
        "单位：1,000元",
        "单位：一千元",
    ),
    100_000_000: (
        "亿元",
        "单位：亿 元",
        "单位：人民币亿元",
        "单位：億元",
    ),
}
STRANGE = {
    "金额单位：美元": "美元",
    "货币单位：港币": "港币",
    "单位：美元": "美元",
    "单位：万": "万",
    "单位：万兀": "万兀",
    "单位：万无": "万无",
    "单位：人民币": "人民币",
    "单位：RMB": "RMB",
    "金额单位：见封面": "见封面",
    "金额单位：K": "K",
    "单位：百亿元": "百亿元",
    "币种：美元": "美元",
    "金额：人民币": "人民币",
    "币种：人民币百亿元": "人民币百亿元",
}
NOT_UNDERSTOOD = (
    "单位：亿",
    "单位：百万",
    "金额单位：M",
    "单位：RMB'000",
    "单位：‘000元",
    "单位：千",
    "单位：万美元",
    "单位：人民币百",
    "单位：￥",
    "金额单位：百亿",
    "单位：万圜",
    "单位：万员",
    "单位：角",
    "单位：分",
    "单位：万",
    "单位：仟",
    "金额单位:千",
)
NO_UNITS = (
    "编制单位：千元镇财政所",
    "单位：甲局（本级）",
    "单位：人",
    "单位：辆",
    "单位：%",
    "单位：个、人次",
    "单位负责人：张三",
    "单位领导：亿元",
    "单位：河海大学",
    "单位：万寿园管理处",
    "单位：百色市财政局",
    "单位：千阳县财政局",
    "单位：亿达中学",
    "单位公章：",
    "单位盖章",
    "公开单位：元谋县民政局",
    "所属单位：万载县",
    "单位电话：010-1000",
    "编制单位：元氏县财政局",
    "编制单位：万元镇财政所",
    "单位：元氏县财政局",
    "单位：清河市数据管理局",
    "单位名称：甲局",
    "部门（单位）名称：甲局（本级）",
    "预算单位：元山中学",
    "主管单位：万全区财政局",
    "单位负责人：万元",
    "公开05表",
    "2024年度",
    "一般公共预算财政拨款支出决算表",
    "单位：",
    "（单位：　）",
    "金额单位：",
    "（金额单位：　）",
    "金额单位：2024年度",
    "币种：人民币",
    "货币：人民币",
    "本位币：人民币",
    "记账本位币：人民币（CNY）",
    "币种：RMB",
    "币种：人民币 2024年度",
    "币种：人民币，公开05表",
)


def test_sixty_spellings() -> None:
    assert len(SPELLINGS) >= 60
    read = {text: find_unit(text) for text in SPELLINGS}
    assert {text: unit and PRINTED_UNITS.get(unit.unit) for text, unit in read.items()} == {
        text: Decimal(size) for text, size in SPELLINGS.items()
    }


@pytest.mark.parametrize(("size", "words"), MORE.items())
def test_more_spellings(size: int, words: tuple[str, ...]) -> None:
    read = {text: find_unit(text) for text in words}
    found = {text: unit and PRINTED_UNITS.get(unit.unit) for text, unit in read.items()}
    assert found == dict.fromkeys(words, Decimal(size))


@pytest.mark.parametrize("text", NOT_UNDERSTOOD)
def test_no_unit_is_taken_for_another(text: str) -> None:
    unit = find_unit(text)
    assert unit is not None
    assert unit.unit == ""


@pytest.mark.parametrize(("text", "words"), STRANGE.items())
def test_a_unit_that_is_not_understood_is_quoted(text: str, words: str) -> None:
    unit = find_unit(text)
    assert unit is not None
    assert unit == ("", words)


@pytest.mark.parametrize("text", NO_UNITS)
def test_a_name_is_no_unit(text: str) -> None:
    assert find_unit(text) is None


@pytest.mark.parametrize(
    "head",
    ["小计（元）", "小计:元", "小计(单位：元)", "小计/元", "小计（人民币元）", "小计[元]"],
)
def test_a_unit_in_the_head_of_a_column(head: str) -> None:
    table, findings = table_of(
        f"""
        一般公共预算财政拨款支出决算表,,,,
        科目编码,科目名称,{head},基本支出,项目支出
        合计,,30000.00,30000.00,
        """
    )
    assert findings == []
    assert (table.file_unit, value_at(table, "合计", "小计")) == ("元", "3.00")


def test_a_row_of_units_below_the_heads() -> None:
    table, findings = table_of(
        """
        一般公共预算财政拨款支出决算表,,,,
        科目编码,科目名称,小计,基本支出,项目支出
        ,,元,元,元
        合计,,30000.00,30000.00,
        """
    )
    assert findings == []
    assert value_at(table, "合计", "基本支出") == "3.00"


def test_a_unit_in_the_next_cell_and_below_the_grid() -> None:
    for above, below in (("单位：,元,,,", ",,,,"), (",,,,", "金额单位：元,,,,")):
        table, findings = table_of(
            f"""
            一般公共预算财政拨款支出决算表,,,,
            {above}
            科目编码,科目名称,小计,基本支出,项目支出
            合计,,30000.00,30000.00,
            {below}
            """
        )
        assert value_at(table, "合计", "小计") == "3.00"
        assert [one for one in findings if one.code == "L10"] == []


@pytest.mark.parametrize(
    "above",
    [
        *(
            f"{currency}：{name},,,,单位：元"
            for currency in ("币种", "货币", "本位币", "记账本位币")
            for name in ("人民币", "RMB", "人民币（CNY）")
        ),
        "金额单位：,,,,\n,,,,元",
        "金额单位：,2024年度,,,\n,,,,元",
        "金额单位：,单位：元,,,",
        "单位：,,,,金额单位：元",
        "金额单位：,,,,元",
    ],
)
def test_a_currency_or_a_blank_label_beside_the_unit(above: str) -> None:
    table, findings = table_of(
        f"""
        一般公共预算财政拨款支出决算表,,,,
        {above}
        科目编码,科目名称,小计,基本支出,项目支出
        合计,,30000.00,30000.00,
        """
    )
    assert findings == []
    assert (table.file_unit, value_at(table, "合计", "小计")) == ("元", "3.00")


def test_a_label_left_blank_is_as_if_it_were_not_there() -> None:
    """It states no unit: 万元 counts, and in a folder it is said that no table prints one."""
    read = [
        table_of(
            f"""
            一般公共预算财政拨款支出决算表,,,,
            {above}
            科目编码,科目名称,小计,基本支出,项目支出
            合计,,3.00,3.00,
            """
        )
        for above in (",,,,", "单位：,,,,", "金额单位：,,,,", "币种：人民币,,,,")
    ]
    assert [value_at(table, "合计", "小计") for table, _ in read] == ["3.00"] * 4
    assert len({(table.file_unit, str(findings)) for table, findings in read}) == 1


@pytest.mark.parametrize(
    "above",
    [
        "金额单位：美元,,,,",
        "单位：万元,,,,单位：元",
        "单位：万兀,,,,",
        "金额单位：,见封面,,,",
        "币种：美元,,,,单位：元",
    ],
)
def test_no_amount_is_taken_where_the_unit_is_not_certain(above: str) -> None:
    sheet = sheet_of(
        f"""
        一般公共预算财政拨款支出决算表,,,,
        {above}
        科目编码,科目名称,小计,基本支出,项目支出
        合计,,30000.00,30000.00,
        """
    )
    read = read_table(sheet, recognise(sheet, "公开05"), "万元", Surroundings())
    assert not read.usable
    assert [(code, severity) for code, severity, _ in evidence(list(read.findings))] == [
        ("L10", "error")
    ]
    assert "单位：元" in read.findings[0].message


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("96.42万元", "96.42"),
        ("964200元", "96.42"),
        ("964,200.00 元", "96.42"),
        ("0.009642亿元", "96.42"),
        ("人民币96.42万元", None),
        ("96.42美元", None),
    ],
)
def test_a_unit_in_the_cell(text: str, value: str | None) -> None:
    table, findings = table_of(
        f"""
        一般公共预算财政拨款支出决算表,,,,单位：万元
        科目编码,科目名称,小计,基本支出,项目支出
        合计,,"{text}",1.00,
        """
    )
    assert value_at(table, "合计", "小计") == value
    assert [one.code for one in findings] == ([] if value else ["L04"])
