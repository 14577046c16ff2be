"""The bureau's workbook: told from one department's own, refused where it could be both; rows."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from support.bureau import BUDGETS, MAIN, OTHER, add, bureau_book, put
from support.internal_export import export_of
from support.piles import write_list
from support.sheet_case import saved
from support.submitted import DEPARTMENT, SAMPLE
from support.workbooks import workbook_of

from generator.base.errors import AmbiguousDataError, BureauBookError
from generator.base.labels import key_of
from generator.tasks.review_many.bureau import Book, read_book
from generator.tasks.review_many.data import open_supply
from generator.tasks.review_many.roster import read_roster


def _book(folder: Path, *sheets: tuple[str, list[list[str]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(folder / "批复.xlsx")
    return folder / "批复.xlsx"


def _own(path: Path) -> Path:
    """The sample as one department's own workbook."""
    path.write_bytes(saved(workbook_of(SAMPLE)))
    return path


def _read(path: Path) -> Book:
    book = read_book(path)
    assert book is not None
    return book


def test_a_row_a_department_is_a_bureaus(tmp_path: Path) -> None:
    book = _read(bureau_book(tmp_path / "批复.xlsx"))
    assert [row.name for row in book.rows.values()] == [DEPARTMENT, OTHER]
    assert book.findings == ()
    lists = book.know([DEPARTMENT]).lists
    assert set(lists) == {"上年数", "事项", "年初预算"}
    budgets = {one.text("科目编码"): one.text("年初预算数") for one in lists["年初预算"]}
    assert budgets["2070104"] == "810.23"
    assert set(book.know([OTHER]).lists) == {"上年数", "事项"}


def test_one_departments_workbook_is_not(tmp_path: Path) -> None:
    assert read_book(_own(tmp_path / "甲.xlsx")) is None
    assert read_book(tmp_path / "没有.xlsx") is None
    assert read_book(SAMPLE) is None
    _, export = export_of(3, tmp_path)
    assert read_book(export) is None


def test_the_name_above_a_table_is_no_column(tmp_path: Path) -> None:
    path = _own(tmp_path / "甲.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["公开05"]
    sheet.insert_rows(2)
    sheet["A2"], sheet["B2"] = "部门名称", DEPARTMENT
    book.save(path)
    assert read_book(path) is None


def test_notes_of_tables_name_their_department_in_every_row(tmp_path: Path) -> None:
    path = _own(tmp_path / "甲.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("公开表_附注")
    sheet.append(["表号", "部门名称", "注"])
    for number in (1, 2):
        sheet.append([f"公开0{number}", DEPARTMENT, "本表反映……"])
    book.save(path)
    assert read_book(path) is None


@pytest.mark.parametrize("kind", ["tables", "list"])
def test_what_could_be_both_is_refused_with_both_readings(tmp_path: Path, kind: str) -> None:
    path = _own(tmp_path / "甲.xlsx")
    book = openpyxl.load_workbook(path)
    if kind == "list":
        for name in book.sheetnames:
            if name != "事项":
                del book[name]
    sheet = book.create_sheet("各部门", 0)
    for row in (["部门名称", "收支总计"], [DEPARTMENT, "1"], [OTHER, "2"]):
        sheet.append(row)
    book.save(path)
    with pytest.raises(AmbiguousDataError) as stop:
        read_book(path)
    said = str(stop.value)
    assert "甲.xlsx 有两种读法，没有使用" in said
    assert "“各部门”有 2 行写着部门名称，像一行一个部门的工作簿" in said
    assert ("公开01" if kind == "tables" else "事项") in said
    assert "像一个部门自己的公开表和清单" in said
    assert "请把两种内容分成两个文件" in said


def test_one_name_in_every_row_could_be_both(tmp_path: Path) -> None:
    path = _book(tmp_path, ("表", [["部门名称", "收支总计"], [DEPARTMENT, "1"], [DEPARTMENT, "2"]]))
    with pytest.raises(AmbiguousDataError, match=f"各行的部门名称都是“{DEPARTMENT}”"):
        read_book(path)


def test_a_single_row_is_no_list_of_departments(tmp_path: Path) -> None:
    path = _book(tmp_path, ("表", [["部门名称", "收支总计"], [DEPARTMENT, "1"]]))
    with pytest.raises(BureauBookError, match="只有一个部门"):
        read_book(path)


def test_budgets_alone_are_a_bureaus(tmp_path: Path) -> None:
    rows = [
        ["部门名称", "科目编码", "年初预算数"],
        [DEPARTMENT, "2070104", "1"],
        [OTHER, "2070104", "2"],
    ]
    book = _read(_book(tmp_path, (BUDGETS, rows)))
    assert [row.name for row in book.rows.values()] == [DEPARTMENT, OTHER]


def test_a_sheet_that_is_not_used_is_told(tmp_path: Path) -> None:
    main = [["部门名称", "收支总计"], [DEPARTMENT, "1"], [OTHER, "2"]]
    book = _read(_book(tmp_path, (MAIN, main), ("说明", [["甲"]]), ("草稿", [["甲", "1"]])))
    (found,) = book.findings
    assert "工作表“草稿”没有用到" in found.message


def test_a_department_twice_with_two_contents_is_in_neither_row(tmp_path: Path) -> None:
    book = _read(bureau_book(tmp_path / "批复.xlsx", add(DEPARTMENT, "5.00")))
    (found,) = book.findings
    assert (found.code, found.severity.value) == ("L05", "error")
    assert f"“{DEPARTMENT}”有几行（第 2、4 行），内容不同，都没有使用；请只留一行" in found.message
    known = book.know([DEPARTMENT])
    assert not known
    assert "互相矛盾" in known.unused[0].why
    assert book.know([OTHER])


def test_a_department_twice_with_one_content_is_used(tmp_path: Path) -> None:
    rows = [["部门名称", "收支总计"], [DEPARTMENT, "1"], [OTHER, "2"], [DEPARTMENT, "1"]]
    book = _read(_book(tmp_path, (MAIN, rows)))
    (found,) = book.findings
    assert found.severity.value == "warning"
    assert "内容相同，使用前一行" in found.message
    assert book.know([DEPARTMENT])


def test_a_like_name_is_asked_about_and_not_used(tmp_path: Path) -> None:
    book = _read(bureau_book(tmp_path / "批复.xlsx"))
    known = book.know(["河洛市图书馆"])
    assert not known
    (found,) = known.told
    assert f"批复.xlsx 中没有“河洛市图书馆”，是否“{DEPARTMENT}”？没有用它核对" in found.message
    assert known.unused[0].what == "与 批复.xlsx 的核对"


def test_the_row_of_another_department_of_the_list_is_not_asked_about(tmp_path: Path) -> None:
    book = _read(bureau_book(tmp_path / "批复.xlsx"))
    (found,) = book.know(["河洛市图书馆"], {key_of("河洛市图书馆"), key_of(DEPARTMENT)}).told
    assert "批复.xlsx 中没有“河洛市图书馆”，没有用它核对；应有的请补上一行" in found.message
    assert "？" not in found.message


def test_a_name_of_the_list_finds_the_row(tmp_path: Path) -> None:
    book = _read(bureau_book(tmp_path / "批复.xlsx"))
    assert book.know(["河洛市图书馆", DEPARTMENT])
    both = book.know([OTHER, DEPARTMENT])
    assert not both
    assert "是同一个部门的几个名称，各有一行，都没有使用" in both.told[0].message


def test_without_a_name_no_row_is_used(tmp_path: Path) -> None:
    known = _read(bureau_book(tmp_path / "批复.xlsx")).know([""])
    assert not known
    assert "文件中没有部门名称" in known.unused[0].why


def test_budgets_of_a_misspelt_name_are_asked_about(tmp_path: Path) -> None:
    wrong = put("部门名称", "江河市水力局", sheet=BUDGETS, row=3)
    (found,) = _read(bureau_book(tmp_path / "批复.xlsx", wrong)).findings
    assert f"年初预算写的是“江河市水力局”，其他工作表中没有，是否“{OTHER}”？" in found.message


def test_rows_of_nobody_on_the_list_are_asked_about(tmp_path: Path) -> None:
    roster = read_roster(
        write_list(tmp_path / "名单.csv", (DEPARTMENT,), ("江河市水利和湖泊局",)), date(2025, 9, 20)
    )
    (found,) = open_supply(bureau_book(tmp_path / "批复.xlsx"), roster).findings
    assert f"批复.xlsx 的“{OTHER}”不在名单上，是否“江河市水利和湖泊局”？" in found.message
