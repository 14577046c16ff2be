"""Sums of scores by level and for the whole, against the totals that a report states."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import key_of
from generator.base.money import HUNDRED, ZERO, format_plain
from generator.field import evaluation, zh
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

    from generator.model.evaluation_form import EvaluationForm, FormRow
    from generator.model.submission import SubmittedParagraph
    from generator.review.evaluation.judged import Judged
    from generator.review.evaluation.points import Scored
    from generator.review.evaluation.reports import Indicator, Report

# A report with fewer indicators names only some of them.
_FEWEST = 5
_FEWEST_PARTS = 3
_LOST = "扣"
_SATISFACTION = 10
_LEAST_MARKS = HUNDRED / 2


class Sums(NamedTuple):
    """What the indicators of a report add up to; `left` are the full marks that they leave."""

    full: Decimal
    score: Decimal
    number: int
    left: Decimal


class Besides(NamedTuple):
    """The points that are stated besides the indicators: for 预算执行 and 资金管理."""

    full: Decimal | None
    score: Decimal
    where: str


def check_totals(report: Report, form: EvaluationForm | None, judged: Judged) -> None:
    """Hold totals and levels of a report against its indicators.

    What 预算执行 and 资金管理 have besides them is taken from the `form` on the same project, or
    from the report; where neither states it, a total is only held against what is possible.
    """
    _check_levels(report, judged)
    indicators = report.indicators
    full = sum((one.scored.full.value for one in indicators if one.scored.full), ZERO)
    score = sum((one.scored.score.value for one in indicators if one.scored.score), ZERO)
    whole = HUNDRED
    if form is not None and form.full_marks is not None and form.full_marks.number is not None:
        whole = form.full_marks.number
    sums = Sums(full, score, len(indicators), whole - full)
    if sums.number < _FEWEST or sums.full < _LEAST_MARKS:
        return
    if sums.left < ZERO:
        _ask_full_marks(indicators, sums, whole, judged)
        return
    besides = _besides(report, form, sums)
    # Where the form has every indicator, each is held against its row, and the total likewise.
    is_told = form is not None and _has_all(form, indicators)
    for one in report.totals:
        if is_told:
            _stand_total(one.scored, sums, besides, judged)
        elif besides is not None:
            _check_total(one.scored, sums, besides, judged)
        else:
            _check_possible(one.scored, sums, judged)


def _besides(report: Report, form: EvaluationForm | None, sums: Sums) -> Besides | None:
    """Return what is stated besides the indicators; None unless it is all that they leave."""
    if not sums.left:
        return Besides(ZERO, ZERO, "")
    if form is not None:
        total = form.money_of(evaluation.MONEY_TOTAL)
        rows = [*((total,) if total is not None else ()), *form.management]
        full, score = (_sum_of(rows, name) for name in (evaluation.FULL_MARKS, zh.SCORE))
        return Besides(full, score, evaluation.SELF_FORM) if full == sums.left else None
    said = [one.scored for one in report.scored if one.scored.full is None]
    parts = [next(filter(test, said), None) for test in (is_execution, is_managed)]
    scores = [part.score.value for part in parts if part is not None and part.score is not None]
    if len(scores) < len(parts):
        return None
    return Besides(None, sum(scores, ZERO), "报告")


def _sum_of(rows: Iterable[FormRow], column: str) -> Decimal:
    numbers = (row.cells[column].number for row in rows if column in row.cells)
    return sum((number for number in numbers if number is not None), ZERO)


def _has_all(form: EvaluationForm, indicators: Iterable[Indicator]) -> bool:
    names = {key_of(row.label) for row in form.indicators}
    return all(key_of(one.scored.name) in names for one in indicators)


def _ask_full_marks(
    indicators: Sequence[Indicator], sums: Sums, whole: Decimal, judged: Judged
) -> None:
    """Ask where the full marks of the indicators are more than those of the whole."""
    first = indicators[0].scored
    if first.full is None or sums.full > whole * 2 - 1:
        # Levels and their indicators are listed alike: each point stands twice.
        return
    message = (
        f"{sums.number} 个指标的分值合计 {format_plain(sums.full)} 分，"
        f"多于 {format_plain(whole)} 分，请核实"
    )
    spot = judged.spot(first.where, first.passage, first.full.start, first.full.end)
    evidence = Evidence(None, None, "Σ 各指标分值")
    judged.tell(rules.OWN_SUM, message, spot, evidence, asks=True)


def _stand_total(total: Scored, sums: Sums, besides: Besides | None, judged: Judged) -> None:
    stated = total.score
    if stated is not None and besides is not None and stated.value == sums.score + besides.score:
        judged.stand(total.passage, [stated.start])


def _check_total(total: Scored, sums: Sums, besides: Besides, judged: Judged) -> None:
    """Hold a total against its parts, all of which are stated."""
    stated = total.score
    if stated is None:
        return
    judged.stand(total.passage, [stated.start])
    expected = sums.score + besides.score
    if stated.value == expected:
        return
    made = format_plain(sums.score)
    message = f"总得分写作{stated.value}分，{sums.number} 个指标的得分合计 {made} 分"
    formula = "Σ 各指标得分"
    if besides.where:
        more = format_plain(besides.score)
        message += (
            f"，加上{besides.where}的预算执行、资金管理 {more} 分，应为 {format_plain(expected)} 分"
        )
        formula = f"{made} + {more}"
    spot = judged.spot(total.where, total.passage, stated.start, stated.end)
    judged.tell(rules.OWN_SUM, message, spot, Evidence(stated.value, expected, formula))


def _check_possible(total: Scored, sums: Sums, judged: Judged) -> None:
    """The points that are not stated are none at least, and at most what is left.

    None at all is hardly meant: then the full marks do not make the whole, and are asked about.
    """
    stated = total.score
    if stated is None:
        return
    made, most = format_plain(sums.score), format_plain(sums.left)
    spot = judged.spot(total.where, total.passage, stated.start, stated.end)
    message = f"总得分写作{stated.value}分，{sums.number} 个指标的得分合计 {made} 分"
    if stated.value > sums.score + sums.left:
        expected = sums.score + sums.left
        message += f"，加上没有列出的 {most} 分也不会超过 {format_plain(expected)} 分"
        evidence = Evidence(stated.value, expected, f"{made} + {most}")
    elif stated.value < sums.score:
        evidence = Evidence(stated.value, sums.score, "Σ 各指标得分")
    elif stated.value == sums.score:
        message += f"，正好相等，而各指标的分值合计只有 {format_plain(sums.full)} 分，请核实"
        judged.tell(rules.OWN_SUM, message, spot, Evidence(None, None, "Σ 各指标分值"), asks=True)
        return
    else:
        return
    judged.stand(total.passage, [stated.start])
    judged.tell(rules.OWN_SUM, message, spot, evidence)


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
        parts = _outer(total, list(_parts(scored[at + 1 :])))
        if len(parts) < _FEWEST_PARTS or not any(is_execution(p) or is_managed(p) for p in parts):
            continue
        made = sum((part.score.value for part in parts if part.score), ZERO)
        for part in (total, *parts):
            judged.stand(paragraph.passage, part.starts)
        if made < total.score.value and not _is_whole_list(parts, total.score.value - made):
            continue
        if made > total.score.value and _LOST in paragraph.passage.text[parts[-1].end :]:
            # What was taken off elsewhere is no part, and the parts are the best of them.
            continue
        if made != total.score.value:
            words = " + ".join(str(part.score.value) for part in parts if part.score)
            message = f"得分写作{total.score.value}分，所列各项合计 {format_plain(made)} 分"
            spot = judged.spot(total.where, total.passage, total.score.start, total.score.end)
            judged.tell(rules.OWN_SUM, message, spot, Evidence(total.score.value, made, words))


def _outer(total: Scored, parts: Sequence[Scored]) -> Sequence[Scored]:
    """Return the parts that are no parts of another part (in its brackets, behind its 其中)."""
    text = total.passage.text
    start = total.score.end if total.score else total.end
    inner = [text[start : part.start] for part in parts]
    if parts and "其中" in text[parts[0].end : parts[-1].start]:
        return ()
    depths = [sum(map(words.count, "（(")) - sum(map(words.count, "）)")) for words in inner]
    return [part for part, depth in zip(parts, depths, strict=True) if depth == min(depths)]


def _is_whole_list(parts: Sequence[Scored], missing: Decimal) -> bool:
    """Whether parts that make less than the total are all of it, as far as can be told.

    等 says that they are not, and 满意度 has 10 points where it is a level of its own.
    """
    last = parts[-1]
    if last.passage.text.startswith(("等", "左右"), last.end):
        return False
    names = "".join(part.name for part in parts)
    if not all(level in names for level in ("产出", "效益")):
        return False
    return "满意" in names or missing > _SATISFACTION


def _parts(scored: Iterable[Scored]) -> Iterator[Scored]:
    """Yield the scores behind a total, up to the next total or indicator."""
    for one in scored:
        if is_total(one) or one.score is None or one.target is not None:
            return
        yield one
