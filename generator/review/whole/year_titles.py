"""The year that a title says its document is of (DOMAIN 5)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.base.numerals import read_numeral
from generator.review.whole.year_roles import YEAR, is_base, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = "[〇○零一二三四五六七八九]{4}"
_TITLE = re.compile(rf"{YEAR}(?=\s*度|\s*(?:部门|单位)?决算)|(?P<words>{_WORDS})年(?=度)")
_YEAR = rf"(?P<other>(?:19|20)[0-9]{{2}}|{_WORDS})"
_TO = r"\s*年?\s*度?\s*[-—–－~～至到、和与及/／]{1,2}\s*"
# 2023—2024年度: what stands before a year, and behind it, where it is one end of a span.
_FROM = re.compile(rf"{_YEAR}{_TO}$")
_UNTIL = re.compile(rf"{_TO}{_YEAR}(?=\s*[年学])")
_REACH = 24


def find_wrong_years(text: str, year: int) -> Iterator[tuple[int, int]]:
    """Yield where a title says that its document is of another year than `year`.

    A span of years is that of all years within it, and what is compared with is none of its own.
    """
    plain = plain_text(text)
    for match in _TITLE.finditer(plain):
        group = "words" if match["words"] else "year"
        start, end = match.span(group)
        compared = group == "year" and is_base(plain, start, match.end())
        if not compared and not is_of_year(plain, start, end, year):
            yield start, end


def is_of_year(text: str, start: int, end: int, year: int) -> bool:
    """Whether what stands there is `year`, or an end of a span of years that it is within."""
    stated = _value(text[start:end])
    ends = (
        _FROM.search(text[max(0, start - _REACH) : start]),
        _UNTIL.match(text, end),
    )
    years = [stated, *(_value(found["other"]) for found in ends if found)]
    return min(years) <= year <= max(years)


def _value(text: str) -> int:
    return int(text) if text.isdigit() else int(read_numeral(text.replace("○", "〇")))
