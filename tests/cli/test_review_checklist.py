"""`review --checklist`: 检查表.xlsx of one and of several documents, the bureau's own sheet."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font
from support import duty_document as document
from support.program import Shell
from support.submitted import write_text

from generator.field.duties import DUTIES

_GOOD = document.write_document({})
_BAD = document.write_document(
    {"glossary": "", "cover": document.COVER.replace("档案馆", "图书馆")}
).replace("江河市档案馆", "江河市图书馆")
_MAPPING = """文件 = "局里检查表.xlsx"
工作表 = "表"
表头行 = 2
检查内容 = "检查内容"
结果 = "C"
问题 = "存在问题"
部门名称 = "B1"

[结果用语]
已做到 = "√"
有问题 = "=×"

[行]
"公开表是否齐全" = ["J01", "J02"]
"有无名词解释" = "j23"
5 = "J26"
"""


def _write_blank(folder: Path) -> Path:
    """Write a sheet as a bureau may have it: a title above, columns of its own."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "表"
    sheet["A1"], sheet["B1"] = "部门：", ""
    for column, head in enumerate(("序号", "检查内容", "结果", "存在问题"), start=1):
        sheet.cell(2, column, head)
    rows = ("公开表是否齐全", "有无名词解释", "是否按时公开", "预算是否公开")
    for number, text in enumerate(rows, start=3):
        sheet.cell(number, 1, number - 2)
        sheet.cell(number, 2, text).font = Font(bold=True)
    path = folder / "局里检查表.xlsx"
    book.save(path)
    return path


def _prepare(folder: Path, mapping: str = _MAPPING) -> Path:
    _write_blank(folder)
    write_text(folder / "送审" / "档案馆.txt", _GOOD)
    return write_text(folder / "局里检查表.toml", mapping)


def _read(path: Path, sheet: str = "") -> list[list[str]]:
    book = openpyxl.load_workbook(path)
    chosen = book[sheet] if sheet else book.worksheets[0]
    return [[str(value or "") for value in row] for row in chosen.iter_rows(values_only=True)]


def test_one_document_has_its_list(tmp_path: Path, shell: Shell) -> None:
    file = write_text(tmp_path / "档案馆.txt", _GOOD)
    target = tmp_path / "检查表.xlsx"
    result = shell.run("review", file, "--checklist", target)
    assert "已写出" in result.err
    head, *rows = _read(target)
    assert head[:3] == ["检查内容", "是/否", "问题"]
    assert [row[-1] for row in rows] == [duty.code for duty in DUTIES]
    assert {row[1] for row in rows} == {"是", "无法检查"}
    assert all(row[3] for row in rows if row[1] == "是")
    shell.run("review", file, "--checklist", target)  # its own list is replaced
    assert _read(target)[0] == head


def test_of_several_there_is_one_over_all(tmp_path: Path, shell: Shell) -> None:
    write_text(tmp_path / "送审" / "档案馆.txt", _GOOD)
    write_text(tmp_path / "送审" / "图书馆.txt", _BAD)
    write_text(tmp_path / "送审" / "空.txt", "没有内容")
    target = tmp_path / "检查表.xlsx"
    shell.run("review", tmp_path / "送审", "--checklist", target)
    book = openpyxl.load_workbook(target)
    assert book.sheetnames[:2] == ["各部门", "逐项"]
    assert set(book.sheetnames[2:]) == {"江河市档案馆", "江河市图书馆", "空"}
    head, *rows = _read(target)
    answers = {row[1]: dict(zip(head, row, strict=True)) for row in rows}
    glossary = next(name for name in head if name.startswith("J23"))
    assert answers["档案馆.txt"][glossary] == "是"
    assert answers["图书馆.txt"][glossary] == "否"
    assert answers["空.txt"][glossary] == "无法检查"
    assert len(_read(target, "逐项")) == 1 + 3 * len(DUTIES)


def test_the_sheet_of_the_bureau_is_filled(tmp_path: Path, shell: Shell) -> None:
    mapping = _prepare(tmp_path)
    write_text(tmp_path / "送审" / "图书馆.txt", _BAD)
    blank = (tmp_path / "局里检查表.xlsx").read_bytes()
    result = shell.run("review", tmp_path / "送审", "--checklist", mapping)
    assert (tmp_path / "局里检查表.xlsx").read_bytes() == blank
    target = tmp_path / "局里检查表-已填.xlsx"
    book = openpyxl.load_workbook(target)
    assert sorted(book.sheetnames) == ["江河市图书馆", "江河市档案馆"]
    sheet = book["江河市图书馆"]
    assert sheet["B1"].value == "江河市图书馆"
    assert [sheet.cell(row, 3).value for row in range(3, 7)] == ["√", "=×", "无法检查", None]
    assert sheet["C4"].data_type == "s"
    assert sheet["D3"].value is None
    assert "名词解释" in str(sheet["D4"].value)
    assert sheet["B3"].font.bold
    assert "第 6 行“预算是否公开”" in result.err
    assert "J05" in result.err
    assert "J23" not in result.err


@pytest.mark.parametrize(
    ("wrong", "right", "says"),
    [
        ('"J01"', '"J91"', "J91"),
        ("公开表是否齐全", "公开表齐不齐全", "是否“公开表是否齐全”"),
        ("5 =", "9 =", "第 9 行"),
        ('工作表 = "表"', '工作表 = "表二"', "它有：表"),
        ('问题 = "存在问题"', '问题 = "存在的"', "表头没有“存在的”"),
        ('结果 = "C"', "", "没有写“结果”"),
        ("表头行 = 2", "表头行 = 0", "行号"),
        ("已做到 =", "做到了 =", "做到了"),
        ('部门名称 = "B1"', '部门名称 = "第一格"', "第一格"),
        ("[行]", "[各行]", "各行"),
        ('文件 = "局里检查表.xlsx"', '文件 = "没有.xlsx"', "没有.xlsx"),
        ('文件 = "局里检查表.xlsx"', '文件 = "局里检查表.xlsx"\n写到 = "局里检查表.xlsx"', "空表"),
        ('结果 = "C"', '结果 = "C', "格式有误"),
    ],
)
def test_a_mapping_that_does_not_fit_is_told(
    wrong: str, right: str, says: str, tmp_path: Path, shell: Shell
) -> None:
    assert wrong in _MAPPING
    mapping = _prepare(tmp_path, _MAPPING.replace(wrong, right, 1))
    result = shell.run("review", tmp_path / "送审", "--checklist", mapping)
    assert result.status == 3
    assert says in result.err
    assert "Traceback" not in result.err
    assert not (tmp_path / "局里检查表-已填.xlsx").exists()


def test_every_fault_of_a_sheet_is_told_at_once(tmp_path: Path, shell: Shell) -> None:
    wrong = _MAPPING.replace("公开表是否齐全", "甲").replace("有无名词解释", "乙")
    result = shell.run("review", tmp_path / "送审", "--checklist", _prepare(tmp_path, wrong))
    assert "“甲”" in result.err
    assert "“乙”" in result.err


def test_nothing_of_somebody_else_is_replaced(tmp_path: Path, shell: Shell) -> None:
    file = write_text(tmp_path / "档案馆.txt", _GOOD)
    blank = _write_blank(tmp_path)
    before = blank.read_bytes()
    for target in (blank, file):
        result = shell.run("review", file, "--checklist", target)
        assert result.status == 3
    assert blank.read_bytes() == before
    assert file.read_text(encoding="utf-8") == _GOOD
    mine = tmp_path / "检查表.xlsx"
    shell.run("review", file, "--checklist", mine)
    book = openpyxl.load_workbook(mine)
    book.properties.lastModifiedBy = "张三"
    book.save(mine)
    assert shell.run("review", file, "--checklist", mine).status == 3


def test_a_merged_cell_is_told(tmp_path: Path, shell: Shell) -> None:
    mapping = _prepare(tmp_path)
    path = tmp_path / "局里检查表.xlsx"
    book = openpyxl.load_workbook(path)
    book["表"].merge_cells("C3:C4")
    book.save(path)
    result = shell.run("review", tmp_path / "送审", "--checklist", mapping)
    assert "C4 在合并的单元格里" in result.err
