"""What follows from another finding is folded into it; what the next sentence says is not."""

import pytest

from generator.base.rules import Rule
from generator.base.severity import FindingClass
from generator.model.passage import Passage
from generator.model.submission import Mark
from generator.review import rules
from generator.review.folding import fold
from generator.review.marking import Spot, mark


def _mark(text: str, rule: Rule, words: str, kind: FindingClass | None = None) -> Mark:
    start = text.index(words)
    spot = Spot("文.txt", "一", Passage(text, 1, locator="1"), start, start + len(words))
    return mark(rule, words, spot, kind=kind)


def _folded(text: str, cause: tuple[Rule, str], other: tuple[Rule, str]) -> bool:
    kind = FindingClass.INTERNAL if other[0] in (rules.DIRECTION, rules.EQUALITY) else None
    marks = fold([_mark(text, *cause), _mark(text, *other, kind)])
    assert sum(1 + len(one.finding.also) for one in marks) == 2
    return len(marks) == 1


@pytest.mark.parametrize("stop", ["，", "。", "！"])
@pytest.mark.parametrize(
    ("form", "cause", "other"),
    [
        (
            "收入3.00万元{}支出比预算增加0.00万元。",
            (rules.AMOUNT, "3.00"),
            (rules.DIRECTION, "增加"),
        ),
        ("收入3.00元{}支出与预算无差异。", (rules.UNIT, "3.00元"), (rules.EQUALITY, "无差异")),
        ("支出与预算无差异{}收入增长3%。", (rules.COMPUTED, "3%"), (rules.EQUALITY, "无差异")),
    ],
)
def test_a_contradiction_of_the_next_sentence_stands_by_itself(
    form: str, cause: tuple[Rule, str], other: tuple[Rule, str], stop: str
) -> None:
    assert _folded(form.format(stop), cause, other) is (stop == "，")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("收入增加3.00万元，主要原因是人员减少。", True),
        ("收入增加3.00万元。主要原因是人员减少。", True),
        ("收入增加3.00万元。增加的主要原因：人员减少。", True),
        ("收入增加3.00万元。支出下降3.00万元，主要原因是人员减少。", False),
        ("收入增加3.00万元。支出下降。主要原因是人员减少。", False),
    ],
)
def test_a_reason_goes_with_the_sentence_before_it(text: str, *, folded: bool) -> None:
    cause, other = (rules.DIRECTION, "增加3.00"), (rules.REASON, "人员减少")
    assert _folded(text, cause, other) is folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("决算与预算无差异。主要原因是。", True),
        ("决算与预算无差异。支出增加3.00万元，主要原因是。", False),
    ],
)
def test_a_missing_reason_goes_with_the_denial_before_it(text: str, *, folded: bool) -> None:
    cause, other = (rules.EQUALITY, "无差异"), (rules.INCOMPLETE, "主要原因是")
    assert _folded(text, cause, other) is folded
