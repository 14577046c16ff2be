"""Which texts of a published document are taken over, whatever its headings are called."""

import pytest

from generator.model.passage import Passage
from generator.review.text.outline import read_submission
from generator.tasks.start.texts import read_texts

_NARRATIVE = (
    "第三部分 2024年度部门决算情况说明",
    "一、收入支出决算总体情况说明",
    "2024年度收、支总计均为10.00万元。",
)


def _texts(*lines: str) -> dict[str, str]:
    passages = [Passage(line, number) for number, line in enumerate(lines, start=1)]
    return read_texts(read_submission("去年.txt", tuple(passages)))


@pytest.mark.parametrize(
    ("duties", "organisation"),
    [
        ("一、主要职责", "二、机构设置"),
        ("一、部门职责", "二、机构设置情况"),
        ("（一）部门主要职能", "（二）部门决算单位构成"),
        ("一、某某局主要职责", "二、某某局部门所属预算单位构成情况"),
        ("1.单位职能", "2.内设机构情况"),
        ("主要职责", "机构设置"),
    ],
)
def test_duties_and_organisation_by_their_headings(duties: str, organisation: str) -> None:
    found = _texts(
        "第一部分 某某局概况",
        duties,
        "（一）负责全区的行政审批工作，拟订有关制度。",
        "（二）承办区政府交办的其他事项。",
        organisation,
        "某某局内设机构3个，包括：办公室、政务股、数据股。",
        *_NARRATIVE,
    )
    assert found["主要职责"].splitlines() == [
        "（一）负责全区的行政审批工作，拟订有关制度。",
        "（二）承办区政府交办的其他事项。",
    ]
    assert found["机构设置"] == "某某局内设机构3个，包括：办公室、政务股、数据股。"


def test_a_text_that_is_not_there_is_not_made_up() -> None:
    assert _texts("第一部分 某某局概况", "某某局是区政府工作部门。", *_NARRATIVE) == {}


def test_an_evaluation_without_clauses_is_one_text() -> None:
    found = _texts(
        *_NARRATIVE,
        "十三、预算绩效情况说明",
        "2024年度对3个项目开展了绩效自评。",
        "自评结果均为优。",
    )
    assert found == {"绩效评价工作开展情况": "2024年度对3个项目开展了绩效自评。\n自评结果均为优。"}
