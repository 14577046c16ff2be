"""Texts made to take for ever: time grows with their length, and a bound that is met is told."""

import re
from pathlib import Path

import pytest
from edited import review_of
from timed import assert_grows_with_length

import generator
from generator.base.money import parse_amount
from generator.files.text.passages import read_text_passages
from generator.files.xlsx.cells import clean_text
from generator.model.passage_kind import classify, cut_page_number
from generator.review.settle import _MOST_ALIKE
from generator.review.text.mentions import find_mentions
from generator.review.whole.outlines import MOST_TITLES

HEAD = "2024年度某局部门决算情况说明\n一、收入支出决算总体情况说明\n2024年度收入总计100.00万元。\n"
TAIL = "\n二、收入决算情况说明\n2024年度收入合计100.00万元。\n十三、预算绩效情况说明\n已开展。\n"
# What is repeated: signs that patterns begin with, and that they repeat.
PIECES = (
    *("1,111,", " ", "1.", "（", "占", "万元", "一、", "。", "1", "，", "1%", "-", "*", "X", "_"),
    *("【待补充", "（类）", "支", "主要原因是", "其中：", "整体", "开展", "评价", "得分1分", "①"),
    *(
        "预算为1万元，决算为2万元，",
        "决算数与预算数无差异。",
        "没有政府性基金",
        "新乡市财政局",
        "\t",
    ),
    *(
        "收入1.00万元，占1.00%，",
        "优3个",
        "1个项目",
        "…",
        ". ",
        "20",
        "原因",
        "主要用于",
        "\\",
        "<b",
    ),
)


@pytest.mark.parametrize("piece", PIECES)
def test_a_review_takes_time_by_the_length_of_the_text(piece: str) -> None:
    assert_grows_with_length(
        lambda count: review_of(f"{HEAD}收入{piece * (count // len(piece))}支出{TAIL}", alone=True)
    )


LINES = {
    "paragraphs": lambda n: f"第{n}段收入为{n}.00万元，占收入合计的1.00%。",
    "headings": lambda n: f"（{'一二三四五六七八九'[n % 9]}）收入决算情况说明{n}次",
    "contents": lambda n: f"一、收入支出决算总体情况说明{n}次……{n % 900}",
    "rows": lambda n: f"科目{n}    {n}.00    {n}.00",
    "broken": lambda n: f"我单位本年度收入和支出，均按预算执行而且没有任何差异发生于{n}",
    "items": lambda n: f"{n}. 教育支出（类）教育（款）第{n}小学（项）。支出决算为{n}.00万元。",
}


@pytest.mark.parametrize("kind", LINES)
def test_a_review_takes_time_by_the_number_of_lines(kind: str) -> None:
    def work(count: int) -> None:
        lines = "\n".join(map(LINES[kind], range(1, count // 30)))
        review_of(f"{HEAD}{lines}{TAIL}", alone=True)

    assert_grows_with_length(work)


@pytest.mark.parametrize("piece", [" ", "1,", "1", "…", "（", "\t", ". ", "<b", "1.", "万元"])
def test_reading_takes_time_by_the_length_of_the_text(piece: str, tmp_path: Path) -> None:
    def work(count: int) -> None:
        text = piece * (count // len(piece))
        clean_text(f"1{text}2")
        find_mentions(text)
        classify(text)
        cut_page_number(text)
        with pytest.raises(ValueError, match=r"x$"):
            parse_amount(f"{text}x")
        path = tmp_path / "文.txt"
        path.write_text(f"甲{text}乙\n", encoding="utf-8")
        read_text_passages(path, path.name)

    assert_grows_with_length(work)


def test_more_marks_of_a_kind_in_one_paragraph_are_counted() -> None:
    many = 100
    review = review_of(f"{HEAD}{'XX，' * many}{TAIL}", alone=True)
    alike = [m for m in review.marks if m.finding.code == "R14"]
    assert len(alike) == _MOST_ALIKE + 1
    assert f"还有 {many - _MOST_ALIKE} 处" in "".join(m.finding.message for m in alike)


def test_more_entries_than_a_contents_has_are_told() -> None:
    entries = "\n".join(f"一、收入支出决算情况说明{n}次……{n}" for n in range(1, MOST_TITLES + 9))
    review = review_of(f"目录\n{entries}\n{HEAD}{TAIL}", alone=True)
    assert any("只对照了" in finding.message for finding in review.findings)


def test_sentences_that_are_not_compared_are_told() -> None:
    """With tables at hand, a paragraph without a full stop is no sentence to compare."""
    review = review_of(f"{HEAD}{'收入1.00万元，' * 2000}{TAIL}")
    assert any("没有与应有的文字对照" in finding.message for finding in review.findings)


NESTED = re.compile(r"\([^()]*[+*]\)[+*]")


def test_no_pattern_of_the_review_repeats_what_repeats() -> None:
    folder = Path(generator.__file__).parent
    files = list((folder / "review").rglob("*.py"))
    assert {path.parent.name for path in files} > {"review", "text", "statements", "whole"}
    for path in files:
        assert not NESTED.search(path.read_text(encoding="utf-8")), path
