"""Nothing in a data folder is passed over in silence, and what belongs there is not remarked on."""

from pathlib import Path

import pytest
from support.folders import DATA, SAMPLES, copy_data, read_rows, set_key, write_rows

from generator import build
from generator.base.severity import Severity
from generator.model.finding import Finding

_CODES = {"L03", "L17"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return copy_data(tmp_path / "数据")


def _named(folder: Path) -> dict[str, Finding]:
    """Return what is said about things unused, by the file that it is about."""
    findings = [finding for finding in build(folder).findings if finding.code in _CODES]
    return {finding.places[0].file: finding for finding in findings}


def _put(folder: Path, name: str, text: str = "文字") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "name",
    [
        "更正说明.md",
        "README.md",
        "说明.md",
        "说明.txt",
        "文字/说明.txt",
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
        "~$草稿.docx",
        "上年/.DS_Store",
        "附件/~$甲.docx",
        "某局2024年度部门决算情况说明.html",
        "某局2024年度部门决算情况说明.txt",
        "图片/照片.png",
        "历史/公开05.csv",
        "历史/公开05 20250901-101500.csv",
    ],
)
def test_what_usually_lies_about_is_no_matter(data: Path, name: str) -> None:
    _put(data, name)
    assert _named(data) == {}


def test_our_own_output_is_no_matter(data: Path) -> None:
    build(data, docx=data / "第一稿.docx")
    _put(data, "待补充.csv", "事项,原因\n")
    assert _named(data) == {}


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("原因1.csv", "“原因”"),
        ("主要职责.md", "文字/主要职责.md"),
        ("行文.tml", "行文.toml"),
        ("文字/主要职能.md", "“主要职责.md”"),
        ("文字/机构设置.wps", "文字/机构设置.docx"),
        ("附件/报告.pdf", ".docx"),
        ("旧表.et", "gen-narrative import 旧表.et"),
        ("上年/去年.pdf", "import"),
    ],
)
def test_a_file_that_is_meant_for_us_is_named_with_its_place(
    data: Path, name: str, near: str
) -> None:
    _put(data, name, "事项,说法\n甲,乙\n")
    finding = _named(data)[name]
    assert finding.severity is Severity.WARNING
    assert near in finding.message


def test_other_files_are_one_remark(data: Path) -> None:
    for name in ("备忘.docx", "照片.png"):
        _put(data, name)
    finding = _named(data)["备忘.docx"]
    assert finding.severity is Severity.INFO
    assert "备忘.docx、照片.png 没有使用" in finding.message


def test_a_folder_of_tables_under_another_name_is_named(data: Path) -> None:
    _put(data, "2023年/公开01.csv")
    assert "“上年”" in _named(data)["2023年"].message


def test_lists_of_last_year_are_one_remark(data: Path) -> None:
    _put(data, "上年/事项.csv", "项目,数值\n")
    _put(data, "上年/原因.csv", "事项,原因\n")
    found = _named(data)["上年/事项.csv"]
    assert "上年/事项.csv、上年/原因.csv 没有使用" in found.message


def test_a_reason_that_no_sentence_asks_for_is_named(data: Path) -> None:
    rows = read_rows(data / "原因.csv")
    write_rows(data / "原因.csv", [*rows, ["公务用车购置及运行费", "多余的一条", ""]])
    finding = _named(data)["原因.csv"]
    assert finding.severity is Severity.INFO
    assert finding.places[0].row_number == len(rows) + 1
    assert "公务用车购置及运行费" in finding.message
    assert "多余的一条" not in build(data).text


def test_a_reason_for_the_other_comparison_is_a_warning(data: Path) -> None:
    rows = [
        ["收支总计", row[1], "预算"] if row[0] == "收支总计" else row
        for row in read_rows(data / "原因.csv")
    ]
    write_rows(data / "原因.csv", rows)
    finding = _named(data)["原因.csv"]
    assert finding.severity is Severity.WARNING
    assert "对比预算，正文要的是对比上年" in finding.message


def test_a_reason_that_waits_for_a_figure_is_not_named(data: Path) -> None:
    rows = [row for row in read_rows(data / "年初预算.csv") if row[0] != "2010350"]
    write_rows(data / "年初预算.csv", rows)
    assert _named(data) == {}


def test_a_total_that_nothing_uses_is_named(data: Path) -> None:
    set_key(data, "上年数.csv", "年末结转和结余", "12.34", "")
    assert "年末结转和结余" in _named(data)["上年数.csv"].message


@pytest.mark.parametrize("source", [DATA, SAMPLES / "孟津2024-更正", SAMPLES / "新设单位2024"])
def test_a_folder_in_order_has_nothing_unused(source: Path) -> None:
    assert _named(source) == {}
