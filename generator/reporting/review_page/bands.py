"""The two texts in bands: section by section, clause beside clause; the rest as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from generator.field import sections as form_sections
from generator.field import zh
from generator.model.block import Paragraph, Role
from generator.model.passage import PassageKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.model.passage import Passage
    from generator.model.review import Review
    from generator.model.submission import SubmittedParagraph, SubmittedSection
    from generator.reporting.review_page.pieces import Piece, PieceWriter

_PERFORMANCE = form_sections.PERFORMANCE
_LOOKS = {
    Role.HEADING: "heading",
    Role.SUBHEADING: "subheading",
    Role.ITEM_HEADING: "subheading",
    Role.CAPTION: "caption",
}
_TITLE = 28  # letters; a heading of the form has up to 24


class Line(NamedTuple):
    """A paragraph of either text with its look."""

    look: str
    pieces: tuple[Piece, ...]


class Row(NamedTuple):
    """Paragraphs of the submitted text beside those that say the same in ours."""

    left: tuple[Line, ...]
    right: tuple[Line, ...]

    @property
    def is_title(self) -> bool:
        """Whether it pairs headings only."""
        lines = (*self.left, *self.right)
        return bool(self.left) and all(line.look != "body" for line in lines)

    @property
    def is_marked(self) -> bool:
        """Whether a finding stands in it."""
        return any(piece.findings for line in self.left for piece in line.pieces)


@dataclass(frozen=True, slots=True)
class Band:
    """A section, or another part of the file; `note` says what is special about it.

    `beside` where our text stands on the right; `folded` where it is shown on demand only.
    """

    anchor: str
    title: str
    rows: tuple[Row, ...]
    beside: bool
    folded: bool
    note: str = ""

    @property
    def is_missing(self) -> bool:
        """Whether nothing of it stands in the submitted file."""
        return not any(row.left for row in self.rows)


def lay_out_bands(review: Review, writer: PieceWriter) -> tuple[Band, ...]:
    """Return the bands in the order of the file; sections that it lacks follow their forerunner."""
    builder = _BandBuilder(review, writer)
    submission = review.submission
    bands = [
        *builder.plain(zh.COVER, submission.cover),
        *builder.plain(zh.CONTENTS, submission.contents),
        *builder.plain("部门概况", submission.overview),
        *builder.plain("公开表的标题和说明", submission.tables),
        *builder.sections(submission.sections),
        *builder.plain(zh.GLOSSARY, submission.glossary),
        *builder.attachments(submission.attachments),
    ]
    bands += builder.plain("其他段落", builder.left_over(submission.passages))
    return tuple(bands)


class _BandBuilder:
    """Builds the bands one after the other; each passage is shown once."""

    def __init__(self, review: Review, writer: PieceWriter) -> None:
        self._writer = writer
        self._ours = _by_topic(review)
        self._joined = review.submission.joined
        self._shown: set[str] = set()
        self._count = 0

    def _anchor(self) -> str:
        self._count += 1
        return f"s{self._count}"

    def plain(self, title: str, passages: Iterable[Passage]) -> Iterator[Band]:
        """Yield a band of passages without a counterpart, if there are any."""
        rows = tuple(Row((self._line(passage),), ()) for passage in passages)
        if rows:
            folded = not any(row.is_marked for row in rows)
            yield Band(self._anchor(), title, rows, beside=False, folded=folded)

    def left_over(self, passages: Iterable[Passage]) -> list[Passage]:
        """Return the passages that no band has shown, and that a finding marks."""
        return [p for p in passages if p.locator not in self._shown and self._writer.marks.of(p)]

    def _line(self, passage: Passage, paragraph: SubmittedParagraph | None = None) -> Line:
        pieces = self._joined.get(passage.locator, (passage,))
        self._shown.update(piece.locator for piece in pieces)
        heads = passage.kind is PassageKind.HEADING
        mentions = paragraph.mentions if paragraph else ()
        return Line(
            "subheading" if heads else "body", self._writer.write_submitted(passage, mentions)
        )

    def sections(self, sections: Sequence[SubmittedSection]) -> Iterator[Band]:
        """Yield each section beside ours, and ours where the file lacks it."""
        topics = list(self._ours)
        printed = {section.topic for section in sections}
        done: set[str] = set()
        for section in sections:
            ours = self._ours.get(section.topic, ()) if section.topic not in done else ()
            done.add(section.topic)
            yield self._section(section, ours)
            if section.topic in topics:
                for topic in topics[topics.index(section.topic) + 1 :]:
                    if topic in printed or topic in done:
                        break
                    done.add(topic)
                    yield self._missing(topic)
        for topic in topics:
            if topic not in done:
                yield self._missing(topic)

    def _section(self, section: SubmittedSection, ours: Sequence[Paragraph]) -> Band:
        left = []
        if all(p.passage.locator != section.heading.locator for p in section.paragraphs):
            left.append((section.topic, self._line(section.heading)._replace(look="heading")))
        left += [(p.where, self._line(p.passage, p)) for p in section.paragraphs]
        right = [(block.where, self._our_line(block)) for block in ours]
        return Band(
            self._anchor(),
            _title(section.heading.text),
            tuple(_align(left, right)),
            beside=bool(ours),
            folded=False,
            note="" if ours or not self._ours else "没有可以对照的文字：按文中的数字互相核对",
        )

    def _missing(self, topic: str) -> Band:
        ours = self._ours[topic]
        lines = tuple(self._our_line(block) for block in ours)
        note = "送审文件中没有找到这一节"
        title = ours[0].text
        return Band(self._anchor(), title, (Row((), lines),), beside=True, folded=False, note=note)

    def _our_line(self, block: Paragraph) -> Line:
        return Line(_LOOKS.get(block.role, "body"), self._writer.write_ours(block))

    def attachments(self, paragraphs: Iterable[SubmittedParagraph]) -> Iterator[Band]:
        """Yield a band for each attachment."""
        groups: dict[str, list[Row]] = {}
        for one in paragraphs:
            groups.setdefault(one.where, []).append(Row((self._line(one.passage, one),), ()))
        for title, rows in groups.items():
            folded = not any(row.is_marked for row in rows)
            yield Band(self._anchor(), _title(title), tuple(rows), beside=False, folded=folded)


def _title(heading: str) -> str:
    """Return a heading as a link names it: of a paragraph that opens its section its beginning."""
    return heading if len(heading) <= _TITLE else f"{heading[:_TITLE]}……"


def _by_topic(review: Review) -> dict[str, list[Paragraph]]:
    """Return our paragraphs by section; of 十三 only where there are projects to write of."""
    has_projects = review.accounts is not None and bool(review.accounts.projects)
    ours: dict[str, list[Paragraph]] = {}
    for block in review.blocks:
        if not isinstance(block, Paragraph) or block.role is Role.CAPTION:
            continue
        topic = block.where.partition("（")[0]
        if topic and (topic != _PERFORMANCE or has_projects):
            ours.setdefault(topic, []).append(block)
    return ours


def _align(left: Sequence[tuple[str, Line]], right: Sequence[tuple[str, Line]]) -> Iterator[Row]:
    """Yield the rows: clause by clause; within one line by line where both have as many."""
    order = _order([where for where, _ in left], [where for where, _ in right])
    for where in order:
        ours = [line for at, line in right if at == where]
        theirs = [line for at, line in left if at == where]
        if len(ours) == len(theirs):
            yield from (Row((one,), (other,)) for one, other in zip(theirs, ours, strict=True))
        elif theirs and ours and theirs[0].look == ours[0].look != "body":
            yield Row((theirs[0],), (ours[0],))
            yield Row(tuple(theirs[1:]), tuple(ours[1:]))
        else:
            yield Row(tuple(theirs), tuple(ours))


def _order(left: Sequence[str], right: Sequence[str]) -> list[str]:
    """Return the clauses in the order of the file; those that it lacks follow their forerunner."""
    order = list(dict.fromkeys(left))
    before = ""
    for where in dict.fromkeys(right):
        if where not in order:
            order.insert(order.index(before) + 1 if before in order else 0, where)
        before = where
    return order
