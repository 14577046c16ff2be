"""The form for replies (反馈.xlsx) beside a letter: a row a remark, two cells to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from generator.base.workbooks import save_book
from generator.field import zh
from generator.model.letter import number_remarks
from generator.model.reply import ANSWER, NOTE, NUMBER, PROBLEM, QUOTE, REQUEST, SHEET, Answer
from generator.reporting.spreadsheet import write_row

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from generator.model.letter import Letter

_COLUMNS = {NUMBER: 6, QUOTE: 40, PROBLEM: 46, REQUEST: 40, ANSWER: 10, NOTE: 34}
_TITLE_ROW, _NAME_ROW, _GUIDE_ROW, _HEAD_ROW = 1, 2, 3, 4
_GUIDE = f"请逐条选择“{ANSWER}”，未改、不需改的在“{NOTE}”中写明理由；其他各列请不要改动。"
_THIN = Side(style="thin", color="808080")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_TITLE_FONT, _FONT, _HEAD_FONT = (
    Font(name="黑体", size=16),
    Font(name="宋体", size=11),
    Font(name="宋体", size=11, bold=True),
)
_HEAD_FILL = PatternFill("solid", fgColor="D9E2EF")
_TO_FILL = PatternFill("solid", fgColor="FFF8E1")
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_TOP = Alignment(vertical="top", wrap_text=True)


def format_reply_form(letter: Letter) -> bytes:
    """Return the .xlsx; the same letter gives the same bytes. Raises OversizedCellError."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    remarks = number_remarks(letter.files)
    _write_above(sheet, letter)
    for at, (number, remark) in enumerate(remarks, start=_HEAD_ROW + 1):
        write_row(sheet, at, ("", remark.quote, remark.problem, remark.request, "", ""))
        sheet.cell(at, 1).value = number
        for column, name in enumerate(_COLUMNS, start=1):
            cell = sheet.cell(at, column)
            cell.font, cell.border = _FONT, _BORDER
            cell.alignment = _MIDDLE if name in {NUMBER, ANSWER} else _TOP
            if name in {ANSWER, NOTE}:
                cell.fill = _TO_FILL
    last = _HEAD_ROW + len(remarks)
    if remarks:
        _offer_answers(sheet, last)
    _lay_out(sheet, last)
    return save_book(book)


def _write_above(sheet: Worksheet, letter: Letter) -> None:
    """Write the title, the department, how to fill in, and the head of the table."""
    year = f"{letter.year}{zh.YEAR}" if letter.year else ""
    write_row(sheet, _TITLE_ROW, (f"{year}部门决算公开审核意见反馈表",))
    write_row(sheet, _NAME_ROW, (zh.DEPARTMENT_NAME, letter.department))
    write_row(sheet, _GUIDE_ROW, (_GUIDE,))
    write_row(sheet, _HEAD_ROW, _COLUMNS)
    last = len(_COLUMNS)
    for row, first in ((_TITLE_ROW, 1), (_NAME_ROW, 2), (_GUIDE_ROW, 1)):
        sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)
    sheet.cell(_TITLE_ROW, 1).font = _TITLE_FONT
    sheet.cell(_TITLE_ROW, 1).alignment = _MIDDLE
    sheet.row_dimensions[_TITLE_ROW].height = 30
    for column in range(1, last + 1):
        cell = sheet.cell(_HEAD_ROW, column)
        cell.font, cell.fill, cell.border = _HEAD_FONT, _HEAD_FILL, _BORDER
        cell.alignment = _MIDDLE


def _offer_answers(sheet: Worksheet, last: int) -> None:
    answers = ",".join(answer.value for answer in Answer if answer.value)
    offered = DataValidation(type="list", formula1=f'"{answers}"', allow_blank=True)
    offered.error, offered.errorTitle = f"请选择{answers.replace(',', '、')}", ANSWER
    offered.showErrorMessage = True
    letter = get_column_letter(list(_COLUMNS).index(ANSWER) + 1)
    offered.add(f"{letter}{_HEAD_ROW + 1}:{letter}{last}")
    sheet.add_data_validation(offered)


def _lay_out(sheet: Worksheet, last: int) -> None:
    """Set the widths, and how the form is printed: on wide pages, the head on each."""
    for column, width in enumerate(_COLUMNS.values(), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = f"A{_HEAD_ROW + 1}"
    sheet.auto_filter.ref = f"A{_HEAD_ROW}:{get_column_letter(len(_COLUMNS))}{last}"
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
