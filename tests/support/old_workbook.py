"""Workbooks as Excel 5.0/95 wrote them (BIFF5): texts in the code page of the machine.

The records are written from their layout, without the program's own reader; the compound file
around them is packed by the program (`pack_stream`).
"""

import struct
from collections.abc import Mapping, Sequence

from generator.files.xls.compound import pack_stream

Cell = str | float
_LEAST = 4096


def record(kind: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return struct.pack("<HH", kind, len(content)) + content


def cell(row: int, column: int, value: Cell, encoding: str) -> bytes:
    """A text (LABEL, or the result of a formula in column 1) or a number in the second style."""
    if isinstance(value, str):
        text = value.encode(encoding)
        counted = struct.pack("<H", len(text)) + text
        if not value.startswith("="):
            return record(0x0204, struct.pack("<HHH", row, column, 0), counted)
        counted = struct.pack("<H", len(text) - 1) + text[1:]
        result = b"\0\0\0\0\0\0\xff\xff"
        formula = struct.pack("<HHH", row, column, 0) + result + struct.pack("<HIH", 0, 0, 0)
        return record(0x0006, formula) + record(0x0207, counted)
    return record(0x0203, struct.pack("<HHHd", row, column, 1, value))


def old_workbook(
    sheets: Mapping[str, Sequence[Sequence[Cell]]],
    *,
    encoding: str = "gb18030",
    page: int | None = 936,
    format_number: int = 4,
    format_code: str = "",
) -> bytes:
    """An .xls of these sheets; `page` is the code page that it names, None for none."""
    bof = record(0x0809, struct.pack("<HHHH", 0x0500, 5, 0x0DBB, 0x07CC))
    head = b"" if page is None else record(0x0042, struct.pack("<H", page))
    if format_code:
        code = format_code.encode(encoding)
        head += record(0x041E, struct.pack("<HB", format_number, len(code)), code)
    for number in (0, format_number):
        head += record(0x00E0, struct.pack("<HH", 0, number), bytes(12))
    names = [name.encode(encoding) for name in sheets]
    offset = len(bof + head) + sum(4 + 7 + len(name) for name in names) + 4
    bound, bodies = b"", b""
    for name, rows in zip(names, sheets.values(), strict=True):
        bound += record(0x0085, struct.pack("<IBBB", offset + len(bodies), 0, 0, len(name)), name)
        bodies += record(0x0809, struct.pack("<HHHH", 0x0500, 0x10, 0x0DBB, 0x07CC))
        width = max(map(len, rows))
        bodies += record(0x0200, struct.pack("<HHHHH", 0, len(rows), 0, width, 0))
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if value != "":
                    bodies += cell(at, column, value, encoding)
        bodies += record(0x000A)
    stream = bof + head + bound + record(0x000A) + bodies
    return pack_stream("Book", stream.ljust(_LEAST, b"\0"))
