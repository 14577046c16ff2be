"""A reason of a change that the text itself denies: 无差异。主要原因是… (DOMAIN 3.9)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.review import rules
from generator.review.marking import Spot, mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.submission import Mark, SubmittedParagraph

_REASONED = re.compile(
    r"(持平|(?:不存在|没有|无)差异)。\s*(?:变动|增减|差异)?的?(?:主要)?原因(?:是|为|：|:)"
)


def check_denials(file: str, paragraphs: Sequence[SubmittedParagraph]) -> Iterator[Mark]:
    """Yield every denial of a change that is followed by its reason."""
    for paragraph in paragraphs:
        text = paragraph.passage.text
        for match in _REASONED.finditer(text):
            spot = Spot(file, paragraph.where, paragraph.passage, match.start(), match.end())
            yield mark(rules.REASON, f"写作“{match.group(1)}”，却给出了变动的原因", spot)
