"""A submitted .docx paragraph by paragraph: each with its text, its place and its kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from generator.files.docx.characters import (
    FieldState,
    ParagraphText,
    find_contents_fields,
    read_paragraphs,
)
from generator.files.docx.markup import (
    all_unread,
    attribute,
    framed_cell,
    group_blocks,
    is_mark_deleted,
    local_name,
    shown,
)
from generator.files.docx.numbering import read_numbering
from generator.files.docx.styles import read_styles
from generator.model.passage import Passage, PassageKind
from generator.model.passage_kind import classify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from generator.files.docx.numbering import NumberCounter
    from generator.files.docx.parts import SubmissionParts
    from generator.files.docx.styles import Styles

_NOTES = {
    "footnoteReference": ("footnotes", "footnote"),
    "endnoteReference": ("endnotes", "endnote"),
}
_ASIDES = {PassageKind.FOOTNOTE: "注释", PassageKind.TEXTBOX: "文本框"}

Paragraphs: TypeAlias = "tuple[etree._Element, ...]"  # noqa: SLF001 - the type has this name


class StoryParagraph(NamedTuple):
    """A passage with the paragraphs of the markup that it was read from.

    `anchor` are the paragraphs of the body at which it can be commented: its own, or those that a
    footnote or text box hangs on. `in_contents` and `label` are what reading it again needs.
    """

    passage: Passage
    anchor: Paragraphs
    label: str = ""
    in_contents: bool = False

    @property
    def is_own(self) -> bool:
        """Whether the passage is the text of these paragraphs, and does not only hang on them."""
        return self.passage.kind not in _ASIDES

    @property
    def aside(self) -> str:
        """What a passage that hangs on the paragraphs is called, empty for their own text."""
        return _ASIDES.get(self.passage.kind, "")


@dataclass(slots=True)
class Story:
    """Reads the paragraphs of a document in order; those of tables are read elsewhere."""

    _parts: SubmissionParts
    _styles: Styles
    _labels: dict[etree._Element, str]
    _order: dict[etree._Element, int]
    state: FieldState
    _count: int = 0

    def read(self) -> Iterator[StoryParagraph]:
        """Yield the paragraphs that have a text."""
        body = self._parts.document.find("{*}body")
        for group in _group_paragraphs(body) if body is not None else ():
            self._count += 1
            yield from self._read_group(group)
            for paragraph in group:
                yield from self._read_boxes(paragraph, group)
                yield from self._read_notes(paragraph, group)

    def _read_group(self, group: Paragraphs) -> Iterator[StoryParagraph]:
        in_contents = self.state.contents
        label = self._labels.get(group[-1], "")
        text = read_paragraphs(group, self.state, label)
        if text.text:
            kind, level = self._kind(group[-1], text)
            locator = f"p:{self._order[group[0]]}"
            passage = Passage(text.text, self._count, 0, level, kind, locator)
            yield StoryParagraph(passage, group, label, in_contents)

    def _kind(self, paragraph: etree._Element, text: ParagraphText) -> tuple[PassageKind, str]:
        if text.in_contents or self._styles.is_contents(paragraph):
            return PassageKind.CONTENTS, ""
        level = self._styles.outline(paragraph)
        if self._styles.is_caption(paragraph):
            return PassageKind.CAPTION, level
        return classify(text.text, declared=bool(level)), level

    def _read_boxes(
        self, paragraph: etree._Element, anchor: Paragraphs
    ) -> Iterator[StoryParagraph]:
        """Yield the paragraphs of the text boxes that hang on a paragraph, each box once."""
        for box in shown(paragraph, "txbxContent"):
            for group in _group_paragraphs(box):
                place = f"t:{self._order[group[0]]}"
                yield from self._read_aside(group, PassageKind.TEXTBOX, place, anchor)

    def _read_notes(
        self, paragraph: etree._Element, anchor: Paragraphs
    ) -> Iterator[StoryParagraph]:
        for reference in shown(paragraph, *_NOTES):
            part, name = _NOTES[local_name(reference)]
            root = self._parts.others.get(part)
            if root is None:
                continue
            key = attribute(reference, "id")
            for note in root.iterfind(f"{{*}}{name}"):
                if attribute(note, "id") == key:
                    for number, group in enumerate(_group_paragraphs(note)):
                        place = f"{name}:{key}:{number}"
                        yield from self._read_aside(group, PassageKind.FOOTNOTE, place, anchor)

    def _read_aside(
        self, group: Paragraphs, kind: PassageKind, locator: str, anchor: Paragraphs
    ) -> Iterator[StoryParagraph]:
        """Yield a paragraph that stands beside the body."""
        text = read_paragraphs(group, FieldState({}), self._labels.get(group[-1], "")).text
        if text:
            yield StoryParagraph(Passage(text, self._count, 0, "", kind, locator), anchor)


def open_story(parts: SubmissionParts) -> Story:
    """Return the story of a document, ready to be read once."""
    styles = read_styles(parts.others.get("styles"))
    counter = read_numbering(parts.others.get("numbering"), styles)
    paragraphs = list(parts.document.iter("{*}p"))
    order = {paragraph: index for index, paragraph in enumerate(paragraphs)}
    labels = _number(paragraphs, counter)
    return Story(parts, styles, labels, order, FieldState(find_contents_fields(parts.document)))


def _number(paragraphs: list[etree._Element], counter: NumberCounter) -> dict[etree._Element, str]:
    """Return the automatic numbers of all paragraphs, those in tables counted as well."""
    labels: dict[etree._Element, str] = {}
    unread = all_unread(paragraphs[0].getroottree().getroot()) if paragraphs else frozenset()
    for paragraph in paragraphs:
        if not (paragraph in unread or is_mark_deleted(paragraph)):
            label = counter.take(paragraph)
            if label:
                labels[paragraph] = label
    return labels


def _group_paragraphs(container: etree._Element) -> Iterator[Paragraphs]:
    """Yield the paragraphs outside tables; those that deleted marks join, together.

    A table of one cell is a frame around its text, and read.
    """
    for block in group_blocks(container):
        if local_name(block[0]) == "p":
            yield block
            continue
        cell = framed_cell(block[0])
        if cell is not None:
            yield from _group_paragraphs(cell)
