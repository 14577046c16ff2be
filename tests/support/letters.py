"""Letters of `review --letters`: departments with planted errors, letters and forms read back.

Letters are read with python-docx, forms with openpyxl: nothing of the program reads them.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import docx
import openpyxl

import generator

from .submitted import DEPARTMENT, SAMPLE

LABELS = ("位置", "原文", "问题", "请改为", "请核对", "依据", "一并核对")
HEAD = ("序号", "原文", "问题", "请改为/请核对", "是否已改", "说明")
# What is planted in a text: the words as they are right, as they are written, and the clause of
# the form in which they stand. Of CERTAIN the correction follows from
# a cell of the tables.
TOTAL = ("均为1,249.60万元", "均为1,249.06万元", "一")
RATE = ("增长10.63%", "增长10.36%", "四")
OUTCOME = ("支出决算为835.87万元", "支出决算为853.87万元", "五（三）1")
SHARE = ("占64.11%", "占64.21%", "三")
LEFTOVER = ("主要原因是总分馆设备更新", "主要原因是XX总分馆设备更新", "五（一）")
CERTAIN = (TOTAL, OUTCOME, SHARE)
Planted = tuple[str, str, str]


def write_department(path: Path, name: str, *planted: Planted) -> Path:
    """Write the document of a department, with its tables, in which words are planted."""
    room = path.parent.parent / "各部门" / name
    if not room.exists():
        shutil.copytree(SAMPLE, room)
        for file in (one for one in room.rglob("*") if one.is_file()):
            _rename(file, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    generator.build(room, docx=path)
    document = docx.Document(str(path))
    for right, wrong, _ in planted:
        _plant(document, right, wrong)
    document.save(str(path))
    return path


def _rename(file: Path, name: str) -> None:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = file.read_bytes().decode(encoding)
        except UnicodeDecodeError:
            continue
        if DEPARTMENT in text:
            file.write_bytes(text.replace(DEPARTMENT, name).encode(encoding))
        return


def _plant(document: docx.document.Document, right: str, wrong: str) -> None:
    (paragraph,) = [one for one in document.paragraphs if right in one.text][:1]
    text = paragraph.text.replace(right, wrong, 1)
    first, *others = paragraph.runs
    first.text = text
    for one in others:
        one.text = ""


@dataclass
class ReadLetter:
    """A letter as python-docx reads it: its paragraphs, its remarks by label, its last table."""

    paragraphs: list[str]
    remarks: list[dict[str, str]] = field(default_factory=list)
    reply: list[list[str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Everything that is printed."""
        rows = (cell for remark in self.remarks for cell in remark.values())
        cells = (cell for row in self.reply for cell in row)
        return "\n".join((*self.paragraphs, *rows, *cells))


def read_letter(path: Path) -> ReadLetter:
    """Read a letter back."""
    document = docx.Document(str(path))
    letter = ReadLetter([one.text for one in document.paragraphs if one.text])
    for table in document.tables:
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        if rows[0][0] != "序号":
            letter.reply = rows
            continue
        for number, label, text in rows[1:]:
            if label == LABELS[0]:
                letter.remarks.append({"序号": number})
            assert label in LABELS
            assert letter.remarks[-1]["序号"] == number
            letter.remarks[-1][label] = text
    return letter


def read_form(path: Path) -> tuple[str, list[dict[str, str]]]:
    """Return the department of a form for replies, and its rows below the head."""
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    rows = [
        ["" if cell is None else str(cell) for cell in row]
        for row in sheet.iter_rows(values_only=True)
    ]
    at = rows.index(list(HEAD))
    (name,) = [row[1] for row in rows[:at] if row[0] == "部门名称"]
    return name, [dict(zip(HEAD, row, strict=True)) for row in rows[at + 1 :]]


def fill_form(path: Path, target: Path, answers: dict[str, tuple[str, str]]) -> Path:
    """Fill in a form: answer and note by a piece of the quotation."""
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    columns = {
        str(cell.value): cell.column
        for row in sheet.iter_rows()
        for cell in row
        if cell.value in HEAD
    }
    for row in sheet.iter_rows(min_row=5):
        quote = str(row[columns["原文"] - 1].value)
        for piece, (answer, note) in answers.items():
            if piece in quote:
                row[columns["是否已改"] - 1].value = answer or None
                row[columns["说明"] - 1].value = note or None
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)
    return target


def edit_rows(path: Path, change: Callable[[list[list[object]]], list[list[object]]]) -> None:
    """Change the rows of a form below its head."""
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    rows: list[list[object]] = [list(row) for row in sheet.iter_rows(min_row=5, values_only=True)]
    sheet.delete_rows(5, len(rows))
    for row in change(rows):
        sheet.append(row)
    book.save(path)
