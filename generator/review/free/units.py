"""A number and its unit: a missing 元 or %, both at once, 元 for 万元 (DOMAIN 3.12)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.field import zh
from generator.model.submission import MentionKind
from generator.review import rules
from generator.review.marking import Spot, mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.submission import Mark, Mention, SubmittedParagraph

_BOTH = re.compile(r"(?<![0-9,.])[0-9][0-9,.]{0,30}\s{0,4}[%％]\s{0,4}(?:万元|亿元|元)")
_MONEY_WORDS = re.compile(r"预算|决算|支出|收入|执行数|费用?[为是]?$|经费|金额|资金|采购")
# What one person, day or piece costs is written in 元.
_EACH = re.compile(r"[人日户件]均|每|标准|单价|定额")
_FEW_YUAN = 100


def check_units(file: str, paragraphs: Sequence[SubmittedParagraph], unit: str) -> Iterator[Mark]:
    """Yield every number whose unit cannot be right; `unit` is that of the text."""
    for paragraph in paragraphs:
        text = paragraph.passage.text
        for match in _BOTH.finditer(text):
            spot = Spot(file, paragraph.where, paragraph.passage, match.start(), match.end())
            message = f"“{match.group()}”既有 % 又有金额单位"
            yield mark(rules.UNIT, message, spot)
        for mention in paragraph.mentions:
            spot = Spot(file, paragraph.where, paragraph.passage, mention.start, mention.unit_end)
            before = text[max(0, mention.start - 14) : mention.start]
            in_yuan = unit == zh.TEN_THOUSAND_YUAN and _is_small_yuan(mention)
            if in_yuan and _MONEY_WORDS.search(before) and not _EACH.search(before):
                message = f"“{mention.text}元”疑应为“{mention.text}万元”"
                yield mark(rules.UNIT, message, spot)
            elif mention.kind is MentionKind.BARE and re.search(r"占$|增长$|下降$", before):
                message = f"“{mention.text}”缺少“%”"
                yield mark(rules.UNIT, message, spot)


def _is_small_yuan(mention: Mention) -> bool:
    """Whether an amount in 元 has decimals and is too small for a sum of the accounts."""
    return mention.unit == "元" and bool(mention.decimals) and 0 < mention.value < _FEW_YUAN
