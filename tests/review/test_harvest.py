"""What a text holds beside the tables: harvested, it makes our templates write the text again."""

import csv
import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from documents.reference import find_reference, reference_folder
from oracle.department import random_department
from oracle.folder import write_folder
from oracle.shanghai import shanghai_department
from support.folders import SAMPLE_FOLDERS

from generator.accounts.build import build_accounts
from generator.accounts.subjects import known_names
from generator.figures.department import compute_figures
from generator.model.block import Block
from generator.model.records import Record
from generator.model.submission import Submission
from generator.model.table import Table
from generator.narrative.render import Writer, load_wording, make_charts, write_narrative
from generator.opening import open_sheets
from generator.pipeline import write_department
from generator.reading.folder import read_folder, read_sheets
from generator.reading.text_passages import read_text_passages
from generator.reporting.text import format_text
from generator.review.harvest import Harvest, find_unit, harvest
from generator.review.outline import read_submission

# 十三 of Henan's form is free text and a table of projects: nothing of it can be harvested but
# the facts about the whole department. What else a text alone does not give: the department's name
# where neither title nor table prints it, the names of codes that no table and no dictionary has.
_FREE = "十三、"
_NAMELESS = "L01"


def _read(path: Path) -> Submission:
    passages, findings = read_text_passages(path, path.name)
    assert not findings
    return read_submission(path.name, passages)


def _submit(text: str, tmp_path: Path) -> Submission:
    path = tmp_path / "送审.txt"
    path.write_text(text, encoding="utf-8")
    return _read(path)


def _bound(blocks: tuple[Block, ...]) -> list[str]:
    """The lines up to the free text."""
    lines = format_text(blocks).splitlines()
    end = next((i for i, line in enumerate(lines) if line.startswith(_FREE)), len(lines))
    return lines[:end]


def _assert_written_again(folder: Path, tmp_path: Path) -> None:
    """The text of a full folder, harvested beside its tables alone, is written again."""
    first = write_department(folder)
    submission = _submit(format_text(first.blocks), tmp_path)
    tables = tmp_path / "表"
    tables.mkdir()
    for path in folder.glob("公开*"):
        shutil.copy(path, tables)
    head = f"项目,内容\n单位,{find_unit(submission)}\n"
    (tables / "单位信息.csv").write_text(head, encoding="utf-8")
    inputs, _ = read_folder(tables)
    found = harvest(submission, inputs.tables, names=known_names())
    inputs = replace(inputs, lists=found.complete(inputs.lists))
    accounts, findings = build_accounts(inputs)
    assert [finding for finding in findings if finding.code != _NAMELESS] == []
    figures = compute_figures(accounts)
    wording = load_wording(accounts, read_folder(folder)[0].settings, first.profile)
    writer = Writer(accounts, figures, wording)
    again = write_narrative(writer, wording, make_charts(figures, writer, wording.settings))
    assert _bound(again.blocks) == _bound(first.blocks)


@pytest.mark.parametrize("folder", SAMPLE_FOLDERS, ids=lambda path: path.name)
def test_samples_are_written_again(folder: Path, tmp_path: Path) -> None:
    _assert_written_again(folder, tmp_path)


@pytest.mark.parametrize("first", range(0, 60, 10))
def test_random_departments_are_written_again(first: int, tmp_path: Path) -> None:
    for seed in range(first, first + 10):
        folder = tmp_path / str(seed) / "数据"
        write_folder(random_department(seed), folder, variant=seed)
        _assert_written_again(folder, tmp_path / str(seed))


@pytest.mark.parametrize("first", range(0, 30, 10))
def test_random_departments_of_shanghai_are_written_again(first: int, tmp_path: Path) -> None:
    for seed in range(first, first + 10):
        folder = tmp_path / str(seed) / "数据"
        write_folder(shanghai_department(seed), folder, variant=seed)
        _assert_written_again(folder, tmp_path / str(seed))


def _seed(pattern: str, case: str) -> tuple[Submission, Harvest, list[dict[str, str]]]:
    """A published document, what was harvested from it, the facts that were read by hand."""
    document = find_reference(pattern, case)
    folder = reference_folder()
    assert folder is not None
    path = next((folder / "seeds").glob(pattern))
    submission = _read(path)
    inputs, _ = read_sheets(path, open_sheets(path)[0])
    found = harvest(submission, inputs.tables, names=known_names())
    with (document.case / "facts.csv").open(encoding="utf-8-sig", newline="") as file:
        return submission, found, list(csv.DictReader(file))


def _values(found: Harvest, name: str, key: str, value: str) -> dict[str, str]:
    return {record.text(key): record.text(value) for record in found.lists.get(name, ())}


def _same(one: str, other: str) -> bool:
    """Whether two texts are the same number, or the same words."""
    number = re.compile(r"-?[0-9]+(\.[0-9]+)?")
    if number.fullmatch(one) and number.fullmatch(other):
        return Decimal(one) == Decimal(other)
    return one == other


_MENGJIN_LAST = re.compile(r"(.+) 上年数$")
_MENGJIN_REASON = re.compile(r"(.+) 原因$")
_MENGJIN_FACTS = {
    "因公出国（境）团组": "因公出国（境）团组数",
    "因公出国（境）人次": "因公出国（境）人次",
    "公务用车保有量": "公务用车保有量",
    "外宾接待支出": "外宾接待支出",
    "国（境）外来访团组": "外宾接待团组数",
    "来访外宾": "外宾接待人次",
    "其他国内公务接待支出": "国内接待支出",
    "国内来访团组": "国内接待团组数",
    "国内来宾": "国内接待人次",
    "单位价值100万元（含）以上设备（不含车辆）": "单位价值100万元（含）以上设备",
    "部门整体自评得分(十三)": "部门整体自评得分",
    "评价等级(十三)": "部门整体自评等级",
}
# Follows from others, or is not harvested: shares, and the sum of the vehicles.
_MENGJIN_DERIVED = re.compile(r"占比$|^车辆合计|全年预算$|差异原因$|^非财政|^项目支出")


def test_mengjin_as_read_by_hand() -> None:
    """Every fact of the hand-made list of sections 一 to 十三, and its value."""
    _, found, facts = _seed("000_*.txt", "mengjin-2024")
    last = _values(found, "上年数", "项目", "金额")
    reasons = _values(found, "原因", "事项", "原因")
    budgets = _values(found, "年初预算", "科目名称", "年初预算数")
    others = _values(found, "事项", "项目", "数值")
    wanted: dict[tuple[str, str], tuple[str, str]] = {}
    for fact in facts:
        topic, item, value = fact["topic"], fact["item"], fact["value"]
        if _MENGJIN_DERIVED.search(item) or topic not in {
            "与上年对比",
            "年初预算",
            "三公",
            "政府采购",
            "国有资产",
            "绩效",
        }:
            continue
        if match := _MENGJIN_LAST.match(item):
            wanted[topic, item] = (value, last.get(match[1], ""))
        elif match := _MENGJIN_REASON.match(item):
            wanted[topic, item] = (value, reasons.get(match[1], ""))
        elif topic == "年初预算":
            wanted[topic, item] = (value, budgets.get(item, ""))
        elif topic in {"三公", "政府采购", "国有资产"} or item in _MENGJIN_FACTS:
            wanted[topic, item] = (value, others.get(_MENGJIN_FACTS.get(item, item), ""))
    assert len(wanted) >= 45
    assert {key: pair for key, pair in wanted.items() if not _same(*pair)} == {}
    assert reasons["公务用车购置及运行费"] == "跨年度支付"


_XINXIANG_FACTS = {
    "三公_因公出国团组": "因公出国（境）团组数",
    "三公_因公出国人次": "因公出国（境）人次",
    "三公_购置车辆": "公务用车购置数",
    "三公_公务用车保有量": "公务用车保有量",
    "三公_外宾接待支出": "外宾接待支出",
    "三公_外宾团组": "外宾接待团组数",
    "三公_外宾人次": "外宾接待人次",
    "三公_国内接待支出": "国内接待支出",
    "三公_国内来访团组": "国内接待团组数",
    "三公_国内来宾": "国内接待人次",
    "政府采购_总额": "政府采购支出总额",
    "政府采购_货物": "政府采购货物支出",
    "政府采购_工程": "政府采购工程支出",
    "政府采购_服务": "政府采购服务支出",
    "政府采购_授予中小企业": "授予中小企业合同金额",
    "政府采购_授予小微企业": "授予小微企业合同金额",
    "设备_100万元以上": "单位价值100万元（含）以上设备",
    "绩效_整体_单位数": "整体评价单位数",
    "绩效_整体_一般公共预算支出": "整体评价一般公共预算支出",
    "绩效_整体_政府性基金支出": "整体评价政府性基金支出",
    "绩效_整体_年初预算": "整体年初预算",
    "绩效_整体_预算调整": "整体预算调整",
    "绩效_整体_全年预算": "整体全年预算",
    "绩效_整体_执行数": "整体执行数",
    "绩效_整体_得分": "部门整体自评得分",
}


def test_xinxiang_as_read_by_hand() -> None:
    """The hand-made list has the code of every item, also where the text has an old name."""
    _, found, facts = _seed("004_*.txt", "xinxiang-2024")
    last = _values(found, "上年数", "项目", "金额")
    codes = _values(found, "年初预算", "科目编码", "年初预算数")
    totals = _values(found, "年初预算", "科目名称", "年初预算数")
    others = _values(found, "事项", "项目", "数值")
    wanted: dict[str, tuple[str, str]] = {}
    for fact in facts:
        key, value = fact["key"], fact["value"]
        if match := re.match(r"年初预算_(\d{7})_", key):
            wanted[key] = (value, codes.get(match[1], ""))
        elif match := re.match(r"年初预算_(政府性基金|国有资本经营)$", key):
            wanted[key] = (value, totals.get(f"{match[1]}预算财政拨款支出", ""))
        elif match := re.match(r"上年_(收支总计|一般公共预算财政拨款支出|机关运行经费)$", key):
            wanted[key] = (value, last.get(match[1], ""))
        elif match := re.match(r"车辆_(?!合计)(.+)", key):
            wanted[key] = (value, others.get(match[1], ""))
        elif key in _XINXIANG_FACTS:
            wanted[key] = (value, others.get(_XINXIANG_FACTS[key], ""))
    assert len(wanted) >= 45
    assert {key: pair for key, pair in wanted.items() if not _same(*pair)} == {}
    assert totals["一般公共预算财政拨款支出"] == "6655.15"
    reasons = _values(found, "原因", "事项", "原因")
    with_reason = {fact["key"].removeprefix("原因_") for fact in facts if fact["key"][:2] == "原因"}
    assert with_reason <= set(reasons)


@pytest.mark.parametrize(
    ("pattern", "case"), [("000_*.txt", "mengjin-2024"), ("004_*.txt", "xinxiang-2024")]
)
def test_every_row_quotes_its_place(pattern: str, case: str) -> None:
    submission, found, _ = _seed(pattern, case)
    texts = {passage.paragraph: passage.text for passage in submission.passages}
    records = [record for name in found.lists for record in found.lists[name]]
    assert len(records) > 50
    for record in records:
        for place in record.places.values():
            assert place.file == submission.file
            assert place.quote
            assert place.quote in texts[place.paragraph]


def _harvest(tmp_path: Path, text: str, tables: Mapping[str, Table] | None = None) -> Harvest:
    return harvest(_submit(text, tmp_path), tables or {}, names=known_names())


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
    assert _values(found, "事项", "项目", "数值") == {"机关运行经费": "7.00"}
    assert _values(found, "上年数", "项目", "金额") == {"机关运行经费": "6.00"}


def test_public_institutions_have_no_operating_cost(tmp_path: Path) -> None:
    text = "十、机关运行经费支出情况说明\n我单位为事业单位，不涉及机关运行经费支出。\n"
    found = _harvest(tmp_path, text)
    assert _values(found, "单位信息", "项目", "内容")["单位性质"] == "事业"
    assert "事项" not in found.lists


def test_numbers_without_unit_are_not_taken(tmp_path: Path) -> None:
    text = (
        "十一、政府采购支出情况说明\n2024年度政府采购支出总额XX万元，其中：政府采购货物支出3.00、"
        "政府采购工程支出2.00万元。\n"
    )
    assert _values(_harvest(tmp_path, text), "事项", "项目", "数值") == {"政府采购工程支出": "2.00"}


def test_unit_of_the_text(tmp_path: Path) -> None:
    yuan = "一、收入支出决算总体情况说明\n收、支总计均为1000000.00元，增加2.00元，另有3万元。\n"
    assert find_unit(_submit(yuan, tmp_path)) == "元"
    assert find_unit(_submit(_ONE.format("1.00", ""), tmp_path)) == "万元"
    assert find_unit(_submit("一、收入支出决算总体情况说明\n没有数。\n", tmp_path)) == ""


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
