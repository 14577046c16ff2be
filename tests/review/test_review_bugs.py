"""What goes wrong in one file of a pile costs that file alone; a single file raises it."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.processes import children_of, wait_until_gone
from support.program import Shell
from support.submitted import SAMPLE, right_text, write_text
from support.supervised_reviews import TASK

from generator.tasks.review_many import pile as piles
from generator.tasks.review_many import run

GOOD = ("甲局.txt", "丙局.txt")


@pytest.fixture
def pile(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two files that are in order; a third one is added by what is to go wrong with it."""
    text = right_text()
    for name in GOOD:
        write_text(shell.folder / "送审" / name, text)
    monkeypatch.setattr(piles, "TASK", TASK)
    return shell.folder / "送审"


def add(pile: Path, ill: str) -> str:
    return write_text(pile / f"乙局{ill}.txt", right_text()).name


@pytest.mark.parametrize(
    ("ill", "words"),
    [
        ("缺陷", ("程序的缺陷", "IndexError", "维护者")),
        ("递归", ("程序的缺陷", "RecursionError", "维护者")),
        ("崩溃", ("意外终止", "SIGSEGV", "supervised_reviews.py 第 ", "另存", "维护者")),
        ("退出", ("意外终止", "退出状态 7", "维护者")),
        ("内存", ("超过 2000 MB 内存没有读完，已停止", "--memory")),
        ("不停", ("超过 10 秒没有读完，已停止", "--timeout")),
    ],
)
def test_the_rest_of_a_pile_goes_on(
    shell: Shell, pile: Path, ill: str, words: tuple[str, ...]
) -> None:
    broken = add(pile, ill)
    limit = ("--timeout", "10") if ill == "不停" else ()
    found = shell.run("review", pile, "--data", SAMPLE, "--format", "json", *limit)
    assert found.status == 1
    documents = {one["document"]: one for one in json.loads(found.out)["documents"]}
    assert set(documents) == {*GOOD, broken}
    assert documents[broken]["summary"]["verdict"] == "无法审核"
    assert [word for word in words if word not in documents[broken]["unusable"]] == []
    assert all(documents[name]["findings"] is not None for name in GOOD)


def test_the_screen_names_the_file(shell: Shell, pile: Path) -> None:
    broken = add(pile, "崩溃")
    found = shell.run("review", pile, "--data", SAMPLE)
    assert found.status == 1
    assert found.out.splitlines()[1].split()[0] == broken
    assert "无法审核：程序在这份文件上意外终止" in found.out
    assert "Traceback" not in found.said


def test_where_nothing_can_be_used_each_is_named(shell: Shell, pile: Path) -> None:
    for name in GOOD:
        (pile / name).unlink()
    broken = [add(pile, "缺陷"), add(pile, "崩溃")]
    found = shell.run("review", pile, "--data", SAMPLE)
    assert found.status == 3
    assert all(name in found.err for name in broken)


def test_a_single_file_ends_with_the_status_of_a_bug(
    shell: Shell, pile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def review(_file: Path, _data: Path | None) -> object:
        raise IndexError

    monkeypatch.setattr(run, "review_file", review)
    found = shell.run("review", pile / GOOD[0], "--data", SAMPLE)
    assert found.status == 4
    assert "程序的缺陷" in found.err


@pytest.mark.parametrize("output_format", ["html", "docx"])
def test_a_report_that_cannot_be_made_costs_its_file(
    shell: Shell, pile: Path, output_format: str
) -> None:
    add(pile, "写不出")
    made = shell.folder / "结果"
    found = shell.run("review", pile, "--data", SAMPLE, "--format", output_format, "-o", made)
    assert found.status == 1
    assert "程序的缺陷" in found.err
    assert len(list(made.glob("*-审核.*"))) == 2


_INTERRUPTED = f"""
import sys
sys.path[:0] = {sys.path!r}
from generator.tasks.review_many import pile
pile.TASK = {TASK!r}
from generator.__main__ import main
main()
"""


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=str)
def test_a_run_that_is_stopped_leaves_nothing(
    tmp_path: Path, pile: Path, ending: signal.Signals
) -> None:
    """The whole group is told, as a terminal tells it; a file is in hand that never ends."""
    add(pile, "不停")
    room = tmp_path / "temporary"
    room.mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", _INTERRUPTED, "review", pile, "--data", SAMPLE],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(room)},
        start_new_session=True,
    ) as process:
        ends = time.monotonic() + 60
        while len(list(room.glob("*/0"))) == 0 and time.monotonic() < ends:
            time.sleep(0.05)
        time.sleep(1)
        working = children_of(process.pid)
        assert len(working) == 1
        begin = time.monotonic()
        os.killpg(process.pid, ending)
        out, said = process.communicate(timeout=30)
    assert time.monotonic() - begin < 10
    assert process.returncode == 128 + ending
    assert (out, b"Traceback" in said) == (b"", False)
    assert list(room.iterdir()) == []
    assert wait_until_gone(working[0])
