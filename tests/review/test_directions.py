"""Words of direction against the numbers and words beside them."""

import pytest

from generator.model.passage import Passage
from generator.review.text.outline import read_submission
from generator.review.whole.directions import check_directions

_HEADING = "一、“三公”经费财政拨款支出决算情况说明"


def _found(text: str) -> list[tuple[str, str, str]]:
    lines = f"{_HEADING}\n{text}".split("\n")
    passages = [Passage(line, at, locator=str(at)) for at, line in enumerate(lines, 1)]
    marks = check_directions(read_submission("正文.txt", passages))
    return [(m.finding.code, m.finding.severity.value, m.finding.found_text) for m in marks]


@pytest.mark.parametrize(
    ("text", "code", "quote"),
    [
        ("收、支总计各减少60.00万元，增长37.50%。", "R03", "增长37.50%"),
        ("比上年增加6.00万元，下降7.50%。", "R03", "下降7.50%"),
        ("较上年上升了1.20万元，降幅12%。", "R03", "降幅12%"),
        (
            "预算为4.00万元，支出决算为4.00万元，完成预算的100%。决算数小于预算数的原因是节约。",
            "R17",
            "小于预算数",
        ),
        ("支出决算为3.00万元，完成预算的100.00%，决算数大于预算数。", "R17", "大于预算数"),
        (
            "年初预算为5.00万元，支出决算为4.00万元，完成年初预算的80.00%，大于年初预算数。",
            "R03",
            "大于年初预算数",
        ),
        ("支出决算为6.00万元，完成预算的120.00%。决算数低于预算数。", "R03", "低于预算数"),
    ],
)
def test_one_change_has_one_direction(text: str, code: str, quote: str) -> None:
    assert [(one[0], one[2]) for one in _found(text)] == [(code, quote)]


def test_a_rounded_rate_may_hide_a_difference() -> None:
    assert _found("支出决算为3.00万元，完成预算100%，决算数小于预算数。")[0][1] == "warning"


@pytest.mark.parametrize(
    "text",
    [
        "收、支总计各减少60.00万元，下降37.50%。",
        "收入增加6.00万元，支出减少2.00万元，下降7.50%。",
        "较年初预算减少1.00万元，较上年增长7.50%。",
        "完成预算的100%，比上年增加1.00万元，增长5.00%。",
        "预算为4.00万元，支出决算为3.00万元，完成预算的75.00%，决算数小于预算数。",
        "完成预算的99.99%，决算数小于预算数。",
        "“三公”经费预算为4.00万元，支出决算为4.00万元，完成预算的100%。公务接待费小于预算数。",
        "预算为1000.00万元，支出决算为999.80万元，完成预算的100%，决算数小于预算数。",
        "完成预算100%，决算数小于预算数（或与预算数持平）的原因是节约。",
        "公务接待费完成预算的50.00%。\n公务用车费大于预算数。",
    ],
)
def test_what_is_in_order(text: str) -> None:
    assert _found(text) == []
