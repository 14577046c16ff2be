"""Lists that no word opens: a total that follows its parts; 其他外宾接待 beside 外宾接待."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.review.statements.lists import Sum, add_up
from generator.review.statements.statement import Measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.review.statements.judging import Judge
    from generator.review.statements.statement import Key, Statement

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
    """A占p%；B占q%。合计T: the paragraph states the whole of its shares only after them.

    Shares that are not all of it prove nothing: some may be parts of others.
    """
    paragraph = ""
    shares: dict[str, dict[Key, Statement]] = {}
    for one in statements:
        if one.passage.locator != paragraph:
            paragraph, shares = one.passage.locator, {}
        if one.measure is Measure.SHARE and one.whole is not None and one.whole.stated is None:
            for quantity in one.whole.quantities:
                shares.setdefault(quantity.name, {})[one.key] = one
        elif one.measure is Measure.AMOUNT:
            listed = [shares.pop(q.name) for q in one.quantities if q.name in shares]
            if listed:
                yield from _close(one, listed[0].values(), judge)


def _close(whole: Statement, shares: Iterable[Statement], judge: Judge) -> Iterator[Sum]:
    """Add up the amounts of shares that are all of a whole."""
    parts = [share.now for share in shares if share.now is not None]
    said = sum((share.value for share in shares), Decimal(0))
    is_all = abs(said - _ALL) <= _ROUNDING * len(parts)
    if len(parts) >= _FEWEST and is_all and whole not in parts:
        yield add_up(whole, parts, judge, is_closed=True)


def _rests(statements: Iterable[Statement], judge: Judge) -> Iterator[Sum]:
    """其他X万元 where the section has said that X is 0: there is no other X either."""
    nothing: dict[tuple[str, str], Statement] = {}
    for one in statements:
        if one.measure is not Measure.AMOUNT:
            continue
        topic = one.where.partition("（")[0]
        whole = nothing.get((topic, one.name.removeprefix(_OTHER)))
        is_rest = not one.quantities and one.name.startswith(_OTHER)
        if is_rest and whole is not None and whole.mention.unit == one.mention.unit:
            yield add_up(whole, [one], judge, is_closed=False)
        elif one.quantities and not one.value:
            nothing[topic, one.name] = one
