"""Every number of the file, wherever it stands: checked, or open and named with its place.

The sections of the narrative have their verdicts from the comparison. All other texts (cover,
headings, glossary, footnotes, headers, charts, tables that nobody reads) are counted here by a
plain counter that knows nothing of sections, so that a number which no stage has met is open.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import key_of
from generator.base.money import parse_amount, round_half_up
from generator.field import sections, zh
from generator.model.block import Chart
from generator.model.passage import Aside, PassageKind
from generator.model.submission import MentionKind, OpenNumber, Standing, Verdict
from generator.review.text.mentions import find_all_numbers
from generator.review.text.outline_headings import is_page_number
from generator.review.text.statements import REASON

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from generator.model.block import Block
    from generator.model.passage import Passage
    from generator.model.sheet import Sheet

    _Known = Mapping[tuple[str, int], Verdict]
    from generator.model.submission import Mention, Submission, SubmittedSection

_WHY = "表中没有对应的数，文中也没有可以据以重新计算的数"
_UNREAD = "不在一至十二各节之内，没有核对"
_WORDED = "用汉字写的数，没有核对"
_PART_ONE = "第一部分（概况）"
# How far before a number its sentence is looked at.
_LONGEST = 600
_SENTENCE_END = re.compile(r"[。！？\n]")
_PURPOSE = re.compile(r"(?:主要)?用于")
_SHARE = re.compile(r"占[^，。；]*$")
_COMPILED = re.compile(r"编制范围[^。]{0,20}?(?:共|有|为|计)\s*$")
_HEADINGS = "各部分、各节的标题"
_OUTSIDE = "各节之外的文字"
_ASIDES = {PassageKind.FOOTNOTE: "脚注、尾注", PassageKind.TEXTBOX: "文本框"}
_ITEM = re.compile(r"\s*(?:[0-9]{1,3}\s*[.．、)）]|[（(][0-9一二三四五六七八九十]{1,3}[）)])")
# A year by itself in brackets is part of a name or a document number: 〔2016〕143号, （2023）.
_YEAR_IN_NAME = re.compile(r"[〔\[【（(](?:19|20)[0-9]{2}[〕\]】）)]")
_APART_KINDS = {MentionKind.COUNT, MentionKind.SCORE}
_MONEY = {zh.HUNDRED_MILLION_YUAN, zh.TEN_THOUSAND_YUAN, "元", "万", "%"}
_LONGEST_TITLE = 30
_REPORT = re.compile(r"绩效|自评|评价|指标|得分")
_WHOLE_NUMBER = re.compile(r"[0-9]{1,7}")
_CHART_NUMBER = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_NAMES = re.compile(r"[^\u4e00-\u9fffA-Za-z（）()]+")


class Census(NamedTuple):
    """A verdict for every number of the file, and those that are open."""

    verdicts: tuple[Verdict, ...]
    open_numbers: tuple[OpenNumber, ...]


def count_numbers(
    submission: Submission,
    verdicts: Sequence[Verdict],
    asides: Sequence[Aside],
    blocks: Sequence[Block] = (),
) -> Census:
    """Return the verdicts of the narrative with those of all other numbers of the file.

    `blocks` is what our templates write of the tables: charts are compared with ours.
    """
    known = {(verdict.locator, verdict.start): verdict for verdict in verdicts}
    counted = (
        *_count_narrative(submission, known),
        *_count_others(submission, known),
        *_count_asides(asides, blocks),
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
    """Count the numbers of all other passages; they are open, but for the list of units covered."""
    compiled = _find_compiled(submission.overview)
    for where, passage in _others(submission):
        for mention in find_all_numbers(passage.text):
            key = (passage.locator, mention.start)
            if key in known:
                continue
            if key == compiled:
                yield _Counted(Verdict(*key, Standing.RECOMPUTED))
                continue
            bars = where != _PART_ONE or not _is_plain_count(passage.text, mention)
            left = OpenNumber(where, _quote(passage.text, mention), bars, _UNREAD)
            yield _Counted(Verdict(*key, Standing.UNCHECKED), left)


def _count_asides(asides: Iterable[Aside], blocks: Sequence[Block]) -> Iterator[_Counted]:
    """Count the numbers of headers, charts and tables that nobody reads."""
    for index, aside in enumerate(asides):
        for number, (text, standing) in enumerate(_read_aside(aside, blocks)):
            left = None
            if standing is Standing.UNCHECKED:
                left = OpenNumber(aside.where, text, not aside.is_report, _UNREAD)
            yield _Counted(Verdict(f"beside:{index}", number, standing), left)


def is_checked(verdict: Verdict) -> bool:
    """Whether a number was compared or recomputed."""
    return verdict.standing is not Standing.UNCHECKED


def describe_sheet(sheet: Sheet) -> Aside:
    """Return a table that is none of the nine as a text beside the passages, under its title."""
    rows = [" ".join(cell for cell in row if cell) for row in sheet.rows]
    title = next((row for row in rows if row), "")[:_LONGEST_TITLE]
    text = "\n".join(_table_line(row) for row in sheet.rows)
    return Aside(f"表“{title}”（不是九张公开表）", text, is_report=bool(_REPORT.search(title)))


def _table_line(row: Sequence[str]) -> str:
    """Return the cells of a row that are not codes or running numbers, each by itself."""
    return "；".join(cell for cell in row if cell and not _WHOLE_NUMBER.fullmatch(cell.strip()))


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


def _find_compiled(overview: Sequence[Passage]) -> tuple[str, int] | None:
    """Return which number states how many units are covered, if as many are listed below it."""
    for index, passage in enumerate(overview):
        for mention in find_all_numbers(passage.text):
            if not _COMPILED.search(passage.text[: mention.start]):
                continue
            listed = 0
            for line in overview[index + 1 :]:
                if not _ITEM.match(line.text):
                    break
                listed += 1
            return (passage.locator, mention.start) if listed == mention.value else None
    return None


def _is_plain_count(text: str, mention: Mention) -> bool:
    """Whether a number of part one counts offices or persons, as only the department can know."""
    return _counts_things(mention) and not _COMPILED.search(text[: mention.start])


def _others(submission: Submission) -> Iterator[tuple[str, Passage]]:
    """Yield the passages outside the paragraphs of the narrative, with what they are part of."""
    known = {p.passage.locator for p in submission.paragraphs()}
    known |= {piece.locator for pieces in submission.joined.values() for piece in pieces}
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


def _read_aside(aside: Aside, blocks: Sequence[Block]) -> Iterator[tuple[str, Standing]]:
    """Yield the numbers of a text beside the passages, each with how it was checked."""
    for line in aside.text.splitlines():
        for mention in find_all_numbers(line):
            yield _quote(line, mention), Standing.UNCHECKED
    ours = _chart_numbers(blocks)
    for name, value in aside.points:
        for text in (*_CHART_NUMBER.findall(name), *_CHART_NUMBER.findall(value)):
            same = _chart_key(name, text) in ours
            yield f"{name} {text}", Standing.MATCHED if same else Standing.UNCHECKED


def _chart_key(name: str, number: str) -> tuple[str, Decimal]:
    """Return a number of a chart with the name of its slice."""
    return key_of(_NAMES.sub("", name)), round_half_up(parse_amount(number.rstrip(",")))


def _chart_numbers(blocks: Iterable[Block]) -> set[tuple[str, Decimal]]:
    """Return the amounts and shares of our own charts, by the name of the slice."""
    found = set()
    for block in blocks:
        if isinstance(block, Chart):
            for piece in block.slices:
                found.add((key_of(_NAMES.sub("", piece.name)), round_half_up(piece.amount)))
                shares = _CHART_NUMBER.findall(piece.share_text)
                found |= {_chart_key(piece.name, share) for share in shares}
    return found
