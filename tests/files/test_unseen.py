"""Characters that nobody sees within an amount: taken out by the reader of every format."""

from pathlib import Path

import pytest
import xlwt
from docx import Document
from openpyxl import Workbook

from generator.tasks.opening import open_sheets

_HEADS = ["功能分类科目编码", "科目名称", "本年收入合计"]
_UNSEEN = "\u200b\u200d\ufeff\xad\u2060\u2063\u2066\u2069\u206a\u061c\u034f\u180e\ufe0f\u3164"


def _rows(unseen: str) -> list[list[str]]:
    return [
        ["收入决算表", "", ""],
        _HEADS,
        ["合计", "", f"1,2{unseen}34.56"],
        ["201", f"一般公共{unseen}服务支出", f"{unseen}1,234.5{unseen}6{unseen}"],
    ]


def _write(path: Path, rows: list[list[str]]) -> None:
    kind = path.suffix
    if kind == ".xlsx":
        book = Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
    elif kind == ".xls":
        old = xlwt.Workbook()
        sheet = old.add_sheet("公开02")
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                sheet.write(number, column, text)
        old.save(str(path))
    elif kind == ".docx":
        document = Document()
        table = document.add_table(len(rows), len(_HEADS))
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(number, column).text = text
        document.save(str(path))
    elif kind == ".html":
        lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
        body = "".join(f"<tr>{line}</tr>" for line in lines)
        path.write_text(f"<meta charset=utf-8><table>{body}</table>", encoding="utf-8")
    else:
        mark = {".md": "|", ".txt": "\t", ".csv": "\t"}[kind]
        lines = (
            f"{mark}{mark.join(row)}{mark}" if kind == ".md" else mark.join(row) for row in rows
        )
        path.write_text("\n".join(lines), encoding="utf-8")


@pytest.mark.parametrize("suffix", [".csv", ".txt", ".md", ".html", ".xlsx", ".xls", ".docx"])
def test_unseen_characters_are_no_part_of_a_cell(suffix: str, tmp_path: Path) -> None:
    for number, unseen in enumerate(_UNSEEN):
        path = tmp_path / f"公开02-{number}{suffix}"
        _write(path, _rows(unseen))
        opened = open_sheets(path)
        (sheet,) = opened[0]
        cells = [cell for row in sheet.rows for cell in row if cell]
        assert cells[-4:] == ["1,234.56", "201", "一般公共服务支出", "1,234.56"], f"{unseen!a}"
