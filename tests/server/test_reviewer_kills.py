"""The program killed in the middle of a pile: nothing is lost, what was done is not done again."""

from __future__ import annotations

import time
import urllib.parse
from typing import TYPE_CHECKING, Any

import pytest
from support.letters import TOTAL, write_department
from support.served import Program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PATIENCE = 240.0
_FILES = 8
_DESK = f"/reviewer/piles/{urllib.parse.quote('批')}"


@pytest.fixture
def programs() -> Iterator[list[Program]]:
    """The programs that a test starts; what still runs after it is ended."""
    started: list[Program] = []
    yield started
    for one in started:
        if one.process.poll() is None:
            one.kill()


def _state(program: Program) -> Any:
    return program.post(f"{_DESK}/state", {"known": {}})


def _wait_for(program: Program, done: int) -> Any:
    end = time.monotonic() + _PATIENCE
    while len((state := _state(program))["rows"]) < done:
        assert time.monotonic() < end, state
        assert not state["run"]["failed"], state["run"]
        time.sleep(0.05)
    return state


def test_killed_in_the_middle_of_a_pile(tmp_path: Path, programs: list[Program]) -> None:
    workspace = tmp_path / "工作"
    made = write_department(tmp_path / "做" / "甲.docx", "江河市图书馆", TOTAL).read_bytes()
    programs.append(program := Program(workspace))
    batch = program.post("/uploads")["batch"]
    for number in range(_FILES):
        program.send(f"/uploads/{batch}?name={number}.docx&changed=1757900000000", made)
    # Sent and not yet taken in: that is there after a kill, too.
    program.kill()
    programs.append(program := Program(workspace))
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
    assert _state(program)["run"]["open"]
    program.kill()
    assert 2 <= len(before) < _FILES

    programs.append(program := Program(workspace))
    state = _wait_for(program, _FILES)
    end = time.monotonic() + _PATIENCE
    while _state(program)["run"]["open"]:
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


def test_stopped_and_begun_again(tmp_path: Path, programs: list[Program]) -> None:
    workspace = tmp_path / "工作"
    made = write_department(tmp_path / "做" / "甲.docx", "江河市图书馆", TOTAL).read_bytes()
    programs.append(program := Program(workspace))
    batch = program.post("/uploads")["batch"]
    for number in range(4):
        program.send(f"/uploads/{batch}?name={number}.docx", made)
    program.submit("/reviewer/place", batch=batch, target="new", name="批")
    run = _wait_for(program, 1)["run"]
    program.post(f"/runs/{run['id']}/stop")
    state = _state(program)
    assert not state["run"]["open"]
    # It says how much is missing; the page offers to go on.
    done = len(state["rows"])
    assert state["run"]["stopped"]
    assert state["run"]["label"] == f"已停止：审完 {done} 份，还有 {4 - done} 份没有审核"
    assert "接着审核" in program.read(_DESK + "/").decode()
    assert state["rows"]
    program.submit(f"{_DESK}/begin")
    state = _wait_for(program, 4)
    assert {row["need"] for row in state["rows"]} == {"error"}
