"""`import` and `init`: what was found where, in which unit, what is doubtful or to be filled in."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from generator.base.output import write_atomically, write_files, write_new_files
from generator.base.severity import Severity
from generator.field.data_folder import LAST_YEAR, Lists
from generator.field.forms import FORM_BY_NUMBER, FORMS
from generator.model.table import CellKind
from generator.reporting import screen
from generator.reporting.gaps import REASONS_FILE
from generator.reporting.screen import typed_path
from generator.tasks.import_files.importing import import_files, is_own_document, is_own_draft
from generator.tasks.import_files.landing import Landed, existing_file
from generator.tasks.init import init_folder, make_accountant_workbook, merge_draft, roll_forward

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rich.console import Console

    from generator.folder.rollover import ToCheck, ToFill
    from generator.tasks.import_files.landing import LandedFile
    from generator.tasks.import_files.report import FoundTable, ImportReport

_NEEDED = (Lists.IDENTITY, Lists.BUDGETS, Lists.FACTS)


def run_import(
    files: Sequence[Path],
    target: Path,
    *,
    profile: str = "",
    templates: Path | None = None,
    replace: bool = False,
) -> bool:
    """Import and print the report; return False where something was refused.

    Raises GeneratorError where nothing was found.
    """
    console = screen.open_console(sys.stdout)
    drafts = [file for file in files if is_own_draft(file, target)]
    merged = [_merge(console, draft, target, profile, templates) for draft in drafts]
    files = [file for file in files if file not in drafts]
    if not files:
        return all(merged)
    report = import_files(files, target, replace=replace)
    write_files(report.files, report.outdated)
    _print_report(console, report, target)
    if target.name != LAST_YEAR and any(map(is_own_document, files)):
        console.print(
            "其中有本程序写出的文档，这里只读入了表；文档里填写的原因，"
            "请导入到写出它的那个数据文件夹。",
            style="yellow",
        )
    _print_next(console, report, target)
    return not report.refused and all(merged)


def _print_report(console: Console, report: ImportReport, target: Path) -> None:
    console.print(f"读入 {len(report.tables)} 张表，数据文件夹：{target}", style="bold")
    if report.tables:
        department = report.department or "（表中没有写）"
        year = report.year or "（表中没有写）"
        console.print(f"  部门：{department}　年度：{year}")
    for found in report.tables:
        console.print(_describe(found, target))
    if report.forms_used:
        names = "、".join(one.project.text for one in report.forms_used if one.project)
        console.print(f"读入 {len(report.forms_used)} 份项目自评表：{names}")
    for one in report.others:
        console.print(_describe_list(one, target))
    screen.list_findings(console, report.findings)
    screen.print_verdict(console, report.findings, "读取")


def _describe(found: FoundTable, target: Path) -> str:
    """Return a line: which table, where from, how much of it, the unit, what became of it."""
    table = found.table
    title = FORM_BY_NUMBER[table.form].title
    amounts = sum(cell.kind is CellKind.NUMBER for row in table.rows for cell in row.cells.values())
    unit = table.file_unit if found.unit_stated else f"没有写，按{table.file_unit}"
    parts = [f"{amounts} 个金额" if amounts else "空表", f"单位：{unit}"]
    if found.sheet.doubts:
        parts.append(f"{len(found.sheet.doubts)} 格存疑")
    if found.landed is not Landed.WRITTEN:
        parts.append(found.landed.value)
    name = found.path.relative_to(target).with_suffix("").as_posix()
    return f"  {name} {title}　← {found.source}，{'，'.join(parts)}"


def _describe_list(one: LandedFile, target: Path) -> str:
    added = f" {len(one.added)} 项：{'、'.join(one.added)}" if one.added else ""
    return f"  {one.path.relative_to(target).as_posix()}　{one.landed.value}{added}"


def _print_next(console: Console, report: ImportReport, target: Path) -> None:
    """Print what to do next; a path with blanks is quoted, as it has to be typed."""
    if target.name == LAST_YEAR:
        console.print(f"这些表用作上年数。下一步：gen-narrative {typed_path(target.parent)} --docx")
        return
    if any(finding.severity is Severity.ERROR for finding in report.findings):
        console.print("请先看上面的错误。", style="yellow")
    absent = [name for name in _NEEDED if existing_file(target, name) is None]
    if absent:
        console.print(
            f"还没有 {'、'.join(absent)} 等清单。运行 gen-narrative init {typed_path(target)}，"
            "会补上空白的清单，已有的文件不动。"
        )
    console.print(
        f"下一步：对照原文件核对 {target} 中的表，再运行 gen-narrative {typed_path(target)} --docx"
    )


def _merge(
    console: Console, draft: Path, target: Path, profile: str, templates: Path | None
) -> bool:
    """Read the reasons typed into a draft back into 原因.csv; False where that went wrong."""
    merged = merge_draft(draft, target, profile=profile, templates=templates)
    write_files(merged.files)
    numbers = sum(one.file != REASONS_FILE for one in merged.added)
    also = f"、{numbers} 个数" if numbers else ""
    what = f"{len(merged.added) - numbers} 条原因{also}"
    console.print(f"草稿 {draft.name}：读回 {what}", style="bold")
    for reason in merged.added:
        basis = f"（对比{reason.basis}）" if reason.basis else ""
        console.print(f"  {reason.section}　{reason.key}{basis}：{reason.reason}")
    for path in merged.files:
        console.print(f"已写入 {path}", style="green")
    screen.list_findings(console, merged.findings)
    if not merged.added and not merged.findings:
        console.print(f"草稿中没有新填的原因：标记都还在，或所填的已在 {target} 的 原因.csv 中。")
    if merged.findings:
        screen.print_verdict(console, merged.findings, "读取")
    if merged.added:
        console.print(f"下一步：gen-narrative {typed_path(target)} --docx，写出新的一稿。")
    return all(finding.severity is not Severity.ERROR for finding in merged.findings)


def run_init(target: Path, *, name: str, year: int, last: Path | None, xlsx: bool) -> None:
    """Write the folder or workbook, and print what to do next."""
    console = screen.open_console(sys.stdout)
    if xlsx:
        _init_workbook(console, target, name=name, year=year, last=last)
        return
    if last is not None:
        rolled = roll_forward(last, target, year=year)
        write_new_files(rolled.files)
        console.print(f"已由 {last} 结转到 {target}（{rolled.year} 年度）", style="green")
        _list_tasks(console, rolled.to_fill, rolled.to_check)
        if rolled.left_behind:
            console.print(f"没有带入：{'、'.join(rolled.left_behind)}", style="dim")
        console.print("以上各项也写在其中的 说明.md 里。")
        return
    before = target.is_dir() and any(target.iterdir())
    files = init_folder(target, name=name, year=year)
    write_new_files(files)
    done = "已补上缺少的文件，原有的没有改动" if before else "已建立"
    console.print(f"{done}：{target}，写出 {len(files)} 个文件。", style="green")
    console.print(
        "先看其中的 说明.md。九张公开表可以直接放进去，也可以由手头的文件导入："
        f"gen-narrative import 文件 -o {typed_path(target)}"
    )


def _init_workbook(
    console: Console, target: Path, *, name: str, year: int, last: Path | None
) -> None:
    """Write the workbook of a folder of that name, of last year, or an empty one."""
    path = target if target.suffix.lower() == ".xlsx" else target.with_name(f"{target.name}.xlsx")
    source = next((one for one in (target, target.with_suffix("")) if one.is_dir()), None)
    if target.is_file() and target == path and last is None:
        source, path = target, target.with_name(f"{target.stem}-列出原因.xlsx")
    made = make_accountant_workbook(path, source=source, last=last, name=name, year=year)
    write_atomically(made.path, made.data)
    console.print(f"已写出 {made.path}", style="green")
    if made.reasons:
        blank = made.blank_reasons
        left = f"其中 {blank} 项待填" if blank else "都已填好"
        console.print(f"“原因”表列出这些数要求的 {len(made.reasons)} 项原因和用途，{left}。")
    _list_tasks(console, made.to_fill, made.to_check, in_workbook=True)
    if source is None:
        console.print("九张公开表各放一张工作表，取名 公开01 … 公开09。")
    console.print(f"填好后：gen-narrative {typed_path(path)} --docx")


def _list_tasks(
    console: Console,
    to_fill: Sequence[ToFill],
    to_check: Sequence[ToCheck],
    *,
    in_workbook: bool = False,
) -> None:
    """List by file what is to be filled in, then what is to be looked at."""

    def place(file: str) -> str:
        if not in_workbook:
            return file
        return file.removesuffix(".csv").removesuffix(".md").removeprefix("文字/")

    if to_fill:
        console.print(f"要填写 {len(to_fill)} 项：", style="bold")
    by_file: dict[str, list[str]] = {}
    for item in to_fill:
        by_file.setdefault(place(item.file), []).append(item.key)
    if len(by_file.keys() & {place(f"{number}.csv") for number in FORM_BY_NUMBER}) == len(FORMS):
        by_file = {file: keys for file, keys in by_file.items() if not file.startswith("公开0")}
        console.print("  公开01 … 公开09：今年的九张公开表")
    for file, keys in by_file.items():
        shown = "" if keys == [file.rpartition("/")[2].removesuffix(".md")] else "、".join(keys)
        console.print(f"  {file}：{shown}" if shown else f"  {file}")
    for check in to_check:
        console.print(f"  请核对 {place(check.file)}：{check.text}（{check.why}）", style="yellow")
