"""A double click after the first: the page that is open is shown again; and how it is ended."""

from __future__ import annotations

import http.cookiejar
import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.serving import Client, open_server

from generator.server import calling
from generator.server.workspace import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 60.0


class Desktop:
    """A user at a screen, with a browser that writes down what it is asked to open."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self._asked = folder / "asked.txt"
        browser = folder / "browser"
        browser.write_text(f'#!/bin/sh\necho "$1" >> "{self._asked}"\n')
        browser.chmod(browser.stat().st_mode | stat.S_IXUSR)
        self._env = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(_ROOT), *sys.path]),
            "DISPLAY": ":77",
            "BROWSER": str(browser),
            "HOME": str(folder),
            "LC_ALL": "C",
        }
        self._open: list[subprocess.Popen[bytes]] = []

    @property
    def asked(self) -> list[str]:
        return self._asked.read_text().split() if self._asked.exists() else []

    def start(self, workspace: Path, *options: str, **env: str) -> subprocess.Popen[bytes]:
        """Start the program as a double click does."""
        process = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-m", "generator", "serve", str(workspace), *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**self._env, **env},
            cwd=_ROOT,
        )
        self._open.append(process)
        return process

    def await_pages(self, count: int) -> list[str]:
        """Return what the browser was asked for once it is so much."""
        end = time.monotonic() + _PATIENCE
        while len(self.asked) < count:
            assert time.monotonic() < end
            time.sleep(0.1)
        return self.asked

    def close(self) -> None:
        for one in self._open:
            if one.poll() is None:
                one.kill()
            one.communicate(timeout=20)


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    """A user with a name that is not ASCII."""
    found = Desktop(tmp_path / "王 小明" / "家")
    yield found
    found.close()


def _end(process: subprocess.Popen[bytes]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=_PATIENCE)
    return process.returncode, out.decode(), err.decode()


def _post(page: str, path: str) -> tuple[int, str]:
    """Enter by the address that a browser was given, and press a button of the first page."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    base = re.match(r"http://127\.0\.0\.1:\d+", page)
    assert base
    opener.open(page, timeout=20).read()
    first = opener.open(base[0] + "/", timeout=20).read().decode()
    word = re.search(r'name="csrf" content="([^"]+)"', first)
    assert word
    answer = opener.open(base[0] + path, f"csrf={word[1]}".encode(), timeout=20)
    return answer.status, answer.read().decode()


def test_a_second_start_shows_the_page_that_is_open(desktop: Desktop, tmp_path: Path) -> None:
    place = tmp_path / "我的 文档" / "决算 工作"
    first = desktop.start(place)
    (page,) = desktop.await_pages(1)
    code, said, wrong = _end(desktop.start(place))
    assert (code, wrong) == (0, "")
    assert "已经在运行" in said
    shown = desktop.await_pages(2)[1]
    assert shown != page, "an address lets one browser in"
    assert shown.partition("/enter")[0] == page.partition("/enter")[0]
    assert not (place / HIDDEN / "show").exists()
    # Each lets in, and the button of the page ends the program.
    status, told = _post(shown, "/stop")
    assert status == 200
    assert "程序已关闭" in told
    code, said, wrong = _end(first)
    assert (code, wrong) == (0, "")
    assert "网页已停止。" in said


def test_without_a_browser_a_second_start_says_what_to_do(
    desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "工作"
    desktop.start(place, "--no-browser").stdout.readline()  # type: ignore[union-attr]
    for options in ((), ("--no-browser",)):
        code, _, wrong = _end(desktop.start(place, *options))
        assert code == 3
        assert "已经在另一个窗口里打开" in wrong
    assert desktop.asked == []
    assert not (place / HIDDEN / "show").exists()


def test_a_program_without_a_screen_says_its_address(desktop: Desktop, tmp_path: Path) -> None:
    process = desktop.start(tmp_path / "工作", DISPLAY="", WAYLAND_DISPLAY="")
    assert process.stdout is not None
    assert process.stdout.readline().decode().startswith("网页：http://127.0.0.1:")
    process.send_signal(signal.SIGHUP)  # the window is closed
    assert _end(process)[0] == 0
    assert desktop.asked == []


def test_a_call_from_another_machine_opens_nothing_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calling, "_PATIENCE", 0.3)
    monkeypatch.setattr("generator.server.calling.platform.node", lambda: "there")
    (tmp_path / "show").write_bytes(b"here")
    assert not calling.take_call(tmp_path)
    (tmp_path / "show").unlink()
    assert not calling.call(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_call_holds_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calling, "_PATIENCE", 0.0)
    left: list[bytes] = []
    monkeypatch.setattr(calling, "write_atomically", lambda _, data: left.append(data))
    with open_server(tmp_path) as server:
        calling.call(server.house.workspace.hidden)
        guard = server.house.guard
        assert not any(word.encode() in left[0] for word in (guard.token, guard.csrf))


def test_only_the_button_ends_it(tmp_path: Path) -> None:
    with open_server(tmp_path) as server:
        client = Client(server).enter()
        assert client.get("/stop").status == 405
        assert client.post("/stop", X_CSRF_Token=None).status == 403
        assert client.post("/stop", Origin="null").status == 403
        assert not server.house.stopping.is_set()
        assert client.post("/stop").status == 200
        assert server.house.stopping.is_set()


def test_killed_in_the_middle_of_an_upload_what_came_before_is_there(
    desktop: Desktop, tmp_path: Path
) -> None:
    place = tmp_path / "工作"
    first = desktop.start(place)
    (page,) = desktop.await_pages(1)
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    host = page.split("/")[2]
    opener.open(page, timeout=20).read()
    told = opener.open(f"http://{host}/", timeout=20).read().decode()
    found = re.search(r'name="csrf" content="([^"]+)"', told)
    assert found
    word = {"X-CSRF-Token": found[1]}
    begun = opener.open(urllib.request.Request(f"http://{host}/uploads", b"", word), timeout=20)
    batch = json.loads(begun.read())["batch"]
    address = f"http://{host}/uploads/{batch}?name="
    request = urllib.request.Request(f"{address}a.docx", b"whole", word)  # noqa: S310 - our own
    opener.open(request, timeout=20).read()
    folder = place / HIDDEN / "uploads" / batch
    cookie = "; ".join(f"{one.name}={one.value}" for one in jar)
    name, _, port = host.partition(":")
    with socket.create_connection((name, int(port)), timeout=20) as half:
        lines = (
            f"POST /uploads/{batch}?name=b.docx HTTP/1.1",
            f"Host: {host}",
            f"Cookie: {cookie}",
            f"X-CSRF-Token: {found[1]}",
            "Content-Length: 9000",
        )
        half.sendall("\r\n".join([*lines, "", "x" * 4000]).encode())
        # The copying into the batch is short; a piece of it is what a kill there would leave.
        (folder / ".~half").write_bytes(b"ha")
        time.sleep(0.3)
        first.kill()
    first.communicate(timeout=20)
    with open_server(place) as server:
        assert [one.name for one in server.house.uploads.files(batch)] == ["a.docx"]
        assert [one.name for one in folder.iterdir()] == ["a.docx"]
        assert "放入了 1 个文件" in Client(server).enter().get("/").text
