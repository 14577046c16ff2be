"""Reads the text of a submitted Word document (.docx) as passages: what its reader sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.base.codes import L02
from generator.base.severity import Severity
from generator.files.docx.asides import Beside, read_beside
from generator.files.docx.package import open_package
from generator.files.docx.parts import load_parts
from generator.files.docx.story import open_story
from generator.model.finding import Finding, finding
from generator.model.passage_kind import mark_contents
from generator.model.place import Place
from generator.model.sheet import unreadable

if TYPE_CHECKING:
    import zipfile
    from pathlib import Path

    from generator.files.docx.parts import SubmissionParts
    from generator.model.passage import Passage

_EMBEDDED = "文件嵌入了另一个文档，其中的文字没有读到；请在 Word 中展开后另存"


class WordText(NamedTuple):
    """The paragraphs of a document, what could not be read of them, and what stands beside."""

    passages: tuple[Passage, ...] = ()
    findings: tuple[Finding, ...] = ()
    beside: Beside = Beside()


def read_docx_text(path: Path, name: str) -> WordText:
    """Return the paragraphs outside the tables and what stands beside them, of one reading.

    `name` is the file's name as findings print it.
    """
    found, findings = open_package(path, name, _read_all)
    if found is None:
        return WordText(findings=findings)
    parts, beside = found
    return WordText(*_passages_of(parts, name), beside)


def _read_all(archive: zipfile.ZipFile) -> tuple[SubmissionParts, Beside]:
    parts = load_parts(archive)
    return parts, read_beside(archive, parts)


def read_docx_passages(path: Path, name: str) -> tuple[tuple[Passage, ...], tuple[Finding, ...]]:
    """Return the paragraphs outside the tables, and what could not be read.

    Pending revisions are read as accepted; of fields the result. Footnotes, endnotes and text
    boxes follow the paragraph they hang on. Headers, footers and comments are left out. `name` is
    the file's name as findings print it.
    """
    parts, findings = open_package(path, name, load_parts)
    return ((), findings) if parts is None else _passages_of(parts, name)


def _passages_of(
    parts: SubmissionParts, name: str
) -> tuple[tuple[Passage, ...], tuple[Finding, ...]]:
    passages = mark_contents([paragraph.passage for paragraph in open_story(parts).read()])
    embedded = parts.document.find(".//{*}altChunk") is not None
    if embedded:
        warning = finding(L02, f"{name} {_EMBEDDED}", Place(name), severity=Severity.WARNING)
        return passages, (warning,)
    if not passages:
        return (), (unreadable(name, "这个 Word 文件中没有文字（可能只有图像）"),)
    return passages, ()
