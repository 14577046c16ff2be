"""A number and its unit: a missing 元 or %, both at once, 元 for 万元 (DOMAIN 3.12)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.model.submission import MentionKind
from generator.review import rules
from generator.review.marking import Spot, mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.submission import Mark, SubmittedParagraph

_BOTH = re.compile(r"[0-9][0-9,.]*\s*[%％]\s*(?:万元|亿元|元)")
_MONEY_WORDS = re.compile(r"预算|决算|支出|收入|执行数|经费|金额|资金|采购")
_TEN_YUAN = 100


def check_units(file: str, paragraphs: Sequence[SubmittedParagraph]) -> Iterator[Mark]:
    """Yield every number whose unit cannot be right."""
    for paragraph in paragraphs:
        text = paragraph.passage.text
        for match in _BOTH.finditer(text):
            spot = Spot(file, paragraph.where, paragraph.passage, match.start(), match.end())
            right = re.sub(r"\s*[%％]\s*", "", match.group())
            message = f"“{match.group()}”既有 % 又有金额单位"
            yield mark(rules.UNIT, message, spot, replacement=right)
        in_ten_thousand = "万元" in text or "万" in text
        for mention in paragraph.mentions:
            spot = Spot(file, paragraph.where, paragraph.passage, mention.start, mention.unit_end)
            before = text[max(0, mention.start - 14) : mention.start]
            if mention.unit == "万" and text[mention.unit_end : mention.unit_end + 1] in "，。；、":
                if _MONEY_WORDS.search(before):
                    right = f"{mention.text}万元"
                    message = f"“{mention.text}万”缺少“元”"
                    yield mark(rules.UNIT, message, spot, replacement=right)
            elif _is_small_yuan(mention.unit, mention.decimals, mention.value < _TEN_YUAN):
                if _MONEY_WORDS.search(before) or in_ten_thousand:
                    message = f"“{mention.text}元”疑应为“{mention.text}万元”"
                    yield mark(rules.UNIT, message, spot)
            elif mention.kind is MentionKind.BARE and re.search(r"占$|增长$|下降$", before):
                message = f"“{mention.text}”缺少“%”"
                yield mark(rules.UNIT, message, spot, replacement=f"{mention.text}%")


def _is_small_yuan(unit: str, decimals: int, small: bool) -> bool:  # noqa: FBT001 - a plain test
    return unit == "元" and small and decimals > 0
