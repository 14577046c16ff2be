"""One indicator at a time: score against full marks, target against what was reached, reasons."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.base.money import HUNDRED, ZERO, divide, format_plain, round_half_up
from generator.field import zh
from generator.field.evaluation import AT_LEAST, AT_MOST
from generator.review import rules
from generator.review.evaluation.points import plain_text
from generator.review.marking import Evidence

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from generator.review.evaluation.judged import Judged
    from generator.review.evaluation.points import Points, Scored
    from generator.review.evaluation.reports import Indicator, Report
    from generator.review.marking import Spot

# Words that say why points were lost, or that something was not reached.
_REASON = re.compile(
    r"扣分|扣减|原因|因[^此而]|由于|未|没有?(?!问题)|不足|不够|不到|不及|不高|不强|不完善|尚|待"
    r"|偏[低少慢]|较[低少慢差]|低于|少于|滞后|延[迟误期]|推迟|欠缺|差距|减少|问题"
)
_FAR = 2000


def check_indicators(report: Report, judged: Judged) -> None:
    """Judge every indicator of a report by itself."""
    following = dict(zip(map(id, report.scored), report.scored[1:], strict=False))
    headed = {id(heading.paragraph) for heading in report.headings}
    for one in report.indicators:
        _check_points(one, judged)
        if met(one.scored) is not None:
            _stand_by_target(one, judged)
        _check_lost(one, _words_after(report, one, following.get(id(one)), headed), judged)


def met(scored: Scored) -> bool | None:
    """Return whether a target is met; None where the words do not tell, or the units differ."""
    target, actual = scored.target, scored.actual
    if target is None or actual is None or target.number is None or actual.number is None:
        return None
    if target.measured_in != actual.measured_in:
        return None
    if target.sign == AT_LEAST:
        return actual.number >= target.number
    if target.sign == AT_MOST:
        return actual.number <= target.number
    return True if actual.number == target.number else (False if target.sign else None)


def _spot(one: Indicator, points: Points, judged: Judged) -> Spot:
    return judged.spot(one.scored.where, one.scored.passage, points.start, points.end)


def _check_points(one: Indicator, judged: Judged) -> None:
    """得分 is at most 分值; 得分率 and 扣分 follow from both; 分 stands behind every number."""
    scored = one.scored
    full, score = scored.full, scored.score
    if full is None or score is None:
        return
    judged.stand(scored.passage, [full.start, score.start])
    if not full.has_unit:
        message = f"“{full.value}”缺少单位“分”"
        judged.tell(rules.UNIT, message, _spot(one, full, judged), asks=True)
    if score.value > full.value:
        message = f"{scored.name}得分{score.value}分，多于分值{full.value}分"
        evidence = Evidence(score.value, None, f"{zh.SCORE} ≤ 分值 {format_plain(full.value)}")
        judged.tell(rules.OWN_SUM, message, _spot(one, score, judged), evidence)
    if scored.rate is not None and full.value:
        judged.stand(scored.passage, [scored.rate.start])
        rate = divide(score.value * HUNDRED, full.value)
        decimals = -int(scored.rate.value.as_tuple().exponent)
        if abs(rate - scored.rate.value) > Decimal(5).scaleb(-decimals - 1):
            right = round_half_up(rate)
            message = f"得分率写作{scored.rate.value}%，{score.value}÷{full.value}为{right}%"
            evidence = Evidence(scored.rate.value, right, f"{score.value} ÷ {full.value} × 100")
            judged.tell(rules.COMPUTED, message, _spot(one, scored.rate, judged), evidence)
    if scored.lost is not None:
        judged.stand(scored.passage, [scored.lost.start])
        lost = full.value - score.value
        if scored.lost.value != lost:
            message = f"写作扣{scored.lost.value}分，分值与得分相差 {format_plain(lost)} 分"
            evidence = Evidence(scored.lost.value, lost, f"{full.value} − {score.value}")
            judged.tell(rules.OWN_SUM, message, _spot(one, scored.lost, judged), evidence)


def _stand_by_target(one: Indicator, judged: Judged) -> None:
    values = (one.scored.target, one.scored.actual)
    judged.stand(one.scored.passage, [value.start for value in values if value is not None])


def _check_lost(one: Indicator, words: str, judged: Judged) -> None:
    """Points that are lost have a reason in `words`, those of a missed target are lost."""
    scored = one.scored
    is_met = met(scored)
    full, score, target, actual = scored.full, scored.score, scored.target, scored.actual
    if full is None or score is None:
        return
    spot = _spot(one, score, judged)
    if is_met is False and score.value == full.value and score.value and target and actual:
        message = f"{scored.name}指标值{target.text}，完成值{actual.text}，没有达到而得满分，请核实"
        judged.tell(rules.PLAUSIBLE, message, spot, asks=True)
        return
    lost = full.value - score.value
    if lost <= ZERO or _REASON.search(words):
        return
    message = f"{scored.name}扣了 {format_plain(lost)} 分，没有写扣分原因"
    if is_met and target and actual:
        message = f"{scored.name}达到了指标值，却扣了 {format_plain(lost)} 分，没有写扣分原因"
    judged.tell(rules.INCOMPLETE, message, spot, asks=True)


def _words_after(
    report: Report, one: Indicator, following: Indicator | None, headed: AbstractSet[int]
) -> str:
    """Return what is said of an indicator behind its score, up to the next one or a heading."""
    text = plain_text(one.scored.passage.text)
    if following is not None and following.index == one.index:
        return text[one.scored.end : following.scored.start][:_FAR]
    words = text[one.scored.end :]
    last = following.index if following is not None else len(report.paragraphs)
    for index in range(one.index + 1, last):
        paragraph = report.paragraphs[index]
        if id(paragraph) in headed or len(words) > _FAR:
            break
        words += f"\n{paragraph.passage.text}"
    return words[:_FAR]
