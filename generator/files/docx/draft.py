"""A draft that somebody edited in Word: its paragraphs as they read with all changes accepted."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, NamedTuple

from generator.base.unpacking import UnpackingError
from generator.files.docx.opening import UNREADABLE, open_word
from generator.model.sheet import unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docx.oxml.xmlchemy import BaseOxmlElement
    from lxml.etree import _Element

    from generator.model.finding import Finding

MAX_UNPACKED = 200_000_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What is not there any more once all changes are accepted, and what is no text of the paragraph.
_LEFT_OUT = frozenset(
    f"{_W}{name}"
    for name in ("del", "moveFrom", "instrText", "delText", "drawing", "pict", "object", "rPr")
)
_BREAKS = frozenset(f"{_W}{name}" for name in ("br", "cr"))
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"


class DraftParagraph(NamedTuple):
    """A paragraph outside tables, as it reads; `number` is its 1-based place in the file."""

    text: str
    number: int


def read_draft(path: Path, name: str) -> tuple[tuple[DraftParagraph, ...], tuple[Finding, ...]]:
    """Return the paragraphs of a .docx outside its tables, or the finding that says why not."""
    try:
        document = open_word(path, MAX_UNPACKED)
    except UnpackingError as error:
        return (), (unreadable(name, f"{error}（不像一份草稿）"),)
    except (*UNREADABLE, zipfile.LargeZipFile, EOFError, NotImplementedError, RuntimeError):
        hint = "不是 .docx 文件、已加密或已损坏；请在 Word/WPS 中另存为 .docx"
        return (), (unreadable(name, hint),)
    return tuple(_paragraphs(document.element.body)), ()


def _paragraphs(body: BaseOxmlElement) -> Iterator[DraftParagraph]:
    """Yield the paragraphs; one whose end was deleted runs on into the next."""
    pending, first = "", 0
    for number, element in enumerate(_paragraph_elements(body), start=1):
        text = pending + "".join(_texts(element))
        first = first or number
        if _end_is_deleted(element):
            pending = text
            continue
        yield DraftParagraph(text, first)
        pending, first = "", 0
    if pending:
        yield DraftParagraph(pending, first)


def _paragraph_elements(element: _Element) -> Iterator[_Element]:
    """Yield the paragraphs in order, also those in content controls; tables are passed over."""
    for child in element:
        if child.tag == f"{_W}p":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
            yield from _paragraph_elements(child)


def _end_is_deleted(element: _Element) -> bool:
    path = f"{_W}pPr/{_W}rPr/"
    return any(element.find(f"{path}{_W}{name}") is not None for name in ("del", "moveFrom"))


def _texts(element: _Element) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag == f"{_W}tab":
            yield "\t"
        elif child.tag in _BREAKS:
            yield "\n"
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif child.tag not in _LEFT_OUT and child.tag not in (_ALTERNATIVES, f"{_W}pPr"):
            yield from _texts(child)
