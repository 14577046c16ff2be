"""Titles: which table each one heads, and which no column overrules."""

import pytest
from support.reading_case import sheet_of

from generator.reading.recognise import Recognition, recognise
from generator.reading.table_files import TableEntry, read_table_files

BY_FUNCTION = """
    {title},,,,
    部门：江河市某某局,2023年度,,,单位：万元
    项目,,合计,基本支出,项目支出
    功能分类科目编码,科目名称,,,
    合计,,120.00,,120.00
    212,城乡社区支出,120.00,,120.00
    21208,国有土地使用权出让收入安排的支出,120.00,,120.00
    2120801,征地和拆迁补偿支出,120.00,,120.00
"""


def _recognise(title: str, name: str = "表") -> Recognition:
    return recognise(sheet_of(BY_FUNCTION.format(title=title)), name)


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("政府性基金预算支出决算表", "公开07"),
        ("政府性基金预算财政拨款支出决算表（续表）", "公开07"),
        ("政府性基金收支决算表", "公开07"),
        ("江河市某某局2023年度政府性基金预算财政拨款收入支出决算表", "公开07"),
        ("国有资本经营预算支出决算表", "公开08"),
        ("国有资本经营预算收入支出决算表", "公开08"),
        ("国有资本经营预算收支决算表", "公开08"),
        ("一般公共预算支出决算表", "公开05"),
        ("附表5 一般公共预算财政拨款支出决算表", "公开05"),
        ("公开05表 一般公共预算财政拨款支出决算表", "公开05"),
        ("一般公共预算财政拨款支出决算表（公开05表）", "公开05"),
        ("一般公共预算财政拨款支出决算表（单位：万元）", "公开05"),
        ("支出决算表", "公开03"),
    ],
)
@pytest.mark.parametrize("name", ["表", "公开05", "公开08"])
def test_the_title_decides(title: str, form: str, name: str) -> None:
    found = _recognise(title, name)
    assert (found.form, found.budget) == (form, False)


@pytest.mark.parametrize(
    "title",
    [
        "项目支出决算表",
        "支出决算明细表",
        "基本支出决算明细表",
        "财政拨款支出决算明细表",
        "一般公共预算财政拨款支出决算明细表",
        "一般公共预算财政拨款项目支出决算明细表",
        "政府性基金预算财政拨款支出决算明细表",
        "一般公共预算财政拨款收入支出决算表",
        "分单位支出决算表",
    ],
)
@pytest.mark.parametrize("name", ["表", "公开05"])
def test_a_table_of_another_kind_is_none_of_ours(title: str, name: str) -> None:
    sheet = sheet_of(BY_FUNCTION.format(title=title), f"{name}.csv")
    files = read_table_files([TableEntry(name, f"{name}.csv", sheet)], "万元", {})
    assert files.read == {}
    (finding,) = files.findings
    assert finding.code == "L03"
    assert f"“{title}”" in finding.message
    assert finding.severity.value == ("error" if name == "公开05" else "warning")


@pytest.mark.parametrize(
    "title",
    [
        "2023年部门一般公共预算支出功能分类预算表",
        "政府性基金预算支出功能分类预算表",
        "2025年部门支出预算表",
        "一般公共预算支出预算明细表",
        "国有资本经营预算支出预算表",
        "2025年支出预算总表",
    ],
)
@pytest.mark.parametrize("name", ["表", "公开05"])
def test_a_budget_is_said_to_be_one(title: str, name: str) -> None:
    sheet = sheet_of(BY_FUNCTION.format(title=title), f"{name}.csv")
    files = read_table_files([TableEntry(name, f"{name}.csv", sheet)], "万元", {})
    assert files.read == {}
    (finding,) = files.findings
    assert "是预算表，不是决算表" in finding.message
    assert f"“{title}”" in finding.message


def test_a_title_that_says_neither_budget_nor_accounts() -> None:
    """一般公共预算支出表 is that of a budget; only a file's name or the word 决算 say otherwise."""
    title = "一般公共预算支出表"
    assert _recognise(title).form == ""
    assert _recognise(title, "公开05").form == "公开05"
    budget = BY_FUNCTION.format(title=title).replace("2023年度", "2025年度部门预算")
    assert recognise(sheet_of(budget), "表").budget
    accounts = BY_FUNCTION.format(title=title).replace("2023年度", "2023年度部门决算")
    assert recognise(sheet_of(accounts), "表").form == "公开05"


def test_the_columns_of_a_budget_without_a_title() -> None:
    text = """
        科目编码,科目名称,2025年预算数,基本支出,项目支出
        合计,,3.00,3.00,
        2010301,行政运行,3.00,3.00,
    """
    assert recognise(sheet_of(text), "表1").budget
    assert recognise(sheet_of(text.replace("2025年预算数", "合计")), "公开05").form == "公开05"


def test_a_name_that_contradicts_the_title_is_an_error() -> None:
    sheet = sheet_of(BY_FUNCTION.format(title="政府性基金预算支出决算表"), "公开05.csv")
    files = read_table_files([TableEntry("公开05", "公开05.csv", sheet)], "万元", {})
    assert list(files.read) == ["公开07"]
    (named,) = (one for one in files.findings if one.code == "L07")
    assert named.severity.value == "error"
    assert "“政府性基金预算支出决算表”" in named.message


def test_titles_of_any_length_are_read_at_once() -> None:
    for text in ("局" * 20_000, "（续" * 10_000 + "表", "2024年度" * 5_000 + "支出决算表"):
        assert recognise(sheet_of(f"{text},\n科目编码,合计\n"), text).form == ""
