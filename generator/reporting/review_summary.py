"""The summary of many reviews: a row a file, the neediest first, the verdict, what was skipped."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.cells import cell_len

from generator.base.severity import Severity
from generator.field import zh
from generator.model.reply import Answer, ReplyTally
from generator.model.review import NOBODY
from generator.model.reviewed_file import FileSummary
from generator.model.roll import NO_DESK
from generator.reporting.columns import FILE, UNCHECKED
from generator.reporting.review_words import (
    NOT_REVIEWED,
    word_basis,
    word_pile_verdict,
    word_review_verdict,
)
from generator.reporting.roll_screen import print_roll
from generator.reporting.round_words import (
    LAPSED,
    count_rounds,
    list_lapsed,
    word_desk,
    word_rounds,
)
from generator.reporting.screen import print_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from generator.model.reply import Replies
    from generator.model.review import Review
    from generator.model.reviewed_file import ReviewedFile, SkippedFile
    from generator.model.roll import Desk

COLUMNS = (zh.DEPARTMENT, FILE, "错误", "警告", "提示", UNCHECKED, "结论")
_COUNTS = range(2, 6)
_WIDEST, _NARROWEST = 44, 12
_BESIDE_NAMES = 40  # the counts, the blanks between columns, and the shortest verdicts
_HANG = 7
_NAMED = 6
_MOST_LAPSED = 20


def summarise(one: ReviewedFile) -> FileSummary:
    """Return what the summary of all files needs of one."""
    review = one.review
    identity = review.accounts.identity if review and review.accounts else None
    errors, warnings, remarks = (review.count(s) if review else 0 for s in Severity)
    kinds = {
        finding.finding_class: None
        for finding in (review.findings if review else ())
        if finding.severity is not Severity.INFO
    }
    return FileSummary(
        name=one.name,
        path=one.path,
        was_read=review is not None,
        department=department_of(one),
        year=identity.year if identity else 0,
        conclusion=one.conclusion,
        verdict=one.verdict,
        told=word_review_verdict(one),
        why_unread=one.why_unread,
        counts=(errors, warnings, remarks),
        barring=len(review.barring) if review else 0,
        kinds=tuple(kinds),
        shares=review.shares if review else "",
        basis=word_basis(review),
        owner=review.owner if review else NOBODY,
        own_data=review.own_data if review else (),
        replies=_tally(one.replies, review) if one.replies and review else None,
        rounds=count_rounds(one),
        lapsed=one.lapsed,
    )


def _tally(replies: Replies, review: Review) -> ReplyTally | None:
    """Return how many replies of each kind there are, None where the department gave none."""
    if not replies.is_answered:
        return None
    told = {f for f in review.findings if f.severity is not Severity.INFO and not f.for_bureau}
    return ReplyTally(
        frozenset(reply.identity for reply in replies.by_finding.values()),
        Counter(reply.answer for reply in replies.by_finding.values()),
        len(told.difference(replies.by_finding)),
        replies.doubts,
    )


def word_replies(files: Iterable[FileSummary]) -> str:
    """Return how many replies of each kind there are: 反馈：已改 3 条，…; empty without any."""
    tallies = [one.replies for one in files if one.replies]
    if not tallies:
        return ""
    words = {answer: answer.value or f"只写{zh.EXPLANATION}" for answer in Answer}
    counts = {words[answer]: sum(tally.counts[answer] for tally in tallies) for answer in Answer}
    counts["没有答复"] = sum(tally.unanswered for tally in tallies)
    listed = "，".join(f"{word} {count} 条" for word, count in counts.items() if count)
    return f"{len(tallies)} 份文件有反馈：{listed}" if listed else ""


def department_of(one: ReviewedFile) -> str:
    """Return the department as its accounts have it, else its text; empty where nothing tells."""
    if one.review is None:
        return ""
    accounts = one.review.accounts
    return accounts.identity.department if accounts else one.review.owner.name


def sort_by_need(files: Iterable[FileSummary]) -> tuple[FileSummary, ...]:
    """Return the files by how much they need to be looked at; equals in the order given."""
    return tuple(sorted(files, key=lambda one: one.attention))


def summary_row(one: FileSummary) -> tuple[str, ...]:
    """Return a file as the summary has it: 部门, 文件, 错误, 警告, 提示, 未核对, 结论.

    In a later round what has become of the one before stands beside the verdict.
    """
    counts = map(str, (*one.counts, one.barring)) if one.was_read else [""] * len(_COUNTS)
    verdict = f"{one.verdict}：{one.why_unread}" if one.why_unread else one.verdict
    rounds = word_rounds(one.rounds)
    verdict = f"{verdict}（{rounds}）" if rounds else verdict
    return (one.department, one.name, *counts, verdict)


def print_summary(
    console: Console,
    files: Sequence[FileSummary],
    skipped: Sequence[SkippedFile],
    desk: Desk = NO_DESK,
) -> None:
    """Print one row a file, in columns; only the last column, the verdict, may be long.

    Below stand the verdict on all of them, in a later round what has become of the one before and,
    where a list was given, who has not sent.
    """
    roll = desk.roll
    rows = [COLUMNS, *map(summary_row, files)]
    widest = _widest_name(console)
    columns = [
        [_shorten(row[number], widest) for row in rows] for number in range(len(COLUMNS) - 1)
    ]
    widths = [max(map(cell_len, column)) for column in columns]
    for number, row in enumerate(rows):
        parts = [
            _pad(column[number], width, right=at in _COUNTS)
            for at, (column, width) in enumerate(zip(columns, widths, strict=True))
        ]
        print_line(console, ("  ".join([*parts, row[-1]]), _style(number, files)), hang=_HANG)
    console.print()
    print_skipped(console, skipped)
    print_line(console, (f"{word_pile_verdict(files, skipped, roll)}。", "bold"))
    replied = word_replies(files)
    if replied:
        print_line(console, (f"{replied}。", "bold"))
    print_line(console, (f"{word_bases(files)}。", "dim"))
    for line in word_desk(desk.rounds, files) if desk.rounds is not None else ():
        print_line(console, f"{line}。")
    _print_lapsed(console, files)
    if roll is not None:
        print_roll(console, roll)


def _print_lapsed(console: Console, files: Iterable[FileSummary]) -> None:
    lapsed = list_lapsed(files)
    if lapsed:
        print_line(console, (f"{LAPSED} {len(lapsed)} 条：", "bold"))
    for line in lapsed[:_MOST_LAPSED]:
        print_line(console, f"  {line}", hang=4)
    if lapsed[_MOST_LAPSED:]:
        print_line(console, f"  另有 {len(lapsed) - _MOST_LAPSED} 条，见各份的报告。")


def print_skipped(console: Console, skipped: Sequence[SkippedFile]) -> None:
    """Print what stood beside the texts, by what it is and what to do, the first by name."""
    if not skipped:
        return
    print_line(console, (f"{NOT_REVIEWED}的 {len(skipped)} 个文件：", "bold"))
    for why, names in group_skipped(skipped):
        more = f" 等 {len(names)} 个" if len(names) > _NAMED else ""
        print_line(console, f"  {'、'.join(names[:_NAMED])}{more}", (f"　{why}", "dim"), hang=4)
    console.print()


def group_skipped(skipped: Iterable[SkippedFile]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the names of skipped files by what is said of them."""
    groups: dict[str, list[str]] = {}
    for one in skipped:
        groups.setdefault(one.why, []).append(one.name)
    return tuple((why, tuple(names)) for why, names in groups.items())


def word_bases(files: Iterable[FileSummary]) -> str:
    """Return the version, and every year whose rules were applied, the most usual one first."""
    program = word_basis(None)
    bases = Counter(one.basis.removeprefix(f"{program}，") for one in files if one.was_read)
    years = "；".join(basis for basis, _ in bases.most_common() if basis != program)
    return f"{program}，{years}" if years else program


def _style(number: int, files: Sequence[FileSummary]) -> str:
    if number == 0:
        return "bold"
    return "red" if files[number - 1].reaches(Severity.ERROR) else ""


def _widest_name(console: Console) -> int:
    """Return how wide the two columns of names may be: on a terminal the verdict has room too."""
    if not console.is_terminal:
        return _WIDEST
    return max(_NARROWEST, min(_WIDEST, (console.width - _BESIDE_NAMES) // 2))


def _shorten(text: str, width: int) -> str:
    """Return a text that fits into a column; a name that is too long keeps both its ends."""
    kept = len(text)
    shown = text
    while cell_len(shown) > width:
        kept -= 1
        shown = f"{text[: kept - kept // 3]}…{text[len(text) - kept // 3 :]}"
    return shown


def _pad(text: str, width: int, *, right: bool) -> str:
    space = " " * (width - cell_len(text))
    return f"{space}{text}" if right else f"{text}{space}"
