"""What has changed between two versions of a document, and the letter that says so."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from generator.files.docx.passages import read_docx_passages
from generator.model.block import Paragraph, Role, Span
from generator.model.passage import PassageKind
from generator.tasks.department import open_reference
from generator.tasks.opening import open_sheets
from generator.word.word import render_alone

_MOST_LINES = 6000  # lines of a version that are compared
_BETWEEN_CELLS = "　"


class Change(NamedTuple):
    """A line that is another now; `before` is empty where it is new, `after` where it is gone.

    `where` is the heading or the table that it stands under.
    """

    where: str
    before: str
    after: str


def write_letter(compared: Compared, document: str, department: str) -> bytes:
    """Return as Word what has changed in a document (修改说明), to go with its new version."""
    blocks: list[Paragraph] = [_paragraph(Role.TABLE_TITLE, f"《{document}》修改说明")]
    where = ""
    for number, one in enumerate(compared.changes, start=1):
        if one.where != where:
            where = one.where
            blocks.append(_paragraph(Role.HEADING, where))
        what = "修改" if one.before and one.after else "增加" if one.after else "删去"
        blocks.append(_paragraph(Role.BODY, f"{number}. {what}。"))
        texts = (("原为：", one.before), ("现为：", one.after))
        blocks += (_paragraph(Role.BODY, f"{head}{text}") for head, text in texts if text)
    if compared.cut:
        blocks.append(_paragraph(Role.BODY, "文件太长，后面的没有比较。"))
    return render_alone(blocks, f"{document}修改说明", department, open_reference(None))


def _paragraph(role: Role, text: str) -> Paragraph:
    return Paragraph(role, (Span(text),))


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
