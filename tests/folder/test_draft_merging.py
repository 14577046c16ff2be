"""Reasons of a draft go into 原因.csv: blank rows are filled in, nothing is overwritten."""

import shutil
from pathlib import Path

import docx
import pytest
from support.drafts import change_draft, typing
from support.folders import DATA, SAMPLES, copy_data, read_rows, set_key, write_rows
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


def _over_marks(path: Path, typed: dict[str, str]) -> None:
    document = docx.Document(str(path))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            wording = run.text.removeprefix("【待补充：").removesuffix("】")
            if run.text.startswith("【待补充：") and wording in typed:
                run.text = typed[wording]
    document.save(str(path))


def _without(tmp_path: Path, sample: Path, *keys: str) -> tuple[Path, Path]:
    """Return a folder in whose lists nothing stands for the keys, and its draft."""
    folder = copy_data(tmp_path / "d", sample)
    for file in ("事项.csv", "年初预算.csv", "单位信息.csv"):
        rows = read_rows(folder / file)
        write_rows(folder / file, [row for row in rows if not set(row[:2]) & set(keys)])
    build(folder, docx=tmp_path / "稿.docx")
    return folder, tmp_path / "稿.docx"


def test_numbers_typed_over_marks_go_into_their_lists(tmp_path: Path) -> None:
    keys = ("公务用车保有量", "政府采购货物支出", "2010301", "外宾接待支出", "编制日期")
    folder, draft = _without(tmp_path, DATA, *keys)
    _over_marks(
        draft,
        {
            "公务用车保有量": "3",
            "政府采购货物支出": "30000元",
            "2010301 行政运行年初预算数": "400.5",
            "外宾接待支出": "没有",
            "编制日期": "2025年9月",
        },
    )
    merged = merge_draft(draft, folder)
    facts = {row[0]: row[1:3] for row in read_rows(folder / "事项.csv")}
    assert facts["公务用车保有量"] == ["3", "辆"]
    assert facts["政府采购货物支出"] == ["30000", "元"]
    assert "外宾接待支出" not in facts
    budgets = {row[0]: row[2] for row in read_rows(folder / "年初预算.csv")}
    assert budgets["2010301"] == "400.5"
    assert len(merged.added) == 3
    said = [finding.message for finding in merged.findings]
    assert [one for one in said if "编制日期（单位信息.csv）" in one]
    assert [one for one in said if "“外宾接待支出”填的“没有”不是数" in one]
    assert len(said) == 2
    assert merge_draft(draft, folder).added == ()


def test_a_number_is_in_the_unit_of_the_text(tmp_path: Path) -> None:
    """The document prints 元; the list counts 万元 where it says nothing."""
    folder, draft = _without(tmp_path, SAMPLES / "元单位2024", "政府采购货物支出")
    set_key(folder, "单位信息.csv", "单位", "元")
    build(folder, docx=draft)
    _over_marks(draft, {"政府采购货物支出": "12345.00"})
    merge_draft(draft, folder)
    assert ["政府采购货物支出", "12345.00", "元"] in read_rows(folder / "事项.csv")
    assert "政府采购货物支出12345.00元" in build(folder).text.replace(",", "")


def test_a_sum_is_not_taken_for_its_first_part(tmp_path: Path) -> None:
    """The mark of a sum is not to be filled in; what is typed there is no number of a part."""
    folder, draft = _without(tmp_path, DATA, "主要领导干部用车")
    document = docx.Document(str(draft))
    marks = [
        run
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if "车辆合计" in run.text and "【" in run.text
    ]
    assert len(marks) == 1
    marks[0].text = "9"
    document.save(str(draft))
    before = (folder / "事项.csv").read_bytes()
    merged = merge_draft(draft, folder)
    assert merged.added == ()
    assert "由程序计算的 1 处" in merged.findings[0].message
    assert (folder / "事项.csv").read_bytes() == before


def test_a_number_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    folder, draft = _without(tmp_path, DATA, "公务用车保有量")
    _over_marks(draft, {"公务用车保有量": "3"})
    set_key(folder, "事项.csv", "公务用车保有量", "2", "辆")
    before = (folder / "事项.csv").read_bytes()
    merged = merge_draft(draft, folder)
    assert (merged.files, merged.added) == ({}, ())
    assert merged.findings
    assert (folder / "事项.csv").read_bytes() == before


def test_a_draft_of_another_year_is_not_read(draft: Path, folder: Path) -> None:
    change_draft(draft, typing("专项资金增加"))
    set_key(folder, "单位信息.csv", "年度", "2025")
    merged = merge_draft(draft, folder)
    assert (merged.files, merged.added) == ({}, ())
    assert "是 2024 年度的文件，数据文件夹是 2025 年度的" in merged.findings[0].message


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
