"""How many indicators a report says it has, against those it names and lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.review import rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.submission import SubmittedParagraph
    from generator.review.evaluation.judged import Judged
    from generator.review.evaluation.reports import Report

_COUNT = re.compile(r"(?P<count>[0-9]{1,3})\s{0,3}[个项]\s{0,3}(?P<level>[一二三]级)指标")
# 二级指标从A、B、C 3个方面…, 一级指标包括A、B和C
_NAMED = re.compile(
    r"(?P<level>[一二三]级)指标\s{0,3}(?:从|包括|分为|有|为|分别[是为]|：|:)"
    r"(?P<names>[^。；;]{2,300}?)(?:等)?\s{0,3}(?P<count>[0-9]{1,3})\s{0,3}(?:个方面|个指标|个|项)"
)
_BETWEEN = re.compile(r"[、，,]|以?及|和(?=[^、，,和]{2,12}$)")
_ANY_NUMBER = re.compile("[0-9]")
_THIRD = "三级"
# A report that lists fewer indicators has not listed all.
_FEWEST = 5


def check_counts(report: Report, judged: Judged) -> None:
    """Hold the counts of levels against the names that are listed, and against the indicators."""
    named: dict[str, int] = {}
    for paragraph in report.paragraphs:
        for found in _named(paragraph):
            names = [one for one in _BETWEEN.split(found["names"]) if one.strip()]
            level, count = found["level"], int(found["count"])
            named.setdefault(level, len(names))
            judged.stand(paragraph.passage, [found.start("count")])
            if count != len(names):
                message = f"{level}指标写作{count}个，列出名称的有 {len(names)} 个"
                _tell(paragraph, found, message, judged)
    for paragraph in report.paragraphs:
        for found in _COUNT.finditer(paragraph.passage.text):
            _check(report, paragraph, found, named, judged)


def _named(paragraph: SubmittedParagraph) -> Iterator[re.Match[str]]:
    for found in _NAMED.finditer(paragraph.passage.text):
        if not _ANY_NUMBER.search(found["names"]):
            yield found


def _check(
    report: Report,
    paragraph: SubmittedParagraph,
    found: re.Match[str],
    named: dict[str, int],
    judged: Judged,
) -> None:
    level, count = found["level"], int(found["count"])
    if level in named:
        judged.stand(paragraph.passage, [found.start("count")])
        if count != named[level]:
            message = f"{level}指标写作{count}个，列举的是 {named[level]} 个"
            _tell(paragraph, found, message, judged)
        return
    listed = len(report.indicators)
    if level != _THIRD or listed < _FEWEST:
        return
    judged.stand(paragraph.passage, [found.start("count")])
    if count != listed:
        message = f"{level}指标写作{count}个，报告列出分值和得分的有 {listed} 个，请核实"
        _tell(paragraph, found, message, judged, asks=True)


def _tell(
    paragraph: SubmittedParagraph,
    found: re.Match[str],
    message: str,
    judged: Judged,
    *,
    asks: bool = False,
) -> None:
    spot = judged.spot(paragraph.where, paragraph.passage, found.start("count"), found.end("count"))
    judged.tell(rules.OWN_SUM, message, spot, asks=asks)
