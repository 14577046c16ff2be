"""The accountant's workbook: a data folder as one .xlsx, one sheet a file, with drop-downs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from generator.base.errors import OversizedCellError
from generator.base.output import encode_text
from generator.base.workbooks import save_book
from generator.field import evaluation, zh
from generator.field.data_folder import GUIDE, LAST_YEAR, SETTINGS, Lists
from generator.folder.choices import (
    FIRST_COLUMN,
    FIRST_ROW,
    PROJECT_NAMES,
    Choices,
    choices_of,
)
from generator.folder.guide import FILES, RULES

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from generator.folder.contents import FolderContents, Known, Rows
    from generator.folder.reasons import ReasonRow

_CELL_LIMIT = 32_767
_SPARE_ROWS = 200  # blank rows below the filled ones that still have drop-downs
_TEXT = "@"
_HEAD_FILL = PatternFill("solid", fgColor="1F4E79")
_HEAD_FONT = Font(name="宋体", size=11, bold=True, color="FFFFFF")
_BODY_FONT = Font(name="宋体", size=11)
_TITLE_FONT = Font(name="宋体", size=14, bold=True)
_EDGE = Side(style="thin", color="BFBFBF")
_GRID = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_WIDTHS = {
    zh.CONTENT: 44,
    zh.REASON: 70,
    zh.LAST_REASON: 50,
    zh.ITEM: 34,
    zh.MATTER: 34,
    zh.SUBJECT_NAME: 44,
    zh.PROJECT_NAME: 44,
    zh.UNIT_NAME: 44,
    zh.TARGETS_MET: 50,
    zh.PROBLEMS_FOUND: 40,
    zh.IMPROVEMENTS: 40,
    zh.NOTE_COLUMN: 30,
    evaluation.THIRD_LEVEL: 36,
    evaluation.SITUATION: 50,
    evaluation.DEVIATION: 40,
    evaluation.MANAGEMENT_PROBLEMS: 40,
    **dict.fromkeys(evaluation.REPORT_TEXTS, 50),
}
_WIDTH = 14
_TABLE_WIDTHS = (22, 34)
_PROMPT_LIMIT = 250


def format_workbook(
    contents: FolderContents, known: Known, reasons: tuple[ReasonRow, ...] = ()
) -> bytes:
    """Return the .xlsx; where `reasons` are given they are the sheet 原因, else the list is."""
    book = Workbook()
    book.remove(book.worksheets[0])
    choices = choices_of(known)
    _write_guide(book.create_sheet(GUIDE), choices)
    for name, rows in contents.lists.items():
        sheet = book.create_sheet(name)
        if name == Lists.REASONS and reasons:
            _write_reasons(sheet, reasons, choices)
        else:
            _write_list(sheet, rows, choices)
    for form, rows in contents.tables.items():
        _write_table(book.create_sheet(form), rows)
    for form, rows in contents.last_year.items():
        _write_table(book.create_sheet(f"{LAST_YEAR}{form}"), rows)
    for name, text in contents.texts.items():
        _write_text(book.create_sheet(name), text)
    if contents.settings:
        _write_text(book.create_sheet(SETTINGS), contents.settings, every_line=True)
    return save_book(book)


def _put(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """Write a text as a text, whatever it looks like (=SUM, #REF!, 0201)."""
    if len(text) > _CELL_LIMIT:
        raise OversizedCellError(sheet.title, _CELL_LIMIT)
    cell = sheet.cell(row, column)
    cell.number_format = _TEXT
    cell.font = _BODY_FONT
    if text:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", encode_text(text).decode())
        cell.data_type = "s"


def _write_head(sheet: Worksheet, head: tuple[str, ...]) -> None:
    for column, name in enumerate(head, start=1):
        _put(sheet, 1, column, name)
        cell = sheet.cell(1, column)
        cell.font, cell.fill, cell.border = _HEAD_FONT, _HEAD_FILL, _GRID
        cell.alignment = Alignment(horizontal="center", vertical="center")
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width = _WIDTHS.get(name.partition("（")[0], _WIDTH)
        dimension.number_format = _TEXT
    sheet.freeze_panes = "A2"
    sheet.row_dimensions[1].height = 22


def _write_rows(sheet: Worksheet, rows: Rows) -> None:
    _write_head(sheet, rows[0])
    for number, row in enumerate(rows[1:], start=2):
        for column, text in enumerate(row, start=1):
            _put(sheet, number, column, text)
            cell = sheet.cell(number, column)
            cell.border, cell.alignment = _GRID, _WRAPPED


def _write_list(sheet: Worksheet, rows: Rows, choices: Choices) -> None:
    """Write a list, with the drop-downs that its columns and keys have."""
    _write_rows(sheet, rows)
    _offer_columns(sheet, rows[0], choices, len(rows) + _SPARE_ROWS)
    for number, row in enumerate(rows[1:], start=2):
        offered = choices.by_key.get((sheet.title, row[0]))
        if offered:
            _offer(sheet, f"B{number}", choices.reference(offered), strict=True)


def _offer_columns(sheet: Worksheet, head: tuple[str, ...], choices: Choices, last: int) -> None:
    for column, name in enumerate(head, start=1):
        offered = choices.by_column.get((sheet.title, name))
        letter = get_column_letter(column)
        if (sheet.title, name) in choices.by_project:
            _offer(sheet, f"{letter}2:{letter}{last}", PROJECT_NAMES, strict=False)
        if offered:
            reference = choices.reference(offered.name)
            _offer(sheet, f"{letter}2:{letter}{last}", reference, strict=offered.strict)


def _offer(sheet: Worksheet, cells: str, reference: str, *, strict: bool) -> None:
    """Add a drop-down; one that is not strict lets other texts pass."""
    validation = DataValidation(type="list", formula1=reference, allow_blank=True)
    validation.showErrorMessage = strict
    validation.errorTitle = "请从下拉列表中选择"
    validation.error = "可选的内容见下拉列表。"
    validation.add(cells)
    sheet.add_data_validation(validation)


def _write_reasons(sheet: Worksheet, reasons: tuple[ReasonRow, ...], choices: Choices) -> None:
    """Write every reason that is asked for; a click on its cell shows what it has to explain."""
    told = (zh.MATTER, zh.REASON, zh.BASIS, zh.SECTION_COLUMN, zh.SUBJECT_NAME)
    head = (*told, zh.AMOUNT, zh.BASE_AMOUNT, zh.DIFFERENCE, zh.DIRECTION, zh.LAST_REASON)
    rows = tuple(tuple(map(str, one[: len(head)])) for one in reasons)
    _write_rows(sheet, (head, *rows))
    _offer_columns(sheet, head, choices, len(rows) + 1 + _SPARE_ROWS)
    for number, one in enumerate(reasons, start=2):
        if one.wording:
            prompt = DataValidation(allow_blank=True, showInputMessage=True)
            prompt.promptTitle = one.key[:30]
            prompt.prompt = one.wording[:_PROMPT_LIMIT]
            prompt.add(f"B{number}")
            sheet.add_data_validation(prompt)


def _write_table(sheet: Worksheet, rows: Rows) -> None:
    """Write a published table as it stands in its file."""
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            _put(sheet, number, column, text)
    for column in range(1, len(rows[0]) + 1 if rows else 1):
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width = dict(enumerate(_TABLE_WIDTHS, start=1)).get(column, _WIDTH)
        dimension.number_format = _TEXT


def _write_text(sheet: Worksheet, text: str, *, every_line: bool = False) -> None:
    """Write a text, one paragraph a row."""
    sheet.column_dimensions["A"].width = 110
    sheet.column_dimensions["A"].number_format = _TEXT
    lines = text.splitlines() if every_line else [line for line in text.splitlines() if line]
    for number, line in enumerate(lines, start=1):
        _put(sheet, number, 1, line)
        sheet.cell(number, 1).alignment = _WRAPPED


def _write_guide(sheet: Worksheet, choices: Choices) -> None:
    """Write the sheet that is read by people only, with the lists of the drop-downs aside."""
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 18
    sheet.column_dimensions["C"].width = 90
    _put(sheet, 1, 1, "填写说明")
    sheet.cell(1, 1).font = _TITLE_FONT
    rows = (
        ("工作表", "要不要填", "填什么"),
        *FILES,
        *(("", "", rule) for rule in RULES),
        ("", "", "成段的文字各占一张工作表（主要职责、机构设置等），一行一段，从第一行写起。"),
        ("", "", "公开表各占一张工作表，名称用 公开01 … 公开09；上年的表用 上年公开01 ……。"),
        ("", "", "附件和整体绩效的“指标情况”不能放进工作簿，请用数据文件夹。"),
    )
    for number, row in enumerate(rows, start=3):
        for column, text in enumerate(row, start=1):
            _put(sheet, number, column, text)
            sheet.cell(number, column).alignment = _WRAPPED
    for column in range(1, 4):
        sheet.cell(3, column).font = _HEAD_FONT
        sheet.cell(3, column).fill = _HEAD_FILL
    _put(sheet, FIRST_ROW - 2, FIRST_COLUMN, "下拉列表的内容，请勿改动")
    for column, (name, offered) in enumerate(choices.lists.items(), start=FIRST_COLUMN):
        for number, text in enumerate((name, *offered), start=FIRST_ROW - 1):
            _put(sheet, number, column, text)
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTH
