"""Lists that no word opens: a total that follows its parts; 其他外宾接待 beside 外宾接待."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.review.statements.lists import Sum, add_up
from generator.review.statements.statement import Measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.review.statements.judging import Judge
    from generator.review.statements.statement import Statement

_FEWEST = 2
_ALL = Decimal(100)
# Rounded shares add up to 100 only so nearly.
_ROUNDING = Decimal("0.02")
_OTHER = "其他"


def check_implied_lists(statements: Sequence[Statement], judge: Judge) -> Iterator[Sum]:
    """Yield totals that come after the shares of them, and the rests of amounts stated before."""
    yield from _totals_after_shares(statements, judge)
    yield from _rests(statements, judge)


def _totals_after_shares(statements: Iterable[Statement], judge: Judge) -> Iterator[Sum]:
    """A占p%；B占q%。合计T: the paragraph states the whole of its shares only after them."""
    paragraph = ""
    shares: list[Statement] = []
    for one in statements:
        if one.passage.locator != paragraph:
            paragraph, shares = one.passage.locator, []
        if one.measure is Measure.SHARE and one.whole is not None and one.whole.stated is None:
            shares.append(one)
        elif one.measure is Measure.AMOUNT:
            parts = [share.now for share in shares if share.now and _is_of(share, one)]
            if len(parts) >= _FEWEST and one not in parts:
                said = sum((share.value for share in shares), Decimal(0))
                is_closed = abs(said - _ALL) <= _ROUNDING * len(parts)
                yield add_up(one, parts, judge, is_closed=is_closed)
                shares = []


def _is_of(share: Statement, whole: Statement) -> bool:
    """Whether an amount is what the words of a share name as its whole."""
    named = {quantity.name for quantity in share.whole.quantities} if share.whole else set()
    return bool(named & {quantity.name for quantity in whole.quantities})


def _rests(statements: Iterable[Statement], judge: Judge) -> Iterator[Sum]:
    """其他X万元 is a part of X: it is not more than what the section states of X."""
    stated: dict[tuple[str, str], Statement] = {}
    for one in statements:
        if one.measure is not Measure.AMOUNT:
            continue
        topic = one.where.partition("（")[0]
        whole = stated.get((topic, one.name.removeprefix(_OTHER)))
        is_rest = not one.quantities and one.name.startswith(_OTHER)
        if is_rest and whole is not None and whole.mention.unit == one.mention.unit:
            yield add_up(whole, [one], judge, is_closed=False)
        elif one.quantities:
            stated[topic, one.name] = one
