"""The same quantity said twice with two values, anywhere in the text (前后不一)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from generator.base.money import ZERO
from generator.model.submission import MentionKind
from generator.review.statements.apart import is_apart
from generator.review.statements.statement import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.review.statements.judging import Judge
    from generator.review.statements.statement import Statement

_COMPARED = {Measure.AMOUNT, Measure.BUDGET, Measure.LAST, Measure.COMPLETION}


class Repeat(NamedTuple):
    """Two statements of one quantity; whether they differ."""

    first: Statement
    second: Statement
    differs: bool


def check_repeats(statements: Sequence[Statement], judge: Judge) -> Iterator[Repeat]:
    """Yield each statement that says again, or otherwise, what another one says."""
    said: dict[object, list[Statement]] = {}
    # 收、支总计各A、B: one name for two amounts, told apart by their turn alone.
    first = {(one.sentence, one.key) for one in statements if not one.turn}
    of_several = {one.key for one in statements if one.turn and (one.sentence, one.key) in first}
    for one in statements:
        if one.measure in _COMPARED and one.quantities and one.is_given and len(one.key) == 1:
            if is_apart(one.where):
                continue
            turn = one.turn if one.key in of_several else 0
            identity = (one.key, one.measure, one.mention.kind, _counted(one), turn)
            said.setdefault(identity, []).append(one)
    for group in said.values():
        yield from _differing(group, judge)


def _counted(one: Statement) -> str:
    """Return what a count counts; amounts of money are one kind whatever their unit."""
    return "" if _is_one_kind(one) else one.mention.unit


def _is_one_kind(one: Statement) -> bool:
    """Whether a statement is of money or a rate, which are compared whatever the unit."""
    return one.mention.kind is not MentionKind.COUNT


def _differing(group: Sequence[Statement], judge: Judge) -> Iterator[Repeat]:
    """Yield the statements beside the one that is said most often, the first of several."""
    order = {id(one): index for index, one in enumerate(group)}
    values: list[list[Statement]] = []
    for one in sorted(group, key=lambda one: judge.value_of(one) or ZERO):
        if values and _equal(values[-1][-1], one, judge):
            values[-1].append(one)
        else:
            values.append([one])
    for same in values:
        same.sort(key=lambda one: order[id(one)])
    # What is said most often is taken for right, else what is said first.
    values.sort(key=lambda same: (-len(same), order[id(same[0])]))
    for same in values:
        first = same[0]
        yield from (Repeat(first, other, differs=False) for other in same[1:])
        if same is not values[0]:
            yield Repeat(values[0][0], first, differs=True)


def _equal(one: Statement, other: Statement, judge: Judge) -> bool:
    if one.measure is Measure.COMPLETION:
        decimals = min(one.mention.decimals, other.mention.decimals)
        return abs(one.value - other.value) <= Decimal(1).scaleb(-decimals)
    first, second = judge.value_of(one), judge.value_of(other)
    step = max(judge.step(one), judge.step(other))
    return first is None or second is None or abs(first - second) <= step
