"""Findings as a workbook: one row a finding, to be filtered, handed on and ticked off."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from generator.errors import OversizedCellError
from generator.model.place import Place
from generator.money import parse_amount
from generator.reporting.evidence import format_evidence
from generator.reporting.screen import place_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from openpyxl.worksheet.worksheet import Worksheet

    from generator.model.audit import Audit
    from generator.model.finding import Finding

_FINDINGS, _UNCHECKED = "问题", "未核对"
_COLUMNS = {
    "级别": 7,
    "代码": 7,
    "类别": 11,
    "说明": 60,
    "表": 9,
    "行": 30,
    "列": 20,
    "文件": 18,
    "单元格": 9,
    "应为": 13,
    "现为": 13,
    "相差": 13,
    "公式": 44,
    "连带": 44,
    "其他位置": 44,
}
_UNCHECKED_COLUMNS = {"没有核对的": 40, "原因": 60}
_CELL_LIMIT = 32_767
_MOMENT = datetime(2000, 1, 1)  # noqa: DTZ001 - the same input gives the same bytes
_ZIP_MOMENT = (1980, 1, 1, 0, 0, 0)
_FONT = Font(name="宋体", size=11)
_HEAD_FONT = Font(name="宋体", size=11, bold=True, color="FFFFFF")
_HEAD_FILL = PatternFill("solid", fgColor="1F4E79")
_TOP = Alignment(vertical="top", wrap_text=True)
_SEVERITY_FILLS = {
    "错误": PatternFill("solid", fgColor="F8D7D4"),
    "警告": PatternFill("solid", fgColor="FCE8C8"),
}


def format_findings_workbook(audit: Audit) -> bytes:
    """Return the .xlsx: the sheet 问题, and the sheet 未核对. The same audit gives the same bytes.

    Raises OversizedCellError where a text is longer than a cell can hold.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = _FINDINGS
    _write_head(sheet, _COLUMNS)
    for number, finding in enumerate(audit.findings, start=2):
        _write_finding(sheet, number, finding)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(_COLUMNS))}{len(audit.findings) + 1}"
    rest = book.create_sheet(_UNCHECKED)
    _write_head(rest, _UNCHECKED_COLUMNS)
    for number, one in enumerate(audit.unchecked, start=2):
        _write_row(rest, number, (one.what, one.why))
    return _save(book)


def _write_head(sheet: Worksheet, columns: dict[str, int]) -> None:
    for column, (name, width) in enumerate(columns.items(), start=1):
        cell = sheet.cell(1, column, name)
        cell.font, cell.fill = _HEAD_FONT, _HEAD_FILL
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"


def _write_finding(sheet: Worksheet, number: int, finding: Finding) -> None:
    evidence = format_evidence(finding)
    first, others = (*finding.places, Place())[0], finding.places
    if first.file or first.table:
        others = others[1:]
    file = f"{first.file}「{first.sheet}」" if first.sheet else first.file
    texts = (
        finding.severity.label,
        finding.code,
        finding.finding_class.label,
        finding.message,
        first.table,
        first.row,
        first.column,
        file,
        first.address,
        evidence.expected,
        evidence.stated,
        evidence.difference,
        finding.formula,
        "\n".join(finding.also),
        "、".join(place_text(place) for place in others),
    )
    amounts = (finding.expected, finding.stated, finding.difference)
    _write_row(sheet, number, texts)
    for column, amount in enumerate(amounts, start=len(texts) - 5):
        if amount is not None:
            _write_amount(sheet, number, column, texts[column - 1])
    sheet.cell(number, 1).fill = _SEVERITY_FILLS.get(finding.severity.label, PatternFill())


def _write_row(sheet: Worksheet, number: int, texts: Iterable[str]) -> None:
    """Write texts as texts, whatever they look like (=SUM, 0201)."""
    for column, text in enumerate(texts, start=1):
        if len(text) > _CELL_LIMIT:
            raise OversizedCellError(sheet.title, _CELL_LIMIT)
        cell = sheet.cell(number, column)
        cell.font, cell.alignment = _FONT, _TOP
        if text:
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
            cell.data_type = "s"


def _write_amount(sheet: Worksheet, number: int, column: int, text: str) -> None:
    """Write an amount as a number with the decimals of its printed `text`."""
    amount: Decimal = parse_amount(text)
    cell = sheet.cell(number, column)
    cell.value = amount
    decimals = text.partition(".")[2]
    cell.number_format = f"0.{'0' * len(decimals)}" if decimals else "0"


def _save(book: Workbook) -> bytes:
    """Return the file without the moment at which it was made."""
    book.properties.created = book.properties.modified = _MOMENT
    book.properties.creator = "gen-narrative"
    stream, settled = io.BytesIO(), io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED)).save()
    with zipfile.ZipFile(stream) as made, zipfile.ZipFile(settled, "w") as kept:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            kept.writestr(entry, made.read(name))
    return settled.getvalue()
