"""`serve`: the page of this machine, until Ctrl-C."""

from __future__ import annotations

import importlib.util
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from generator.base.errors import FolderMissingError, PageUnavailableError
from generator.reporting import screen

if TYPE_CHECKING:
    from generator.server.serving import Server


def run_preview(
    data: Path, *, profile: str, templates: Path | None, port: int = 0, browse: bool = True
) -> None:
    """Serve the maintainer's room alone, on a department wherever it lies, until Ctrl-C.

    Raises PageUnavailableError without the libraries, GeneratorError where there is no folder.
    """
    _require_libraries()
    from generator.server.house import Given  # noqa: PLC0415 - an extra
    from generator.server.maintainer import ROOM  # noqa: PLC0415 - an extra
    from generator.server.serving import Server  # noqa: PLC0415 - an extra

    if not data.exists():
        raise FolderMissingError(data)
    given = Given(data.absolute(), templates.absolute() if templates else None, profile)
    # Nothing of the page's own is left beside the data.
    with tempfile.TemporaryDirectory(prefix="gen-narrative-", ignore_cleanup_errors=True) as room:
        _serve(
            Server(Path(room), port, rooms=(ROOM,), given=given), browse=browse, to="/maintainer/"
        )


def run_serve(workspace: Path, *, port: int = 0, browse: bool = True) -> None:
    """Serve until Ctrl-C.

    Raises PageUnavailableError without the libraries, GeneratorError where there is no folder.
    """
    _require_libraries()
    from generator.server.calling import call  # noqa: PLC0415 - an extra
    from generator.server.lock import WorkspaceTakenError  # noqa: PLC0415 - an extra
    from generator.server.serving import Server  # noqa: PLC0415 - an extra

    try:
        server = Server(workspace, port)
    except WorkspaceTakenError as error:
        if not browse or not call(error.hidden):
            raise
        console = screen.open_console(sys.stdout)
        console.print("程序已经在运行，已在浏览器里打开它的网页。", soft_wrap=True)
        return
    _serve(server, browse=browse)


def _require_libraries() -> None:
    if any(importlib.util.find_spec(name) is None for name in ("flask", "waitress")):
        raise PageUnavailableError


def _serve(server: Server, *, browse: bool, to: str = "") -> None:
    from generator.server.serving import serve  # noqa: PLC0415 - an extra

    console = screen.open_console(sys.stdout)

    def announce(address: str) -> None:
        console.print(screen.styled("网页：", (address, "bold cyan")), soft_wrap=True)
        console.print(
            "在浏览器里打开这个地址。只在本机能看；用完按 Ctrl-C，或关闭本窗口。", style="dim"
        )
        sys.stdout.flush()

    serve(server, browse=browse, announce=announce, to=to)
    console.print("网页已停止。")
