"""A Word document as PDF, laid out by LibreOffice, or by Word where there is no LibreOffice.

The office program works in a folder of its own, with a profile of its own, and for a bounded time:
a window that is open is not disturbed, and nothing of it stays behind.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from generator.base.errors import OfficeMissingError, PrintingError
from generator.base.processes import end_with_children, start_apart

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Printer = Callable[[bytes], bytes]

TIME_LIMIT = 240.0  # seconds: a document takes 3, the first start of a slow machine a minute
_SOURCE, _PRINTED = "document.docx", "document.pdf"
_COMMANDS = ("soffice", "libreoffice")
_MAC = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
_WINDOWS = Path("LibreOffice", "program", "soffice.com")
_PROGRAM_FOLDERS = ("ProgramFiles", "ProgramFiles(x86)", "ProgramW6432")
_MOST_WORDS = 200
_END = 1024  # bytes at the end of a PDF among which its mark stands
_AS_PDF = 17  # Word's number of the format
_WORD_SCRIPT = (
    "$ErrorActionPreference='Stop';$word=New-Object -ComObject Word.Application;"
    "try{{$word.DisplayAlerts=0;$document=$word.Documents.Open('{source}',$false,$true);"
    "$document.ExportAsFixedFormat('{printed}',{format});$document.Close($false)}}"
    "finally{{$word.Quit()}}"
)


@dataclass(frozen=True, slots=True)
class Office:
    """An office program: its name, and the command that starts it."""

    name: str
    command: str

    def arguments(self, folder: Path) -> list[str]:
        """Return the command line that prints the document in `folder`."""
        if self.name == "Word":
            script = _WORD_SCRIPT.format(
                source=_quoted(folder / _SOURCE), printed=_quoted(folder / _PRINTED), format=_AS_PDF
            )
            return [self.command, "-NoProfile", "-NonInteractive", "-Command", script]
        return [
            self.command,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--convert-to", "pdf"),
            *("--outdir", str(folder), str(folder / _SOURCE)),
        ]


def find_office() -> Office:
    """Return the office program of this machine. Raises OfficeMissingError where it has none."""
    installed = [path for name in _COMMANDS if (path := shutil.which(name))]
    folders = [Path(os.environ[name]) for name in _PROGRAM_FOLDERS if name in os.environ]
    placed = [_MAC, *(folder / _WINDOWS for folder in folders)]
    installed += [str(path) for path in placed if path.is_file()]
    if installed:
        return Office("LibreOffice", installed[0])
    shell = shutil.which("powershell") if sys.platform == "win32" else None
    if shell and _has_word():
        return Office("Word", shell)
    raise OfficeMissingError


@contextlib.contextmanager
def open_printer(office: Office, *, limit: float = TIME_LIMIT) -> Iterator[Printer]:
    """Give what turns documents into PDF, one after the other, each within `limit` seconds.

    It raises PrintingError where the program fails, takes longer, or writes no whole file.
    """
    with _folder(office) as folder:
        yield partial(_print, office, folder, limit)


def _print(office: Office, folder: Path, limit: float, document: bytes) -> bytes:
    printed = folder / _PRINTED
    printed.unlink(missing_ok=True)
    (folder / _SOURCE).write_bytes(document)
    status, words = _run(office, office.arguments(folder), folder, limit)
    data = printed.read_bytes() if printed.is_file() else b""
    if status == 0 and data.startswith(b"%PDF-") and b"%%EOF" in data[-_END:]:
        return data
    raise PrintingError(office.name, f"它没有写出完整的文件（状态 {status}）{words}")


@contextlib.contextmanager
def _folder(office: Office) -> Iterator[Path]:
    try:
        with tempfile.TemporaryDirectory(
            prefix="gen-narrative-", ignore_cleanup_errors=True
        ) as name:
            yield Path(name)
    except OSError as error:
        raise PrintingError(office.name, f"临时文件夹不能使用（{error.strerror}）") from error


def _run(office: Office, arguments: list[str], folder: Path, limit: float) -> tuple[int, str]:
    """Run a command; return its status and the end of what it said."""
    said = folder / "said.txt"
    with said.open("wb") as output:
        try:
            process = start_apart(arguments, output=output)
        except OSError as error:
            raise PrintingError(
                office.name, f"无法启动 {office.command}：{error.strerror}"
            ) from error
        try:
            status = process.wait(limit)
        except subprocess.TimeoutExpired as error:
            why = f"{limit:g} 秒内没有完成，已停止它"
            raise PrintingError(office.name, why) from error
        finally:
            end_with_children(process)
    words = " ".join(said.read_text(encoding="utf-8", errors="replace").split())
    return status, f"：{words[-_MOST_WORDS:]}" if words else ""


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _has_word() -> bool:
    """Whether Windows knows a program for Word's documents by Word's own name."""
    if sys.platform != "win32":
        return False
    import winreg  # noqa: PLC0415 - of Windows

    try:
        winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, r"Word.Application\CLSID"))
    except OSError:
        return False
    return True
