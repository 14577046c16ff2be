"""The lines below the nine tables in the document: the form's own, or those of the file."""

import csv
from pathlib import Path

from generator.model.block import Grid
from generator.tasks.department import write_department

_ROUNDING = "因四舍五入可能存在尾差"


def _grids(folder: Path) -> dict[str, Grid]:
    content = write_department(folder).content
    return {b.number: b for part in content.parts for b in part.blocks if isinstance(b, Grid)}


def _write(folder: Path, name: str, rows: list[list[str]]) -> None:
    with (folder / name).open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)


def _fund_table(folder: Path, amount: str, *notes: str) -> None:
    head = ["功能分类科目编码", "科目名称", "年初结转和结余", "本年收入"]
    head += ["小计", "基本支出", "项目支出", "年末结转和结余"]
    rows = [head, ["", "合计", "", amount, amount, "", amount, ""]]
    _write(folder, "公开07.csv", [*rows, *([note] for note in notes)])


def test_default_note_and_statement_of_an_empty_table(tmp_path: Path) -> None:
    _fund_table(tmp_path, "")
    notes = _grids(tmp_path)["公开07表"].notes
    assert notes[0].startswith("注：本表反映部门本年度政府性基金预算")
    assert _ROUNDING not in notes[0]
    assert notes[1].startswith("说明：")
    assert notes[1].endswith("故本表无数据。")


def test_a_filled_table_never_says_that_it_is_empty(tmp_path: Path) -> None:
    _fund_table(tmp_path, "3.00", "注：自带的注。", "说明：我部门没有收入，故本表无数据。")
    assert _grids(tmp_path)["公开07表"].notes == ("注：自带的注。",)


def test_a_statement_of_the_file_is_kept(tmp_path: Path) -> None:
    _fund_table(tmp_path, "", "注：自带的注。", "说明：我局没有基金，故本表无数据。")
    expected = ("注：自带的注。", "说明：我局没有基金，故本表无数据。")
    assert _grids(tmp_path)["公开07表"].notes == expected


def test_notes_of_a_unit_and_of_tables_in_yuan(tmp_path: Path) -> None:
    _write(tmp_path, "单位信息.csv", [["项目", "内容"], ["口径", "单位"], ["单位", "元"]])
    head = ["功能分类科目编码", "科目名称", "小计", "基本支出", "项目支出"]
    _write(tmp_path, "公开05.csv", [head, ["", "合计", "1.00", "1.00", ""]])
    grid = _grids(tmp_path)["公开05表"]
    assert grid.notes == ("注：本表反映单位本年度一般公共预算财政拨款支出情况。",)
    assert grid.unit == "单位：元"
