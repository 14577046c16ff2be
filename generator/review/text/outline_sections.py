"""The sections of the narrative, opened one after the other by headings and by what is said.

Outlines differ by province: sections may be numbered 一、 or （一） or 1. or not at all. One may
hold several of the form's (其他重要事项 with 机关运行 in it), and its parts may be sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.base.labels import squash
from generator.base.ordinals import NUMERALS, mark_end, plain_item
from generator.field import sections
from generator.model.passage_kind import begins_item
from generator.model.submission import SubmittedSection
from generator.review.text.mentions import find_all_numbers
from generator.review.text.outline_clauses import Clauses
from generator.review.text.outline_headings import (
    Part,
    ends_in_page_number,
    holds_columns,
    is_unnumbered_heading,
    ordinal_value,
    part_of,
    plain_title,
    read_run_in,
    read_title,
)
from generator.review.text.outline_runs import Run, is_paragraph
from generator.review.text.outline_topics import (
    BOTH_SIDES,
    SIDES,
    subject_of,
    topic_of,
    topic_of_sentence,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.passage import Passage
    from generator.review.text.outline_headings import Title

_CLAUSE, _ITEM = 2, 3  # levels: （一）, and 1. or a sentence
_LONGEST_HEAD = 30
# A section that holds several matters, by its heading; one of part one does not.
_OF_MANY = re.compile("其[他它]|事项|决算|收支")
_OF_ONE = re.compile("基本情况|概况|职[责能]|机构设置|工作")
_HEAD_END = re.compile("[。:;]")
_ORDINAL = re.compile(rf"（[{NUMERALS}]{{1,3}}）[、.]?|[{NUMERALS}]{{1,3}}、")
_FIRST_NUMBER = re.compile(r"[0-9]")
_NAMELESS = Part.NARRATIVE.value


@dataclass(slots=True)
class Section:
    """A section that is being read: `level` 1 for 一、, 2 for （一）, 3 below, 0 unnumbered."""

    topic: str
    number: str
    title: str
    heading: Passage
    level: int
    run: Run = field(default_factory=Run)
    clauses: Clauses = field(init=False)

    def __post_init__(self) -> None:
        """Clauses are named by the topic, else by the title."""
        self.clauses = Clauses(self.topic, self.topic or self.title)

    @property
    def holds_many(self) -> bool:
        """Whether paragraphs of several topics can stand in the section."""
        if self.topic:
            return self.topic == BOTH_SIDES
        many = self.title == _NAMELESS or _OF_MANY.search(self.title)
        return bool(many) and not _OF_ONE.search(self.title)

    def build(self) -> SubmittedSection:
        """Return the section as it was read."""
        return SubmittedSection(self.topic, self.number, self.title, self.heading, self.run.build())


@dataclass(slots=True)
class Sections:
    """The sections of the narrative so far.

    `main` are the topics that sections of the highest level have anywhere in the text; `numbered`
    tells whether Chinese ordinals number them: else 1. may.
    """

    main: frozenset[str]
    numbered: bool
    opened: list[Section] = field(default_factory=list)
    _chain: dict[int, Section] = field(default_factory=dict)
    _number: int = 0
    _split: bool = False

    def begin_part(self) -> None:
        """Another part begins: it may number its sections anew."""
        self._number = 0
        self._split = False

    def read(self, passage: Passage) -> None:
        """Open a section by a passage, or put it into the last one."""
        if holds_columns(passage):
            self._add(passage)
            return
        section = self._open(passage)
        if section is not None:
            self._enter(section)
            return
        section = self._open_run_in(passage) or self._open_by_content(passage)
        if section is not None:
            self._enter(section)
        self._add(passage)

    def _add(self, passage: Passage) -> None:
        """Put a passage into the last section; a number before the first opens one."""
        if not is_paragraph(passage):
            return
        if not self.opened:
            if not find_all_numbers(passage.text):
                return
            self._enter(Section("", "", _NAMELESS, passage, 0))
        current = self.opened[-1]
        if current.heading is passage:
            current.run.add(passage, current.clauses.base)
        else:
            current.run.add(passage, current.clauses.follow(passage.text))

    def _open(self, passage: Passage) -> Section | None:
        """Return the section that a heading opens, None where a passage is none."""
        title = read_title(passage.text)
        if ends_in_page_number(title.text):
            # An entry of a 目录 that nothing marks as one.
            return None
        # 部门决算收支情况说明 is the narrative itself, and holds sections.
        topic = "" if part_of(passage.text) is Part.NARRATIVE else topic_of(title.text)
        if title.level == 1:
            return self._open_main(title, topic, passage)
        if title.level == _CLAUSE:
            return self._open_clause(title, topic, passage)
        return self._open_unnumbered(title, passage)

    def _open_main(self, title: Title, topic: str, passage: Passage) -> Section | None:
        value = ordinal_value(title.number)
        is_new = topic and topic != self.topic
        if not is_new and value <= self._number - (1 if topic else 0):
            return None
        self._number = max(value, self._number) if is_new or not topic else value
        self._split = False
        return Section(topic, title.number, title.text, passage, 1)

    def _open_clause(self, title: Title, topic: str, passage: Passage) -> Section | None:
        """Return the section that （一） opens: below a heading of no topic, or of both sides."""
        host = self._host(_CLAUSE)
        above = host.topic if host else ""
        if above:
            own = topic not in {"", above} and topic not in self.main
            if above != BOTH_SIDES or not (own or (self._split and topic in {"", above})):
                return None
            topic = topic or above
        elif not (topic or self._split):
            return None
        self._split = True
        return Section(topic, f"（{title.number}）", title.text, passage, _CLAUSE)

    def _open_unnumbered(self, title: Title, passage: Passage) -> Section | None:
        """Return the section that a heading without its number opens, or one with 1."""
        if not is_unnumbered_heading(passage):
            return None
        words = plain_title(passage.text)
        topic = topic_of(words)
        if topic and topic == self.topic:
            return None
        host = self._host(_ITEM)
        if words != title.text and self.numbered:
            many = host is not None and host.holds_many
            if not many or topic not in self._allowed(host):
                return None
            return Section(topic, "", words, passage, _ITEM)
        if topic in self.main or not (topic or self._goes_on_unnumbered(words)):
            return None
        return Section(topic, "", words, passage, 0)

    def _goes_on_unnumbered(self, words: str) -> bool:
        """Whether 其他重要事项情况说明 stands where the sections before it have no number."""
        host = self._host(_CLAUSE)
        unnumbered = host is not None and not host.level and host.title != _NAMELESS
        return unnumbered and bool(_OF_MANY.search(words))

    def _open_run_in(self, passage: Passage) -> Section | None:
        """Return the next section where its heading and its text are one paragraph."""
        title = read_run_in(passage.text)
        if not title.level or ordinal_value(title.number) != self._number + 1:
            return None
        topic = topic_of(title.text)
        if topic == self.topic:
            return None
        self._number += 1
        self._split = False
        return Section(topic, title.number, title.text, passage, 1)

    def _open_by_content(self, passage: Passage) -> Section | None:
        """Return the part of a section of many matters that a sentence begins by its subject."""
        host = self._host(_ITEM)
        if host is not None and (not host.holds_many or (host.topic and not _is_item(passage))):
            return None
        head = _head_of(passage.text)
        titled = bool(head) and not _FIRST_NUMBER.search(head)
        topic = (topic_of(head) if titled else "") or topic_of_sentence(passage.text)
        if host is not None and not topic and titled and self._is_next_item(passage):
            # The next item of a list whose last one was a section: 结转结余 after 支出.
            return Section(host.topic, "", head, passage, _ITEM)
        if not topic or topic == self.topic or topic not in self._allowed(host):
            return None
        title = head if titled else subject_of(passage.text) or head
        return Section(topic, "", title, passage, _ITEM)

    def _is_next_item(self, passage: Passage) -> bool:
        current = self.opened[-1]
        return current.level == _ITEM and _is_item(passage) and _is_item(current.heading)

    def _allowed(self, host: Section | None) -> frozenset[str] | set[str]:
        """Return the topics that can begin within a section."""
        if host is None or not host.topic:
            return sections.NUMBERS
        return {*(SIDES - self.main), host.topic}

    def _host(self, below: int) -> Section | None:
        """Return the section in which something of a level stands: the last of a level above."""
        return next(
            (self._chain[level] for level in range(below - 1, -1, -1) if level in self._chain), None
        )

    def _enter(self, section: Section) -> None:
        """Make a section the current one; those below the last of its level are closed."""
        self.opened.append(section)
        level = max(1, section.level)
        self._chain = {k: kept for k, kept in self._chain.items() if k < level}
        self._chain[level] = section

    @property
    def topic(self) -> str:
        """The topic of the last section."""
        return self.opened[-1].topic if self.opened else ""


def _is_item(passage: Passage) -> bool:
    """Whether a paragraph has an ordinal: 1. or （一）."""
    return begins_item(passage.text)


def _head_of(text: str) -> str:
    """Return the opening words of an item, up to its first stop."""
    plain = squash(plain_item(text)[: _LONGEST_HEAD * 2])
    words = _ORDINAL.sub("", plain[mark_end(plain) :], count=1)
    return _HEAD_END.split(words, maxsplit=1)[0][:_LONGEST_HEAD]


def survey(passages: Iterable[Passage]) -> Sections:
    """Return empty sections that know which topics the headings of a text have."""
    main: set[str] = set()
    numbered = False
    for passage in passages:
        title = read_title(passage.text)
        topic = topic_of(title.text) if title.level else ""
        if topic and title.level == 1:
            main.add(topic)
        numbered = numbered or bool(topic)
    return Sections(frozenset(main), numbered)
