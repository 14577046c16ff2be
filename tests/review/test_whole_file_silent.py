"""What only looks wrong in a whole file is not told; its counterpart that is wrong is."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from edited import read_of

from generator.accounts.build import build_accounts
from generator.base.severity import Severity
from generator.model.accounts import Identity
from generator.model.passage import Aside, Passage
from generator.model.records import Inputs
from generator.model.submission import Mark, Submission
from generator.review.harvest import harvest
from generator.review.text.outline import read_submission
from generator.review.whole.covered import check_covered
from generator.review.whole.leftovers import check_leftovers
from generator.review.whole.names import check_names
from generator.review.whole.owners import check_margins, check_owners
from generator.review.whole.years import check_years
from generator.tasks.review import review_material

_YEAR = 2024
_NAME = "江河市某某局"
_HEAD = ("江河市某某局2024年度部门决算", "第一部分 部门概况")
_BODY = ("第三部分 2024年度部门决算情况说明", "二、收入决算情况说明")
_OWN = "2024年度收入合计9.00万元。"


def _submission(*lines: str) -> Submission:
    return read_submission(
        "文.txt", [Passage(line, at, locator=str(at)) for at, line in enumerate(lines, start=1)]
    )


def _words(marks: Iterable[Mark]) -> list[str]:
    return [m.passage.text[m.start : m.end] if m.passage else "" for m in marks]


def _years(*lines: str) -> list[str]:
    return _words(check_years(_submission(*_HEAD, *_BODY, *lines), _YEAR))


@pytest.mark.parametrize(
    ("true", "wrong", "told"),
    [
        ("2022年支出项目于本年验收，支付3.00万元。", "2022年支出3.00万元，均已支付。", "2022"),
        ("2022年项目支出3.00万元在2024年支付。", "2022年项目支出3.00万元。", "2022"),
        ("2023年政府采购项目跨年验收，支付3.00万元。", "2023年政府采购支出3.00万元。", "2023"),
        ("2023年基本支出欠款3.00万元本年支付。", "2023年基本支出3.00万元。", "2023"),
        (
            "2023年项目支出预算3.00万元结转本年使用。",
            "2023年项目支出预算3.00万元，支出3.00万元。",
            "2023",
        ),
        ("2022年公务用车购置款3.00万元本年度付清。", "2022年公务用车购置费3.00万元。", "2022"),
        ("2023年人员经费补发3.00万元。", "2023年人员经费3.00万元，主要是补发工资。", "2023"),
    ],
)
def test_what_an_earlier_year_owed_is_paid_later(true: str, wrong: str, told: str) -> None:
    assert not _years(true)
    assert _years(wrong) == [told]


@pytest.mark.parametrize(
    ("true", "wrong"),
    [
        (
            "2024年度收入9.00万元，2023年度收入9.00万元，与上年持平。",
            "2024年度收入9.00万元。2023年度收入9.00万元，占9%。",
        ),
        (
            "2023年度财政拨款收入决算为8.00万元，2024年度财政拨款收入9.00万元。",
            "2023年度财政拨款收入决算为9.00万元。2024年度财政拨款收入9.00万元。",
        ),
        (
            "2024年度收入9.00万元。2023年度收入合计8.00万元。",
            "2024年度收入9.00万元。2023年度政府采购支出8.00万元。",
        ),
        (
            "2024年度公务接待费决算5.00万元。2023年度公务接待费支出决算数5.00万元，持平。",
            "2024年度公务接待费决算5.00万元。2023年度公务接待费支出决算数5.00万元，占5%。",
        ),
        (
            "2024年“三公”经费支出5.00万元。2023年“三公”经费财政拨款支出决算合计4.00万元。",
            "2024年“三公”经费支出5.00万元。2023年公务接待费支出4.00万元。",
        ),
        (
            "2024年因公出国（境）费用3.00万元，2023年因公出国（境）支出合计4.00万元。",
            "2024年因公出国（境）费用3.00万元，2023年公务接待费4.00万元。",
        ),
        (
            "公务接待费2023年预算2.00万元，2024年预算3.00万元。",
            "公务接待费2023年年初预算2.00万元，2024年决算3.00万元。",
        ),
    ],
)
def test_the_year_before_may_stand_beside_the_own_one(true: str, wrong: str) -> None:
    assert not _years(true)
    assert "2023" in _years(wrong)


def test_two_years_are_compared_with_one_another() -> None:
    assert not _years("2023年和2024年收入合计对比如下。", "2023年度与2024年度收入相比有增加。")
    assert _years("2024年度与2022年度相比，收入增加1.00万元。") == ["2022"]
    assert _years("与2024年度相比，收入增加1.00万元。") == ["2024"]


@pytest.mark.parametrize(
    ("need", "told"),
    [
        ("2025年需要经费200.42万元。", True),
        ("2025年需要经费17.00万元。", False),
        ("2025年需要支付的合同尾款200.42万元。", False),
        ("2025年需要经费200.42万元，已列入2025年预算。", False),
        ("项目跨年实施，2025年需要继续支付200.42万元。", False),
        ("2025年所需设备计划投入200.42万元。", False),
        ("2024年需要经费200.42万元。", False),
    ],
)
def test_what_the_next_year_needs_is_asked_where_it_is_a_budget(need: str, *, told: bool) -> None:
    found = list(
        check_years(_submission(*_HEAD, *_BODY, _OWN, "全年预算数为200.42万元。", need), _YEAR)
    )
    assert _words(found) == ["2025"] * told
    assert all(m.finding.severity is Severity.WARNING and m.replacement is None for m in found)


_SPANS = [
    ("2023—2024年度部门决算", True),
    ("2024—2025年度部门决算", True),
    ("2023年度-2025年度部门决算", True),
    ("二〇二三至二〇二四年度部门决算", True),
    ("2024年和2025年度部门决算", True),
    ("2022—2023年度部门决算", False),
    ("2025—2026年度部门决算", False),
    ("二〇二三年度部门决算", False),
    ("2025年度部门决算", False),
]


@pytest.mark.parametrize(("title", "right"), _SPANS)
def test_a_title_of_several_years_has_the_own_one(title: str, *, right: bool) -> None:
    found = check_years(_submission(_HEAD[0], title, *_BODY, _OWN), _YEAR)
    assert bool(list(found)) is not right
    header = Aside("页眉", title)
    assert bool(list(check_margins("文.docx", [header], _NAME, _YEAR))) is not right


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        (("编制范围的单位共5个：", "1.行政单位2个", "2.事业单位3个"), False),
        (("下属单位8个，其中：", "1.行政单位2个", "2.事业单位6个", "3.参公单位1个"), False),
        (("下属单位3个，分别为行政单位、事业单位。",), False),
        (("下属单位3个，分别为江河市一站、江河市二站。",), True),
        (("内设机构3个，下属单位2个：", "1.办公室", "2.财务科", "3.人事科", "4.一站"), False),
        (("内设3个科室。", "1.部门决算单位构成", "编制范围见附表。"), False),
        (("内设3个科室：", "1.办公室", "负责日常工作。", "2.财务科", "3.人事科"), False),
        (("内设3个科室：", "1.办公室", "2.财务科", "负责财务工作。"), True),
        (("内设3个科室：", "1.办公室", "2.财务科", "主要职责：", "1.管理。", "2.服务。"), True),
        (
            ("内设3个科室：", "1.办公室：负责文电。", f"2.财务科：{'负责财务' * 20}", "3.人事科"),
            False,
        ),
        (("内设3个科室：", "1.办公室：负责文电。", "2.财务科：负责财务。"), True),
    ],
)
def test_a_list_is_counted_only_where_it_is_one(lines: tuple[str, ...], *, wrong: bool) -> None:
    assert bool(check_covered(_submission(*_HEAD, *lines, *_BODY)).marks) is wrong


_SAID = "江河市园林中心2024年度收入3.00万元。"
_OF_TWO = "纳入编制范围的单位共2个，{}。"


@pytest.mark.parametrize(
    "line",
    [
        _OF_TWO.format("包括：江河市某某局本级、江河市园林中心"),
        _OF_TWO.format("分别为江河市某某局本级和江河市园林中心"),
        _OF_TWO.format("即江河市某某局（本级）及江河市园林中心（公益一类）"),
        "江河市某某局所属江河市园林中心为公益一类事业单位。",
        "下属单位1个，即江河市园林中心。",
    ],
)
def test_a_unit_that_part_one_lists_may_be_spoken_of(line: str) -> None:
    assert not list(check_owners(_submission(*_HEAD, line, *_BODY, _SAID), _NAME))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("纳入编制范围的单位共1个。", _SAID),
        (_OF_TWO.format("包括：江河市某某局本级、江河市图书馆"), _SAID),
        ("江河市教育局，是市政府工作部门。", "江河市教育局2024年度收入3.00万元。"),
        ("纳入编制范围的单位共1个。", "江河市财政局年初预算为3.00万元。"),
        ("纳入编制范围的单位共1个。", "截至2024年12月31日，江河市教育局共有车辆3辆。"),
        ("从决算单位构成看，江河市教育局包括2个单位：本级和园林中心。", _SAID),
        ("从决算单位构成看，江河市教育局包括两个单位：本级和园林中心。", _SAID),
    ],
)
def test_another_one_that_it_does_not_list_is_told(line: str, said: str) -> None:
    assert _words(check_owners(_submission(*_HEAD, line, *_BODY, said), _NAME))


@pytest.mark.parametrize(
    "said",
    [
        "下属江河市园林中心2024年度收入3.00万元。",
        "所属事业单位江河市园林中心2024年度支出3.00万元。",
        "市财政局年初预算批复3.00万元。",
        "江河市财政局年初预算下达指标3.00万元。",
        "根据江河市财政局年初预算批复，收入3.00万元。",
        "省财政厅财政拨款拨付资金3.00万元。",
        "从国有资产看，江河市某某局共有车辆3辆。",
    ],
)
def test_what_others_do_and_own_institutes_are_no_other_owner(said: str) -> None:
    assert not list(check_owners(_submission(*_HEAD, *_BODY, said), _NAME))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("与上年相比没有增加或减少。", []),
        ("与上年相比未发生增加或减少的情况。", []),
        ("不论增加或减少，均按预算执行。", []),
        ("经费无增加/减少。", []),
        ("与上年相比增加或减少5.00万元。", ["增加或减少"]),
        ("没有因公出国，公务接待费增加或减少5.00万元。", ["增加或减少"]),
        ("未完工项目增加或减少3.00万元。", ["增加或减少"]),
        ("无形资产增加（减少）3.00万元。", ["增加（减少）"]),
        ("上述支出均须填报审批单，经批准后列支。", []),
        ("公务接待须填写公务接待审批单、接待清单等表格。", []),
        ("上述内容请据实填写。", ["上述内容请据实填写"]),
        ("请按上述格式填写本表。", ["请按上述格式填写本表"]),
    ],
)
def test_what_is_denied_or_filled_in_for_own_work_is_no_leftover(
    text: str, told: list[str]
) -> None:
    assert _words(check_leftovers(_submission(*_HEAD, *_BODY, text), None)) == told


def test_what_is_left_over_in_a_joined_piece_has_its_clause() -> None:
    lines = ("2024年度收入合计9.00万元，均为按照批复的年初", "预算取得的XX部门财政拨款收入。")
    submission = _submission(*_HEAD, *_BODY, *lines)
    (pieces,) = submission.joined.values()
    assert [piece.text for piece in pieces] == list(lines)
    (found,) = check_leftovers(submission, None)
    assert found.passage is not None
    assert found.passage.text == lines[1]
    assert found.finding.places[0].section == submission.sections[0].paragraphs[0].where


def test_a_text_without_tables_is_harvested_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read = harvest.read_identity
    times = []

    def count(*arguments: object) -> None:
        times.append(1)
        read(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(harvest, "read_identity", count)
    text = "\n".join((*_HEAD, *_BODY, _OWN, "2022年度收入合计9.00万元。"))
    review = review_material(read_of(text))
    assert len(times) == 1
    assert review is not None
    assert "R11" in {one.finding.code for one in review.marks}


# A list that has the department itself is one of several; a name alone is an earlier one of its.
@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("纳入的单位共3个：{0}本级、江河市综合服务中心、江河市执法大队。", 0),
        ("包括：江河市综合服务中心、{0}本级。", 0),
        ("江河市综合服务中心负责服务保障工作。", 1),
        ("{0}成立于2019年。江河市综合服务中心、市信息中心是其下属单位。", 1),
    ],
)
def test_a_unit_beside_the_department_is_another_one(line: str, told: int) -> None:
    name = "江河市机关服务中心"
    accounts, _ = build_accounts(Inputs(Path("无")))
    accounts = replace(accounts, identity=Identity(name, _YEAR))
    submission = _submission(name, "第一部分 部门概况", line.format(name))
    assert len(list(check_names(submission, accounts))) == told
