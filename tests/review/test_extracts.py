"""Sections taken out of a document keep its numbers; a document that loses one is told."""

import pytest
from edited import review_of

TITLES = {
    "一": "收入支出决算总体情况说明",
    "二": "收入决算情况说明",
    "三": "支出决算情况说明",
    "四": "财政拨款收入支出决算总体情况说明",
    "五": "一般公共预算财政拨款支出决算情况说明",
    "六": "一般公共预算财政拨款基本支出决算情况说明",
    "七": "政府性基金预算财政拨款支出决算情况说明",
    "八": "国有资本经营预算财政拨款支出决算情况说明",
    "九": "财政拨款“三公”经费支出决算情况说明",
    "十": "机关运行经费支出情况说明",
    "十一": "政府采购支出情况说明",
    "十二": "国有资产占用情况说明",
    "十三": "预算绩效情况说明",
}
WHOLE = "第三部分 2024年度部门决算情况说明"
PIECE = "江河市某某局2024年度部门决算情况说明"


def told(head: str, numbers: list[tuple[str, str]], *, alone: bool) -> list[str]:
    """Return what is said, above hints, of sections: each the number printed and its topic."""
    lines = [head]
    for number, topic in numbers:
        lines += [f"{number}、{TITLES[topic]}", "2024年度没有变化。"]
    review = review_of("\n".join(lines) + "\n", alone=alone)
    return [
        mark.finding.message
        for mark in review.marks
        if mark.finding.code == "R09" and mark.finding.severity.name != "INFO"
    ]


def same(numbers: str) -> list[tuple[str, str]]:
    return [(number, number) for number in numbers.split()]


@pytest.mark.parametrize("alone", [True, False])
@pytest.mark.parametrize(
    "numbers",
    ["一 二 十 十二", "二 三 六 九 十一", "一 五 九 十三", "四 五 六 十", "一 二 三 九 十 十三"],
)
def test_an_extract_keeps_its_numbers(numbers: str, *, alone: bool) -> None:
    assert told(PIECE, same(numbers), alone=alone) == []


def test_a_part_of_a_document_is_no_extract() -> None:
    (found,) = told(WHOLE, same("一 二 十 十二"), alone=True)
    assert "“十、”不连续，应为“三、”" in found


@pytest.mark.parametrize("gone", ["三", "七", "十一"])
def test_a_document_without_parts_that_loses_a_section_is_told(gone: str) -> None:
    kept = [number for number in TITLES if number != gone]
    (found,) = told(PIECE, same(" ".join(kept)), alone=True)
    assert f"应为“{gone}、”" in found


@pytest.mark.parametrize(
    "numbers",
    [
        [("一", "一"), ("二", "二"), ("四", "三"), ("五", "四")],
        [("一", "一"), ("二", "二"), ("二", "三"), ("四", "四")],
        [("一", "一"), ("十", "二"), ("三", "三"), ("四", "四")],
    ],
)
def test_a_number_that_is_not_its_own_is_told(numbers: list[tuple[str, str]]) -> None:
    assert told(PIECE, numbers, alone=True)
