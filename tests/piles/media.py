"""The files in which a text is sent: .txt, .docx with or without the nine tables, .pdf."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from support.portable_writer import write_pdf
from support.submission_writer import docx_with, p, tbl
from support.typesetter import Typesetter

if TYPE_CHECKING:
    from pathlib import Path

    from wordings.document import Document

SUFFIXES = (".docx", ".docx", ".pdf", ".txt")
_TABLES_BEFORE = re.compile(r"第三部分.*说明")
_SLOWER = 4
_PART = "第一部分"
_TITLE = 22.0  # points
_BODY = 3  # the title, the number of the table, the line with the unit


def format_text(document: Document, suffix: str, tables: Path | None = None) -> bytes:
    """Return a text as a file; `tables` is the data folder whose tables a .docx prints, too."""
    if suffix == ".txt":
        return document.render().text.encode()
    if suffix == ".pdf":
        return _format_pdf(document)
    return docx_with("".join(_list_blocks(document, tables)))


def has_room(document: Document) -> bool:
    """Whether a text has the place where a document prints its tables, and no 目录 without them."""
    listed = any(one.kind == "front" and _PART in one.text for one in document.paragraphs)
    return not listed and any(_is_after_tables(one.text, one.kind) for one in document.paragraphs)


def _is_after_tables(text: str, kind: str) -> bool:
    return kind == "head" and _TABLES_BEFORE.fullmatch(text) is not None


def _lines(document: Document) -> list[tuple[str, str]]:
    """Return the paragraphs, each with its kind, as they are printed."""
    printed = document.render().text.removesuffix("\n").split("\n")
    return list(zip(printed, (one.kind for one in document.paragraphs), strict=True))


def _list_blocks(document: Document, tables: Path | None) -> list[str]:
    blocks: list[str] = []
    for text, kind in _lines(document):
        if tables is not None and _is_after_tables(text, kind):
            blocks += _list_tables(tables)
        blocks.append(p(escape(text)))
    return blocks


def _list_tables(folder: Path) -> list[str]:
    blocks = [p("第二部分 部门决算表")]
    for path in sorted(folder.glob("公开0*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        blocks += [p(escape("　　".join(filter(None, row)))) for row in rows[:_BODY]]
        blocks.append(tbl(*("|".join(map(escape, row)) for row in rows[_BODY:])))
    return blocks


def _format_pdf(document: Document) -> bytes:
    setter = Typesetter()
    for text, kind in _lines(document):
        if kind == "front":
            # A title is set as large as it fits between the margins.
            setter.heading(text, min(_TITLE, setter.width * setter.size / len(text)))
        else:
            setter.paragraph(text)
    return write_pdf(setter.pages)


def join_copies(document: Document, copies: int, suffix: str) -> bytes:
    """Return a text so many times over as one file: nobody reads it to the end in time.

    A PDF takes longer to read than other files, and has fewer copies.
    """
    copies = max(1, copies // _SLOWER) if suffix == ".pdf" else copies
    return format_text(replace(document, paragraphs=document.paragraphs * copies), suffix)
