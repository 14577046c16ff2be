"""Tables of a budget: which amounts are the whole budget, and which titles name one."""

import pytest
from support.reading_case import sheet_of

from generator.field.titles import budgeted_fund
from generator.reading.budgets import Budget, read_budget
from generator.reading.recognise import recognise

TITLE = "2024年一般公共预算支出预算表"


def budget(grid: str, title: str = TITLE) -> Budget:
    sheet = sheet_of(f"{title}\n部门：甲局,单位：万元\n{grid}", "预算.csv")
    found = recognise(sheet, "预算")
    assert found.budget
    return read_budget(sheet, found, "预算.csv")


def taken(grid: str, title: str = TITLE) -> list[tuple[str, str]]:
    given = budget(grid, title)
    assert given.why == ""
    return [(row[0], row[2]) for row in given.rows]


# 1200 in all: 800 of 基本支出 (600 人员经费, 200 公用经费), 400 of 项目支出.
PARTS = {
    "一行": """
        科目编码,科目名称,{whole}基本支出/小计,基本支出/人员经费,基本支出/公用经费,项目支出
        """,
    "两行": """
        科目编码,科目名称,{whole}基本支出,,,项目支出
        ,,{blank}小计,人员经费,公用经费,
        """,
    "小计在后": """
        科目编码,科目名称,{whole}2024年预算数,,,
        ,,{blank}基本支出,,,项目支出
        ,,{blank}人员经费,公用经费,小计,
        """,
    "名称在下": """
        ,,{blank}基本支出,,,项目支出
        科目编码,科目名称,{whole}小计,人员经费,公用经费,
        """,
    "三行": """
        科目,,{whole}2024年预算数,,,
        编码,名称,{blank}基本支出,,,项目支出
        ,,{blank}小计,人员经费,公用经费,
        """,
}
ORDER = {"小计在后": (600, 200, 800)}


def parts(heads: str, whole: str) -> str:
    head = PARTS[heads].format(whole=whole, blank="," if whole else "")
    basic = ORDER.get(heads, (800, 600, 200))
    first = "1200.00," if whole else ""
    rows = "\n".join(
        f"{label},{first}{','.join(f'{one}.00' for one in basic)},400.00"
        for label in ("合计,", "2010301,行政运行")
    )
    return f"{head.strip()}\n{rows}"


@pytest.mark.parametrize("heads", PARTS)
def test_the_sum_of_a_part_is_not_the_whole(heads: str) -> None:
    assert "没有写明是 2024 年预算合计的列" in budget(parts(heads, "")).why


@pytest.mark.parametrize("heads", PARTS)
@pytest.mark.parametrize("whole", ["合计,", "本年支出合计,", "2024年预算数（万元）,"])
def test_the_whole_stands_beside_sums_of_parts(heads: str, whole: str) -> None:
    assert taken(parts(heads, whole)) == [("", "1200"), ("2010301", "1200")]


@pytest.mark.parametrize(
    "over", ["上年预算数", "2023年预算数", "调整预算数", "项目支出", "上年结转", "执行数"]
)
def test_no_head_above_is_about_anything_else(over: str) -> None:
    grid = f"""
        科目编码,科目名称,{over},,
        ,,基本支出,项目支出,合计
        合计,,1.00,2.00,3.00
        2010301,行政运行,1.00,2.00,3.00
        """
    assert "没有写明" in budget(grid).why


def test_numbers_of_columns_are_no_heads() -> None:
    grid = """
        科目编码,科目名称,合计,基本支出,项目支出
        栏次,,1,2,3
        合计,,3.00,1.00,2.00
        2010301,行政运行,3.00,1.00,2.00
        """
    assert taken(grid) == [("", "3"), ("2010301", "3")]


@pytest.mark.parametrize(
    "grid",
    [
        """
        科目编码,科目名称,合计,基本支出,项目支出
        ,合计,1012,512,500
        2010301,行政运行,512,512,0
        2010302,一般行政管理事务,500,,500
        """,
        """
        科目编码,,,科目名称,2023年预算数,2024年预算数
        类,款,项,,,
        ,,,合计,900,1012
        201,03,01,行政运行,400,512
        201,03,02,一般行政管理事务,500,500
        """,
        """
        科目,合计
        合计,1012
        2010301行政运行,512
        2010302一般行政管理事务,500
        """,
    ],
)
def test_whole_numbers_are_amounts(grid: str) -> None:
    assert taken(grid) == [("", "1012"), ("2010301", "512"), ("2010302", "500")]


def test_amounts_without_a_total_are_not_checked_and_not_taken() -> None:
    given = budget("科目编码,科目名称,合计\n2010301,行政运行,512.30\n2010302,一般,500.05")
    assert given.rows == ()
    assert "没有“合计”行" in given.why


@pytest.mark.parametrize(
    "title",
    [
        TITLE,
        "2024年度一般公共预算支出表",
        "一般公共预算财政拨款支出预算表",
        "甲市乙局2024年一般公共预算支出预算表",
        "甲县人民政府办公室2024年部门一般公共预算支出功能分类预算表",
        "2024年乙区政府采购中心一般公共预算支出预算总表",
        "2024年省级部门一般公共预算财政拨款支出预算情况表",
        "2024年一般公共预算支出预算表（按功能分类科目）",
        "表5 2024年一般公共预算支出预算表",
        "附表5-1：甲局一般公共预算支出预算表",
        "2024年一般公共预算本年支出预算表（公开05表）",
    ],
)
def test_titles_of_the_whole_spending(title: str) -> None:
    assert budgeted_fund(title) == "一般公共预算"


@pytest.mark.parametrize(
    "title",
    [
        "2024年一般公共预算项目支出预算表",
        "2024年一般公共预算人员支出预算表",
        "2024年一般公共预算政府采购支出预算表",
        "2024年一般公共预算上年结转支出预算表",
        "2024年一般公共预算转移支付支出预算表",
        "2024年一般公共预算机关运行经费支出预算表",
        "甲局机关运行经费一般公共预算支出预算表",
        "项目支出一般公共预算支出预算表",
        "2024年人员经费甲局一般公共预算支出预算表",
        "2024年一般公共预算公用支出预算表",
        "2024年一般公共预算支出经济分类预算表",
        "2024年一般公共预算支出预算表（按经济分类）",
        "2024年一般公共预算债务还本支出预算表",
        "2024年一般公共预算委托业务支出预算表",
        "2024年一般公共预算和政府性基金预算支出预算表",
        "2024年一般公共预算调整支出预算表",
        "2024年一般公共预算支出明细表",
        "2024年一般公共预算收入支出预算表",
        "2024年部门支出预算表",
    ],
)
def test_titles_of_parts_and_of_other_amounts(title: str) -> None:
    assert budgeted_fund(title) == ""


def test_a_long_title_is_judged_at_once() -> None:
    assert budgeted_fund("局" * 80 + "甲一般公共预算支出表") == ""
    assert budgeted_fund("一般公共预算" + "支出预算" * 20 + "项目") == ""
