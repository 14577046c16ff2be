"""Words that compare, held against the numbers: 持平, 大于, 增加 … (DOMAIN 3.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.money import CENT
from generator.base.severity import Severity
from generator.field import funds, zh
from generator.review import rules
from generator.review.marking import Evidence, Spot, mark
from generator.review.statements.statement import Base, Comparison, Measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.submission import Mark
    from generator.review.statements.judging import Judge
    from generator.review.statements.ratios import Value
    from generator.review.statements.statement import Remark, Statement

_WAYS = {
    Comparison.MORE: 1,
    Comparison.UP: 1,
    Comparison.LESS: -1,
    Comparison.DOWN: -1,
}
_DENIED = {funds.FUND, funds.CAPITAL}
# 基本持平: within a twentieth.
_NEARLY = 20
_BASES = {Base.BUDGET: zh.BUDGET, Base.LAST_YEAR: "上年"}


def check_remarks(file: str, remarks: Iterable[Remark], judge: Judge) -> Iterator[Mark]:
    """Yield the words that no pair of the amounts they speak of allows."""
    for remark in remarks:
        if remark.comparison is Comparison.NONE:
            yield from _check_denial(file, remark, judge)
            continue
        if remark.base not in _BASES or remark.comparison is Comparison.FIRST:
            continue
        pairs = [
            (now, before)
            for now, before in judge.pairs(remark, remark.base)
            if _is_settled(remark, now) and _is_settled(remark, before)
        ]
        if pairs and not any(_allows(remark, now, before) for now, before in pairs):
            yield _mark(file, remark, *pairs[0])


def _check_denial(file: str, remark: Remark, judge: Judge) -> Iterator[Mark]:
    """没有使用政府性基金安排的支出 beside an amount of it."""
    values = judge.nows(remark)
    of = {quantity.fund for quantity in remark.quantities}
    if not values or len(of) != 1 or not of <= _DENIED:
        return
    if all(value.amount for value in values):
        spot = Spot(file, remark.where, remark.passage, remark.start, remark.end)
        shown = "、".join(f"{value.amount.normalize():f}" for value in values[:2])
        message = f"写作没有“{remark.word}”，而{remark.quantities[0].name}为 {shown}"
        yield mark(rules.EMPTINESS, message, spot, Evidence(expected=values[0].amount))


def _is_settled(remark: Remark, value: Value) -> bool:
    """Whether an amount is that of the remark: of its section, or of the data."""
    return value.statement is None or value.statement.where == remark.where


def _allows(remark: Remark, now: Value, before: Value) -> bool:
    off = now.amount - before.amount
    if remark.comparison is Comparison.EQUAL:
        if remark.word.startswith("基本"):
            return abs(off) * _NEARLY <= before.amount
        are_printed = now.statement is not None and before.statement is not None
        return not off if are_printed else abs(off) <= CENT
    if remark.comparison is Comparison.UNEQUAL:
        return bool(off)
    return off * _WAYS[remark.comparison] > 0


def _mark(file: str, remark: Remark, now: Value, before: Value) -> Mark:
    spot = Spot(file, remark.where, remark.passage, remark.start, remark.end)
    base = _BASES[remark.base] if remark.base else ""
    shown = f"{now.amount.normalize():f}，{base} {before.amount.normalize():f}"
    way = "相等" if now.amount == before.amount else "不等" if (
        remark.comparison is Comparison.EQUAL
    ) else "大小相反"  # fmt: skip
    message = f"{remark.name}写作“{remark.word}”，而决算 {shown}，{way}"
    stated = [one.statement for one in (now, before) if one.statement is not None]
    spots = [Spot(file, s.where, s.passage, s.mention.start, s.mention.end) for s in stated]
    evidence = Evidence(now.amount, before.amount, numbers=spots)
    if remark.comparison is Comparison.UNEQUAL:
        return mark(rules.EQUALITY, message, spot, evidence, severity=Severity.WARNING)
    both = remark.comparison in {Comparison.UP, Comparison.DOWN} and now.amount != before.amount
    return mark(rules.DIRECTION if both else rules.EQUALITY, message, spot, evidence)


def check_directions(file: str, statements: Iterable[Statement]) -> Iterator[Mark]:
    """Yield rates whose direction is not that of their change, and falls of more than all."""
    for one in statements:
        if one.measure is not Measure.RATE or not one.value:
            continue
        spot = Spot(file, one.where, one.passage, one.mention.start, one.mention.unit_end)
        change = one.change
        if (
            change is not None
            and change.value
            and change.direction * one.direction < 0
            and change.passage.locator == one.passage.locator
        ):
            words = {1: zh.INCREASE, -1: zh.DECREASE}
            message = (
                f"{one.name}{words[change.direction]}{change.written}，"
                f"{one.written}却写作{'增长' if one.direction > 0 else '下降'}，方向矛盾"
            )
            other = Spot(
                file, change.where, change.passage, change.mention.start, change.mention.end
            )
            yield mark(rules.DIRECTION, message, spot, Evidence(numbers=[other]))
        if one.direction < 0 and one.value > 100:  # noqa: PLR2004 - nothing falls by more than all
            message = f"{one.name}下降{one.written}：下降不会超过 100%"
            yield mark(rules.COMPUTED, message, spot, Evidence(one.value))
