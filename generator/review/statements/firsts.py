"""上年无此项支出: the change is the whole amount, and there is no rate (DOMAIN 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.review.statements.judging import Judgement
from generator.review.statements.statement import Base, Comparison, Measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.review.statements.judging import Judge
    from generator.review.statements.statement import Remark, Statement

_NOT_LAST_YEAR = {Base.BUDGET, Base.LAST_BUDGET}


def check_firsts(
    statements: Iterable[Statement], remarks: Iterable[Remark], judge: Judge
) -> Iterator[tuple[Statement, Judgement]]:
    """Yield the changes and rates of what a sentence says the year before did not have."""
    first = {
        (remark.sentence, remark.key) for remark in remarks if remark.comparison is Comparison.FIRST
    }
    for one in statements:
        if (one.sentence, one.key) not in first or one.base in _NOT_LAST_YEAR:
            continue
        if one.measure is Measure.RATE and one.value:
            yield one, Judgement(holds=False, no_base=True)
        elif one.measure is Measure.CHANGE and one.now is not None:
            now, change = judge.value_of(one.now), judge.value_of(one)
            if now is None or change is None:
                continue
            holds = abs(now - change) <= judge.step(one) + judge.step(one.now)
            expected = judge.as_stated(one, now)
            yield one, Judgement(holds=holds, expected=expected, used=(one.now,))
