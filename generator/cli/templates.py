"""`templates`: what the workbench finds, on the screen."""

from __future__ import annotations

import sys
from itertools import groupby
from typing import TYPE_CHECKING

from generator.base.output import write_atomically
from generator.narrative.environment import builtin_templates
from generator.reporting import screen
from generator.reporting.wording import format_changes_page
from generator.tasks.templates.checking import check_all
from generator.tasks.templates.comparing import compare_wording
from generator.tasks.templates.files import folders_by_profile, list_templates
from generator.tasks.templates.lookup import find_fields

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rich.console import Console

    from generator.model.wording import Change, DepartmentChanges, Words
    from generator.tasks.templates.checking import CheckReport
    from generator.tasks.templates.lookup import Described


def run_list(templates: Path | None) -> None:
    """Print the templates in the order of the document, with the files that take their place."""
    console = screen.open_console(sys.stdout)
    console.print(f"自带的模板：{builtin_templates()}", style="dim")
    if templates is not None:
        console.print(f"优先使用：{templates}", style="dim")
    console.print(f"方案：{'、'.join(folders_by_profile(templates))}")
    for listed in list_templates(templates):
        name = listed.name if listed.name.isdigit() else "  "
        file = listed.file or "（默认方案没有）"
        console.print(screen.styled((f"{name}  ", "bold"), file, (f"　{listed.title}", "dim")))
        for profile, own in listed.overrides:
            console.print(screen.styled(f"      {profile}：", (own, "cyan")))


def run_fields(word: str, data: Path | None, *, profile: str, templates: Path | None) -> None:
    """Print the names that a word is about."""
    console = screen.open_console(sys.stdout)
    found = find_fields(word, data, profile=profile, templates=templates)
    if not found:
        console.print(f"没有与“{word}”有关的名称。不写词则列出全部。", style="yellow")
    for section, group in groupby(found, key=lambda described: described.section):
        console.print(_section_title(section), style="bold")
        for described in group:
            _print_field(console, described)


def _section_title(section: str) -> str:
    numeral = all(char in "一二三四五六七八九十" for char in section)
    return f"第{section}节" if numeral else section


def _print_field(console: Console, described: Described) -> None:
    unit = f"（{described.unit}）" if described.unit else ""
    source = f"　← {described.source}" if described.source else ""
    line = screen.styled(
        ("  " + described.written, "cyan"),
        f"　{described.meaning}{unit}",
        (source, "dim"),
    )
    console.print(line)
    if described.value:
        cells = f"　[{'、'.join(described.cells[:6])}]" if described.cells else ""
        more = f" 等{len(described.cells)}格" if len(described.cells) > 6 else ""  # noqa: PLR2004 - as above
        console.print(screen.styled("      值：", (described.value, "bold"), (cells + more, "dim")))


def run_check(data: Sequence[Path], templates: Path | None) -> bool:
    """Print every fault of the templates; return whether all was tried and there is none."""
    console = screen.open_console(sys.stdout)
    report = check_all(templates, data)
    for fault in report.faults:
        where = f"{fault.file} 第 {fault.line} 行"
        console.print(
            screen.styled(
                (f"{where}：", "bold red"), fault.message, (f"　[{fault.kind.value}]", "dim")
            )
        )
        if fault.excerpt:
            console.print(f"    {fault.excerpt}", style="dim")
    _print_unused(console, report)
    _print_reach(console, report)
    tail = f"{report.files} 个文件，方案 {'、'.join(report.profiles)}"
    if report.faults:
        console.print(f"模板有 {len(report.faults)} 处错误（{tail}）。", style="bold red")
    elif report.halts:
        console.print(f"没有试写完，试到的没有发现错误（{tail}）。", style="bold yellow")
    else:
        console.print(f"模板没有错误（{tail}）。", style="bold green")
    return not report.faults and not report.halts


def _print_unused(console: Console, report: CheckReport) -> None:
    if report.unused_switches:
        console.print(f"没有用到的开关：{'、'.join(report.unused_switches)}", style="yellow")
    if report.unused_names:
        console.print(f"没有模板用到的名称：{'、'.join(report.unused_names)}", style="dim")


def _print_reach(console: Console, report: CheckReport) -> None:
    if report.untried:
        names = "、".join(report.untried)
        console.print(f"方案 {names} 有错误，没有试写，哪些行写不到也没有查。", style="yellow")
    if not report.tried:
        return
    if not report.samples:
        console.print("没有样例，没有试写：请写明数据文件夹。", style="yellow")
        return
    samples = "、".join(report.samples)
    reached = report.lines - len(report.unreached)
    console.print(
        f"试写 {report.tried} 次（{samples}，以及由它们变化出的情形），"
        f"写到 {reached} / {report.lines} 处。"
    )
    for halt in report.halts:
        note = (
            f"方案 {halt.profile} 没有试写完：试了 {halt.tried} 次，{halt.reason}，其余情形没有试"
        )
        console.print(f"{note}。", style="yellow")
    for spot in report.unreached:
        missed = "没有试到" if spot.untried else "没有写到"
        console.print(
            screen.styled(
                (f"  {missed} {spot.file} 第 {spot.line} 行{spot.note}", "yellow"),
                (f"　{spot.excerpt}", "dim"),
            )
        )


def run_diff(
    data: Sequence[Path],
    templates: Path | None,
    *,
    profile: str,
    as_html: bool,
    output: Path | None,
) -> None:
    """Print or write the changed sentences."""
    changes = compare_wording(templates, data, profile)
    before, after = _sides(templates)
    if as_html:
        text = format_changes_page(changes, before, after)
    else:
        text = _format_changes(changes, before, after)
    console = screen.open_console(sys.stdout)
    if output is not None:
        write_atomically(output, text.encode())
        screen.print_written(console, [output])
    elif as_html:
        screen.print_plain(text)
    else:
        _print_changes(console, changes, before, after)


def _sides(templates: Path | None) -> tuple[str, str]:
    if templates is None:
        return "核定的正文（预期/正文.txt）", "现在的模板写出的"
    return "自带模板写出的", f"{templates} 写出的"


def _print_changes(
    console: Console, departments: Sequence[DepartmentChanges], before: str, after: str
) -> None:
    console.print(f"－ {before}　＋ {after}", style="dim")
    for department in departments:
        _print_title(console, department)
        for section in department.sections:
            console.print(f"  {section.title}", style="bold")
            for change in section.changes:
                _print_side(console, "－", change.before, "red")
                _print_side(console, "＋", change.after, "green")
    total = sum(department.count for department in departments)
    console.print(f"共 {total} 句不同。" if total else "没有变化。", style="bold")


def _print_title(console: Console, department: DepartmentChanges) -> None:
    state = f"{department.count} 句不同" if department.count else "没有变化"
    console.print(f"{department.name}　{department.profile}　{state}", style="bold cyan")


def _print_side(console: Console, sign: str, side: Sequence[Words], colour: str) -> None:
    if side:
        parts = [
            (words.text, f"bold {colour} underline") if words.changed else words.text
            for words in side
        ]
        console.print(screen.styled((f"    {sign} ", colour), *parts))


def _format_changes(departments: Sequence[DepartmentChanges], before: str, after: str) -> str:
    """Return the same as plain text; what differs stands in 〔〕."""
    lines = [f"－ {before}　＋ {after}"]
    for department in departments:
        state = f"{department.count} 句不同" if department.count else "没有变化"
        lines.append(f"{department.name}　{department.profile}　{state}")
        for section in department.sections:
            lines.append(f"  {section.title}")
            lines += [line for change in section.changes for line in _plain_sides(change)]
    return "\n".join([*lines, ""])


def _plain_sides(change: Change) -> list[str]:
    sides = (("－", change.before), ("＋", change.after))
    return [f"    {sign} {_plain(side)}" for sign, side in sides if side]


def _plain(side: Sequence[Words]) -> str:
    return "".join(f"〔{words.text}〕" if words.changed else words.text for words in side)
