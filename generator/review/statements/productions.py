"""Which words before a number make it what: the table of productions.

A pattern is matched against the roles of the words since the last stop (see `words.Role`), numbers
being a (amount), r (rate), c (count); the first production that fits at the number counts. A line
is added with an example, which the tests read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.model.submission import MentionKind
from generator.review.statements.statement import Measure

_MONEY = frozenset({MentionKind.AMOUNT, MentionKind.BARE})
_RATE = frozenset({MentionKind.RATE, MentionKind.BARE})
_COUNT = frozenset({MentionKind.COUNT})


@dataclass(frozen=True, slots=True)
class Production:
    """Words of these roles before a number of these kinds make it this measure."""

    kinds: frozenset[MentionKind]
    pattern: re.Pattern[str]
    measure: Measure
    example: str
    number: str

    def fits(self, kind: MentionKind, roles: str) -> bool:
        """Whether the production applies to a number after words of these roles."""
        return kind in self.kinds and self.pattern.search(roles) is not None


def _line(
    kinds: frozenset[MentionKind], pattern: str, measure: Measure, example: str, number: str
) -> Production:
    return Production(kinds, re.compile(f"(?:{pattern})$"), measure, example, number)


PRODUCTIONS: tuple[Production, ...] = (
    _line(_MONEY, "(?:^|[^xo])A?[UD]", Measure.CHANGE, "与上年相比，基本支出减少2.00万元", "2.00"),
    _line(_MONEY, "wF?", Measure.CHANGE, "基本支出8.00万元，增减额为2.00万元", "2.00"),
    _line(_RATE, "wF?", Measure.RATE, "增减额为2.00万元，变动幅度为20%", "20"),
    _line(_MONEY, "VLf?[NF]+", Measure.LAST, "与上年度收支总计8.00万元相比，增加2.00万元", "8.00"),
    _line(_MONEY, "LF*d?", Measure.LAST, "基本支出较上年决算数8.00万元增加2.00万元", "8.00"),
    _line(_MONEY, "[CS<>VNFf]*B", Measure.BUDGET, "基本支出完成全年预算10.00万元的80%", "10.00"),
    _line(_MONEY, "[Nof][FdA]*", Measure.AMOUNT, "基本支出决算为8.00万元", "8.00"),
    _line(_MONEY, "[FBACkr]*FA?", Measure.AMOUNT, "支出决算为8.00万元", "8.00"),
    _line(
        _RATE,
        "(?:[CS]B(?:ad)?d?|Bd|B(?:ad))",
        Measure.COMPLETION,
        "完成全年预算10.00万元的80%",
        "80",
    ),
    _line(_RATE, "B?C[Bd]*", Measure.COMPLETION, "预算完成率80%", "80"),
    _line(_RATE, "(?:^|[^xo])A?[UD]A?", Measure.RATE, "减少2.00万元，下降20%", "20"),
    _line(_RATE, "S[Nfok]*F?d?", Measure.SHARE, "占收入合计的90%", "90"),
    _line(_MONEY, "(?:^|[Pkarc])x", Measure.AMOUNT, "其中：学费10.00万元", "10.00"),
    _line(_COUNT, "(?:^|[Pkarc])x", Measure.AMOUNT, "其中：一般公务用车5辆", "5"),
    _line(_COUNT, "[Nof][FA]*[ck]*", Measure.AMOUNT, "国内公务接待4批次13人次", "13"),
    _line(_COUNT, "^[FA]*[ck]*", Measure.AMOUNT, "国内公务接待4批次，累计13人次", "13"),
)


def measure_of(kind: MentionKind, roles: str) -> Measure | None:
    """Return what a number after words of these roles measures, None where it is not told."""
    return next((p.measure for p in PRODUCTIONS if p.fits(kind, roles)), None)
