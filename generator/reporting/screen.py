"""What the accountant reads on the screen: files, gaps, findings, the verdict, the deadline."""

from __future__ import annotations

import io
import sys
from collections import Counter
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from generator.base.columns import breaks
from generator.base.severity import Severity
from generator.base.streams import discard_output, prepare_stream
from generator.field.deadline import DAYS_TO_PUBLISH, last_day
from generator.reporting.coverage import word_coverage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from typing import TextIO

    from generator.model.accounts import Identity
    from generator.model.audit import Unchecked
    from generator.model.explanation import Explanation
    from generator.model.finding import Finding
    from generator.model.place import Place

COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "dim"}
_HANG = 7
_WEEKDAYS = "一二三四五六日"


class _Console(Console):
    """A console that goes on in silence where the reader of its pipe has gone."""

    def on_broken_pipe(self) -> None:
        """Drop the rest of the output: what is done is done, and the status says how it went."""
        self.quiet = True
        discard_output(self.file)


def open_console(stream: TextIO) -> Console:
    """Return a console that never breaks a line of redirected output, coloured on a terminal.

    Redirected output is UTF-8; a terminal keeps its own encoding, and what that cannot show is
    replaced, never a crash.
    """
    prepare_stream(stream)
    return _Console(file=stream, soft_wrap=True, highlight=False, emoji=False, markup=False)


def print_as_text(work: Callable[[Console], object]) -> str:
    """Return what is printed, without colours and with whole lines."""
    stream = io.StringIO()
    work(Console(file=stream, soft_wrap=True, highlight=False, emoji=False, markup=False))
    return stream.getvalue()


def styled(*parts: str | tuple[str, str]) -> Text:
    """Return a line of texts, some with a style of their own."""
    return Text.assemble(*parts)


def print_line(console: Console, *parts: str | tuple[str, str], hang: int = 0) -> None:
    """Print a line; on a terminal that is too narrow the rest stands below, `hang` blanks in."""
    line = Text.assemble(*parts)
    if console.is_terminal:
        places = breaks(line.plain, console.width, hang)
        pieces = line.divide(places)
        for piece in pieces[:-1]:
            piece.rstrip()  # a blank where a line ends would make it too wide
        first, *rest = pieces
        line = Text("\n").join([first, *(Text(" " * hang).append_text(piece) for piece in rest)])
    console.print(line)


def typed_path(path: Path) -> str:
    """Return a path as it has to be typed: quoted where it has blanks."""
    return f'"{path}"' if " " in str(path) else str(path)


def print_plain(text: str) -> None:
    """Print text on standard output as it is."""
    open_console(sys.stdout).out(text, end="", highlight=False)


def print_title(console: Console, identity: Identity, profile: str) -> None:
    """Print whose accounts these are."""
    console.print(Text(f"{name_department(identity)}　行文：{profile}", style="bold"))


def name_department(identity: Identity) -> str:
    """Return whose accounts of which year these are."""
    name = identity.department or "（未填部门名称）"
    year = f"{identity.year}年度" if identity.year else "（未填年度）"
    return f"{name}　{year}{identity.scope}决算"


def print_written(console: Console, paths: Iterable[object]) -> None:
    """Print the files that were written."""
    for path in paths:
        console.print(Text.assemble(("已写出 ", "green"), str(path)))


def place_text(place: Place) -> str:
    """Return file and cell, or the section, as a user would look it up."""
    if place.section and not place.file:
        return f"正文{place.section}"
    cell = f" {place.address}" if place.address else ""
    sheet = f"「{place.sheet}」" if place.sheet else ""
    return f"{place.file}{sheet}{cell}"


def list_findings(console: Console, findings: Iterable[Finding]) -> None:
    """Print the findings, the gravest first."""
    for finding in sorted(findings, key=lambda finding: finding.severity.rank):
        where = "、".join(dict.fromkeys(place_text(place) for place in finding.places[:3]))
        more = f" 等{len(finding.places)}处" if len(finding.places) > 3 else ""  # noqa: PLR2004 - the number explains itself
        print_line(
            console,
            (f"  {finding.severity.label} ", COLOURS[finding.severity]),
            (f"{finding.code} ", "dim"),
            finding.message,
            (f"　[{where}{more}]" if where else "", "dim"),
            hang=_HANG,
        )


def print_verdict(console: Console, findings: Iterable[Finding], what: str) -> None:
    """Print how many findings there are; `what` is what was done (核对, 读取)."""
    counts = Counter(finding.severity for finding in findings)
    if counts[Severity.ERROR]:
        verdict, style = f"{what}：有 {counts[Severity.ERROR]} 处错误", "bold red"
    else:
        verdict, style = f"{what}：没有错误", "bold green"
    rest = [f"{counts[s]} 处{s.label}" for s in (Severity.WARNING, Severity.INFO) if counts[s]]
    console.print(Text("，".join([verdict, *rest]) + "。", style=style))


def print_coverage(console: Console, checked: int, unchecked: tuple[Unchecked, ...]) -> None:
    """Print how far the checks reached."""
    print_line(console, (word_coverage(checked, unchecked), "dim"))


def print_deadline(console: Console, identity: Identity) -> None:
    """Print the last day to publish: twenty days after approval (预算法第十四条)."""
    if identity.approved is None:
        console.print(Text("没有填批复日期，未计算公开期限（批复后二十日内公开）。", style="dim"))
        return
    last = last_day(identity.approved)
    day = f"{last.year}年{last.month}月{last.day}日（星期{_WEEKDAYS[last.weekday()]}）"
    console.print(Text(f"最后公开期限：{day}，批复日期加 {DAYS_TO_PUBLISH} 日。", style="cyan"))


def print_explanation(console: Console, printed: str, explanation: Explanation) -> None:
    """Print one number: its formula in words and numbers, and its source cells."""
    console.print(Text.assemble(("  ● ", "cyan"), (printed, "bold"), f"　{explanation.label}"))
    if explanation.words != explanation.label:
        console.print(Text(f"      算法　{explanation.words}"))
        console.print(Text(f"      代入　{explanation.numbers}"))
        console.print(Text(f"      公式　={explanation.formula}", style="dim"))
    for line in explanation.sources:
        place = line.source.place
        row = f"　{place.row}" if place.row else ""
        column = f"·{place.column}" if place.column else ""
        shown = line.source.text or "（空白，按 0）"
        console.print(
            Text(f"      [{line.number}] {place_text(place)}{row}{column} = {shown}", style="dim")
        )
