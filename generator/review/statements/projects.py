"""Amounts of 十三 that a paragraph states again: known where it is the same project's."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from generator.review.statements.apart import is_apart
from generator.review.statements.marker import is_money
from generator.review.statements.statement import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from generator.review.statements.judging import Judge
    from generator.review.statements.statement import Statement

_SHORTEST = 2
_FEWEST = 2


def find_repeated(
    statements: Sequence[Statement], known: AbstractSet[int], judge: Judge
) -> Iterator[Statement]:
    """Yield the amounts that are those of a `known` statement of the same project and paragraph.

    Where a paragraph evaluates several projects, an amount is of the one named last before it: that
    of another one proves nothing.
    """
    evaluated: dict[str, list[Statement]] = {}
    for one in statements:
        if is_apart(one.where):
            evaluated.setdefault(one.passage.locator, []).append(one)
    for group in evaluated.values():
        named = _names(group)
        values = {
            (_project_of(one, named), judge.value_of(one))
            for one in group
            if id(one) in known and one.value
        }
        for one in group:
            if is_money(one) and (_project_of(one, named), judge.value_of(one)) in values:
                yield one


def _names(group: Sequence[Statement]) -> list[tuple[int, str]]:
    """Return where the projects of a paragraph are named, nothing where it has but one.

    A project is what a completion rate is said of.
    """
    names = {
        one.name
        for one in group
        if one.measure is Measure.COMPLETION and len(one.name) >= _SHORTEST and not one.quantities
    }
    if len(names) < _FEWEST:
        return []
    longest_first = sorted(names, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, longest_first)))
    return [(found.start(), found.group()) for found in pattern.finditer(group[0].passage.text)]


def _project_of(one: Statement, named: Sequence[tuple[int, str]]) -> str:
    before = bisect_right(named, one.mention.start, key=lambda place: place[0])
    return named[before - 1][1] if before else ""
