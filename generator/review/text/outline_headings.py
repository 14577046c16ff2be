"""What the words of a heading say: which part, which section, which clause it opens."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import squash
from generator.base.ordinals import NUMERALS, mark_end, plain_item
from generator.field import zh
from generator.model.passage import PassageKind
from generator.model.passage_kind import PART, cut_page_number
from generator.review.text.outline_topics import is_made_of_heading_words, topic_of

if TYPE_CHECKING:
    from generator.model.passage import Passage

_LONGEST_TITLE = 60
_PART_LABEL = re.compile(rf"{PART}[:、.]?")
_SECTION_ORDINAL = re.compile(rf"([{NUMERALS}]{{1,3}})[、.]")
_CLAUSE_ORDINAL = re.compile(rf"（([{NUMERALS}]{{1,3}})）[、.]?")
_INSIDE = re.compile(r"[。;!?:,]|[万亿]元|[0-9]%")
_CLOSING = "。:.;"
_PARAGRAPH_LABEL = re.compile(rf"第[{NUMERALS}]{{1,3}}[节条款][:、.]?")
_RUN_IN = re.compile(
    rf"([{NUMERALS}]{{1,3}})[、.]([^。;!?:,]{{4,40}}?(?:情况说明|情况))[。:]?[^。:]"
)
_UNNUMBERED = re.compile(r"(?:情况|说明)$")
_REPORT = re.compile(
    r"(?:附件[0-9一二三四五六七八九十]*:?)?.{0,50}"
    r"(?:绩效|自评|评价).{0,20}报告(?:（.{1,12}）)?$"
)
_PAGE_NUMBER = re.compile(
    r"[-—–－·•]{0,2}\s*[0-9]{1,3}\s*[-—–－·•]{0,2}|第[0-9]{1,3}页(?:共[0-9]{1,3}页)?"
)
_PAGED = re.compile(r"[^0-9.][0-9]{1,3}$")
# Blanks that part columns; those behind an ordinal or within a spaced-out heading do not.
_COLUMNS = re.compile(r"[^\s、.．）)][^\s、.．）)]\s{3,}\S{2}")
_CONTENTS_TITLE = zh.CONTENTS


class Part(Enum):
    """The parts of a published document, in the order of the form."""

    COVER = zh.COVER
    OVERVIEW = zh.OVERVIEW
    TABLES = "决算表"
    NARRATIVE = "情况说明"
    GLOSSARY = zh.GLOSSARY
    ATTACHMENTS = zh.ATTACHMENTS


# What opens a part: below its label (第三部分), and without one.
_LABELLED = (
    (Part.GLOSSARY, re.compile(r"名词|术语")),
    (Part.NARRATIVE, re.compile(r"(?:说明|分析)$|决算.{0,12}情况$|其[他它]重要事项")),
    (Part.TABLES, re.compile(r"(?:附表|报表|表格|表)$")),
    (Part.ATTACHMENTS, re.compile(r"附件|附录")),
    (Part.OVERVIEW, re.compile(r"概况|基本情况|职[责能]|简介")),
)
_PLAIN = (
    (Part.GLOSSARY, re.compile(r"(?:相关|专业|有关)?名词(?:术语)?解释$")),
    (
        Part.NARRATIVE,
        re.compile(
            r".{0,30}(?:部门|单位)(?:（(?:部门|单位)）)?(?:收支)?决算(?:公开)?(?:数据|收支)?"
            r"(?:情况)?的?说明$"
        ),
    ),
    (Part.TABLES, re.compile(r".{0,30}(?:部门|单位)决算(?:公开)?(?:报)?表(?:格)?$")),
    (Part.ATTACHMENTS, re.compile(r"附件[0-9]{0,2}:?$")),
    (Part.OVERVIEW, re.compile(r".{0,30}(?:部门|单位|局|委|办|厅|院|会|中心|处)(?:基本)?概况$")),
)


class Title(NamedTuple):
    """A heading that stands by itself: `level` 1 for 一、, 2 for （一）, 0 without an ordinal."""

    level: int
    number: str
    text: str


def is_page_number(text: str) -> bool:
    """Whether a passage is nothing but the number of its page."""
    return bool(_PAGE_NUMBER.fullmatch(text.strip()))


def is_contents_title(text: str) -> bool:
    """Whether a passage is the heading of the 目录."""
    return squash(text) == _CONTENTS_TITLE


def is_bare_label(text: str) -> bool:
    """Whether a passage is 第三部分 and nothing else."""
    return bool(_PART_LABEL.fullmatch(squash(text)))


def split_label(text: str) -> tuple[str, str]:
    """Return 第三部分 and the name of the part, both empty where a line is no heading of one."""
    if not has_label(text):
        return "", ""
    plain = squash(text)
    label = _PART_LABEL.match(plain)
    return (label.group().rstrip(":、."), plain[label.end() :]) if label else ("", "")


def has_label(text: str) -> bool:
    """Whether a line begins with 第三部分, as headings of parts do."""
    plain = squash(text)
    label = _PART_LABEL.match(plain)
    return label is not None and is_short(plain[label.end() :])


def is_short(text: str) -> bool:
    """Whether a text can be a title: short, and no sentence."""
    plain = squash(text)
    return len(plain) <= _LONGEST_TITLE and not _INSIDE.search(plain.rstrip(_CLOSING))


def part_of(text: str, *, labelled: bool = False) -> Part | None:
    """Return the part that a passage opens. `labelled`: its label stood in the line above."""
    if not is_short(_PART_LABEL.sub("", squash(text))):
        return None
    plain = squash(plain_item(text)).rstrip(_CLOSING)
    label = _PART_LABEL.match(plain)
    words = plain[label.end() :] if label else _SECTION_ORDINAL.sub("", plain, count=1)
    patterns = _LABELLED if label or labelled else _PLAIN
    for part, pattern in patterns:
        if pattern.search(words) if label or labelled else pattern.match(words):
            return part
    return None


def begins_report(passage: Passage) -> bool:
    """Whether a passage is the title of a report that is appended (…绩效自评报告)."""
    plain = squash(passage.text)
    if not is_short(plain) or passage.kind is PassageKind.CAPTION:
        return False
    return bool(_REPORT.match(plain)) and not read_title(passage.text).level


def read_title(text: str) -> Title:
    """Return a heading in its parts; of what is no heading the text, level 0."""
    plain = squash(plain_item(text)).rstrip(_CLOSING)
    for level, ordinal in ((1, _SECTION_ORDINAL), (2, _CLAUSE_ORDINAL)):
        match = ordinal.match(plain)
        if match and is_short(plain[match.end() :]) and plain[match.end() :]:
            return Title(level, match[1], plain[match.end() :])
    return Title(0, "", plain)


def read_run_in(text: str) -> Title:
    """Return the heading of a section that its text follows in the same paragraph, else level 0."""
    match = _RUN_IN.match(squash(plain_item(text)))
    if match and topic_of(match[2]):
        return Title(1, match[1], match[2])
    return Title(0, "", "")


def ends_in_page_number(title: str) -> bool:
    """Whether a heading is followed by the number of its page, as in a 目录."""
    return bool(_PAGED.search(title)) or cut_page_number(title) != title


def holds_columns(passage: Passage) -> bool:
    """Whether a passage is a row of a table that is set with blanks: no heading."""
    return passage.kind is PassageKind.ROW or bool(_COLUMNS.search(passage.text))


def is_unnumbered_heading(passage: Passage) -> bool:
    """Whether a passage could be the heading of a section without its ordinal.

    Nothing need mark it as a heading where it has the whole words of one (…情况说明).
    """
    plain = plain_title(passage.text)
    marked = passage.kind is PassageKind.HEADING or bool(passage.style)
    if passage.kind is PassageKind.BODY and not marked:
        return is_short(plain) and is_made_of_heading_words(plain)
    return marked and is_short(plain) and bool(_UNNUMBERED.search(plain))


def plain_title(text: str) -> str:
    """Return a line without its Arabic number or 第一节: what a heading says."""
    return _PARAGRAPH_LABEL.sub("", squash(text[mark_end(text) :])).rstrip(_CLOSING)


def ordinal_value(numeral: str) -> int:
    """Return the value of an ordinal up to 九十九 (十三 → 13)."""
    tens, ten, ones = numeral.rpartition("十")
    value = NUMERALS.find(ones) + 1 if ones else 0
    return value + (10 * (NUMERALS.find(tens) + 1 if tens else 1) if ten else 0)
