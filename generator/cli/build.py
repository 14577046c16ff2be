"""`build`: one call into the program, then the screen."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from generator.base.output import fit_file_name, write_files
from generator.reporting import screen
from generator.reporting.formats import BuildFormat
from generator.tasks.build import Options, build_department

if TYPE_CHECKING:
    from rich.console import Console

    from generator.model.accounts import Identity
    from generator.model.block import Gap
    from generator.tasks.build import BuildResult

# Bytes of a department's name in a file name: 50 characters, longer than any there is.
_LONGEST_NAME = 150
_PAGES_WRITTEN = (
    "目录的页码是这台电脑排版的结果；Word 文档换了电脑、字体或改动之后，请在目录上右击“更新域”。"
)
_PAGES_MISSING = (
    '目录没有写页码：没有安装读取 PDF 的库（pip install "gen-narrative[pdf]"），或者排版的结果'
    "读不出每一条的页码。请在 Word、WPS 中打开，在目录上右击“更新域”。"
)


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """The options of `build` as given."""

    data: Path
    docx: bool
    pdf: bool
    html: bool
    text: bool
    output: Path | None
    final: bool
    templates: Path | None
    profile: str
    reference_doc: Path | None
    force: bool

    @property
    def outputs(self) -> tuple[BuildFormat, ...]:
        """The outputs asked for."""
        return tuple(kind for kind in BuildFormat if getattr(self, kind.value))


def run_build(request: BuildRequest) -> bool:
    """Build and print; return False where --final refused."""
    result = build_department(
        request.data,
        Options(
            targets=partial(plan_paths, request),
            profile=request.profile,
            templates=request.templates,
            reference_doc=request.reference_doc,
            final=request.final,
            force=request.force,
        ),
    )
    write_files(result.files, result.outdated)
    on_screen = request.text and request.output is None
    if on_screen or not request.outputs:
        screen.print_plain(result.text)
    # What is piped on is the text alone: the report then goes to standard error.
    console = screen.open_console(sys.stderr if on_screen else sys.stdout)
    _report(console, result, request)
    return not result.refused


def plan_paths(request: BuildRequest, identity: Identity) -> dict[BuildFormat, Path]:
    """Return the file for each output that goes to a file (-o)."""
    kinds = [
        kind
        for kind in request.outputs
        if kind is not BuildFormat.TEXT or request.output is not None
    ]
    output = request.output
    if output is not None and len(kinds) == 1 and output.suffix.lower() == kinds[0].suffix:
        return {kinds[0]: output}
    name = output_name(identity)
    folder = output or Path()
    return {kind: folder / f"{name}{kind.suffix}" for kind in kinds}


def output_name(identity: Identity) -> str:
    """Return {部门名称}{年度}年度{口径}决算情况说明, fit for a file name."""
    year = f"{identity.year}年度" if identity.year else ""
    department = fit_file_name(identity.department, _LONGEST_NAME)
    return fit_file_name(f"{department}{year}{identity.scope}决算情况说明")


def _report(console: Console, result: BuildResult, request: BuildRequest) -> None:
    department = result.department
    console.print()
    screen.print_title(console, department.accounts.identity, department.profile)
    screen.print_written(console, result.files)
    if result.numbered is not None:
        console.print(_PAGES_WRITTEN if result.numbered else _PAGES_MISSING, style="dim")
    in_workbook = request.data.is_file()
    if result.waiting:
        advice = (
            f"请填到 {request.data} 的“原因”工作表里再运行。"
            if in_workbook
            else f"请把它放入 {request.data}（与 原因.csv 并列）再运行。"
        )
        console.print(f"待补充.csv 中填好的原因还没有使用：{advice}", style="yellow")
    gaps = tuple(map(_of_workbook, result.gaps)) if in_workbook else result.gaps
    screen.print_gaps(console, gaps)
    screen.list_findings(console, result.findings)
    screen.print_verdict(console, result.findings, "核对")
    screen.print_coverage(console, department.checked, department.unchecked)
    screen.print_deadline(console, department.accounts.identity)
    if result.refused:
        console.print("定稿未写出（--final）：须先改正以上错误、补齐【待补充】。", style="bold red")


def _of_workbook(gap: Gap) -> Gap:
    """Return a gap that is to be filled in on a sheet, not in a file of a folder."""
    return replace(gap, file=f"工作表 {Path(gap.file).stem}")
