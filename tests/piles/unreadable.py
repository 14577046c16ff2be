"""Files that cannot be read, each in its own way; none of them may be passed over in silence."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from support import bad_files
from support.portable_writer import PdfPage, write_pdf
from support.submission_writer import docx_with, p

if TYPE_CHECKING:
    from collections.abc import Callable

_PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)
_JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(200)
_RAR = b"Rar!\x1a\x07\x01\x00" + bytes(range(200))
_SEVEN = b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(200)


def _truncated(good: bytes) -> bytes:
    return good[: len(good) // 2]


def _zip() -> bytes:
    """Return an archive: one that stands in a folder is not unpacked."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("决算.txt", "收、支总计均为100.00万元。")
    return stream.getvalue()


def _notice() -> bytes:
    words = ("关于报送决算材料的函", "财政局：", "现将有关材料随函报送，请审核。", "联系人见附件。")
    return docx_with("".join(map(p, words)))


# What is wrong, the suffix of the file, and what makes its content.
ILLS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "没有内容的 .docx": (".docx", lambda: docx_with("")),
    "零字节的 .docx": (".docx", lambda: b""),
    "零字节的 .pdf": (".pdf", lambda: b""),
    "零字节的 .txt": (".txt", lambda: b""),
    "加密的 PDF": (".pdf", lambda: write_pdf([PdfPage()], encrypted=True)),
    "图片 PDF": (".pdf", bad_files.scan),
    ".rar": (".rar", lambda: _RAR),
    ".7z": (".7z", lambda: _SEVEN),
    ".zip": (".zip", _zip),
    "截断的 .docx": (".docx", lambda: _truncated(bad_files.docx())),
    "截断的 PDF": (".pdf", lambda: _truncated(write_pdf([PdfPage()]))),
    "只有 .xlsx": (".xlsx", bad_files.xlsx),
    "加密码的 .docx": (".docx", bad_files.locked_xlsx),
    "旧格式 .doc": (".doc", lambda: bad_files.OLE),
    "照片 .jpg": (".jpg", lambda: _JPEG),
    "截图改名的 .docx": (".docx", lambda: _PNG),
    "不是决算的函": (".docx", _notice),
    "乱码的 .txt": (".txt", lambda: bytes(range(128, 256)) * 40),
}
