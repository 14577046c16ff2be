"""Single sentences: what is taken from them as rows of the lists, and what is not."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from harvested import submit, values_of

from generator.field.subjects import known_names
from generator.model.records import Record
from generator.model.table import Table
from generator.reading.folder import read_folder
from generator.review.harvest.harvest import Harvest, find_unit, harvest

# 十三 of Henan's form is free text and a table of projects: nothing of it can be harvested but
# the facts about the whole department. What else a text alone does not give: the department's name


def _harvest(tmp_path: Path, text: str, tables: Mapping[str, Table] | None = None) -> Harvest:
    return harvest(submit(text, tmp_path), tables or {}, names=known_names())


def _row(found: Harvest, name: str, column: str, key: str) -> Record | None:
    rows = (record for record in found.lists.get(name, ()) if record.text(column) == key)
    return next(rows, None)


_ONE = (
    "一、收入支出决算总体情况说明\n2024年度收、支总计均为{}万元。{}\n二、收入决算情况说明\n无。\n"
)


@pytest.mark.parametrize(
    ("total", "sentence", "last"),
    [
        ("100.00", "与上年度相比，收、支总计各增加20.00万元，增长25.00%。", "80.00"),
        ("100.00", "与上年度相比，收、支总计各减少25.00万元，下降20.00%。", "125.00"),
        # The word contradicts the rate: 20 of 80 are 25 %, of 120 they would be 16.67 %.
        ("100.00", "与上年度相比，收、支总计各减少20.00万元，下降25.00%。", "80.00"),
        ("100.00", "与上年度相比，收、支总计各增加25.00万元，下降20.00%。", "125.00"),
        # No rate supports either: the word counts.
        ("100.00", "与上年度相比，收、支总计各增加20.00万元，增长99.00%。", "80.00"),
        ("100.00", "较上年增加20.00万元，增幅25%。", "80.00"),
        ("100.00", "与2023年度相比，收、支总计持平。", "100.00"),
        ("100.00", "上年度无可比数据，不作对比。", "无"),
        ("1,000.00", "比去年减少200.00万元，降低16.67%。", "1200.00"),
    ],
)
def test_last_year_follows_from_the_change(
    total: str, sentence: str, last: str, tmp_path: Path
) -> None:
    found = _harvest(tmp_path, _ONE.format(total, sentence))
    row = _row(found, "上年数", "项目", "收支总计")
    assert row is not None
    assert row.text("金额") == last


@pytest.mark.parametrize(
    "sentence",
    [
        "与上年度相比，【待补充：上年收支总计】。",
        "主要原因是比上年增加人员，工资比上年增加20.00万元。",
        "与上年度相比，收、支总计各增加XX万元，增长XX%。",
        "与上年度相比，收、支总计各增加200.00万元，增长25.00%。",  # more than there is
        "",
    ],
)
def test_what_does_not_follow_is_absent(sentence: str, tmp_path: Path) -> None:
    found = _harvest(tmp_path, _ONE.format("100.00", sentence))
    assert _row(found, "上年数", "项目", "收支总计") is None


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("主要原因是人员增加。", "人员增加"),
        ("主要原因：新增项目；调整工资。", "新增项目；调整工资"),
        ("主要原因为一是调资。二是新增“双创”项目。", "一是调资。二是新增“双创”项目"),
        ("主要原因是XXXX。", None),
        ("主要原因是【待补充：收支总计与上年度相比的主要原因】。", None),
        ("", None),
    ],
)
def test_reasons_are_kept_as_printed(sentence: str, reason: str | None, tmp_path: Path) -> None:
    change = "与上年度相比，收、支总计各增加20.00万元，增长25.00%。"
    row = _row(
        _harvest(tmp_path, _ONE.format("100.00", change + sentence)), "原因", "事项", "收支总计"
    )
    assert (row and row.text("原因")) == reason
    assert row is None or row.text("对比") == "上年"


_FIVE = (
    "五、一般公共预算财政拨款支出决算情况说明\n（三）具体情况。\n{}\n"
    "六、一般公共预算财政拨款基本支出决算情况说明\n无。\n"
)


def _tables(tmp_path: Path, rows: str) -> dict[str, Table]:
    folder = tmp_path / "表"
    folder.mkdir()
    head = (
        "一般公共预算财政拨款支出决算表\n公开05表\n"
        "功能分类科目编码,科目名称,小计,基本支出,项目支出\n栏次,,1,2,3\n"
    )
    (folder / "公开05.csv").write_text(head + rows, encoding="utf-8")
    return dict(read_folder(folder)[0].tables)


_ITEM = (
    "{}. {}（类）{}（款）{}（项）。年初预算为{}万元，支出决算为{}万元。"
    "决算数与年初预算数存在差异的主要原因是{}。"
)


def test_items_find_their_codes(tmp_path: Path) -> None:
    """By names; by part of the names; by the amount; by the order; of the dictionary."""
    tables = _tables(
        tmp_path,
        "合计,,120.00,120.00,\n201,一般公共服务支出,60.00,60.00,\n"
        "20103,政府办公厅（室）及相关机构事务,60.00,60.00,\n"
        "2010301,行政运行,40.00,40.00,\n2010350,事业运行,20.00,20.00,\n"
        "213,农林水支出,25.00,25.00,\n21305,巩固脱贫攻坚成果衔接乡村振兴,25.00,25.00,\n"
        "2130505,生产发展,22.00,22.00,\n2130599,其他巩固脱贫攻坚成果衔接乡村振兴支出,3.00,3.00,\n"
        "221,住房保障支出,35.00,35.00,\n22102,住房改革支出,35.00,35.00,\n"
        "2210201,住房公积金,35.00,35.00,\n",
    )
    items = [
        ("一般公共服务支出", "政府办公厅（室）及相关机构事务", "行政运行", "41.00", "40.00"),
        ("一般公共服务支出", "政府办公厅(室)事务", "事业运行", "21.00", "20.00"),
        ("一般公共服务支出", "组织事务", "一般行政管理事务", "5.00", "0"),
        ("农林水支出", "扶贫", "生产发展支出", "22.50", "22.10"),
        ("农林水支出", "扶贫", "其他扶贫支出", "0", "3.00"),
        ("住房保障支出", "住房改革支出", "公积金", "36.00", "35.10"),
    ]
    lines = [_ITEM.format(i, *item, f"原因{i}") for i, item in enumerate(items, start=1)]
    found = _harvest(tmp_path, _FIVE.format("\n".join(lines)), tables)
    assert [(row.text("科目编码"), row.text("年初预算数")) for row in found.lists["年初预算"]] == [
        ("2010301", "41.00"),
        ("2010350", "21.00"),
        ("2013202", "5.00"),
        ("2130505", "22.50"),
        ("2130599", "0"),
        ("2210201", "36.00"),
    ]
    assert [(row.text("事项"), row.text("原因")) for row in found.lists["原因"]] == [
        ("2010301", "原因1"),
        ("2010350", "原因2"),
        ("2013202", "原因3"),
        ("2130505", "原因4"),
        ("2130599", "原因5"),
        ("2210201", "原因6"),
    ]


def test_an_item_that_could_be_two_is_none(tmp_path: Path) -> None:
    tables = _tables(
        tmp_path,
        "合计,,20.00,20.00,\n205,教育支出,20.00,20.00,\n20502,普通教育,20.00,20.00,\n"
        "2050201,学前教育,10.00,10.00,\n2050202,小学教育,10.00,10.00,\n",
    )
    line = _ITEM.format(1, "教育支出", "普通教育", "某种办学", "9.00", "10.00", "某事")
    found = _harvest(tmp_path, _FIVE.format(line), tables)
    assert "年初预算" not in found.lists
    assert "原因" not in found.lists


def test_the_first_statement_of_a_key_counts(tmp_path: Path) -> None:
    text = (
        "十、机关运行经费支出情况说明\n2024年度机关运行经费支出7.00万元，比2023年度增加1.00万元，"
        "增长16.67%。主要原因是办公费增加。机关运行经费支出8.00万元。\n"
    )
    found = _harvest(tmp_path, text)
    assert values_of(found, "事项", "项目", "数值") == {"机关运行经费": "7.00"}
    assert values_of(found, "上年数", "项目", "金额") == {"机关运行经费": "6.00"}


def test_public_institutions_have_no_operating_cost(tmp_path: Path) -> None:
    text = "十、机关运行经费支出情况说明\n我单位为事业单位，不涉及机关运行经费支出。\n"
    found = _harvest(tmp_path, text)
    assert values_of(found, "单位信息", "项目", "内容")["单位性质"] == "事业"
    assert "事项" not in found.lists


def test_numbers_without_unit_are_not_taken(tmp_path: Path) -> None:
    text = (
        "十一、政府采购支出情况说明\n2024年度政府采购支出总额XX万元，其中：政府采购货物支出3.00、"
        "政府采购工程支出2.00万元。\n"
    )
    assert values_of(_harvest(tmp_path, text), "事项", "项目", "数值") == {
        "政府采购工程支出": "2.00"
    }


def test_unit_of_the_text(tmp_path: Path) -> None:
    yuan = "一、收入支出决算总体情况说明\n收、支总计均为1000000.00元，增加2.00元，另有3万元。\n"
    assert find_unit(submit(yuan, tmp_path)) == "元"
    assert find_unit(submit(_ONE.format("1.00", ""), tmp_path)) == "万元"
    assert find_unit(submit("一、收入支出决算总体情况说明\n没有数。\n", tmp_path)) == ""


def _record(**texts: str) -> Record:
    return Record(texts, {}, {})


def test_given_rows_go_before_those_of_the_text(tmp_path: Path) -> None:
    """A key that the data has is not added, however its brackets and columns are written."""
    text = (
        "十、机关运行经费支出情况说明\n2024年度机关运行经费年初预算为9.00万元，支出决算为7.00万元，"
        "完成年初预算的77.78%。决算数与年初预算数存在差异的主要原因是压减。\n"
    )
    found = _harvest(tmp_path, text)
    given = {
        "年初预算": (_record(科目编码="", 科目名称=" 机关运行经费", 年初预算数="9.50"),),
        "原因": (_record(事项="机关运行经费", 原因="已给出"),),
        "事项": (_record(项目="公务用车保有量", 数值="1"),),
    }
    lists = found.complete(given)
    assert [row.text("年初预算数") for row in lists["年初预算"]] == ["9.50"]
    assert [row.text("原因") for row in lists["原因"]] == ["已给出"]
    assert [row.text("数值") for row in lists["事项"]] == ["1", "7.00"]
    by_year = {"原因": (_record(事项="机关运行经费", 原因="与上年比", 对比="上年"),)}
    assert [row.text("原因") for row in found.complete(by_year)["原因"]] == ["与上年比", "压减"]


@pytest.mark.parametrize(
    ("head", "name", "scope"),
    [
        ("2024年度\n河洛市示例局\n部门决算\n第一部分 部门概况\n", "河洛市示例局", "部门"),
        ("河洛市示例馆2024年度单位决算\n第一部分 单位概况\n", "河洛市示例馆", "单位"),
        ("2024年度部门决算\n第一部分 河洛市示例局概况\n", "河洛市示例局", "部门"),
        ("第一部分 部门概况\n第二部分 2024年度部门决算表\n单位：万元\n", None, "部门"),
        (
            "第一部分 部门概况\n第二部分 2024年度部门决算表\n部门名称：河洛市示例局\n",
            "河洛市示例局",
            "部门",
        ),
    ],
)
def test_who_publishes(head: str, name: str | None, scope: str, tmp_path: Path) -> None:
    text = f"{head}第三部分 2024年度部门决算情况说明\n" + _ONE.format("1.00", "")
    found = values_of(_harvest(tmp_path, text), "单位信息", "项目", "内容")
    assert found.get("部门名称") == name
    assert found["年度"] == "2024"
    assert found["口径"] == scope
