"""Reasons and purposes of a text, held against its own words."""

import csv
from pathlib import Path

import pytest

from generator.field.leaning import Asked, lean
from generator.model.passage import Passage
from generator.review.text.outline import read_submission
from generator.review.whole.reasons import check_reasons

_CASES = Path(__file__).with_name("reason_cases.csv")
_YEAR = 2024
_HEADINGS = {
    "一": "一、收入支出决算总体情况说明",
    "二": "二、收入决算情况说明",
    "四": "四、财政拨款收入支出决算总体情况说明",
    "五": "五、一般公共预算财政拨款支出决算情况说明",
    "六": "六、一般公共预算财政拨款基本支出决算情况说明",
    "七": "七、政府性基金预算财政拨款支出决算情况说明",
    "八": "八、国有资本经营预算财政拨款支出决算情况说明",
    "九": "九、一般公共预算财政拨款“三公”经费支出决算情况说明",
    "十": "十、机关运行经费支出情况说明",
    "十三": "十三、预算绩效情况说明",
}


def _cases(noticed: str) -> list[tuple[str, str, str]]:
    with _CASES.open(encoding="utf-8", newline="") as file:
        return [
            (row["section"], row["text"].replace("\\n", "\n"), row["code"])
            for row in csv.DictReader(file)
            if row["noticed"] == noticed
        ]


def _codes(section: str, text: str) -> list[str]:
    lines = f"{_HEADINGS[section]}\n{text}".split("\n")
    passages = [Passage(line, at, locator=str(at)) for at, line in enumerate(lines, 1)]
    submission = read_submission("正文.txt", passages)
    return [mark.finding.code for mark in check_reasons(submission, _YEAR, alone=True)]


@pytest.mark.parametrize(("section", "text", "code"), _cases("是"))
def test_what_contradicts_itself_is_noticed(section: str, text: str, code: str) -> None:
    assert _codes(section, text) == [code]


@pytest.mark.parametrize(("section", "text", "code"), _cases("否"))
def test_true_reasons_and_unclear_ones_are_left_alone(section: str, text: str, code: str) -> None:
    assert _codes(section, text) == [] == code.split()


def test_evaluations_explain_problems_not_changes() -> None:
    text = "执行数比上年减少5.00万元。存在问题的主要原因是项目增加。"
    assert _codes("十三", text) == []
    assert _codes("四", text) == ["R21"]


def test_a_list_in_the_next_paragraph_is_a_reason() -> None:
    text = "财政拨款收、支总计各增加6.00万元，增长1.69%。主要原因：\n一是新增专项；\n二是调资。"
    assert _codes("四", text) == []


@pytest.mark.parametrize(
    ("reason", "sign"),
    [
        ("新进人员5名，人员经费增加", 1),
        ("压减会议费", -1),
        ("上年基数较大", 0),
        ("减少支出的项目结束", 0),
        ("项目经费减少而人员经费增加", 0),
        ("退休人员减少3人", 0),
        ("据实列支", 0),
        ("一是人员经费增加；二是信息系统迁移", 0),
    ],
)
def test_which_way_a_reason_points(reason: str, sign: int) -> None:
    found = lean(reason, Asked())
    assert (found.sign if found else 0) == sign
