"""The headings of a report: numbered one after the other, and with something below them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.base.labels import key_of
from generator.base.severity import Severity
from generator.review import rules
from generator.review.evaluation.points import plain_text
from generator.review.marking import mark
from generator.review.text.outline_headings import ordinal_value

if TYPE_CHECKING:
    from generator.review.evaluation.judged import Judged
    from generator.review.evaluation.reports import Heading, Report

# Below these a text stands, never a table alone.
_OF_TEXT = re.compile(r"^(?:.{0,6}情况分析|.{0,12}建议|存在的?.{0,6}问题.{0,6})$")
_RATE_NAME = re.compile(
    r"(?P<name>[\u4e00-\u9fff“”\"]{2,24}率)[“”\"]?\s{0,3}(?:为|是|达|约)?\s{0,3}[0-9]"
)
_SILENT = re.compile("^(?:部门|单位|本|我|其中|年度|平均)*")


def check_outline(report: Report, judged: Judged) -> None:
    """Tell of numbers that are left out among the headings, and of headings with nothing below."""
    _check_numbers(report, judged)
    _check_empty(report, judged)


def _value(heading: Heading) -> int:
    return int(heading.number) if heading.number.isdigit() else ordinal_value(heading.number)


def _check_numbers(report: Report, judged: Judged) -> None:
    """1. then 3.: the heading before it is left out, or the number is wrong."""
    before: dict[int, Heading] = {}
    for heading in report.headings:
        last = before.get(heading.level)
        for deeper in [level for level in before if level > heading.level]:
            del before[deeper]
        before[heading.level] = heading
        if last is None or _value(heading) <= _value(last) + 1:
            continue
        message = f"编号由“{last.number}”跳到“{heading.number}”，缺一项或编号写错"
        passage = heading.paragraph.passage
        spot = judged.spot(heading.paragraph.where, passage, 0, len(passage.text))
        judged.marks.append(mark(rules.SECTION, message, spot, severity=Severity.WARNING))


def _check_empty(report: Report, judged: Judged) -> None:
    """A heading of text that another heading follows, or nothing."""
    places = {id(paragraph): index for index, paragraph in enumerate(report.paragraphs)}
    headed = {id(heading.paragraph): heading for heading in report.headings}
    for heading in report.headings:
        at = places[id(heading.paragraph)] + 1
        following = report.paragraphs[at] if at < len(report.paragraphs) else None
        next_one = headed.get(id(following)) if following is not None else None
        if following is not None and (next_one is None or next_one.level > heading.level):
            continue
        if not _OF_TEXT.match(heading.words):
            continue
        passage = heading.paragraph.passage
        spot = judged.spot(heading.paragraph.where, passage, 0, len(passage.text))
        judged.tell(rules.INCOMPLETE, f"“{heading.words}”下面没有内容", spot, asks=True)


def check_names(report: Report, judged: Judged) -> None:
    """The rate that is stated below an indicator is the indicator's, not that of another one."""
    names = {_key(one.scored.name) for one in report.indicators if one.scored.name.endswith("率")}
    indicators = sorted(report.indicators, key=lambda one: one.index)
    for at, one in enumerate(indicators):
        own = _key(one.scored.name)
        if own not in names:
            continue
        ends = indicators[at + 1].index if at + 1 < len(indicators) else len(report.paragraphs)
        stated = [
            (paragraph, found)
            for paragraph in report.paragraphs[one.index + 1 : ends]
            for found in _RATE_NAME.finditer(plain_text(paragraph.passage.text))
        ]
        if any(_is_same(_key(found["name"]), own) for _, found in stated):
            continue
        for paragraph, found in stated:
            said = _key(found["name"])
            # A name is short: its endings are few, the indicators may be many.
            if any(said[cut:] in names and said[cut:] != own for cut in range(len(said))):
                message = f"指标是“{one.scored.name}”，写的是“{found['name']}”"
                passage = paragraph.passage
                spot = judged.spot(paragraph.where, passage, found.start("name"), found.end("name"))
                judged.tell(rules.CONTRADICTION, message, spot, asks=True)


def _is_same(said: str, own: str) -> bool:
    return own in said or said in own


def _key(name: str) -> str:
    return _SILENT.sub("", key_of(name))
