"""Rates that an evaluation names with their operands: 完成率, 预算调整率, 三公控制率 ….

Each line of `FORMULAS` says which words before a number make it the part and the whole; a
maintainer adds a rate by adding a line with an example.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING, NamedTuple

from generator.base.money import HUNDRED, ONE, UNIT_SIZES, ZERO, divide, round_half_up
from generator.field import evaluation, zh
from generator.model.submission import MentionKind
from generator.review import rules
from generator.review.marking import Evidence
from generator.review.ours.intervals import around, share_interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from generator.review.evaluation.judged import Judged
    from generator.review.text.claims import Claim, ClaimSentence

    _Readings = Sequence[tuple[Sequence[Claim], Claim]]


@dataclass(frozen=True, slots=True)
class Formula:
    """A rate by its name: the labels of its part and of its whole, those that fit best first.

    `less`: labels of amounts that are taken off the part. `example` is right.
    """

    name: re.Pattern[str]
    parts: tuple[re.Pattern[str], ...]
    wholes: tuple[re.Pattern[str], ...]
    example: str
    less: re.Pattern[str] | None = None


def _line(
    name: str, parts: Sequence[str], wholes: Sequence[str], example: str, less: str = ""
) -> Formula:
    return Formula(
        re.compile(name),
        tuple(map(re.compile, parts)),
        tuple(map(re.compile, wholes)),
        example,
        re.compile(less) if less else None,
    )


_BUDGETS = (
    "全年[^年]{0,6}预算|总预算|调整后[^，]{0,4}预算|预算(?:资金)?(?:总额|总数)",
    "(?<!年初)预算(?:数|资金|金额|安排)?(?:为|是|共)?$",
    "预算",
)
FORMULAS = (
    _line(
        "调整率$",
        ("增加|追加|调增|调整(?!后)",),
        (zh.INITIAL_BUDGETS,),
        "年初预算100.00万元，全年预算110.00万元，增加金额10.00万元，预算调整率10%",
        "调减|减少|核减",
    ),
    _line(
        "结转结余率$|结转率$|结余率$",
        ("结转|结余",),
        _BUDGETS,
        "全年预算200.00万元，年末结转结余10.00万元，结转结余率5%",
    ),
    _line(
        "控制率$",
        ("执行|支出|决算|实际",),
        ("预算",),
        "三公经费预算数3.00万元，执行数1.20万元，“三公经费”控制率40%",
    ),
    _line(
        "采购[^，。]{0,4}(?:执行|完成)?率$",
        ("实际|完成|执行|采购金额|采购支出|签订|已采购",),
        ("采购预算|预算|计划|应",),
        "政府采购预算50.00万元，实际采购金额45.00万元，政府采购执行率90%",
    ),
    _line(
        "到位率$",
        ("到位",),
        _BUDGETS,
        "全年预算80.00万元，资金到位80.00万元，资金到位率100%",
    ),
    _line(
        "(?:执行|支出|支付)(?:完成)?(?:率|进度)$|预算完成率$",
        ("执行|支付|支出|实际使用",),
        _BUDGETS,
        "全年预算资金总额100.00万元，全年实际执行数20.00万元，预算执行率为20.00%",
    ),
    _line(
        # 优秀率 is of what was found, which the words before it need not say.
        "(?<!优秀)(?<!良好)(?<!优良)(?<!满意)率$",
        ("已|完成|实际|填报|纳入|覆盖|达标|合格",),
        ("应|计划", "共|总|全部|纳入"),
        "共实施20个项目，应开展绩效自评20个项目，实际开展绩效自评19个项目，绩效自评完成率95%",
    ),
)
_LINK = re.compile(r"[\s“”\"]*(?:约|均)?(?:为|是|达到?|：|:)?[\s“”\"]*$")
_MEAN = re.compile("平均")
_MOST_OPERANDS = 12
_OWED = re.compile("应|计划|总|共")


def check_rates(sentences: Sequence[ClaimSentence], judged: Judged) -> None:
    """Judge the rates of one paragraph that have a formula and both operands before them."""
    claims = [(sentence, claim) for sentence in sentences for claim in sentence.claims]
    for at, (sentence, claim) in enumerate(claims):
        if claim.kind is not MentionKind.RATE or judged.is_done(
            sentence.passage, claim.mention.start
        ):
            continue
        name = _LINK.sub("", claim.label)
        formula = next((f for f in FORMULAS if f.name.search(name)), None)
        if formula is None or evaluation.SAVING.search(name) or _MEAN.search(name):
            continue
        before = [one for _, one in claims[:at]]
        rates = [n for n, one in enumerate(before) if one.kind is MentionKind.RATE]
        near = before[rates[-1] + 1 if rates else 0 :]
        readings = list(_operands(formula, near))
        others = list(_operands(formula, before)) if rates else []
        rate = _Rate(sentence, claim, name)
        if not readings and _is_of_nothing(formula, near):
            _tell_nothing(rate, judged)
            continue
        _judge(rate, readings, others, near if formula is FORMULAS[-1] else (), judged)


def _is_of_nothing(formula: Formula, near: Sequence[Claim]) -> bool:
    """Whether the only whole that is stated is 0: no part of it need be."""
    pattern = formula.wholes[0]
    wholes = [c for c in near if _is_operand(c) and pattern.search(c.label)]
    return len(wholes) == 1 and not wholes[0].mention.value


def _tell_nothing(rate: _Rate, judged: Judged) -> None:
    mention, passage = rate.claim.mention, rate.sentence.passage
    judged.stand(passage, [mention.start])
    spot = judged.spot(rate.sentence.where, passage, mention.start, mention.unit_end)
    message = f"{rate.name}的基数为 0，没有比率，不应写 {mention.text}%"
    judged.tell(rules.ZERO_BASE, message, spot, asks=True)


class _Rate(NamedTuple):
    """A rate of a sentence, and what it is called."""

    sentence: ClaimSentence
    claim: Claim
    name: str


def _operands(formula: Formula, before: Sequence[Claim]) -> Iterator[tuple[Sequence[Claim], Claim]]:
    """Yield the parts and the whole that a rate may be of, the likeliest first."""
    for whole_pattern in formula.wholes:
        wholes = [c for c in before if _is_operand(c) and whole_pattern.search(c.label)]
        for whole in reversed(wholes):
            same = [c for c in before if _is_like(c, whole) and c is not whole]
            for pattern in formula.parts:
                fitting = [
                    c
                    for c in same
                    if pattern.search(c.label) and not (c in wholes and _OWED.search(c.label))
                ]
                if fitting:
                    taken = [c for c in same if formula.less and formula.less.search(c.label)]
                    yield [fitting[-1], *taken], whole


def _is_operand(claim: Claim) -> bool:
    return claim.kind in {MentionKind.AMOUNT, MentionKind.COUNT}


def _is_like(claim: Claim, whole: Claim) -> bool:
    if claim.kind is not whole.kind:
        return False
    return claim.kind is MentionKind.AMOUNT or claim.mention.unit == whole.mention.unit


def _value(claim: Claim) -> Decimal:
    return claim.mention.value * _size(claim)


def _size(claim: Claim) -> Decimal:
    """Return how much the unit of an operand is; 万 has lost its 元."""
    unit = zh.TEN_THOUSAND_YUAN if claim.mention.unit == "万" else claim.mention.unit
    return UNIT_SIZES.get(unit, ONE)


def _judge(
    rate: _Rate, readings: _Readings, others: _Readings, before: Sequence[Claim], judged: Judged
) -> None:
    """A rate is right where one reading of its operands makes it; of none nothing is said.

    `others` are operands behind which another rate stands: they only prove, as does any share
    that one number `before` is of another, where the name of the rate says nothing of them.
    """
    sentence, mention = rate.sentence, rate.claim.mention
    for parts, whole in (*readings, *others):
        if _allows(parts, whole, mention.value, mention.decimals):
            used = [mention.start, whole.mention.start, *(part.mention.start for part in parts)]
            judged.stand(sentence.passage, used)
            return
    if not readings or _is_any_share(rate, before):
        return
    spot = judged.spot(sentence.where, sentence.passage, mention.start, mention.unit_end)
    parts, whole = readings[0]
    if not _value(whole):
        _tell_nothing(rate, judged)
        return
    judged.stand(sentence.passage, [mention.start])
    right = round_half_up(divide(_sum(parts) * HUNDRED, _value(whole)))
    words = f"{_written(parts[0])} ÷ {_written(whole)} × 100"
    message = f"{rate.name}写作{mention.text}%，按所列的数应为 {right}%"
    judged.tell(rules.COMPUTED, message, spot, Evidence(mention.value, right, words))


def _is_any_share(rate: _Rate, before: Sequence[Claim]) -> bool:
    mention = rate.claim.mention
    operands = [claim for claim in before if _is_operand(claim)]
    return any(
        _is_like(part, whole) and _allows([part], whole, mention.value, mention.decimals)
        for part, whole in permutations(operands[-_MOST_OPERANDS:], 2)
    )


def _written(claim: Claim) -> str:
    return f"{claim.mention.text}{claim.mention.unit}"


def _sum(parts: Sequence[Claim]) -> Decimal:
    first, *taken = map(_value, parts)
    return abs(first - sum(taken, ZERO))


def _allows(parts: Sequence[Claim], whole: Claim, stated: Decimal, decimals: int) -> bool:
    """Whether some amounts that are printed so have this rate."""
    base, part = _value(whole), _sum(parts)
    if base <= 0:
        return False
    if round_half_up(divide(part * HUNDRED, base), decimals) == stated:
        return True
    unit = _size(whole)
    interval = share_interval(around(part / unit), around(base / unit))
    is_money = whole.kind is MentionKind.AMOUNT
    return is_money and interval is not None and interval.allows(stated, decimals)
