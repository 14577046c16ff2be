"""Reads the text of a submitted PDF file as passages: its paragraphs outside the ruled tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.codes import L02, L14
from generator.base.severity import Severity
from generator.files.pdf.opening import missing_library, open_file, read_bytes
from generator.files.pdf.paragraphs import join_lines_of
from generator.files.pdf.survey import MOST_PAGES, survey_pages
from generator.files.pdf.tables import list_pages, page_remarks, word_pictures
from generator.model.finding import Finding, finding
from generator.model.passage import Passage, PassageKind
from generator.model.passage_kind import classify, mark_contents
from generator.model.place import Place
from generator.model.sheet import unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from generator.base.codes import Code
    from generator.files.pdf.page import PageContent
    from generator.files.pdf.survey import Survey


def read_pdf_passages(path: Path, name: str) -> tuple[tuple[Passage, ...], tuple[Finding, ...]]:
    """Return the paragraphs outside the ruled tables, and what could not be read.

    Running heads and page numbers are left out, broken lines joined. `name` is the file's name as
    findings print it.
    """
    missing = missing_library(name)
    if missing:
        return (), missing
    data, findings = read_bytes(path, name)
    if data is None:
        return (), findings
    with open_file(data, name) as (document, findings):
        if document is None:
            return (), findings
        survey = survey_pages(document, every_page=True)
    passages = mark_contents(tuple(_read_passages(survey.read)))
    said = (*_remarks(name, survey, found=bool(passages)), *page_remarks(name, survey))
    return passages, said


def _read_passages(pages: Sequence[PageContent]) -> Iterator[Passage]:
    for number, paragraph in enumerate(join_lines_of(pages), start=1):
        kind = classify(paragraph.text)
        if paragraph.is_row and kind is not PassageKind.CAPTION:
            kind = PassageKind.ROW
        yield Passage(paragraph.text, number, paragraph.page, "", kind, f"page:{number}")


def _remarks(name: str, survey: Survey, *, found: bool) -> Iterator[Finding]:
    scanned = [page.number for page in survey.read if page.scanned]
    if survey.pages > MOST_PAGES:
        yield _remark(name, f"共 {survey.pages} 页，只读了前 {MOST_PAGES} 页的文字")
    if survey.failed:
        yield _remark(name, f"第 {list_pages(survey.failed)} 页无法读取，其中的文字没有读到")
    if scanned:
        yield _remark(
            name, f"第 {list_pages(scanned)} 页的文字是从扫描图像识别出来的，可能有误", L14
        )
    overprinted = [page.number for page in survey.read if page.overprinted]
    if overprinted:
        message = "页有文字叠印（多半是水印），其中的字和数可能读错，请对照原文件"
        yield _remark(name, f"第 {list_pages(overprinted)} {message}", L14)
    if survey.pictures and found:
        yield _remark(name, word_pictures(survey))
    if not found:
        yield unreadable(
            name, "没有文字（扫描件，或文字已转成图形），无法审核；请用 Word 或文字版 PDF"
        )


def _remark(name: str, message: str, code: Code = L02) -> Finding:
    return finding(code, f"{name} {message}", Place(name), severity=Severity.WARNING)
