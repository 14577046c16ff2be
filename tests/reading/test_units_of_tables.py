"""The unit of a table: above its columns, in a row of units, beside a currency, in a cell."""

import pytest
from support.reading_case import evidence, sheet_of, table_of, value_at

from generator.reading.heading import Surroundings
from generator.reading.recognise import recognise
from generator.reading.table import read_table


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
