"""What the report on the whole department must say."""

import re
from collections.abc import Iterator
from decimal import Decimal

from .draw_whole import three_public
from .expectation import (
    BUDGET,
    COUNT,
    EXECUTION,
    GRADE,
    MARKS,
    NUMBER,
    RATE,
    SCORE,
    SUM,
    TEXT,
    TOTAL,
    WHOLE_REPORT,
    Expected,
)
from .figures import first_levels, grade_of, level_counts, whole_rates, whole_score
from .model import BUDGET as YEAR
from .model import (
    CHANGE,
    EVALUATED,
    EXECUTED,
    INITIAL,
    LEFT,
    MONITORED,
    PURCHASED,
    SCORED,
    TO_EVALUATE,
    TO_MONITOR,
    TO_PURCHASE,
    TO_SCORE,
    WITH_TARGETS,
    Evaluation,
    Indicator,
    Whole,
)
from .model import COUNT as ALL
from .words import WHOLE_RATES

_UNIT = "(?:万元|元)"


def _said(kind: str, label: str, value: Decimal | str, pattern: str, group: str = "") -> Expected:
    return Expected(WHOLE_REPORT, kind, "", label, value, pattern, group=group)


def whole_figures(evaluation: Evaluation, whole: Whole) -> Iterator[Expected]:
    """Yield what 部门整体绩效自评报告 must say."""
    score = whole_score(whole)
    yield _said(TOTAL, "得分", score, f"自评得分为{NUMBER}分")
    yield _said(GRADE, "等级", grade_of(score), "自评得分为[^。]*等级为“(.)”")
    for level, count in zip("一二三", level_counts(whole), strict=True):
        yield _said(COUNT, f"{level}级指标", Decimal(count), rf"(\d+)个{level}级指标")
    for first in first_levels(whole.indicators):
        yield _said(SUM, f"{first.name}分值", first.marks, f"其中，.*{first.name}分值{NUMBER}分")
        pattern = f"其中，.*{first.name}分值[^；。]*得分{NUMBER}分"
        yield _said(SUM, f"{first.name}得分", first.score, pattern)
    rates = whole_rates(whole, *three_public(evaluation.department))
    yield from _money(whole, rates["执行率"])
    for row in whole.indicators:
        yield from _indicator(row)
        yield from _computed(evaluation, whole, row.third)


def _money(whole: Whole, share: Decimal | None) -> Iterator[Expected]:
    numbers = whole.numbers
    word = "调减" if numbers[CHANGE] < 0 else "调增"
    before = f"年年初预算[^。]*年中{word}"
    yield _said(BUDGET, "年初预算", numbers[INITIAL], f"年年初预算{NUMBER}{_UNIT}，年中")
    yield _said(BUDGET, "预算调整", abs(numbers[CHANGE]), f"{before}{NUMBER}")
    yield _said(BUDGET, "全年预算", numbers[YEAR], f"{before}[^。]*全年预算{NUMBER}")
    yield _said(EXECUTION, "执行数", numbers[EXECUTED], f"{before}[^。]*全年实际执行{NUMBER}")
    if share is not None:
        yield _said(RATE, "执行率", share, f"{before}[^。]*预算执行率为{NUMBER}%")


def _indicator(row: Indicator) -> Iterator[Expected]:
    opening = f"{re.escape(row.third)}，(?:指标值.*?，完成值.*?，)?"
    group = row.first.removesuffix("指标")
    yield _said(MARKS, f"{row.third}分值", row.marks, f"{opening}分值{NUMBER}分", group)
    pattern = f"{opening}分值[^。]*，得分{NUMBER}分"
    yield _said(SCORE, f"{row.third}得分", row.score, pattern, group)
    if row.third not in WHOLE_RATES:
        # What a sentence computes is not said before it.
        name = re.escape(row.third)
        yield _said(TEXT, f"{row.third}指标值", row.wanted, f"{name}，指标值(.*?)，完成值")
        pattern = f"{name}，指标值.*?，完成值(.*?)，分值"
        yield _said(TEXT, f"{row.third}完成值", row.reached, pattern)
    if row.reason:
        pattern = f"{opening}分值.*扣分原因为：(.*)。$"
        yield _said(TEXT, f"{row.third}扣分原因", row.reason, pattern)


def _computed(evaluation: Evaluation, whole: Whole, third: str) -> Iterator[Expected]:
    """Yield the sentence of an indicator that is computed: its two operands and its rate."""
    operands: dict[str, tuple[str, str, str, str, str]] = {
        "预算调整率": (BUDGET, INITIAL, "年初预算", CHANGE, "调[增减]"),
        "结转结余率": (BUDGET, YEAR, "全年预算", LEFT, "年末结转结余"),
        "政府采购执行率": (BUDGET, TO_PURCHASE, "政府采购预算", PURCHASED, "实际采购"),
        "绩效目标填报完成率": (COUNT, ALL, "共有项目", WITH_TARGETS, "填报绩效目标的"),
        "绩效监控完成率": (COUNT, TO_MONITOR, "绩效监控的项目", MONITORED, "实际开展"),
        "绩效自评完成率": (COUNT, TO_SCORE, "绩效自评的项目", SCORED, "实际开展"),
        "部门绩效评价完成率": (COUNT, TO_EVALUATE, "部门评价的项目", EVALUATED, "实际开展"),
    }
    spent, planned = three_public(evaluation.department)
    printed = third.replace("三公", "“三公”")
    share = whole_rates(whole, spent, planned).get(third)
    if share is None:
        return
    yield _said(RATE, third, share, f"{printed}为{NUMBER}%")
    if third in operands:
        kind, one, before_one, other, before_other = operands[third]
        first, second = whole.numbers[one], abs(whole.numbers[other])
    else:
        kind, before_one, before_other = BUDGET, "“三公”经费预算数", "，决算数"
        first, second = planned, spent
    closing = f"[^。]*{printed}为"
    last = EXECUTION if kind == BUDGET and third != "预算调整率" else kind
    yield _said(kind, f"{third}：{before_one}", first, f"{before_one}{NUMBER}{closing}")
    yield _said(last, f"{third}：{before_other}", second, f"{before_other}{NUMBER}{closing}")
