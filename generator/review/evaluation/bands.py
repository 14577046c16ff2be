"""The grades by score that a text itself states, else those that are usual."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from generator.field.grades import GRADES
from generator.review.evaluation.money import BAND, BELOW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.field.grades import Bands
    from generator.model.submission import SubmittedParagraph

_INCLUDED = r"(?:[（(]不?含[）)])?"
_GRADE = "(?:优|良|中|较?差|一般|不?合格)"
_LIMIT = (
    rf"(?:(?:[≥≤<>＜＞]|不低于|低于)\s?[0-9]{{1,3}}|[0-9]{{1,3}}\s?分?{_INCLUDED}"
    rf"(?:及?以上|及?以下|\s?(?:[-—－~～至到]{{1,2}})\s?[0-9]{{1,3}}))"
)
_ABOVE = re.compile(
    rf"(?P<least>[0-9]{{1,3}})\s?分?{_INCLUDED}及?以上{_INCLUDED}的?(?:为|是|属于)"
    r"[“\"]?(?P<grade>优|良|中)(?!等)"
)
# A limit beside a grade in any words: 优（≥85分）, 良好：85至95分, 60-75分为合格.
_LIKE_BAND = re.compile(
    rf"{_LIMIT}\s?分?{_INCLUDED}的?(?:为|是|属于|评为|定为)[“\"]?{_GRADE}"
    rf"|{_GRADE}[秀好等]?[”\"]?(?:等级|级|等次)?[（(：:为]?\s?(?:得分)?{_LIMIT}"
)


class Graded(NamedTuple):
    """The grades in force; whether the text states them itself."""

    bands: Bands
    is_stated: bool


def read_bands(paragraphs: Sequence[SubmittedParagraph]) -> Graded | None:
    """Return the grades of a text: None where it states others than are wholly understood."""
    stated: dict[str, Decimal] = {}
    is_read = True
    for paragraph in paragraphs:
        text = paragraph.passage.text
        known = [*BAND.finditer(text), *_ABOVE.finditer(text)]
        for found in known:
            stated.setdefault(found["grade"], Decimal(found["least"]))
        spans = [one.span() for one in (*known, *BELOW.finditer(text))]
        is_read &= all(
            any(start <= found.start() and found.start() < end for start, end in spans)
            for found in _LIKE_BAND.finditer(text)
        )
    usual = dict(GRADES)
    own = [grade for grade, _ in GRADES[:-1]]
    if all(usual[grade] == least for grade, least in stated.items()):
        return Graded(GRADES, bool(stated)) if is_read else None
    if not is_read or any(grade not in stated for grade in own):
        return None
    return Graded(tuple((usual | stated).items()), is_stated=True)
