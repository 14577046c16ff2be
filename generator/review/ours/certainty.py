"""When a correction is certain: the quantity by its name, the value by cells that no error touches.

What is not certain stays a finding with its relation and candidates, and becomes a comment.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.base.severity import Severity
from generator.review import rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from generator.model.figure import Figure
    from generator.model.finding import Finding
    from generator.model.place import Place
    from generator.model.submission import Mark
    from generator.review.ours.alignment import Pair
    from generator.review.text.sentences import Sentence

    Cell = tuple[str, str, int, int]
    Wording = tuple[str, str]

_OF_NUMBERS = {
    rule.code for rule in (rules.AMOUNT, rules.COMPUTED, rules.COUNT, rules.UNIT, rules.ZERO_BASE)
}


def list_doubtful(findings: Iterable[Finding]) -> frozenset[Cell]:
    """Return the cells that an error names: any of them may be the wrong one."""
    return frozenset(
        _cell_of(place)
        for finding in findings
        if finding.severity is Severity.ERROR
        for place in finding.places
    )


def _cell_of(place: Place) -> Cell:
    return place.file, place.sheet, place.row_number, place.column_number


def are_sound(places: Sequence[Place], doubtful: AbstractSet[Cell]) -> bool:
    """Whether places are cells, none of them doubtful, and none at all of the text itself."""
    return bool(places) and all(
        place.row_number and not place.quote and _cell_of(place) not in doubtful for place in places
    )


def is_sound(figure: Figure, doubtful: frozenset[Cell]) -> bool:
    """Whether a figure rests on cells alone, none of them doubtful.

    What the text itself has supplied proves nothing: it may be the wrong one of two numbers.
    """
    return are_sound([source.place for source in figure.sources()], doubtful)


def find_single(generated: Sequence[Sentence], submitted: Sequence[Sentence]) -> frozenset[Wording]:
    """Return the wordings, each with the head of its paragraph, that both texts have once."""
    ours = Counter((sentence.owner, sentence.key) for sentence in generated)
    theirs = Counter((sentence.owner, sentence.key) for sentence in submitted)
    return frozenset(one for one, times in ours.items() if times == theirs[one] == 1)


def names_the_same(pair: Pair, single: frozenset[Wording]) -> bool:
    """Whether two sentences name all their numbers alike, and no other sentence does."""
    wording = (pair.ours.owner, pair.ours.key)
    return wording == (pair.theirs.owner, pair.theirs.key) and wording in single


def only_comment(mark: Mark) -> Mark:
    """Return a mark without its replacement."""
    return replace(mark, replacement=None)


def settle_names(marks: Sequence[Mark], confirmed: frozenset[str]) -> list[Mark]:
    """Return the marks; a wrong name is put right only where its numbers say which one it is.

    `confirmed` are the passages in which an amount of a sound cell stands as it should. Where a
    number of the passage is wrong as well, the whole item may be another one.
    """
    disputed = {
        mark.passage.locator
        for mark in marks
        if mark.passage is not None and mark.finding.code in _OF_NUMBERS
    }
    return [
        only_comment(mark)
        if mark.finding.code == rules.NAME.code
        and mark.passage is not None
        and (mark.passage.locator in disputed or mark.passage.locator not in confirmed)
        else mark
        for mark in marks
    ]
