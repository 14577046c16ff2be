"""LibreOffice on this machine: found, and run on one file in a folder of its own, within bounds.

It works with a profile of its own, so that a window that is open is not disturbed; nothing of it
stays behind. What a file brings along is not let do anything: no macro runs, nothing that it
points at is fetched.
"""

from __future__ import annotations

import contextlib
import math
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from generator.base.processes import end_left_over, end_with_children, start_apart

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_COMMANDS = ("soffice", "libreoffice")
_MAC = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
_WINDOWS = Path("LibreOffice", "program", "soffice.com")
_PROGRAM_FOLDERS = ("ProgramFiles", "ProgramFiles(x86)", "ProgramW6432")
_MEGABYTE = 1_000_000
_MOST_WORDS = 200
_SLICE = 0.25  # seconds between two looks at what it has written
_PROFILE = "profile"
_CORES = 4  # may work at once for as long as it may take
_MEMORY = 4_000_000_000  # bytes of addresses: it needs 600 MB for a document of 50 pages
# A fresh profile asks before macros and links; without a window nobody answers.
_SETTINGS = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
{items}</oor:items>
"""
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>\n"
)
_SCRIPTING = "Office.Common/Security/Scripting"
_NEVER = (
    (_SCRIPTING, "MacroSecurityLevel", "3"),
    (_SCRIPTING, "DisableMacrosExecution", "true"),
    (_SCRIPTING, "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
)
_AS_STORED = (
    ("Office.Writer/Content/Update", "Field", "false"),
    ("Office.Writer/Content/Update", "Chart", "false"),
)
# No machine answers here: what would be fetched all the same is not.
_NOWHERE = "http://127.0.0.1:9"
_PROXIES = ("http_proxy", "https_proxy", "ftp_proxy", "HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY")


class OfficeError(Exception):
    """LibreOffice did not do what it was to do; the message says why, in Chinese."""


def find_libreoffice() -> str:
    """Return the command of LibreOffice on this machine, empty where it is not installed."""
    installed = [path for name in _COMMANDS if (path := shutil.which(name))]
    folders = [Path(os.environ[name]) for name in _PROGRAM_FOLDERS if name in os.environ]
    placed = [_MAC, *(folder / _WINDOWS for folder in folders)]
    installed += [str(path) for path in placed if path.is_file()]
    return installed[0] if installed else ""


@contextlib.contextmanager
def open_room(*, as_stored: bool = False) -> Iterator[Path]:
    """Give a folder for one run or several; it is removed with all that stands in it.

    `as_stored`: fields and charts stay as the file has them. Raises OfficeError where there is no
    room for temporary files.
    """
    try:
        with tempfile.TemporaryDirectory(
            prefix="gen-narrative-", ignore_cleanup_errors=True
        ) as name:
            _lay_profile(Path(name), (*_NEVER, *(_AS_STORED if as_stored else ())))
            yield Path(name)
    except OSError as error:
        raise OfficeError(f"临时文件夹不能使用（{error.strerror}）") from error


def _lay_profile(room: Path, settings: Sequence[tuple[str, str, str]]) -> None:
    file = room / _PROFILE / "user" / "registrymodifications.xcu"
    file.parent.mkdir(parents=True)
    items = "".join(_ITEM.format(path=p, name=n, value=v) for p, n, v in settings)
    file.write_text(_SETTINGS.format(items=items), encoding="utf-8")


def convert_arguments(command: str, room: Path, source: Path, *options: str) -> list[str]:
    """Return the command line that turns a file in `room` into another one beside it."""
    return [
        command,
        f"-env:UserInstallation={(room / _PROFILE).as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
        *options,
        *("--outdir", str(room), str(source)),
    ]


def run(arguments: Sequence[str], room: Path, limit: float, most: int = 0) -> tuple[int, str]:
    """Run a command of one of our rooms; return its status and the end of what it said.

    It is ended with all that it has started after `limit` seconds. What reads a file of somebody
    else may write no more than `most` bytes, and its memory is bounded, too. Raises OfficeError
    where it was ended, and where it cannot be started.
    """
    said = room / "said.txt"
    proxies = dict.fromkeys(_PROXIES, _NOWHERE)
    with said.open("wb") as output:
        try:
            process = start_apart(arguments, output=output, environment={**os.environ, **proxies})
        except OSError as error:
            raise OfficeError(f"无法启动 {arguments[0]}：{error.strerror}") from error
        try:
            if most:
                _bound(process.pid, limit)
            status = _wait(process, room, limit, most)
        finally:
            end_with_children(process)
            end_left_over(process)
    words = " ".join(said.read_text(encoding="utf-8", errors="replace").split())
    return status, f"：{words[-_MOST_WORDS:]}" if words else ""


def _wait(process: subprocess.Popen[bytes], room: Path, limit: float, most: int) -> int:
    """Return the status; the bound counts the looks, so that a machine that sleeps is no fault."""
    for _ in range(math.ceil(limit / _SLICE)):
        with contextlib.suppress(subprocess.TimeoutExpired):
            return process.wait(_SLICE)
        if most and size_of(room) > most:
            raise OfficeError(f"写出的文件超过 {most // _MEGABYTE} MB，已停止它")
    raise OfficeError(f"{limit:g} 秒内没有完成，已停止它")


def size_of(room: Path) -> int:
    """Return how many bytes the files of a room hold, those of the profile left out."""
    found = 0
    for path in room.iterdir():
        with contextlib.suppress(OSError):  # gone meanwhile
            found += path.stat().st_size if path.is_file() else 0
    return found


def _bound(number: int, limit: float) -> None:
    """Let the system bound what a process needs, also where we are gone (Linux)."""
    if sys.platform != "linux":
        return
    import resource  # noqa: PLC0415 - not known on Windows

    bounds = ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, int(limit * _CORES) + 1))
    for kind, most in bounds:
        with contextlib.suppress(OSError, ValueError):
            _, hard = resource.prlimit(number, kind)
            allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.prlimit(number, kind, (allowed, allowed))
