"""A draft that somebody edited in Word: its paragraphs as they read with all changes accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.files.docx.characters import block_text
from generator.files.docx.markup import group_blocks, local_name
from generator.files.docx.package import open_document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml import etree

    from generator.model.finding import Finding


class DraftParagraph(NamedTuple):
    """A paragraph outside tables, as it reads; `number` is its 1-based place in the file."""

    text: str
    number: int


def read_draft(path: Path, name: str) -> tuple[tuple[DraftParagraph, ...], tuple[Finding, ...]]:
    """Return the paragraphs of a .docx outside its tables, or the finding that says why not."""
    root, findings = open_document(path, name)
    body = root.find("{*}body") if root is not None else None
    return (() if body is None else tuple(_paragraphs(body))), findings


def _paragraphs(body: etree._Element) -> Iterator[DraftParagraph]:
    """Yield the paragraphs; one whose end was deleted runs on into the next."""
    number = 1
    for block in group_blocks(body):
        if local_name(block[0]) == "p":
            yield DraftParagraph(block_text(block), number)
            number += len(block)
