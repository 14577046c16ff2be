"""A text as paragraphs of words and slots; every slot knows what it states."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

AMOUNTS = ("a", "l", "b")
CHANGES = ("d", "db")
RATES = ("p", "pb", "s", "c", "cl")
WORDS = ("w", "v", "wb", "vb", "g")


@dataclass(frozen=True, slots=True)
class Slot:
    """A printed value or word: its measure, its quantity, the whole of a share, what is true.

    Measures: a this year's amount, l last year's, b the budget; d, db the change against last year
    and budget, p, pb its rate, w, v, wb, vb its words, g 大于 or 小于; s a share, c the completion,
    cl the part of last year's amount; k a count, m a score; r, rb a reason; y a year, e the entity,
    code, n a name, same, nothing a statement of equality or of emptiness. `said` numbers the
    sentence form that it came from.
    """

    id: int
    measure: str
    key: str
    text: str
    unit: str = ""
    whole: str = ""
    value: Decimal | None = None
    said: int = 0

    @property
    def printed(self) -> str:
        """Return the words as they stand in the text."""
        return self.text + self.unit


Span = str | Slot


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text; `kind` is head, body or front."""

    spans: tuple[Span, ...]
    kind: str = "body"

    @property
    def text(self) -> str:
        """Return the line as it is printed."""
        return "".join(span if isinstance(span, str) else span.printed for span in self.spans)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole text; `joiner` stands between its paragraphs."""

    paragraphs: tuple[Paragraph, ...]
    joiner: str = "\n"
    gap: str = ""
    indent: str = ""

    def slots(self) -> Iterator[Slot]:
        """Yield every slot in the order of the text."""
        for paragraph in self.paragraphs:
            yield from (span for span in paragraph.spans if isinstance(span, Slot))

    def places(self) -> Iterator[tuple[int, int, Slot]]:
        """Yield (paragraph, span, slot)."""
        for number, paragraph in enumerate(self.paragraphs):
            for index, span in enumerate(paragraph.spans):
                if isinstance(span, Slot):
                    yield number, index, span

    def find(self, slot: Slot) -> tuple[int, int]:
        """Return the paragraph and the span of a slot."""
        return next((p, i) for p, i, other in self.places() if other.id == slot.id)

    def with_slot(self, slot: Slot, **changes: object) -> Document:
        """Return the document with one slot printed otherwise."""
        number, index = self.find(slot)
        return self.with_span(number, index, replace(slot, **changes))  # type: ignore[arg-type]

    def with_span(self, number: int, index: int, *spans: Span) -> Document:
        """Return the document with one span replaced."""
        old = self.paragraphs[number]
        new = (*old.spans[:index], *spans, *old.spans[index + 1 :])
        return self.with_paragraph(number, replace(old, spans=new))

    def with_paragraph(self, number: int, *paragraphs: Paragraph) -> Document:
        """Return the document with one paragraph replaced."""
        before, after = self.paragraphs[:number], self.paragraphs[number + 1 :]
        return replace(self, paragraphs=(*before, *paragraphs, *after))

    def render(self) -> Rendered:
        """Return the printed text with the place of every slot."""
        text, spots, words = "", {}, {}
        for number, paragraph in enumerate(self.paragraphs):
            text += self.joiner if number else ""
            text += self.indent if paragraph.kind == "body" else ""
            for index, span in enumerate(paragraph.spans):
                printed = span if isinstance(span, str) else self._printed(span)
                words[number, index] = (len(text), len(text) + len(printed))
                if isinstance(span, Slot):
                    spots[span.id] = words[number, index]
                text += printed
        return Rendered(text + "\n", spots, words)

    def _printed(self, slot: Slot) -> str:
        """Return a slot with the blank that some texts leave before the unit."""
        spaced = self.gap and slot.measure in (*AMOUNTS, *CHANGES) and slot.unit
        return slot.text + self.gap + slot.unit if spaced else slot.printed


@dataclass(frozen=True, slots=True)
class Rendered:
    """The printed text; where slots (by id) and spans (by paragraph and index) stand in it."""

    text: str
    spots: dict[int, tuple[int, int]]
    words: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
