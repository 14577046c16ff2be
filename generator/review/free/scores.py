"""Points of an evaluation report, item by item, and the total that it states (自评得分)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.base.money import ZERO, format_plain, parse_amount
from generator.base.severity import FindingClass
from generator.model.submission import MentionKind, Reviewed, Standing, Verdict
from generator.review import rules
from generator.review.marking import Evidence, Spot, mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.submission import Mark, Mention, SubmittedParagraph

_ITEM = re.compile(
    r"(?:指标|分值|满分)\s{0,4}([0-9]{1,9}(?:\.[0-9]{1,9})?)\s{0,4}分?\s{0,4}，?\s{0,4}"
    r"得\s{0,4}([0-9]{1,9}(?:\.[0-9]{1,9})?)\s{0,4}分"
)
_TOTAL = re.compile(r"(?:总|整体)[^。]{0,10}得分(?:为)?$")
_FULL = Decimal(100)
_REACH = 20


def check_item_scores(file: str, paragraphs: Sequence[SubmittedParagraph]) -> Reviewed:
    """Return a stated total that the items of its report, worth 100 together, do not add up to.

    Where the items are worth 100 every one of their numbers was added up.
    """
    reports: dict[str, list[SubmittedParagraph]] = {}
    for paragraph in paragraphs:
        reports.setdefault(paragraph.where, []).append(paragraph)
    marks: list[Mark] = []
    verdicts: list[Verdict] = []
    for own in reports.values():
        items = [(p, found) for p in own for found in _ITEM.finditer(p.passage.text)]
        if sum((parse_amount(item.group(1)) for _, item in items), ZERO) != _FULL:
            continue
        made = sum((parse_amount(item.group(2)) for _, item in items), ZERO)
        verdicts += [
            Verdict(paragraph.passage.locator, item.start(group), Standing.RECOMPUTED)
            for paragraph, item in items
            for group in (1, 2)
        ]
        for paragraph in own:
            for mention in _totals(paragraph):
                locator = paragraph.passage.locator
                verdicts.append(Verdict(locator, mention.start, Standing.RECOMPUTED))
                if mention.value != made:
                    marks.append(_mark(file, paragraph, mention, made, len(items)))
    return Reviewed(tuple(marks), tuple(verdicts))


def _totals(paragraph: SubmittedParagraph) -> Iterator[Mention]:
    """Yield the scores that a paragraph states for the whole."""
    text = paragraph.passage.text
    for mention in paragraph.mentions:
        words = text[max(0, mention.start - _REACH) : mention.start]
        if mention.kind is MentionKind.SCORE and _TOTAL.search(words):
            yield mention


def _mark(
    file: str, paragraph: SubmittedParagraph, mention: Mention, made: Decimal, count: int
) -> Mark:
    spot = Spot(file, paragraph.where, paragraph.passage, mention.start, mention.end)
    message = f"总得分写作{mention.text}分，{count} 个指标的得分合计 {format_plain(made)} 分"
    evidence = Evidence(mention.value, made, "Σ 各指标得分")
    return mark(rules.OWN_SUM, message, spot, evidence, kind=FindingClass.INTERNAL)
