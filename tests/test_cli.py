"""The command line as users meet it: outputs, names, exit statuses, encodings, files kept."""

import csv
import io
import os
from pathlib import Path

import docx
import pytest
from support.folders import (
    DATA,
    SAMPLES,
    copy_data,
    files_in,
    read_rows,
    set_key,
    write_rows,
)
from support.program import Outcome, Shell, start

from generator import __version__
from generator.output import write_atomically

NAME = "新乡市行政审批和政务信息管理局2024年度部门决算情况说明"
WORD, PAGE, PLAIN = f"{NAME}.docx", f"{NAME}.html", f"{NAME}.txt"
GAPS = "待补充.csv"
FIRST_LINE = "一、收入支出决算总体情况说明\n"
WITH_GAPS = SAMPLES / "特殊情形2024"
GAPS_WORD = "河洛市示例城市管理局2024年度部门决算情况说明.docx"


def _lines(text: str) -> list[str]:
    return text.splitlines()


# What is written, and where


def test_data_alone_prints_text_and_report(shell: Shell) -> None:
    found = shell.run(DATA)
    assert found.status == 0
    assert found.out.startswith(FIRST_LINE)
    assert "新乡市行政审批和政务信息管理局　2024年度部门决算" in found.out
    assert "核对：没有错误" in found.out
    assert list(files_in(shell.folder)) == []


def test_build_may_be_left_out(shell: Shell) -> None:
    assert shell.run("build", DATA) == shell.run(DATA)


def test_docx_is_named_after_the_department(shell: Shell) -> None:
    found = shell.run(DATA, "--docx")
    assert found.status == 0
    assert f"已写出 {WORD}" in found.out
    assert FIRST_LINE not in found.out
    assert list(files_in(shell.folder)) == [WORD]
    assert len(docx.Document(str(shell.folder / WORD)).tables) == 9


def test_option_may_stand_before_the_folder(shell: Shell) -> None:
    assert shell.run("--docx", DATA).status == 0
    assert list(files_in(shell.folder)) == [WORD]


def test_output_file_in_a_new_folder(shell: Shell) -> None:
    assert shell.run(DATA, "--docx", "-o", "报送 材料/情况说明（初稿）.docx").status == 0
    assert list(files_in(shell.folder)) == ["报送 材料/情况说明（初稿）.docx"]


def test_output_folder(shell: Shell) -> None:
    assert shell.run(DATA, "--docx", "-o", "报送").status == 0
    assert list(files_in(shell.folder)) == [f"报送/{WORD}"]


def test_several_outputs_go_to_a_folder(shell: Shell) -> None:
    found = shell.run(DATA, "--docx", "--html", "--text", "-o", "报送")
    assert found.status == 0
    assert set(files_in(shell.folder)) == {f"报送/{name}" for name in (WORD, PAGE, PLAIN)}


def test_several_outputs_in_the_working_directory(shell: Shell) -> None:
    found = shell.run(DATA, "--docx", "--html", "--text")
    assert set(files_in(shell.folder)) == {WORD, PAGE}
    assert found.out.startswith(FIRST_LINE)


def test_a_suffix_that_does_not_fit_is_no_file_name(shell: Shell) -> None:
    found = shell.run(DATA, "--docx", "-o", "说明.html")
    assert found.status == 0
    assert [name for name in files_in(shell.folder) if name.endswith(".docx")] == [
        f"说明.html/{WORD}"
    ]


def test_suffix_in_capitals(shell: Shell) -> None:
    assert shell.run(DATA, "--docx", "-o", "说明.DOCX").status == 0
    assert list(files_in(shell.folder)) == ["说明.DOCX"]


def test_text_prints_part_three_alone(shell: Shell) -> None:
    found = shell.run(DATA, "--text")
    lines = _lines(found.out)
    assert found.out.startswith(FIRST_LINE)
    assert "图1：收入决算结构图" in lines
    assert "（一）总体情况。" in lines
    assert all(line and line == line.strip() for line in lines)
    assert "核对：" not in found.out
    assert "核对：没有错误" in found.err
    assert not any("\U00100000" <= char for char in found.out)


def test_text_to_a_file(shell: Shell) -> None:
    printed = shell.run(DATA, "--text").out
    found = shell.run(DATA, "--text", "-o", "正文.txt")
    assert (shell.folder / "正文.txt").read_text(encoding="utf-8") == printed
    assert FIRST_LINE not in found.out
    assert "已写出 正文.txt" in found.out


def test_html_holds_text_and_findings(shell: Shell) -> None:
    shell.run(SAMPLES / "孟津2024-原样", "--html", "-o", "说明.html")
    page = (shell.folder / "说明.html").read_text(encoding="utf-8")
    assert "财政拨款收、支总计均为" in page
    assert "H02" in page


def test_data_folder_is_never_changed(shell: Shell) -> None:
    data = copy_data(shell.folder / "数据", WITH_GAPS)
    before = {name: (data / name).read_bytes() for name in files_in(data)}
    for arguments in (["--docx"], ["--text"], ["--html", "-o", "说明.html"], ["--docx", "--final"]):
        shell.run(data, *arguments)
    shell.run("explain", data)
    assert {name: (data / name).read_bytes() for name in files_in(data)} == before


# Exit statuses


def test_final_refuses_gaps_and_writes_nothing(shell: Shell) -> None:
    found = shell.run(WITH_GAPS, "--docx", "--final")
    assert found.status == 1
    assert "定稿未写出" in found.out
    assert list(files_in(shell.folder)) == []


def test_final_refuses_errors(shell: Shell) -> None:
    data = copy_data(shell.folder / "数据")
    rows = read_rows(data / "公开06.csv")
    write_rows(data / "公开06.csv", [["1,185.66" if c == "1,085.66" else c for c in r] for r in rows])
    found = shell.run(data, "--docx", "--final", "-o", "定稿.docx")
    assert found.status == 1
    assert "E01" in found.out
    assert not (shell.folder / "定稿.docx").exists()


def test_final_keeps_an_earlier_file(shell: Shell) -> None:
    (shell.folder / "正文.txt").write_text("旧", encoding="utf-8")
    assert shell.run(WITH_GAPS, "--text", "--final", "-o", "正文.txt").status == 1
    assert (shell.folder / "正文.txt").read_text(encoding="utf-8") == "旧"


def test_final_writes_where_nothing_is_wrong(shell: Shell) -> None:
    assert shell.run(DATA, "--docx", "--final").status == 0
    assert list(files_in(shell.folder)) == [WORD]


@pytest.mark.parametrize(
    "arguments",
    [["build"], [str(DATA), "--nothing"], ["explain"], [str(DATA), str(DATA)]],
    ids=lambda arguments: " ".join(arguments)[-12:],
)
def test_wrong_usage_is_2(shell: Shell, arguments: list[str]) -> None:
    found = shell.run(*arguments)
    assert found.status == 2
    assert list(files_in(shell.folder)) == []


def _stopped(found: Outcome, *words: str) -> None:
    assert found.status == 3
    assert "无法继续" in found.err
    assert "Traceback" not in found.said
    for word in words:
        assert word in found.err


def test_missing_folder(shell: Shell) -> None:
    _stopped(shell.run("没有 这个文件夹", "--docx"), "没有 这个文件夹")
    assert list(files_in(shell.folder)) == []


def test_a_file_is_no_folder(shell: Shell) -> None:
    _stopped(shell.run(DATA / "公开01.csv", "--docx"), "公开01.csv")


def test_folder_without_tables_leaves_nothing_behind(shell: Shell) -> None:
    empty = shell.folder / "空"
    empty.mkdir()
    (empty / "单位信息.csv").write_text("项目,内容\n部门名称,某局\n", encoding="utf-8")
    _stopped(shell.run(empty, "--docx", "-o", "新建/说明.docx"), "公开01.csv")
    assert list(files_in(shell.folder)) == ["空/单位信息.csv"]
    assert not (shell.folder / "新建").exists()


def test_folder_whose_tables_cannot_be_read_says_why(shell: Shell) -> None:
    folder = shell.folder / "坏"
    folder.mkdir()
    (folder / "公开01.csv").write_bytes(b"PK\x03\x04" + bytes(100))
    _stopped(shell.run(folder), "工作簿")


def test_unknown_profile(shell: Shell) -> None:
    _stopped(shell.run(DATA, "--profile", "hunan"), "hunan", "henan-itemised")


def test_profile_by_option(shell: Shell) -> None:
    found = shell.run(DATA, "--text", "--profile", "henan-itemised")
    assert found.status == 0
    assert "2024年度，收、支总计均为10394.91万元。" in found.out


def test_reference_document_that_is_none(shell: Shell) -> None:
    (shell.folder / "样式.docx").write_bytes(b"nothing")
    _stopped(shell.run(DATA, "--docx", "--reference-doc", "样式.docx"), "样式.docx")
    _stopped(shell.run(DATA, "--docx", "--reference-doc", "没有.docx"), "没有.docx")
    assert list(files_in(shell.folder)) == ["样式.docx"]


def test_a_bug_of_ours_is_4(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_request: object) -> bool:
        raise ZeroDivisionError("除以零")

    monkeypatch.setattr("generator.command.run_build", fail)
    found = shell.run(DATA)
    assert found.status == 4
    assert "程序内部错误（ZeroDivisionError：除以零）" in found.err
    assert "Traceback" not in found.said


def test_missing_tables_are_named_and_the_rest_is_written(shell: Shell) -> None:
    data = copy_data(shell.folder / "数据")
    (data / "公开06.csv").unlink()
    found = shell.run(data, "--text")
    assert found.status == 0
    assert "L01 缺少公开06" in found.err
    assert "六、一般公共预算财政拨款基本支出" in found.out


# A document that was changed by hand, or is open


def _edit(path: Path) -> bytes:
    document = docx.Document(str(path))
    next(p for p in document.paragraphs if "收、支总计均为" in p.text).add_run("（已核）")
    document.save(str(path))
    return path.read_bytes()


def test_untouched_document_is_replaced(shell: Shell) -> None:
    shell.run(DATA, "--docx")
    first = (shell.folder / WORD).read_bytes()
    assert shell.run(DATA, "--docx", "--profile", "henan-itemised").status == 0
    assert (shell.folder / WORD).read_bytes() != first


def test_edited_document_is_kept_without_force(shell: Shell) -> None:
    shell.run(DATA, "--docx", "-o", "说明.docx")
    edited = _edit(shell.folder / "说明.docx")
    _stopped(shell.run(DATA, "--docx", "-o", "说明.docx"), "人工修改过", "--force")
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
    _stopped(shell.run(DATA, "--docx", "-o", "说明.docx"), "请先关闭", "说明.docx")
    assert list(files_in(shell.folder)) == ["说明.docx"]
    assert (shell.folder / "说明.docx").read_bytes() == before


def test_no_temporary_file_stays_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_source: object, _target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(Exception, match="No space left"):
        write_atomically(tmp_path / "a.txt", b"x")
    assert list(files_in(tmp_path)) == []


def test_output_below_a_file(shell: Shell) -> None:
    (shell.folder / "占位").write_text("", encoding="utf-8")
    _stopped(shell.run(DATA, "--text", "-o", "占位/正文.txt"), "正文.txt")


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
    rows = read_rows(shell.folder / "报送" / GAPS)
    assert (shell.folder / "报送" / GAPS).read_bytes().startswith(b"\xef\xbb\xbf")
    assert rows[0][:6] == ["事项", "章节", "金额", "方向", "原因", "对比"]
    by_key = {row[0]: row for row in rows[1:]}
    assert by_key["收支总计"][1:6] == ["一", "3,590.27万元", "增加", "", "上年"]
    assert by_key["2010301"][1:6] == ["五（三）1", "411.02万元", "大于预算", "", "预算"]
    assert by_key["政府性基金用途"][1] == "七"
    assert f"待补充 {len(rows) - 1} 处" in found.out


def _fill_in(gaps: Path, data: Path, encoding: str) -> None:
    """Fill in every reason as a user would in Excel, and move the file into the data folder."""
    rows = read_rows(gaps)
    filled = [rows[0], *([*row[:4], f"“{row[0]}”的原因", *row[5:]] for row in rows[1:])]
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows(filled)
    (data / "原因.csv").write_bytes(stream.getvalue().encode(encoding))
    gaps.unlink()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
@pytest.mark.parametrize("sample", ["data", "元单位2024"])
def test_gaps_filled_in_serve_as_reasons(shell: Shell, sample: str, encoding: str) -> None:
    source = DATA if sample == "data" else SAMPLES / sample
    data = copy_data(shell.folder / "数据", source)
    (data / "原因.csv").unlink()
    shell.run(data, "--docx")
    _fill_in(shell.folder / GAPS, data, encoding)
    found = shell.run(data, "--docx")
    assert "没有待补充的内容。" in found.out
    assert not (shell.folder / GAPS).exists()
    text = shell.run(data, "--text").out
    assert "主要原因是“收支总计”的原因。" in text
    assert "L06" not in found.out


def test_filled_in_gaps_are_not_overwritten(shell: Shell) -> None:
    data = copy_data(shell.folder / "数据")
    (data / "原因.csv").unlink()
    shell.run(data, "--docx")
    rows = read_rows(shell.folder / GAPS)
    rows[1][4] = "填了一半"
    write_rows(shell.folder / GAPS, rows)
    before = (shell.folder / GAPS).read_bytes()
    found = shell.run(data, "--docx")
    assert found.status == 0
    assert f"没有覆盖 {GAPS}" in found.out
    assert (shell.folder / GAPS).read_bytes() == before


def test_outdated_gaps_are_removed(shell: Shell) -> None:
    data = copy_data(shell.folder / "数据")
    reasons = (data / "原因.csv").read_bytes()
    (data / "原因.csv").unlink()
    shell.run(data, "--docx")
    assert (shell.folder / GAPS).exists()
    (data / "原因.csv").write_bytes(reasons)
    shell.run(data, "--docx")
    assert list(name for name in files_in(shell.folder) if "/" not in name) == [WORD]


def test_missing_budget_is_told_apart_by_code(shell: Shell) -> None:
    """Two 项 may bear one name (行政运行 under two 款): each gap must be findable."""
    data = copy_data(shell.folder / "数据", WITH_GAPS)
    rows = read_rows(data / "年初预算.csv")
    write_rows(data / "年初预算.csv", [row for row in rows if row[0] != "2120101"])
    shell.run(data, "--docx")
    gaps = (shell.folder / GAPS).read_text(encoding="utf-8-sig")
    assert "2120101" in gaps
    assert "2101103" in gaps


# Names and files as Windows has them


def test_folder_with_the_name_of_a_command(shell: Shell) -> None:
    copy_data(shell.folder / "explain")
    assert shell.run("./explain", "--text").out.startswith(FIRST_LINE)
    assert shell.run("build", "explain", "--text").out.startswith(FIRST_LINE)
    found = shell.run("explain", "explain", "一")
    assert found.status == 0
    assert "10,394.91" in found.out


def test_folder_in_chinese_with_spaces(shell: Shell) -> None:
    data = copy_data(shell.folder / "我的 数据（2024 年度）")
    assert shell.run(data, "--docx", "-o", "输出 结果").status == 0
    assert list(files_in(shell.folder / "输出 结果")) == [WORD]


def _as_windows_saves(folder: Path) -> None:
    """Turn every text file into GB18030 with CRLF, as Excel and Notepad in Chinese save."""
    for path in [*folder.rglob("*.csv"), *folder.rglob("*.md")]:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        path.write_bytes(text.replace("\n", "\r\n").encode("gb18030"))


def test_gb18030_and_crlf(shell: Shell) -> None:
    expected = shell.run(DATA, "--text").out
    data = copy_data(shell.folder / "数据")
    _as_windows_saves(data)
    assert shell.run(data, "--text").out == expected


def test_leftovers_of_windows_are_passed_over(shell: Shell) -> None:
    expected = shell.run(DATA, "--text")
    data = copy_data(shell.folder / "数据")
    for name in ("~$公开01.xlsx", "Thumbs.db", "desktop.ini", ".DS_Store", "文字/~$职责.md"):
        (data / name).write_bytes(b"\x00\x01left about")
    (data / "附件").mkdir()
    (data / "附件" / "~$报告.docx").write_bytes(b"\x00")
    assert shell.run(data, "--text") == expected
    assert shell.run(data, "--docx").status == 0


# A process of its own


def test_module_is_the_same_program(shell: Shell) -> None:
    inside = shell.run(DATA, "--text")
    outside = start(DATA, "--text", folder=shell.folder)
    assert outside == inside


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "cp936"])
def test_redirected_output_is_utf8(shell: Shell, encoding: str) -> None:
    expected = shell.run(DATA, "--text")
    found = start(DATA, "--text", folder=shell.folder, PYTHONIOENCODING=encoding, LC_ALL="C")
    assert found == expected


def test_message_of_a_stop_is_utf8(tmp_path: Path) -> None:
    found = start("没有", folder=tmp_path, PYTHONIOENCODING="gbk", LC_ALL="C")
    _stopped(found, "找不到数据文件夹")


@pytest.mark.parametrize("option", ["--help", "--version", "build --help", "explain --help"])
def test_help_loads_nothing_heavy(tmp_path: Path, option: str) -> None:
    found = start(*option.split(), folder=tmp_path, python=("-X", "importtime"))
    assert found.status == 0
    loaded = {line.rsplit("|", 1)[-1].strip() for line in found.err.splitlines() if "|" in line}
    assert "generator.cli" in loaded
    heavy = {"pandas", "numpy", "docx", "lxml", "num2words", "jinja2", "openpyxl"}
    assert loaded & heavy == set()


def test_version(tmp_path: Path) -> None:
    assert start("--version", folder=tmp_path).out == f"gen-narrative {__version__}\n"


def test_without_arguments_the_help_is_shown(tmp_path: Path) -> None:
    found = start(folder=tmp_path)
    assert "explain" in found.said
    assert "Traceback" not in found.said


# Lists as people fill them in


@pytest.mark.parametrize("none", ["—", "无", "/", "-"])
def test_a_dash_in_a_list_counts_as_zero(shell: Shell, none: str) -> None:
    data = copy_data(shell.folder / "数据")
    set_key(data, "事项.csv", "因公出国（境）团组数", none, "个")
    set_key(data, "事项.csv", "政府采购工程支出", none, "万元")
    set_key(data, "年初预算.csv", "", "国有资本经营预算财政拨款支出", none, "国有资本经营")
    found = shell.run(data, "--text")
    assert found.status == 0
    assert "因公出国（境）团组0个，" in found.out
    assert "政府采购工程支出0万元、" in found.out


def test_a_score_that_is_not_there_is_no_zero(shell: Shell) -> None:
    data = copy_data(shell.folder / "数据")
    set_key(data, "事项.csv", "部门整体自评得分", "无", "分")
    found = shell.run(data, "--text")
    assert found.status == 0
    assert "得分为0分" not in found.out


def test_a_break_inside_a_cell_begins_no_paragraph(shell: Shell) -> None:
    data = copy_data(shell.folder / "数据")
    set_key(data, "原因.csv", "收支总计", "人员增加\n\n# 十四、其他\n\n项目增加。", "上年")
    lines = _lines(shell.run(data, "--text").out)
    assert lines[1].endswith("主要原因是人员增加# 十四、其他项目增加。")
    assert lines[2] == "二、收入决算情况说明"
