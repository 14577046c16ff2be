"""Findings as a workbook: one row a finding, to be filtered, handed on and ticked off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from generator.base.errors import OversizedCellError
from generator.base.money import parse_amount
from generator.base.output import encode_text
from generator.base.workbooks import save_book
from generator.field import zh
from generator.model.place import Place
from generator.reporting.columns import CODE, FILE, KIND, UNCHECKED
from generator.reporting.coverage import word_unchecked
from generator.reporting.evidence import format_evidence
from generator.reporting.screen import place_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from decimal import Decimal

    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from generator.model.audit import Audit
    from generator.model.finding import Finding

    AnyCell = Cell | MergedCell

_FINDINGS = zh.PROBLEM
_COLUMNS = {
    zh.LEVEL: 7,
    CODE: 7,
    KIND: 11,
    zh.EXPLANATION: 60,
    "表": 9,
    "行": 30,
    "列": 20,
    FILE: 18,
    "单元格": 9,
    zh.EXPECTED: 13,
    zh.STATED: 13,
    "相差": 13,
    "公式": 44,
    zh.CONSEQUENCES: 44,
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
    rest = book.create_sheet(UNCHECKED)
    write_head(rest, _UNCHECKED_COLUMNS)
    for number, one in enumerate(audit.unchecked, start=2):
        write_row(rest, number, word_unchecked(one))
    return save_book(book)


def write_head(sheet: Worksheet, columns: dict[str, int]) -> None:
    """Write the names of the columns, with their widths in characters, and freeze them."""
    _set_widths(sheet, columns)
    for column, name in enumerate(columns, start=1):
        _fill_head(sheet.cell(1, column), name)


def _set_widths(sheet: Worksheet, columns: dict[str, int]) -> None:
    for column, width in enumerate(columns.values(), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"


def _fill_head(cell: AnyCell, name: str) -> AnyCell:
    cell.value = name
    cell.font, cell.fill = _HEAD_FONT, _HEAD_FILL
    return cell


def append_table(
    sheet: Worksheet,
    columns: dict[str, int],
    rows: Iterable[tuple[str | Decimal, ...]],
    colour: Callable[[str, str], PatternFill | None] = lambda _column, _text: None,
) -> None:
    """Write a table whose rows are not kept: texts as texts, amounts as numbers.

    The sheet is one of a workbook that is only written (`write_only`). `colour` gives the fill of
    a cell by the name of its column and its text. Raises OversizedCellError.
    """
    _set_widths(sheet, columns)
    sheet.append([_fill_head(WriteOnlyCell(sheet), name) for name in columns])
    count = 1
    for row in rows:
        count += 1
        cells = []
        for name, value in zip(columns, row, strict=True):
            cell = WriteOnlyCell(sheet)
            if isinstance(value, str):
                _fill_text(cell, value, sheet.title)
            else:
                _fill_amount(cell, value)
            fill = colour(name, str(value))
            if fill is not None:
                cell.fill = fill
            cells.append(cell)
        sheet.append(cells)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count}"


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
        _fill_text(sheet.cell(number, column), text, sheet.title)


def _fill_text(cell: AnyCell, text: str, sheet: str) -> None:
    if len(text) > _CELL_LIMIT:
        raise OversizedCellError(sheet, _CELL_LIMIT)
    cell.font, cell.alignment = _FONT, _TOP
    if text:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", encode_text(text).decode())
        cell.data_type = "s"


def write_amount(sheet: Worksheet, number: int, column: int, text: str) -> None:
    """Write an amount as a number with the decimals of its printed `text`."""
    _fill_amount(sheet.cell(number, column), parse_amount(text))


def _fill_amount(cell: AnyCell, amount: Decimal) -> None:
    decimals = max(0, -int(amount.as_tuple().exponent))
    cell.font, cell.alignment = _FONT, _TOP
    cell.value = amount
    cell.number_format = f"0.{'0' * decimals}" if decimals else "0"
