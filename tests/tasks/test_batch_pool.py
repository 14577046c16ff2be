"""Several processes side by side, and the journal that one run holds."""

from __future__ import annotations

import sys
import time
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest
from support.processes import is_running, wait_until_gone
from support.supervised_tasks import TASK

from generator.base.errors import WorkerStartError
from generator.model.batch import Row
from generator.tasks.batch.journal import BatchTakenError, Journal, JournalError
from generator.tasks.batch.unit import Kind, Unit
from generator.tasks.supervised.failure import Cause, Failure
from generator.tasks.supervised.pool import Pool, Recycling
from generator.tasks.supervised.worker import Bounds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BOUNDS = Bounds(seconds=60, megabytes=600)
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="只有 Linux 说一个进程的内存")


def number_of(found: object) -> int:
    assert isinstance(found, tuple)
    return int(found[1])


def test_one_process_keeps_the_order() -> None:
    asked = [str(number) for number in range(9)]
    with Pool[str, object](TASK, BOUNDS) as pool:
        done = list(pool.map(asked, ahead=3))
    assert [argument for argument, _ in done] == asked
    assert len({number_of(found) for _, found in done}) == 1


def test_several_are_side_by_side_and_one_failure_is_its_own() -> None:
    """While one sleeps the others are done; what ends its process costs nothing else."""
    asked = ["sleep 3", "fault", *map(str, range(6))]
    with Pool[str, object](TASK, BOUNDS, 2) as pool:
        done = list(pool.map(asked))
    assert sorted(argument for argument, _ in done) == sorted(asked)
    assert done[-1][0] == "sleep 3"
    failed = {argument: found for argument, found in done if isinstance(found, Failure)}
    assert list(failed) == ["fault"]
    assert failed["fault"].cause is Cause.CRASH


def test_arguments_are_taken_as_they_are_needed() -> None:
    taken = []

    def ask() -> Iterator[str]:
        for number in range(8):
            taken.append(number)
            yield str(number)

    with Pool[str, object](TASK, BOUNDS) as pool:
        done = pool.map(ask(), ahead=1)
        next(done)
        assert len(taken) <= 3


def test_processes_are_replaced_after_so_many() -> None:
    recycling = Recycling(most=2)
    with Pool[str, object](TASK, BOUNDS, 1, recycling) as pool:
        numbers = [number_of(found) for _, found in pool.map(map(str, range(6)))]
    assert [numbers.count(one) for one in dict.fromkeys(numbers)] == [2, 2, 2]


@linux_only
def test_processes_are_replaced_by_their_memory() -> None:
    with Pool[str, object](TASK, BOUNDS, 1, Recycling(megabytes=1, least=3)) as pool:
        numbers = [number_of(found) for _, found in pool.map(map(str, range(6)))]
    assert [numbers.count(one) for one in dict.fromkeys(numbers)] == [3, 3]


def test_the_end_ends_what_is_being_done() -> None:
    with Pool[str, object](TASK, BOUNDS) as pool:
        process = number_of(next(pool.map(["?"]))[1])
        waiting = pool.map(["sleep 100", "?"], stop_waiting)
        with pytest.raises(KeyboardInterrupt):
            next(waiting)
        assert is_running(process)
        begun = time.monotonic()
    assert wait_until_gone(process)
    assert time.monotonic() - begun < 20


def stop_waiting() -> None:
    raise KeyboardInterrupt


def test_a_task_that_is_none_is_raised() -> None:
    with (
        Pool[str, object]("support.nothing:do", BOUNDS) as pool,
        pytest.raises(WorkerStartError),
    ):
        list(pool.map(["?"]))


def units(count: int) -> list[Unit]:
    return [Unit(PurePosixPath(f"部门{number}"), Kind.FOLDER) for number in range(count)]


def name(unit: Unit) -> str:
    return unit.path.as_posix()


def test_one_run_holds_the_journal(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    journal = Journal(path, "结果")
    with pytest.raises(BatchTakenError, match="结果"):
        Journal(path, "结果")
    journal.close()
    Journal(path, "结果").close()


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    journal = Journal(path, "结果")
    assert journal.begin(units(3), name) == 3
    for entry in journal.entries():
        journal.finish(entry, "key", Row(entry.folder), {"核对.html": "digest"})
    pages = journal._connection.execute("PRAGMA page_count").fetchone()[0]
    journal._connection.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(JournalError, match="磁盘满了"):
        journal.begin(units(5000), name)
    journal.close()
    journal = Journal(path, "结果")
    assert journal.begin(units(4), name) == 4
    assert [entry.key for entry in journal.entries()] == ["key", "key", "key", ""]
    journal.close()


def test_what_may_have_been_written_stays_known(tmp_path: Path) -> None:
    """Stopped twice while it wrote two states: each of them is one of ours."""
    path = tmp_path / "journal"
    for digest in ("first", "second"):
        journal = Journal(path, "结果")
        journal.begin(units(1), name)
        (entry,) = journal.entries()
        journal.intend(entry, {"核对.html": digest})
        journal.close()
    journal = Journal(path, "结果")
    journal.begin(units(1), name)
    (entry,) = journal.entries()
    assert entry.intended == {"核对.html": ["first", "second"]}
    assert journal.interrupted() == ("部门0",)
    journal.finish(entry, "key", Row("部门0"), {"核对.html": "second"})
    assert journal.interrupted() == ()
    journal.close()
