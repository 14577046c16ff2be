"""Reviews as a workbook: 汇总, 问题 with a column for the reasons to accept, 未核对."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import PatternFill

from generator.base.workbooks import save_book
from generator.field import zh
from generator.model.roll import NO_DESK
from generator.reporting.review_marks import order_findings
from generator.reporting.review_screen import summary_row
from generator.reporting.review_words import (
    NEW,
    Amounts,
    cells_of,
    format_amounts,
    list_unchecked,
    quote_of,
    section_of,
    word_basis,
    word_place,
    word_review_verdict,
    word_subject,
)
from generator.reporting.roll_sheets import write_roll
from generator.reporting.spreadsheet import SEVERITY_FILLS, write_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from generator.model.finding import Finding
    from generator.model.reviewed_file import ReviewedFile
    from generator.model.roll import Desk

_SUMMARY_COLUMNS = {
    zh.DEPARTMENT: 34,
    "文件": 40,
    "错误": 7,
    "警告": 7,
    "提示": 7,
    "未核对": 8,
    "结论": 44,
    "已核对": 60,
    "版本与规则": 44,
}
_COLUMNS = {
    "文件": 30,
    zh.DEPARTMENT: 26,
    "级别": 7,
    "代码": 7,
    "类别": 11,
    "节": 12,
    "原文": 44,
    zh.EXPLANATION: 60,
    "现为": 16,
    "应为": 16,
    "算法": 44,
    "出处": 48,
    "连带": 36,
    "状态": 8,
    "理由": 36,
}
_UNCHECKED_COLUMNS = {"文件": 30, "没有核对的": 60, zh.REASON: 50}
_COUNTS = range(3, 7)
_ACCEPTED = "已接受"
_REASON_FILL = PatternFill("solid", fgColor="E8F1E4")


def format_review_workbook(files: Sequence[ReviewedFile], desk: Desk = NO_DESK) -> bytes:
    """Return the .xlsx of all reviews; the same reviews give the same bytes.

    Where a list of departments was given, the sheet 名单 says who has sent; what is wrong with the
    bureau's own list and data stands in 局里的数据.

    In the sheet 问题 the column 理由 is empty, or holds what was accepted before: filled in, the
    file can be given back as the list of accepted findings.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "汇总"
    write_table(sheet, _SUMMARY_COLUMNS, map(_summarise, files))
    for row in sheet.iter_rows(min_row=2, min_col=_COUNTS[0], max_col=_COUNTS[-1]):
        for cell in row:
            if isinstance(cell.value, str) and cell.value:
                cell.value = int(cell.value)
    problems = book.create_sheet("问题")
    write_table(problems, _COLUMNS, (row for one in files for row in _list(one)))
    _colour(problems)
    write_table(
        book.create_sheet("未核对"),
        _UNCHECKED_COLUMNS,
        (
            (one.name, what, why)
            for one in files
            if one.review
            for what, why in list_unchecked(one.review, most=None)
        ),
    )
    write_roll(book, files, desk)
    return save_book(book)


def _colour(sheet: Worksheet) -> None:
    """Colour the severities, and the column that is to be filled in."""
    names = list(_COLUMNS)
    level, reason = names.index("级别") + 1, names.index("理由") + 1
    for row in range(2, sheet.max_row + 1):
        cell = sheet.cell(row, level)
        cell.fill = SEVERITY_FILLS.get(str(cell.value), PatternFill())
        sheet.cell(row, reason).fill = _REASON_FILL


def _summarise(one: ReviewedFile) -> tuple[str, ...]:
    verdict = word_review_verdict(one)
    shares = one.review.shares if one.review else ""
    return (*summary_row(one)[:-1], verdict, shares, word_basis(one.review))


def _list(one: ReviewedFile) -> Iterator[tuple[str, ...]]:
    """Yield the findings, then those that were accepted before, with the reason."""
    review = one.review
    if review is None:
        return
    replacements = {mark.finding: mark.replacement for mark in review.marks}
    for finding in order_findings(review):
        amounts = format_amounts(finding, replacements.get(finding))
        yield _row(one, finding, amounts, (NEW if one.is_new(finding) else "", ""))
    for finding, reason in review.accepted.items():
        yield _row(one, finding, format_amounts(finding), (_ACCEPTED, reason))


def _row(
    one: ReviewedFile, finding: Finding, amounts: Amounts, state: tuple[str, str]
) -> tuple[str, ...]:
    department = summary_row(one)[0]
    cells = dict.fromkeys(word_place(place, one.path.name) for place in cells_of(finding))
    return (
        one.name,
        department,
        finding.severity.label,
        finding.code,
        finding.finding_class.label,
        section_of(finding) or (finding.places[0].table if finding.places else ""),
        quote_of(finding) or word_subject(finding),
        finding.message,
        amounts.stated,
        amounts.expected,
        finding.formula,
        "；".join(cells),
        "；".join(finding.also),
        *state,
    )
