"""Rates of a free text, tested on their own operands: 完成率、占比、增减率 (DOMAIN 3.6–3.11)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.base.money import (
    CENT,
    HUNDRED,
    UNIT_SIZES,
    ZERO,
    divide,
    format_number,
    round_half_up,
)
from generator.base.severity import Severity
from generator.field import zh
from generator.model.submission import MentionKind, Standing, Verdict
from generator.review import rules
from generator.review.free.known import Known, Quantity
from generator.review.marking import Evidence, Spot, mark
from generator.review.ours.intervals import Interval, around, change_interval, share_interval

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from generator.model.place import Place
    from generator.model.submission import Mark
    from generator.review.text.statements import Claim, Statement

_COMPLETED = re.compile(r"完成|执行率|控制率|支出进度|预算完成")
_SHARE = re.compile(r"占")
_CHANGED = re.compile(r"增长|下降|增加|减少|上升|降低")
_UP = re.compile(r"增长|增加|上升")
_BUDGET = re.compile(r"预算")
_BUDGETED = re.compile(r"预算(?:数|金额|资金)?(?:总额|总数|合计)?(?:为|是)?$")
_FINAL = re.compile(r"决算|执行|支出|使用|支付|完成")
_PER_PERSON = re.compile(
    r"满意|合格|准确|覆盖|及时|使用率|利用率|完好|达标|知晓|公开率|细化率|办结|在线"
)
_OF_WHICH = re.compile(r"其中|主要用于|包括")
_NAMED_WHOLE = re.compile(r"占(.+?)的?$")


class TestedRate(NamedTuple):
    """A number that was tested: the verdict, the mark where it is wrong, and the operands."""

    verdict: Verdict
    mark: Mark | None = None
    operands: tuple[Verdict, ...] = ()


def test_rates(statement: Statement, known: Known) -> Iterator[TestedRate]:
    """Test every rate of a sentence for which its operands can be told."""
    for claim in statement.claims:
        if claim.kind is not MentionKind.RATE or _PER_PERSON.search(claim.label):
            continue
        tested = (
            _test_completion(statement, claim, known)
            or _test_change(statement, claim, known)
            or _test_share(statement, claim, known)
        )
        if tested:
            yield tested


test_rates.__test__ = False  # type: ignore[attr-defined]


def _money(claim: Claim) -> Interval:
    """What an amount stands for, in 元."""
    unit = zh.TEN_THOUSAND_YUAN if claim.mention.unit == "万" else claim.mention.unit
    size = UNIT_SIZES[unit]
    # Two decimals are usual; what is written with fewer has lost its zeros.
    half = size * CENT / 2
    return around(claim.mention.value * size, half)


class _Rated(NamedTuple):
    """What a rate may be, and the quotient of the printed amounts."""

    interval: Interval
    exact: Decimal


def _middle(interval: Interval) -> Decimal:
    """Return the amount that an interval lies around."""
    return (interval.low + interval.high) / 2


def _share_of(part: Interval, whole: Interval) -> _Rated | None:
    """Return 100·part ÷ whole; None where the whole may be 0."""
    interval = share_interval(part, whole)
    if interval is None:
        return None
    return _Rated(interval, divide(_middle(part) * HUNDRED, _middle(whole)))


def is_level(claim: Claim) -> bool:
    """Whether an amount is one of this year's accounts: no budget, and no change."""
    return not (_is_budget(claim.label) or _CHANGED.search(claim.label))


def is_enclosed(statement: Statement, earlier: Claim, later: Claim) -> bool:
    """Whether a number stands in brackets that are closed before the later one."""
    depth = 0
    for character in statement.words_between(earlier, later):
        depth += {"（": 1, "(": 1, "）": -1, ")": -1}.get(character, 0)
        if depth < 0:
            return True
    return False


def _test_completion(statement: Statement, claim: Claim, known: Known) -> TestedRate | None:
    """完成预算的 p%: the nearest outcome and budget before it, in the last sentence at most."""
    if not _COMPLETED.search(claim.label) or _SHARE.search(claim.label):
        return None
    budget = final = None
    for earlier in known.amounts_before(statement, claim):
        if _is_budget(earlier.label):
            budget = earlier
            break
        if final is None and _FINAL.search(earlier.label):
            final = earlier
    if budget is None or final is None:
        return None
    base, part = budget.mention, final.mention
    if base.value == 0:
        severe = part.value != 0 or claim.mention.value >= HUNDRED
        message = f"预算为 0，没有完成率，不应写 {claim.mention.text}%"
        severity = Severity.ERROR if severe else Severity.WARNING
        found = mark(rules.ZERO_BASE, message, _spot(statement, claim), severity=severity)
        return TestedRate(_verdict(statement, claim), found)
    words = f"{_text(final)} ÷ {_text(budget)} × 100"
    rated = _share_of(_money(final), _money(budget))
    if _is_slip_of_unit(claim, final, budget):
        rated = _share_of(around(part.value, CENT / 2), around(base.value, CENT / 2))
    return _with_operands(_settle(statement, claim, rated, words), statement, final, budget)


def _is_slip_of_unit(rate: Claim, one: Claim, other: Claim) -> bool:
    """Whether a rate is right for two amounts but for 元 written in place of 万元.

    The unit is the error then, and is said there.
    """
    units = {one.mention.unit, other.mention.unit}
    rated = _share_of(around(one.mention.value, CENT / 2), around(other.mention.value, CENT / 2))
    return (
        units == {"元", zh.TEN_THOUSAND_YUAN}
        and rated is not None
        and rated.interval.allows(rate.mention.value, rate.mention.decimals)
    )


def _is_budget(label: str) -> bool:
    """Whether an amount is a budget: …支出预算为 is one, 预算执行数为 is none."""
    if _BUDGETED.search(label):
        return True
    return bool(_BUDGET.search(label)) and not _FINAL.search(label)


def _test_change(statement: Statement, claim: Claim, known: Known) -> TestedRate | None:
    """增长 p%: the change stated just before it, on this year's amount less the change."""
    if not _CHANGED.search(claim.label) or _COMPLETED.search(claim.label):
        return None
    change = now = None
    for earlier in statement.before(claim):
        if earlier.kind is not MentionKind.AMOUNT:
            continue
        if change is None and _CHANGED.search(earlier.label):
            change = earlier
        elif (
            change is not None and is_level(earlier) and not is_enclosed(statement, earlier, claim)
        ):
            now = earlier
            break
    if change is None:
        return None
    amount = _money(now) if now is not None else known.amount_before(statement, change)
    if amount is None:
        return None
    gap = _money(change)
    up = bool(_UP.search(change.label))
    low, high = (amount.low - gap.high, amount.high - gap.low) if up else (
        amount.low + gap.low, amount.high + gap.high
    )  # fmt: skip
    words = f"{_text(change)} ÷ 上年数 × 100"
    before = Interval(low, high)
    interval = change_interval(amount, before)
    exact = divide(_middle(gap) * HUNDRED, _middle(before)) if interval is not None else ZERO
    rated = _Rated(interval, exact) if interval is not None else None
    tested = _settle(statement, claim, rated, words)
    return _with_operands(tested, statement, change, *([now] if now else []))


def _test_share(statement: Statement, claim: Claim, known: Known) -> TestedRate | None:
    """占…的 p%: the amount before it, on a whole that is named in the words or the tables."""
    if not _SHARE.search(claim.label):
        return None
    amounts = (c for c in statement.before(claim) if c.kind is MentionKind.AMOUNT)
    part = next((c for c in amounts if not is_enclosed(statement, c, claim)), None)
    found = _NAMED_WHOLE.search(claim.label)
    if part is None:
        return None
    whole = known.whole(statement, part, found.group(1)) if found else _opening(statement, part)
    if whole is None:
        return None
    if whole.value == 0:
        severity = Severity.WARNING if part.mention.value == 0 else Severity.ERROR
        message = f"{whole.label}为 0，没有占比，不应写 {claim.mention.text}%"
        zero = mark(rules.ZERO_BASE, message, _spot(statement, claim), severity=severity)
        return TestedRate(_verdict(statement, claim), zero)
    words = f"{_text(part)} ÷ {whole.label} {format_number(whole.value)}{whole.unit} × 100"
    size = UNIT_SIZES[whole.unit]
    rated = _share_of(_money(part), around(whole.value * size, size * CENT / 2))
    return _with_operands(_settle(statement, claim, rated, words, whole.places), statement, part)


def _with_operands(
    tested: TestedRate | None, statement: Statement, *used: Claim
) -> TestedRate | None:
    """Return what was tested with the numbers that it was computed from."""
    if tested is None:
        return None
    return tested._replace(operands=tuple(_verdict(statement, claim) for claim in used))


def _opening(statement: Statement, part: Claim) -> Quantity | None:
    """Return the amount with which a sentence opens, where 其中 leads from it to its parts."""
    first = statement.amounts[0]
    if first is part or not _OF_WHICH.search(statement.words_between(first, statement.amounts[1])):
        return None
    unit = zh.TEN_THOUSAND_YUAN if first.mention.unit == "万" else first.mention.unit
    return Quantity(first.label, first.mention.value, unit)


def _settle(
    statement: Statement,
    claim: Claim,
    rated: _Rated | None,
    words: str,
    cells: tuple[Place, ...] = (),
) -> TestedRate | None:
    """Judge by what the printed amounts allow; what should stand there is their quotient."""
    if rated is None:
        return None
    mention = claim.mention
    verdict = _verdict(statement, claim)
    if rated.interval.allows(mention.value, mention.decimals):
        return TestedRate(verdict)
    expected = round_half_up(rated.exact)
    message = f"{claim.label}{mention.text}%，按所列数字应为 {format_number(expected)}%"
    if _rounds_to(expected, mention.value, mention.decimals):
        return TestedRate(verdict)
    evidence = Evidence(mention.value, expected, words, cells)
    found = mark(rules.COMPUTED, message, _spot(statement, claim), evidence)
    return TestedRate(verdict, found)


def _rounds_to(expected: Decimal, stated: Decimal, decimals: int) -> bool:
    return round_half_up(expected, decimals) == stated


def _text(claim: Claim) -> str:
    return f"{claim.mention.text}{claim.mention.unit}"


def _spot(statement: Statement, claim: Claim) -> Spot:
    mention = claim.mention
    return Spot(statement.file, statement.where, statement.passage, mention.start, mention.end)


def _verdict(statement: Statement, claim: Claim) -> Verdict:
    return Verdict(statement.passage.locator, claim.mention.start, Standing.RECOMPUTED)


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """Return 100·part ÷ whole, rounded to two decimals."""
    return round_half_up(divide(part * HUNDRED, whole))
