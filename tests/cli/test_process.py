"""The program as a process: outputs nobody reads, full disks, odd names, Ctrl-C. Never status 4."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.folders import DATA, copy_data, read_rows, set_cell, write_rows
from support.needs import give_up
from support.program import Outcome, Shell, start

from generator.base.output import fit_file_name

_PROGRAM = (sys.executable, "-m", "generator")
_FULL = Path("/dev/full")
_INTERNAL = "程序内部错误"


@pytest.fixture
def full() -> Path:
    """A device that takes nothing; without it the tests fail in CI."""
    return _FULL if _FULL.exists() else give_up("此系统没有 /dev/full")


def _run(
    *arguments: str | Path,
    folder: Path,
    stdout: int | None = subprocess.PIPE,
    shut: tuple[int, ...] = (),
    **world: str,
) -> Outcome:
    """Run the program with outputs that are somewhere else, or `shut` before it starts."""
    shell = " ".join(f"{number}>&-" for number in shut)
    command = ["sh", "-c", f'exec "$@" {shell}', "sh", *_PROGRAM, *map(str, arguments)]
    done = subprocess.run(
        command,
        cwd=folder,
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,
        timeout=120,
        env={**os.environ, **world},
    )
    return Outcome(done.returncode, (done.stdout or b"").decode(), done.stderr.decode())


def _headed(*arguments: str | Path, folder: Path, size: int = 1) -> Outcome:
    """Run the program and go away after the first bytes of its output, as `head` does."""
    with subprocess.Popen(
        [*_PROGRAM, *map(str, arguments)],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        first = process.stdout.read(size) if size else b""
        process.stdout.close()
        said = process.stderr.read()
        status = process.wait(timeout=120)
    return Outcome(status, first.decode(errors="replace"), said.decode())


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize(
    "arguments",
    [
        ("check", DATA),
        ("check", DATA, "--format", "json"),
        (DATA, "--text"),
        ("--help",),
        ("--version",),
    ],
    ids=str,
)
def test_no_room_for_the_output(tmp_path: Path, arguments: tuple[str | Path, ...]) -> None:
    with _FULL.open("w") as nowhere:
        found = _run(*arguments, folder=tmp_path, stdout=nowhere.fileno())
    assert found.status == 3
    assert "磁盘已满" in found.err
    assert _INTERNAL not in found.err
    assert "Traceback" not in found.err


@pytest.mark.parametrize("arguments", [("check", DATA), (DATA, "--text"), ("--help",)], ids=str)
def test_an_output_that_was_closed(tmp_path: Path, arguments: tuple[str | Path, ...]) -> None:
    found = _run(*arguments, folder=tmp_path, shut=(1,))
    assert found.status == 3
    assert "输出已关闭" in found.err
    assert "Traceback" not in found.err
    assert _run(*arguments, folder=tmp_path, shut=(1, 2)).status == 3


def test_errors_that_nobody_hears(tmp_path: Path) -> None:
    assert _run("check", "没有这个文件夹", folder=tmp_path, shut=(2,)).status == 3


@pytest.mark.parametrize(
    "world",
    [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}],
    ids=str,
)
@pytest.mark.parametrize("arguments", [("--help",), ("templates", "-h")], ids=str)
def test_help_where_the_encoding_has_no_chinese(
    tmp_path: Path, world: dict[str, str], arguments: tuple[str, ...]
) -> None:
    found = _run(*arguments, folder=tmp_path, **world)
    assert found.status == 0
    assert "用法" in found.out
    assert "显示本帮助" in found.out


def test_a_mistake_on_the_command_line_where_the_encoding_has_no_chinese(tmp_path: Path) -> None:
    found = _run("check", "--没有", folder=tmp_path, PYTHONIOENCODING="ascii")
    assert found.status == 2
    assert "命令写得不对" in found.err


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    data = copy_data(tmp_path / "有错")
    rows = read_rows(data / "公开02.csv")
    number = next(at for at, row in enumerate(rows, start=1) if row[0].startswith("201"))
    set_cell(data, "公开02.csv", f"C{number}", "1.23")
    return data


@pytest.mark.parametrize(
    ("arguments", "status"),
    [(("--help",), 0), (("check", DATA), 0), (("check", "有错", "--format", "json"), 1)],
    ids=str,
)
def test_a_reader_that_goes_away_changes_no_status(
    tmp_path: Path, faulty: Path, arguments: tuple[str | Path, ...], status: int
) -> None:
    """What was found decides, not who listens."""
    assert faulty.name == "有错"
    found = _headed(*arguments, folder=tmp_path, size=status)
    assert found.status == status
    assert "Traceback" not in found.err
    assert "Broken" not in found.err


def test_a_document_is_written_whether_or_not_somebody_listens(tmp_path: Path) -> None:
    assert _headed(DATA, "--docx", "-o", "说明.docx", folder=tmp_path, size=0).status == 0
    assert (tmp_path / "说明.docx").is_file()


# Ctrl-C


_INTERRUPTED_AT = """
import os, runpy, signal, sys
from importlib.abc import MetaPathFinder

marker = sys.argv.pop(1)

class Finder(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == marker:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Finder())
runpy.run_module("generator", run_name="__main__", alter_sys=True)
"""


@pytest.mark.parametrize("begun", ["generator.cli.options", "rich", "generator.checks.catalogue"])
def test_an_early_interrupt(tmp_path: Path, begun: str) -> None:
    """In the middle of imports, early and late."""
    done = subprocess.run(
        [sys.executable, "-c", _INTERRUPTED_AT, begun, "check", str(DATA)],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=60,
    )
    assert done.stderr == "已中断（Ctrl-C），没有做完。\n"
    assert done.returncode == 130


_SAYING_WHEN_BEGUN = """
import pathlib, signal, sys
from generator.__main__ import main

set_handler, begun = signal.signal, pathlib.Path(sys.argv.pop(1))

def say_so(*given):
    signal.signal = set_handler
    before = set_handler(*given)
    begun.touch()
    return before

signal.signal = say_so
main()
"""


def _wait_for(begun: Path, process: subprocess.Popen[bytes]) -> None:
    """Wait for the file; a program that does not write it is ended."""
    for _ in range(6000):
        if begun.exists() or process.poll() is not None:
            break
        time.sleep(0.01)
    else:
        process.kill()
    assert begun.exists()


def test_an_interrupt_at_any_time(tmp_path: Path) -> None:
    """Once our first line has run. What is half done leaves nothing behind."""
    for tenths in (0, 1, 4, 8, 12):
        begun = tmp_path / "begun"
        with subprocess.Popen(
            [sys.executable, "-c", _SAYING_WHEN_BEGUN, begun, DATA, "--docx", "-o", "说明.docx"],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            _wait_for(begun, process)
            begun.unlink()
            time.sleep(tenths / 10)
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=60)
        assert process.returncode in (0, 130)
        assert b"Traceback" not in said
        assert said.count(b"\n") == (1 if process.returncode else 0)
        assert {path.name for path in tmp_path.iterdir()} <= {"说明.docx", "待补充.csv"}


# Names and paths


_LONG = "长" * 300


@pytest.mark.parametrize(
    "arguments",
    [
        (DATA, "--docx", "-o", f"{_LONG}.docx"),
        (DATA, "--docx", "-o", "/".join(["长" * 50] * 40)),
        (DATA, "--html", "-o", _LONG),
        ("check", DATA, "--format", "json", "-o", f"{_LONG}.json"),
        ("check", _LONG),
        ("review", f"{_LONG}.docx"),
        ("import", f"{_LONG}.xlsx", "-o", "数据"),
        ("import", DATA / "公开01.csv", "-o", _LONG),
        ("init", _LONG),
        ("init", f"{_LONG}.xlsx", "--xlsx"),
        ("init", "新的", "--from", _LONG),
        ("templates", "check", "--templates", _LONG),
        (DATA, "--docx", "--templates", _LONG),
        (DATA, "--docx", "--reference-doc", _LONG),
    ],
    ids=lambda arguments: " ".join(str(one)[:12] for one in arguments),
)
def test_a_name_that_is_too_long(shell: Shell, arguments: tuple[str | Path, ...]) -> None:
    found = shell.run(*arguments)
    assert found.status == 3
    assert "太长" in found.err
    assert list(shell.folder.iterdir()) == []


def test_one_long_name_in_a_pile_is_one_row(shell: Shell) -> None:
    (shell.folder / "甲局.md").write_text("一、收入支出决算总体情况说明\n", encoding="utf-8")
    found = shell.run("review", "甲局.md", f"{_LONG}.docx")
    assert "文件名或路径太长" in found.said
    assert _INTERNAL not in found.said
    assert "甲局.md" in found.said


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("局" * 300, "局" * 50),
        ("甲/乙:丙*丁?局", "甲乙丙丁局"),
        ("..甲局", "甲局"),
        ('甲"<|>\\局', "甲局"),
    ],
)
def test_a_department_of_any_name_has_a_document(shell: Shell, given: str, made: str) -> None:
    data = copy_data(shell.folder / "数据")
    rows = read_rows(data / "单位信息.csv")
    named = [[row[0], given] if row[0] == "部门名称" else row for row in rows]
    write_rows(data / "单位信息.csv", named)
    found = shell.run(data, "--docx", "-o", "报送")
    assert found.status == 0
    assert [path.name for path in (shell.folder / "报送").glob("*.docx")] == [
        f"{made}2024年度部门决算情况说明.docx"
    ]


def test_names_of_files() -> None:
    assert fit_file_name("甲\x00乙\x1f\ud800丙.") == "甲乙丙"
    assert len(fit_file_name("局" * 300).encode()) <= 200
    assert fit_file_name("é" * 300, 5) == "éé"


@pytest.mark.parametrize("kind", ["folder", "device", "below a file"])
def test_a_target_that_is_no_file(shell: Shell, kind: str) -> None:
    target = shell.folder / "目标.docx"
    if kind == "folder":
        target.mkdir()
    elif kind == "device":
        os.mkfifo(target)
    else:
        target.write_text("", encoding="utf-8")
        target = target / "说明.docx"
    found = shell.run(DATA, "--docx", "-o", target)
    assert found.status == 3
    assert _INTERNAL not in found.err
    assert [path.name for path in shell.folder.iterdir()] == ["目标.docx"]


def test_a_folder_that_is_not_there_yet_is_made(shell: Shell) -> None:
    assert shell.run(DATA, "--docx", "-o", "新/更新/说明.docx").status == 0
    assert (shell.folder / "新" / "更新" / "说明.docx").is_file()


def test_a_device_is_not_replaced(shell: Shell) -> None:
    os.mkfifo(shell.folder / "管道.json")
    found = shell.run("check", DATA, "--format", "json", "-o", "管道.json")
    assert found.status == 3
    assert "不是普通的文件" in found.err
    assert (shell.folder / "管道.json").is_fifo()


def test_the_program_starts_as_a_module(tmp_path: Path) -> None:
    assert start("--version", folder=tmp_path).status == 0


@pytest.mark.parametrize("output_format", ["text", "json", "html", "xlsx", "docx"])
def test_a_file_name_that_is_no_text(shell: Shell, output_format: str) -> None:
    """As archives packed in another encoding leave it on Linux."""
    name = os.fsdecode("甲局.md".encode("gb18030"))
    (shell.folder / name).write_text("一、收入支出决算总体情况说明\n总计100.00万元。\n", "utf-8")
    found = shell.run("review", name, "--format", output_format, "-o", "结果")
    assert found.status in (0, 1)
    assert _INTERNAL not in found.said
    assert (shell.folder / "结果").exists()
