"""A review on the screen: the verdict, the findings in the order of the text, what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from generator.base.severity import Severity
from generator.field import zh
from generator.model.review import Conclusion
from generator.model.rounds import RoundState
from generator.reporting.coverage import FEW, word_unchecked
from generator.reporting.duty_words import list_open_duties, word_duties
from generator.reporting.review_words import (
    NEW,
    REPLIED,
    cells_of,
    format_amounts,
    group_review,
    list_unchecked,
    quote_of,
    section_of,
    word_head,
    word_place,
    word_reply,
)
from generator.reporting.round_words import LAPSED, PAST, state_of
from generator.reporting.screen import COLOURS, print_as_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

    from generator.model.finding import Finding
    from generator.model.review import Review
    from generator.model.reviewed_file import ReviewedFile

_COLOURS = {
    Conclusion.ERROR: "bold red",
    Conclusion.UNREAD: "bold red",
    Conclusion.UNCHECKED: "bold yellow",
    Conclusion.PASSED: "bold green",
}
_INDENT = "       "
_MOST_CELLS = 6


def format_review_text(one: ReviewedFile) -> str:
    """Return a review as text without colours."""
    return print_as_text(lambda console: print_review(console, one))


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
    _print_duties(console, review)
    _print_quiet(console, one, review)
    _print_past(console, one)
    _print_accepted(console, one, review.accepted)
    _print_unchecked(console, review)


def _print_duties(console: Console, review: Review) -> None:
    """Print how many duties are fulfilled, and which are not or could not be checked."""
    if not review.duties:
        return
    console.print()
    console.print(Text(word_duties(review.duties), style="bold cyan"))
    for line in list_open_duties(review.duties):
        console.print(Text(f"  {line}"))


def _print_finding(
    console: Console, one: ReviewedFile, finding: Finding, replacement: str | None
) -> None:
    state = state_of(one, finding)
    quiet = "dim" if finding.severity is Severity.INFO else ""
    console.print(
        Text.assemble(
            (f"  {finding.severity.label} ", COLOURS[finding.severity]),
            (f"{finding.code} ", "dim"),
            (f"［{NEW}］" if one.is_new(finding) else "", "bold magenta"),
            (f"［{state}］" if state else "", "bold magenta"),
            (finding.message, quiet),
        )
    )
    amounts = format_amounts(finding, replacement)
    cells = [word_place(place, one.path.name) for place in cells_of(finding)]
    shown = "；".join(dict.fromkeys(cells[:_MOST_CELLS]))
    more = f" 等 {len(cells)} 处" if len(cells) > _MOST_CELLS else ""
    lines = (
        (zh.QUOTATION, f"“{quote_of(finding)}”" if quote_of(finding) else ""),
        (
            zh.STATED,
            f"{amounts.stated}　{zh.EXPECTED}　{amounts.expected}" if amounts.stated else "",
        ),
        (zh.EXPECTED, "" if amounts.stated else amounts.expected),
        # A Chinese console (GBK) has no minus sign but the hyphen.
        ("算法", finding.formula.replace("−", "-")),
        ("出处", f"{shown}{more}" if shown else ""),
        (zh.CONSEQUENCES, "；".join(finding.also)),
        (REPLIED, word_reply(one, finding)),
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
    if one.lapsed:
        console.print()
        console.print(Text(f"{LAPSED}：", style="bold"))
    for line in one.lapsed:
        console.print(Text(f"  {line}"))


def _print_past(console: Console, one: ReviewedFile) -> None:
    """Print what has become of the findings of the round before that are none of this one."""
    past = one.rounds.past if one.rounds else ()
    if not past:
        return
    console.print()
    console.print(Text(f"{PAST}（{len(past)} 处）", style="bold"))
    for noted, state, note in past:
        line = f"  {state.label} {noted.code} {noted.clause}　{noted.message}　{note}"
        console.print(Text(line, style="" if state is RoundState.UNTOLD else "dim"))


def _print_unchecked(console: Console, review: Review) -> None:
    unchecked = list_unchecked(review)
    console.print()
    if not unchecked:
        console.print(Text("没有未核对的内容。"))
        return
    console.print(Text("没有核对的：", style="bold"))
    for what, why in (word_unchecked(one, FEW) for one in unchecked):
        console.print(Text.assemble(f"  {what}", (f"　{why}", "dim")))
