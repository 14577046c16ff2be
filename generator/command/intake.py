"""`import` and `init`: what was found where, in which unit, what is doubtful or to be filled in."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from generator.importing import import_files, is_own_draft
from generator.initialising import (
    init_folder,
    merge_draft,
    roll_forward,
    write_accountant_workbook,
)
from generator.model.forms import FORM_BY_NUMBER
from generator.reporting import screen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rich.console import Console

    from generator.importing import FoundTable
    from generator.intake.rollover import ToCheck, ToFill


def run_import(files: Sequence[Path], target: Path) -> None:
    """Import and print the report. Raises GeneratorError where nothing was found."""
    console = screen.open_console(sys.stdout)
    drafts = [file for file in files if is_own_draft(file, target)]
    for draft in drafts:
        _merge(console, draft, target)
    files = [file for file in files if file not in drafts]
    if not files:
        return
    report = import_files(files, target)
    console.print(f"读入 {len(report.tables)} 张表，数据文件夹：{target}", style="bold")
    for found in report.tables:
        console.print(_describe(found))
    for path in report.others:
        console.print(f"  {path.name}　已写出")
    screen.print_findings(console, report.findings)
    if report.missing:
        console.print(f"还缺：{'、'.join(report.missing)}。", style="yellow")
    console.print(f"下一步：核对 {target} 中的表，再运行 gen-narrative {target} --docx")


def _merge(console: Console, draft: Path, target: Path) -> None:
    """Read the reasons that were typed into a draft back into 原因.csv."""
    merged = merge_draft(draft, target)
    console.print(f"草稿 {draft.name}：读回 {len(merged.added)} 条原因", style="bold")
    for reason in merged.added:
        console.print(f"  {reason.section}　{reason.key}：{reason.reason}")
    if merged.path is not None:
        console.print(f"已写入 {merged.path}", style="green")
    screen.print_findings(console, merged.findings)


def run_init(target: Path, *, name: str, year: int, last: Path | None, xlsx: bool) -> None:
    """Write the folder or workbook, and print what to do next."""
    console = screen.open_console(sys.stdout)
    if xlsx:
        path = (
            target if target.suffix.lower() == ".xlsx" else target.with_name(f"{target.name}.xlsx")
        )
        # A data folder of that name, with its tables, becomes the workbook.
        source = target if target.is_dir() else None
        made = write_accountant_workbook(path, source=source, last=last, name=name, year=year)
        console.print(f"已写出 {made.path}", style="green")
        if made.reasons:
            console.print(
                f"“原因”表列出 {len(made.reasons)} 项，其中 {made.blank_reasons} 项待填。"
            )
        _list_tasks(console, made.to_fill, made.to_check)
        return
    if last is not None:
        rolled = roll_forward(last, target, year=year)
        console.print(f"已由 {last} 结转到 {target}（{rolled.year} 年度）", style="green")
        _list_tasks(console, rolled.to_fill, rolled.to_check)
        for file in rolled.left_behind:
            console.print(f"  没有带入：{file}", style="dim")
        return
    written = init_folder(target, name=name, year=year)
    console.print(f"已建立 {target}，共 {len(written)} 个文件；先看其中的 说明.md。", style="green")


def _list_tasks(console: Console, to_fill: Sequence[ToFill], to_check: Sequence[ToCheck]) -> None:
    if to_fill:
        console.print(f"要填写 {len(to_fill)} 项：", style="bold")
    by_file: dict[str, list[str]] = {}
    for item in to_fill:
        by_file.setdefault(item.file, []).append(item.key)
    for file, keys in by_file.items():
        console.print(f"  {file}：{'、'.join(keys)}")
    for check in to_check:
        console.print(f"  请核对 {check.file}：{check.text}（{check.why}）", style="yellow")


def _describe(found: FoundTable) -> str:
    table = found.table
    title = FORM_BY_NUMBER[table.form].title
    sheet = f"「{found.sheet.name}」" if found.sheet.name else ""
    state = "" if found.written else "（已有相同或另一份，没有改动）"
    doubts = f"，{len(found.sheet.doubts)} 格存疑" if found.sheet.doubts else ""
    return (
        f"  {table.form} {title}　← {found.sheet.file}{sheet}，"
        f"{len(table.rows)} 行，单位：{table.file_unit}{doubts}{state}"
    )
