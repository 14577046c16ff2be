"""Opens a PDF file, or says why it cannot be opened."""

from __future__ import annotations

from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from generator.base.regular import read_regular
from generator.files.pdf.streams import refuse_streams
from generator.model.sheet import unopened, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.model.finding import Finding

MOST_BYTES = 100_000_000
_MEGABYTE = 1_000_000
_HEAD = 1024


def missing_library(name: str) -> tuple[Finding, ...]:
    """Return the finding that the extra for PDF is not installed."""
    if find_spec("pypdfium2"):
        return ()
    return (unreadable(name, '读取 PDF 需要安装：pip install "gen-narrative[pdf]"'),)


def read_bytes(path: Path, name: str) -> tuple[bytes | None, tuple[Finding, ...]]:
    """Return the bytes of a PDF file, or None with the finding that says why not."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return None, (unreadable(name, f"文件超过 {MOST_BYTES // _MEGABYTE} MB"),)
        data = read_regular(path)
    except OSError as error:
        return None, (unopened(name, error),)
    if not data:
        return None, (unreadable(name, "文件是空的"),)
    if b"%PDF-" not in data[:_HEAD]:
        return None, (unreadable(name, "不是 PDF 文件"),)
    refusal = refuse_streams(data)
    return (None, (unreadable(name, refusal),)) if refusal else (data, ())


@contextmanager
def open_file(data: bytes, name: str) -> Iterator[tuple[Any, tuple[Finding, ...]]]:
    """Give the document, or None with the finding that says why it cannot be opened."""
    import pypdfium2  # noqa: PLC0415 - an extra

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        why = "文件已加密，请取消密码后再导入" if locked else "PDF 文件已损坏"
        yield None, (unreadable(name, why),)
        return
    try:
        yield document, ()
    finally:
        document.close()
