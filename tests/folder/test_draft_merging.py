"""Reasons of a draft go into 原因.csv: blank rows are filled in, nothing is overwritten."""

import shutil
from pathlib import Path

import docx
import pytest
from support.drafts import change_draft, typing
from support.folders import DATA, copy_data, read_rows, set_key, write_rows
from support.written import merge_draft

from generator import build


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """data/ without any reason."""
    target = copy_data(tmp_path / "数据")
    (target / "原因.csv").unlink()
    return target


@pytest.fixture
def draft(folder: Path, tmp_path: Path) -> Path:
    """The draft of that folder."""
    build(folder, docx=tmp_path / "草稿.docx")
    return tmp_path / "草稿.docx"


def test_figures_typed_over_marks_are_directed_to_their_file(tmp_path: Path) -> None:
    folder = copy_data(tmp_path / "d")
    rows = [row for row in read_rows(folder / "事项.csv") if row[0] != "公务用车保有量"]
    write_rows(folder / "事项.csv", rows)
    build(folder, docx=tmp_path / "稿.docx")
    document = docx.Document(str(tmp_path / "稿.docx"))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            if run.text == "【待补充：公务用车保有量】":
                run.text = "3"
    document.save(str(tmp_path / "稿.docx"))
    merged = merge_draft(tmp_path / "稿.docx", folder)
    assert merged.added == ()
    assert len(merged.findings) == 1
    assert "请填入 事项.csv（公务用车保有量）" in merged.findings[0].message


def test_reasons_that_are_there_are_never_overwritten(draft: Path, folder: Path) -> None:
    write_rows(folder / "原因.csv", [["事项", "原因", "对比"], ["收支总计", "原有的原因", "上年"]])
    change_draft(draft, typing("另一个原因"))
    before = (folder / "原因.csv").read_bytes()
    merged = merge_draft(draft, folder)
    assert (merged.files, merged.added) == ({}, ())
    finding = merged.findings[0]
    assert (finding.code, finding.found_text) == ("L05", "另一个原因")
    assert finding.places[0].address == "B2"
    assert (folder / "原因.csv").read_bytes() == before


@pytest.mark.parametrize("text", ["原有的原因", "原有的 原因。"])
def test_the_same_reason_is_no_difference(text: str, draft: Path, folder: Path) -> None:
    write_rows(folder / "原因.csv", [["事项", "原因", "对比"], ["收支总计", "原有的原因", ""]])
    merged = merge_draft(change_draft(draft, typing(text)), folder)
    assert merged == ({}, (), ())


def test_blank_rows_are_filled_and_all_else_stays(draft: Path, folder: Path) -> None:
    rows = [
        ["本单位自用", "", "", ""],
        ["金额", "对比", "事项", "原因"],
        ["3590.27", "", "收支总计", ""],
        ["", "上年", "机关运行经费", "原有的"],
        ["", "预算", "“三公”经费", ""],
    ]
    (folder / "原因.csv").write_bytes(_encoded(rows, "gb18030"))
    change_draft(change_draft(draft, typing("甲")), typing("乙"), "行政运行（项）")
    merged = merge_draft(draft, folder)
    assert [one.key for one in merged.added] == ["收支总计", "2010301"]
    assert merged.findings == ()
    assert (folder / "原因.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert read_rows(folder / "原因.csv") == [
        *rows[:2],
        ["3590.27", "上年", "收支总计", "甲"],
        *rows[3:],
        ["", "预算", "2010301", "乙"],
    ]


def _encoded(rows: list[list[str]], encoding: str) -> bytes:
    return "\r\n".join(",".join(row) for row in rows).encode(encoding)


def test_a_missing_column_is_added(draft: Path, folder: Path) -> None:
    write_rows(folder / "原因.csv", [["事项", "原因"], ["2010301", "原有的"]])
    merge_draft(change_draft(draft, typing("甲")), folder)
    assert read_rows(folder / "原因.csv") == [
        ["事项", "原因", "对比"],
        ["2010301", "原有的", ""],
        ["收支总计", "甲", "上年"],
    ]


def test_a_file_that_is_no_list_is_left_alone(draft: Path, folder: Path) -> None:
    (folder / "原因.csv").write_text("随手记的\n几行字\n", encoding="utf-8")
    merged = merge_draft(change_draft(draft, typing("甲")), folder)
    assert merged.files == {}
    assert merged.findings[-1].code == "L08"
    assert (folder / "原因.csv").read_text(encoding="utf-8") == "随手记的\n几行字\n"


def test_reasons_given_by_now_are_no_trouble(draft: Path, folder: Path) -> None:
    """The folder got its reasons after the draft: marks still there say nothing."""
    shutil.copy(DATA / "原因.csv", folder)
    assert merge_draft(draft, folder) == ({}, (), ())


def test_a_draft_with_reasons_reads_back_the_same(tmp_path: Path) -> None:
    folder = copy_data(tmp_path / "d")
    set_key(folder, "原因.csv", "政府性基金用途", "")
    set_key(folder, "原因.csv", "政府性基金预算财政拨款支出", "年中下达专项债券", "预算")
    build(folder, docx=tmp_path / "稿.docx")
    assert merge_draft(tmp_path / "稿.docx", folder) == ({}, (), ())
