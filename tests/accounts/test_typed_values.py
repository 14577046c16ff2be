"""What people type into the lists: units behind numbers, dates in words, 不涉及, texts."""

from pathlib import Path
from typing import IO

import docx
import pytest
from support.folders import DATA, SAMPLES, copy_data, drop_key, read_rows, set_key, write_rows

from generator import build, check
from generator.accounts.dates import read_date
from generator.files.docx import package
from generator.files.docx.passages import read_docx_text
from generator.reading.texts import read_texts
from generator.tasks.build import BuildResult

_LISTS = {"事项.csv": 1, "上年数.csv": 1, "年初预算.csv": 2}


def _made(folder: Path) -> tuple[str, list[str]]:
    result = build(folder)
    return result.text, [finding.code for finding in result.findings]


def _codes(result: BuildResult) -> list[str]:
    return [finding.code for finding in result.findings]


def test_every_value_may_have_its_unit_behind_it(tmp_path: Path) -> None:
    """All the lists of a department, with the units typed into the cells, make the same text."""
    data = copy_data(tmp_path / "数据")
    for file, column in _LISTS.items():
        head, *rows = read_rows(data / file)
        for row in rows:
            unit = row[2] if file == "事项.csv" else "万元"
            if row[column] and row[column][0].isdigit():
                row[column] += unit
        write_rows(data / file, [head, *rows])
    assert _made(data) == _made(DATA)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("300.5万元", "300.50万元"),
        ("3,005,000元", "300.50万元"),
        ("300.5 万", "300.50万元"),
        ("３００.５万元", "300.50万元"),
        ("3005千元", "300.50万元"),
        ("0.03005亿元", "300.50万元"),
    ],
)
def test_a_unit_in_the_cell_is_that_of_the_amount(tmp_path: Path, typed: str, printed: str) -> None:
    data = copy_data(tmp_path / "数据")
    set_key(data, "事项.csv", "政府采购货物支出", typed, "")
    assert f"政府采购货物支出{printed}" in build(data).text


@pytest.mark.parametrize(
    ("key", "typed", "unit", "code"),
    [
        ("政府采购货物支出", "300.5万元", "元", "L10"),
        ("政府采购货物支出", "3辆", "万元", "L04"),
        ("公务用车保有量", "2万元", "辆", "L04"),
        ("公务用车保有量", "2辆左右", "辆", "L04"),
        ("公务用车保有量", "约2辆", "辆", "L04"),
    ],
)
def test_what_contradicts_itself_is_not_used(
    tmp_path: Path, key: str, typed: str, unit: str, code: str
) -> None:
    data = copy_data(tmp_path / "数据")
    set_key(data, "事项.csv", key, typed, unit)
    result = build(data)
    found = [f for f in result.findings if f.found_text == typed]
    assert [(f.code, f.severity.value) for f in found] == [(code, "error")]
    assert key in [gap.key for gap in result.gaps]


def test_a_count_is_printed_in_the_unit_of_its_column(tmp_path: Path) -> None:
    data = copy_data(tmp_path / "数据")
    key = "国内接待团组数"
    set_key(data, "事项.csv", key, "7批", "个")
    tables = read_rows(data / "公开09.csv")
    assert not any("团组" in cell for line in tables for cell in line)
    result = build(data)
    assert "国内来访团组7个" in result.text
    assert [f.severity.value for f in result.findings if f.code == "L10"] == ["info"]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("二〇二五年九月", (2025, 9, 0)),
        ("二零二五年九月", (2025, 9, 0)),
        ("二○二五年十二月", (2025, 12, 0)),
        ("二〇二五年九月十九日", (2025, 9, 19)),
        ("二〇二五年十月三十一日", (2025, 10, 31)),
        ("２０２５年９月", (2025, 9, 0)),
        ("2025.9.19", (2025, 9, 19)),
    ],
)
def test_dates_in_words(typed: str, day: tuple[int, int, int]) -> None:
    assert read_date(typed) == day


def test_an_institution_may_say_that_running_costs_do_not_concern_it(tmp_path: Path) -> None:
    base = SAMPLES / "事业单位2024"
    data = copy_data(tmp_path / "数据", base)
    drop_key(data, "事项.csv", "机关运行经费")
    before = build(data).text
    set_key(data, "事项.csv", "机关运行经费", "不涉及", "")
    result = build(data)
    assert result.text == before
    assert "不涉及机关运行经费支出" in result.text
    assert "L04" not in _codes(result)


def test_an_administration_may_not(tmp_path: Path) -> None:
    data = copy_data(tmp_path / "数据")
    set_key(data, "事项.csv", "机关运行经费", "不涉及", "")
    found = [f for f in build(data).findings if f.code == "L04"]
    assert [f.found_text for f in found] == ["不涉及"]
    assert "单位性质" in found[0].message


@pytest.mark.parametrize("suffix", [".txt", ".docx", ".md"])
def test_a_text_may_be_a_word_or_plain_file(tmp_path: Path, suffix: str) -> None:
    data = copy_data(tmp_path / "数据")
    text = (data / "文字" / "主要职责.md").read_text(encoding="utf-8-sig")
    lines = [line for line in text.splitlines() if line.strip()]
    (data / "文字" / "主要职责.md").unlink()
    (data / "文字" / "说明.txt").write_text("不会印入", encoding="utf-8")
    path = data / "文字" / f"主要职责{suffix}"
    if suffix == ".docx":
        document = docx.Document()
        for line in lines:
            document.add_paragraph(line)
        document.save(str(path))
    else:
        path.write_text("\n".join(lines), encoding="gb18030")
    made, wanted = build(data), build(DATA)
    assert made.department.content.parts[0] == wanted.department.content.parts[0]
    assert _codes(made) == _codes(wanted)
    assert made.gaps == wanted.gaps


def test_two_files_for_one_text_are_told(tmp_path: Path) -> None:
    data = copy_data(tmp_path / "数据")
    (data / "文字" / "主要职责.txt").write_text("另一段职责", encoding="utf-8")
    result = build(data)
    (found,) = [f for f in result.findings if f.code == "L05"]
    assert [place.file for place in found.places] == ["文字/主要职责.txt", "文字/主要职责.md"]
    assert result.department.content.parts[0] == build(DATA).department.content.parts[0]


def test_an_empty_text_leaves_its_place_to_another(tmp_path: Path) -> None:
    data = copy_data(tmp_path / "数据")
    (data / "文字" / "主要职责.md").write_text("", encoding="utf-8")
    (data / "文字" / "主要职责.txt").write_text("负责新的职责。", encoding="utf-8")
    result = build(data)
    assert "L05" not in _codes(result)
    assert any(
        "负责新的职责。" in str(block) for block in result.department.content.parts[0].blocks
    )


def test_a_finding_names_the_file_of_the_text(tmp_path: Path) -> None:
    data = copy_data(tmp_path / "数据")
    (data / "文字" / "主要职责.md").unlink()
    (data / "文字" / "主要职责.txt").write_text("待补充", encoding="utf-8")
    (found,) = [f for f in build(data).findings if f.code == "L09"]
    assert found.places[0].file == "文字/主要职责.txt"


def test_a_table_in_a_word_text_is_named(tmp_path: Path) -> None:
    data = copy_data(tmp_path / "数据")
    (data / "文字" / "主要职责.md").unlink()
    document = docx.Document()
    document.add_paragraph("负责政务服务。")
    document.add_table(2, 2).cell(0, 0).text = "表内"
    document.save(str(data / "文字" / "主要职责.docx"))
    (found,) = [f for f in build(data).findings if f.code == "L12"]
    assert "表格没有带入" in found.message


def test_a_frame_around_a_text_is_no_table(tmp_path: Path) -> None:
    data = copy_data(tmp_path / "数据")
    (data / "文字" / "主要职责.md").unlink()
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "负责政务服务。"
    document.add_table(2, 2)
    document.save(str(data / "文字" / "主要职责.docx"))
    result = build(data)
    assert "负责政务服务。" in str(result.department.content.parts[0])
    assert [f for f in result.findings if f.code == "L12"] == []


def test_a_word_text_is_opened_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "文字").mkdir()
    path = tmp_path / "文字" / "主要职责.docx"
    document = docx.Document()
    document.add_paragraph("负责政务服务。")
    document.save(str(path))
    opened: list[object] = []
    real = package.open_regular

    def count(one: Path) -> IO[bytes]:
        opened.append(one)
        return real(one)

    monkeypatch.setattr(package, "open_regular", count)
    read_docx_text(path, "a.docx")
    once = len(opened)
    opened.clear()
    assert read_texts(tmp_path, ())[0] == {"主要职责": "负责政务服务。"}
    assert len(opened) == once > 0


@pytest.mark.parametrize("name", ["~$职责.md", ".职责.md", "._职责.md"])
def test_what_an_editor_leaves_about_is_no_text(tmp_path: Path, name: str) -> None:
    (tmp_path / "文字").mkdir()
    (tmp_path / "文字" / name).write_text("负责政务服务。", encoding="utf-8")
    assert read_texts(tmp_path, ()) == ({}, {}, ())


def test_the_difference_to_last_years_end_can_be_explained(tmp_path: Path) -> None:
    data = copy_data(tmp_path / "数据")
    set_key(data, "上年数.csv", "年末结转和结余", "1700.00")
    (asked,) = [f for f in check(data).findings if f.code == "A07"]
    assert asked.severity.value == "warning"
    assert "原因.csv" in asked.message
    set_key(data, "原因.csv", "年初结转和结余", "收回以前年度存量资金", "")
    (told,) = [f for f in build(data).findings if f.code == "A07"]
    assert told.severity.value == "info"
    assert "收回以前年度存量资金" in told.message
    assert not [
        f for f in build(data).findings if "年初结转和结余" in f.message and f.code != "A07"
    ]


@pytest.mark.parametrize("typed", ["401.87", "年初预算401.87万元", "预算数：401.87", "4018700元"])
def test_a_budget_typed_as_a_reason_is_asked_about(tmp_path: Path, typed: str) -> None:
    data = copy_data(tmp_path / "数据")
    set_key(data, "原因.csv", "2010301", typed, "预算")
    (found,) = [f for f in build(data).findings if f.code == "L09"]
    assert "请填到 年初预算.csv" in found.message


def test_a_name_that_differs_from_the_tables_is_asked_about(tmp_path: Path) -> None:
    data = copy_data(tmp_path / "数据")
    set_key(data, "单位信息.csv", "部门名称", "新乡市另一个局")
    found = [f for f in build(data).findings if f.code == "L11"]
    assert found
    assert "新乡市另一个局" in found[0].message
