"""What a text holds beside the tables: harvested, it makes our templates write the text again."""

import csv
import re
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from harvested import read_text, submit, values_of
from oracle.department import random_department
from oracle.folder import write_folder
from oracle.shanghai import shanghai_department
from published.reference import find_document
from support.folders import SAMPLE_FOLDERS
from support.needs import find_reference

from generator.accounts.build import build_accounts
from generator.field.subjects import known_names
from generator.figures.department import compute_figures
from generator.model.block import Block
from generator.model.submission import Submission
from generator.narrative.render import Writer, make_charts, write_narrative
from generator.narrative.wording import load_wording
from generator.reading.folder import read_folder, read_sheets
from generator.reporting.text import format_text
from generator.review.harvest.harvest import Harvest, find_unit, harvest
from generator.tasks.department import write_department
from generator.tasks.opening import open_sheets

# 十三 of Henan's form is free text and a table of projects: nothing of it can be harvested but
# the facts about the whole department. What else a text alone does not give: the department's name
# where neither title nor table prints it, the names of codes that no table and no dictionary has.
_FREE = "十三、"
_NAMELESS = "L01"


def _bound(blocks: tuple[Block, ...]) -> list[str]:
    """The lines up to the free text."""
    lines = format_text(blocks).splitlines()
    end = next((i for i, line in enumerate(lines) if line.startswith(_FREE)), len(lines))
    return lines[:end]


def _assert_written_again(folder: Path, tmp_path: Path) -> None:
    """The text of a full folder, harvested beside its tables alone, is written again."""
    first = write_department(folder)
    submission = submit(format_text(first.blocks), tmp_path)
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
    document = find_document(pattern, case)
    folder = find_reference()
    assert folder is not None
    path = next((folder / "seeds").glob(pattern))
    submission = read_text(path)
    inputs, _ = read_sheets(path, open_sheets(path)[0])
    found = harvest(submission, inputs.tables, names=known_names())
    with (document.case / "facts.csv").open(encoding="utf-8-sig", newline="") as file:
        return submission, found, list(csv.DictReader(file))


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
    last = values_of(found, "上年数", "项目", "金额")
    reasons = values_of(found, "原因", "事项", "原因")
    budgets = values_of(found, "年初预算", "科目名称", "年初预算数")
    others = values_of(found, "事项", "项目", "数值")
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
    last = values_of(found, "上年数", "项目", "金额")
    codes = values_of(found, "年初预算", "科目编码", "年初预算数")
    totals = values_of(found, "年初预算", "科目名称", "年初预算数")
    others = values_of(found, "事项", "项目", "数值")
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
    reasons = values_of(found, "原因", "事项", "原因")
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
