"""Opens a PDF file and looks through its pages quickly: which have ruled lines, which no text."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from itertools import islice
from typing import TYPE_CHECKING, Any

from generator.document.portable_streams import refuse_streams
from generator.labels import squash
from generator.model.sheet import unreadable

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.finding import Finding

MOST_PAGES = 1000
MOST_BYTES = 100_000_000
_MEGABYTE = 1_000_000
_HEAD = 1024
_LEAST_RULES = 4
_MOST_COUNTED = 100
_DEEPEST = 4  # drawings within drawings
_FEW_CHARACTERS = 8


@dataclass(frozen=True, slots=True)
class Survey:
    """The pages by number (from 1): with ruled lines, with their text; with pictures only."""

    pages: int
    ruled: tuple[int, ...]
    texts: dict[int, str]
    pictures: tuple[int, ...]
    has_text: bool


def missing_library(name: str) -> tuple[Finding, ...]:
    """Return the finding that the extra for PDF is not installed."""
    if find_spec("pdfplumber") and find_spec("pypdfium2"):
        return ()
    return (unreadable(name, '读取 PDF 需要安装：pip install "gen-narrative[pdf]"'),)


def read_bytes(path: Path, name: str) -> tuple[bytes | None, tuple[Finding, ...]]:
    """Return the bytes of a PDF file, or None with the finding that says why not."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            return None, (unreadable(name, f"文件超过 {MOST_BYTES // _MEGABYTE} MB"),)
        data = path.read_bytes()
    except OSError as error:
        return None, (unreadable(name, f"系统拒绝打开（{error.strerror or error}）"),)
    if not data:
        return None, (unreadable(name, "文件是空的"),)
    if b"%PDF-" not in data[:_HEAD]:
        return None, (unreadable(name, "不是 PDF 文件"),)
    refusal = refuse_streams(data)
    return (None, (unreadable(name, refusal),)) if refusal else (data, ())


def survey_pages(data: bytes, name: str) -> tuple[Survey | None, tuple[Finding, ...]]:
    """Return what the pages are like, or None with the finding that says why not."""
    import pypdfium2  # noqa: PLC0415 - an extra

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            return None, (unreadable(name, "文件已加密，请取消密码后再导入"),)
        return None, (unreadable(name, "PDF 文件已损坏"),)
    try:
        return _survey(document), ()
    finally:
        document.close()


def _survey(document: Any) -> Survey:
    ruled: list[int] = []
    pictures: list[int] = []
    texts: dict[int, str] = {}
    has_text = False
    for index in range(min(len(document), MOST_PAGES)):
        page = _open_page(document, index)
        if page is None:
            continue
        rules, pictured = _count(page)
        if rules >= _LEAST_RULES or pictured or not has_text:
            text = _read_text(page)
            has_text = has_text or len(text) > _FEW_CHARACTERS
            if rules >= _LEAST_RULES and text:
                ruled.append(index + 1)
                texts[index + 1] = text
            if pictured and len(text) <= _FEW_CHARACTERS:
                pictures.append(index + 1)
        page.close()
    return Survey(len(document), tuple(ruled), texts, tuple(pictures), has_text)


def _open_page(document: Any, index: int) -> Any:
    """Return a page, None for one that is damaged."""
    import pypdfium2  # noqa: PLC0415 - an extra

    try:
        return document[index]
    except pypdfium2.PdfiumError:
        return None


def _count(page: Any) -> tuple[int, bool]:
    """Return whether a page has enough drawn paths, as their number, and whether a picture."""
    from pypdfium2 import raw  # noqa: PLC0415 - an extra

    kinds = (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE)
    rules, pictured = 0, False
    for thing in islice(page.get_objects(filter=kinds, max_depth=_DEEPEST), _MOST_COUNTED):
        if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictured = True
        else:
            rules += 1
        if rules >= _LEAST_RULES and pictured:
            break
    return rules, pictured


def _read_text(page: Any) -> str:
    """Return the text of a page without white space."""
    textpage = page.get_textpage()
    try:
        return squash(textpage.get_text_bounded())
    finally:
        textpage.close()
