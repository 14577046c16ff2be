"""What has changed between two versions of a document, line by line."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from generator.files.docx.passages import read_docx_passages
from generator.model.passage import PassageKind
from generator.tasks.opening import open_sheets

_MOST_LINES = 6000  # lines of a version that are compared
_BETWEEN_CELLS = "　"


class Change(NamedTuple):
    """A line that is another now; `before` is empty where it is new, `after` where it is gone.

    `where` is the heading or the table that it stands under.
    """

    where: str
    before: str
    after: str


class _Line(NamedTuple):
    where: str
    text: str


class Compared(NamedTuple):
    """The lines that differ; `cut` says that the documents are longer than what is compared."""

    changes: tuple[Change, ...]
    cut: bool


_NO_LINE = _Line("", "")


def list_changes(before: bytes, after: bytes) -> Compared:
    """Return the paragraphs and rows of tables in which two Word documents differ, in order.

    A document that cannot be read has no lines.
    """
    old, new = _lines(before), _lines(after)
    cut = max(len(old), len(new)) > _MOST_LINES
    old, new = old[:_MOST_LINES], new[:_MOST_LINES]
    changes: list[Change] = []
    texts = [[line.text for line in lines] for lines in (old, new)]
    for kind, a, b, c, d in SequenceMatcher(None, texts[0], texts[1], autojunk=False).get_opcodes():
        if kind != "equal":
            pairs = zip_longest(old[a:b], new[c:d], fillvalue=_NO_LINE)
            changes += (Change(now.where or was.where, was.text, now.text) for was, now in pairs)
    return Compared(tuple(changes), cut)


def _lines(document: bytes) -> list[_Line]:
    """Return the paragraphs of a document, then the rows of its tables."""
    with TemporaryDirectory() as place:
        path = Path(place) / "document.docx"
        path.write_bytes(document)
        passages, _ = read_docx_passages(path, path.name)
        sheets, _ = open_sheets(path)
    lines: list[_Line] = []
    heading = ""
    for passage in passages:
        if passage.kind is PassageKind.CONTENTS:
            continue
        if passage.kind is PassageKind.HEADING or passage.style:
            heading = passage.text
        lines.append(_Line(heading, passage.text))
    for sheet in sheets:
        title = next((cell for row in sheet.rows[:2] for cell in row if cell), sheet.name)
        for row in sheet.rows:
            text = _BETWEEN_CELLS.join(filter(None, row))
            if text:
                lines.append(_Line(title, text))
    return lines
