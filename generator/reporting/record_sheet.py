"""The sheet of a workbook that holds what the next round reads: packed, for no reader's eyes."""

from __future__ import annotations

import base64
import json
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook
from openpyxl.cell.cell import WriteOnlyCell

from generator.base.regular import open_regular
from generator.base.unpacking import UNREADABLE, read_member
from generator.files.xlsx.archive import BROKEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from openpyxl import Workbook

RECORD_SHEET = "审核记录"
_HEAD = ("份", "程序读取的记录，请勿改动")
_MOST = 100_000_000
_BOOK, _MOST_OF_BOOK = "xl/workbook.xml", 1_000_000  # the part that names the sheets
_CHUNK = 30_000  # a cell holds 32,767 letters


class DamagedRecordError(ValueError):
    """What the sheet holds is not whole."""


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


def has_records(path: Path) -> bool:
    """Whether a file is a workbook with the sheet: told without opening its sheets."""
    try:
        with open_regular(path) as file, zipfile.ZipFile(file) as archive:
            book = read_member(archive, archive.getinfo(_BOOK), _MOST_OF_BOOK)
    except UNREADABLE:
        return False
    return f'"{RECORD_SHEET}"' in book.decode("utf-8", errors="replace")


def read_records(path: Path) -> list[Any] | None:
    """Return the objects that the sheet holds, one a file; None in a workbook without it.

    Raises DamagedRecordError where they cannot be read.
    """
    try:
        book = load_workbook(path, read_only=True)
        if RECORD_SHEET not in book.sheetnames:
            return None
        rows = book[RECORD_SHEET].iter_rows(min_row=2, values_only=True)
        return [json.loads(_unpack(text)) for text in join_chunks(rows)]
    except BROKEN as error:
        raise DamagedRecordError from error


def _unpack(text: str) -> bytes:
    """Return the JSON of a file; beyond the bound ValueError, whatever the sheet declares."""
    unpacker = zlib.decompressobj()
    unpacked = unpacker.decompress(base64.b64decode(text), _MOST)
    if not unpacker.eof:
        raise ValueError(text[:20])
    return unpacked


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
