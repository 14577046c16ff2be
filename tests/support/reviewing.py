"""A pile in the reviewer's room, for tests: dropped, reviewed, waited for, handed over."""

from __future__ import annotations

import time
import urllib.parse
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .serving import Client

if TYPE_CHECKING:
    from pathlib import Path

    from generator.server.runs import Run
    from generator.server.serving import Server

PILE, DAY = "首批", "2025-09-20"
_PATIENCE = 120.0


def read_drop(room: Path) -> list[tuple[str, bytes]]:
    """Return what a browser sends of a folder that is dropped."""
    files = sorted(path for path in room.rglob("*") if path.is_file())
    return [(path.relative_to(room).as_posix(), path.read_bytes()) for path in files]


@dataclass
class Desk:
    """A reviewer at the desk of one pile."""

    client: Client
    pile: str = PILE

    @property
    def server(self) -> Server:
        return self.client.server

    def address(self, *parts: str) -> str:
        path = "/".join(urllib.parse.quote(part) for part in (self.pile, *parts))
        return f"/reviewer/piles/{path}"

    def drop(self, files: list[tuple[str, bytes]], target: str = "new", day: str = DAY) -> Run:
        """Drop files as one batch, let them be taken in and reviewed; return the last run."""
        batch = self.client.upload(*files)
        answer = self.client.submit("/reviewer/receive", batch=batch)
        assert answer.status == 303, answer.text
        answer = self.client.submit("/reviewer/place", batch=batch, target=target, name=self.pile)
        assert answer.status == 303, answer.text
        self.pile = urllib.parse.unquote(answer.headers["Location"]).rstrip("/").rpartition("/")[2]
        self.wait()
        return self.review(day)

    def review(self, day: str = DAY) -> Run:
        """Review the pile (again)."""
        assert self.client.submit(self.address("begin"), day=day).status == 303
        return self.wait()

    def wait(self) -> Run:
        """Return the newest run once all have ended."""
        end = time.monotonic() + _PATIENCE
        while any(run.is_open for run in self.server.house.runs.list()):
            assert time.monotonic() < end
            time.sleep(0.05)
        return self.server.house.runs.list()[0]

    def rows(self) -> dict[str, dict[str, Any]]:
        """Return the rows of the table by the names of the files."""
        told = self.client.post(self.address("state"), {"known": {}}).json
        return {row["texts"][1]: row for row in told["rows"]}

    def document(self, name: str) -> Document:
        return Document(self, self.rows()[name]["id"])

    def make(self, what: str, *, hints: bool = False) -> bytes:
        """Let something be written and return it."""
        run = self.client.post(self.address("make"), {"what": what, "hints": hints}).json["run"]
        last = self.wait()
        assert (last.id, last.state) == (run, "done"), last.words
        answer = self.client.get(self.address("made", run))
        assert answer.status == 200
        return answer.body


@dataclass
class Document:
    """The page of one document."""

    desk: Desk
    id: str

    def items(self) -> Any:
        return self.desk.client.get(self.desk.address(self.id, "items")).json

    def page(self) -> str:
        return self.desk.client.get(self.desk.address(self.id, "")).text

    def post(self, action: str, told: object = None) -> Any:
        answer = self.desk.client.post(self.desk.address(self.id, action), told)
        assert answer.status == 200, answer.text
        return answer.json

    def decide(self, key: str, state: str, reason: str = "", until: str = "") -> Any:
        value = {"state": state, "reason": reason, "until": until}
        return self.post("decide", {"kind": "decision", "key": key, "value": value})

    def note(self, key: str, text: str) -> Any:
        return self.post("decide", {"kind": "note", "key": key, "value": text})

    def confirm(self, key: str) -> Any:
        return self.post("decide", {"kind": "confirmed", "key": key, "value": True})


def sit_down(server: Server, who: str = "王审") -> Desk:
    """Return a reviewer who has given a name."""
    desk = Desk(Client(server).enter())
    assert desk.client.post("/reviewer/me", {"name": who}).json == {"name": who}
    return desk
