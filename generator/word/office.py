"""A Word document as PDF, laid out by LibreOffice, or by Word where there is no LibreOffice."""

from __future__ import annotations

import contextlib
import shutil
import sys
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from generator.base.errors import OfficeMissingError, PrintingError
from generator.base.office import OfficeError, convert_arguments, find_libreoffice, open_room, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Printer = Callable[[bytes], bytes]

TIME_LIMIT = 240.0  # seconds: a document takes 3, the first start of a slow machine a minute
_SOURCE, _PRINTED = "document.docx", "document.pdf"
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
        return convert_arguments(self.command, folder, folder / _SOURCE, "--convert-to", "pdf")


def find_office() -> Office:
    """Return the office program of this machine. Raises OfficeMissingError where it has none."""
    installed = find_libreoffice()
    if installed:
        return Office("LibreOffice", installed)
    shell = shutil.which("powershell") if sys.platform == "win32" else None
    if shell and _has_word():
        return Office("Word", shell)
    raise OfficeMissingError


@contextlib.contextmanager
def open_printer(office: Office, *, limit: float = TIME_LIMIT) -> Iterator[Printer]:
    """Give what turns documents into PDF, one after the other, each within `limit` seconds.

    It raises PrintingError where the program fails, takes longer, or writes no whole file.
    """
    try:
        with open_room() as folder:
            yield partial(_print, office, folder, limit)
    except OfficeError as error:
        raise PrintingError(office.name, str(error)) from error


def _print(office: Office, folder: Path, limit: float, document: bytes) -> bytes:
    printed = folder / _PRINTED
    printed.unlink(missing_ok=True)
    (folder / _SOURCE).write_bytes(document)
    status, words = run(office.arguments(folder), folder, limit)
    data = printed.read_bytes() if printed.is_file() else b""
    if status == 0 and data.startswith(b"%PDF-") and b"%%EOF" in data[-_END:]:
        return data
    raise PrintingError(office.name, f"它没有写出完整的文件（状态 {status}）{words}")


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
