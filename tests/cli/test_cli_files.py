"""What the command line keeps: documents changed by hand, open files, reasons filled in."""

import csv
import io
import os
import shutil
from pathlib import Path

import docx
import pytest
from support.folders import (
    DATA,
    GAP_COLUMNS,
    SAMPLES,
    copy_data,
    drop_key,
    files_in,
    read_rows,
    write_rows,
)
from support.program import NAME, Shell, assert_stopped

from generator.base.output import write_atomically

WORD = f"{NAME}.docx"
GAPS = "待补充.csv"
WITH_GAPS = SAMPLES / "特殊情形2024"


# A document that was changed by hand, or is open


def _edit(path: Path) -> bytes:
    document = docx.Document(str(path))
    next(p for p in document.paragraphs if "收、支总计均为" in p.text).add_run("（已核）")
    document.save(str(path))
    return path.read_bytes()


def test_untouched_document_is_replaced(shell: Shell) -> None:
    shell.run(DATA, "--docx")
    first = (shell.folder / WORD).read_bytes()
    data = copy_data(shell.folder / "数据")
    assert shell.run(data, "--docx", "--profile", "henan-itemised").status == 0
    assert (shell.folder / WORD).read_bytes() != first


def test_edited_document_is_kept_without_force(shell: Shell) -> None:
    shell.run(DATA, "--docx", "-o", "说明.docx")
    edited = _edit(shell.folder / "说明.docx")
    assert_stopped(shell.run(DATA, "--docx", "-o", "说明.docx"), "人工修改过", "--force")
    assert (shell.folder / "说明.docx").read_bytes() == edited
    assert shell.run(DATA, "--docx", "-o", "说明.docx", "--force").status == 0
    assert (shell.folder / "说明.docx").read_bytes() != edited


def test_edited_document_stops_the_other_outputs_too(shell: Shell) -> None:
    shell.run(DATA, "--docx")
    _edit(shell.folder / WORD)
    assert shell.run(DATA, "--docx", "--html").status == 3
    assert list(files_in(shell.folder)) == [WORD]


def test_foreign_document_is_not_overwritten(shell: Shell) -> None:
    docx.Document().save(str(shell.folder / "说明.docx"))
    assert shell.run(DATA, "--docx", "-o", "说明.docx").status == 3


def test_document_open_in_word(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.run(DATA, "--docx", "-o", "说明.docx")
    before = (shell.folder / "说明.docx").read_bytes()

    def refuse(_source: object, _target: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    assert_stopped(shell.run(DATA, "--docx", "-o", "说明.docx"), "请先关闭", "说明.docx")
    assert list(files_in(shell.folder)) == ["说明.docx"]
    assert (shell.folder / "说明.docx").read_bytes() == before


def test_no_temporary_file_stays_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_source: object, _target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(Exception, match="磁盘已满"):
        write_atomically(tmp_path / "a.txt", b"x")
    assert list(files_in(tmp_path)) == []


def test_output_below_a_file(shell: Shell) -> None:
    (shell.folder / "占位").write_text("", encoding="utf-8")
    assert_stopped(shell.run(DATA, "--text", "-o", "占位/正文.txt"), "正文.txt")


def test_output_onto_a_folder(shell: Shell) -> None:
    (shell.folder / "正文.txt").mkdir()
    found = shell.run(DATA, "--text", "-o", "正文.txt")
    assert found.status == 3
    assert list(files_in(shell.folder)) == []


# 待补充.csv


def test_gaps_file_holds_what_is_missing(shell: Shell) -> None:
    data = copy_data(shell.folder / "数据")
    (data / "原因.csv").unlink()
    found = shell.run(data, "--docx", "-o", "报送")
    assert found.status == 0
    assert [path.name for path in (shell.folder / "报送").iterdir()] == [WORD]
    rows = read_rows(data / GAPS)
    assert (data / GAPS).read_bytes().startswith(b"\xef\xbb\xbf")
    assert rows[0] == GAP_COLUMNS
    by_key = {row[0]: row for row in rows[1:]}
    whole = ["10,394.91万元", "6,804.64万元", "3,590.27万元", "增加"]
    assert by_key["收支总计"][1:7] == ["一", "", *whole]
    item = ["行政运行", "411.02万元", "401.87万元", "9.15万元", "大于预算"]
    assert by_key["2010301"][1:7] == ["五（三）1", *item]
    assert by_key["政府性基金用途"][1] == "七"
    assert f"还差 {len(rows) - 1} 项" in found.out


def _fill_in(gaps: Path, target: Path, encoding: str) -> None:
    """Fill in every reason as a user would in Excel, and save it under a name of the folder."""
    rows = read_rows(gaps)
    filled = [rows[0], *([*row[:-1], f"{row[0]}按合同付款"] for row in rows[1:])]
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows(filled)
    gaps.unlink()
    target.write_bytes(stream.getvalue().encode(encoding))


@pytest.mark.parametrize("name", ["原因.csv", GAPS])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
@pytest.mark.parametrize("sample", ["data", "元单位2024"])
def test_gaps_filled_in_serve_as_reasons(
    shell: Shell, sample: str, encoding: str, name: str
) -> None:
    source = DATA if sample == "data" else SAMPLES / sample
    data = copy_data(shell.folder / "数据", source)
    (data / "原因.csv").unlink()
    shell.run(data, "--docx")
    _fill_in(data / GAPS, data / name, encoding)
    before = (data / name).read_bytes()
    found = shell.run(data, "--docx")
    assert "没有待补充的内容。" in found.out
    assert (data / GAPS).exists() == (name == GAPS)
    assert (data / name).read_bytes() == before
    text = shell.run(data, "--text").out
    assert "主要原因是收支总计按合同付款。" in text
    assert "L06" not in found.out


def test_reasons_filled_in_so_far_are_kept(shell: Shell) -> None:
    data = copy_data(shell.folder / "数据")
    (data / "原因.csv").unlink()
    shell.run(data, "--docx")
    rows = read_rows(data / GAPS)
    rows[1][-1] = "填了一半"
    write_rows(data / GAPS, rows)
    found = shell.run(data, "--docx")
    assert found.status == 0
    assert "还没有使用" not in found.out
    assert read_rows(data / GAPS) == rows


def test_reasons_saved_with_tabs_are_kept(shell: Shell) -> None:
    """As Excel saves Unicode text."""
    data = copy_data(shell.folder / "数据", WITH_GAPS)
    (data / GAPS).write_bytes("事项\t原因\r\n2101103\t填好了\r\n".encode("utf-16"))
    shell.run(data, "--docx")
    assert ["2101103", "填好了"] in [[row[0], row[-1]] for row in read_rows(data / GAPS)]


def test_reasons_beside_a_workbook_count_for_it_alone(shell: Shell) -> None:
    """Two workbooks may lie in one folder: a row says whose it is."""
    data = copy_data(shell.folder / "数据")
    (data / "原因.csv").unlink()
    shell.run("init", "数据", "--xlsx")
    folder = shell.folder / "表"
    folder.mkdir()
    books = [folder / "甲（局）.xlsx", folder / "乙.xlsx"]
    for book in books:
        shutil.copy(shell.folder / "数据.xlsx", book)
        shell.run(book, "--docx", "-o", "初稿.docx")
        rows = read_rows(folder / GAPS)
        own = next(row for row in rows if row[0] == "收支总计" and book.name in row[-3])
        own[-1] = f"{book.stem}专项资金增加"
        write_rows(folder / GAPS, rows)
    for book in books:
        found = shell.run(book, "--docx", "-o", "初稿.docx")
        assert "还没有使用" not in found.out
        assert f"主要原因是{book.stem}专项资金增加。" in shell.run(book, "--text").out
    filled = {row[-1] for row in read_rows(folder / GAPS)[1:] if row[-1]}
    assert filled == {"甲（局）专项资金增加", "乙专项资金增加"}
    books[0].rename(folder / "丙.xlsx")
    found = shell.run(folder / "丙.xlsx", "--docx", "-o", "初稿.docx")
    assert "还没有使用" in found.out
    assert filled < {row[-1] for row in read_rows(folder / GAPS)[1:]} | {""}


def test_a_gaps_file_in_the_data_folder_is_added_to_the_reasons(shell: Shell) -> None:
    data = copy_data(shell.folder / "数据")
    drop_key(data, "原因.csv", "2010301")
    shell.run(data, "--docx", "-o", data / "说明.docx")
    assert [row[0] for row in read_rows(data / GAPS)[1:]] == ["2010301"]
    rows = read_rows(data / GAPS)
    rows[1][-1] = "年中调资"
    write_rows(data / GAPS, rows)
    found = shell.run(data, "--docx", "-o", data / "说明.docx")
    assert "没有待补充的内容。" in found.out
    assert "还没有使用" not in found.out
    assert "主要原因是年中调资。" in shell.run(data, "--text").out
    assert read_rows(data / GAPS) == rows


@pytest.mark.parametrize("text", ["我的笔记\n别删\n", "姓名,电话\n张三,3051234\n"])
def test_a_file_of_that_name_that_is_none_of_ours_is_kept(shell: Shell, text: str) -> None:
    for name, source in (("甲", DATA), ("乙", WITH_GAPS)):
        data = copy_data(shell.folder / name, source)
        (data / GAPS).write_text(text, encoding="utf-8")
        assert_stopped(shell.run(data, "--docx"), GAPS, "请改名")
        assert text.splitlines()[1] in (data / GAPS).read_text(encoding="utf-8-sig")


def test_outdated_gaps_are_removed(shell: Shell) -> None:
    data = copy_data(shell.folder / "数据")
    reasons = (data / "原因.csv").read_bytes()
    (data / "原因.csv").unlink()
    shell.run(data, "--docx")
    before = (data / GAPS).read_bytes()
    (data / "原因.csv").write_bytes(reasons)
    shell.run(data, "--docx")
    assert not (data / GAPS).exists()
    assert [path.read_bytes() for path in (data / "历史").iterdir()] == [before]


def test_missing_budget_is_told_apart_by_code(shell: Shell) -> None:
    """Two 项 may bear one name (行政运行 under two 款): each gap must be findable."""
    data = copy_data(shell.folder / "数据", WITH_GAPS)
    rows = read_rows(data / "年初预算.csv")
    write_rows(data / "年初预算.csv", [row for row in rows if row[0] != "2120101"])
    shell.run(data, "--docx")
    gaps = (data / GAPS).read_text(encoding="utf-8-sig")
    assert "2120101" in gaps
    assert "2101103" in gaps


# A workbook in place of a folder


def test_a_workbook_with_tables_gets_its_reasons_listed_in_another(shell: Shell) -> None:
    data = copy_data(shell.folder / "数据")
    (data / "原因.csv").unlink()
    shell.run("init", "数据", "--xlsx")
    before = (shell.folder / "数据.xlsx").read_bytes()
    found = shell.run("init", "数据.xlsx", "--xlsx")
    assert found.status == 0
    assert (shell.folder / "数据.xlsx").read_bytes() == before
    folder_text = shell.run(data, "--text").out
    assert shell.run("数据-列出原因.xlsx", "--text").out == folder_text
    assert_stopped(shell.run("init", "数据.xlsx", "--xlsx"), "数据-列出原因.xlsx", "已经存在")


def test_gaps_of_a_workbook_name_its_sheets(shell: Shell) -> None:
    data = copy_data(shell.folder / "数据")
    (data / "原因.csv").unlink()
    (data / "文字" / "主要职责.md").unlink()
    shell.run("init", "数据", "--xlsx")
    found = shell.run("数据.xlsx", "--docx")
    assert "\n  工作表 原因：21 项\n    一　收支总计：本年10,394.91万元，" in found.out
    assert "\n  工作表 主要职责：1 项\n" in found.out
    assert "原因.csv" not in found.out


def test_a_workbook_without_tables_says_how_to_name_its_sheets(shell: Shell) -> None:
    shell.run("init", "空", "--xlsx")
    assert_stopped(shell.run("空.xlsx", "--docx"), "工作表取名 公开01")
