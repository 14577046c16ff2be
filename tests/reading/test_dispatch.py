"""The one dispatcher of sheets: every door sorts the sheets of a workbook alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from generator.model.sheet import Sheet
from generator.reading.dispatch import dispatch
from generator.reading.folder import read_sheets
from generator.tasks.import_files.importing import import_files
from generator.tasks.init.sources import read_source
from generator.tasks.opening import open_sheets, read_workbook

if TYPE_CHECKING:
    from pathlib import Path


def sheet(name: str, *rows: tuple[str, ...]) -> Sheet:
    return Sheet("决算.xlsx", rows or (("甲",),), name)


def test_sheets_are_sorted_by_their_names() -> None:
    names = (
        "公开01",
        "上年 公开01",
        "上年数",
        "绩效评价工作开展情况.md",
        "说明",
        "目录",
        "填写说明",
        "草稿",
    )
    found = dispatch(sheet(name) for name in names)
    assert [one.stem for one in found.tables] == ["公开01", "草稿"]
    assert [one.stem for one in found.last_year] == ["公开01"]
    assert [one.stem for one in found.lists] == ["上年数"]
    assert found.texts == {"绩效评价工作开展情况": "甲"}
    assert [one.source for one in found.last_year] == ["决算.xlsx「上年 公开01」"]


def test_of_two_texts_the_first_counts_and_blank_ones_do_not() -> None:
    found = dispatch(
        [
            sheet("绩效评价工作开展情况", ("",)),
            sheet("绩效评价工作开展情况", ("乙", "丙")),
            sheet("绩效评价工作开展情况"),
        ]
    )
    assert found.texts == {"绩效评价工作开展情况": "乙 丙"}


def test_blank_lines_part_the_paragraphs_of_a_text() -> None:
    found = dispatch([sheet("绩效评价工作开展情况", ("",), ("一段",), ("",), ("二段",), ("",))])
    assert found.texts == {"绩效评价工作开展情况": "一段\n\n二段"}


def test_file_without_sheets_goes_by_its_own_name() -> None:
    found = dispatch([Sheet("上年公开01.csv", (("甲",),))], "上年公开01")
    assert [one.stem for one in found.tables] == ["上年公开01"]
    assert found.last_year == []


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook with a table, a text, a guide and a sheet that nothing reads."""
    made = Workbook()
    made.remove(made.active)
    table = made.create_sheet("公开01")
    table.append(["收入支出决算总表"])
    table.append(["单位：万元"])
    table.append(["收入", "", "支出", ""])
    table.append(["项目", "金额", "项目", "金额"])
    table.append(["一、一般公共预算财政拨款收入", "1.00", "一、一般公共服务支出", "1.00"])
    table.append(["总计", "1.00", "总计", "1.00"])
    made.create_sheet("绩效评价工作开展情况").append(["本部门职能"])
    made.create_sheet("说明").append(["怎样填写"])
    made.create_sheet("往来款明细").append(["往来", "1.00"])
    path = tmp_path / "决算.xlsx"
    made.save(path)
    return path


def test_every_door_takes_and_names_the_same(book: Path, tmp_path: Path) -> None:
    inputs, findings = read_workbook(book)
    sheets, _ = open_sheets(book)
    by_review, of_review = read_sheets(book, sheets)
    source = read_source(book)
    imported = import_files([book], tmp_path / "数据")
    assert list(inputs.tables) == list(by_review.tables) == list(source.tables) == ["公开01"]
    assert [found.table.form for found in imported.tables] == ["公开01"]
    assert (
        inputs.texts
        == by_review.texts
        == source.inputs.texts
        == {"绩效评价工作开展情况": "本部门职能"}
    )
    text = imported.files[tmp_path / "数据/文字/绩效评价工作开展情况.md"]
    assert text.decode("utf-8-sig").strip() == "本部门职能"
    passed_over = [
        {one.message for one in told if "往来款明细" in one.message}
        for told in (findings, of_review, imported.findings)
    ]
    assert passed_over[0] == passed_over[1] == passed_over[2] != set()
