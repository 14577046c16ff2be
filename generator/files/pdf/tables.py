"""Reads the tables of a submitted PDF file as printed sheets (the extra [pdf])."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.base.codes import L02, L14
from generator.base.labels import squash
from generator.base.severity import Severity
from generator.files.docx.rest import stray_rows, unplaced_parts
from generator.files.pdf.opening import missing_library, open_file, read_bytes
from generator.files.pdf.overprint import OVERPRINTED
from generator.files.pdf.survey import MOST_PAGES, is_in_margin, survey_pages
from generator.files.printed.lines import choose_lines, is_note, is_title
from generator.files.printed.table import FoundTable, join_parts, make_sheet
from generator.model.finding import Finding, finding
from generator.model.place import Place
from generator.model.sheet import unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from generator.base.codes import Code
    from generator.files.pdf.page import PageContent, TextLine
    from generator.files.pdf.survey import Survey
    from generator.model.sheet import Sheet

_PAGE_NUMBER = re.compile(
    r"[-—–－·]*[0-9]{1,4}(?:/[0-9]{1,4})?[-—–－·]*|第[0-9]+页(?:[，,]?共[0-9]+页)?"
)
_BELONGS = re.compile(r"[:：]|公开[0-9]|表(?:（.*）)?$")
_SAME_HEIGHT = 3.0
_LEAST_REPEATS = 2
_SHOWN, _PLACES = 5, 50
_LEAST_RUN, _MOST_LISTED = 3, 20
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
    with open_file(data, name) as (document, findings):
        if document is None:
            return (), findings
        survey = survey_pages(document)
    tables = tuple(_name_tables(join_parts(_collect(survey.read))))
    sheets = tuple(make_sheet(name, table, label) for table, label in tables)
    lines = ((page.number, line.cells) for page in survey.read for line in page.lines)
    said = (
        *_remarks(name, survey, found=bool(sheets)),
        *page_remarks(name, survey),
        *(finding for sheet in sheets for finding in _overprinted_cells(sheet)),
        *unplaced_parts(name, tables),
        *(stray_rows(name, lines) if sheets else ()),
    )
    return tuple(map(_report_overprints, sheets)), said


def _collect(pages: list[PageContent]) -> list[FoundTable]:
    """Return the tables of all pages with the lines that belong to them."""
    running = find_running_lines(pages)
    found: list[FoundTable] = []
    before = 0
    open_end = False  # nothing but blank lines since the table before
    for page in pages:
        lines = [line for line in page.lines if not is_running(line, page, running)]
        open_end = open_end and page.number <= before + 1  # the same: the right half of a sheet
        end = 0.0
        if open_end and lines:
            top = min((table.top for table in page.tables), default=page.height)
            notes, end = _take_notes(lines, 0.0, top)
            found[-1] = replace(found[-1], below=(*found[-1].below, *notes))
        for index, table in enumerate(page.tables):
            bottom = min((other.top for other in page.tables[index + 1 :]), default=page.height)
            above = [line for line in lines if end <= line.middle < table.top]
            notes, end = _take_notes(lines, table.bottom, bottom)
            chosen = choose_lines([line.cells for line in above])
            follows = open_end and len(chosen) == len(above)
            found.append(FoundTable(page.number, page.number, chosen, table.boxes, notes, follows))
            open_end = True
        open_end = open_end and not any(line.middle >= end for line in lines)
        before = page.number
    return found


def find_running_lines(pages: list[PageContent]) -> set[str]:
    """Return the texts that stand at the same height in the margin of several pages."""
    seen = Counter(
        (squash("".join(line.cells)), page.height, round(line.middle / _SAME_HEIGHT))
        for page in pages
        for line in page.lines
        if is_in_margin(line.middle, page.height)
    )
    return {
        text
        for (text, _, _), count in seen.items()
        if count >= _LEAST_REPEATS and not _BELONGS.search(text)
    }


def is_running(line: TextLine, page: PageContent, running: set[str]) -> bool:
    """Whether a line is a running head or a page number."""
    text = squash("".join(line.cells))
    if not is_in_margin(line.middle, page.height):
        return False
    return text in running or bool(_PAGE_NUMBER.fullmatch(text))


def _take_notes(lines: list[TextLine], top: float, bottom: float) -> tuple[tuple[str, ...], float]:
    """Return the notes below a table, wrapped lines joined, and where they end.

    They begin with the first line below `top` (the end of the table, or of its page).
    """
    notes: list[str] = []
    end = top
    for line in (line for line in lines if top <= line.middle < bottom):
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


def _remarks(name: str, survey: Survey, *, found: bool) -> Iterator[Finding]:
    scanned = [page.number for page in survey.read if page.scanned and page.tables]
    if survey.pages > MOST_PAGES:
        yield _remark(name, f"共 {survey.pages} 页，只读了前 {MOST_PAGES} 页")
    if survey.failed:
        yield _remark(name, f"第 {list_pages(survey.failed)} 页无法读取，其中的表格没有读到")
    if scanned:
        yield _remark(name, f"第 {list_pages(scanned)} 页是扫描图像加识别出的文字，请逐数核对", L14)
    if survey.pictures and (survey.has_text or found):
        yield _remark(
            name,
            word_pictures(survey),
            severity=Severity.INFO if found else Severity.WARNING,
        )
    if found:
        return
    if survey.failed:
        yield unreadable(name, "没有读到表格，PDF 文件可能已损坏")
    elif not survey.has_text:
        yield unreadable(
            name, "没有文字（扫描件，或文字已转成图形），无法读数；请用 Word、Excel 或文字版 PDF"
        )
    else:
        yield unreadable(name, "没有找到带表格线的表格；请用 Word、Excel 或 CSV 文件")


def page_remarks(name: str, survey: Survey) -> Iterator[Finding]:
    """Yield what is said, once a file, about two pages on a sheet and marks that were not read."""
    if survey.stopped:
        message = f"第 {survey.stopped} 页起没有读：全部页面上的图形和文字过多；请分成几个文件"
        yield _remark(name, message, severity=Severity.ERROR)
    if survey.spreads:
        message = "有的页面左右并排印着两页，已按先左后右分开读取，请核对"
        yield _remark(name, message, L14, Severity.INFO)
    left_out = [page.left_out for page in survey.read if page.left_out.count]
    if not left_out:
        return
    kinds = (
        "斜排" * any(marks.slanted for marks in left_out),
        "半透明" * any(marks.faint for marks in left_out),
        "平铺" * any(marks.tiled for marks in left_out),
    )
    how = "、".join(filter(None, kinds))
    yield _remark(
        name,
        f"页面上有{how}的水印文字，没有读（“{left_out[0].text}”等）",
        L14,
        Severity.INFO,
    )


def _overprinted_cells(sheet: Sheet) -> Iterator[Finding]:
    """Yield the error for the cells whose figures another text is printed over."""
    cells = [doubt for doubt in sheet.doubts if doubt.why == OVERPRINTED]
    if not cells:
        return
    texts = "”“".join(doubt.text for doubt in cells[:_SHOWN])
    yield finding(
        L14,
        f"{sheet.file} {sheet.name}有 {len(cells)} 格{OVERPRINTED}：“{texts}”"
        f"{'等' if len(cells) > _SHOWN else ''}；请去掉水印重新导出，或对照原文件改正",
        *(sheet.place(doubt.row, doubt.column) for doubt in cells[:_PLACES]),
        severity=Severity.ERROR,
    )


def _report_overprints(sheet: Sheet) -> Sheet:
    """Return the sheet with the overprinted cells known as reported."""
    doubts = (
        doubt._replace(reported=Severity.ERROR) if doubt.why == OVERPRINTED else doubt
        for doubt in sheet.doubts
    )
    return replace(sheet, doubts=tuple(doubts))


def _remark(
    name: str, message: str, code: Code = L02, severity: Severity = Severity.WARNING
) -> Finding:
    return finding(code, f"{name} {message}", Place(name), severity=severity)


def word_pictures(survey: Survey) -> str:
    """Return which pages are pictures: what stands on them is not known."""
    return f"第 {list_pages(survey.pictures)} 页是图像，没有核对；请提交这几页的文字版"


def list_pages(numbers: Iterable[int]) -> str:
    """Return page numbers as a short list, three in a row or more as one (7–9)."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    listed = [
        text
        for run in runs
        for text in ([f"{run[0]}–{run[-1]}"] if len(run) >= _LEAST_RUN else list(map(str, run)))
    ]
    more = f" 等 {sum(map(len, runs))} " if len(listed) > _MOST_LISTED else ""
    return "、".join(listed[:_MOST_LISTED]) + more
