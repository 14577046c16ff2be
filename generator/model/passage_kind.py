"""Which kind a passage is, told by its text: headings, captions, notes, the 目录."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.base.labels import squash
from generator.base.ordinals import NUMERALS, bullet_end, plain_item
from generator.field import zh
from generator.model.passage import Passage, PassageKind

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_HEADING = 60
_LONGEST_ENTRY = 80
_MOST_ENTRIES = 200
_SENTENCE_MARKS = re.compile(r"[。；;！!？?]")
PART = rf"第[{NUMERALS}]{{1,3}}(?:部分|章|篇)"
_HEADING = re.compile(
    rf"{PART}|[{NUMERALS}]{{1,3}}、|（[{NUMERALS}]{{1,3}}）"
    r"|[0-9]{1,2}[.．、](?![0-9])|（[0-9]{1,2}）"
)
_FIRST_PART = re.compile(r"第一(?:部分|章|篇)")
# Of squashed texts, in which full-width colons and commas have become plain ones.
_CAPTION = re.compile(
    r"[图表][0-9一二三四五六七八九十]{1,3}[:.]|公开[0-9]{1,2}表?$|(?:金额|计量)?单位:[^,。]{0,4}元$"
    r"|(?:编制|填报)?(?:部门|单位)(?:名称)?:[^,。]{2,60}$"
)
_TITLE = re.compile(r"[^:。,、]{2,40}表(?:（[^（）]{1,12}）)?$")
_CLOSED_HEADING = re.compile(r"(?:情况|说明)。$")
_NOTE = re.compile(r"(?:注|备注|附注|说明)(?:[0-9]{0,2}:|[0-9]{1,2}[.、])")
_CONTENTS_TITLE = zh.CONTENTS
# What leads from an entry of the 目录 to its page, and the page: 6, - 6 -, 第6页.
_LEADERS = ".…·．‥_＿—―-"
LEADER = f"[{_LEADERS}]"
PAGE = r"(?:[-—–]\s?[0-9]{1,3}\s?[-—–]|（[0-9]{1,3}）|第[0-9]{1,3}页|[0-9]{1,3})"
LEAD_END = rf"(?:(?<=[。]{{2}})|(?<={LEADER}{{2}})|(?<={LEADER}\s{LEADER})|(?<=…))\s{{0,3}}"
_PAGE_NUMBER = re.compile(
    rf"{LEAD_END}{PAGE}$|(?<=\s)[0-9]{{1,3}}$|(?<=说明|情况|概况|解释|算表|总表)[0-9]{{1,3}}$"
)
_LEADER_ENTRY = re.compile(
    rf"(?:(?<={LEADER}{{3}})|(?<={LEADER}\s{LEADER})|(?<=…))\s{{0,3}}{PAGE}$"
)
_LONG = 25  # a shorter line is no broken one, unless a comma ends it
_FINISHED = re.compile(r"[。；;！!？?：:…”’」）)》】]$")
_WHOLE_HEADING = re.compile(r"(?:情况|说明|结果)$")
_OPEN_END = re.compile(r"[，、,]$")
_PROSE = re.compile(r"[，。；：、]")
_CUT_WORD = re.compile(r"[^，。；：、]{1,6}[，。；：]")


def classify(text: str, *, declared: bool = False) -> PassageKind:
    """Return the kind of a text that stands by itself.

    `declared` tells that the file calls it a heading; two sentences are none all the same, nor is
    the title of a table.
    """
    plain = squash(plain_item(text))
    closed = declared or (_HEADING.match(plain) and _CLOSED_HEADING.search(plain))
    within = text.removesuffix("。") if closed else text
    if _LEADER_ENTRY.search(text) and not _SENTENCE_MARKS.search(cut_page_number(text)):
        return PassageKind.CONTENTS
    if len(text) > _LONGEST_HEADING or _SENTENCE_MARKS.search(within):
        return PassageKind.NOTE if _NOTE.match(plain) else PassageKind.BODY
    if _NOTE.match(plain):
        return PassageKind.NOTE
    if _HEADING.match(plain):
        return PassageKind.HEADING
    if _CAPTION.match(plain) or _TITLE.match(plain):
        return PassageKind.CAPTION
    return PassageKind.HEADING if declared else PassageKind.BODY


def is_whole_heading(text: str) -> bool:
    """Whether a line is a numbered heading to its end (一、…情况说明)."""
    is_heading = classify(text) is PassageKind.HEADING
    return is_heading and bool(_WHOLE_HEADING.search(squash(text)))


def begins_item(text: str) -> bool:
    """Whether a text begins with an ordinal or a bullet, as no rest of a sentence does."""
    return bool(bullet_end(text) or _HEADING.match(squash(plain_item(text))))


def breaks_off(before: Passage, after: Passage, *, joined: bool = False) -> bool:
    """Whether a line ends within a sentence with which the next one goes on.

    `joined` tells that `before` goes on with lines above it: together they are long enough.
    """
    if before.style or before.kind not in {PassageKind.BODY, PassageKind.HEADING}:
        return False
    if after.kind is not PassageKind.BODY or begins_item(after.text):
        return False
    if not _PROSE.search(after.text) or _FINISHED.search(before.text):
        return False
    if before.kind is PassageKind.HEADING and not joined and _WHOLE_HEADING.search(before.text):
        return False
    if _OPEN_END.search(before.text):
        return True
    cut = joined or _PROSE.search(before.text) or _CUT_WORD.match(after.text)
    return (joined or len(before.text) >= _LONG) and bool(cut)


def cut_page_number(text: str) -> str:
    """Return an entry of the 目录 without its dots and its page number."""
    if len(text) > _LONGEST_ENTRY * 5:
        return text
    page = _PAGE_NUMBER.search(text)
    return text[: page.start()].rstrip(f"{_LEADERS}。 \t\u3000") if page else text


def mark_contents(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Return the passages with the entries of the 目录 marked as such and cut.

    They are known by their dots and numbers, or stand below a line 目录: up to where one of them
    comes a second time, or what follows is no entry.
    """
    marked = list(passages)
    for index, passage in enumerate(passages):
        if squash(passage.text) == _CONTENTS_TITLE:
            end = _end_of_contents(passages, index + 1)
            for place in range(index + 1, end):
                if passages[place].kind is not PassageKind.FOOTNOTE:
                    marked[place] = replace(passages[place], kind=PassageKind.CONTENTS)
            break
    return tuple(map(_cut, marked))


def _cut(passage: Passage) -> Passage:
    if passage.kind is not PassageKind.CONTENTS:
        return passage
    return replace(passage, text=cut_page_number(passage.text))


def _end_of_contents(passages: Sequence[Passage], start: int) -> int:
    """Return the index after the last entry."""
    end = start
    while end < min(len(passages), start + _MOST_ENTRIES) and _can_be_entry(passages[end].text):
        end += 1
    entries = [squash(cut_page_number(passage.text)) for passage in passages[start:end]]
    parts = [index for index, entry in enumerate(entries) if _FIRST_PART.match(entry)]
    again = [index for index, entry in enumerate(entries) if index and entry == entries[0]]
    first = [*parts[1:2], *again[:1]]
    return start + (min(first) if first else _first_repeat(entries))


def _can_be_entry(text: str) -> bool:
    return len(text) <= _LONGEST_ENTRY and not _SENTENCE_MARKS.search(text)


def _first_repeat(entries: Sequence[str]) -> int:
    """Return the index of the first entry that has come before, or their number."""
    return next((i for i, entry in enumerate(entries) if entry in entries[:i]), len(entries))
