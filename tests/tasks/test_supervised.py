"""Tasks in a process of their own: bounded, replaced, and gone when nobody waits any more."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.processes import is_running, wait_until_gone
from support.supervised_tasks import TASK

from generator.base.errors import WorkerStartError
from generator.tasks.supervised.failure import Cause, Failure
from generator.tasks.supervised.worker import Bounds, Worker

if TYPE_CHECKING:
    from collections.abc import Iterator

    Tried = Worker[str, object]

BOUNDS = Bounds(seconds=60, megabytes=600)
BRIEF = Bounds(seconds=1, megabytes=600)
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="只有 Linux 限制地址空间")


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.fixture
def worker(room: Path) -> Iterator[Tried]:
    with Worker[str, object](TASK, BOUNDS) as opened:
        yield opened
    assert list(room.iterdir()) == []


def number(worker: Tried) -> int:
    """Return the number of the process that answers."""
    found = worker.run("?")
    assert isinstance(found, tuple)
    return int(found[1])


def failure(worker: Tried, asked: str) -> Failure:
    found = worker.run(asked)
    assert isinstance(found, Failure)
    return found


def test_one_process_serves_many(worker: Tried) -> None:
    numbers = {number(worker) for _ in range(20)}
    assert len(numbers) == 1
    assert os.getpid() not in numbers


def test_arguments_and_results_may_be_large(worker: Tried) -> None:
    asked = "长" * 2_000_000
    assert worker.run(asked) == (asked, number(worker))


@pytest.mark.parametrize("asked", ["sleep 600", "spin"])
def test_what_does_not_end_is_ended(asked: str, room: Path) -> None:
    ticks: list[float] = []
    with Worker[str, object](TASK, BRIEF) as worker:
        first = number(worker)
        begin = time.monotonic()
        found = worker.run(asked, lambda: ticks.append(time.monotonic()))
        assert time.monotonic() - begin < 10
        assert found == Failure(Cause.TIME, "超过 1 秒没有读完，已停止")
        assert wait_until_gone(first)
        assert number(worker) != first
    assert len(ticks) >= 2
    assert list(room.iterdir()) == []


@pytest.mark.parametrize(
    ("asked", "how"), [("exit 3", "退出状态 3"), ("quit 4", "退出状态 4"), ("fault", "SIGSEGV")]
)
def test_a_crash_costs_its_argument_alone(worker: Tried, asked: str, how: str) -> None:
    before = number(worker)
    found = failure(worker, asked)
    assert (found.cause, how in found.words) == (Cause.CRASH, True)
    assert number(worker) != before


def test_a_machine_that_slept_has_not_used_up_the_time(
    worker: Tried, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert number(worker)
    real, slept = time.monotonic, [0.0]

    def wake() -> None:
        slept[0] = 1000.0

    monkeypatch.setattr(
        "generator.tasks.supervised.worker.time.monotonic", lambda: real() + slept[0]
    )
    assert worker.run("sleep 1", wake) is None


def test_a_crash_names_the_place(worker: Tried) -> None:
    assert "supervised_tasks.py 第 " in failure(worker, "fault").words


@linux_only
def test_memory_is_bounded(worker: Tried) -> None:
    before = number(worker)
    assert failure(worker, "swell 900") == Failure(Cause.MEMORY, "超过 600 MB 内存没有读完，已停止")
    assert number(worker) != before
    assert worker.run("swell 100") == 100_000_000


def test_only_what_fails_in_a_new_process_is_blamed(worker: Tried, tmp_path: Path) -> None:
    number(worker)
    assert worker.run(f"first {tmp_path / 'once'}") == "done"


def test_an_argument_is_tried_no_more_than_twice(worker: Tried, tmp_path: Path) -> None:
    assert failure(worker, f"first {tmp_path / 'once'}").cause is Cause.CRASH


@pytest.mark.parametrize("asked", ["raise 不对", "lambda"])
def test_a_mistake_is_told_and_the_process_goes_on(worker: Tried, asked: str) -> None:
    before = number(worker)
    found = failure(worker, asked)
    assert found.cause is Cause.BUG
    assert "程序的缺陷" in found.words
    assert number(worker) == before


def test_where_a_mistake_arose_is_told(worker: Tried) -> None:
    words = failure(worker, "raise 不对").words
    assert "IndexError：不对" in words
    assert "supervised_tasks.py 第 " in words


def test_what_a_task_prints_disturbs_nothing(
    worker: Tried, capfd: pytest.CaptureFixture[str]
) -> None:
    assert worker.run("shout") == ""
    assert worker.run("again") == ("again", number(worker))
    assert capfd.readouterr() == ("", "")


def test_what_a_task_leaves_is_removed(worker: Tried) -> None:
    left = worker.run("leave")
    assert isinstance(left, str)
    assert Path(left).is_dir()
    worker.close()
    assert not Path(left).exists()
    assert number(worker)  # it can be used again


@pytest.mark.parametrize(
    ("task", "bounds", "why"),
    [
        ("support.no_such_module:do", BOUNDS, "ModuleNotFoundError"),
        ("support.supervised_tasks:none", BOUNDS, "AttributeError"),
        pytest.param(TASK, Bounds(megabytes=1), "不能启动", marks=linux_only),
    ],
    ids=["module", "function", "memory"],
)
def test_what_cannot_be_started_is_told(room: Path, task: str, bounds: Bounds, why: str) -> None:
    with Worker[str, object](task, bounds) as worker:
        for _ in range(2):
            with pytest.raises(WorkerStartError, match=why):
                worker.run("?")
    assert list(room.iterdir()) == []


_WAITING = f"""
import sys
sys.path[:0] = {sys.path!r}
from generator.tasks.supervised.worker import Bounds, Worker
with Worker({TASK!r}, Bounds(seconds=300)) as worker:
    print(worker.run("?")[1], flush=True)
    worker.run(sys.argv[1])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有这些信号")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL], ids=str)
@pytest.mark.parametrize("asked", ["sleep 200", "spin"])
def test_nothing_goes_on_when_nobody_waits(
    asked: str, ending: signal.Signals, tmp_path: Path
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _WAITING, asked],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    ) as process:
        assert process.stdout is not None
        other = int(process.stdout.readline())
        time.sleep(0.3)
        assert is_running(other)
        process.send_signal(ending)
        process.communicate(timeout=20)
    assert process.returncode == -ending
    assert wait_until_gone(other)
