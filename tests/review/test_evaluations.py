"""Evaluations: money of another scope is asked for, counts of grades are no grades."""

from decimal import Decimal

import pytest
from edited import review_of
from support.folders import DATA

from generator.accounts.build import build_accounts
from generator.base.severity import Severity
from generator.model.accounts import Accounts, Identity, ListedAmount, ListedText
from generator.model.figure import Source
from generator.model.passage import Passage
from generator.model.place import Place
from generator.model.records import Record
from generator.model.submission import Owner
from generator.review.harvest.completing import keep_unknown
from generator.review.harvest.harvest import Harvest
from generator.review.statements.checking import check_statements, read_submitted
from generator.review.text.outline import read_submission
from generator.tasks.department import read_inputs

_SCORED = "自评得分为95.60分"


def _found(text: str, code: str) -> list[tuple[Severity, str]]:
    marks = review_of(text, alone=True).marks
    return [(m.finding.severity, m.finding.message) for m in marks if m.finding.code == code]


@pytest.mark.parametrize(
    "said",
    [
        "为“优”的3个，为“良”的2个",
        "为“良”的有3个",
        "为良项目共3个",
        "为“中”等次项目3个",
        "为良的占比40%",
    ],
)
def test_a_count_of_a_grade_is_no_grade(said: str) -> None:
    text = (
        "第三部分 2024年度部门决算情况说明\n十三、预算绩效情况说明\n"
        f"从评价情况来看，平均执行率为90.00%，项目{_SCORED}，评价等级{said}。\n"
    )
    assert not _found(text, "R18")


def test_a_grade_outside_its_band_is_found() -> None:
    text = (
        "第三部分 2024年度部门决算情况说明\n十三、预算绩效情况说明\n"
        f"项目{_SCORED}，评价等级为“良”。\n"
    )
    assert [severity for severity, _ in _found(text, "R18")] == [Severity.ERROR]


def _asked(text: str) -> list[Severity]:
    """Return how grave it is what the tables of the data folder contradict."""
    lines = ("第三部分 2024年度部门决算情况说明", "十三、预算绩效情况说明", text)
    passages = [Passage(line, at, locator=str(at)) for at, line in enumerate(lines, 1)]
    submission = read_submission("正文.txt", passages)
    accounts, _ = build_accounts(read_inputs(DATA)[0])
    read = read_submitted(submission, accounts, accounts.identity.unit, Owner("", 2024))
    found = check_statements(submission, accounts, read).marks
    return [m.finding.severity for m in found if m.finding.code == "R16"]


def test_money_of_an_evaluation_is_asked_for() -> None:
    whole = "组织开展整体支出绩效评价，涉及一般公共预算支出"
    assert _asked(f"{whole}6001.65万元。") == [Severity.WARNING]
    assert _asked(f"{whole}5998.19万元。") == []


@pytest.mark.parametrize(
    "said",
    [
        "6001.65万元（含上年结转资金3.46万元）。",
        "6001.65万元，与决算数不一致的部分为往来资金。",
        "6001.65万元，按预算执行口径统计。",
    ],
)
def test_what_the_text_explains_is_not_asked_for(said: str) -> None:
    assert _asked(f"组织开展整体支出绩效评价，涉及一般公共预算支出{said}") == []


_TWO = (
    "智慧城管平台运维项目全年预算数为50.00万元，执行数为45.00万元，完成预算的90.00%；"
    "道路清扫保洁项目全年预算数为30.00万元，执行数为24.00万元，完成预算的80.00%。"
)
_AGAIN = "其中，智慧城管平台运维项目安排财政拨款{}万元，道路清扫保洁项目安排财政拨款{}万元。\n"


def _open_and_told(text: str) -> tuple[list[str], list[str]]:
    review = review_of(f"十三、预算绩效情况说明\n{text}", alone=True)
    told = [m.finding.message for m in review.marks if m.finding.severity is Severity.ERROR]
    return [number.text for number in review.open_numbers], told


def test_an_amount_that_another_project_of_the_paragraph_has_is_open() -> None:
    assert _open_and_told(_TWO + _AGAIN.format("50.00", "30.00")) == ([], [])
    swapped = _open_and_told(_TWO + _AGAIN.format("30.00", "50.00"))
    assert swapped == (["30.00万元", "50.00万元"], [])


def test_parts_of_a_budget_are_not_held_against_what_was_spent() -> None:
    text = (
        "智慧城管平台运维项目全年预算数为50.00万元，执行数为45.00万元，完成预算的90.00%。"
        "其中，财政拨款50.00万元。\n"
    )
    assert _open_and_told(text) == ([], [])


def test_parts_of_the_one_amount_of_a_project_are_added_up() -> None:
    text = "智慧城管平台运维项目支出45.00万元。其中：财政拨款{}万元，单位自筹20.00万元。\n"
    assert _open_and_told(text.format("25.00"))[1] == []
    assert len(_open_and_told(text.format("35.00"))[1]) == 1


def test_a_fact_of_the_whole_that_the_data_gives_is_not_taken_from_the_text() -> None:
    """整体绩效.csv gives the change of the budget under a name of its own."""
    accounts = Accounts(
        Identity("某局", 2024),
        {},
        facts={
            "整体预算调整": ListedAmount(
                Decimal(0), "万元", Source(Place("整体绩效.csv"), "0", Decimal(1))
            )
        },
        fact_texts={"部门整体自评等级": ListedText("良", Place("整体绩效.csv"))},
    )
    rows = [
        Record({"项目": key, "数值": value, "单位": unit}, {}, {})
        for key, value, unit in (
            ("整体预算调整", "71.57", "万元"),
            ("部门整体自评等级", "优", ""),
            ("整体评价单位数", "3", "个"),
        )
    ]
    kept = keep_unknown(Harvest({"事项": tuple(rows)}), accounts)
    assert [one.text("项目") for one in kept.lists["事项"]] == ["整体评价单位数"]
