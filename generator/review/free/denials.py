"""无差异, 持平 and the like, held against the two amounts that stand before them (DOMAIN 3.9)."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from generator.base.money import UNIT_SIZES
from generator.field import zh
from generator.model.submission import MentionKind
from generator.review import rules
from generator.review.marking import Evidence, Spot, mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.submission import Mark, Mention, SubmittedParagraph

_EQUAL = re.compile(r"决算数?与(?:年初|全年)?预算数?(?:无|不存在|没有)差异")
_REASONED = re.compile(
    r"(持平|(?:不存在|没有|无)差异)。\s*(?:变动|增减|差异)?的?(?:主要)?原因(?:是|为|：|:)"
)
_BUDGET = re.compile(r"预算(?:数|金额)?(?:为|是)?$")
_FINAL = re.compile(r"(?:决算|支出)(?:数|金额)?(?:为|是)?$")
_REACH = 16
_MOST_NUMBERS = 40


def check_denials(file: str, paragraphs: Sequence[SubmittedParagraph]) -> Iterator[Mark]:
    """Yield every claim of equality after a budget and an outcome that are not equal."""
    for paragraph in paragraphs:
        text = paragraph.passage.text
        for match in _REASONED.finditer(text):
            spot = Spot(file, paragraph.where, paragraph.passage, match.start(), match.end())
            yield mark(rules.REASON, f"写作“{match.group(1)}”，却给出了变动的原因", spot)
        for match in _EQUAL.finditer(text):
            budget = final = None
            for mention in _before(paragraph.mentions, match.start()):
                if mention.kind is not MentionKind.AMOUNT:
                    continue
                words = text[max(0, mention.start - _REACH) : mention.start].rstrip(" *")
                if _BUDGET.search(words):
                    budget, final = mention, None
                elif budget is not None and final is None and _FINAL.search(words):
                    final = mention
            if budget is None or final is None or _size(budget) == _size(final):
                continue
            spot = Spot(file, paragraph.where, paragraph.passage, match.start(), match.end())
            message = (
                f"写作“{match.group()}”，而预算 {budget.text}{budget.unit}、"
                f"决算 {final.text}{final.unit} 不等"
            )
            yield mark(rules.EQUALITY, message, spot, Evidence(final.value, budget.value))


def _before(mentions: Sequence[Mention], position: int) -> Sequence[Mention]:
    """Return the last numbers that end before a position, in order."""
    end = bisect_right(mentions, position, key=lambda mention: mention.end)
    return mentions[max(0, end - _MOST_NUMBERS) : end]


def _size(mention: Mention) -> object:
    unit = zh.TEN_THOUSAND_YUAN if mention.unit == "万" else mention.unit
    return mention.value * UNIT_SIZES[unit]
