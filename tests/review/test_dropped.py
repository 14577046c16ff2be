"""What somebody has put together for a review, told apart: texts, list, data, rounds, replies."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import openpyxl
import pytest
from support.piles import write_list
from support.submitted import SAMPLE, write_text

from generator.tasks.review_many.dropped import Kind, list_tables, list_texts, sort_dropped

if TYPE_CHECKING:
    from pathlib import Path


def _kinds(root: Path) -> dict[str, Kind]:
    return {one.path: one.kind for one in sort_dropped(root)}


def _write_book(path: Path, *rows: tuple[object, ...], sheet: str = "部门") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    book = openpyxl.Workbook()
    book.worksheets[0].title = sheet
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)
    return path


def test_texts_are_one_thing_wherever_they_lie(tmp_path: Path) -> None:
    for name in (
        "甲.docx",
        "第一批/乙.pdf",
        "第一批/再/丙.txt",
        "图.jpg",
        "~$甲.docx",
        ".DS_Store",
    ):
        write_text(tmp_path / "送审" / name, "文")
    (texts,) = sort_dropped(tmp_path)
    assert (texts.path, texts.kind, texts.files) == ("", Kind.FILES, 4)
    names = [one.name for one in list_texts(tmp_path)]
    assert sorted(names) == ["丙.txt", "乙.pdf", "图.jpg", "甲.docx"]


def test_a_list_is_told_from_data_by_its_columns(tmp_path: Path) -> None:
    write_list(tmp_path / "各单位.csv", ("甲局", "", "2025-09-10"))
    _write_book(tmp_path / "批复.xlsx", ("部门名称", "收支总计"), ("甲局", 1), ("乙局", 2))
    _write_book(tmp_path / "名单新.xlsx", ("部门名称", "联系人", "电话"), ("甲局", "张", 1))
    _write_book(tmp_path / "别的.xlsx", ("科目", "金额"), ("甲", 1))
    assert _kinds(tmp_path) == {
        "": Kind.FILES,
        "各单位.csv": Kind.ROSTER,
        "名单新.xlsx": Kind.ROSTER,
        "批复.xlsx": Kind.DATA,
    }
    (other,) = list_texts(tmp_path)
    assert other.name == "别的.xlsx"
    # A table that is nothing known is asked about; it is not silently a submitted file.
    assert [(one.path, one.kind) for one in list_tables(tmp_path)] == [("别的.xlsx", Kind.FILES)]


def test_folders_are_data_or_of_last_year_or_are_looked_into(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "数据" / "甲局")
    shutil.copytree(SAMPLE, tmp_path / "数据" / "乙局")
    write_text(tmp_path / "去年公开" / "甲局2023.txt", "文")
    write_text(tmp_path / "送" / "甲局.txt", "文")
    write_list(tmp_path / "送" / "名单.csv", ("甲局",))
    assert _kinds(tmp_path) == {
        "": Kind.FILES,
        "数据": Kind.DATA,
        "去年公开": Kind.LAST,
        "送/名单.csv": Kind.ROSTER,
    }


def test_one_department_s_own_folder_is_data(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "甲局")
    assert _kinds(tmp_path) == {"甲局": Kind.DATA}


def test_of_two_that_could_be_the_data_the_workbook_is(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "数据" / "甲局")
    _write_book(tmp_path / "批复.xlsx", ("部门名称", "收支总计"), ("甲局", 1), ("乙局", 2))
    assert _kinds(tmp_path) == {"批复.xlsx": Kind.DATA, "数据": Kind.BESIDE}


def test_the_round_before_and_replies(tmp_path: Path) -> None:
    write_text(tmp_path / "第一轮" / "审核汇总.json", json.dumps({"documents": []}))
    write_text(tmp_path / "第一轮" / "甲-审核.html", "<p>")
    _write_book(tmp_path / "审核汇总.xlsx", ("份", "程序读取的记录"), sheet="审核记录")
    _write_book(
        tmp_path / "反馈" / "甲局-反馈.xlsx", ("序号", "问题", "是否已改"), (1, "错", "已改")
    )
    _write_book(tmp_path / "来信.xlsx", ("序号", "问题", "是否已改"), (1, "错", "已改"))
    assert _kinds(tmp_path) == {
        "第一轮": Kind.PREVIOUS,
        "审核汇总.xlsx": Kind.PREVIOUS,
        "反馈/甲局-反馈.xlsx": Kind.REPLIES,
        "来信.xlsx": Kind.REPLIES,
    }


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0" * 9, b"\x00" * 50])
def test_what_cannot_be_opened_is_left_to_the_review(data: bytes, tmp_path: Path) -> None:
    for name in ("名单.csv", "批复.xlsx", "旧.xls", "审核汇总.xlsx"):
        (tmp_path / name).write_bytes(data)
    assert set(_kinds(tmp_path)) == {""}
