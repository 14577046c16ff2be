"""Counts that cannot be so together: fewer guests than visits, more cars kept than owned."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from generator.field import zh
from generator.model.submission import MentionKind
from generator.review.statements.families import CARS_TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.review.statements.statement import Statement

_VISITS = {zh.BATCHES, "批", "个", "次"}
_PERSONS = {zh.PERSON_TIMES, "人", "名"}


class Clash(NamedTuple):
    """Two counts that exclude each other, and why."""

    one: Statement
    other: Statement
    why: str


def check_counts(statements: Sequence[Statement]) -> Iterator[Clash]:
    """Yield the counts of one subject, or of the cars, that cannot be true together."""
    counts = [one for one in statements if one.mention.kind is MentionKind.COUNT]
    for one, other in pairwise(counts):
        if (
            one.sentence == other.sentence
            and (one.name in other.name or other.name in one.name)
            and one.mention.unit in _VISITS
            and other.mention.unit in _PERSONS
            and other.value < one.value
        ):
            yield Clash(other, one, f"{other.written}少于{one.written}：每批（个团组）至少有一人")
    kept = next((one for one in counts if _names(one) == {zh.VEHICLES_KEPT}), None)
    cars = next((one for one in counts if _names(one) == {CARS_TOTAL}), None)
    if kept is not None and cars is not None and kept.value > cars.value:
        yield Clash(kept, cars, f"公务用车保有量{kept.written}，多于车辆总数{cars.written}")


def _names(one: Statement) -> set[str]:
    return {quantity.name for quantity in one.quantities}
