"""Sums of scores by level and for the whole, against the totals that a report states."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.base.money import HUNDRED, ZERO, divide, format_plain, round_half_up
from generator.field.evaluation import USUAL_EXECUTION_MARKS
from generator.review import rules
from generator.review.evaluation.reports import (
    below,
    is_execution,
    is_managed,
    is_total,
    level_key,
)
from generator.review.marking import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from generator.model.submission import SubmittedParagraph
    from generator.review.evaluation.judged import Judged
    from generator.review.evaluation.points import Scored
    from generator.review.evaluation.reports import Indicator, Report

# The form keeps 10 points for the execution of the budget and 20 for the four rows of 资金管理.
_MANAGEMENT_MARKS = USUAL_EXECUTION_MARKS * 2
_LEFT_OUT = (
    ZERO,
    USUAL_EXECUTION_MARKS,
    _MANAGEMENT_MARKS,
    USUAL_EXECUTION_MARKS + _MANAGEMENT_MARKS,
)
# A report with fewer indicators names only some of them.
_FEWEST = 5
_FEWEST_PARTS = 3
_LEAST_MARKS = HUNDRED / 2


class Sums(NamedTuple):
    """What the indicators of a report add up to."""

    full: Decimal
    score: Decimal
    number: int


def check_totals(report: Report, rate: Decimal | None, judged: Judged) -> None:
    """Hold totals and levels of a report against its indicators.

    `rate` is the execution rate of its project in per cent, None where it is not known.
    """
    _check_levels(report, judged)
    indicators = report.indicators
    sums = Sums(
        sum((one.scored.full.value for one in indicators if one.scored.full), ZERO),
        sum((one.scored.score.value for one in indicators if one.scored.score), ZERO),
        len(indicators),
    )
    if sums.number < _FEWEST or sums.full < _LEAST_MARKS:
        return
    left = HUNDRED - sums.full
    if left not in _LEFT_OUT:
        _ask_full_marks(indicators, sums, judged)
        return
    for one in report.totals:
        _check_total(one.scored, sums, left, rate, judged)


def _ask_full_marks(indicators: Sequence[Indicator], sums: Sums, judged: Judged) -> None:
    """Ask where the full marks are neither 100 nor what the fixed rows of the form leave."""
    first = indicators[0].scored
    if first.full is None or sums.full > HUNDRED * 2 - 1:
        # Levels and their indicators are listed alike: each point stands twice.
        return
    message = (
        f"{sums.number} 个指标的分值合计 {format_plain(sums.full)} 分，不是 100 分，"
        "也不是扣除预算执行 10 分、资金管理 20 分后的数，请核实"
    )
    spot = judged.spot(first.where, first.passage, first.full.start, first.full.end)
    evidence = Evidence(None, None, "Σ 各指标分值")
    judged.tell(rules.OWN_SUM, message, spot, evidence, asks=True)


def _check_total(
    total: Scored, sums: Sums, left: Decimal, rate: Decimal | None, judged: Judged
) -> None:
    stated = total.score
    if stated is None:
        return
    spot = judged.spot(total.where, total.passage, stated.start, stated.end)
    made = format_plain(sums.score)
    if not left:
        judged.stand(total.passage, [stated.start])
        if stated.value != sums.score:
            message = f"总得分写作{stated.value}分，{sums.number} 个指标的得分合计 {made} 分"
            evidence = Evidence(stated.value, sums.score, "Σ 各指标得分")
            judged.tell(rules.OWN_SUM, message, spot, evidence)
        return
    most = left
    if rate is not None and left != _MANAGEMENT_MARKS:
        executed = min(rate, HUNDRED) * USUAL_EXECUTION_MARKS / HUNDRED
        most = left - USUAL_EXECUTION_MARKS + round_half_up(executed)
    expected = sums.score + most
    if stated.value > expected:
        message = (
            f"总得分写作{stated.value}分，{sums.number} 个指标得分合计 {made} 分，"
            f"加上预算执行、资金管理最多 {format_plain(most)} 分，"
            f"不会超过 {format_plain(expected)} 分"
        )
        evidence = Evidence(stated.value, expected, f"{made} + {format_plain(most)}")
        judged.stand(total.passage, [stated.start])
        judged.tell(rules.OWN_SUM, message, spot, evidence)
    elif stated.value == expected and rate is not None:
        judged.stand(total.passage, [stated.start])
    elif rate is not None:
        message = (
            f"总得分写作{stated.value}分，{sums.number} 个指标得分合计 {made} 分，预算执行、资金"
            f"管理没有扣分的话应为 {format_plain(expected)} 分，请核实"
        )
        evidence = Evidence(stated.value, expected, f"{made} + {format_plain(most)}")
        judged.tell(rules.OWN_SUM, message, spot, evidence, asks=True)


def _check_levels(report: Report, judged: Judged) -> None:
    """产出指标得分30分: what the indicators below its heading have together."""
    for one in report.levels:
        key = level_key(one.scored.name)
        # Of several depths only the innermost has the indicators themselves.
        own = [i.scored for i in below(report.indicators, key)]
        for stated, made in (
            (one.scored.score, sum((s.score.value for s in own if s.score), ZERO)),
            (one.scored.full, sum((s.full.value for s in own if s.full), ZERO)),
        ):
            if stated is None or not own:
                continue
            judged.stand(one.scored.passage, [stated.start])
            if stated.value != made:
                which = "得分" if stated is one.scored.score else "分值"
                message = (
                    f"{one.scored.name}{which}写作{stated.value}分，"
                    f"其下 {len(own)} 个指标合计 {format_plain(made)} 分"
                )
                spot = judged.spot(one.scored.where, one.scored.passage, stated.start, stated.end)
                judged.tell(rules.OWN_SUM, message, spot, Evidence(stated.value, made, "Σ 各指标"))


def check_parts(paragraph: SubmittedParagraph, scored: Sequence[Scored], judged: Judged) -> None:
    """自评得分92分。其中，预算执行得分2分，投入管理得分30分 …: the parts make the total."""
    for at, total in enumerate(scored):
        if not is_total(total) or total.score is None:
            continue
        parts = list(_parts(scored[at + 1 :]))
        if len(parts) < _FEWEST_PARTS or not any(is_execution(p) or is_managed(p) for p in parts):
            continue
        made = sum((part.score.value for part in parts if part.score), ZERO)
        for part in (total, *parts):
            judged.stand(paragraph.passage, part.starts)
        if made != total.score.value:
            words = " + ".join(str(part.score.value) for part in parts if part.score)
            message = f"得分写作{total.score.value}分，所列各项合计 {format_plain(made)} 分"
            spot = judged.spot(total.where, total.passage, total.score.start, total.score.end)
            judged.tell(rules.OWN_SUM, message, spot, Evidence(total.score.value, made, words))


def _parts(scored: Iterable[Scored]) -> Iterator[Scored]:
    """Yield the scores behind a total, up to the next total or indicator."""
    for one in scored:
        if is_total(one) or one.score is None or one.target is not None:
            return
        yield one


def execution_rate(executed: Decimal, budget: Decimal) -> Decimal | None:
    """Return how much of a budget was spent, in per cent; None without a budget."""
    return divide(executed * HUNDRED, budget) if budget > 0 else None
