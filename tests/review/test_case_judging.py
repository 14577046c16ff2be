"""The judgement on the review cases itself: it sees what is missing, too much, or put wrong."""

from dataclasses import replace
from pathlib import Path

import pytest
from case_judging import judge
from case_record import WARNING, Case, Said, rate

from generator.model.finding import Finding
from generator.model.review import Review
from generator.model.submission import Mark
from generator.review import rules
from generator.tasks.review import review_file

# 270 of 300 is 90 %.
TEXT = """一、收入决算情况说明
2024年度收入合计300.00万元，其中：财政拨款收入270.00万元，占80.00%；事业收入30.00万元，占10.00%。
"""
WRONG = rate(r"80\.00%", "90")


@pytest.fixture
def review(tmp_path: Path) -> Review:
    """Return a review of the text in which only the share is marked, as a finding without a fix."""
    file = tmp_path / "送审.txt"
    file.write_text(TEXT, encoding="utf-8")
    found = review_file(file)
    passage = next(passage for passage in found.submission.passages if "80.00%" in passage.text)
    start = passage.text.index("80.00%")
    rule = rules.COMPUTED
    finding = Finding(rule.code, rule.finding_class, rule.severity, "占80.00%，应为 90.00%")
    return replace(found, marks=(Mark(finding, passage, start, start + 6),), others=())


def fix(review: Review, replacement: str) -> Review:
    return replace(review, marks=(replace(review.marks[0], replacement=replacement),))


def test_what_is_expected_passes(review: Review) -> None:
    assert judge(Case("送审.txt", (WRONG,), read=("10.00%",), numbers=5), review) == []


def test_what_nobody_expects_is_a_false_alarm(review: Review) -> None:
    assert [reason[:2] for reason in judge(Case("送审.txt"), review)] == ["多说"]


@pytest.mark.parametrize(
    "said",
    [replace(WRONG, codes=frozenset({"R16"})), replace(WRONG, severities=WARNING)],
)
def test_another_code_or_grade_is_another_finding(said: Said, review: Review) -> None:
    reasons = judge(Case("送审.txt", (said,)), review)
    assert [reason[:2] for reason in reasons] == ["没有", "多说"]


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        (Case("送审.txt", (rate(r"80\.00%", "85"),)), "没有说应为 85"),
        (Case("送审.txt", (WRONG, Said("事业收入"))), "没有说"),
        (Case("送审.txt", (WRONG,), never=(r"90\.00",)), "不应说"),
        (Case("送审.txt", (WRONG,), numbers=6), "应有 6 个数字"),
    ],
)
def test_a_difference_is_named(case: Case, reason: str, review: Review) -> None:
    reasons = judge(case, review)
    assert len(reasons) == 1
    assert reasons[0].startswith(reason)


def test_a_mark_without_words_is_met_by_its_place(review: Review) -> None:
    mark = review.marks[0]
    bare = replace(mark, finding=replace(mark.finding, detail="按所列数字应为 90.00%"))
    assert judge(Case("送审.txt", (WRONG,)), replace(review, marks=(bare,))) == []
    assert judge(Case("送审.txt", (rate("事业收入", "90"),)), replace(review, marks=(bare,)))


def test_only_the_true_correction_is_right(review: Review) -> None:
    case = Case("送审.txt", (WRONG,))
    assert judge(case, fix(review, "90.00%")) == []
    assert [reason[:4] for reason in judge(case, fix(review, "80.01%"))] == ["不应修订"]
    uncorrected = Case("送审.txt", (replace(WRONG, corrected=False),))
    assert [reason[:4] for reason in judge(uncorrected, fix(review, "90.00%"))] == ["不应修订"]
    words = Case("送审.txt", (Said(r"80\.00%", becomes=("占90.00%；事业",)),))
    assert judge(words, fix(review, "90.00%")) == []
    assert judge(words, fix(review, "91.00%"))


def test_a_second_error_breaks_the_only_one(review: Review) -> None:
    twice = replace(review, marks=review.marks * 2)
    both = replace(WRONG, most=2)
    assert judge(Case("送审.txt", (both,)), twice) == []
    reasons = judge(Case("送审.txt", (both,), only_error=True), twice)
    assert reasons == ["一处错误说了 2 次"]


def test_what_is_said_twice_is_said_once_too_often(review: Review) -> None:
    (reason,) = judge(Case("送审.txt", (WRONG,)), replace(review, marks=review.marks * 2))
    assert reason.startswith(f"{WRONG.at} 说了 2 次：")


def test_numbers_that_are_not_counted_are_missed(review: Review) -> None:
    fewer = replace(review, verdicts=review.verdicts[1:])
    reasons = judge(Case("送审.txt", (WRONG,)), fewer)
    assert any(reason.startswith("没有计数：") for reason in reasons)
