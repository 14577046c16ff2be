"""`serve`: the page of this machine, until Ctrl-C."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from generator.base.errors import PageUnavailableError
from generator.reporting import screen

if TYPE_CHECKING:
    from pathlib import Path


def run_serve(workspace: Path, *, port: int = 0, browse: bool = True) -> None:
    """Serve until Ctrl-C.

    Raises PageUnavailableError without the libraries, GeneratorError where there is no folder.
    """
    try:
        from generator.server.serving import Server, serve  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise PageUnavailableError from error

    console = screen.open_console(sys.stdout)

    def announce(address: str) -> None:
        console.print(screen.styled("网页：", (address, "bold cyan")))
        console.print(
            "在浏览器里打开这个地址。只在本机能看；用完按 Ctrl-C，或关闭本窗口。", style="dim"
        )
        sys.stdout.flush()

    serve(Server(workspace, port), browse=browse, announce=announce)
    console.print("网页已停止。")
