"""The folders below 文字/: texts of projects and of the whole, in a folder and in a workbook."""

from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook
from support.folders import DATA, copy_data, read_rows, without_evaluation
from support.project_reports import INDICATOR_COLUMNS

from generator.reading.folder import read_folder
from generator.reading.strays import find_strays
from generator.tasks.department import read_inputs, read_sources


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    without_evaluation(copy_data(tmp_path / "data"))
    (tmp_path / "data" / "文字" / "项目").mkdir(parents=True)
    (tmp_path / "data" / "文字" / "整体绩效").mkdir()
    return tmp_path / "data"


def _write(folder: Path, name: str, text: str) -> None:
    (folder / "文字" / name).write_text(text, encoding="utf-8")


def test_files_of_both_folders_are_read(folder: Path) -> None:
    _write(folder, "项目/随便取名.md", "# 大厅运行经费\n# 项目概况\n大厅的日常运行。")
    (folder / "文字" / "项目" / "二.txt").write_bytes(
        "云计算延续服务项目\n项目概况\n云服务。".encode("gb18030")
    )
    _write(folder, "整体绩效/评价方法.md", "对照评分表自评。")
    inputs, findings = read_folder(folder)
    assert findings == ()
    assert [(one.file, one.name) for one in inputs.project_texts] == [
        ("文字/项目/随便取名.md", "随便取名"),
        ("文字/项目/二.txt", "二"),
    ]
    assert [one.name for one in inputs.whole_texts] == ["评价方法"]
    assert list(find_strays(folder, lambda _: False)) == []


def test_headings_of_a_word_file_are_headings(folder: Path) -> None:
    document = Document()
    document.add_heading("大厅运行经费", 1)
    document.add_heading("项目概况", 2)
    document.add_paragraph("大厅的日常运行。")
    document.add_heading("项目由来", 2)
    document.add_paragraph("市里的部署。")
    document.add_paragraph("其他建议")
    document.add_paragraph("配齐窗口人员。")
    document.save(str(folder / "文字" / "项目" / "大厅.docx"))
    sources = read_sources(folder)
    (report,) = sources.accounts.evaluation.reports
    assert {name: text.text for name, text in report.texts.items()} == {
        "项目概况": "大厅的日常运行。",
        "其他建议": "配齐窗口人员。",
    }
    assert [one.code for one in sources.findings if "项目由来" in one.message] == ["L06"]


def test_two_files_for_one_text_of_the_whole(folder: Path) -> None:
    _write(folder, "整体绩效/评价方法.md", "对照评分表自评。")
    _write(folder, "整体绩效/评价方法.txt", "另一份。")
    inputs, findings = read_folder(folder)
    assert [one.text for one in inputs.whole_texts] == ["对照评分表自评。"]
    assert [(one.code, one.places[0].file) for one in findings] == [
        ("L05", "文字/整体绩效/评价方法.txt")
    ]


def test_what_nobody_reads_is_named(folder: Path) -> None:
    _write(folder, "项目/README.md", "怎样写。")
    _write(folder, "项目/表.xlsx", "")
    _write(folder, "整体绩效/评价方式.md", "对照评分表自评。")
    (folder / "文字" / "项目绩效").mkdir()
    named = [(one.code, one.places[0].file) for one in find_strays(folder, lambda _: False)]
    assert named == [
        ("L03", "文字/整体绩效/评价方式.md"),
        ("L03", "文字/项目/表.xlsx"),
        ("L03", "文字/项目绩效"),
    ]
    assert read_folder(folder)[0].project_texts == ()


def test_links_out_of_the_folder_are_not_followed(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "别处.md"
    elsewhere.write_text("# 大厅运行经费\n# 项目概况\n不该读到。", encoding="utf-8")
    (folder / "文字" / "项目" / "链接.md").symlink_to(elsewhere)
    inputs, findings = read_folder(folder)
    assert inputs.project_texts == ()
    assert [(one.code, one.places[0].file) for one in findings] == [("L02", "文字/项目/链接.md")]


def test_a_linked_folder_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (folder / "文字" / "项目").rmdir()
    (tmp_path / "外面").mkdir()
    (tmp_path / "外面" / "甲.md").write_text("大厅运行经费\n项目概况\n甲。", encoding="utf-8")
    (folder / "文字" / "项目").symlink_to(tmp_path / "外面")
    inputs, findings = read_folder(folder)
    assert inputs.project_texts == ()
    assert [one.code for one in findings] == ["L02"]


def test_a_workbook_holds_the_same_lists(tmp_path: Path) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    sheets = {path.stem: read_rows(path) for path in sorted(DATA.glob("*.csv"))}
    sheets["绩效指标"] = [
        INDICATOR_COLUMNS[:-1],
        ["大厅运行经费", "产出指标", "数量指标", "机房", "≥", "2", "个", "2", "50", "50"],
        ["大厅运行经费", "", "", "窗口", "≥", "8", "个", "8", "50", "50"],
    ]
    sheets["项目文字"] = [["项目名称", "项目概况"], ["大厅运行经费", "大厅的日常运行。"]]
    sheets["整体绩效"] = [["项目", "内容"], ["项目总数", "20"], ["评价方法", "对照评分表自评。"]]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book["绩效指标"].merge_cells("B2:B3")
    book["绩效指标"].merge_cells("C2:C3")
    book.save(tmp_path / "决算.xlsx")
    assert read_inputs(tmp_path / "决算.xlsx")[0].unused == ()
    sources = read_sources(tmp_path / "决算.xlsx")
    listed = sources.accounts.evaluation
    assert [(one.second_level, one.third_level) for one in listed.indicators] == [
        ("数量指标", "机房"),
        ("数量指标", "窗口"),
    ]
    assert listed.reports[0].texts["项目概况"].text == "大厅的日常运行。"
    assert listed.whole_texts["评价方法"].text == "对照评分表自评。"
    assert "整体项目总数" in sources.accounts.facts
    merged = [one for one in sources.findings if one.code == "L14"]
    assert [[place.address for place in one.places] for one in merged] == [["B3", "C3"]]
