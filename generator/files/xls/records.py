"""The records of an .xls (BIFF) that calamine does not tell: formats, errors, hidden rows.

Values and texts come from calamine; this reads beside it how each number is shown, and the texts
of Excel 5.0/95, which stand in the code page of the machine that wrote them.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from generator.files.xlsx.outline import MAX_CELLS, TooLargeError

if TYPE_CHECKING:
    from collections.abc import Iterator

_BIFF8, _BIFF5 = 0x0600, 0x0500
_CODEPAGE, _STRING = 0x0042, 0x0207
# Pages that tell nothing: old programs wrote them beside Chinese as well.
_ANY_PAGE = frozenset({0, 367, 1252, 32768, 32769})
_PAGES = {936: "gb18030", 950: "big5hkscs", 10002: "big5", 10008: "gb2312", 65001: "utf-8"}
_DIMENSIONS, _SST = 0x0200, 0x00FC
_BOF, _EOF, _BOUNDSHEET, _FORMAT, _XF, _FILEPASS = 0x0809, 0x000A, 0x0085, 0x041E, 0x00E0, 0x002F
_ROW, _COLINFO, _FORMULA, _BOOLERR = 0x0208, 0x007D, 0x0006, 0x0205
_NUMBER, _RK, _MULRK, _LABEL, _LABELSST, _RSTRING = 0x0203, 0x027E, 0x00BD, 0x0204, 0x00FD, 0x00D6
_SINGLE = frozenset({_NUMBER, _RK, _FORMULA, _BOOLERR, _LABEL, _LABELSST, _RSTRING})
_HEADED = struct.Struct("<HH")
_CELL = struct.Struct("<HHH")
# Dimensions of one cell in both versions of the record: it only says how much room to ask for.
_ONE_CELL = {10: struct.pack("<5H", 0, 1, 0, 1, 0), 14: struct.pack("<IIHHH", 0, 1, 0, 1, 0)}
_HIDDEN_ROW = 0x20
_WESTERN, _DATE = 1252, 14
_NO_NUMBER = 0xFFFF
_RESULT_ERROR, _RESULT_EMPTY = 2, 3
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


class CodePageError(ValueError):
    """The texts of an old workbook are not in the code page that it names."""


@dataclass(slots=True)
class CellLayout:
    """How one worksheet shows its cells (0-based); `rows` and `columns` count what is used.

    `texts` are those of Excel 5.0/95; calamine reads those of later ones.
    """

    name: str = ""
    rows: int = 0
    columns: int = 0
    formats: dict[tuple[int, int], int] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    empty_formulas: set[tuple[int, int]] = field(default_factory=set)
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Records:
    """What the records of a workbook say; `layouts` is in the order of the sheets of any kind.

    `stream` is the Workbook stream with nothing in it that claims more room than it fills:
    calamine would ask for all of it at once and end the program.
    """

    stream: bytes = b""
    encrypted: bool = False
    layouts: list[CellLayout] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)
    named_formats: bool = False

    @property
    def area(self) -> int:
        """The cells of the rectangles that hold all sheets."""
        return sum(layout.rows * layout.columns for layout in self.layouts)

    def format_of(self, layout: CellLayout, row: int, column: int) -> str:
        """Return the number format of a cell; empty where it is not known."""
        style = layout.formats.get((row, column), -1)
        if not self.named_formats or not 0 <= style < len(self.styles):
            return ""
        return self.code_of(self.styles[style])

    def code_of(self, number: int) -> str:
        """Return the number format of a number; a workbook may redefine those of Excel."""
        return self.codes.get(number) or BUILTIN_FORMATS.get(number, "")


def read_records(stream: bytes) -> Records:
    """Return what the Workbook stream says; raises struct.error or IndexError where it is broken.

    Raises CodePageError where the texts of an old workbook are in no code page that is known.
    """
    version = struct.unpack_from("<H", stream, 4)[0]
    wide = version == _BIFF8
    records = Records(named_formats=version in {_BIFF8, _BIFF5})
    encoding = "" if wide else _encoding_of(stream)
    offsets: list[int] = []
    for kind, _, content in _records(stream, 0):
        if kind == _FILEPASS:
            records.encrypted = True
            return records
        if kind == _BOUNDSHEET:
            offsets.append(struct.unpack_from("<I", content)[0])
            name = _text(content[6:], long=False) if wide else _decode(content[6:], 1, encoding)
            records.layouts.append(CellLayout(name))
        elif kind == _FORMAT and records.named_formats:
            (number,) = struct.unpack_from("<H", content)
            code = _text(content[2:], long=True) if wide else _decode(content[2:], 1, encoding)
            records.codes[number] = code
        elif kind == _XF:
            records.styles.append(struct.unpack_from("<H", content, 2)[0])
        elif kind == _SST and struct.unpack_from("<I", content, 4)[0] > len(stream):
            raise struct.error("more texts than bytes")
    mended = bytearray(stream)
    if not wide:
        _simplify(stream, records, mended)
    for offset, layout in zip(offsets, records.layouts, strict=True):
        _read_sheet(stream, offset, layout, mended)
        if encoding:
            _read_texts(stream, offset, layout, encoding)
    records.stream = bytes(mended)
    return records


def _text(content: bytes, *, long: bool) -> str:
    """Return a text with its length in two bytes or one, then the flag for UTF-16."""
    length = struct.unpack_from("<H" if long else "<B", content)[0]
    start = 2 if long else 1
    if content[start] & 1:
        return content[start + 1 : start + 1 + 2 * length].decode("utf-16-le", "replace")
    return content[start + 1 : start + 1 + length].decode("latin-1")


def _encoding_of(stream: bytes) -> str:
    """Return the encoding of the texts of an old workbook; that of Chinese where none is told."""
    pages = (content for kind, _, content in _records(stream, 0) if kind == _CODEPAGE)
    content = next(pages, b"")
    page = struct.unpack_from("<H", content)[0] if content else 0
    return "gb18030" if page in _ANY_PAGE else _PAGES.get(page, f"cp{page}")


def _simplify(stream: bytes, records: Records, mended: bytearray) -> None:
    """Leave calamine of an old workbook what it understands: a known page, dates, other numbers.

    It takes the formats of such a file for those of later ones.
    """
    for kind, place, content in _records(stream, 0):
        if kind == _CODEPAGE:
            struct.pack_into("<H", mended, place, _WESTERN)
        elif kind == _FORMAT:
            struct.pack_into("<H", mended, place, _NO_NUMBER)
        elif kind == _XF and records.named_formats:
            code = records.code_of(struct.unpack_from("<H", content, 2)[0])
            struct.pack_into("<H", mended, place + 2, _DATE if is_date_format(code) else 0)


def _decode(content: bytes, size: int, encoding: str) -> str:
    """Return a text of an old workbook, whose length stands before it in `size` bytes."""
    length = int.from_bytes(content[:size], "little")
    try:
        return content[size : size + length].decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise CodePageError(encoding) from error


def _read_texts(stream: bytes, offset: int, layout: CellLayout, encoding: str) -> None:
    """Read the texts of one sheet of an old workbook; that of a formula stands behind it."""
    at = (0, 0)
    for kind, _, content in _records(stream, offset):
        if kind in {_LABEL, _RSTRING}:
            row, column, _ = _CELL.unpack_from(content)
            layout.texts[row, column] = _decode(content[6:], 2, encoding)
        elif kind == _FORMULA:
            at = _HEADED.unpack_from(content)
        elif kind == _STRING:
            layout.texts[at] = _decode(content, 2, encoding)


def _records(stream: bytes, offset: int) -> Iterator[tuple[int, int, bytes]]:
    """Yield kind, place and content of the records of one substream and of charts within it."""
    depth = 0
    while offset + 4 <= len(stream):
        kind, size = _HEADED.unpack_from(stream, offset)
        yield kind, offset + 4, stream[offset + 4 : offset + 4 + size]
        offset += 4 + size
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return


def _read_sheet(stream: bytes, offset: int, layout: CellLayout, mended: bytearray) -> None:
    for kind, place, content in _records(stream, offset):
        if kind in _SINGLE or kind == _MULRK:
            _read_cells(layout, kind, content)
            if len(layout.formats) > MAX_CELLS:
                raise TooLargeError(f"超过 {MAX_CELLS:,} 个单元格，文件没有读取；请只保留决算各表")
        elif kind == _DIMENSIONS:
            mended[place : place + len(content)] = _ONE_CELL.get(len(content), bytes(len(content)))
        elif kind == _ROW:
            (row,) = struct.unpack_from("<H", content)
            if content[12] & _HIDDEN_ROW:
                layout.hidden_rows.add(row + 1)
        elif kind == _COLINFO and content[8] & 1:
            first, last = _HEADED.unpack_from(content)
            layout.hidden_columns.update(range(first + 1, min(last, 255) + 2))


def _read_cells(layout: CellLayout, kind: int, content: bytes) -> None:
    if kind == _MULRK:
        row, first = _HEADED.unpack_from(content)
        for index in range((len(content) - 6) // 6):
            (style,) = struct.unpack_from("<H", content, 4 + 6 * index)
            _note_cell(layout, row, first + index, style)
        return
    row, column, style = _CELL.unpack_from(content)
    _note_cell(layout, row, column, style)
    if kind == _FORMULA:
        _note_result(layout, row, column, content)
    elif kind == _BOOLERR and content[7]:
        layout.errors[row, column] = _ERRORS.get(content[6], "#N/A")


def _note_cell(layout: CellLayout, row: int, column: int, style: int) -> None:
    layout.formats[row, column] = style
    layout.rows = max(layout.rows, row + 1)
    layout.columns = max(layout.columns, column + 1)


def _note_result(layout: CellLayout, row: int, column: int, content: bytes) -> None:
    """Note a formula that ended in an error, or has no result: an empty text looks the same."""
    if struct.unpack_from("<H", content, 12)[0] != _NO_NUMBER:
        return
    if content[6] == _RESULT_ERROR:
        layout.errors[row, column] = _ERRORS.get(content[8], "#N/A")
    elif content[6] == _RESULT_EMPTY:
        layout.empty_formulas.add((row, column))
