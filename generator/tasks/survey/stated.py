"""What the sentences of a text state of the figures that departments are compared by."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.field import phrases, zh
from generator.field.sections import PERFORMANCE
from generator.model.figure import Operator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.review import Review
    from generator.model.rounds import Fact
    from generator.model.submission import Mention

    # By name and measure; None where the text contradicts itself.
    Stated = Mapping[tuple[str, str], Decimal | None]

CHANGE = Operator.MAGNITUDE.value  # against last year, with its sign
FACTORS = {
    zh.TEN_THOUSAND_YUAN: Decimal(1),
    "元": Decimal("0.0001"),
    zh.HUNDRED_MILLION_YUAN: Decimal(10000),
}
_STOPS = re.compile(r"[，,。；;：:（）()0-9]")


def read_stated(review: Review, units: Mapping[str, str]) -> Stated:
    """Return what the sentences say of each figure of `units`, in 万元 or as counted.

    A change has its sign where a word beside the number tells it; else it is left out.
    """
    found: dict[tuple[str, str], set[Decimal]] = {}
    for paragraph in review.submission.paragraphs():
        for mention in paragraph.mentions:
            fact = review.facts.get((paragraph.passage.locator, mention.start))
            if fact is None or fact.subject not in units or fact.section == PERFORMANCE:
                continue
            value = _value(mention, units[fact.subject])
            if value is not None and fact.measure == CHANGE:
                value = _signed(value, fact, paragraph.passage.text[: mention.start])
            if value is not None:
                found.setdefault((fact.subject, fact.measure), set()).add(value)
    return {key: next(iter(said)) if len(said) == 1 else None for key, said in found.items()}


def _value(mention: Mention, unit: str) -> Decimal | None:
    if unit != zh.TEN_THOUSAND_YUAN:
        return mention.value
    factor = FACTORS.get(mention.unit)
    return None if factor is None else mention.value * factor


def _signed(value: Decimal, fact: Fact, before: str) -> Decimal | None:
    """Return a change since last year with the sign of the word before it, None without one."""
    clause = _STOPS.split(before)[-1]
    rises = any(word in clause for word in phrases.RISEN)
    if fact.base != zh.LAST_YEAR or rises == any(word in clause for word in phrases.FALLEN):
        return None
    return value if rises else -value
