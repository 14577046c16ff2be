"""`start`: which file is which year's, what was taken over, what is left, what to do next."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

from generator.base.output import write_new_files
from generator.base.severity import Severity
from generator.reporting import screen
from generator.reporting.gaps import GAPS_FILE, REASONS_FILE
from generator.reporting.screen import print_line
from generator.tasks.start.making import start_folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rich.console import Console

    from generator.tasks.start.making import Started


def run_start(files: Sequence[Path], target: Path) -> bool:
    """Write the folder and print the report; return False where an error was found."""
    console = screen.open_console(sys.stdout)
    started = start_folder(files, target)
    write_new_files(started.files)
    _print_taken(console, started)
    screen.list_findings(console, started.findings)
    _print_next(console, started)
    return all(one.severity is not Severity.ERROR for one in started.findings)


def _print_taken(console: Console, started: Started) -> None:
    title = f"{started.department}　{started.year}年度　已建立：{started.target}"
    print_line(console, (title, "bold green"), hang=2)
    this, last = "、".join(started.this), "、".join(started.last)
    print_line(console, f"  今年（{started.year}）：{this}，{started.tables} 张公开表", hang=4)
    if last:
        print_line(console, f"  上年（{started.year - 1}）：{last}", hang=4)
    else:
        absent = f"  没有给上年（{started.year - 1}）的文件，上年的数要自己填"
        print_line(console, (absent, "yellow"), hang=4)
    for line in started.assumed:
        print_line(console, (f"  {line}，请核对", "yellow"), hang=4)
    console.print("已填好：", style="bold")
    for line in started.taken:
        print_line(console, f"  {line}", hang=4)


def _print_next(console: Console, started: Started) -> None:
    """Say how much is to be filled in, where, and what to type after that."""
    path = screen.typed_path(started.target)
    in_workbook = started.target in started.files
    keys = dict.fromkeys((gap.file, gap.key, gap.basis) for gap in started.gaps)
    counts = Counter(file for file, _, _ in keys)
    if keys:
        where = started.target if in_workbook else started.target / GAPS_FILE
        print_line(console, (f"还要填 {len(keys)} 项，都在 {where}：", "bold"), hang=2)
        listed = (
            f"{'原因和用途' if file == REASONS_FILE else _stem(file)} {count} 项"
            for file, count in counts.items()
        )
        print_line(console, f"  {'，'.join(listed)}", hang=4)
        console.print("  年初预算填上以后，会再问各项差异的原因。")
    fill = "填好各工作表" if in_workbook else f"填好 {GAPS_FILE} 的“原因”一列"
    step = f"下一步：{fill if keys else '核对'}，再运行 gen-narrative {path} --docx"
    print_line(console, step, hang=8)
    print_line(console, f"定稿：gen-narrative {path} --docx --final", hang=6)


def _stem(file: str) -> str:
    return file.rpartition("/")[2].removesuffix(".csv").removesuffix(".md")
