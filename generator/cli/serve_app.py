"""The options of `serve`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

SERVE = "打开本机的网页：编制、审核、修改模板，不用命令行。"


Port = Annotated[int, typer.Option("--port", metavar="端口", min=0, max=65535, help="省略则随机")]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="不打开浏览器，只显示地址")]


def serve_command(
    workspace: Annotated[
        Path,
        typer.Argument(
            metavar="[工作文件夹]", help="放各部门数据和送审文件的地方；省略为当前文件夹"
        ),
    ] = Path(),
    *,
    port: Port = 0,
    no_browser: NoBrowser = False,
) -> None:
    """Serve the page on this machine until Ctrl-C."""
    from generator.cli.serve import run_serve  # noqa: PLC0415 - keep `--help` light

    run_serve(workspace, port=port, browse=not no_browser)
