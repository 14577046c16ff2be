"""The parts, sections and clauses of a submitted text, found by the words of its headings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.base.labels import squash
from generator.field import sections as form_sections
from generator.field import zh
from generator.model.passage import Passage, PassageKind
from generator.model.passage_kind import begins_item, breaks_off, cut_page_number
from generator.model.submission import Submission, SubmittedParagraph, SubmittedSection
from generator.review.text.line_breaks import split_passages
from generator.review.text.mentions import find_mentions
from generator.review.text.outline_clauses import Clauses
from generator.review.text.outline_contents import find_unmarked_contents
from generator.review.text.outline_headings import (
    OPENING_TOPICS,
    Part,
    begins_report,
    ends_in_page_number,
    holds_columns,
    is_bare_label,
    is_contents_title,
    is_page_number,
    is_short,
    is_unnumbered_heading,
    ordinal_value,
    part_of,
    read_run_in,
    read_title,
    topic_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NO_PARAGRAPH = {PassageKind.CAPTION, PassageKind.CONTENTS}
_TEXT_KINDS = {PassageKind.BODY, PassageKind.HEADING}
_OPEN_PHRASE = re.compile(r"(?:原因(?:是|为|有)?|主要用于|主要包括|其中包括)[:：]?$")
_TABLE_HEAD = re.compile(r"公开0?[1-9]表?$|.{0,20}决算(?:总|明细)?表$")
_CLOSED = re.compile(r"[。；：:;，,、]$")
_MOST_TITLE_LINES = 3
_ATTACHMENT = zh.ATTACHMENTS


def read_submission(file: str, passages: Sequence[Passage]) -> Submission:
    """Return the passages of a submitted file sorted into parts, sections and clauses.

    Captions of charts and tables and page numbers are no paragraphs. `file` is the file's name as
    findings print it.
    """
    pieces = split_passages(passages)
    passages = [piece.passage for piece in pieces]
    reader = _Reader()
    marked = any(passage.kind is PassageKind.CONTENTS for passage in passages)
    listed = frozenset[int]() if marked else find_unmarked_contents(passages)
    for index, passage in enumerate(passages):
        if passage.kind is PassageKind.CONTENTS or index in listed:
            entry = replace(passage, text=cut_page_number(passage.text))
            reader.contents.append(replace(entry, kind=PassageKind.CONTENTS))
        elif not is_contents_title(passage.text) and not is_page_number(passage.text):
            reader.read(passage)
    return Submission(
        file=file,
        passages=tuple(passages),
        cover=tuple(reader.parts[Part.COVER]),
        contents=tuple(reader.contents),
        overview=tuple(reader.parts[Part.OVERVIEW]),
        tables=tuple(reader.parts[Part.TABLES]),
        sections=tuple(section.build() for section in reader.sections),
        glossary=tuple(reader.parts[Part.GLOSSARY]),
        attachments=reader.attachments.build(),
        part_headings=tuple(reader.headings),
        joined={
            gathered[0].locator: gathered
            for run in (*(section.run for section in reader.sections), reader.attachments)
            for gathered in run.joined
        },
        split={
            piece.passage.locator: (piece.whole, piece.offset)
            for piece in pieces
            if piece.passage is not piece.whole
        },
    )


@dataclass(slots=True)
class _Run:
    """Paragraphs one after the other; those that break off within a sentence are joined.

    Each is kept as its pieces, with its clause; `build` makes one text of them.
    """

    _parts: list[tuple[list[Passage], str]] = field(default_factory=list)

    def add(self, passage: Passage, where: str) -> None:
        """Add a passage, or join it to the last paragraph."""
        if self._parts and self._goes_on(passage):
            self._parts[-1][0].append(passage)
        else:
            self._parts.append(([passage], where))

    def _goes_on(self, passage: Passage) -> bool:
        pieces = self._parts[-1][0]
        before = pieces[-1]
        if breaks_off(before, passage, joined=len(pieces) > 1):
            return True
        return (
            before.kind in _TEXT_KINDS
            and passage.kind is PassageKind.BODY
            and not begins_item(passage.text)
            and bool(_OPEN_PHRASE.search(before.text))
        )

    def ends_in_title(self) -> bool:
        """Whether the last paragraph is a line such as titles are."""
        return bool(self._parts) and self._is_title(self._parts[-1][0])

    @staticmethod
    def _is_title(pieces: Sequence[Passage]) -> bool:
        return len(pieces) == 1 and _is_plain_title(pieces[0])

    def take_titles(self) -> list[Passage]:
        """Take away the last lines, as far as they are titles of what follows."""
        taken: list[Passage] = []
        while self.ends_in_title() and len(taken) < _MOST_TITLE_LINES:
            taken.insert(0, self._parts.pop()[0][0])
        return taken

    def build(self) -> tuple[SubmittedParagraph, ...]:
        """Return the paragraphs with their numbers."""
        return tuple(
            SubmittedParagraph(passage, where, find_mentions(passage.text))
            for pieces, where in self._parts
            for passage in (_join(pieces),)
        )

    @property
    def joined(self) -> Iterator[tuple[Passage, ...]]:
        """The passages of each paragraph that has several."""
        return (tuple(pieces) for pieces, _ in self._parts if len(pieces) > 1)


def _join(pieces: Sequence[Passage]) -> Passage:
    if len(pieces) == 1:
        return pieces[0]
    return replace(pieces[0], text="".join(p.text for p in pieces), kind=PassageKind.BODY)


@dataclass(slots=True)
class _Section:
    """A section that is being read."""

    topic: str
    number: str
    title: str
    heading: Passage
    level: int
    clauses: Clauses
    run: _Run = field(default_factory=_Run)

    def build(self) -> SubmittedSection:
        return SubmittedSection(self.topic, self.number, self.title, self.heading, self.run.build())


@dataclass(slots=True)
class _Reader:
    """Goes through the passages after the 目录 and knows in which part they stand."""

    parts: dict[Part, list[Passage]] = field(default_factory=lambda: {part: [] for part in Part})
    contents: list[Passage] = field(default_factory=list)
    headings: list[Passage] = field(default_factory=list)
    sections: list[_Section] = field(default_factory=list)
    attachments: _Run = field(default_factory=_Run)
    _part: Part = Part.COVER
    _entered: set[Part] = field(default_factory=set)
    _labelled: bool = False
    _attached: str = _ATTACHMENT
    _number: int = 0
    _split: bool = False

    def read(self, passage: Passage) -> None:
        """Put the next passage where it belongs."""
        if is_bare_label(passage.text):
            self._labelled = True
            self.headings.append(passage)
            return
        part = part_of(passage.text, labelled=self._labelled)
        self._labelled = False
        if part is not None and self._may_enter(part, passage):
            self._enter(part)
            self.headings.append(passage)
            return
        if self._part in {Part.COVER, Part.OVERVIEW, Part.TABLES} and not holds_columns(passage):
            self._look_ahead(passage)
        if self._part is Part.NARRATIVE:
            self._read_narrative(passage)
        elif self._part is Part.ATTACHMENTS:
            self._attach(passage)
        else:
            self.parts[self._part].append(passage)

    def _may_enter(self, part: Part, passage: Passage) -> bool:
        if part is Part.ATTACHMENTS:
            return self._part is not Part.COVER
        if part is Part.OVERVIEW:
            return self._part is Part.COVER and (
                passage.kind is not PassageKind.BODY or part_of(passage.text) is part
            )
        return part not in self._entered

    def _enter(self, part: Part) -> None:
        self._part = part
        self._entered.add(part)
        if part is Part.ATTACHMENTS:
            self._attached = _ATTACHMENT

    def _look_ahead(self, passage: Passage) -> None:
        """Enter a part whose own heading is missing at the first thing that only it can hold."""
        title = read_title(passage.text)
        if title.level == 1 and not ends_in_page_number(title.text):
            topic = topic_of(title.text)
            part = Part.NARRATIVE
            known = topic in OPENING_TOPICS or bool(topic and not self.headings)
        else:
            is_caption = passage.kind is PassageKind.CAPTION
            part = Part.TABLES
            known = is_caption and bool(_TABLE_HEAD.match(squash(passage.text)))
            if is_unnumbered_heading(passage) and topic_of(title.text) in OPENING_TOPICS:
                part, known = Part.NARRATIVE, True
        if known and part not in self._entered:
            self._enter(part)

    def _read_narrative(self, passage: Passage) -> None:
        if self.sections and (begins_report(passage) or self._restarts(passage)):
            titles = self.sections[-1].run.take_titles()
            self._enter(Part.ATTACHMENTS)
            for title in (*titles, passage):
                self._attach(title)
            return
        section = None if holds_columns(passage) else self._open_section(passage)
        if section is None and not holds_columns(passage):
            section = self._open_run_in(passage)
            if section is not None:
                section.run.add(passage, section.clauses.base)
        if section is not None:
            self.sections.append(section)
        elif self.sections and passage.kind not in _NO_PARAGRAPH:
            current = self.sections[-1]
            current.run.add(passage, current.clauses.follow(passage.text))

    def _restarts(self, passage: Passage) -> bool:
        """Whether 一、 begins anew below a title: what follows is another text."""
        title = read_title(passage.text)
        current = self.sections[-1]
        if title.level != 1 or title.number != "一" or topic_of(title.text) in OPENING_TOPICS:
            return False
        return current.topic == form_sections.PERFORMANCE and current.run.ends_in_title()

    def _open_section(self, passage: Passage) -> _Section | None:
        """Return the section that a passage opens, None where it opens none."""
        title = read_title(passage.text)
        topic = topic_of(title.text)
        if ends_in_page_number(title.text):
            # An entry of a 目录 that nothing marks as one.
            return None
        if title.level == 1:
            value = ordinal_value(title.number)
            is_new = topic and topic != self._topic
            if not is_new and value <= self._number - (1 if topic else 0):
                return None
            self._number = max(value, self._number) if is_new or not topic else value
            self._split = False
        elif title.level == 2:  # noqa: PLR2004 - （一）
            if self._topic_above or not (topic or self._split):
                return None
            self._split = True
        elif topic in {"", self._topic} or not is_unnumbered_heading(passage):
            return None
        number = f"（{title.number}）" if title.level > 1 else title.number
        clauses = Clauses(topic, topic or title.text)
        return _Section(topic, number, title.text, passage, title.level, clauses)

    def _open_run_in(self, passage: Passage) -> _Section | None:
        """Return the next section where its heading and its text are one paragraph."""
        title = read_run_in(passage.text)
        if not title.level or ordinal_value(title.number) != self._number + 1:
            return None
        topic = topic_of(title.text)
        if topic == self._topic:
            return None
        self._number += 1
        self._split = False
        return _Section(topic, title.number, title.text, passage, 1, Clauses(topic, topic))

    @property
    def _topic(self) -> str:
        return self.sections[-1].topic if self.sections else ""

    @property
    def _topic_above(self) -> str:
        """The topic of the section 一、 in which a （一） stands."""
        above = (section.topic for section in reversed(self.sections) if section.level < 2)  # noqa: PLR2004
        return next(above, "")

    def _attach(self, passage: Passage) -> None:
        title = squash(passage.text)
        if begins_report(passage) or (passage.kind is PassageKind.CAPTION and title[-1] == "表"):
            self._attached = title
        if passage.kind not in _NO_PARAGRAPH:
            self.attachments.add(passage, self._attached)


def _is_plain_title(passage: Passage) -> bool:
    """Whether a passage is a line without ordinal and sentence, as titles are."""
    text = passage.text
    if passage.kind not in _TEXT_KINDS or _CLOSED.search(text):
        return False
    return is_short(text) and not begins_item(text)
