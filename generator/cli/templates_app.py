"""The command line of the template workbench: `gen-narrative templates …`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from generator.cli.options import Data, Profile, Templates  # noqa: TC001 - typer reads the annotations
from generator.cli.serve_app import NoBrowser, Port  # noqa: TC001 - as above
from generator.cli.usage import ChineseCommand, ChineseGroup
from generator.reporting.formats import ChangesFormat

FAULTY = 1


templates_app = typer.Typer(
    cls=ChineseGroup,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="修改用语的工作台：列出、查名称、检查、比较、预览模板。",
)
Several = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[数据文件夹…]", help="省略则用自带的样例"),
]


@templates_app.command(
    cls=ChineseCommand, name="list", help="列出各节的模板，和哪个方案另用哪个文件。"
)
def list_command(*, templates: Templates = None) -> None:
    """Print the templates."""
    from generator.cli.templates import run_list  # noqa: PLC0415 - keep `--help` light

    run_list(templates)


@templates_app.command(
    cls=ChineseCommand, name="fields", help="查模板里可以用的名称：含义、单位、来源、部分。"
)
def fields_command(
    word: Annotated[str, typer.Argument(metavar="[词]", help="名称或其中几个字；省略为全部")] = "",
    *,
    data: Annotated[
        Path | None, typer.Option("--data", metavar="数据文件夹", help="同时显示在该部门的值")
    ] = None,
    profile: Profile = "",
    templates: Templates = None,
) -> None:
    """Print names with meaning, unit, source, and value where data is given."""
    from generator.cli.templates import run_fields  # noqa: PLC0415 - keep `--help` light

    run_fields(word, data, profile=profile, templates=templates)


@templates_app.command(
    cls=ChineseCommand,
    name="check",
    help="检查全部模板和开关，一次列出所有错误，以及没有例子写到的行。",
)
def check_command(data: Several = None, *, templates: Templates = None) -> None:
    """Print every fault; exit with 1 where there is one."""
    from generator.cli.templates import run_check  # noqa: PLC0415 - keep `--help` light

    raise typer.Exit(0 if run_check(data or [], templates) else FAULTY)


@templates_app.command(cls=ChineseCommand, name="diff", help="比较改动前后的句子，按部门和节列出。")
def diff_command(
    data: Several = None,
    *,
    templates: Templates = None,
    profile: Profile = "",
    output_format: Annotated[
        ChangesFormat, typer.Option("--format", metavar=ChangesFormat.offered(), help="文字或网页")
    ] = ChangesFormat.TEXT,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="文件", help="写到文件")
    ] = None,
) -> None:
    """Print or write the changed sentences of each department."""
    from generator.cli.templates import run_diff  # noqa: PLC0415 - keep `--help` light

    as_html = output_format is ChangesFormat.HTML
    run_diff(data or [], templates, profile=profile, as_html=as_html, output=output)


@templates_app.command(
    cls=ChineseCommand,
    name="preview",
    help="在浏览器里边改边看：改了模板、行文.toml 或数据，网页随即更新。",
)
def preview_command(
    data: Data,
    *,
    templates: Templates = None,
    profile: Profile = "",
    port: Port = 0,
    no_browser: NoBrowser = False,
) -> None:
    """Serve the maintainer's room on this machine until Ctrl-C."""
    from generator.cli.serve import run_preview  # noqa: PLC0415 - keep `--help` light

    browse = not no_browser
    run_preview(data, profile=profile, templates=templates, port=port, browse=browse)
