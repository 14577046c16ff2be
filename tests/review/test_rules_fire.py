"""Each rule of the review: changes to a clean text that it must or must not notice."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from edited import Edit, base_text, codes, new_marks, review_of

from generator.base.severity import Severity
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
