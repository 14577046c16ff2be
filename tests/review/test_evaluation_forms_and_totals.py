"""Totals of a report with a form on the same project: the points are those of the form.

Scores are worked out by hand: 12 indicators of 70 points, and what each form gives besides.
"""

from pathlib import Path
from typing import NamedTuple

import pytest
from docx import Document
from support.evaluation_forms import Form, Wide, write_document
from support.evaluation_shapes import HALL, Facts, Row, xinxiang_form

from generator.base.severity import Severity
from generator.review.evaluation.projects import pair_names
from generator.tasks.review import review_file

_ROWS = tuple(
    Row(
        "产出指标", "数量指标", f"清淤河段{number}", f"≥{number}公里", f"{number}公里", marks, marks
    )
    for number, marks in enumerate(("20", "15", "12", "11", "10"), 2)
)


class Split(NamedTuple):
    """How a form divides 100 points: execution, each of the four matters; scores; marks' sum."""

    execution: str
    executed: str
    matter: str
    managed: str
    last: str
    total: str


# 68 points in five indicators and the rest in a sixth; 76.32 of 84.80 is 90 %.
_SPLITS = [
    Split("10", "9.00", "5", "5", "2", "99"),
    Split("20", "18.00", "2", "2", "4", "98"),
    Split("5", "4.50", "4", "4", "11", "99.5"),
    Split("15", "13.50", "4", "3", "1", "94.5"),
]


def _facts(split: Split) -> Facts:
    total, *others = HALL.money
    last = Row("满意度指标", "满意度", "居民满意度", "≥90%", "95%", split.last, split.last)
    return HALL._replace(
        project="河道清淤",
        money=((*total[:4], split.execution, "90.0%", split.executed), *others),
        management=tuple(
            (matter, words, split.matter, split.managed, "资料归档不够及时")
            for matter, words, *_ in HALL.management
        ),
        indicators=(*_ROWS, last),
        score=split.total,
    )


def _told(folder: Path, facts: Facts, total: str, renamed: str = "") -> list[str]:
    return _told_of(folder, facts, total, form=xinxiang_form(facts), renamed=renamed)


def _told_of(folder: Path, facts: Facts, total: str, *, form: Form, renamed: str = "") -> list[str]:
    lines = [
        "第三部分 2024年度部门决算情况说明",
        "十三、预算绩效情况说明",
        "（二）项目绩效自评结果",
        f"河道清淤项目绩效自评情况：自评得分为{total}分。全年预算数为84.80万元，执行数为76.32万元。",
        "第五部分 附件",
    ]
    path = write_document(folder / "送审稿.docx", [(lines, form)])
    document = Document(str(path))
    for line in (
        "财政项目支出绩效自评报告",
        "项目名称：河道清淤",
        f"总得分{total}分，属于“优”。",
        *(
            f"{row.third.replace('居民', renamed or '居民')}"
            f"指标值{row.target}，完成值{row.actual}，"
            f"分值{row.marks}分，得分{row.score}分；"
            for row in facts.indicators
        ),
    ):
        document.add_paragraph(line)
    document.save(str(path))
    review = review_file(path)
    return [
        mark.finding.message
        for mark in review.marks
        if mark.finding.severity is not Severity.INFO and mark.finding.code in {"R16", "R18"}
    ]


@pytest.mark.parametrize("split", _SPLITS)
def test_any_division_of_the_points_is_silent(split: Split, tmp_path: Path) -> None:
    assert _told(tmp_path, _facts(split), split.total) == []


@pytest.mark.parametrize("split", _SPLITS)
def test_another_total_is_told_once_a_place(split: Split, tmp_path: Path) -> None:
    told = _told(tmp_path, _facts(split), "96")
    assert len(told) == 2, told
    assert all(f"自评表为{split.total}" in message for message in told)


def test_an_indicator_that_the_form_does_not_have_is_part_of_the_sum(tmp_path: Path) -> None:
    split = _SPLITS[1]
    facts = _facts(split)
    assert _told(tmp_path, facts, split.total, renamed="周边居民") == []
    facts = facts._replace(score="97.5")
    told = _told(tmp_path, facts, "97.5", renamed="周边居民")
    (message,) = told
    assert message.startswith("总得分写作97.5分，6 个指标的得分合计 72 分，加上项目支出绩效自评表")
    assert message.endswith("26 分，应为 98 分")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_projects_whose_names_differ_in_one_word(order: tuple[int, int]) -> None:
    # 清淤 and 清淤项目: 十三 calls both 清淤项目.
    names = ["清淤", "清淤项目"]
    said = [names[at] for at in order]
    assert pair_names(said, names) == dict(enumerate(order))
    assert pair_names(said, ["清淤", "清淤"]) == {}
    assert pair_names(said, ["清淤"]) == {}
    assert pair_names(["清淤项目"], ["清淤"]) == {0: 0}
    assert pair_names(["清淤", "清淤（二期）"], ["清淤（二期）项目", "清淤"]) == {0: 1, 1: 0}
    assert pair_names(["", "清淤"], ["", "清淤"]) == {1: 1}


@pytest.mark.parametrize(
    ("said", "right"),
    [
        # 84.80 / 76.32 万元 in 十三 beside a form in 元, to the cent of 万元.
        (("848000.00", "763200.00"), True),
        (("848049.99", "763150.01"), True),
        (("848051.00", "763200.00"), False),
        (("84.80", "76.32"), False),
    ],
)
def test_a_form_in_yuan_beside_ten_thousands(
    said: tuple[str, str], tmp_path: Path, *, right: bool
) -> None:
    facts = _facts(_SPLITS[0])
    total, *others = facts.money
    own = (total[0], said[0], *said, *total[4:])
    others = [(one[0], *("0.00",) * 3, *one[4:]) for one in others]
    others[0] = (others[0][0], said[0], *said, *others[0][4:])
    form = xinxiang_form(facts._replace(money=(own, *others)))
    told = _told_of(tmp_path, facts, "99", form=_in_yuan(form))
    assert (told == []) is right, told


def _in_yuan(form: Form) -> Form:
    return [
        [
            cell._replace(text=cell.text.replace("万元", "元"))
            if isinstance(cell, Wide) and "项目资金" in cell.text
            else cell
            for cell in row
        ]
        for row in form
    ]
