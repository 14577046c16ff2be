"""Each rule of the review: changes to a clean text that it must or must not notice."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from edited import Edit, base_text, codes, new_marks, review_of

from generator.base.severity import Severity
from generator.model.finding import Finding
from generator.review.rules import RULES

_CASES = Path(__file__).with_name("rule_cases.csv")


def _read(noticed: str) -> list[Edit]:
    with _CASES.open(encoding="utf-8", newline="") as file:
        return [
            Edit(
                row["code"],
                row["old"],
                row["new"].replace("\\n", "\n"),
                row["quote"],
                row["message"],
                row["right"],
            )
            for row in csv.DictReader(file)
            if row["noticed"] == noticed
        ]


MUST, MUST_NOT = _read("是"), _read("否")


@pytest.mark.parametrize("edit", MUST, ids=lambda edit: f"{edit.code}-{edit.new[:12]}")
def test_a_change_is_noticed(edit: Edit) -> None:
    marks = new_marks(edit)
    lines = [f"{m.finding.code} {m.finding.message} | {m.finding.places[0].quote}" for m in marks]
    own = [m for m in marks if m.finding.code == edit.code]
    assert own, lines
    fitting = [
        m for m in own if edit.quote in m.finding.places[0].quote and edit.also in m.finding.message
    ]
    assert fitting, lines
    if edit.right:
        assert Decimal(edit.right) in [m.finding.expected for m in fitting]


@pytest.mark.parametrize("edit", MUST_NOT, ids=lambda edit: f"{edit.code}-{edit.new[:12]}")
def test_what_is_right_is_not_noticed(edit: Edit) -> None:
    marks = [m for m in new_marks(edit) if m.finding.severity is not Severity.INFO]
    lines = [f"{m.finding.code} {m.finding.message}" for m in marks]
    assert edit.code not in codes(marks), lines
    assert lines == []


def test_one_mistake_is_one_finding() -> None:
    """The wrong amount explains the rate beside it."""
    edit = Edit(
        "R01",
        "支出决算为411.02万元，完成年初预算的102.28%",
        "支出决算为441.02万元，完成年初预算的109.74%",
    )
    marks = [m for m in new_marks(edit) if m.finding.severity is not Severity.INFO]
    assert [m.finding.code for m in marks] == ["R01"]
    assert "109.74" in marks[0].finding.also[0]
    assert marks[0].replacement == "411.02"


def test_the_clean_text_has_no_marks() -> None:
    marks = review_of(base_text()).marks
    grave = [m.finding.code for m in marks if m.finding.severity is not Severity.INFO]
    # One project of the data spent nothing and is graded 优.
    assert grave == ["R23"]


def test_tails_of_our_wording_and_of_any_other_are_told_in_one_line() -> None:
    text = base_text().replace("公用经费73.24", "公用经费73.25")
    text = text.replace("占88.38%。", "占88.38%。本年支出合计中，项目支出共计9,187.46万元。")
    tails = [m.finding for m in review_of(text).marks if m.finding.code == "T02"]
    assert [len(one.places) for one in tails] == [2]
    assert "正文有 2 个金额" in tails[0].message
    grave = [m for m in review_of(text).marks if m.finding.severity is Severity.ERROR]
    assert grave == []


def test_without_tables_a_text_is_read_against_itself() -> None:
    text = base_text().replace("完成预算的86.15%", "完成预算的68.15%", 1)
    review = review_of(text, alone=True)
    assert [m.finding.expected for m in review.marks if m.finding.code == "R02"] == [
        Decimal("86.15")
    ]
    assert review.unchecked


def test_every_rule_has_cases() -> None:
    """Some rules need more than a narrative; they have tests of their own."""
    elsewhere = {"R10", "R13", "R19", "R23", "R24", "T02"}
    rules = {rule.code for rule in RULES}
    assert {edit.code for edit in MUST} == rules - elsewhere
    assert {edit.code for edit in MUST_NOT} >= rules - elsewhere - {"R10", "R23", "R24"}


_STAFF_ITEMS = "基本工资、津贴补贴、奖金、绩效工资"
_OFFICE_ITEMS = "办公费、印刷费、邮电费、差旅费"


def _errors(text: str, *, alone: bool = False) -> list[Finding]:
    marks = review_of(text, alone=alone).marks
    return [m.finding for m in marks if m.finding.severity is Severity.ERROR]


def test_two_names_that_are_swapped_are_one_error() -> None:
    swapped = (
        base_text()
        .replace("人员经费1,134.23万元", "公用经费1,134.23万元")
        .replace("公用经费73.24万元", "人员经费73.24万元")
    )
    (found,) = _errors(swapped)
    assert found.code == "R01"
    assert [note[:3] for note in found.also] == ["R07", "R01", "R07"]


def test_an_item_that_the_swapped_list_leaves_out_is_told_still() -> None:
    swapped = (
        base_text()
        .replace("人员经费1,134.23万元", "公用经费1,134.23万元")
        .replace("公用经费73.24万元", "人员经费73.24万元")
        .replace("邮电费、差旅费", "差旅费")
    )
    assert [(f.code, "邮电费" in f.message) for f in _errors(swapped)] == [
        ("R01", False),
        ("R06", True),
    ]


def test_two_lists_that_are_swapped_are_an_error_each() -> None:
    text = (
        "六、一般公共预算财政拨款基本支出决算情况说明\n"
        "2024年度一般公共预算财政拨款基本支出1,207.46万元。"
        "其中：人员经费1,134.23万元，主要包括：{}；公用经费73.23万元，主要包括：{}。\n"
    )
    assert _errors(text.format(_STAFF_ITEMS, _OFFICE_ITEMS), alone=True) == []
    found = _errors(text.format(_OFFICE_ITEMS, _STAFF_ITEMS), alone=True)
    assert [f.code for f in found] == ["R07", "R07"]
    mixed = text.format(f"{_STAFF_ITEMS}、办公费", _OFFICE_ITEMS)
    assert [f.message for f in _errors(mixed, alone=True)] == ["“办公费”不属于人员经费"]


@pytest.mark.parametrize("last", ["比上年决算数减少3.00万元，", ""])
def test_a_fall_by_more_than_all_is_one_error(last: str) -> None:
    text = (
        "九、“三公”经费支出决算情况说明\n"
        f"2024年度公务接待费支出决算为2.00万元，{last}比上年下降150%，主要原因是没有接待任务。\n"
    )
    assert [f.code for f in _errors(text, alone=True)] == ["R02"]
