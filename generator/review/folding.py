"""One cause, one finding: marks that only repeat what another mark says go into its `also`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.base.severity import FindingClass
from generator.review import rules

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.base.rules import Rule
    from generator.model.submission import Mark

_REACH = 120
_ENDS = re.compile(r"[。！？\n]")
# 。主要原因是…: the sentence that explains what the one before says.
_REASON_FOLLOWS = re.compile(
    r"[。！？\n]\s*(?:[^。！？\n，]{0,10}(?:原因|由于|因为|系|是)[^。！？\n]{0,4})?$"
)
# The rules whose findings may follow from another one; always from one in the same passage.
_FOLLOWING = (
    rules.AMOUNT,
    rules.COMPUTED,
    rules.ITEM_EXTRA,
    rules.UNIT,
    rules.EQUALITY,
    rules.EMPTINESS,
    rules.INCOMPLETE,
    rules.REASON,
    rules.DIRECTION,
    rules.YEAR,
)
# What may be wrong where a text contradicts itself.
_CAUSES = (rules.AMOUNT, rules.COMPUTED, rules.UNIT, rules.DIRECTION)


def fold(marks: Sequence[Mark]) -> list[Mark]:
    """Return the marks without those that follow from another; that one names them."""
    kept = list(marks)
    for test in (
        _says_the_same,
        _rests_on_wrong_number,
        _lacks_reason_of_denial,
        _explains_wrong_way,
        _contradicts_what_is_wrong,
        _lists_what_the_amount_is_of,
        _is_the_other_of_a_swap,
    ):
        kept = _fold_by(kept, test)
    return kept


def _fold_by(marks: Sequence[Mark], follows: Callable[[Mark, Mark], bool]) -> list[Mark]:
    notes: dict[int, list[Mark]] = {}
    gone: set[int] = set()
    together: dict[str, list[tuple[int, Mark]]] = {}
    for index, mark in enumerate(marks):
        if mark.passage is not None:
            together.setdefault(mark.passage.locator, []).append((index, mark))
    for index, mark in enumerate(marks):
        if mark.passage is None or not _is(mark, *_FOLLOWING):
            continue
        for other, cause in together[mark.passage.locator]:
            if other != index and other not in gone and follows(mark, cause):
                gone.add(index)
                notes.setdefault(other, []).append(mark)
                break
    return [
        _with_notes(mark, notes.get(index, ()))
        for index, mark in enumerate(marks)
        if index not in gone
    ]


def _with_notes(mark: Mark, folded: Sequence[Mark]) -> Mark:
    """Return a mark that names what follows from it, and speaks of the numbers of that too."""
    if not folded:
        return mark
    also, others = list(mark.finding.also), list(mark.others)
    for one in folded:
        also += [f"{one.finding.code} {one.finding.message}", *one.finding.also]
        own = [(one.passage.locator, one.start)] if one.passage is not None else []
        others += [*own, *one.others]
    kept = tuple(dict.fromkeys(others))
    return replace(mark, finding=replace(mark.finding, also=tuple(also)), others=kept)


def _is(mark: Mark, *asked: Rule) -> bool:
    return mark.finding.code in {rule.code for rule in asked}


def _is_near(mark: Mark, cause: Mark, *, is_reason: bool = False) -> bool:
    """Whether both marks are in one sentence, and near; a reason may stand in the next one."""
    first, second = sorted((mark, cause), key=lambda one: one.start)
    if second.start - first.end > _REACH or mark.passage is None:
        return False
    between = mark.passage.text[first.end : second.start]
    if is_reason:
        between = _REASON_FOLLOWS.sub("", between)
    return not _ENDS.search(between)


def _says_the_same(mark: Mark, cause: Mark) -> bool:
    """One rule twice on the same words; money in an empty table that is a wrong amount anyway."""
    if not (mark.start < cause.end and cause.start < mark.end):
        return False
    if _is(mark, rules.UNIT) and _is(cause, rules.UNIT):
        # The one that knows the right value stays, else either of them.
        return mark.finding.expected is None
    if _is(mark, rules.COMPUTED) and _is(cause, rules.COMPUTED, rules.ZERO_BASE):
        # That nothing falls by so much, beside what the rate is.
        return mark.finding.expected is None
    if _is(mark, rules.EQUALITY) and _is(cause, rules.EQUALITY):
        return mark.finding.expected is None and cause.finding.expected is not None
    if _is(mark, rules.YEAR) and _is(cause, rules.YEAR):
        # One year that is wrong beside our sentence and by itself.
        return mark.replacement is None and mark.finding.message != cause.finding.message
    return _is(mark, rules.EMPTINESS) and _is(cause, rules.AMOUNT, rules.COMPUTED)


def _rests_on_wrong_number(mark: Mark, cause: Mark) -> bool:
    """无差异 beside two amounts that are unequal because one of them is wrong."""
    if not (_is(mark, rules.EQUALITY) and _is(cause, rules.AMOUNT, rules.UNIT, rules.COMPUTED)):
        return False
    amounts = {mark.finding.stated, mark.finding.expected} - {None}
    return (
        cause.end <= mark.start
        and _is_near(mark, cause)
        and cause.finding.stated in amounts
        and mark.finding.expected is not None
    )


def _lacks_reason_of_denial(mark: Mark, cause: Mark) -> bool:
    """A reason that is missing because the text says that there is no difference."""
    return (
        _is(mark, rules.INCOMPLETE)
        and _is(cause, rules.EQUALITY)
        and _is_near(mark, cause, is_reason=True)
    )


def _explains_wrong_way(mark: Mark, cause: Mark) -> bool:
    """A reason that fits the tables where the text has the direction wrong."""
    return (
        _is(mark, rules.REASON)
        and _is(cause, rules.DIRECTION)
        and cause.end <= mark.start
        and _is_near(mark, cause, is_reason=True)
    )


def _contradicts_what_is_wrong(mark: Mark, cause: Mark) -> bool:
    """A contradiction within a sentence, where it is known which word or number is wrong."""
    return (
        _is(mark, rules.DIRECTION, rules.EQUALITY)
        and mark.finding.finding_class is FindingClass.INTERNAL
        and _is(cause, *_CAUSES)
        and cause.finding.finding_class is not FindingClass.INTERNAL
        and _is_near(mark, cause)
    )


def _lists_what_the_amount_is_of(mark: Mark, cause: Mark) -> bool:
    """A list of the items of another amount below one that is not that of its name either.

    Only what is said of a whole list rests on cells: those of the name above it.
    """
    cells, known = set(mark.finding.places[1:]), set(cause.finding.places[1:])
    both = _is(mark, rules.ITEM_EXTRA) and _is(cause, rules.AMOUNT)
    return both and bool(cells) and cells <= known


def _is_the_other_of_a_swap(mark: Mark, cause: Mark) -> bool:
    """Two amounts of which each is the other's: their names are swapped."""
    stated, expected = mark.finding.stated, mark.finding.expected
    return (
        _is(mark, rules.AMOUNT)
        and _is(cause, rules.AMOUNT)
        and expected is not None
        and mark.replacement is None
        and cause.start < mark.start
        and (stated, expected) == (cause.finding.expected, cause.finding.stated)
    )
