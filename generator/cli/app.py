"""The command line: options in, one call, findings printed, exit status."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import Annotated

import typer

from generator.base.interrupts import BY_SIGNAL, INTERRUPTED, repeating_interrupts
from generator.base.streams import prepare_streams
from generator.cli.batch_app import BATCH, batch_command
from generator.cli.ending import Status, judge, say
from generator.cli.options import (
    Accepted,
    AllFigures,
    Attachments,
    Checklist,
    Data,
    Day,
    FailOn,
    Hints,
    LastYear,
    Letters,
    Memory,
    Previous,
    Profile,
    ReferenceDoc,
    ReturnedForms,
    ReviewData,
    ReviewFailOn,
    ReviewFails,
    ReviewOutput,
    Roster,
    SummaryReport,
    Templates,
    Timeout,
    Verbose,
    refuse_alone,
)
from generator.cli.serve_app import SERVE, serve_command
from generator.cli.templates_app import templates_app
from generator.cli.usage import (
    ChineseCommand,
    ChineseGroup,
)
from generator.reporting.formats import CheckFormat, ExplainFormat, ReviewFormat
from generator.version import __version__

_OWN_OPTIONS = ("--help", "-h", "--version", "--install-completion", "--show-completion")


class _BuildByDefault(ChineseGroup):
    """`gen-narrative DATA` is `gen-narrative build DATA`."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Put `build` in front of anything that is neither a command nor our own option."""
        if args and args[0] not in self.commands and args[0] not in _OWN_OPTIONS:
            args = ["build", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_BuildByDefault,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="由九张公开表写出部门决算情况说明（一至十三），并核对数字。"
    "写出 Word：gen-narrative 数据文件夹 --docx",
)

app.add_typer(templates_app, name="templates")
app.command(cls=ChineseCommand, name="serve", help=SERVE)(serve_command)
app.command(cls=ChineseCommand, name="batch", help=BATCH)(batch_command)


def _print_version(value: bool) -> None:  # noqa: FBT001 - the signature that typer asks for
    if value:
        typer.echo(f"gen-narrative {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    *,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="显示版本"),
    ] = False,
) -> None:
    """Carry the options that stand before a command."""


@app.command(cls=ChineseCommand, name="build", help="写出情况说明（可省略 build 一词）。")
def build_command(  # noqa: PLR0913 - one parameter an option
    data: Data,
    *,
    docx: Annotated[bool, typer.Option("--docx", help="写出 Word 文档")] = False,
    pdf: Annotated[
        bool, typer.Option("--pdf", help="写出 PDF，目录带页码（要有 LibreOffice 或 Word）")
    ] = False,
    html: Annotated[bool, typer.Option("--html", help="写出网页")] = False,
    text: Annotated[bool, typer.Option("--text", help="只输出第三部分的文字")] = False,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="路径", help="输出文件或文件夹")
    ] = None,
    attachments: Attachments = None,
    final: Annotated[
        bool, typer.Option("--final", help="定稿：有错误、【待补充】或审核不过时不写出")
    ] = False,
    templates: Templates = None,
    profile: Profile = "",
    reference_doc: ReferenceDoc = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖人工修改过的文档")] = False,
    verbose: Verbose = False,
) -> None:
    """Build, then print what was written and what is to be done."""
    from generator.cli.build import BuildRequest, run_build  # noqa: PLC0415 - keep `--help` light

    request = BuildRequest(
        data=data,
        docx=docx,
        pdf=pdf,
        html=html,
        text=text,
        output=output,
        attachments=attachments,
        final=final,
        templates=templates,
        profile=profile,
        reference_doc=reference_doc,
        force=force,
        verbose=verbose,
    )
    raise typer.Exit(Status.DONE if run_build(request) else Status.REFUSED)


@app.command(
    cls=ChineseCommand,
    name="check",
    help="核对九张表和清单：哪一格、现为多少、应为多少、按哪个关系。",
)
def check_command(
    data: Data,
    *,
    output_format: Annotated[
        CheckFormat,
        typer.Option("--format", metavar=CheckFormat.offered(), help="屏幕、JSON、网页或工作簿"),
    ] = CheckFormat.TEXT,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="文件", help="写入的文件")
    ] = None,
    fail_on: Annotated[
        FailOn,
        typer.Option(
            "--fail-on",
            metavar="error|warning|never",
            help="（给脚本用）有这一级的问题时退出状态为 1",
        ),
    ] = FailOn.ERROR,
    verbose: Verbose = False,
) -> None:
    """Check the tables and lists of a data folder, and report."""
    from generator.cli.check import CheckRequest, run_check  # noqa: PLC0415 - keep `--help` light

    request = CheckRequest(data, output_format, output, fail_on.value, verbose=verbose)
    raise typer.Exit(Status.DONE if run_check(request) else Status.REFUSED)


@app.command(
    cls=ChineseCommand,
    name="review",
    help="审核送审的决算公开文件：逐个数字与表核对，列出错误和应为的数。",
)
def review_command(  # noqa: PLR0913 - one parameter an option
    files: Annotated[
        list[Path], typer.Argument(metavar="文件…", help=".docx .pdf .txt .md，或文件夹、.zip")
    ],
    *,
    data: ReviewData = None,
    output_format: ReviewOutput = ReviewFormat.TEXT,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="路径", help="写入的文件或文件夹")
    ] = None,
    accepted: Accepted = None,
    previous: Previous = None,
    roster: Roster = None,
    last: LastYear = None,
    letters: Letters = None,
    hints: Hints = False,
    replies: ReturnedForms = None,
    figures: AllFigures = None,
    summary_report: SummaryReport = None,
    templates: Templates = None,
    checklist: Checklist = None,
    fail_on: ReviewFails = ReviewFailOn.ERROR,
    timeout: Timeout = 120,
    memory: Memory = 2000,
    date: Day = None,
) -> None:
    """Review submitted documents against their tables, and report."""
    refuse_alone(hints=hints, templates=templates, letters=letters, report=summary_report)
    from generator.cli.review import ReviewRequest, run_review  # noqa: PLC0415 - keep `--help` light
    from generator.tasks.supervised.worker import Bounds  # noqa: PLC0415 - keep `--help` light

    request = ReviewRequest(
        files=tuple(files),
        data=data,
        output_format=output_format,
        output=output,
        accepted=accepted,
        fail_on=fail_on.value,
        date=(date or datetime.now(tz=UTC).astimezone()).date(),
        bounds=Bounds(timeout, memory),
        roster=roster,
        last=last,
        letters=letters,
        hints=hints,
        replies=replies,
        templates=templates,
        previous=previous,
        checklist=checklist,
        figures=figures,
        summary_report=summary_report,
    )
    raise typer.Exit(Status(run_review(request)))


@app.command(
    cls=ChineseCommand,
    name="explain",
    help="逐个说明某一条中每个数字的算法和来源，如：explain data 五（三）2",
)
def explain_command(
    data: Data,
    where: Annotated[str, typer.Argument(metavar="[位置]", help="如 五（三）2；省略为全部")] = "",
    *,
    templates: Templates = None,
    profile: Profile = "",
    output_format: Annotated[
        ExplainFormat,
        typer.Option(
            "--format",
            metavar=ExplainFormat.offered(),
            help="屏幕、JSON，或全部数字的一张表：CSV、工作簿、parquet",
        ),
    ] = ExplainFormat.TEXT,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="文件", help="写入的文件")
    ] = None,
) -> None:
    """Print or write formula and source cells of each number of a clause."""
    from generator.cli.explain import ExplainRequest, run_explain  # noqa: PLC0415 - keep `--help` light

    run_explain(ExplainRequest(data, where, output_format, output, profile, templates))


@app.command(
    cls=ChineseCommand, name="init", help="建一个空的数据文件夹，或由上年的结转，或做成一本工作簿。"
)
def init_command(
    target: Annotated[
        Path, typer.Argument(metavar="文件夹", help="要建立的文件夹（--xlsx 时为文件）")
    ],
    *,
    name: Annotated[str, typer.Option("--name", metavar="名称", help="部门名称")] = "",
    year: Annotated[
        int, typer.Option("--year", metavar="年度", help="如 2025", show_default=False)
    ] = 0,
    last: Annotated[
        Path | None, typer.Option("--from", metavar="上年文件夹", help="由上年的数据文件夹结转")
    ] = None,
    xlsx: Annotated[bool, typer.Option("--xlsx", help="做成一本工作簿，每个文件一张表")] = False,
) -> None:
    """Write an empty, explained data folder, one rolled from last year, or a workbook."""
    from generator.cli.intake import run_init  # noqa: PLC0415 - keep `--help` light

    run_init(target, name=name, year=year, last=last, xlsx=xlsx)


@app.command(
    cls=ChineseCommand,
    name="import",
    help="把导出的工作簿、公开的 Word、PDF、网页里的表读成数据文件夹。",
)
def import_command(
    files: Annotated[list[Path], typer.Argument(metavar="文件…", help=".xls .xlsx .docx .pdf …")],
    *,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="数据文件夹", help="写入的数据文件夹")
    ],
    replace: Annotated[
        bool, typer.Option("--replace", help="换掉已有的表和自评表的行，原来的存入 历史")
    ] = False,
    templates: Templates = None,
    profile: Profile = "",
) -> None:
    """Write the tables found in the files into a data folder, and report."""
    from generator.cli.intake import run_import  # noqa: PLC0415 - keep `--help` light

    done = run_import(files, output, profile=profile, templates=templates, replace=replace)
    raise typer.Exit(Status.DONE if done else Status.REFUSED)


@app.command(
    cls=ChineseCommand,
    name="start",
    help="由今年的表和上年的公开文件建好今年的数据文件夹，已知的都填上。",
)
def start_command(
    files: Annotated[list[Path], typer.Argument(metavar="文件…", help="今年的和上年的，次序随意")],
    *,
    output: Annotated[
        Path,
        typer.Option("-o", "--output", metavar="路径", help="新的数据文件夹，或工作簿 .xlsx"),
    ],
) -> None:
    """Set up this year's data folder, and say what was taken and what is left to fill in."""
    from generator.cli.start import run_start  # noqa: PLC0415 - keep `--help` light

    raise typer.Exit(Status.DONE if run_start(files, output) else Status.REFUSED)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: the one broad catch of the program stands here.

    A reader of the output that goes away (`| head`) changes nothing: the status is that of the
    work done.
    """
    prepare_streams()
    with repeating_interrupts():
        status = _run(arguments)
    if status == Status.INTERRUPTED:
        say(INTERRUPTED)
    sys.exit(status)


def _run(arguments: list[str] | None) -> int:
    """Return the exit status; what went wrong has been said."""
    try:
        status: int | None = app(arguments, prog_name="gen-narrative", standalone_mode=False)
    except SystemExit as end:  # a signal, or rich and click where nobody reads the help any more
        return end.code if isinstance(end.code, int) and end.code > BY_SIGNAL else Status.DONE
    except KeyboardInterrupt:
        return Status.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - whatever is left over is our bug
        failed, message = judge(error)
        if message:
            say(message)
        return failed
    return status or Status.DONE
