"""Every number of the file, wherever it stands: checked, or open and named with its place.

The sections of the narrative have their verdicts from the comparison. All other texts (cover,
headings, glossary, footnotes, headers, charts, tables that nobody reads) are counted here by a
plain counter that knows nothing of sections, so that a number which no stage has met is open.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.field import sections, zh
from generator.field.phrases import PURPOSE, REASON
from generator.model.passage import PassageKind
from generator.model.submission import MentionKind, OpenNumber, Standing, Verdict
from generator.review.text.mentions import find_all_numbers
from generator.review.text.outline_headings import is_page_number
from generator.review.whole.charts import key_of_aside, numbers_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.model.passage import Aside, Passage

    _Known = Mapping[tuple[str, int], Verdict]
    from generator.model.submission import Mention, Submission, SubmittedSection

_WHY = "表中没有对应的数，文中也没有可以据以重新计算的数"
_UNREAD = "不在一至十二各节之内，没有核对"
_WORDED = "用汉字写的数，没有核对"
_PART_ONE = "第一部分（概况）"
# How far before a number its sentence is looked at.
_LONGEST = 600
_LONGEST_COMPILED = 40
_SENTENCE_END = re.compile(r"[。！？\n]")
_PURPOSE = re.compile(PURPOSE)
_SHARE = re.compile(r"占[^，。；]*$")
_COMPILED = re.compile(r"编制范围[^。]{0,20}?(?:共|有|为|计)\s*$")
_HEADINGS = "各部分、各节的标题"
_OUTSIDE = "各节之外的文字"
_ASIDES = {PassageKind.FOOTNOTE: "脚注、尾注", PassageKind.TEXTBOX: "文本框"}
# A year by itself in brackets is part of a name or a document number: 〔2016〕143号, （2023）.
_YEAR_IN_NAME = re.compile(r"[〔\[【（(](?:19|20)[0-9]{2}[〕\]】）)]")
_APART_KINDS = {MentionKind.COUNT, MentionKind.SCORE}
_MONEY = {zh.HUNDRED_MILLION_YUAN, zh.TEN_THOUSAND_YUAN, "元", "万", "%"}


class Census(NamedTuple):
    """A verdict for every number of the file, and those that are open."""

    verdicts: tuple[Verdict, ...]
    open_numbers: tuple[OpenNumber, ...]


def count_numbers(
    submission: Submission, verdicts: Sequence[Verdict], asides: Sequence[Aside]
) -> Census:
    """Return the verdicts of all stages with those of all other numbers of the file."""
    known = {(verdict.locator, verdict.start): verdict for verdict in verdicts}
    counted = (
        *_count_narrative(submission, known),
        *_count_others(submission, known),
        *_count_asides(asides, known),
    )
    more = (one.verdict for one in counted if (one.verdict.locator, one.verdict.start) not in known)
    return Census((*verdicts, *more), tuple(one.left for one in counted if one.left is not None))


class _Counted(NamedTuple):
    """A number that was met in counting; `left` where it is open."""

    verdict: Verdict
    left: OpenNumber | None = None


def _count_narrative(submission: Submission, known: _Known) -> Iterator[_Counted]:
    """Count the numbers of the sections and attachments."""
    for where, section, passage in _narrative(submission):
        for mention in find_all_numbers(passage.text):
            key = (passage.locator, mention.start)
            verdict = known.get(key, Verdict(*key, Standing.UNCHECKED))
            left = None
            if not is_checked(verdict):
                bars = section is not None and _bars(section, passage.text, mention)
                why = _WORDED if mention.is_worded else _WHY
                left = OpenNumber(where, _quote(passage.text, mention), bars, why)
            yield _Counted(verdict, left)


def _count_others(submission: Submission, known: _Known) -> Iterator[_Counted]:
    """Count the numbers of all other passages; they are open."""
    for where, passage in _others(submission):
        for mention in find_all_numbers(passage.text):
            key = (passage.locator, mention.start)
            if key in known:
                continue
            bars = where != _PART_ONE or not _is_plain_count(passage.text, mention)
            left = OpenNumber(where, _quote(passage.text, mention), bars, _UNREAD)
            yield _Counted(Verdict(*key, Standing.UNCHECKED), left)


def _count_asides(asides: Iterable[Aside], known: _Known) -> Iterator[_Counted]:
    """Count the numbers of headers, charts and tables that nobody reads."""
    for index, aside in enumerate(asides):
        for number, one in enumerate(numbers_of(aside)):
            key = (key_of_aside(index), number)
            if key not in known:
                left = OpenNumber(_name(aside), one.quote, not aside.is_report, _UNREAD)
                yield _Counted(Verdict(*key, Standing.UNCHECKED), left)


def _name(aside: Aside) -> str:
    return f"{aside.where}（{aside.caption}）" if aside.caption else aside.where


def is_checked(verdict: Verdict) -> bool:
    """Whether a number was compared or recomputed."""
    return verdict.standing is not Standing.UNCHECKED


def _quote(text: str, mention: Mention) -> str:
    return text[mention.start : mention.unit_end]


def _narrative(
    submission: Submission,
) -> Iterator[tuple[str, SubmittedSection | None, Passage]]:
    """Yield the paragraphs of the narrative, then of the attachments (which have no section)."""
    for section in submission.sections:
        for paragraph in section.paragraphs:
            yield _name_of(section), section, paragraph.passage
    for paragraph in submission.attachments:
        yield paragraph.where, None, paragraph.passage


def _name_of(section: SubmittedSection) -> str:
    """Return the heading of a section; one that a sentence opens has only its words."""
    own = {paragraph.passage.locator for paragraph in section.paragraphs[:1]}
    if section.heading.locator in own and not section.number:
        return section.title
    return section.heading.text


def _bars(section: SubmittedSection, text: str, mention: Mention) -> bool:
    """Whether 通过 needs a number of a section; not in 十三, a reason, or as count of a purpose."""
    if section.topic == sections.PERFORMANCE or _YEAR_IN_NAME.fullmatch(_around(text, mention)):
        return False
    before = _SENTENCE_END.split(text[max(0, mention.start - _LONGEST) : mention.start])[-1]
    if mention.kind is MentionKind.RATE and _SHARE.search(before):
        return True
    if REASON.search(before):
        return False
    return not (_PURPOSE.search(before) and _counts_things(mention))


def _around(text: str, mention: Mention) -> str:
    return text[max(0, mention.start - 1) : mention.end + 1]


def _counts_things(mention: Mention) -> bool:
    """Whether a number counts persons or things, in digits or in words."""
    return mention.kind in _APART_KINDS or (mention.is_worded and mention.unit not in _MONEY)


def _is_plain_count(text: str, mention: Mention) -> bool:
    """Whether a number of part one counts offices or persons, as only the department can know."""
    before = text[max(0, mention.start - _LONGEST_COMPILED) : mention.start]
    return _counts_things(mention) and not _COMPILED.search(before)


def _others(submission: Submission) -> Iterator[tuple[str, Passage]]:
    """Yield the passages outside the paragraphs of the narrative, with what they are part of."""
    known = submission.clauses()
    parts: Mapping[str, str] = {
        passage.locator: name
        for name, passages in (
            ("封面和正文之前", submission.cover),
            (zh.CONTENTS, submission.contents),
            (_PART_ONE, submission.overview),
            ("决算表的标题和说明", submission.tables),
            (zh.GLOSSARY, submission.glossary),
            (_HEADINGS, submission.part_headings),
            (_HEADINGS, tuple(section.heading for section in submission.sections)),
        )
        for passage in passages
    }
    # Entries of the 目录 without their page numbers.
    entries = {passage.locator: passage for passage in submission.contents}
    for passage in submission.passages:
        if passage.locator not in known and not is_page_number(passage.text):
            where = parts.get(passage.locator, _ASIDES.get(passage.kind, _OUTSIDE))
            yield where, entries.get(passage.locator, passage)
