"""The one table of formats: what a file is, by its content before its suffix, and what reads it.

The readers are imported when they are called for: they bring their libraries along.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from generator.base.regular import open_regular
from generator.base.unpacking import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from generator.model.finding import Finding
    from generator.model.passage import Passage
    from generator.model.sheet import Sheet

    Opened = tuple[tuple[Sheet, ...], tuple[Finding, ...]]
    Text = tuple[tuple[Passage, ...], tuple[Finding, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Format:
    """A format of files; its readers take a path and the name that findings print.

    `refusal` is what a file of it is and what to do, where nothing reads it; `no_text` the same
    where a text is wanted and the format has sheets alone. `is_grid` tells that its sheets are
    grids of cells, whatever stands on them: the other readers part the tables themselves.
    """

    suffixes: tuple[str, ...]
    refusal: str = ""
    read_sheets: Callable[[Path, str], Opened] | None = None
    read_passages: Callable[[Path, str], Text] | None = None
    no_text: str = ""
    is_grid: bool = False


def _read_delimited(path: Path, name: str) -> Opened:
    from generator.files.csv import read_sheet  # noqa: PLC0415 - as all readers below

    sheet, findings = read_sheet(path, name)
    return ((sheet,) if sheet is not None else ()), findings


def _read_plain(path: Path, name: str) -> Opened:
    from generator.files.text.tables import read_plain  # noqa: PLC0415

    return read_plain(path, name)


def _read_text(path: Path, name: str) -> Text:
    from generator.files.text.passages import read_text_passages  # noqa: PLC0415

    return read_text_passages(path, name)


def _read_html(path: Path, name: str) -> Opened:
    from generator.files.html import read_html  # noqa: PLC0415

    return read_html(path, name)


def _read_xlsx(path: Path, name: str) -> Opened:
    from generator.files.xlsx.workbook import read_xlsx  # noqa: PLC0415

    return read_xlsx(path, name)


def _read_xls(path: Path, name: str) -> Opened:
    from generator.files.xls.workbook import read_xls  # noqa: PLC0415

    return read_xls(path, name)


def _read_docx(path: Path, name: str) -> Opened:
    from generator.files.docx.tables import read_docx  # noqa: PLC0415

    return read_docx(path, name)


def _read_docx_text(path: Path, name: str) -> Text:
    from generator.files.docx.passages import read_docx_passages  # noqa: PLC0415

    return read_docx_passages(path, name)


def _read_pdf(path: Path, name: str) -> Opened:
    from generator.files.pdf.tables import read_pdf  # noqa: PLC0415

    return read_pdf(path, name)


def _read_pdf_text(path: Path, name: str) -> Text:
    from generator.files.pdf.passages import read_pdf_passages  # noqa: PLC0415

    return read_pdf_passages(path, name)


_NO_TEXT = "是工作簿，没有情况说明的文字；请给出情况说明的 Word 文件（另存为 .docx）"
_IN_WORD, _IN_WPS = "请在 Word 或 WPS 中另存为 .docx", "请在 WPS 中另存为"
_INSTALL = "；或者安装 LibreOffice（libreoffice.org）后再运行，程序用它读取"
_IN_EXCEL = "请在 Excel 或 WPS 中另存为 .xlsx"

DELIMITED = Format((".csv", ".tsv"), read_sheets=_read_delimited, is_grid=True)
PLAIN = Format((".txt", ".md"), read_sheets=_read_plain, read_passages=_read_text)
HTML = Format(
    (".html", ".htm"),
    read_sheets=_read_html,
    no_text="是网页，不能审核；请在 Word 或浏览器中打开，另存为 .docx 或打印成 PDF",
)
XLSX = Format((".xlsx", ".xlsm"), read_sheets=_read_xlsx, no_text=_NO_TEXT, is_grid=True)
XLS = Format((".xls",), read_sheets=_read_xls, no_text=_NO_TEXT, is_grid=True)
WORD = Format((".docx", ".docm"), read_sheets=_read_docx, read_passages=_read_docx_text)
PDF = Format((".pdf",), read_sheets=_read_pdf, read_passages=_read_pdf_text)

# What is read through LibreOffice, where that is installed (files/office).
DOC = Format((".doc",), f"是旧格式的 Word 文件（.doc）；{_IN_WORD}{_INSTALL}")
WPS = Format((".wps",), f"是 WPS 文字文件（.wps）；{_IN_WPS} .docx{_INSTALL}")
RTF = Format((".rtf",), f"是 RTF 文件；{_IN_WORD}{_INSTALL}")
OPEN_TEXT = Format((".odt",), f"是 OpenDocument 文字文件（.odt）；请另存为 .docx{_INSTALL}")

# What is not read.
ET = Format((".et",), f"是 WPS 表格文件（.et）；{_IN_WPS} .xlsx")
XLSB = Format((".xlsb",), f"是二进制的 Excel 工作簿（.xlsb）；{_IN_EXCEL}")
XML_BOOK = Format((), f"是 XML 格式的 Excel 表格；{_IN_EXCEL}")
XML_WORD = Format((), f"是 XML 格式的 Word 文件；{_IN_WORD}")
OPEN_SHEET = Format((".ods",), "是 OpenDocument 表格文件（.ods）；请另存为 .xlsx")
WEB_ARCHIVE = Format(
    (".mht", ".mhtml"),
    "是单个文件的网页（.mht）；请在 Word 或浏览器中打开，另存为 .docx 或打印成 PDF",
)
OFD = Format((".ofd",), "是 OFD 版式文件；请在 OFD 阅读器中导出为 PDF，或用原来的 Word、Excel 文件")
SLIDES = Format((".ppt", ".pptx", ".dps"), "是演示文稿；请用 Word、Excel 文件")
IMAGE = Format(
    (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic"),
    "是图片，其中的数字不能读出；请用 Word、Excel 文件或有文字的 PDF",
)
MAIL = Format((".msg", ".eml"), "是邮件；请在邮件程序中打开，把附件另存出来，再给出附件")
_UNPACK = "是压缩包；请先解压，再给出其中的文件"
ZIP = Format((".zip",), _UNPACK)
PACKED = Format((".rar", ".7z", ".gz", ".tar", ".tgz"), _UNPACK)
BROKEN_ZIP = Format((), f"已损坏，打不开；是 Word、Excel 文件的，{_IN_WORD} 或 .xlsx")

_ALL = (DELIMITED, PLAIN, HTML, XLSX, XLS, WORD, PDF, DOC, WPS, ET, XLSB, RTF)
FORMATS = (*_ALL, OPEN_TEXT, OPEN_SHEET, WEB_ARCHIVE, OFD, SLIDES, IMAGE, MAIL, ZIP, PACKED)
BY_SUFFIX = {suffix: one for one in FORMATS for suffix in one.suffixes}
WORKBOOKS = frozenset((*XLSX.suffixes, *XLS.suffixes))

_HEAD_BYTES, _PDF_HEAD = 4096, 1024
_MOST_BYTES = 50_000_000  # of an old file searched for the names of its streams
_MOST_TYPES = 1_000_000  # of the list of contents of a package
_ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_OLE_MAGIC = b"\xd0\xcf\x11\xe0"
_BLANK = b"\xef\xbb\xbf\xff\xfe \t\r\n"
_MAGIC = (
    (b"\xff\xd8\xff", IMAGE),
    (b"\x89PNG\r\n", IMAGE),
    (b"GIF8", IMAGE),
    (b"II*\x00", IMAGE),
    (b"MM\x00*", IMAGE),
    (b"Rar!", PACKED),
    (b"7z\xbc\xaf", PACKED),
    (b"\x1f\x8b", PACKED),
    (b"{\\rtf", RTF),
    (b"%PDF-", PDF),
)
_WEB_PAGE = (b"<!doctype", b"<html", b"<table", b"<meta")
_OFFICE_XML = ((b'progid="excel.sheet"', XML_BOOK), (b'progid="word.document"', XML_WORD))
_IN_PACKAGE = (("word/", WORD), ("xl/", XLSX), ("ppt/", SLIDES))
_CONTENT_TYPES = ((b"wordprocessingml.", WORD), (b"spreadsheetml.", XLSX))


def tell_format(path: Path) -> Format:
    """Return what a file is; an empty one, and what nothing tells, is what its suffix says.

    Raises OSError where it cannot be opened.
    """
    suffix = path.suffix.lower()
    named = BY_SUFFIX.get(suffix, DELIMITED)
    with open_regular(path) as file:
        head = file.read(_HEAD_BYTES)
        if head.startswith(_ZIP_MAGIC):
            return _tell_package(file, named)
        if head.startswith(_OLE_MAGIC):
            file.seek(0)
            return _tell_compound(file.read(_MOST_BYTES), named)
    # A letter may have several parts, like a web page.
    if not head or named is MAIL or (named is PDF and b"%PDF-" in head[:_PDF_HEAD]):
        return named
    return _tell_by_head(head, suffix) or named


def is_format(path: Path, wanted: Format) -> bool:
    """Whether a file is of a format, whatever its suffix; one that cannot be opened is of none."""
    try:
        return tell_format(path) is wanted
    except OSError:
        return False


def suffixes_of(formats: Iterable[Format]) -> frozenset[str]:
    """Return the suffixes of several formats."""
    return frozenset(suffix for one in formats for suffix in one.suffixes)


def _tell_by_head(head: bytes, suffix: str) -> Format | None:
    """Return what the first bytes tell, None for text and for whatever has no mark."""
    start = head.lstrip(_BLANK).lower()
    for magic, one in _MAGIC:
        if head.startswith(magic) or (one in {PDF, RTF} and start.startswith(magic.lower())):
            return one
    if (suffix == ".bmp" and head.startswith(b"BM")) or _is_late_image(head):
        return IMAGE
    if head[257:262] == b"ustar":
        return PACKED
    if b"mime-version:" in start and b"content-type: multipart/" in start:
        return WEB_ARCHIVE
    if start.startswith(b"<?xml"):
        office = next((one for mark, one in _OFFICE_XML if mark in start), None)
        return office or (HTML if b"<html" in start else None)
    return HTML if start.startswith(_WEB_PAGE) else None


def _is_late_image(head: bytes) -> bool:
    """Whether a file is a picture whose mark does not stand first (.webp, .heic)."""
    webp = head.startswith(b"RIFF") and head[8:12] == b"WEBP"
    return webp or (head[4:8] == b"ftyp" and head[8:12] in {b"heic", b"heix", b"mif1", b"avif"})


def _tell_package(file: IO[bytes], named: Format) -> Format:
    """Return what a package (ZIP) is, by its parts; a damaged one is what its suffix says."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            types = _read_some(archive, "[Content_Types].xml", names)
            mime = _read_some(archive, "mimetype", names)
    except UNREADABLE:
        return named if named in {WORD, XLSX, ZIP} else BROKEN_ZIP
    if "xl/workbook.bin" in names:
        return XLSB
    parts = (one for start, one in _IN_PACKAGE if any(name.startswith(start) for name in names))
    declared = (one for mark, one in _CONTENT_TYPES if mark in types)
    found = next(parts, None) or next(declared, None)
    if found is not None:
        return found
    if any(name.lower() == "ofd.xml" for name in names):
        return OFD
    if "content.xml" in names and "mimetype" in names:
        return OPEN_SHEET if b"spreadsheet" in mime else OPEN_TEXT
    return ZIP


def _read_some(archive: zipfile.ZipFile, name: str, names: list[str]) -> bytes:
    """Return the beginning of a part, nothing where there is none."""
    if name not in names:
        return b""
    with archive.open(name) as stream:
        return stream.read(_MOST_TYPES)


def _tell_compound(data: bytes, named: Format) -> Format:
    """Return what an old file (OLE) is, by its streams; where these do not tell, by its suffix."""
    if _has_stream(data, "__properties_version1.0"):
        return MAIL
    text = _has_stream(data, "WordDocument")
    book = _has_stream(data, "Workbook") or _has_stream(data, "Book")
    if text and not book:
        return named if named in {DOC, WPS} else DOC
    if book and not text:  # of WPS (.et) as well: it writes the format of Excel
        return XLS
    return named if named in {WORD, XLSX, DOC, WPS, ET, SLIDES} else XLS


def _has_stream(data: bytes, name: str) -> bool:
    """Whether the directory names a stream: entries are 64 bytes of UTF-16 in rows of 128."""
    entry = f"{name}\0".encode("utf-16-le")
    at = data.find(entry)
    while at >= 0:
        if at % 128 == 0:
            return True
        at = data.find(entry, at + 1)
    return False
