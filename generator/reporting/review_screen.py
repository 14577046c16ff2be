"""A review on the screen: the verdict, the findings in the order of the text, what is left."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from generator.base.severity import Severity
from generator.field import zh
from generator.model.review import Conclusion
from generator.model.roll import NO_DESK
from generator.reporting.review_words import (
    NEW,
    cells_of,
    format_amounts,
    group_review,
    list_unchecked,
    quote_of,
    section_of,
    word_basis,
    word_head,
    word_pile_verdict,
    word_place,
)
from generator.reporting.roll_screen import print_own_data, print_roll
from generator.reporting.screen import COLOURS, print_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.model.finding import Finding
    from generator.model.review import Review
    from generator.model.reviewed_file import ReviewedFile
    from generator.model.roll import Desk, RollCall

_COLOURS = {
    Conclusion.ERROR: "bold red",
    Conclusion.UNREAD: "bold red",
    Conclusion.UNCHECKED: "bold yellow",
    Conclusion.PASSED: "bold green",
}
_INDENT = "       "
_MOST_CELLS = 6
_SUMMARY = (zh.DEPARTMENT, "文件", "错误", "警告", "提示", "未核对", "结论")
_COUNTS = range(2, 6)
_WIDEST, _NARROWEST = 44, 12
_BESIDE_NAMES = 40  # the counts, the blanks between columns, and the shortest verdicts
_HANG = 7


def format_review_text(files: Sequence[ReviewedFile], desk: Desk = NO_DESK) -> str:
    """Return all reviews as text without colours, then the summary of a pile."""
    stream = io.StringIO()
    console = Console(file=stream, soft_wrap=True, highlight=False, emoji=False, markup=False)
    is_pile = len(files) > 1 or desk.roll is not None
    for one in files:
        print_review(console, one)
        if is_pile:
            console.print()
    if is_pile:
        print_summary(console, files, desk.roll)
    print_own_data(console, desk.findings)
    return stream.getvalue()


def print_review(console: Console, one: ReviewedFile) -> None:
    """Print one review: the verdict first, the findings by section, last what is left unchecked."""
    review = one.review
    head = word_head(one)
    console.print(Text(f"{head.verdict}。", style=_COLOURS[one.conclusion]))
    console.print(Text(head.title, style="bold"))
    console.print(Text(head.basis, style="dim"))
    for line in head.coverage:
        console.print(Text(line))
    if review is None:
        return
    replacements = {mark.finding: mark.replacement for mark in review.marks}
    for title, findings in group_review(review, quiet=False):
        console.print()
        console.print(Text(title, style="bold cyan"))
        for finding in findings:
            _print_finding(console, one, finding, replacements.get(finding))
    _print_quiet(console, one, review)
    _print_accepted(console, one, review.accepted)
    _print_unchecked(console, review)


def _print_finding(
    console: Console, one: ReviewedFile, finding: Finding, replacement: str | None
) -> None:
    quiet = "dim" if finding.severity is Severity.INFO else ""
    console.print(
        Text.assemble(
            (f"  {finding.severity.label} ", COLOURS[finding.severity]),
            (f"{finding.code} ", "dim"),
            (f"［{NEW}］" if one.is_new(finding) else "", "bold magenta"),
            (finding.message, quiet),
        )
    )
    amounts = format_amounts(finding, replacement)
    cells = [word_place(place, one.path.name) for place in cells_of(finding)]
    shown = "；".join(dict.fromkeys(cells[:_MOST_CELLS]))
    more = f" 等 {len(cells)} 处" if len(cells) > _MOST_CELLS else ""
    lines = (
        ("原文", f"“{quote_of(finding)}”" if quote_of(finding) else ""),
        ("现为", f"{amounts.stated}　应为　{amounts.expected}" if amounts.expected else ""),
        # A Chinese console (GBK) has no minus sign but the hyphen.
        ("算法", finding.formula.replace("−", "-")),
        ("出处", f"{shown}{more}" if shown else ""),
        ("连带", "；".join(finding.also)),
    )
    for word, text in lines:
        if text:
            console.print(Text(f"{_INDENT}{word}　{text}", style=quiet))


def _print_quiet(console: Console, one: ReviewedFile, review: Review) -> None:
    """Print tails and matters of format in one line each: they are no errors."""
    groups = group_review(review, quiet=True)
    count = sum(len(group.findings) for group in groups)
    if not count:
        return
    console.print()
    console.print(Text(f"尾差与格式（{count} 处，不算错误）", style="dim"))
    for title, findings in groups:
        for finding in findings:
            new = f"［{NEW}］" if one.is_new(finding) else ""
            console.print(Text(f"  {finding.code} {title}　{new}{finding.message}", style="dim"))


def _print_accepted(console: Console, one: ReviewedFile, accepted: Mapping[Finding, str]) -> None:
    """Print what a reviewer has accepted before, a line each, and rows that are out of date."""
    if accepted:
        console.print()
        console.print(Text(f"已接受（{len(accepted)} 处，不计入）", style="dim"))
    for finding, reason in accepted.items():
        where = section_of(finding)
        line = f"  {finding.code} {where}　{finding.message}　理由：{reason}"
        console.print(Text(line, style="dim"))
    if one.gone:
        console.print()
        console.print(Text(f"已接受清单中的 {len(one.gone)} 条在文中已经没有：", style="dim"))
    for line in one.gone:
        console.print(Text(f"  {line}", style="dim"))


def _print_unchecked(console: Console, review: Review) -> None:
    unchecked = list_unchecked(review)
    console.print()
    if not unchecked:
        console.print(Text("没有未核对的内容。"))
        return
    console.print(Text("没有核对的：", style="bold"))
    for what, why in unchecked:
        console.print(Text.assemble(f"  {what}", (f"　{why}", "dim")))


def summary_row(one: ReviewedFile) -> tuple[str, ...]:
    """Return a file as the summary has it: 部门, 文件, 错误, 警告, 提示, 未核对, 结论."""
    review = one.review
    if review is None:
        return ("", one.name, "", "", "", "", f"{one.verdict}：{one.reason}")
    identity = review.accounts.identity if review.accounts else None
    department = identity.department if identity else review.owner.name
    counts = (str(review.count(severity)) for severity in Severity)
    verdict = f"{review.verdict}：{review.unread}" if review.unread else review.verdict
    return (department, one.name, *counts, str(len(review.barring)), verdict)


def print_summary(
    console: Console, files: Sequence[ReviewedFile], roll: RollCall | None = None
) -> None:
    """Print one row a file, in columns; only the last column, the verdict, may be long.

    Below stand the verdict on all of them and, where a list was given, who has not sent.
    """
    rows = [_SUMMARY, *map(summary_row, files)]
    widest = _widest_name(console)
    columns = [
        [_shorten(row[number], widest) for row in rows] for number in range(len(_SUMMARY) - 1)
    ]
    widths = [max(map(cell_len, column)) for column in columns]
    for number, row in enumerate(rows):
        parts = [
            _pad(column[number], width, right=at in _COUNTS)
            for at, (column, width) in enumerate(zip(columns, widths, strict=True))
        ]
        line = "  ".join([*parts, row[-1]])
        print_line(console, (line, _style(number, files)), hang=_HANG)
    console.print()
    print_line(console, (f"{word_pile_verdict(files, roll)}。", "bold"))
    print_line(console, (f"{_years(files)}。", "dim"))
    if roll is not None:
        print_roll(console, roll)


def _years(files: Iterable[ReviewedFile]) -> str:
    """Return version and rule year, each basis once."""
    bases = dict.fromkeys(word_basis(one.review) for one in files if one.review)
    return "；".join(bases) or word_basis(None)


def _style(number: int, files: Sequence[ReviewedFile]) -> str:
    if number == 0:
        return "bold"
    return "red" if files[number - 1].reaches(Severity.ERROR) else ""


def _widest_name(console: Console) -> int:
    """Return how wide the two columns of names may be: on a terminal the verdict has room too."""
    if not console.is_terminal:
        return _WIDEST
    return max(_NARROWEST, min(_WIDEST, (console.width - _BESIDE_NAMES) // 2))


def _shorten(text: str, width: int) -> str:
    """Return a text that fits into a column; a name that is too long keeps its end."""
    while cell_len(text) > width:
        text = f"…{text[2:]}"
    return text


def _pad(text: str, width: int, *, right: bool) -> str:
    space = " " * (width - cell_len(text))
    return f"{space}{text}" if right else f"{text}{space}"
