"""Disks that are full or read-only, files that go or change, odd names, links: said, not thrown."""

import errno
import os
import resource
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from support.folders import decode
from support.program import Shell, assert_stopped, start
from support.submitted import SAMPLE, right_text, write_text, write_word
from support.two_years import last_years_document, workbook

import generator
from generator.base import output
from generator.base.errors import GeneratorError
from generator.files.docx import package
from generator.tasks import submitted

TEXT = "送审.txt"
LONG = "甲" * 66 + "乙" * 4  # 210 bytes
_SMALL = 4096  # bytes that a file may grow to
COMMANDS = {
    "build": ("build", "数据", "--docx", "-o", "结果"),
    "check": ("check", "数据", "--format", "html", "-o", "结果.html"),
    "review": ("review", TEXT, "--format", "html", "-o", "结果.html"),
    "import": ("import", "来源.docx", "-o", "结果"),
    "start": ("start", "今年.xlsx", "去年.docx", "-o", "结果"),
}


@pytest.fixture
def desk(shell: Shell) -> Shell:
    """A department's data, its document and its text in the working folder."""
    shutil.copytree(SAMPLE, shell.folder / "数据")
    write_text(shell.folder / TEXT, right_text())
    write_word(shell.folder / "来源.docx")
    return shell


def left_behind(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and path.name.startswith(".~")]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("refusal", [errno.ENOSPC, errno.EROFS])
def test_a_disk_that_refuses(
    desk: Shell, command: str, refusal: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    if command == "start":
        last_years_document(desk.folder).rename(desk.folder / "去年.docx")
        workbook(desk.folder / "今年.xlsx")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(refusal, os.strerror(refusal))

    def fdopen(handle: int, mode: str, *arguments: object) -> object:
        if mode != "wb":
            return real(handle, mode, *arguments)
        os.close(handle)
        return refuse()

    real = os.fdopen

    if refusal == errno.EROFS:
        monkeypatch.setattr(output.tempfile, "mkstemp", refuse)
    else:
        monkeypatch.setattr(output.os, "fdopen", fdopen)
    found = desk.run(*COMMANDS[command])
    assert_stopped(found, "已满" if refusal == errno.ENOSPC else "只读")
    assert not left_behind(desk.folder)


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_file_that_cannot_grow(desk: Shell, command: str) -> None:
    """As on a full disk, by the system itself: every file ends at a few kilobytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (_SMALL, hard))
    try:
        found = start(*COMMANDS[command], folder=desk.folder)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert_stopped(found, "无法写入")
    assert not left_behind(desk.folder)


def _run_while(change: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a change happen once the program has opened its second file."""
    opened = []
    real = os.open

    def count(path: object, *arguments: object, **named: object) -> int:
        handle = real(path, *arguments, **named)
        opened.append(path)
        if len(opened) == 2:
            change()
        return handle

    monkeypatch.setattr(os, "open", count)


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_folder_that_goes_meanwhile(
    desk: Shell, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _run_while(lambda: shutil.rmtree(desk.folder / "数据"), monkeypatch)
    found = desk.run(*COMMANDS[command])
    assert found.status in {1, 3}
    assert "Traceback" not in found.said
    assert "缺陷" not in found.said
    assert found.said


@pytest.mark.parametrize("suffix", [".txt", ".docx"])
def test_a_text_that_changes_between_its_text_and_its_tables(
    desk: Shell, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = desk.folder / f"送审{suffix}"
    if suffix == ".docx":
        shutil.copy(desk.folder / "来源.docx", file)
    real = submitted._read_printed

    def change(*arguments: object) -> object:
        os.utime(file, ns=(0, time.time_ns()))
        return real(*arguments)

    monkeypatch.setattr(submitted, "_read_printed", change)
    with pytest.raises(GeneratorError, match="正被别的程序改动"):
        generator.review(file)


def test_a_word_file_that_changes_while_it_is_read(
    desk: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = desk.folder / "来源.docx"
    real = package.check_sizes

    def change(archive: object) -> str:
        os.utime(file, ns=(0, time.time_ns()))
        return real(archive)

    monkeypatch.setattr(package, "check_sizes", change)
    found = desk.run("import", "来源.docx", "-o", "结果")
    assert_stopped(found, "正被别的程序改动")


@pytest.mark.parametrize("name", ["单位信息.csv", "公开05.csv"])
def test_a_file_without_permission(desk: Shell, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read everything: the system's answer is put in the one place that opens."""
    real = os.open

    def refuse(path: object, *arguments: object, **named: object) -> int:
        if str(path).endswith(name):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return real(path, *arguments, **named)

    monkeypatch.setattr(os, "open", refuse)
    found = desk.run("check", "数据")
    assert found.status == 1
    assert name in found.said
    assert "没有读取的权限" in found.said


@pytest.mark.parametrize(
    "name",
    [LONG, "a:b*?", "CON", "NUL", "con.txt", "aux", "。", ".", "..", "a/b", "甲\n乙", " 甲 "],
)
def test_a_department_whose_name_no_file_may_have(desk: Shell, name: str) -> None:
    file = desk.folder / "数据" / "单位信息.csv"
    text = decode(file.read_bytes())
    old = next(line for line in text.splitlines() if line.startswith("部门名称"))
    file.write_text(text.replace(old, f'部门名称,"{name}"'), encoding="utf-8")
    (desk.folder / "来源.docx").unlink()
    found = desk.run("build", "数据", "--docx")
    assert found.status == 0, found.said
    made = [path.name for path in desk.folder.iterdir() if path.suffix == ".docx"]
    assert len(made) == 1
    for one in made:
        assert len(one.encode()) <= 255
        assert not set(one) & set('\\/:*?"<>|\n')


@pytest.mark.parametrize(
    "name",
    [f"{LONG[:66]}.txt", "a:b*?.txt", "CON.txt", "com1.txt", "nul .txt", "-o.txt", "[a].txt"],
)
def test_a_submitted_file_of_an_odd_name(desk: Shell, name: str) -> None:
    shutil.copy(desk.folder / TEXT, desk.folder / name)
    found = desk.run("review", f"./{name}", "--format", "json", "-o", "结果.json")
    assert found.status == 0, found.said
    assert name in (desk.folder / "结果.json").read_text(encoding="utf-8")


def test_a_thousand_links_and_a_loop(desk: Shell) -> None:
    data, pile = desk.folder / "数据", desk.folder / "一批"
    pile.mkdir()
    for number in range(1000):
        (data / f"链接{number}.csv").symlink_to(data / "公开05.csv")
        (pile / f"链接{number}.txt").symlink_to(desk.folder / TEXT)
    (data / "上年").symlink_to(data)
    (pile / "圈").symlink_to(pile)
    (pile / "甲").symlink_to(pile / "乙")
    (pile / "乙").symlink_to(pile / "甲")
    begun = time.process_time()
    assert "Traceback" not in desk.run("check", data).said
    found = desk.run("review", pile, "--format", "json", "-o", "结果.json")
    assert found.status in {1, 3}
    assert "Traceback" not in found.said
    assert "链接" in found.said
    assert time.process_time() - begun < 60


@pytest.mark.parametrize("seconds", [0, -86400 * 365 * 80, 2**33])
def test_a_clock_that_was_set_back(desk: Shell, seconds: int) -> None:
    """Files of 1970, of before it and of after 2200: what was read does not depend on it."""
    for path in (desk.folder / "数据").rglob("*.csv"):
        os.utime(path, (seconds, seconds))
    os.utime(desk.folder / TEXT, (seconds, seconds))
    assert desk.run(*COMMANDS["check"]).status == 0
    assert desk.run(*COMMANDS["review"]).status == 0
    assert desk.run(*COMMANDS["build"]).status == 0
