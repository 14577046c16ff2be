"""Long work: done in a process of its own, followed, stopped, and gone on with after a kill."""

from __future__ import annotations

import errno
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support import counting_room
from support.serving import Client, open_server

from generator.server.running import Order, Outcome
from generator.server.runs import DONE, FAILED, RUNNING, STOPPED, WAITING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.server.runs import Run
    from generator.server.serving import Server

_PATIENCE = 30.0
_TESTS = Path(__file__).resolve().parents[1]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server with the room that counts."""
    with open_server(tmp_path / "工作", rooms=(counting_room.ROOM,)) as opened:
        yield opened


def _wait(server: Server, run: Run, until: Callable[[Run], bool]) -> Run:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        found = server.house.runs.find(run.id)
        if until(found):
            return found
        time.sleep(0.05)
    raise AssertionError(found)


def _end(server: Server, run: Run) -> Run:
    return _wait(server, run, lambda one: not one.is_open)


def _counted(server: Server) -> list[str]:
    return (server.house.workspace.root / "counted.txt").read_text().split()


def test_a_work_is_done_and_told(server: Server) -> None:
    run = server.house.runs.begin("count", {"to": 3, "pause": 0.3})
    assert run.state in {WAITING, RUNNING}
    assert _end(server, run).state == DONE
    told = Client(server).enter().get(f"/runs/{run.id}").json
    assert told["result"] == {"counted": 3}
    assert (told["done"], told["total"], told["open"]) == (3, 3, False)


def test_how_far_it_is_is_told_meanwhile(server: Server) -> None:
    run = server.house.runs.begin("count", {"to": 40, "pause": 0.1})
    found = _wait(server, run, lambda one: one.done > 2)
    assert found.state == RUNNING
    assert found.total == 40
    assert found.words.startswith("数到 ")
    client = Client(server).enter()
    assert client.post(f"/runs/{run.id}/stop").json["state"] == STOPPED
    time.sleep(1)
    before = _counted(server)
    time.sleep(0.5)
    assert _counted(server) == before
    assert len(before) < 40
    assert server.house.runs.find(run.id).state == STOPPED


def test_works_of_a_lane_are_done_in_turn(server: Server) -> None:
    runs = [server.house.runs.begin("count", {"to": 2, "pause": 0.2}) for _ in range(3)]
    for run in runs:
        assert _end(server, run).state == DONE
    assert _counted(server) == ["0", "1"] * 3
    assert [one.id for one in server.house.runs.list("count")] == [run.id for run in runs[::-1]]


@pytest.mark.parametrize(
    ("work", "said"),
    [
        ("refuse", "找不到数据文件夹"),
        ("break", "程序的缺陷（ZeroDivisionError"),
        ("sleep", "超过 1 秒"),
    ],
)
def test_what_cannot_be_done_says_why(work: str, said: str, server: Server) -> None:
    found = _end(server, server.house.runs.begin(work, {}))
    assert found.state == FAILED
    assert said in found.words
    # The next one is not hindered.
    assert _end(server, server.house.runs.begin("count", {"to": 1, "pause": 0})).state == DONE


def test_what_is_not_there_is_not_told(server: Server) -> None:
    client = Client(server).enter()
    for path in ("/runs/none", "/runs/..%2f", "/runs/' OR 1=1 --".replace(" ", "%20")):
        assert client.get(path).status == 404


def test_a_run_that_ended_can_be_forgotten(server: Server) -> None:
    run = server.house.runs.begin("count", {"to": 1, "pause": 0})
    _end(server, run)
    room = server.house.runs.room(run.id)
    assert room.is_dir()
    server.house.runs.forget(run.id)
    assert not room.exists()
    assert server.house.runs.list() == ()


def test_a_run_that_is_forgotten_while_it_waits_holds_nobody_up(server: Server) -> None:
    runs = server.house.runs
    first = runs.begin("count", {"to": 5, "pause": 0.1})
    waiting = runs.begin("count", {"to": 1, "pause": 0})
    runs.stop(waiting.id)
    runs.forget(waiting.id)
    last = runs.begin("count", {"to": 1, "pause": 0})
    assert _end(server, first).state == DONE
    assert _end(server, last).state == DONE


def test_a_run_that_is_forgotten_while_it_runs_is_ended(server: Server) -> None:
    runs = server.house.runs
    run = runs.begin("count", {"to": 100, "pause": 0.1})
    _wait(server, run, lambda one: one.done > 2)
    runs.stop(run.id)
    runs.forget(run.id)
    assert _end(server, runs.begin("count", {"to": 1, "pause": 0})).state == DONE
    assert len(_counted(server)) < 100


def test_a_lane_goes_on_after_the_disk_refused(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = server.house.runs
    with monkeypatch.context() as patched:

        def refuse(*_: object) -> None:
            raise OSError(errno.ENOSPC, "full")

        patched.setattr("generator.server.runs.Worker", {(Order, Outcome): refuse})
        run = runs.begin("count", {"to": 1, "pause": 0})
        assert "磁盘已满" in _end(server, run).words
    assert _end(server, runs.begin("count", {"to": 1, "pause": 0})).state == DONE


def test_a_server_that_ends_leaves_its_work_to_the_next_one(tmp_path: Path) -> None:
    with open_server(tmp_path, rooms=(counting_room.ROOM,)) as server:
        run = server.house.runs.begin("count", {"to": 8, "pause": 0.2})
        _wait(server, run, lambda one: one.done >= 2)
    with open_server(tmp_path, rooms=(counting_room.ROOM,)) as server:
        assert _end(server, run).result == {"counted": 8}
        assert _counted(server) == [str(number) for number in range(8)]


# Killed


class _Killable:
    """The program in a process of its own."""

    def __init__(self, workspace: Path) -> None:
        path = os.pathsep.join([str(_TESTS.parent), str(_TESTS), *sys.path])
        self.process = subprocess.Popen(
            [sys.executable, "-m", "support.counting_room", str(workspace)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline().decode()
        found = re.fullmatch(r"http://(127\.0\.0\.1:\d+)(/enter\?token=\S+) (\S+)\n", line)
        assert found, line
        self._host, entry, csrf = found.groups()
        cookie = self._ask("GET", entry, {})[1]["Set-Cookie"].partition(";")[0]
        self._headers = {"Cookie": cookie, "X-CSRF-Token": csrf}

    def _ask(
        self, method: str, path: str, headers: dict[str, str], body: bytes | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection(self._host, timeout=20)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, dict(answer.headers), answer.read()
        finally:
            connection.close()

    def ask(self, method: str, path: str, body: bytes | None = None) -> object:
        status, _, told = self._ask(method, path, self._headers, body)
        assert status == 200, told
        return json.loads(told)

    def kill(self) -> None:
        """End it as the loss of power would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate(timeout=20)


def _children(pid: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.append(int(path.parent.name))
    return found


def test_killed_in_the_middle_nothing_is_lost_and_nothing_stays_behind(tmp_path: Path) -> None:
    from generator.server.runs import Runs  # noqa: PLC0415 - beside what it is needed for
    from generator.server.store import FILE, Store  # noqa: PLC0415
    from generator.server.store.entries import Entries  # noqa: PLC0415
    from generator.server.workspace import Workspace  # noqa: PLC0415

    place = Workspace(tmp_path)
    store = Store(place.hidden / FILE)
    # As a room begins it: waiting in the store when the program starts.
    idle = Runs(place, store, counting_room.ROOM.works)
    idle._ending.set()
    run = idle.begin("count", {"to": 30, "pause": 0.1})
    program = _Killable(tmp_path)
    batch = program.ask("POST", "/uploads", b"{}")["batch"]
    program.ask("POST", f"/uploads/{batch}?name=a.docx", b"content")
    Entries(store).add("文件", "R01", "note", "请核对", who="王")
    for _ in range(2):
        end = time.monotonic() + _PATIENCE
        before = idle.find(run.id).done
        while idle.find(run.id).done < before + 3:
            assert time.monotonic() < end
            time.sleep(0.02)
        workers = _children(program.process.pid)
        assert workers
        program.kill()
        end = time.monotonic() + _PATIENCE
        while any(_runs(pid) for pid in workers):
            assert time.monotonic() < end
            time.sleep(0.05)
        program = _Killable(tmp_path)
    end = time.monotonic() + _PATIENCE
    while idle.find(run.id).is_open:
        assert time.monotonic() < end
        time.sleep(0.05)
    program.kill()
    assert idle.find(run.id).result == {"counted": 30}
    counted = (tmp_path / "counted.txt").read_text().split()
    # A step that was in hand at a kill may be done twice, none is left out.
    assert sorted(set(counted), key=int) == [str(number) for number in range(30)]
    assert len(counted) <= 32
    (note,) = Entries(store).current("文件")
    assert (note.value, note.who) == ("请核对", "王")
    (sent,) = (place.hidden / "uploads" / batch).iterdir()
    assert sent.read_bytes() == b"content"


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_workspace_has_one_server(tmp_path: Path) -> None:
    from generator.server.lock import WorkspaceTakenError  # noqa: PLC0415 - beside its use

    with open_server(tmp_path), pytest.raises(WorkspaceTakenError), open_server(tmp_path):
        pass
    with open_server(tmp_path):
        pass
