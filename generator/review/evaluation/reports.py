"""The reports of a submitted text, one after the other: what each scores, below which headings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import key_of, squash
from generator.base.money import HUNDRED
from generator.base.ordinals import NUMERALS, plain_item
from generator.field import zh
from generator.model.passage import PassageKind
from generator.review.evaluation.points import Scored, read_scored
from generator.review.text.outline_headings import begins_report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.submission import Submission, SubmittedParagraph

# The levels of headings, from the outermost: 一、 （一） 1. （1） ①.
_LEVELS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\s*[{NUMERALS}]{{1,3}}[、.．]",
        rf"\s*[（(]\s*[{NUMERALS}]{{1,3}}\s*[）)]",
        r"\s*[0-9]{1,2}\s*[.．、](?![0-9])",
        r"\s*[（(]\s*[0-9]{1,2}\s*[）)]",
    )
)
_NUMBER = re.compile(rf"[0-9]{{1,2}}|[{NUMERALS}]{{1,3}}")
_LONGEST_HEADING = 40
_SENTENCE = re.compile(r"[。；;]|[0-9]\s{0,3}分")
# A long name may have drawn the lines below it to it: 项目名称：…项目单位：….
_PROJECT = re.compile(
    rf"^\s*{zh.PROJECT_NAME}\s*[:：]\s*(?P<name>\S.*?)"
    rf"\s*(?:(?:项目|主管|实施|评价|填报)(?:实施|主管)?(?:单位|部门)\s*[:：].*)?$"
)
WHOLE = re.compile("整体")
_TITLE = re.compile(r"^(?:20[0-9]{2}年度?)?(?P<name>.*?)(?:财政)?(?:项目)?(?:支出)?绩效")
_TOTAL_WORDS = re.compile("^(?:总|综合|自评|评价)")
_OFWHOLE = re.compile("总|综合|整体|自评|评价结果|最终|评分结果")
_MEAN = re.compile("平均")
_EXECUTION = re.compile("预算执行|执行率")
_MANAGED = re.compile("资金管理")


class Heading(NamedTuple):
    """A heading of a report: its level from 0, its number as printed, its words."""

    level: int
    number: str
    words: str
    paragraph: SubmittedParagraph


@dataclass(slots=True)
class Indicator:
    """What a report scores, and the headings above it, the outermost first."""

    scored: Scored
    above: tuple[Heading, ...]
    paragraph: SubmittedParagraph
    index: int


@dataclass(slots=True)
class Report:
    """A report: its title, the project that it is on, its paragraphs and what they score.

    `project` is empty for the report on the department as a whole (`is_whole`), or where no name
    is given.
    """

    title: str
    is_whole: bool
    project: str = ""
    paragraphs: list[SubmittedParagraph] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    scored: list[Indicator] = field(default_factory=list)
    above: tuple[Heading, ...] = ()
    _below: dict[str, int] = field(default_factory=dict)
    _indicators: list[Indicator] | None = None

    @property
    def indicators(self) -> list[Indicator]:
        """What has full marks and a score of its own, levels and the whole left out.

        Asked for once all paragraphs are there.
        """
        if self._indicators is None:
            self._indicators = [one for one in self.scored if self._is_indicator(one)]
        return self._indicators

    def add(self, one: Indicator) -> None:
        """Add what is scored, counted below each heading above it."""
        self.scored.append(one)
        if one.scored.full is not None:
            for key in {level_key(heading.words) for heading in one.above}:
                self._below[key] = self._below.get(key, 0) + 1

    @property
    def totals(self) -> list[Indicator]:
        """The scores that are stated for the whole."""
        return [one for one in self.scored if is_total(one.scored)]

    @property
    def levels(self) -> list[Indicator]:
        """Scores of levels: 产出指标得分30分."""
        return [
            one
            for one in self.scored
            if one.scored.score is not None and not is_total(one.scored) and self.is_level(one)
        ]

    def is_level(self, one: Indicator) -> bool:
        """Whether a score is that of the other indicators below a heading, not of one of them."""
        scored = one.scored
        key = level_key(scored.name)
        if not key or scored.target is not None or scored.actual is not None:
            return False
        own = scored.full is not None and any(level_key(h.words) == key for h in one.above)
        return self._below.get(key, 0) > int(own)

    def _is_indicator(self, one: Indicator) -> bool:
        scored = one.scored
        if scored.full is None or scored.score is None or is_total(scored):
            return False
        return not self.is_level(one)


def is_total(scored: Scored) -> bool:
    """Whether a score is that of a whole project or department."""
    if scored.score is None or scored.target is not None or _MEAN.search(scored.name):
        return False
    if scored.full is not None and scored.full.value != HUNDRED:
        return False
    if scored.word.startswith(("总", "综合")):
        return True
    named = _OFWHOLE.search(scored.name) or _TOTAL_WORDS.match(scored.word)
    return bool(named) and not is_execution(scored) and not scored.name.endswith(("管理", "产出"))


def is_execution(scored: Scored) -> bool:
    """Whether the points are those for executing the budget."""
    return _EXECUTION.search(scored.name) is not None


def is_managed(scored: Scored) -> bool:
    """Whether the points are those for managing the money."""
    return _MANAGED.search(scored.name) is not None


def level_key(words: str) -> str:
    """Return a level as headings and sentences name it (产出 of 产出指标完成情况分析)."""
    key = key_of(re.split("[（(，：:]", words, maxsplit=1)[0])
    key = re.sub("(?:完成)?(?:情况)?(?:分析)?$", "", key)
    return key.removesuffix("指标")


def read_reports(submission: Submission) -> list[Report]:
    """Return the reports that are attached, in their order.

    Each begins at its title; what stands before the first title belongs to none.
    """
    reports: list[Report] = []
    for paragraph in submission.attachments:
        if begins_report(paragraph.passage):
            title = squash(paragraph.passage.text)
            named = _TITLE.match(title)
            is_whole = WHOLE.search(title) is not None
            project = "" if is_whole or named is None else named["name"]
            reports.append(Report(title, is_whole, project))
        elif reports:
            _add(reports[-1], paragraph)
    return reports


def _add(report: Report, paragraph: SubmittedParagraph) -> None:
    text = paragraph.passage.text
    index = len(report.paragraphs)
    report.paragraphs.append(paragraph)
    named = _PROJECT.match(text)
    if named:
        report.project = named["name"].strip()
    heading = read_heading(paragraph)
    if heading is not None:
        report.headings.append(heading)
        outer = (one for one in report.above if one.level < heading.level)
        report.above = (*outer, heading)
    for one in read_scored(paragraph):
        report.add(Indicator(one, report.above, paragraph, index))


def names_project(paragraph: SubmittedParagraph) -> bool:
    """Whether a line says which project a report is on (项目名称：…)."""
    return _PROJECT.match(paragraph.passage.text) is not None


def read_heading(paragraph: SubmittedParagraph) -> Heading | None:
    """Return a line with an ordinal and no sentence as a heading."""
    text = plain_item(paragraph.passage.text)
    if paragraph.passage.kind is PassageKind.ROW or len(text) > _LONGEST_HEADING:
        return None
    for level, pattern in enumerate(_LEVELS):
        found = pattern.match(text)
        if found is None:
            continue
        words = text[found.end() :].strip()
        is_scored = level_key(words) and re.search("[（(][^（(]*分[^（(]*[）)]$", words)
        if not words or (_SENTENCE.search(words) and not is_scored):
            return None
        number = _NUMBER.search(found.group())
        return Heading(level, number.group() if number else "", words, paragraph)
    return None


def below(indicators: Iterable[Indicator], key: str) -> Iterator[Indicator]:
    """Yield the indicators below a heading of a level."""
    for one in indicators:
        if any(level_key(heading.words) == key for heading in one.above):
            yield one
