"""What the accountant reads after a build: verdict, errors, what to do next, gaps, the rest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.severity import Severity
from generator.field.data_folder import Lists
from generator.reporting.gap_words import word_gap
from generator.reporting.remarks import split_remarks, word_quiet
from generator.reporting.screen import (
    list_findings,
    print_coverage,
    print_deadline,
    print_line,
    print_title,
    print_written,
    typed_path,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from rich.console import Console

    from generator.model.accounts import Identity
    from generator.model.audit import Unchecked
    from generator.model.block import Gap
    from generator.model.finding import Finding

_MOST_REASONS = 8
_MOST_KEYS = 12
_VERBOSE = "加 --verbose 全部列出"


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What is shown of a build, as values.

    `data` is the folder or workbook as given. `filled` counts what lists and texts have given to
    the text. `gaps_file` is the 待补充.csv that was written; `waiting` says that it holds reasons
    that are not used yet. `final` says that a final document was asked for, `refused` that it was
    not written; `later` are the reasons that other gaps hide. `verbose` shows everything.
    `contents` says where the pages in the contents come from, `attachments` which forms and reports
    were not written.
    """

    identity: Identity
    profile: str
    data: Path
    written: Sequence[Path]
    gaps: Sequence[Gap]
    filled: int
    later: int
    findings: Sequence[Finding]
    checked: int
    unchecked: tuple[Unchecked, ...]
    gaps_file: Path | None = None
    waiting: bool = False
    final: bool = False
    refused: bool = False
    verbose: bool = False
    contents: str = ""
    attachments: str = ""

    @property
    def errors(self) -> int:
        """How many errors there are."""
        return sum(finding.severity is Severity.ERROR for finding in self.findings)


def print_build(console: Console, report: BuildReport) -> None:
    """Print the report: what is grave first, what needs nothing to be done last."""
    print_title(console, report.identity, report.profile)
    _print_verdict(console, report)
    print_written(console, report.written)
    for note in filter(None, (report.contents, report.attachments)):
        print_line(console, (note, "dim"))
    grave = [one for one in report.findings if one.severity is not Severity.INFO]
    list_findings(console, grave)
    _print_steps(console, report)
    _print_gaps(console, report)
    remarks = [one for one in report.findings if one.severity is Severity.INFO]
    shown, quiet = (remarks, []) if report.verbose else split_remarks(remarks)
    list_findings(console, shown)
    if quiet:
        print_line(console, (f"  {word_quiet(quiet)}；{_VERBOSE}", "dim"))
    print_coverage(console, report.checked, report.unchecked)
    print_deadline(console, report.identity)


def _print_verdict(console: Console, report: BuildReport) -> None:
    words = word_verdict(report.findings, report.gaps, report.filled)
    style = "bold red" if report.errors else "bold magenta" if report.gaps else "bold green"
    print_line(console, (f"{_word_state(report)}{words}", style))


def word_verdict(findings: Sequence[Finding], gaps: Sequence[Gap], filled: int) -> str:
    """Return in one sentence what is wrong and what is missing."""
    counts = Counter(finding.severity for finding in findings)
    graver = [f"{counts[s]} 处{s.label}" for s in (Severity.WARNING, Severity.INFO) if counts[s]]
    errors = counts[Severity.ERROR]
    found = f"有 {errors} 处错误" if errors else "没有错误"
    asked = len(_distinct(gaps))
    left = f"还差 {asked} 项，已填 {filled} 项" if asked else "没有待补充的内容"
    return f"核对：{'，'.join([found, *graver])}；{left}。"


def _word_state(report: BuildReport) -> str:
    if report.refused:
        return "定稿未写出（--final）。"
    if report.final:
        return "这是定稿。"
    return "这是草稿。" if report.written else ""


def _distinct(gaps: Iterable[Gap]) -> dict[tuple[str, str, str], list[Gap]]:
    """Return the gaps by what is to be filled in, as 待补充.csv lists them."""
    places: dict[tuple[str, str, str], list[Gap]] = {}
    for gap in gaps:
        places.setdefault((gap.file, gap.key, gap.basis), []).append(gap)
    return places


def _print_steps(console: Console, report: BuildReport) -> None:
    """Print what to do next, as steps where there are several."""
    steps = list(_steps(report))
    if not steps:
        return
    print_line(console, ("下一步：", "bold cyan"))
    for number, step in enumerate(steps, start=1):
        print_line(console, f"  {number}. {step}", hang=5)


def _steps(report: BuildReport) -> Iterable[str]:
    data = typed_path(report.data)
    command = f"gen-narrative {data} --docx"
    if report.errors:
        yield (
            f"改正上面的 {report.errors} 处错误，再运行一次。"
            f"在表上逐格查看：gen-narrative check {data} --format html"
        )
    if report.gaps:
        yield _word_filling(report, command)
    if report.waiting:
        yield (
            f"{Lists.GAPS}.csv 中填好的还没有使用：请填到 {report.data} 的“原因”工作表里再运行。"
        )
    if report.later:
        yield (
            f"填了预算数、上年数之后，有差异的还要写明原因：最多 {report.later} 项，到时会列出来。"
        )
    if not report.errors and not report.gaps and not report.final:
        yield f"可以定稿：{command} --final"


def _word_filling(report: BuildReport, command: str) -> str:
    number = len(_distinct(report.gaps))
    if report.refused and report.gaps_file is None and not report.written:
        return f"填写还差的 {number} 项：先写出草稿（{command}），再填其中的 {Lists.GAPS}.csv。"
    if report.gaps_file is None:
        return f"填写还差的 {number} 项：{command} 会写出 {Lists.GAPS}.csv，逐项填写。"
    if report.data.is_file():
        return f"填写还差的 {number} 项：在 {report.data} 下面所列的工作表里填，再运行一次。"
    return (
        f"填写还差的 {number} 项：打开 {report.gaps_file}，填“原因”一列（数、日期也填在这里）；"
        "保存后再运行一次。"
    )


def _print_gaps(console: Console, report: BuildReport) -> None:
    """Print what is still to be supplied under the file or sheet that lacks it."""
    by_file: dict[str, list[list[Gap]]] = {}
    for (file, _, _), gaps in _distinct(report.gaps).items():
        by_file.setdefault(file, []).append(gaps)
    if by_file:
        print_line(console, ("还差（正文中以【待补充】标出）：", "bold magenta"))
    for file, asked in by_file.items():
        name = f"工作表 {file.removesuffix('.csv').removesuffix('.md').rpartition('/')[2]}"
        _print_file(console, name if report.data.is_file() else file, asked, report)


def _print_file(console: Console, file: str, asked: list[list[Gap]], report: BuildReport) -> None:
    head = f"  {file}：{len(asked)} 项"
    plain = not any(gaps[0].final or gaps[0].direction for gaps in asked)
    if plain and not report.verbose:
        keys = list(dict.fromkeys(_short(gaps[0], file) for gaps in asked))
        if not any(keys):
            print_line(console, head, hang=4)
            return
        more = f" ……{_VERBOSE}" if len(keys) > _MOST_KEYS else ""
        print_line(console, f"{head}　{'、'.join(keys[:_MOST_KEYS])}{more}", hang=4)
        return
    print_line(console, head)
    most = len(asked) if report.verbose else _MOST_REASONS
    for gap, *others in asked[:most]:
        where = (
            f"{gap.section}{f'等{len(others) + 1}处' if others else ''}　" if gap.section else ""
        )
        print_line(console, f"    {where}{word_gap(gap)}", hang=6)
    if len(asked) > most:
        print_line(console, (f"    ……还有 {len(asked) - most} 项，{_VERBOSE}", "dim"))


def _short(gap: Gap, file: str) -> str:
    """Return what is asked, as far as the name of its file does not say it."""
    if gap.key in file:
        return "" if gap.wording == gap.key else gap.wording
    return f"{gap.key} {gap.name}" if gap.name else gap.key or gap.wording
