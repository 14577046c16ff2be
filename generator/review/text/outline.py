"""The parts, sections and clauses of a submitted text, found by the words of its headings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.base.labels import squash
from generator.field import sections as form_sections
from generator.field import zh
from generator.model.passage import Passage, PassageKind
from generator.model.passage_kind import cut_page_number, mark_contents
from generator.model.submission import Submission
from generator.review.text.line_breaks import Piece, split_passages
from generator.review.text.outline_contents import find_unmarked_contents
from generator.review.text.outline_headings import (
    Part,
    begins_report,
    ends_in_page_number,
    has_label,
    holds_columns,
    is_bare_label,
    is_contents_title,
    is_page_number,
    is_unnumbered_heading,
    part_of,
    plain_title,
    read_title,
)
from generator.review.text.outline_runs import Run, is_paragraph
from generator.review.text.outline_sections import Sections, survey
from generator.review.text.outline_topics import (
    OPENING_TOPICS,
    is_settled,
    states_accounts,
    topic_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_TABLE_HEAD = re.compile(r"公开0?[1-9]表?$|.{0,20}决算(?:总|明细)?表$")
_ATTACHMENT = zh.ATTACHMENTS
# 表1-2-1: a table within a report, no attachment of its own.
_NUMBERED_TABLE = re.compile(r"表[0-9一二三四五六七八九十]")
_ACCOUNTS = "决算"
# A second part that goes on with the narrative, and is none of a report that is appended.
_OF_ACCOUNTS = re.compile("决算|重要事项")


def read_submission(file: str, passages: Sequence[Passage]) -> Submission:
    """Return the passages of a submitted file sorted into parts, sections and clauses.

    Captions of charts and tables and page numbers are no paragraphs. `file` is the file's name as
    findings print it. Where no heading opens a section, sentences of the accounts do.
    """
    pieces = split_passages(passages)
    marked = _mark([piece.passage for piece in pieces])
    reader = _read(marked, by_content=False)
    if not reader.sections.opened:
        reader = _read(marked, by_content=True)
    return _submission(file, pieces, marked, reader)


def _mark(passages: Sequence[Passage]) -> list[Passage]:
    """Return the passages with the entries of the 目录 marked, whatever tells them."""
    if not any(passage.kind is PassageKind.CONTENTS for passage in passages):
        passages = mark_contents(passages)
    if any(passage.kind is PassageKind.CONTENTS for passage in passages):
        listed = frozenset[int]()
    else:
        listed = find_unmarked_contents(passages)
    return [
        replace(passage, kind=PassageKind.CONTENTS) if index in listed else passage
        for index, passage in enumerate(passages)
    ]


def _read(passages: Sequence[Passage], *, by_content: bool) -> _Reader:
    body = [passage for passage in passages if passage.kind is not PassageKind.CONTENTS]
    of_accounts = any(_ACCOUNTS in passage.text for passage in body)
    reader = _Reader(survey(body), by_content, of_accounts)
    for passage in passages:
        if passage.kind is PassageKind.CONTENTS:
            reader.contents.append(replace(passage, text=cut_page_number(passage.text)))
        elif not is_contents_title(passage.text) and not is_page_number(passage.text):
            reader.read(passage)
    return reader


def _submission(
    file: str, pieces: Sequence[Piece], passages: Sequence[Passage], reader: _Reader
) -> Submission:
    sections = reader.sections.opened
    return Submission(
        file=file,
        passages=tuple(passages),
        cover=tuple(reader.parts[Part.COVER]),
        contents=tuple(reader.contents),
        overview=tuple(reader.parts[Part.OVERVIEW]),
        tables=tuple(reader.parts[Part.TABLES]),
        sections=tuple(section.build() for section in sections),
        glossary=tuple(reader.parts[Part.GLOSSARY]),
        attachments=reader.attachments.build(),
        part_headings=tuple(reader.headings),
        joined={
            gathered[0].locator: gathered
            for run in (*(section.run for section in sections), reader.attachments)
            for gathered in run.joined
        },
        split={
            piece.passage.locator: (piece.whole, piece.offset)
            for piece in pieces
            if piece.passage is not piece.whole
        },
    )


@dataclass(slots=True)
class _Reader:
    """Goes through the passages after the 目录 and knows in which part they stand."""

    sections: Sections
    by_content: bool
    of_accounts: bool
    parts: dict[Part, list[Passage]] = field(default_factory=lambda: {part: [] for part in Part})
    contents: list[Passage] = field(default_factory=list)
    headings: list[Passage] = field(default_factory=list)
    attachments: Run = field(default_factory=Run)
    _part: Part = Part.COVER
    _entered: set[Part] = field(default_factory=set)
    _labelled: bool = False
    _attached: str = _ATTACHMENT

    def read(self, passage: Passage) -> None:
        """Put the next passage where it belongs."""
        if is_bare_label(passage.text):
            self._labelled = True
            self.headings.append(passage)
            return
        label_above, self._labelled = self._labelled, False
        labelled = label_above or has_label(passage.text)
        part = part_of(passage.text, labelled=label_above)
        if part is not None and self._may_enter(part, passage, labelled=labelled):
            self._enter(part)
            self.headings.append(passage)
            return
        if labelled and self._part is Part.NARRATIVE and part in {None, Part.NARRATIVE}:
            # Another part that explains: 其他重要事项 with 一、 again.
            self.sections.begin_part()
            self.headings.append(passage)
            return
        if self._part is not Part.NARRATIVE and not holds_columns(passage):
            self._look_ahead(passage)
        if self._part is Part.NARRATIVE:
            self._read_narrative(passage)
        elif self._part is Part.ATTACHMENTS:
            self._attach(passage)
        else:
            self.parts[self._part].append(passage)

    def _may_enter(self, part: Part, passage: Passage, *, labelled: bool) -> bool:
        if part is Part.ATTACHMENTS:
            return self._part is not Part.COVER
        if part is Part.OVERVIEW:
            if labelled and not self.sections.opened:
                return True
            return self._part is Part.COVER and (
                passage.kind is not PassageKind.BODY or part_of(passage.text) is part
            )
        if part not in self._entered:
            return True
        # A part that was entered before: by an entry of a 目录, or by what looked like it.
        if not labelled or part is self._part:
            return False
        return self._part is not Part.ATTACHMENTS or (
            part is Part.NARRATIVE and bool(_OF_ACCOUNTS.search(passage.text))
        )

    def _enter(self, part: Part) -> None:
        self._part = part
        self._entered.add(part)
        if part is Part.ATTACHMENTS:
            self._attached = _ATTACHMENT
        if part is Part.NARRATIVE:
            self.sections.begin_part()

    def _look_ahead(self, passage: Passage) -> None:
        """Enter a part whose own heading is missing at the first thing that only it can hold."""
        if Part.NARRATIVE not in self._entered and self._begins_narrative(passage):
            titles = self._take_titles() if self.by_content else []
            self._enter(Part.NARRATIVE)
            for title in titles:
                self._read_narrative(title)
            return
        is_caption = passage.kind is PassageKind.CAPTION and not read_title(passage.text).level
        is_table = is_caption and bool(_TABLE_HEAD.match(squash(passage.text)))
        if is_table and self._part in {Part.COVER, Part.OVERVIEW}:
            self._enter(Part.TABLES)

    def _begins_narrative(self, passage: Passage) -> bool:
        title = read_title(passage.text)
        if ends_in_page_number(title.text):
            return False
        topic = topic_of(title.text)
        if title.level == 1:
            alone = not self.headings and is_settled(title.text)
            return topic in OPENING_TOPICS or bool(topic and alone)
        if is_unnumbered_heading(passage) and topic_of(plain_title(passage.text)) in OPENING_TOPICS:
            return True
        sentences = self.by_content or self._part is Part.COVER
        if not sentences or passage.kind is not PassageKind.BODY:
            return False
        return states_accounts(passage.text, any_section=self.by_content and self.of_accounts)

    def _take_titles(self) -> list[Passage]:
        """Take the headings right above away from a part: they are of the narrative."""
        lines = self.parts[self._part]
        taken: list[Passage] = []
        while lines and read_title(lines[-1].text).level:
            taken.insert(0, lines.pop())
        return taken

    def _read_narrative(self, passage: Passage) -> None:
        if self.sections.opened and (begins_report(passage) or self._restarts(passage)):
            titles = self.sections.opened[-1].run.take_titles()
            self._enter(Part.ATTACHMENTS)
            for title in (*titles, passage):
                self._attach(title)
            return
        self.sections.read(passage)

    def _restarts(self, passage: Passage) -> bool:
        """Whether 一、 begins anew below a title: what follows is another text."""
        title = read_title(passage.text)
        current = self.sections.opened[-1]
        if title.level != 1 or title.number != "一" or topic_of(title.text) in OPENING_TOPICS:
            return False
        return current.topic == form_sections.PERFORMANCE and current.run.ends_in_title()

    def _attach(self, passage: Passage) -> None:
        title = squash(passage.text)
        is_caption = passage.kind is PassageKind.CAPTION and title[-1] == "表"
        if begins_report(passage) or (is_caption and not _NUMBERED_TABLE.match(title)):
            self._attached = title
        if is_paragraph(passage):
            self.attachments.add(passage, self._attached)
