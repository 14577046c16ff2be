"""`build`: one call into the program, then the screen."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from generator.base.output import write_files
from generator.reporting import screen
from generator.reporting.build_screen import BuildReport, print_build
from generator.reporting.formats import BuildFormat
from generator.reporting.gaps import GAPS_FILE
from generator.tasks.build import Options, build_department, output_name

if TYPE_CHECKING:
    from rich.console import Console

    from generator.model.accounts import Identity
    from generator.tasks.build import BuildResult

_PAGES_WRITTEN = (
    "目录的页码是这台电脑排版的结果；Word 文档换了电脑、字体或改动之后，请在目录上右击“更新域”。"
)
_NO_FILES = (
    "没有要写成单独文件的附件：没有填绩效指标和报告文字，或 行文.toml 的“印在”不是“单独文件”“都”。"
)
_LEFT_OUT = "另有 {count} 份附件只印成单独文件，这次没有写出；要写出请加 --attachments 文件夹。"
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
    attachments: Path | None = None
    verbose: bool = False

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
            attachments=request.attachments,
        ),
    )
    write_files(result.files, result.outdated)
    on_screen = request.text and request.output is None
    if on_screen or not (request.outputs or request.attachments):
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


def _report(console: Console, result: BuildResult, request: BuildRequest) -> None:
    department = result.department
    written = tuple(result.shown)
    print_build(
        console,
        BuildReport(
            identity=department.accounts.identity,
            profile=department.profile,
            data=request.data,
            written=written,
            gaps=result.gaps,
            filled=department.filled,
            later=department.later,
            findings=result.findings,
            checked=department.checked,
            unchecked=department.unchecked,
            gaps_file=_find_gaps_file(request.data),
            waiting=result.waiting,
            final=request.final,
            refused=result.refused,
            verbose=request.verbose,
            contents=_word_contents(result),
            attachments=_word_attachments(result, request),
            duties=result.duties,
        ),
    )


def _word_contents(result: BuildResult) -> str:
    """Return what is to be said of the pages in the contents, if a PDF was asked for."""
    if result.numbered is None:
        return ""
    return _PAGES_WRITTEN if result.numbered else _PAGES_MISSING


def _word_attachments(result: BuildResult, request: BuildRequest) -> str:
    """Return what is to be said of forms and reports that were not written."""
    alone = [one for one in result.department.attachments if not one.planned.in_document]
    if request.attachments is not None:
        return "" if result.enclosed or result.refused else _NO_FILES
    return _LEFT_OUT.format(count=len(alone)) if alone and request.outputs else ""


def _find_gaps_file(data: Path) -> Path | None:
    """Return the 待补充.csv to be filled in, if there is one now."""
    there = (data if data.is_dir() else data.parent) / GAPS_FILE
    return there if there.is_file() else None
