"""Slips of language: hints, and never in headings, captions and lists."""

import pytest

from generator.model.passage import Passage
from generator.model.passage_kind import classify
from generator.review.text.outline import read_submission
from generator.review.whole.slips import check_slips

_HEADING = "一、收入支出决算总体情况说明"
_FIRST = "2024年度收、支总计均为500.00万元。"


def _found(text: str) -> list[str]:
    lines = f"{_HEADING}\n{_FIRST}\n{text}".split("\n")
    passages = [
        Passage(line, at, locator=str(at), kind=classify(line, declared=False))
        for at, line in enumerate(lines, 1)
    ]
    marks = list(check_slips(read_submission("正文.txt", passages)))
    assert {m.finding.severity.value for m in marks} <= {"info"}
    return [m.finding.found_text for m in marks]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("主要原因是人员增加。。", ["。。"]),
        ("收入增加，，支出减少1.00万元。", ["，，"]),
        ("收入合计500.00万元，其中：其他收入100.00万元，占20.00%", ["%"]),
        ("公务接待费（含外宾接待1.00万元。", ["（"]),
        ("开展协议检查、优秀案例”活动2次。", ["”"]),
        ("公务接待费含外宾接待3）。支出1.00万元。", ["）"]),
        ("公务接待费含外宾接待1.00万元），共3批。", ["）"]),
        ("“三公“经费支出1.00万元。", ["“", "“"]),
        ("2024年度支出决筭为500.00万元。", ["支出决筭"]),
        ("一般公共预篡财政拨款支出1.00万元。", ["一般公共预篡财政拨款支出"]),
    ],
)
def test_slips(text: str, quotes: list[str]) -> None:
    assert _found(text) == quotes


@pytest.mark.parametrize(
    "text",
    [
        "主要原因是人员增加。",
        "1）办公费1.00万元；2）印刷费2.00万元；",
        "（一）总体情况",
        "指标a）完成3项，指标b）完成2项。",
        "考核分为目标A）数量3个、目标B）质量90.00分。",
        "其中甲1)办公费1.00万元，乙2)印刷费2.00万元。",
        "任务ii）已完成1项。",
        "图1：收入决算结构图",
        "1. 办公费，1.00万元",
        "支出预算、支出测算与支出结构均已公开1次。",
        "国有资产经营收益1.00万元（不含税(增值税)）。",
        "包括《预算法》、“三公”经费等3项。",
        "其中：\n基本支出300.00万元；\n项目支出200.00万元。",
        "附属单位：3个",
        "公务用车购置及运行维护费支出4.00万元。",
        "国有资本经营结余1.00万元，公务接待花费0.50万元。",
    ],
)
def test_no_slips(text: str) -> None:
    assert _found(text) == []


def test_a_page_may_end_within_a_sentence() -> None:
    passages = [
        Passage(_HEADING, 1, 1, locator="1"),
        Passage("收入合计5.00万元，其中：其他收入（不含利", 2, 1, locator="2"),
        Passage("息）1.00万元。", 3, 2, locator="3"),
    ]
    assert not list(check_slips(read_submission("正文.pdf", passages)))
