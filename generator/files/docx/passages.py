"""Reads the text of a submitted Word document (.docx) as passages: what its reader sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.codes import L02
from generator.base.severity import Severity
from generator.files.docx.package import open_package
from generator.files.docx.parts import load_parts
from generator.files.docx.story import open_story
from generator.model.finding import Finding, finding
from generator.model.passage_kind import mark_contents
from generator.model.place import Place
from generator.model.sheet import unreadable

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.passage import Passage

_EMBEDDED = "文件嵌入了另一个文档，其中的文字没有读到；请在 Word 中展开后另存"


def read_docx_passages(path: Path, name: str) -> tuple[tuple[Passage, ...], tuple[Finding, ...]]:
    """Return the paragraphs outside the tables, and what could not be read.

    Pending revisions are read as accepted; of fields the result. Footnotes, endnotes and text
    boxes follow the paragraph they hang on. Headers, footers and comments are left out. `name` is
    the file's name as findings print it.
    """
    parts, findings = open_package(path, name, load_parts)
    if parts is None:
        return (), findings
    passages = mark_contents([paragraph.passage for paragraph in open_story(parts).read()])
    embedded = parts.document.find(".//{*}altChunk") is not None
    if embedded:
        warning = finding(L02, f"{name} {_EMBEDDED}", Place(name), severity=Severity.WARNING)
        return passages, (warning,)
    if not passages:
        return (), (unreadable(name, "这个 Word 文件中没有文字（可能只有图像）"),)
    return passages, ()
