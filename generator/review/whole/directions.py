"""Words of direction that contradict the numbers or words beside them, in one change (DOMAIN 9).

减少60.00万元，增长37.50% is one change told both ways; 小于预算数 at a completion of 100 % is none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.base.severity import FindingClass, Severity
from generator.field import sections
from generator.review import rules
from generator.review.marking import mark, spot_in
from generator.review.text.explanations import find_comparisons, find_results
from generator.review.text.flat import MONEY, NUMBER, flatten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.submission import Mark, Submission
    from generator.review.text.flat import Flat

_UP, _DOWN = "增加|增长|上升|提高|增幅", "减少|下降|降低|下滑|降幅"
_TOLD_TWICE = re.compile(
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))[了额为约]{{0,2}}{NUMBER}{MONEY}，"
    rf"(?P<again>(?:(?P<up2>{_UP})|(?P<down2>{_DOWN}))[了率为约]{{0,2}}{NUMBER}%)"
)
_WORDS = re.compile(
    r"(?:决算数?|支出数?)?(?:大于|高于|多于|超过|超出|小于|低于|少于)[^，。；（]{0,8}?预算数?"
)
_RATE = re.compile(rf"({NUMBER})%")
_YEAR = re.compile(r"20[0-9]{2}年度?")
_STOPS = "，。；：\n"
_MOST = 600  # how far before the words the budget may stand
_BESIDE = 80  # two amounts and their rate


def check_directions(submission: Submission) -> Iterator[Mark]:
    """Yield changes told both ways, and words of comparison that the budget does not bear out."""
    for section in submission.sections:
        if section.topic == sections.PERFORMANCE:
            continue
        flat = flatten(submission.file, section.paragraphs)
        for found in _TOLD_TWICE.finditer(flat.text):
            if bool(found["up"]) is bool(found["down2"]):
                start, end = found.span()
                message = f"“{flat.text[start:end]}”：同一项变动，前后方向相反"
                spot = spot_in(flat, found.start("again"), end)
                yield mark(rules.DIRECTION, message, spot, kind=FindingClass.INTERNAL)
        yield from _check_comparisons(flat)


def _check_comparisons(flat: Flat) -> Iterator[Mark]:
    """大于预算数 and 小于预算数 beside what the same paragraph says of the budget."""
    text = flat.text
    for claim in find_comparisons(text, 0, len(text)):
        words = _WORDS.match(text, claim.at)
        floor = max(text.rfind("\n", 0, claim.at) + 1, claim.at - _MOST)
        if (
            words is None
            or text.startswith("（", words.end())
            or _is_of_other(text, floor, claim.at)
        ):
            continue
        results = find_results(text, floor, claim.at)
        last = [result for result in results[-2:] if results[-1].at - result.at < _BESIDE]
        signs = {result.sign for result in last}
        if len(signs) != 1 or signs == {claim.sign}:
            continue
        spot = spot_in(flat, *words.span())
        if signs == {0}:
            rate = _RATE.findall(text, results[-1].at, claim.at)
            exact = len(last) > 1 or not rate or "." in rate[-1]
            message = f"写作“{words.group()}”，而所列的决算与预算相等，请核实"
            severity = None if exact else Severity.WARNING
            yield mark(rules.EQUALITY, message, spot, severity=severity, kind=FindingClass.INTERNAL)
        else:
            way = "大于" if signs == {1} else "小于"
            message = f"写作“{words.group()}”，而按所列的数决算{way}预算"
            yield mark(rules.DIRECTION, message, spot, kind=FindingClass.INTERNAL)


def _is_of_other(text: str, floor: int, position: int) -> bool:
    """Whether the clause speaks of an amount that the paragraph has not named before."""
    start = max(text.rfind(stop, floor, position) for stop in _STOPS) + 1
    named = _YEAR.sub("", text[start:position]).removesuffix("决算数").removesuffix("决算")
    return bool(named) and named not in text[floor:start]
