"""项 of one name in two 款 (行政运行 is the name of many), one of them unspent and in no table."""

import pytest
from edited import review_of

from generator.base.severity import Severity

_TABLES = """\
第二部分 2024年度部门决算表
一般公共预算财政拨款支出决算表
公开05表
部门：江河市水利局
金额单位：万元
科目编码\t科目名称\t小计\t基本支出\t项目支出
栏次\t1\t2\t3
合计\t90.00\t60.00\t30.00
213\t农林水支出\t90.00\t60.00\t30.00
21303\t水利\t90.00\t60.00\t30.00
2130301\t行政运行\t60.00\t60.00\t0.00
2130302\t一般行政管理事务\t30.00\t0.00\t30.00
"""
_TEXT = (
    "第三部分 2024年度部门决算情况说明\n五、一般公共预算财政拨款支出决算情况说明\n"
    "（三）具体情况\n"
    "1. 一般公共服务支出（类）{subclass}（款）{item}（项）。年初预算为{budget}万元，"
    "支出决算为0万元，完成年初预算的0%。决算数小于年初预算数的主要原因是工作没有开展。\n"
    "2. 农林水支出（类）水利（款）{item}（项）。年初预算为{own}万元，支出决算为{spent}万元，"
    "完成年初预算的100%。决算数与年初预算数持平。\n"
)


def _told(text: str, tables: str = _TABLES) -> list[tuple[str, str]]:
    review = review_of(tables + text, alone=True)
    assert review.accounts is not None, "the table was read"
    return [
        (mark.finding.code, mark.finding.message)
        for mark in review.marks
        if mark.finding.severity is Severity.ERROR and mark.finding.code not in {"R09", "R10"}
    ]


@pytest.mark.parametrize("subclass", ["宣传事务", "财政事务", "政府办公厅（室）及相关机构事务"])
@pytest.mark.parametrize(("item", "amount"), [("行政运行", "60.00"), ("一般行政管理事务", "30.00")])
def test_each_is_right_by_itself(subclass: str, item: str, amount: str) -> None:
    text = _TEXT.format(subclass=subclass, item=item, budget="0.33", own=amount, spent=amount)
    assert _told(text) == []


_BOTH = """\
第二部分 2024年度部门决算表
一般公共预算财政拨款支出决算表
公开05表
部门：江河市水利局
金额单位：万元
科目编码\t科目名称\t小计\t基本支出\t项目支出
栏次\t1\t2\t3
合计\t100.00\t100.00\t0.00
{first}2013301\t行政运行\t40.00\t40.00\t0.00
{second}2130301\t行政运行\t60.00\t60.00\t0.00
"""
_ROWS = (
    "201\t一般公共服务支出\t40.00\t40.00\t0.00\n20133\t宣传事务\t40.00\t40.00\t0.00\n",
    "213\t农林水支出\t60.00\t60.00\t0.00\n21303\t水利\t60.00\t60.00\t0.00\n",
)
_EACH = (
    "第三部分 2024年度部门决算情况说明\n五、一般公共预算财政拨款支出决算情况说明\n"
    "（三）具体情况\n"
    "1. 一般公共服务支出（类）宣传事务（款）行政运行（项）。年初预算为50.00万元，"
    "支出决算为{first}万元，完成年初预算的80.00%。决算数小于年初预算数的主要原因是人员减少。\n"
    "2. 农林水支出（类）水利（款）行政运行（项）。年初预算为{budget}万元，"
    "支出决算为{second}万元，完成年初预算的100.00%。决算数与年初预算数持平。\n"
)


@pytest.mark.parametrize("rows", [_ROWS, ("", "")], ids=["with 款", "without 款"])
@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ({}, set()),
        ({"second": "66.00", "budget": "66.00"}, {"R01"}),
        ({"first": "44.00"}, {"R01", "R02"}),
    ],
)
def test_each_is_held_against_its_own_row(
    rows: tuple[str, str], said: dict[str, str], codes: set[str]
) -> None:
    own = {"first": "40.00", "second": "60.00", "budget": "60.00"} | said
    tables = _BOTH.format(first=rows[0], second=rows[1])
    told = {code for code, _ in _told(_EACH.format(**own), tables)}
    assert told <= codes
    assert bool(told) == bool(codes)


def test_one_item_with_two_budgets_is_told() -> None:
    text = _EACH.format(first="40.00", second="60.00", budget="60.00")
    again = "（四）补充说明\n水利（款）行政运行（项）年初预算为61.00万元。\n"
    tables = _BOTH.format(first=_ROWS[0], second=_ROWS[1])
    assert "R16" in {code for code, _ in _told(text + again, tables)}
