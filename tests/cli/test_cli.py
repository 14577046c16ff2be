"""The command line as users meet it: outputs, names, exit statuses, encodings, files kept."""

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
from support.program import NAME, Shell, assert_stopped, start

from generator.version import __version__

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
    # Nine published tables, two forms, and two tables in each of two reports.
    assert len(docx.Document(str(shell.folder / WORD)).tables) == 9 + 2 + 4


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
    assert not any(char >= "\U00100000" for char in found.out)


def test_text_to_a_file(shell: Shell) -> None:
    printed = shell.run(DATA, "--text").out
    found = shell.run(DATA, "--text", "-o", "正文.txt")
    assert (shell.folder / "正文.txt").read_text(encoding="utf-8") == printed
    assert FIRST_LINE not in found.out
    assert "已写出 正文.txt" in found.out


def test_html_holds_text_and_findings(shell: Shell) -> None:
    data = copy_data(shell.folder / "数据", SAMPLES / "孟津2024-原样")
    shell.run(data, "--html", "-o", "说明.html")
    page = (shell.folder / "说明.html").read_text(encoding="utf-8")
    assert "财政拨款收、支总计均为" in page
    assert "H02" in page


def test_what_is_given_is_never_changed(shell: Shell) -> None:
    """A draft puts 待补充.csv beside what is given; nothing else writes there at all."""
    data = copy_data(shell.folder / "数据", WITH_GAPS)
    before = {name: (data / name).read_bytes() for name in files_in(data)}
    for arguments in (["--text"], ["--docx", "--final"]):
        shell.run(data, *arguments)
    shell.run("explain", data)
    shell.run("check", data)
    shell.run("check", data, "--format", "html")
    assert {name: (data / name).read_bytes() for name in files_in(data)} == before
    for arguments in (["--docx"], ["--html", "-o", "说明.html"]):
        shell.run(data, *arguments)
    after = {name: (data / name).read_bytes() for name in files_in(data)}
    assert after.pop(GAPS)
    assert after == before


# Exit statuses


def test_final_refuses_gaps_and_writes_nothing(shell: Shell) -> None:
    found = shell.run(WITH_GAPS, "--docx", "--final")
    assert found.status == 1
    assert "定稿未写出" in found.out
    assert list(files_in(shell.folder)) == []


def test_final_refuses_errors(shell: Shell) -> None:
    data = copy_data(shell.folder / "数据")
    rows = read_rows(data / "公开06.csv")
    write_rows(
        data / "公开06.csv", [["1,185.66" if c == "1,085.66" else c for c in r] for r in rows]
    )
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


def test_missing_folder(shell: Shell) -> None:
    assert_stopped(shell.run("没有 这个文件夹", "--docx"), "没有 这个文件夹")
    assert list(files_in(shell.folder)) == []


def test_a_file_is_no_folder(shell: Shell) -> None:
    assert_stopped(shell.run(DATA / "公开01.csv", "--docx"), "公开01.csv")


def test_folder_without_tables_leaves_nothing_behind(shell: Shell) -> None:
    empty = shell.folder / "空"
    empty.mkdir()
    (empty / "单位信息.csv").write_text("项目,内容\n部门名称,某局\n", encoding="utf-8")
    assert_stopped(shell.run(empty, "--docx", "-o", "新建/说明.docx"), "公开01.csv")
    assert list(files_in(shell.folder)) == ["空/单位信息.csv"]
    assert not (shell.folder / "新建").exists()


def test_folder_whose_tables_cannot_be_read_says_why(shell: Shell) -> None:
    folder = shell.folder / "坏"
    folder.mkdir()
    (folder / "公开01.csv").write_bytes(b"PK\x03\x04" + bytes(100))
    assert_stopped(shell.run(folder), "工作簿")


def test_unknown_profile(shell: Shell) -> None:
    assert_stopped(shell.run(DATA, "--profile", "hunan"), "hunan", "henan-itemised")


def test_profile_by_option(shell: Shell) -> None:
    found = shell.run(DATA, "--text", "--profile", "henan-itemised")
    assert found.status == 0
    assert "2024年度，收、支总计均为10394.91万元。" in found.out


def test_reference_document_that_is_none(shell: Shell) -> None:
    (shell.folder / "样式.docx").write_bytes(b"nothing")
    assert_stopped(shell.run(DATA, "--docx", "--reference-doc", "样式.docx"), "样式.docx")
    assert_stopped(shell.run(DATA, "--docx", "--reference-doc", "没有.docx"), "没有.docx")
    assert list(files_in(shell.folder)) == ["样式.docx"]


def test_a_bug_of_ours_is_4(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_request: object) -> bool:
        raise ZeroDivisionError("除以零")

    monkeypatch.setattr("generator.cli.build.run_build", fail)
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
    data = copy_data(shell.folder / "数据")
    expected = shell.run(data, "--text")
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
    found = start(
        DATA, "--text", folder=shell.folder, world={"PYTHONIOENCODING": encoding, "LC_ALL": "C"}
    )
    assert found == expected


def test_message_of_a_stop_is_utf8(tmp_path: Path) -> None:
    found = start("没有", folder=tmp_path, world={"PYTHONIOENCODING": "gbk", "LC_ALL": "C"})
    assert_stopped(found, "找不到数据文件夹")


@pytest.mark.parametrize("option", ["--help", "--version", "build --help", "explain --help"])
def test_help_loads_nothing_heavy(tmp_path: Path, option: str) -> None:
    found = start(*option.split(), folder=tmp_path, python=("-X", "importtime"))
    assert found.status == 0
    loaded = {line.rsplit("|", 1)[-1].strip() for line in found.err.splitlines() if "|" in line}
    assert "generator.cli.app" in loaded
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
