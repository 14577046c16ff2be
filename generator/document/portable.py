"""Reads the tables of a submitted PDF file as printed sheets (the extra [pdf])."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

from generator.document.portable_opening import (
    MOST_PAGES,
    Survey,
    missing_library,
    read_bytes,
    survey_pages,
)
from generator.document.portable_page import read_page
from generator.document.submission_table import FoundTable, join_parts, make_sheet
from generator.document.submission_text import choose_lines, is_note, is_title
from generator.labels import squash
from generator.model.finding import Finding, FindingClass, Severity
from generator.model.place import Place
from generator.model.sheet import unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.document.portable_page import PageContent, PageTable, TextLine
    from generator.model.sheet import Sheet

_MOST_RULED_PAGES = 120
_PAGE_NUMBER = re.compile(
    r"[-—–－·]*[0-9]{1,4}(?:/[0-9]{1,4})?[-—–－·]*|第[0-9]+页(?:[，,]?共[0-9]+页)?"
)
_BELONGS = re.compile(r"[:：]|公开[0-9]|表(?:（.*）)?$")
_MARGIN = 0.12  # of the height, above and below, where running heads stand
_SAME_HEIGHT = 3.0
_LEAST_REPEATS = 2
_LINE_STEP = 2.2  # of the size, from one line of a note to the next


def read_pdf(path: Path, name: str) -> tuple[tuple[Sheet, ...], tuple[Finding, ...]]:
    """Return the ruled tables of a PDF file as sheets, and what could not be read.

    `name` is the file's name as findings print it. A table over several pages is one sheet.
    """
    missing = missing_library(name)
    if missing:
        return (), missing
    data, findings = read_bytes(path, name)
    if data is None:
        return (), findings
    survey, findings = survey_pages(data, name)
    if survey is None:
        return (), findings
    with _quiet_library():
        pages, failed = _read_pages(data, survey)
    tables = join_parts(_collect(pages))
    scanned = [page.number for page in pages if page.scanned and page.tables]
    sheets = tuple(make_sheet(name, table, label) for table, label in _name_tables(tables))
    return sheets, tuple(_remarks(name, survey, failed, scanned, found=bool(sheets)))


@contextmanager
def _quiet_library() -> Iterator[None]:
    """Keep pdfminer from writing about odd fonts and colours on the screen."""
    logger = logging.getLogger("pdfminer")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def _read_pages(data: bytes, survey: Survey) -> tuple[list[PageContent], list[int]]:
    """Return the pages with ruled lines, and the numbers of those that could not be read."""
    import pdfplumber  # noqa: PLC0415 - an extra

    numbers = survey.ruled[:_MOST_RULED_PAGES]
    pages: list[PageContent] = []
    failed: list[int] = list(survey.ruled[_MOST_RULED_PAGES:])
    if not numbers:
        return pages, failed
    try:
        with pdfplumber.open(io.BytesIO(data), pages=list(numbers)) as document:
            for page in document.pages:
                number = int(page.page_number)
                try:
                    content = read_page(page, number, survey.texts[number])
                except Exception:  # noqa: BLE001 - pdfminer raises anything on a damaged page
                    content = None
                page.close()
                if content is None:
                    failed.append(number)
                else:
                    pages.append(content)
    except Exception:  # noqa: BLE001 - the same on a damaged file
        read = {page.number for page in pages}
        failed = [number for number in survey.ruled if number not in read]
    return pages, sorted(failed)


def _collect(pages: list[PageContent]) -> Iterator[FoundTable]:
    """Yield the tables of all pages with the lines that belong to them."""
    running = _running_lines(pages)
    before = 0
    open_end = False  # nothing but blank lines since the table before
    for page in pages:
        lines = [line for line in page.lines if not _is_running(line, page, running)]
        open_end = open_end and page.number == before + 1
        end = 0.0
        for index, table in enumerate(page.tables):
            following = [other.top for other in page.tables[index + 1 :]]
            above = [line for line in lines if end <= line.middle < table.top]
            below = [
                line
                for line in lines
                if table.bottom <= line.middle < min(following, default=page.height)
            ]
            notes, end = _take_notes(below, table)
            chosen = choose_lines([line.cells for line in above])
            follows = open_end and len(chosen) == len(above)
            yield FoundTable(page.number, page.number, chosen, table.boxes, notes, follows)
            open_end = True
        rest = [line for line in lines if line.middle >= end]
        open_end = open_end and not rest
        before = page.number


def _running_lines(pages: list[PageContent]) -> set[str]:
    """Return the texts that stand at the same height in the margin of several pages."""
    seen = Counter(
        (squash("".join(line.cells)), page.height, round(line.middle / _SAME_HEIGHT))
        for page in pages
        for line in page.lines
        if _in_margin(line, page)
    )
    return {
        text
        for (text, _, _), count in seen.items()
        if count >= _LEAST_REPEATS and not _BELONGS.search(text)
    }


def _in_margin(line: TextLine, page: PageContent) -> bool:
    return not page.height * _MARGIN <= line.middle <= page.height * (1 - _MARGIN)


def _is_running(line: TextLine, page: PageContent, running: set[str]) -> bool:
    text = squash("".join(line.cells))
    if not _in_margin(line, page):
        return False
    return text in running or bool(_PAGE_NUMBER.fullmatch(text))


def _take_notes(lines: list[TextLine], table: PageTable) -> tuple[tuple[str, ...], float]:
    """Return the notes below a table, wrapped lines joined, and where they end."""
    notes: list[str] = []
    end = table.bottom
    for line in lines:
        text = " ".join(line.cells)
        if is_note(text):
            notes.append(text)
        elif notes and line.middle - end <= _LINE_STEP * line.size and not is_title(line.cells):
            notes[-1] += text
        else:
            break
        end = line.middle
    return tuple(notes), end + 1.0 if notes else end


def _name_tables(tables: list[FoundTable]) -> Iterator[tuple[FoundTable, str]]:
    """Yield every table with its pages; two that begin on one page are numbered."""
    first_pages = Counter(table.first for table in tables)
    numbers: Counter[int] = Counter()
    for table in tables:
        numbers[table.first] += 1
        several = first_pages[table.first] > 1
        pages = f"{table.first}" if table.first == table.last else f"{table.first}-{table.last}"
        yield table, f"第{pages}页" + (f"第{numbers[table.first]}个表格" if several else "")


def _remarks(
    name: str, survey: Survey, failed: list[int], scanned: list[int], *, found: bool
) -> Iterator[Finding]:
    if survey.pages > MOST_PAGES:
        yield _remark(name, f"共 {survey.pages} 页，只读了前 {MOST_PAGES} 页")
    if failed:
        yield _remark(name, f"第 {_list_pages(failed)} 页无法读取，其中的表格没有读到")
    if scanned:
        yield _remark(
            name, f"第 {_list_pages(scanned)} 页是扫描图像加识别出的文字，请逐数核对", "L14"
        )
    if survey.pictures and (survey.has_text or found):
        yield _remark(
            name,
            f"第 {_list_pages(survey.pictures)} 页是图像，没有文字，其中如有表格没有读到",
            severity=Severity.INFO if found else Severity.WARNING,
        )
    if found:
        return
    if failed:
        yield unreadable(name, "没有读到表格，PDF 文件可能已损坏")
    elif not survey.has_text:
        yield unreadable(
            name, "没有文字（扫描件，或文字已转成图形），无法读数；请用 Word、Excel 或文字版 PDF"
        )
    else:
        yield unreadable(name, "没有找到带表格线的表格；请用 Word、Excel 或 CSV 文件")


def _remark(
    name: str, message: str, code: str = "L02", severity: Severity = Severity.WARNING
) -> Finding:
    return Finding(code, FindingClass.EXTRACTION, severity, f"{name} {message}", (Place(name),))


def _list_pages(numbers: list[int] | tuple[int, ...]) -> str:
    """Return page numbers as a short list."""
    shown = "、".join(map(str, numbers[:8]))
    return f"{shown} 等 {len(numbers)} " if len(numbers) > len(numbers[:8]) else shown
