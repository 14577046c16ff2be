"""What has to be so before an .xlsx is unpacked: no password, no bomb, no entities, not damaged."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.parsers import expat

from generator.base.unpacking import UnpackingError, read_member, verify_members

if TYPE_CHECKING:
    from typing import IO

# Whatever a damaged workbook makes the libraries raise; broken XML is a SyntaxError for them.
BROKEN: tuple[type[Exception], ...] = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    expat.ExpatError,
    zipfile.BadZipFile,
    zlib.error,
)
MAX_UNPACKED = 200_000_000
MAX_PART = 40_000_000
MAX_PARTS = 5_000
# openpyxl takes some 15 µs and 500 bytes for each style or name, 5 µs for each piece of a text.
MAX_TAGS = 250_000
MAX_TEXT_TAGS = 800_000
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK = "xl/workbook.xml"
_TEXTS = "xl/sharedStrings.xml"
# Parts that are read cell by cell, or not at all.
_NOT_LOADED = re.compile(
    r"xl/(?:worksheets|drawings|charts|chartsheets|pivotCache|pivotTables|tables|queryTables"
    r"|externalLinks|revisions|ctrlProps|comments|threadedComments)[^/]*/|xl/(?:comments|calcChain)"
    r"|customXml/"
)
_STRICT = b"purl.oclc.org/ooxml"
_STEP = 65_536
_SAVE_AGAIN = "请在 Excel/WPS 中打开，另存为 .xlsx"


class UnusableError(ValueError):
    """A file that is not read any further; the message says why, in Chinese."""


class _RootSeen(Exception):  # noqa: N818 - ends the reading of a part, no error
    """The root element has begun, so that no document type can follow."""


def check_archive(data: bytes) -> None:
    """Raise UnusableError for what must not be given to a reader of workbooks."""
    if data.startswith(_OLE2):
        if _ENCRYPTED in data:
            raise UnusableError("工作簿设有打开密码；请在 Excel/WPS 中取消密码后另存")
        raise UnusableError(f"内容是旧格式（.xls 等），不是 .xlsx；{_SAVE_AGAIN}")
    if not data.startswith(b"PK"):
        raise UnusableError(f"内容不是工作簿；{_SAVE_AGAIN}")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_sizes(archive)
            _check_kind(archive)
            _check_parts(archive)
            _check_tags(archive)
            # The libraries unpack a part in one go, as far as it goes, whatever its size is said
            # to be; what holds more than that ends here.
            verify_members(archive, _loaded_parts(archive), MAX_UNPACKED)
    except UnpackingError as error:
        raise UnusableError(str(error)) from error
    except BROKEN as error:
        if isinstance(error, UnusableError):
            raise
        raise UnusableError(f"文件已损坏，无法解开；{_SAVE_AGAIN}") from error


def _check_sizes(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MAX_PARTS:
        raise UnusableError(f"压缩包中有 {len(parts)} 个文件，不像工作簿")
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise UnusableError(f"解开后超过 {MAX_UNPACKED // 1_000_000} MB，没有读取")
    for part in parts:
        sheet = part.filename.startswith("xl/worksheets/")
        if part.filename.endswith(".xml") and part.file_size > MAX_PART and not sheet:
            raise UnusableError(
                f"其中的 {part.filename} 超过 {MAX_PART // 1_000_000} MB，没有读取；"
                "请只保留决算各表，另存后再试"
            )
    if any(part.flag_bits & 1 for part in parts):
        raise UnusableError("压缩包设有密码；请取消密码后另存")


def _loaded_parts(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    parts = archive.infolist()
    return [part for part in parts if part.filename.endswith((".xml", ".rels", ".vml"))]


def _check_kind(archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if any(name.startswith("xl/") and name.endswith(".bin") and "book" in name for name in names):
        raise UnusableError(f"工作簿是二进制格式（.xlsb）；{_SAVE_AGAIN}")
    if not any(name.startswith("xl/workbook") for name in names):
        raise UnusableError(f"压缩包中没有工作簿；{_SAVE_AGAIN}")
    if _WORKBOOK in names and _STRICT in read_member(archive, _WORKBOOK, MAX_PART):
        raise UnusableError(
            "工作簿存为“Strict Open XML”格式；请另存为普通的“Excel 工作簿（.xlsx）”"
        )


def _check_parts(archive: zipfile.ZipFile) -> None:
    """Refuse document types: no workbook has them, and entities can swell or reach for files."""
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")):
            with archive.open(name) as part:
                _check_prolog(part, name)


def _check_tags(archive: zipfile.ZipFile) -> None:
    """Refuse more styles, names and texts than are loaded within seconds."""
    left = {False: MAX_TAGS, True: MAX_TEXT_TAGS}
    for name in archive.namelist():
        if not name.endswith((".xml", ".rels")) or _NOT_LOADED.match(name):
            continue
        kind = name == _TEXTS
        with archive.open(name) as part:
            while chunk := part.read(_STEP):
                left[kind] -= chunk.count(b"<")
                if left[kind] < 0:
                    raise UnusableError(
                        f"其中的 {name} 内容过多（样式、名称或文字），没有读取；"
                        "请只把决算各表复制到一个新的工作簿，另存后再试"
                    )


def _check_prolog(part: IO[bytes], name: str) -> None:
    def refuse(*_: object) -> None:
        raise UnusableError(f"其中的 {name} 含有 DTD 声明，可能有害，没有读取")

    def stop(*_: object) -> None:
        raise _RootSeen

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = stop
    try:
        while chunk := part.read(_STEP):
            parser.Parse(chunk, False)  # noqa: FBT003 - expat takes it by position
    except _RootSeen:
        return
