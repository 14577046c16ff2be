"""What is left over of the form, and what only looks like it."""

import pytest

from generator.model.passage import Passage
from generator.review.text.outline import read_submission
from generator.review.whole.leftovers import check_leftovers

_HEADING = "第三部分 2024年度部门决算情况说明\n一、收入支出决算总体情况说明"


def _found(text: str) -> list[str]:
    lines = f"{_HEADING}\n{text}".split("\n")
    passages = [Passage(line, at, locator=str(at)) for at, line in enumerate(lines, 1)]
    marks = check_leftovers(read_submission("正文.txt", passages), None)
    return [m.finding.found_text for m in marks if m.finding.code == "R14"]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("收、支总计各增加（减少）5.00万元，增长3.00%。", "增加（减少）"),
        ("收、支总计各增加5.00万元，增长（下降）3.00%。", "增长（下降）"),
        ("决算数小于预算数（或与预算数持平）的主要原因是厉行节约。", "（或与预算数持平）"),
        ("决算数大于（小于、等于）预算数。", "大于（小于、等于）"),
        ("决算数大于/小于（等于）预算数的原因。", "大于/小于（等于）"),
        ("比上年增加/减少5.00万元。", "增加/减少"),
        ("减少0.11万元，增幅为/降幅为20.00%。", "增幅为/降幅"),
        ("与上年相比增加或减少5.00万元。", "增加或减少"),
        ("支出总计5.00万元（或持平）。", "（或持平）"),
        ("机关运行经费（请据实填写）5.00万元。", "（请据实填写）"),
        ("因公出国团组1个（可根据实际情况增减）。", "（可根据实际情况增减）"),
        (
            "无政府性基金收支的，仍保留该表格式，并在本表下方作下述说明：",
            "无政府性基金收支的，仍保留该表格式，并在本表下方作下述说明：",
        ),
        ("如没有此项支出，请删除本段。", "如没有此项支出，请删除本段"),
        ("括号内的文字须根据实际选择填列。", "括号内的文字须根据实际选择填列"),
        ("收入预算预算5.00万元。", "预算预算"),
    ],
)
def test_what_is_left_over(text: str, quote: str) -> None:
    assert _found(text) == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "说明：本部门没有使用政府性基金安排的支出，故本表无数据。",
        "注：本表金额转换为万元时，因四舍五入可能存在尾差。",
        "注：本表反映部门本年度各项支出情况，按功能分类科目填列。",
        "收、支总计各增加5.00万元，增长3.00%（含追加）。",
        "年初结转和结余（减少2.00万元）转入下年。",
        "预算执行进度大于等于90%。",
        "我部门共有车辆2辆（台），单位价值100万元（含）以上设备0台（套）。",
        "决算数与预算数持平（均为2.10万元）。",
        "财政拨款支出增减变动的主要原因是项目增加。",
        "应急保障用车1辆，请示报告按规定办理。",
        "一步一步推进，研究研究再定。",
    ],
)
def test_what_is_the_department_s_own(text: str) -> None:
    assert _found(text) == []


def test_a_doubled_word_that_the_text_repeats_is_a_name() -> None:
    slip = "高新高新园区运行维护1.00万元。"
    assert _found(slip) == ["高新高新"]
    assert _found(f"{slip}\n高新高新园区建设2.00万元。") == []


def test_evaluations_and_part_one_may_speak_of_forms() -> None:
    duties = "第一部分 部门概况\n一、部门职责\n下级单位应按照统一格式填报统计资料。"
    report = "十三、预算绩效情况说明\n部分指标没有按模板填写，下一步应按格式填写。"
    lines = f"{duties}\n{_HEADING}\n收入1.00万元。\n{report}".split("\n")
    passages = [Passage(line, at, locator=str(at)) for at, line in enumerate(lines, 1)]
    assert not list(check_leftovers(read_submission("正文.txt", passages), None))
