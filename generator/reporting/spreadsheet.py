"""Findings as a workbook: one row a finding, to be filtered, handed on and ticked off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from generator.base.errors import OversizedCellError
from generator.base.money import parse_amount
from generator.base.output import encode_text
from generator.base.workbooks import save_book
from generator.field import zh
from generator.model.place import Place
from generator.reporting.evidence import format_evidence
from generator.reporting.screen import place_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from openpyxl.worksheet.worksheet import Worksheet

    from generator.model.audit import Audit
    from generator.model.finding import Finding

_FINDINGS, _UNCHECKED = "问题", "未核对"
_COLUMNS = {
    "级别": 7,
    "代码": 7,
    "类别": 11,
    zh.EXPLANATION: 60,
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
_UNCHECKED_COLUMNS = {"没有核对的": 40, zh.REASON: 60}
_CELL_LIMIT = 32_767
_FONT = Font(name="宋体", size=11)
_HEAD_FONT = Font(name="宋体", size=11, bold=True, color="FFFFFF")
_HEAD_FILL = PatternFill("solid", fgColor="1F4E79")
_TOP = Alignment(vertical="top", wrap_text=True)
SEVERITY_FILLS = {
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
    write_head(sheet, _COLUMNS)
    for number, finding in enumerate(audit.findings, start=2):
        _write_finding(sheet, number, finding)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(_COLUMNS))}{len(audit.findings) + 1}"
    rest = book.create_sheet(_UNCHECKED)
    write_head(rest, _UNCHECKED_COLUMNS)
    for number, one in enumerate(audit.unchecked, start=2):
        write_row(rest, number, (one.what, one.why))
    return save_book(book)


def write_head(sheet: Worksheet, columns: dict[str, int]) -> None:
    """Write the names of the columns, with their widths in characters, and freeze them."""
    for column, (name, width) in enumerate(columns.items(), start=1):
        cell = sheet.cell(1, column, name)
        cell.font, cell.fill = _HEAD_FONT, _HEAD_FILL
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"


def write_table(sheet: Worksheet, columns: dict[str, int], rows: Iterable[Sequence[str]]) -> None:
    """Write a sheet of texts below the names of its columns, ready to be filtered."""
    write_head(sheet, columns)
    last = 1
    for last, row in enumerate(rows, start=2):
        write_row(sheet, last, row)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"


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
    write_row(sheet, number, texts)
    for column, amount in enumerate(amounts, start=len(texts) - 5):
        if amount is not None:
            write_amount(sheet, number, column, texts[column - 1])
    sheet.cell(number, 1).fill = SEVERITY_FILLS.get(finding.severity.label, PatternFill())


def write_row(sheet: Worksheet, number: int, texts: Iterable[str]) -> None:
    """Write texts as texts, whatever they look like (=SUM, 0201)."""
    for column, text in enumerate(texts, start=1):
        if len(text) > _CELL_LIMIT:
            raise OversizedCellError(sheet.title, _CELL_LIMIT)
        cell = sheet.cell(number, column)
        cell.font, cell.alignment = _FONT, _TOP
        if text:
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", encode_text(text).decode())
            cell.data_type = "s"


def write_amount(sheet: Worksheet, number: int, column: int, text: str) -> None:
    """Write an amount as a number with the decimals of its printed `text`."""
    amount: Decimal = parse_amount(text)
    cell = sheet.cell(number, column)
    cell.value = amount
    decimals = text.partition(".")[2]
    cell.number_format = f"0.{'0' * len(decimals)}" if decimals else "0"
