"""Reviews as a workbook: 汇总, 问题 with a column for the reasons to accept, 未核对, 没有审核."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from openpyxl import Workbook
from openpyxl.styles import PatternFill

from generator.base.labels import squash
from generator.base.money import parse_amount
from generator.base.workbooks import save_book
from generator.field import zh
from generator.model.roll import NO_DESK
from generator.model.rounds import Acceptance
from generator.reporting.checklist import append_rows, list_cells
from generator.reporting.columns import CODE, FILE, KIND, UNCHECKED
from generator.reporting.coverage import word_unchecked
from generator.reporting.duty_words import CHECKLIST, list_file_duties
from generator.reporting.record_sheet import append_record
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
from generator.reporting.round_sheets import RoundRows, append_rounds, list_round_rows
from generator.reporting.round_words import (
    ACCEPTED_BY,
    ACCEPTED_UNTIL,
    CONFIRMED_BY,
    CONFIRMED_ON,
    DIGEST,
    FACT,
    ROUND_STATE,
    UNCHECKED_WHAT,
    state_of,
    word_rounds,
)
from generator.reporting.spreadsheet import SEVERITY_FILLS, append_table
from generator.reporting.survey_sheets import append_survey

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.model.finding import Finding
    from generator.model.reviewed_file import FileSummary, ReviewedFile, SkippedFile
    from generator.model.roll import Desk

Value = str | Decimal
_REASON = "理由"
_SUMMARY_COLUMNS = {
    zh.DEPARTMENT: 34,
    FILE: 40,
    "错误": 7,
    "警告": 7,
    "提示": 7,
    UNCHECKED: 8,
    "结论": 44,
    "已核对": 60,
    "版本与规则": 44,
}
_COLUMNS = {
    FILE: 30,
    zh.DEPARTMENT: 26,
    zh.LEVEL: 7,
    CODE: 7,
    KIND: 11,
    "节": 12,
    zh.QUOTATION: 44,
    zh.EXPLANATION: 60,
    zh.STATED: 16,
    zh.EXPECTED: 16,
    "算法": 44,
    "出处": 48,
    zh.CONSEQUENCES: 36,
    "状态": 8,
    ROUND_STATE: 20,
    FACT: 30,
    _REASON: 36,
    ACCEPTED_BY: 10,
    ACCEPTED_UNTIL: 13,
}
_UNCHECKED_COLUMNS = {
    FILE: 30,
    zh.DEPARTMENT: 26,
    UNCHECKED_WHAT: 60,
    zh.REASON: 50,
    CONFIRMED_BY: 10,
    CONFIRMED_ON: 13,
    DIGEST: 20,
}
_FILLED_IN = frozenset({_REASON, ACCEPTED_BY, ACCEPTED_UNTIL, CONFIRMED_BY, CONFIRMED_ON})
_SKIPPED_COLUMNS = {FILE: 44, zh.EXPLANATION: 80}
_COUNTS = slice(2, 6)
_SINCE = "与上一轮相比"
_ACCEPTED = "已接受"
_NOT_ACCEPTED = Acceptance("")
_REASON_FILL = PatternFill("solid", fgColor="E8F1E4")


# What the rows of the two sheets hold, in their order.
PROBLEM_COLUMNS = (*_COLUMNS, REPLIED)
UNCHECKED_COLUMNS = tuple(_UNCHECKED_COLUMNS)
SECTION, REASON = "节", _REASON


class FileRows(NamedTuple):
    """The rows of one file: in 问题, in 未核对, about the round before, in 检查表."""

    problems: tuple[tuple[Value, ...], ...]
    unchecked: tuple[tuple[str, ...], ...]
    rounds: RoundRows = RoundRows()
    duties: tuple[tuple[str, ...], ...] = ()


def list_rows(one: ReviewedFile) -> FileRows:
    """Return what a workbook says of a file besides its summary."""
    duties = list_cells(list_file_duties(one))
    return FileRows(tuple(_list(one)), tuple(_list_unchecked(one)), list_round_rows(one), duties)


def _list_unchecked(one: ReviewedFile) -> Iterator[tuple[str, ...]]:
    """Yield what is unchecked, with who has confirmed it, and of which file that would be said."""
    signed = {squash(said.what): said for said in one.confirmed}
    found = list_unchecked(one.review, most=None) if one.review else ()
    for what, why in map(word_unchecked, found):
        said = signed.get(squash(what))
        by = (said.who, said.day) if said else ("", "")
        yield (one.name, department_of(one), what, why, *by, one.digest)


def format_review_workbook(
    files: Sequence[FileSummary],
    rows: Iterable[FileRows],
    skipped: Sequence[SkippedFile] = (),
    desk: Desk = NO_DESK,
    records: Iterable[bytes] = (),
) -> bytes:
    """Return the .xlsx of all reviews; the same reviews give the same bytes.

    `rows` are those of the files in their order; they are gone through again for each sheet and
    not kept. In the sheet 问题 the column 理由 is empty, or holds what was accepted before, in
    未核对 the column 确认人: filled in, the file can be given back as the list of what was accepted
    and confirmed. `records` are the JSON of the files for the next round, in a hidden sheet. Where
    a list of departments was given, 名单 says who has sent; what is wrong with the bureau's own
    list and data stands in 局里的数据. Where replies were given, 反馈 is a column of 问题. 检查表
    has the duties of each file. Raises OversizedCellError.
    """
    book = Workbook(write_only=True)
    has_rounds = any(one.rounds for one in files)
    heads = {**_SUMMARY_COLUMNS, _SINCE: 44} if has_rounds else _SUMMARY_COLUMNS
    told = ((*_summarise(one), word_rounds(one.rounds))[: len(heads)] for one in files)
    append_table(book.create_sheet("汇总"), heads, told)
    columns = _COLUMNS if desk.replies is None else {**_COLUMNS, REPLIED: 36}
    problems = (row[: len(columns)] for one in rows for row in one.problems)
    append_table(book.create_sheet(zh.PROBLEM), columns, problems, _colour)
    unchecked = (row for one in rows for row in one.unchecked)
    append_table(book.create_sheet(UNCHECKED), _UNCHECKED_COLUMNS, unchecked)
    append_rows(book, CHECKLIST, (row for one in rows for row in one.duties))
    if any(one.rounds for one in files):
        append_rounds(book, _RoundRows(rows), desk.rounds)
    if skipped:
        append_table(book.create_sheet(NOT_REVIEWED), _SKIPPED_COLUMNS, skipped)
    append_roll(book, files, desk)
    append_survey(book, desk.survey)
    append_record(book, records)
    return save_book(book)


class _RoundRows:
    """The rows about the round before, gone through as often as needed."""

    def __init__(self, rows: Iterable[FileRows]) -> None:
        self._rows = rows

    def __iter__(self) -> Iterator[RoundRows]:
        return (one.rounds for one in self._rows)


def _colour(column: str, text: str) -> PatternFill | None:
    """Return the fill of a severity, and of the column that is to be filled in."""
    if column == zh.LEVEL:
        return SEVERITY_FILLS.get(text)
    return _REASON_FILL if column in _FILLED_IN else None


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
        yield _row(one, finding, amounts, NEW if one.is_new(finding) else "")
    for finding in review.accepted:
        yield _row(one, finding, format_amounts(finding), _ACCEPTED)


def identify(one: ReviewedFile, finding: Finding) -> tuple[str, str, str, str, str]:
    """Return what a row of the list of accepted findings is known by.

    Code, section, quotation, explanation, and what the statement is about.
    """
    fact = one.kept.noted[finding].fact if one.kept else None
    return (
        finding.code,
        section_of(finding) or (finding.places[0].table if finding.places else ""),
        quote_of(finding) or word_subject(finding),
        finding.message,
        fact.wording if fact else "",
    )


def _row(one: ReviewedFile, finding: Finding, amounts: Amounts, state: str) -> tuple[Value, ...]:
    code, section, quote, message, fact = identify(one, finding)
    department = department_of(one)
    cells = dict.fromkeys(word_place(place, one.path.name) for place in cells_of(finding))
    return (
        one.name,
        department,
        finding.severity.label,
        code,
        finding.finding_class.label,
        section,
        quote,
        message,
        _as_number(amounts.stated, finding.stated),
        _as_number(amounts.expected, finding.expected),
        finding.formula,
        "；".join(cells),
        "；".join(finding.also),
        state,
        state_of(one, finding),
        fact,
        *one.acceptances.get(finding, _NOT_ACCEPTED),
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
