"""The program killed in the middle of a pile: nothing is lost, what was done is not done again."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.parse
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from support.letters import TOTAL, write_department

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 240.0
_FILES = 8
_DESK = f"/reviewer/piles/{urllib.parse.quote('批')}"


class _Program:
    """The running command, and a browser that was let in."""

    def __init__(self, workspace: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "generator", "serve", str(workspace), "--no-browser"],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(_ROOT), *sys.path])},
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline().decode()
        found = re.search(r"http://(127\.0\.0\.1:\d+)(/enter\?token=\S+)", line)
        assert found, line
        self._host, entry = found.groups()
        self._headers: dict[str, str] = {}
        cookie = self._ask("GET", entry)[1]["Set-Cookie"].partition(";")[0]
        self._headers = {"Cookie": cookie}
        word = re.search(r'name="csrf" content="([^"]+)"', self._ask("GET", "/")[2].decode())
        assert word
        self._headers["X-CSRF-Token"] = word[1]

    def _ask(
        self, method: str, path: str, body: bytes | None = None, **more: str
    ) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection(self._host, timeout=60)
        try:
            connection.request(method, path, body, {**self._headers, **more})
            answer = connection.getresponse()
            return answer.status, dict(answer.headers), answer.read()
        finally:
            connection.close()

    def post(self, path: str, told: object = None) -> Any:
        kind = {"Content-Type": "application/json", "Accept": "application/json"}
        status, _, body = self._ask("POST", path, json.dumps(told or {}).encode(), **kind)
        assert status == 200, body
        return json.loads(body)

    def send(self, path: str, data: bytes) -> None:
        assert self._ask("POST", path, data, Accept="application/json")[0] == 200

    def submit(self, path: str, **fields: str) -> None:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        status, _, body = self._ask("POST", path, urllib.parse.urlencode(fields).encode(), **kind)
        assert status == 303, body

    def get(self, path: str) -> Any:
        status, _, body = self._ask("GET", path)
        assert status == 200, body
        return json.loads(body)

    def state(self) -> Any:
        return self.post(f"{_DESK}/state", {"known": {}})

    def kill(self) -> None:
        """End it as the loss of power would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate(timeout=20)


@pytest.fixture
def programs() -> Iterator[list[_Program]]:
    """The programs that a test starts; what still runs after it is ended."""
    started: list[_Program] = []
    yield started
    for one in started:
        if one.process.poll() is None:
            one.kill()


def _wait_for(program: _Program, done: int) -> Any:
    end = time.monotonic() + _PATIENCE
    while len((state := program.state())["rows"]) < done:
        assert time.monotonic() < end, state
        assert not state["run"]["failed"], state["run"]
        time.sleep(0.05)
    return state


def test_killed_in_the_middle_of_a_pile(tmp_path: Path, programs: list[_Program]) -> None:
    workspace = tmp_path / "工作"
    made = write_department(tmp_path / "做" / "甲.docx", "江河市图书馆", TOTAL).read_bytes()
    programs.append(program := _Program(workspace))
    batch = program.post("/uploads")["batch"]
    for number in range(_FILES):
        program.send(f"/uploads/{batch}?name={number}.docx&changed=1757900000000", made)
    # Sent and not yet taken in: that is there after a kill, too.
    program.kill()
    programs.append(program := _Program(workspace))
    program.submit("/reviewer/place", batch=batch, target="new", name="批")
    state = _wait_for(program, 2)
    row = state["rows"][0]
    items = program.get(f"{row['link']}items")
    program.post("/reviewer/me", {"name": "王审"})
    value = {"state": "accepted", "reason": "已核实"}
    told = {"kind": "decision", "key": items["findings"][0], "value": value}
    program.post(f"{row['link']}decide", told)
    reviews = workspace / ".gen-narrative" / "reviews"
    before = {one: one.stat().st_ino for one in reviews.glob("*/*") if "~" not in one.name}
    assert program.state()["run"]["open"]
    program.kill()
    assert 2 <= len(before) < _FILES

    programs.append(program := _Program(workspace))
    state = _wait_for(program, _FILES)
    end = time.monotonic() + _PATIENCE
    while program.state()["run"]["open"]:
        assert time.monotonic() < end
        time.sleep(0.05)
    after = {one: one.stat().st_ino for one in reviews.glob("*/*")}
    # What was done before is not done again; nothing else is left about.
    assert {one: after[one] for one in before} == before
    assert not [one for one in after if "~" in one.name]
    said = program.get(f"{row['link']}items")["decisions"][items["findings"][0]]
    assert (said["reason"], said["who"]) == ("已核实", "王审")
    times = {one.stat().st_mtime for one in (workspace / "送审" / "批" / "送审文件").iterdir()}
    assert times == {1757900000.0}


def test_stopped_and_begun_again(tmp_path: Path, programs: list[_Program]) -> None:
    workspace = tmp_path / "工作"
    made = write_department(tmp_path / "做" / "甲.docx", "江河市图书馆", TOTAL).read_bytes()
    programs.append(program := _Program(workspace))
    batch = program.post("/uploads")["batch"]
    for number in range(4):
        program.send(f"/uploads/{batch}?name={number}.docx", made)
    program.submit("/reviewer/place", batch=batch, target="new", name="批")
    run = _wait_for(program, 1)["run"]
    program.post(f"/runs/{run['id']}/stop")
    state = program.state()
    assert not state["run"]["open"]
    # It says how much is missing; the page offers to go on.
    done = len(state["rows"])
    assert state["run"]["stopped"]
    assert state["run"]["label"] == f"已停止：审完 {done} 份，还有 {4 - done} 份没有审核"
    assert "接着审核" in program._ask("GET", _DESK + "/")[2].decode()
    assert state["rows"]
    program.submit(f"{_DESK}/begin")
    state = _wait_for(program, 4)
    assert {row["need"] for row in state["rows"]} == {"error"}
