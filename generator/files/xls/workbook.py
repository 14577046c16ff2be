"""An .xls (Excel 97 and later, as the 决算 software exports) as sheets of the shown texts."""

from __future__ import annotations

import io
import struct
from functools import partial
from typing import TYPE_CHECKING, Self

from python_calamine import (
    CalamineError,
    CalamineSheet,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from generator.files.snapshot import take_snapshot
from generator.files.xls.compound import MAGIC, DamagedError, pack_stream, read_streams
from generator.files.xls.records import CellLayout, CodePageError, Records, read_records
from generator.files.xlsx.archive import UnusableError
from generator.files.xlsx.cells import CellTexts
from generator.files.xlsx.notices import (
    CellNotes,
    collect_sheets,
    hidden_lines,
    hidden_sheets,
    too_large,
)
from generator.files.xlsx.outline import TooLargeError, check_size, covered_cells
from generator.files.xlsx.shown import GENERAL, show_integer, show_number
from generator.model.sheet import unreadable

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from generator.files.xlsx.cells import Value
    from generator.model.finding import Finding
    from generator.model.sheet import Sheet

_BOOKS = ("Workbook", "Book", "WORKBOOK", "BOOK")
_MAX_AREA = 1_000_000
_LEAST_STREAM = 4096
_TWO_PLACES = "0.00"
_DAMAGED = "文件已损坏，无法读取；请在 Excel/WPS 中打开，另存为 .xlsx"
_OLD = (
    "是 Excel 5.0/95 格式，不知其中的汉字用的是什么编码，没有读取；"
    "请在 Excel/WPS 中打开，另存为 .xlsx"
)
_ENCRYPTED = "工作簿设有打开密码；请在 Excel/WPS 中取消密码后另存"

Read = tuple[tuple["Sheet", ...], tuple["Finding", ...]]


def read_xls(path: Path, name: str) -> Read:
    """Return the visible worksheets with any text, numbers as their formats show them."""
    data, findings = take_snapshot(path, name)
    if not data:
        return (), findings
    guard = _Guard()
    with guard:
        return _read_workbook(data, name)
    return (), (unreadable(name, guard.message),)


class _Guard:
    """Turns whatever a broken file makes the libraries raise into a message.

    A panic of calamine is derived from BaseException and has no importable name.
    """

    message = _DAMAGED

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if kind is None or error is None:
            return False
        if isinstance(error, UnusableError | TooLargeError):
            self.message = str(error)
            return True
        if isinstance(error, CodePageError):
            self.message = _OLD
            return True
        if isinstance(error, PasswordError):
            self.message = _ENCRYPTED
            return True
        known = (CalamineError, DamagedError, struct.error, LookupError, OSError, ValueError)
        return isinstance(error, known) or kind.__name__ == "PanicException"


def _read_workbook(data: bytes, name: str) -> Read:
    records = _records_of(data)
    if records.area > _MAX_AREA:
        widest = max(records.layouts, key=lambda layout: layout.rows * layout.columns)
        detail = f"有 {widest.rows:,} 行、{widest.columns} 列，文件没有读取；请只保留决算各表"
        return (), (too_large(name, widest.name, detail),)
    stream = records.stream.ljust(_LEAST_STREAM, b"\0")
    workbook = load_workbook(io.BytesIO(pack_stream(_BOOKS[0], stream)))
    tables = workbook.sheets_metadata
    if len(tables) != len(records.layouts):
        raise DamagedError("sheets")
    visible = SheetVisibleEnum.Visible
    named = list(zip(tables, records.layouts, strict=True))
    hidden = [_name_of(*one) for one in named if one[0].visible != visible]

    def read(index: int, title: str, layout: CellLayout) -> Read:
        reader = _SheetReader(name, title, records, layout)
        return reader.read(workbook.get_sheet_by_index(index))

    readers = (
        (_name_of(table, layout), partial(read, index, _name_of(table, layout), layout))
        for index, (table, layout) in enumerate(named)
        if table.visible == visible and table.typ == SheetTypeEnum.WorkSheet
    )
    return collect_sheets(name, readers, hidden_sheets(name, hidden))


def _name_of(table: SheetMetadata, layout: CellLayout) -> str:
    """Return the name of a sheet; calamine does not know the code pages of old workbooks."""
    return layout.name or table.name


def _records_of(data: bytes) -> Records:
    if not data.startswith(MAGIC):
        raise UnusableError("内容不是 .xls 工作簿；请在 Excel/WPS 中打开，另存为 .xlsx")
    streams = read_streams(data, frozenset(_BOOKS))
    if "EncryptedPackage" in streams:
        raise UnusableError(_ENCRYPTED)
    stream = next((streams[book] for book in _BOOKS if book in streams), b"")
    if not stream:
        what = "Word 文档（.doc）" if "WordDocument" in streams else "别的文件"
        raise UnusableError(f"内容是{what}，不是工作簿；请另存为 .docx 或 .xlsx")
    records = read_records(stream)
    if records.encrypted:
        raise UnusableError(_ENCRYPTED)
    return records


class _SheetReader:
    """Reads one worksheet."""

    def __init__(self, file: str, sheet: str, records: Records, layout: CellLayout) -> None:
        self._file = file
        self._sheet = sheet
        self._records = records
        self._layout = layout
        self._notes = CellNotes(file, sheet)

    def read(self, source: CalamineSheet) -> Read:
        """Return the sheet, or none where it is empty, with its findings."""
        last = source.end or (-1, -1)
        height = max(last[0] + 1, self._layout.rows)
        width = max(last[1] + 1, self._layout.columns)
        check_size(height, width)
        texts = CellTexts(self._notes, [[""] * width for _ in range(height)])
        values = source.to_python(skip_empty_area=False) if source.end else ()
        for row, line in enumerate(values):
            for column, value in enumerate(line):
                if value != "" and (row, column) not in self._layout.texts:
                    self._put(texts, row, column, value)
        for (row, column), text in self._layout.texts.items():
            texts.put_value(row, column, text)
        for (row, column), text in self._layout.errors.items():
            texts.put_value(row, column, text)
        for row, column in sorted(self._layout.empty_formulas):
            self._notes.add("empty", row, column, "")
        merged = [
            (top + 1, left + 1, bottom + 1, right + 1)
            for (top, left), (bottom, right) in source.merged_cell_ranges or ()
        ]
        texts.cover(covered_cells(merged, height, width))
        texts.finish()
        if not any(map(any, texts.rows)):
            return (), ()
        hidden = hidden_lines(
            self._file,
            self._sheet,
            self._layout.hidden_rows,
            self._layout.hidden_columns,
            texts.rows,
        )
        return (self._notes.sheet_of(texts.rows),), (*self._notes.findings(), *hidden)

    def _put(self, texts: CellTexts, row: int, column: int, value: Value) -> None:
        if isinstance(value, bool) or not isinstance(value, int | float):
            texts.put_value(row, column, value)
            return
        code = self._records.format_of(self._layout, row, column)
        if not self._records.named_formats and not show_integer(value):
            code = _TWO_PLACES
        texts.put_number(row, column, value, show_number(value, code or GENERAL))
