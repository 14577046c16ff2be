"""The sheet of a workbook that holds what the next round reads: packed, for no reader's eyes."""

from __future__ import annotations

import base64
import zlib
from typing import TYPE_CHECKING

from openpyxl.cell.cell import WriteOnlyCell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from openpyxl import Workbook

RECORD_SHEET = "审核记录"
_HEAD = ("份", "程序读取的记录，请勿改动")
_CHUNK = 30_000  # a cell holds 32,767 letters


def append_record(book: Workbook, records: Iterable[bytes]) -> None:
    """Add the hidden sheet with the JSON of each file, in pieces that a cell can hold.

    The workbook is one that is only written.
    """
    sheet = book.create_sheet(RECORD_SHEET)
    sheet.sheet_state = "hidden"
    sheet.append(list(_HEAD))
    for number, record in enumerate(records, start=1):
        packed = base64.b64encode(zlib.compress(record)).decode()
        for start in range(0, len(packed), _CHUNK):
            cell = WriteOnlyCell(sheet)
            cell.value = packed[start : start + _CHUNK]
            cell.data_type = "s"
            sheet.append([str(number), cell])


def join_chunks(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield the packed texts of a sheet's rows, one a file."""
    last, parts = "", list[str]()
    for row in rows:
        if not row or row[0] is None:
            continue
        number, text = str(row[0]), str(row[1])
        if number != last and parts:
            yield "".join(parts)
            parts = []
        last = number
        parts.append(text)
    if parts:
        yield "".join(parts)
