"""The accountant's room killed in the middle: what was saved is there, a folder is made once."""

from __future__ import annotations

import csv
import http.client
import io
import json
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from support.folders import copy_data, read_rows, write_rows
from support.two_years import workbook

from generator.server.accountant import works
from generator.server.running import Order, Reporter
from generator.server.store import FILE, Store
from generator.server.uploads import Uploads
from generator.server.workspace import Workspace

KEY = "部门/本局"


class _Program:
    """`serve` in a process of its own, and who was let in."""

    def __init__(self, workspace: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "generator", "serve", str(workspace), "--no-browser"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self.process.stdout is not None
        said = b""
        while not (found := re.search(rb"http://(127\.0\.0\.1:\d+)(/enter\?token=[-\w]+)", said)):
            line = self.process.stdout.readline()
            assert line, said
            said += line
        self._host, entry = (one.decode() for one in found.groups())
        cookie = self._ask("GET", entry, {})[1]["Set-Cookie"].partition(";")[0]
        page = self._ask("GET", "/", {"Cookie": cookie})[2].decode()
        word = re.search('name="csrf" content="([^"]+)"', page)
        assert word
        self._headers = {
            "Cookie": cookie,
            "X-CSRF-Token": word[1],
            "Accept": "application/json",
            "Content-Type": "application/json",
        }

    def _ask(
        self, method: str, path: str, headers: dict[str, str], body: bytes | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection(self._host, timeout=30)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, dict(answer.headers), answer.read()
        finally:
            connection.close()

    def post(self, page: str, sent: object) -> int:
        path = quote(f"/accountant/{page}/{KEY}")
        return self._ask("POST", path, self._headers, json.dumps(sent).encode())[0]

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate(timeout=20)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = copy_data(tmp_path / KEY)
    rows = read_rows(folder / "原因.csv")
    write_rows(folder / "原因.csv", [row for row in rows if row[0] != "公务接待费"])
    return folder


def _answer_in(folder: Path) -> str:
    text = (folder / "待补充.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    return rows[0]["原因"]


def test_killed_while_somebody_types(folder: Path, tmp_path: Path) -> None:
    program = _Program(tmp_path)
    saved = [""]

    def type_on() -> None:
        for number in range(10_000):
            text = f"来访的单位比计划少{number}家"
            sent = {"identity": ["公务接待费", "预算", ""], "text": text, "before": saved[-1]}
            try:
                status = program.post("answer", sent)
            except (OSError, http.client.HTTPException):
                return
            assert status == 200
            saved.append(text)

    typing = threading.Thread(target=type_on)
    typing.start()
    end = time.monotonic() + 60
    while len(saved) < 12:
        assert time.monotonic() < end
        time.sleep(0.01)
    program.kill()
    typing.join(timeout=30)
    # The last one that was confirmed, or the one that was being sent.
    there = _answer_in(folder)
    sent = f"来访的单位比计划少{len(saved) - 1}家"
    assert there in (saved[-1], sent)
    again = _Program(tmp_path)
    try:
        assert again.post("undo", {}) == 200
        assert _answer_in(folder) in saved[-3:]
    finally:
        again.kill()


@pytest.mark.parametrize(
    "broken", ["write_new_files", "write_atomically", "os.replace", "Uploads.close"]
)
def test_a_folder_is_made_once_whenever_it_was_broken_off(
    broken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Workspace(tmp_path / "工作")
    store = Store(place.hidden / FILE)
    uploads = Uploads(place)
    batch = uploads.begin()
    book = workbook(tmp_path / "今年.xlsx").read_bytes()
    uploads.receive(batch, "今年.xlsx", io.BytesIO(book), len(book))
    room = place.hidden / "runs" / "一"
    room.mkdir(parents=True)
    order = Order("一", "", {"batch": batch}, place.root, room, store.path)
    with monkeypatch.context() as broken_off:

        def stop(*_arguments: object) -> None:
            raise KeyboardInterrupt

        broken_off.setattr(f"generator.server.accountant.works.{broken}", stop)
        with pytest.raises(KeyboardInterrupt):
            works.begin(order, Reporter(store, "一"))
    told = json.loads(json.dumps(works.begin(order, Reporter(store, "一"))))
    assert [one.name for one in (place.root / "部门").iterdir()] == [Path(told["key"]).name]
    # Asked once more after it was done, it says what it has said.
    assert works.begin(order, Reporter(store, "一")) == told
    assert len(list((place.root / "部门").iterdir())) == 1
    assert uploads.waiting() == ()
