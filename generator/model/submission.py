"""A submitted text in its parts, and what a review marks in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from generator.field import zh

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from generator.model.figure import Figure
    from generator.model.finding import Finding
    from generator.model.passage import Passage


class MentionKind(Enum):
    """What sort of number stands in a text; the value is the Chinese word for it."""

    AMOUNT = zh.AMOUNT  # 元, 万元, 亿元
    RATE = "比率"  # %, 个百分点
    COUNT = zh.COUNT  # 个, 人次, 辆, 台, 项, 名 …
    SCORE = zh.SCORE  # 分
    BARE = "无单位"  # a number whose unit is missing or not known
    UNREAD = "读不出"  # about so many (两三辆), badly grouped (0,123): counted, not read
    DATE = zh.DATE  # years, months, days: no claim
    LABEL = "编号"  # ordinals, codes, document numbers, names: no claim


@dataclass(frozen=True, slots=True)
class Mention:
    """A number in a passage: `start` to `end` are its digits, `unit_end` the end of its unit.

    `value` is in `unit` as written (907.94 万元); `decimals` counts the digits after the point.
    `is_worded` where the number is written in words (五辆).
    """

    start: int
    end: int
    unit_end: int
    text: str
    value: Decimal
    unit: str
    kind: MentionKind
    decimals: int
    is_worded: bool = False

    @property
    def is_claim(self) -> bool:
        """Whether the number states something that could be checked."""
        return self.kind not in {MentionKind.DATE, MentionKind.LABEL}


@dataclass(frozen=True, slots=True)
class SubmittedParagraph:
    """A passage of the narrative with the clause it belongs to (五（三）2) and its numbers.

    Where a file breaks a sentence into several paragraphs, `passage` is all of them as one text,
    with the place and locator of the first; `Submission.locate` leads back to the single ones.
    `where` begins with the topic of the section (九（二）1, whatever number the file prints); in a
    section of no known topic it is the section's title, in an attachment the attachment's.
    """

    passage: Passage
    where: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class SubmittedSection:
    """One section of part three.

    `topic` is the section of the Henan form that treats the same matter (一 … 十三), found by the
    words of the heading, empty where none does; `number` is the ordinal as printed (七), `title`
    the heading without it. `paragraphs` do not repeat the heading of the section; those of （一）
    and 1. are among them.
    """

    topic: str
    number: str
    title: str
    heading: Passage
    paragraphs: tuple[SubmittedParagraph, ...]


@dataclass(frozen=True, slots=True)
class Submission:
    """A submitted document: its passages in order, and which of them form which part.

    `cover`, `contents` (目录 entries), `overview` (part one), `tables` (titles and notes between
    the tables), `glossary` (part four), `attachments` (part five and what is appended elsewhere).
    `part_headings` are the headings of the parts as printed; one that is printed in two lines
    (第三部分, then its name) is two passages. They stand in none of the parts. `joined` has the
    passages that a joined paragraph is made of, by the locator of the first. Where line breaks
    within a paragraph of the file part several of its own, `passages` are those; `split` has the
    paragraph of the file and where they begin in it, by their locators.
    """

    file: str
    passages: tuple[Passage, ...]
    cover: tuple[Passage, ...] = ()
    contents: tuple[Passage, ...] = ()
    overview: tuple[Passage, ...] = ()
    tables: tuple[Passage, ...] = ()
    sections: tuple[SubmittedSection, ...] = ()
    glossary: tuple[Passage, ...] = ()
    attachments: tuple[SubmittedParagraph, ...] = ()
    part_headings: tuple[Passage, ...] = ()
    joined: Mapping[str, tuple[Passage, ...]] = field(default_factory=dict)
    split: Mapping[str, tuple[Passage, int]] = field(default_factory=dict)

    def locate(self, passage: Passage, start: int, end: int) -> tuple[Passage, int, int]:
        """Return the passage of the file that holds the characters, and where they stand in it.

        Of what reaches over several passages only the part in the first one is returned.
        """
        for piece in self.joined.get(passage.locator, ()):
            length = len(piece.text)
            if start < length or (start == end == length):
                return self._whole(piece, start, min(end, length))
            start, end = start - length, end - length
        return self._whole(passage, start, end)

    def _whole(self, passage: Passage, start: int, end: int) -> tuple[Passage, int, int]:
        whole, offset = self.split.get(passage.locator, (passage, 0))
        return whole, offset + start, offset + end

    def paragraphs(self) -> Iterator[SubmittedParagraph]:
        """Every paragraph of the narrative, section by section, then the attachments."""
        for section in self.sections:
            yield from section.paragraphs
        yield from self.attachments

    def clauses(self) -> dict[str, str]:
        """The clause of every passage of the narrative, pieces of joined ones too, by locator."""
        found: dict[str, str] = {}
        for paragraph in self.paragraphs():
            pieces = self.joined.get(paragraph.passage.locator, ())
            for passage in (paragraph.passage, *pieces):
                found[passage.locator] = paragraph.where
        return found

    def section(self, topic: str) -> SubmittedSection | None:
        """The section of a topic, the first where there are several."""
        return next((s for s in self.sections if s.topic == topic), None)


class Owner(NamedTuple):
    """Whose accounts of which year a text is about; empty and 0 where nothing tells."""

    name: str
    year: int


class Standing(Enum):
    """How far a number of the text was checked."""

    MATCHED = "与表核对"
    RECOMPUTED = "重新计算"
    UNCHECKED = "未核对"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A number of the text, how it was checked, and the figure that it should print.

    `locator` and `start` say which number: those of its passage and mention.
    """

    locator: str
    start: int
    standing: Standing
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class OpenNumber:
    """A number of the file that was not checked: where it stands, and its words.

    `bars`: 通过 cannot be said as long as it is open. Numbers of reasons, purposes, 十三 and the
    attachments bar nothing. `why` says in Chinese why it was not checked.
    """

    section: str
    text: str
    bars: bool
    why: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding in the text with the characters it is about.

    `replacement` is given only where what should stand there is certain; it replaces `start` to
    `end` (inserts where they are equal). `passage` is None for what concerns no single passage.
    `others` are the other numbers of the text that it speaks of (the parts of a sum, what a rate is
    computed from), by the locators of their passages and their first characters.
    """

    finding: Finding
    passage: Passage | None = None
    start: int = 0
    end: int = 0
    replacement: str | None = None
    others: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What one stage of a review contributes: marks, and the numbers it has dealt with.

    `tails` are the amounts that rounding alone sets apart from their cells.
    """

    marks: tuple[Mark, ...] = ()
    verdicts: tuple[Verdict, ...] = field(default=())
    tails: tuple[Mark, ...] = ()
