"""Says more of the same department: true sentences behind a paragraph."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from .document import Document, Paragraph, Slot
from .names import name_of_key

if TYPE_CHECKING:
    from .planting import Case

Found = Iterator[Document]
NAMED = ("general", "tp", "car", "hosting", "office", "abroad")


def say(case: Case, slot: Slot, form: str, key: str = "") -> Found:
    """Yield the document with a true sentence behind the paragraph of a slot."""
    number, _ = case.document.find(slot)
    paragraph = case.document.paragraphs[number]
    if paragraph.kind != "body":
        return
    said = tuple(case.page.spans(form, key or slot.key))
    if paragraph.text.endswith("。"):
        yield case.document.with_paragraph(
            number, replace(paragraph, spans=(*paragraph.spans, *said))
        )
    elif paragraph.text.endswith("；"):
        return
    else:
        rest = [
            (index, other) for index, other in enumerate(case.document.paragraphs) if index > number
        ]
        for index, other in rest:
            if other.kind != "body":
                return
            if other.text.endswith("。"):
                yield case.document.with_paragraph(index, other, Paragraph(said))
                return


def is_clear(case: Case, key: str) -> bool:
    """Whether no other item has the same name, as 行政运行 has under several 款."""
    kind, _, code = key.partition(":")
    names = [name_of_key(f"item:{other}") for other in case.page.figures.items]
    return kind != "item" or names.count(name_of_key(f"item:{code}")) == 1


def in_other_order(first: str, second: str, form: str) -> Callable[[Case], Found]:
    """Return the counterpart that says two quantities in the other order."""

    def write(case: Case) -> Found:
        for slot in case.slots("a"):
            if slot.key == first:
                yield from say(case, slot, form, second)

    return write


def counted_again(key: str, form: str) -> Callable[[Case], Found]:
    """Return the counterpart that says a count again."""

    def write(case: Case) -> Found:
        for slot in case.slots("k", least="1"):
            if slot.key == key:
                yield from say(case, slot, form)

    return write
