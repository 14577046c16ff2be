"""`check` as users meet it: outputs, formats, exit statuses, input that cannot be used."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from support.folders import (
    DATA,
    SAMPLES,
    copy_data,
    files_in,
    set_key,
)
from support.mistake import RIGHT, WRONG, copy_mistaken
from support.program import Outcome, Shell, assert_stopped, start

import generator
from generator.base.errors import NoTablesError
from generator.base.severity import Severity

AS_PRINTED = SAMPLES / "孟津2024-原样"
_CLEAN = SAMPLES / "事业单位2024"
REPORT = "新乡市行政审批和政务信息管理局2024年度决算核对"


@pytest.fixture
def mistaken(shell: Shell) -> Path:
    """A copy of data/ with one mistake."""
    return copy_mistaken(shell.folder / "数据")


@pytest.fixture
def doubtful(shell: Shell) -> Path:
    """A copy of a clean folder with a key that nobody knows: a warning, no error."""
    data = copy_data(shell.folder / "数据", _CLEAN)
    set_key(data, "事项.csv", "不认识的项目", "1", "")
    return data


def _json(found: Outcome) -> Any:
    return json.loads(found.out)


# The terminal


def test_sound_data_pass(shell: Shell) -> None:
    found = shell.run("check", DATA)
    assert found.status == 0
    assert found.err == ""
    lines = found.out.splitlines()
    assert lines[0] == "新乡市行政审批和政务信息管理局　2024年度部门决算　数据核对"
    assert lines[1].startswith("通过，")
    assert lines[-2].startswith("提示 尾差 4 条")
    assert re.fullmatch(
        r"核对了 [1-9]\d\d 个关系（.*）；没有核对的：公开时限（没有批复日期或公开日期）。",
        lines[-1],
    )
    assert list(files_in(shell.folder)) == []


def test_a_wrong_total_is_named_with_titles_address_and_amounts(
    shell: Shell, mistaken: Path
) -> None:
    found = shell.run("check", mistaken)
    assert found.status == 1
    block = found.out.partition("\n公开02 收入决算表\n")[2].partition("\n\n")[0]
    first = block.splitlines()[0]
    assert first.startswith("  错误 ")
    for word in (WRONG, f"应为{RIGHT}", "相差1.00"):
        assert word in first
    assert "位置　公开02.csv D7（合计·财政拨款收入）" in block
    assert "公式　" in block
    assert "\n有 1 处错误" in found.out


def test_groups_are_in_order_and_errors_come_first(shell: Shell) -> None:
    found = shell.run("check", AS_PRINTED)
    blocks = found.out.split("\n\n")[1:-1]
    titles = [block.splitlines()[0] for block in blocks]
    tables = [title for title in titles if title.startswith("公开")]
    assert tables == sorted(tables)
    assert titles[: len(tables)] == tables
    assert set(titles[len(tables) :]) == {"事项.csv", "年初预算.csv"}
    for block in blocks:
        severities = re.findall("^  (错误|警告|提示) ", block, re.MULTILINE)
        assert severities
        assert severities == sorted(severities, key=("错误", "警告", "提示").index)


def test_consequences_are_one_line(shell: Shell) -> None:
    found = shell.run("check", AS_PRINTED)
    block = found.out.partition("错误 F02")[2].partition("\n  ")[2].partition("\n  错误")[0]
    assert re.findall("连带　(.*)", block) == ["F01 公开09预算数合计应等于三项之和"]


def test_text_goes_to_a_file(shell: Shell) -> None:
    printed = shell.run("check", DATA, "--verbose").out
    found = shell.run("check", DATA, "-o", "核对.txt")
    assert found.out == ""
    assert "已写出 核对.txt" in found.err
    assert (shell.folder / "核对.txt").read_text(encoding="utf-8") == printed


@pytest.mark.parametrize("folder", [DATA, *sorted(SAMPLES.glob("*2024*"))], ids=lambda f: f.name)
def test_every_character_is_known_to_a_chinese_console(folder: Path, shell: Shell) -> None:
    shell.run("check", folder).out.encode("gbk")


def test_redirected_output_is_utf8(shell: Shell) -> None:
    world = {"PYTHONIOENCODING": "gbk", "LC_ALL": "C"}
    for output_format in ("text", "json"):
        arguments = ("check", DATA, "--format", output_format)
        assert start(*arguments, folder=shell.folder, world=world) == shell.run(*arguments)


# Exit statuses


@pytest.mark.parametrize(("fail_on", "status"), [("error", 0), ("warning", 1), ("never", 0)])
def test_a_warning_fails_where_asked(
    shell: Shell, doubtful: Path, fail_on: str, status: int
) -> None:
    found = shell.run("check", doubtful, "--fail-on", fail_on, "--format", "json")
    assert (_json(found)["summary"]["error"], _json(found)["summary"]["warning"]) == (0, 1)
    assert found.status == status
    assert ("--fail-on warning" in found.err) is bool(status)


@pytest.mark.parametrize(("fail_on", "status"), [("error", 1), ("warning", 1), ("never", 0)])
def test_an_error_fails_unless_never(
    shell: Shell, mistaken: Path, fail_on: str, status: int
) -> None:
    assert shell.run("check", mistaken, "--fail-on", fail_on).status == status


def test_remarks_fail_nothing(shell: Shell) -> None:
    found = shell.run("check", _CLEAN, "--fail-on", "warning", "--format", "json")
    assert _json(found)["summary"]["info"] > 0
    assert found.status == 0


@pytest.mark.parametrize("output_format", ["text", "json", "html", "xlsx"])
def test_the_status_is_that_of_the_findings_in_every_format(
    shell: Shell, mistaken: Path, output_format: str
) -> None:
    assert shell.run("check", mistaken, "--format", output_format).status == 1
    assert shell.run("check", DATA, "--format", output_format).status == 0


@pytest.mark.parametrize(
    "options", [["--format", "pdf"], ["--fail-on", "info"], ["--final"], ["别的", "还有"]]
)
def test_wrong_usage(shell: Shell, options: list[str]) -> None:
    assert shell.run("check", DATA, *options).status == 2
    assert shell.run("check").status == 2


def test_input_that_cannot_be_used(shell: Shell) -> None:
    (shell.folder / "空").mkdir()
    (shell.folder / "坏.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    (shell.folder / "说明.docx").write_bytes(b"PK")
    broken = shell.folder / "损坏"
    broken.mkdir()
    (broken / "公开01.csv").write_bytes(b"\x00\xff\x81\x00" * 40)
    for name in ("空", "坏.xlsx", "说明.docx", "没有", "损坏"):
        for output_format in ("text", "json", "html", "xlsx"):
            found = shell.run("check", name, "--format", output_format)
            assert_stopped(found)
            assert found.out == ""
    assert not list(shell.folder.glob("*核对*"))


def test_a_damaged_table_among_others_is_an_error(shell: Shell) -> None:
    data = copy_data(shell.folder / "数据")
    (data / "公开07.csv").write_bytes(b"\x00\xff\x81\x00" * 40)
    found = shell.run("check", data, "--format", "json")
    report = _json(found)
    assert found.status == 1
    assert "公开07.csv" in {f["places"][0]["file"] for f in report["findings"] if f["places"]}
    assert "公开07" in {one["what"] for one in report["summary"]["unchecked"]}


def test_a_missing_table_is_said(shell: Shell) -> None:
    data = copy_data(shell.folder / "数据")
    (data / "公开07.csv").unlink()
    found = shell.run("check", data)
    assert found.status == 1
    assert "公开07（表缺失）" in found.out.splitlines()[-1]


# A workbook in place of a folder


def test_a_workbook_is_checked_like_its_folder(shell: Shell, mistaken: Path) -> None:
    assert shell.run("init", mistaken, "--xlsx").status == 0
    folder = _json(shell.run("check", mistaken, "--format", "json"))
    found = shell.run("check", f"{mistaken.name}.xlsx", "--format", "json")
    book = _json(found)
    assert found.status == 1
    assert book["summary"] == folder["summary"]
    assert _places(book, "sheet") == _places(folder, "file")
    assert all(p["file"] == "数据.xlsx" for f in book["findings"] for p in f["places"] if p["cell"])
    page = shell.run("check", f"{mistaken.name}.xlsx", "--format", "html", "-o", "页.html")
    assert page.status == 1
    assert 'id="t2-D7"' in (shell.folder / "页.html").read_text(encoding="utf-8")


def _places(report: dict[str, Any], key: str) -> list[tuple[str, list[tuple[str, str]]]]:
    return sorted(
        (
            one["code"],
            [(p[key].removesuffix(".csv"), p["cell"]) for p in one["places"] if p["cell"]],
        )
        for one in report["findings"]
    )


# Files


@pytest.mark.parametrize("suffix", ["html", "xlsx"])
def test_a_page_and_a_workbook_have_a_name_of_their_own(shell: Shell, suffix: str) -> None:
    found = shell.run("check", DATA, "--format", suffix)
    assert found.out == ""
    assert f"已写出 {REPORT}.{suffix}" in found.err
    assert "通过" in found.err
    assert list(files_in(shell.folder)) == [f"{REPORT}.{suffix}"]
    (shell.folder / "报送").mkdir()
    shell.run("check", DATA, "--format", suffix, "-o", "报送")
    assert (shell.folder / "报送" / f"{REPORT}.{suffix}").is_file()


def test_the_data_are_never_changed(shell: Shell, mistaken: Path) -> None:
    before = _digests(mistaken)
    attempts: tuple[tuple[str | Path, ...], ...] = (
        ("--format", "json", "-o", mistaken / "公开02.csv"),
        ("--format", "html", "-o", mistaken / "单位信息.csv"),
        ("-o", mistaken / "文字" / "主要职责.md"),
    )
    for arguments in attempts:
        assert_stopped(shell.run("check", mistaken, *arguments), "没有覆盖")
    shell.run("init", mistaken, "--xlsx")
    book = (shell.folder / "数据.xlsx").read_bytes()
    assert_stopped(shell.run("check", "数据.xlsx", "--format", "xlsx", "-o", "数据.xlsx"))
    assert (shell.folder / "数据.xlsx").read_bytes() == book
    for output_format in ("text", "json", "html", "xlsx"):
        shell.run("check", mistaken, "--format", output_format)
    assert _digests(mistaken) == before


def _digests(folder: Path) -> dict[str, str]:
    return {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in files_in(folder)
    }


def test_the_same_input_gives_the_same_bytes(shell: Shell) -> None:
    found = []
    for seed, zone in (("0", "UTC"), ("4711", "Asia/Shanghai")):
        folder = shell.folder / seed
        folder.mkdir()
        world = {"PYTHONHASHSEED": seed, "TZ": zone}
        printed = [
            start("check", AS_PRINTED, "--format", one, folder=folder, world=world).out
            for one in ("text", "json", "html", "xlsx")
        ]
        found.append((printed, _digests(folder)))
    assert len(found[0][1]) == 2
    assert found[0] == found[1]


# From Python, and in `build`


def test_from_python(capsys: pytest.CaptureFixture[str], mistaken: Path, tmp_path: Path) -> None:
    result = generator.check(str(mistaken))
    assert [f.places[0].address for f in result.findings if f.severity is Severity.ERROR] == ["D7"]
    assert result.checked > 100
    assert [one.what for one in result.unchecked] == ["公开时限"]
    assert result.accounts.identity.year == 2024
    with pytest.raises(NoTablesError):
        generator.check(tmp_path / "工作目录" / "数据" / "文字")
    assert capsys.readouterr() == ("", "")


def test_build_says_the_same_and_how_far_it_reached(shell: Shell, mistaken: Path) -> None:
    checked = _json(shell.run("check", mistaken, "--format", "json"))
    found = shell.run(mistaken, "--docx", "--verbose")
    assert found.status == 0
    assert "核对：有 1 处错误" in found.out
    assert f"核对了 {checked['summary']['checked']} 个关系" in found.out
    assert "没有核对的：公开时限" in found.out
    assert "gen-narrative check" in found.out
    for one in checked["findings"]:
        assert one["message"] in found.out


def test_final_refuses_on_an_error_of_the_tables(shell: Shell, mistaken: Path) -> None:
    found = shell.run(mistaken, "--docx", "--final")
    assert found.status == 1
    assert not list(shell.folder.glob("*.docx"))


def test_a_folder_named_check_is_reached_by_its_path(shell: Shell) -> None:
    copy_data(shell.folder / "check")
    assert shell.run("./check", "--text").status == 0
    assert shell.run("check", "check").status == 0
