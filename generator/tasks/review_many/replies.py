"""Replies of departments (--replies): read from the returned forms, matched with findings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from generator.base.codes import L02, L03, L04, L06, L08, L09, L14
from generator.base.errors import FolderMissingError, GeneratorError
from generator.base.labels import key_of, squash
from generator.base.severity import FindingClass, Severity
from generator.field import zh
from generator.field.data_folder import is_left_about
from generator.model.finding import finding
from generator.model.place import Place
from generator.model.reply import (
    ANSWER,
    NOTE,
    NUMBER,
    PROBLEM,
    QUOTE,
    REQUEST,
    SHEET,
    Answer,
    Replies,
    Reply,
)
from generator.reading.lists import ListLayout, read_records
from generator.reporting.letter_words import list_remarks
from generator.reporting.plain_words import say_to_department
from generator.reporting.review_summary import department_of
from generator.reporting.review_words import quote_of
from generator.tasks.opening import is_workbook, open_sheets
from generator.tasks.review_many.authorities import AUTHORITIES
from generator.tasks.review_many.naming import NO_NAMES, nearest_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from generator.model.finding import Finding
    from generator.model.letter import Remark
    from generator.model.records import Record
    from generator.model.reviewed_file import FileSummary, ReviewedFile
    from generator.model.sheet import Sheet
    from generator.tasks.review_many.naming import Names

_LAYOUT = ListLayout(SHEET, (PROBLEM, ANSWER), (NUMBER, QUOTE, REQUEST, NOTE))
FORM_END = f"-{SHEET}"
_HEAD_ROWS = 6
_MOST_ROWS, _SHOWN = 8, 24
_ANSWERS = {squash(answer.value): answer for answer in Answer}
_LETTERS = frozenset({".docx", ".pdf", ".jpg", ".jpeg", ".png"})


class ReadReplies(NamedTuple):
    """The replies of all returned forms, and what is wrong with the forms."""

    replies: tuple[Reply, ...]
    findings: tuple[Finding, ...]


def read_replies(path: Path, names: Names = NO_NAMES) -> ReadReplies:
    """Return the replies of a form, or of every form of a folder. Raises FolderMissingError.

    `names` are those of the list of departments.
    """
    if not path.exists():
        raise FolderMissingError(path)
    files = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
    replies: list[Reply] = []
    findings: list[Finding] = []
    for file in files:
        label = file.relative_to(path).as_posix() if path.is_dir() else file.name
        if is_left_about(file.name) or (path.is_dir() and file.suffix.lower() in _LETTERS):
            continue  # the letters themselves, signed or not, stand beside the forms
        _read_form(file, label, replies, findings)
    known = tuple(reply._replace(keys=_keys_of(reply.department, names)) for reply in replies)
    return ReadReplies(known, tuple(findings))


def _keys_of(department: str, names: Names) -> frozenset[str]:
    listed = names.exact(department)
    return frozenset(map(key_of, (department, *(listed.names if listed else ()))))


def is_filled(path: Path) -> bool:
    """Whether a form holds an answer or a note; a file that is none holds something else."""
    found = read_replies(path)
    return bool(found.replies) or any(one.code != L03.code for one in found.findings)


def _read_form(file: Path, label: str, replies: list[Reply], findings: list[Finding]) -> None:
    if not is_workbook(file) and file.suffix.lower() != ".csv":
        findings.append(finding(L03, f"{label} 不是反馈表，没有使用", Place(label)))
        return
    try:
        sheets, problems = open_sheets(file, label)
    except GeneratorError as error:
        findings.append(finding(L02, f"{label}：{error}", Place(label)))
        return
    findings += problems
    fitting = [(sheet, *read_records(sheet, _LAYOUT)) for sheet in sheets if any(sheet.rows)]
    used = [row for row in fitting if all(one.code != L08.code for one in row[2])]
    if not used:
        columns = "、".join((*_LAYOUT.required, *_LAYOUT.optional))
        message = f"{label} 不是反馈表，没有使用；反馈表的列是{columns}"
        findings.append(finding(L08, message, Place(label), kind=FindingClass.EXTRACTION))
    for sheet, records, found in used:
        findings += found
        department = _department_of(sheet, file, label, findings)
        for record in records:
            reply = _read_reply(record, department, len(replies), findings)
            if reply is not None:
                replies.append(reply)


def _department_of(sheet: Sheet, file: Path, label: str, findings: list[Finding]) -> str:
    """Return the department that a form names above its table, else that of the file's name."""
    for row in sheet.rows[:_HEAD_ROWS]:
        for at, text in enumerate(row):
            if key_of(text) == zh.DEPARTMENT_NAME:
                name = next((other.strip() for other in row[at + 1 :] if other.strip()), "")
                if name:
                    return name
    name = file.stem.removesuffix(FORM_END)
    message = f"{label} 中没有{zh.DEPARTMENT_NAME}，按文件名认作“{name}”，请核对"
    findings.append(finding(L14, message, Place(label)))
    return name


def _read_reply(
    record: Record, department: str, identity: int, findings: list[Finding]
) -> Reply | None:
    """Return a row of a form, None for one that nobody has filled in."""
    typed = record.text(ANSWER).strip()
    answer = _ANSWERS.get(squash(typed))
    place = record.places[ANSWER]
    if answer is None:
        wanted = "、".join(one.value for one in Answer if one.value)
        message = (
            f"{department}的反馈第 {place.row_number} 行“{ANSWER}”写作“{typed}”，"
            f"不是{wanted}之一，没有使用"
        )
        told = finding(L04, message, place, severity=Severity.WARNING, found_text=typed)
        findings.append(told)
        answer = Answer.NONE
    note = record.text(NOTE).strip()
    if answer is Answer.NONE and not (note or typed):
        return None
    if answer is Answer.NOT_NEEDED and not note:
        message = f"{department}的反馈第 {place.row_number} 行答复“{typed}”，没有写{NOTE}"
        findings.append(finding(L09, message, place, severity=Severity.WARNING))
    number = record.text(NUMBER).strip()
    return Reply(
        identity,
        department,
        frozenset(),
        int(number) if number.isascii() and number.isdigit() else 0,
        record.text(QUOTE),
        record.text(PROBLEM),
        answer,
        note,
        place,
    )


# Matching


def attach_replies(file: ReviewedFile, replies: Sequence[Reply]) -> ReviewedFile:
    """Return a file with the replies of its department to its findings.

    A reply means the finding whose clause and problem it repeats; where one of the two was edited,
    the only finding that has the other. Of findings alike the number of the letter decides, else
    the order.
    """
    review = file.review
    if review is None:
        return file
    keys = {key_of(name) for name in (department_of(file), review.owner.name) if name}
    own = [reply for reply in replies if keys & reply.keys]
    told = list_remarks(file, review, AUTHORITIES)
    numbers = _number(told)
    waiting = _list_known(file, told)
    found: dict[Finding, Reply] = {}
    doubts: list[tuple[int, str]] = []
    for is_same, doubt in _WAYS:
        for reply in sorted(own, key=lambda reply: (reply.number, reply.identity)):
            if reply in found.values():
                continue
            fitting = [one for one, known in waiting.items() if is_same(reply, known)]
            if not fitting or (doubt and len(fitting) > 1):
                continue
            same_number = (one for one in fitting if numbers.get(one) == reply.number)
            chosen = next(same_number, fitting[0])
            found[chosen] = reply
            del waiting[chosen]
            if doubt:
                doubts.append((reply.identity, doubt))
    return replace(file, replies=Replies(found, tuple(doubts), is_answered=bool(own)))


def _number(told: Sequence[tuple[Finding, Remark]]) -> dict[Finding, int]:
    """Return the numbers that the findings have in a letter without hints."""
    sent = [one for one, remark in told if remark.severity is not Severity.INFO]
    return {one: number for number, one in enumerate(sent, start=1)}


class _Known(NamedTuple):
    """A finding as a letter has told of it; `former` is the problem of the letter before.

    That is given where what the department has changed is wrong again.
    """

    quote: str
    problem: str
    former: str = ""


def _list_known(
    file: ReviewedFile, told: Sequence[tuple[Finding, Remark]]
) -> dict[Finding, _Known]:
    """Return what a reply may mean: the findings of this round, and those accepted since."""
    known = {}
    for one, remark in told:
        standing = file.rounds.standings.get(one) if file.rounds else None
        former = standing.noted.message if standing and standing.noted else ""
        known[one] = _Known(remark.quote, remark.problem, say_to_department(former))
    for one in file.review.accepted if file.review else ():
        known[one] = _Known(quote_of(one), say_to_department(one.message))
    return known


def _is_same(reply: Reply, known: _Known) -> bool:
    return squash(reply.quote) == squash(known.quote) and _has_problem(reply, known)


def _had_problem(reply: Reply, known: _Known) -> bool:
    return bool(known.former) and squash(reply.problem) == squash(known.former)


def _has_problem(reply: Reply, known: _Known) -> bool:
    return squash(reply.problem) == squash(known.problem)


def _has_quote(reply: Reply, known: _Known) -> bool:
    return bool(reply.quote) and squash(reply.quote) == squash(known.quote)


# How a reply is recognised, the surest way first, and which cell then differs from the letter.
_WAYS: tuple[tuple[Callable[[Reply, _Known], bool], str], ...] = (
    (_is_same, ""),
    (_had_problem, ""),
    (_has_problem, QUOTE),
    (_has_quote, PROBLEM),
)


# What is left over


def judge_replies(
    read: ReadReplies, files: Sequence[FileSummary], names: Names = NO_NAMES
) -> tuple[Finding, ...]:
    """Return what the bureau is told of the replies: of forms, of replies that fit no finding.

    `names` are those of the list of departments.
    """
    used = frozenset(identity for one in files if one.replies for identity in one.replies.used)
    left: dict[str, list[Reply]] = {}
    for reply in read.replies:
        if reply.identity not in used:
            left.setdefault(reply.department, []).append(reply)
    by_identity = {reply.identity: reply for reply in read.replies}
    doubts = (doubt for one in files if one.replies for doubt in one.replies.doubts)
    return (
        *read.findings,
        *(_word_doubt(by_identity[identity], cell) for identity, cell in doubts),
        *(one for name, several in left.items() for one in _judge(name, several, files, names)),
    )


def _word_doubt(reply: Reply, cell: str) -> Finding:
    other = PROBLEM if cell == QUOTE else QUOTE
    message = (
        f"{reply.department}的反馈第 {reply.place.row_number} 行的“{cell}”与意见书不同，"
        f"按“{other}”认作这一条，请核对"
    )
    return finding(L14, message, reply.place)


def _judge(
    department: str, replies: Sequence[Reply], files: Sequence[FileSummary], names: Names
) -> Iterator[Finding]:
    """Yield what is said of the replies of a department that fit none of its findings."""
    places = tuple(reply.place for reply in replies)
    known = [one for one in files if replies[0].keys & _keys(one)]
    if not known:
        listed = names.exact(department)
        near = nearest_names(department, filter(None, (one.department for one in files)))
        asked = f"，是否“{'”或“'.join(near)}”" if near and listed is None else ""
        message = (
            f"反馈表的{zh.DEPARTMENT_NAME}“{department}”没有送审文件{asked}；"
            f"{len(replies)} 条答复没有对上"
        )
        yield finding(L06, message, *places, found_text=department)
        return
    if not any(one.was_read for one in known):
        message = f"{department}的文件没有能够审核，{len(replies)} 条答复没有对上"
        yield finding(L09, message, *places, severity=Severity.WARNING)
        return
    done = [reply for reply in replies if reply.answer is Answer.CHANGED]
    others = [reply for reply in replies if reply.answer is not Answer.CHANGED]
    if done:
        message = f"{department}答复“{Answer.CHANGED.value}”的 {_list(done)}，这次审核已经没有"
        yield finding(L09, message, *(r.place for r in done), severity=Severity.INFO)
    if others:
        message = f"{department}的答复 {_list(others)}在这次审核的问题中没有，请核对是哪一条"
        yield finding(L09, message, *(r.place for r in others), severity=Severity.WARNING)


def _list(replies: Sequence[Reply]) -> str:
    """Return which replies are meant: 2 条（第 5 行“……”、第 9 行“……”）."""
    words = [_word_row(reply) for reply in replies[:_MOST_ROWS]]
    more = " 等" if len(replies) > _MOST_ROWS else ""
    return f"{len(replies)} 条（{'、'.join(words)}{more}）"


def _word_row(reply: Reply) -> str:
    text = squash(reply.quote or reply.problem)
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}……"
    return f"第 {reply.place.row_number} 行“{shown}”"


def _keys(one: FileSummary) -> set[str]:
    return {key_of(name) for name in (one.department, one.owner.name) if name}
