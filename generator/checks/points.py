"""The points of a form added up: what is too much or too little, and which line explains it."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from generator.base.money import ONE, ZERO, divide, round_half_up
from generator.checks.attained import Outcome, judge
from generator.checks.evaluated import scores_of_rate, value_of
from generator.field.evaluation import FORM_FULL_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.checks.evaluated import Form, Line
    from generator.model.accounts import ListedAmount

_PRINTED = re.compile(r"[.．]([0-9]+)")
_TENTH = 1
# A score that is off by less was cut off or rounded otherwise: no wrong formula.
_NEAR = Decimal("0.05")


class Fit(Enum):
    """How a stated number agrees with what it should be."""

    EXACT = 0
    COARSE = 1
    OFF = 2


class Points(NamedTuple):
    """The points of a form.

    `full` and `totals` (the total scores that the form may have) are None and empty where a cell
    is blank. `excess` is how far the full marks are from 100, `off` how far the total is from the
    stated score; both 0 where all agrees or nothing is known. `wrong_full`, `wrong_score` are the
    lines that explain them; `execution_explains`: the score of the execution does. `absent`: a
    whole line is lacking or stands twice.
    """

    full: Decimal | None
    totals: tuple[Decimal, ...]
    excess: Decimal = ZERO
    off: Decimal = ZERO
    coarse: bool = False
    wrong_full: Line | None = None
    wrong_score: Line | None = None
    execution_explains: bool = False
    absent: bool = False

    def is_explained(self, line: Line) -> bool:
        """Whether what is odd in a line is already said of a sum."""
        return line is self.wrong_full or line is self.wrong_score


def outside(line: Line) -> bool:
    """Whether a score is below 0 or above its full marks, where they are blank above 100."""
    full, score = value_of(line.full), value_of(line.score)
    most = FORM_FULL_MARKS if full is None else full
    return score is not None and not 0 <= score <= most


def is_deducted(line: Line) -> bool:
    """Whether a line has less than its full marks."""
    full, score = value_of(line.full), value_of(line.score)
    return score is not None and full is not None and 0 <= score < full


def has_full_marks(line: Line) -> bool:
    """Whether a line has all of its points."""
    return value_of(line.score) is not None and value_of(line.score) == value_of(line.full)


def share_of_marks(line: Line, full: Decimal) -> Decimal | None:
    """Return the points by how much of a missed target is reached; None where that is open."""
    share = judge(line.indicator).share if line.indicator else None
    if share is None:
        return None
    return divide(full * share.numerator, ONE * share.denominator)


def is_near(score: Decimal, points: Decimal) -> bool:
    """Whether a score is so many points, rounded to one decimal or more."""
    return abs(score - points) <= _NEAR


def is_proportional(score: Decimal, points: Decimal) -> bool:
    """Whether a score is so many points, however it was rounded."""
    return is_near(score, points) or score == round_half_up(points, 0)


def fit(stated: ListedAmount, wanted: Iterable[Decimal], *, near: bool = False) -> Fit:
    """Return how a stated number agrees with the values that it may have.

    It may be rounded to one decimal where it is printed so; rounded to whole points it is coarse,
    and where `near` is asked also what is off by a few hundredths.
    """
    value = value_of(stated)
    if value is None:
        return Fit.EXACT
    found = _PRINTED.search(stated.source.text)
    decimals, best = len(found.group(1)) if found else 0, Fit.OFF
    for each in wanted:
        if value == each or (decimals <= _TENTH and value == round_half_up(each, _TENTH)):
            return Fit.EXACT
        rounded = not decimals and value == round_half_up(each, 0)
        if rounded or (near and abs(value - each) < _NEAR):
            best = Fit.COARSE
    return best


def add_up(form: Form) -> Points:
    """Return the points of a form, and which line explains a sum that does not agree."""
    fulls = [value_of(line.full) for line in form.lines]
    scores = [value_of(line.score) for line in form.lines]
    full = None if None in fulls else sum((x for x in fulls if x), form.execution_marks)
    made = None if None in scores else sum((x for x in scores if x), ZERO)
    totals = () if made is None else tuple(made + each for each in form.execution_scores)
    excess = ZERO if full is None else full - FORM_FULL_MARKS
    points = Points(full, totals, excess)
    if made is not None and form.stated is not None and form.stated.value is not None and totals:
        agreement = fit(form.stated, totals)
        if agreement is not Fit.EXACT:
            off = totals[0] - form.stated.value
            points = points._replace(off=off, coarse=agreement is Fit.COARSE)
    return _explain(form, points, made)


def _explain(form: Form, points: Points, made: Decimal | None) -> Points:
    if points.excess:
        suspect = next((x for x in form.lines if _has_wrong_full(x, points.excess)), None)
        points = points._replace(wrong_full=suspect)
    if not points.off:
        return points
    if points.excess and not points.wrong_full:
        both = points.off / points.excess
        points = points._replace(absent=0 < both <= 1)
    if made is not None and form.project and form.stated and _execution_explains(form, made):
        return points._replace(execution_explains=True)
    suspect = next((x for x in form.lines if _has_wrong_score(x, points.off)), None)
    return points._replace(wrong_score=None if points.absent else suspect)


def _execution_explains(form: Form, made: Decimal) -> bool:
    """Whether the total agrees with the score that the rate of execution gives."""
    if form.project is None or form.stated is None or form.project.execution_score is None:
        return False
    wanted = scores_of_rate(form.project, form.execution_marks)
    return fit(form.stated, [made + each for each in wanted]) is Fit.EXACT


def _has_wrong_full(line: Line, excess: Decimal) -> bool:
    """Whether other full marks make the sum right and what is odd in the line go away."""
    full, score = value_of(line.full), value_of(line.score)
    if full is None or score is None or full <= excess:
        return False
    if outside(line):
        return 0 <= score <= full - excess
    return is_deducted(line) and not line.is_explained and score == full - excess


def _has_wrong_score(line: Line, off: Decimal) -> bool:
    """Whether another score makes the total right and what is odd in the line go away."""
    full, score = value_of(line.full), value_of(line.score)
    if full is None or score is None or not 0 <= score - off <= full:
        return False
    right = score - off
    if outside(line):
        return True
    missed = line.indicator is not None and judge(line.indicator).outcome is Outcome.MISSED
    if missed and has_full_marks(line):
        return right < full
    points = share_of_marks(line, full)
    if points is not None and is_deducted(line):
        return is_proportional(right, points) and not is_proportional(score, points)
    return is_deducted(line) and not line.is_explained and right == full
