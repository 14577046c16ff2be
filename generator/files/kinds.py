"""What a file is that cannot be read, told by its content before its suffix; and what to do."""

from __future__ import annotations

import zipfile
from typing import IO, TYPE_CHECKING

from generator.base.regular import open_regular

if TYPE_CHECKING:
    from pathlib import Path

_HEAD_BYTES = 2048
_ZIP = b"PK\x03\x04"
_IMAGE = "是图片，其中的数字不能读出；请用 Word、Excel 文件或有文字的 PDF"
_PACKED = "是压缩包；请先解压，再给出其中的文件"
_RTF = "是 RTF 文件；请在 Word 或 WPS 中另存为 .docx"
_MHT = "是单个文件的网页（.mht）；请在 Word 或浏览器中打开，另存为 .docx 或打印成 PDF"
_OFD = "是 OFD 版式文件；请在 OFD 阅读器中导出为 PDF，或用原来的 Word、Excel 文件"
_SLIDES = "是演示文稿；请用 Word、Excel 文件"
_OPEN_TEXT = "是 OpenDocument 文件；请另存为 .docx（文字）或 .xlsx（表格）"
_MAGIC = (
    (b"\xff\xd8\xff", _IMAGE),
    (b"\x89PNG\r\n", _IMAGE),
    (b"GIF8", _IMAGE),
    (b"BM", _IMAGE),
    (b"II*\x00", _IMAGE),
    (b"MM\x00*", _IMAGE),
    (b"Rar!", _PACKED),
    (b"7z\xbc\xaf", _PACKED),
    (b"\x1f\x8b", _PACKED),
    (b"{\\rtf", _RTF),
)
_BY_SUFFIX = {
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp"), _IMAGE),
    **dict.fromkeys((".rar", ".7z", ".gz", ".tar", ".tgz"), _PACKED),
    **dict.fromkeys((".mht", ".mhtml"), _MHT),
    **dict.fromkeys((".ppt", ".pptx", ".dps"), _SLIDES),
    **dict.fromkeys((".odt", ".ods"), _OPEN_TEXT),
    ".rtf": _RTF,
    ".ofd": _OFD,
}
_READ = ("word/", "xl/")  # what is in a package that is read


def find_unreadable_kind(path: Path) -> str:
    """Return what a file is and what to do, an empty text where it may be one that is read.

    Raises OSError where it cannot be opened.
    """
    with open_regular(path) as file:
        head = file.read(_HEAD_BYTES)
        if head.startswith(_ZIP):
            return _kind_of_package(file)
    suffix = path.suffix.lower()
    for magic, kind in _MAGIC:
        if head.startswith(magic) and (magic != b"BM" or suffix == ".bmp"):
            return kind
    if _is_web_archive(head):
        return _MHT
    known = head.startswith((b"%PDF", b"\xd0\xcf\x11\xe0"))
    return "" if known or not head else _BY_SUFFIX.get(suffix, "")


def is_word_package(path: Path) -> bool:
    """Whether a file is a Word document of the newer kind, whatever its suffix (.docm)."""
    try:
        with open_regular(path) as file, zipfile.ZipFile(file) as archive:
            return any(name.startswith("word/") for name in archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return False


def is_pdf(path: Path) -> bool:
    """Whether a file is a PDF, whatever its suffix."""
    try:
        with open_regular(path) as file:
            return file.read(_HEAD_BYTES).startswith(b"%PDF")
    except OSError:
        return False


def _kind_of_package(file: IO[bytes]) -> str:
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return ""  # damaged: its reader says so
    if any(name.startswith(_READ) for name in names):
        return ""
    if any(name.lower() == "ofd.xml" for name in names):
        return _OFD
    if any(name.startswith("ppt/") for name in names):
        return _SLIDES
    return _OPEN_TEXT if "mimetype" in names and "content.xml" in names else _PACKED


def _is_web_archive(head: bytes) -> bool:
    lowered = head.lower()
    return b"mime-version:" in lowered and b"content-type: multipart/" in lowered
