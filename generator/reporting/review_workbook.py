"""Reviews as a workbook: 汇总, 问题 with a column for the reasons to accept, 未核对, 没有审核."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from openpyxl import Workbook
from openpyxl.styles import PatternFill

from generator.base.money import parse_amount
from generator.base.workbooks import save_book
from generator.field import zh
from generator.model.roll import NO_DESK
from generator.reporting.review_marks import order_findings
from generator.reporting.review_summary import department_of, summary_row
from generator.reporting.review_words import (
    NEW,
    NOT_REVIEWED,
    REPLIED,
    Amounts,
    cells_of,
    format_amounts,
    list_unchecked,
    quote_of,
    section_of,
    word_place,
    word_reply,
    word_subject,
)
from generator.reporting.roll_sheets import append_roll
from generator.reporting.spreadsheet import SEVERITY_FILLS, append_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.model.finding import Finding
    from generator.model.reviewed_file import FileSummary, ReviewedFile, SkippedFile
    from generator.model.roll import Desk

Value = str | Decimal
_LEVEL, _REASON = zh.LEVEL, "理由"
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
    _LEVEL: 7,
    "代码": 7,
    "类别": 11,
    "节": 12,
    zh.QUOTATION: 44,
    zh.EXPLANATION: 60,
    zh.STATED: 16,
    zh.EXPECTED: 16,
    "算法": 44,
    "出处": 48,
    zh.CONSEQUENCES: 36,
    "状态": 8,
    _REASON: 36,
}
_UNCHECKED_COLUMNS = {"文件": 30, "没有核对的": 60, zh.REASON: 50}
_SKIPPED_COLUMNS = {"文件": 44, zh.EXPLANATION: 80}
_COUNTS = slice(2, 6)
_ACCEPTED = "已接受"
_REASON_FILL = PatternFill("solid", fgColor="E8F1E4")


class FileRows(NamedTuple):
    """The rows of one file: in 问题 and in 未核对."""

    problems: tuple[tuple[Value, ...], ...]
    unchecked: tuple[tuple[str, str, str], ...]


def list_rows(one: ReviewedFile) -> FileRows:
    """Return what a workbook says of a file besides its summary."""
    unchecked = list_unchecked(one.review, most=None) if one.review else ()
    return FileRows(tuple(_list(one)), tuple((one.name, what, why) for what, why in unchecked))


def format_review_workbook(
    files: Sequence[FileSummary],
    rows: Iterable[FileRows],
    skipped: Sequence[SkippedFile] = (),
    desk: Desk = NO_DESK,
) -> bytes:
    """Return the .xlsx of all reviews; the same reviews give the same bytes.

    `rows` are those of the files in their order; they are gone through twice and not kept. In the
    sheet 问题 the column 理由 is empty, or holds what was accepted before: filled in, the file can
    be given back as the list of accepted findings. Where a list of departments was given, 名单 says
    who has sent; what is wrong with the bureau's own list and data stands in 局里的数据. Where
    replies were given, 反馈 is a column of 问题. Raises OversizedCellError.
    """
    book = Workbook(write_only=True)
    append_table(book.create_sheet("汇总"), _SUMMARY_COLUMNS, map(_summarise, files))
    columns = _COLUMNS if desk.replies is None else {**_COLUMNS, REPLIED: 36}
    problems = (row[: len(columns)] for one in rows for row in one.problems)
    append_table(book.create_sheet(zh.PROBLEM), columns, problems, _colour)
    unchecked = (row for one in rows for row in one.unchecked)
    append_table(book.create_sheet("未核对"), _UNCHECKED_COLUMNS, unchecked)
    if skipped:
        append_table(book.create_sheet(NOT_REVIEWED), _SKIPPED_COLUMNS, skipped)
    append_roll(book, files, desk)
    return save_book(book)


def _colour(column: str, text: str) -> PatternFill | None:
    """Return the fill of a severity, and of the column that is to be filled in."""
    if column == _LEVEL:
        return SEVERITY_FILLS.get(text)
    return _REASON_FILL if column == _REASON else None


def _summarise(one: FileSummary) -> tuple[Value, ...]:
    *texts, _ = summary_row(one)
    counts = (parse_amount(text) if text else "" for text in texts[_COUNTS])
    return (*texts[: _COUNTS.start], *counts, one.told, one.shares, one.basis)


def _list(one: ReviewedFile) -> Iterator[tuple[Value, ...]]:
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
) -> tuple[Value, ...]:
    department = department_of(one)
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
        _as_number(amounts.stated, finding.stated),
        _as_number(amounts.expected, finding.expected),
        finding.formula,
        "；".join(cells),
        "；".join(finding.also),
        *state,
        word_reply(one, finding),
    )


def _as_number(text: str, amount: Decimal | None) -> Value:
    """Return an amount with the decimals of its text; a text that is no amount stays one."""
    if amount is None or not text:
        return text
    try:
        return parse_amount(text)
    except ValueError:
        return text
