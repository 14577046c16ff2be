"""Saving a workbook so that the same contents are the same bytes, whenever it is made."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

from openpyxl.writer.excel import ExcelWriter

if TYPE_CHECKING:
    from openpyxl import Workbook

AUTHOR = "gen-narrative"
_MOMENT = datetime(2000, 1, 1)  # noqa: DTZ001 - the same input gives the same bytes
_ZIP_MOMENT = (1980, 1, 1, 0, 0, 0)


def save_book(book: Workbook) -> bytes:
    """Return the file without the moment at which it was made."""
    book.properties.created = book.properties.modified = _MOMENT
    book.properties.creator = AUTHOR
    stream, settled = io.BytesIO(), io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED)).save()
    with zipfile.ZipFile(stream) as made, zipfile.ZipFile(settled, "w") as kept:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            kept.writestr(entry, made.read(name))
    return settled.getvalue()
