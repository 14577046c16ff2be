"""What goes wrong is told in Chinese, and says nothing that is nobody's business."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support import counting_room
from support.folders import copy_data
from support.serving import Client, open_server

from generator.base.errors import PageUnavailableError
from generator.cli import serve as command
from generator.server.workspace import HERE, OutsideError, Workspace

if TYPE_CHECKING:
    from generator.server.serving import Server

_ROOT = Path(__file__).resolve().parents[2]


def test_a_bug_is_told_without_its_traceback_and_logged_without_secrets(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with open_server(tmp_path, rooms=(counting_room.ROOM,)) as server:
        client = Client(server).enter()
        page = client.get("/counting/?fail=x&token=secret-in-address")
        assert page.status == 500
        assert "程序的缺陷（ZeroDivisionError" in page.text
        told = client.get("/counting/?fail=x", Accept="application/json")
        assert "程序的缺陷" in json.loads(told.body)["problem"]
        for text in (page.text, told.text, caplog.text):
            assert "Traceback" not in text
        guard = server.house.guard
        assert "ZeroDivisionError" in caplog.text
        for word in ("secret-in-address", guard.token, guard._session, guard.csrf, "Cookie"):
            assert word not in caplog.text


def test_what_a_bug_says_is_never_markup(tmp_path: Path) -> None:
    with open_server(tmp_path, rooms=(counting_room.ROOM,)) as server:
        answer = Client(server).enter().get("/counting/?fail=%3Cscript%3Ealert(1)%3C/script%3E")
        assert "&lt;script&gt;alert(1)" in answer.text
        assert "<script>alert" not in answer.text


@pytest.mark.parametrize(
    "path", ["/state/none", "/state/..", "/state/a%2f..%2f..", "/state/.gen-narrative", "/state/~"]
)
def test_a_folder_that_is_none_is_not_there(path: str, client: Client) -> None:
    assert client.get(path, Accept="application/json").status == 404


def test_a_form_that_is_too_large_is_refused(client: Client) -> None:
    del client.headers["X-CSRF-Token"]
    assert client.submit("/uploads", x="y" * 6_000_000).status == 413


# The workspace


@pytest.mark.parametrize(
    "key",
    [
        "",
        "..",
        ".",
        "/etc",
        "部门/..",
        "部门/../..",
        "部门//甲",
        "部门/甲/",
        "部门\\甲",
        ".gen-narrative",
        "部门/.hidden",
        "C:",
        "部门/甲:流",
        "CON",
        "部门/nul.csv",
        "没有",
        "\x00",
        "链接",
        "部门/链接",
        "\ud800",
    ],
)
def test_no_key_leads_out(key: str, tmp_path: Path) -> None:
    outside = copy_data(tmp_path / "外面")
    place = Workspace(tmp_path / "工作")
    (place.root / "部门" / ".hidden").mkdir(parents=True)
    (place.root / "链接").symlink_to(outside, target_is_directory=True)
    (place.root / "部门" / "链接").symlink_to(place.hidden, target_is_directory=True)
    with pytest.raises(OutsideError):
        place.inside(key)
    assert place.list_data_folders().folders == ()


def test_data_folders_are_found_wherever_they_lie(tmp_path: Path) -> None:
    for name in ("部门/甲", "部门/乙", "2024/某区/丙", "送审/一批", "模板/x", "部门/甲/上年"):
        copy_data(tmp_path / name)
    place = Workspace(tmp_path)
    keys = [one.key for one in place.list_data_folders().folders]
    assert keys == ["2024/某区/丙", "部门/乙", "部门/甲"]
    assert place.data_folder("2024/某区/丙").path == tmp_path / "2024" / "某区" / "丙"
    assert place.free_folder("部门", "甲").name == "甲-2"
    assert place.free_folder("部门", "../丁").parent == tmp_path / "部门"


def test_a_workspace_can_be_a_data_folder(tmp_path: Path) -> None:
    copy_data(tmp_path / "甲")
    place = Workspace(tmp_path / "甲")
    (found,) = place.list_data_folders().folders
    assert found.key == HERE
    assert place.data_folder(HERE).path == place.root


def test_folders_beyond_a_bound_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.server.workspace._MOST_FOLDERS", 5)
    for number in range(10):
        (tmp_path / str(number)).mkdir()
    assert Workspace(tmp_path).list_data_folders().cut
    loop = tmp_path / "0" / "loop"
    loop.symlink_to(tmp_path, target_is_directory=True)
    assert Workspace(tmp_path).list_data_folders().folders == ()


# The command


def _start(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "generator", "serve", str(folder), "--no-browser", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(_ROOT), *sys.path])},
    )


def _address(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    assert process.stdout is not None
    line = process.stdout.readline().decode()
    found = re.fullmatch(r"网页：http://127\.0\.0\.1:(\d+)(/enter\?token=[\w-]{32})\n", line)
    assert found, line
    return int(found[1]), found[2]


def _status(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path)
    status = connection.getresponse().status
    connection.close()
    return status


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_the_command_serves_until_it_is_ended(ending: signal.Signals, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        wanted = free.getsockname()[1]
    process = _start(tmp_path / "新的", "--port", str(wanted))
    port, path = _address(process)
    assert port == wanted
    assert _status(port, path) == 200
    assert _status(port, "/") == 403
    second = _start(tmp_path / "另一个", "--port", str(wanted))
    _, said = second.communicate(timeout=60)
    assert second.returncode == 3
    assert f"端口 {wanted} 用不了" in said.decode()
    third = _start(tmp_path / "新的")
    _, said = third.communicate(timeout=60)
    assert third.returncode == 3
    assert "已经在另一个窗口里打开" in said.decode()
    process.send_signal(ending)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "网页已停止。" in out.decode()
    assert err == b""
    with pytest.raises(OSError, match="refused"):
        _status(port, "/")


def test_without_the_libraries_a_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(PageUnavailableError, match=r"gen-narrative\[page\]"):
        command.run_serve(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_asked_of_anywhere_else(server: Server) -> None:
    """No page or script of ours names another machine."""
    folder = Path(command.__file__).parents[1] / "server"
    for path in folder.rglob("*"):
        if path.suffix in {".jinja", ".js", ".css"}:
            text = path.read_text("utf-8")
            assert not re.search(r"https?:|//[\w.]+/", text), path
            assert not re.search(r"innerHTML|\|\s*safe\b|\son\w+=\"|\sstyle=\"", text), path
