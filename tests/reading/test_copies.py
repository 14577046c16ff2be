"""Of a table and its copies the exact name counts, by every door; the copy is named."""

import csv
import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from support.written import import_files, roll_forward

from generator.model.finding import Finding
from generator.tasks.department import check_folder, read_inputs, write_department

DATA = Path(__file__).resolve().parents[2] / "data"
COPIES = (
    "公开05 - 副本",
    "公开05(1)",
    "公开05 (2)",
    "公开05（1）",
    "公开05-旧",
    "公开05_备份",
    "公开05_20250901",
    "公开05最终版",
    "复件 公开05",
    "副本 公开05",
    "新公开05",
    "公开05.bak",
    "0公开05",
)
RIGHT, WRONG = "5998.19", "6409.21"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def _wrong_copy(folder: Path, stem: str) -> None:
    text = (folder / "公开05.csv").read_text(encoding="utf-8-sig")
    assert "5,998.19" in text
    (folder / f"{stem}.csv").write_text(text.replace("5,998.19", "6,409.21"), encoding="utf-8")


def _total(data: Path) -> tuple[str, list[Finding]]:
    inputs, findings = read_inputs(data)
    cell = inputs.tables["公开05"].cell("合计", "小计")
    assert cell is not None
    return str(cell.value), [one for one in findings if one.code in {"L05", "L07"}]


@pytest.mark.parametrize("stem", COPIES)
def test_the_exact_name_wins_in_a_folder(folder: Path, stem: str) -> None:
    _wrong_copy(folder, stem)
    total, findings = _total(folder)
    assert total == RIGHT
    (named,) = findings
    assert (named.code, named.severity.value) == ("L05", "error")
    assert f"{stem}.csv" in named.message
    assert "本次使用 公开05.csv" in named.message


def test_build_and_check_use_the_same(folder: Path) -> None:
    _wrong_copy(folder, "公开05 - 副本")
    tables = (write_department(folder).accounts.tables, check_folder(folder).accounts.tables)
    assert [str(one["公开05"].cell("合计", "小计").value) for one in tables] == [RIGHT, RIGHT]


def test_where_there_is_only_a_copy_it_is_used_and_said(folder: Path) -> None:
    _wrong_copy(folder, "公开05 - 副本")
    (folder / "公开05.csv").unlink()
    total, (named,) = _total(folder)
    assert total == WRONG
    assert (named.code, named.severity.value) == ("L07", "warning")
    assert "公开05 - 副本.csv" in named.message


def test_a_copy_does_not_stand_in_for_a_file_that_cannot_be_read(folder: Path) -> None:
    _wrong_copy(folder, "公开05 - 副本")
    (folder / "公开05.csv").write_text(",,,\n,,,\n", encoding="utf-8")
    inputs, findings = read_inputs(folder)
    assert "公开05" not in inputs.tables
    assert {one.code for one in findings} == {"L02", "L05"}
    assert any("公开05 - 副本.csv" in one.message for one in findings)


@pytest.mark.parametrize("text", [",,,\n,,,\n", '"",""\n"",""\n', " , \n", "\t\t\n"])
def test_a_table_of_nothing_is_no_table(folder: Path, text: str) -> None:
    (folder / "公开05.csv").write_text(text, encoding="utf-8")
    _, findings = read_inputs(folder)
    assert [(one.code, one.severity.value, one.places[0].file) for one in findings] == [
        ("L02", "error", "公开05.csv")
    ]


def test_init_rolls_the_table_forward_that_build_uses(folder: Path, tmp_path: Path) -> None:
    for stem in ("公开05 - 副本", "0公开05"):
        _wrong_copy(folder, stem)
    roll_forward(folder, tmp_path / "2025")
    rolled = (tmp_path / "2025" / "上年" / "公开05.csv").read_text(encoding="utf-8-sig")
    assert "5,998.19" in rolled
    assert "6,409.21" not in rolled


def _workbook(path: Path, stems: list[str]) -> Path:
    """A workbook of data/, with sheets of 公开05 under these names; only the exact is right."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for file in sorted(DATA.glob("*.csv")):
        for stem in stems if file.stem == "公开05" else [file.stem]:
            sheet = book.create_sheet(stem)
            with file.open(encoding="utf-8-sig", newline="") as stream:
                for row in csv.reader(stream):
                    wrong = stem != file.stem
                    sheet.append([c.replace("5,998.19", "6,409.21") if wrong else c for c in row])
    book.save(path)
    return path


@pytest.mark.parametrize("stems", [["公开05 (2)", "公开05"], ["公开05", "公开05 (2)"]])
def test_the_exact_name_wins_in_a_workbook(tmp_path: Path, stems: list[str]) -> None:
    path = _workbook(tmp_path / "决算.xlsx", stems)
    total, (named,) = _total(path)
    assert total == RIGHT
    assert "公开05 (2)" in named.message
    target = tmp_path / "导入"
    report = import_files([path], target)
    assert _total(target)[0] == RIGHT
    assert any(one.code == "L05" and "公开05 (2)" in one.message for one in report.findings)
    roll_forward(path, tmp_path / "2025")
    assert "5,998.19" in (tmp_path / "2025/上年/公开05.csv").read_text(encoding="utf-8-sig")


def test_import_uses_the_table_that_check_uses(folder: Path, tmp_path: Path) -> None:
    _wrong_copy(folder, "0公开05")
    files = [folder / "0公开05.csv", folder / "公开05.csv"]
    for order in (files, files[::-1]):
        target = tmp_path / order[0].stem
        report = import_files(order, target)
        assert _total(target)[0] == RIGHT
        assert [one.code for one in report.findings if one.code == "L05"] == ["L05"]


def test_of_two_workbooks_the_copy_is_not_used(tmp_path: Path) -> None:
    right = _workbook(tmp_path / "甲局.xlsx", ["公开05"])
    copy = tmp_path / "甲局 - 副本.xlsx"
    book = load_workbook(right)
    sheet = book["公开05"]
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == "5,998.19":
                cell.value = "6,409.21"
    book.save(copy)
    import_files([copy, right], tmp_path / "导入")
    assert _total(tmp_path / "导入")[0] == RIGHT


def test_files_that_office_leaves_about_are_no_copies(folder: Path) -> None:
    shutil.copy(folder / "公开05.csv", folder / "~$公开05.csv")
    (folder / "~$公开05.xlsx").write_bytes(b"")
    total, findings = _total(folder)
    assert (total, findings) == (RIGHT, [])
