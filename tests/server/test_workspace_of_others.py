"""A workspace that comes from somebody else, or that the disk gives no room in."""

from __future__ import annotations

import errno
import os
import sqlite3
import urllib.parse
from typing import TYPE_CHECKING, Any

import pytest
from support.folders import copy_data
from support.serving import Client, open_server

from generator.base.errors import OutputFolderError
from generator.server import lock
from generator.server.serving import Server
from generator.server.store import FILE, Store, StoreError
from generator.server.store.changes import Changes, LeadsOutError
from generator.server.workspace import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A workspace that was served once."""
    with open_server(tmp_path / "工作"):
        pass
    return tmp_path / "工作"


# Links


@pytest.mark.parametrize("name", ["", FILE, "uploads", "runs", "reviews", "serving.lock", "show"])
def test_records_that_are_links_are_refused(name: str, place: Path, tmp_path: Path) -> None:
    link = place / HIDDEN / name
    outside = tmp_path / "外"
    if link.exists():
        link.rename(outside)
    else:
        outside.mkdir()
    (place / HIDDEN / name).symlink_to(outside)
    with pytest.raises(OutputFolderError, match="链接"):
        Server(place)


def _link_folder(place: Path, outside: Path) -> Path:
    (place / "模板").symlink_to(outside, target_is_directory=True)
    return place / "模板" / "12.md"


def _link_inner(place: Path, outside: Path) -> Path:
    (place / "模板").mkdir()
    (place / "模板" / "附件").symlink_to(outside, target_is_directory=True)
    return place / "模板" / "附件" / "x.md"


def _link_file(place: Path, outside: Path) -> Path:
    (outside / "x.md").write_bytes(b"theirs")
    (place / "x.md").symlink_to(outside / "x.md")
    return place / "x.md"


def _step_up(place: Path, _outside: Path) -> Path:
    return place / ".." / "外" / "x.md"


def _own_record(place: Path, _outside: Path) -> Path:
    return place / HIDDEN / "x.md"


@pytest.mark.parametrize("way", [_link_folder, _link_inner, _link_file, _step_up, _own_record])
def test_nothing_is_written_outside(
    way: Callable[[Path, Path], Path], place: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "外"
    outside.mkdir()
    path = way(place, outside)
    before = {one.name: one.read_bytes() for one in outside.iterdir()}
    changes = Changes(Store(place / HIDDEN / FILE), place)
    with pytest.raises(LeadsOutError):
        changes.write("甲", "写", {path: b"ours"})
    assert changes.list("甲") == ()
    assert {one.name: one.read_bytes() for one in outside.iterdir()} == before
    assert not (place / HIDDEN / "x.md").exists()


@pytest.mark.parametrize("name", ["/{outside}/x.desktop", "../外/x.desktop", f"{HIDDEN}/x"])
@pytest.mark.parametrize("undone", [0, 1])
def test_a_record_of_somebody_else_writes_nothing_outside(
    name: str, undone: int, place: Path, tmp_path: Path
) -> None:
    """What would be undone is what its author has written into the records."""
    outside = tmp_path / "外"
    outside.mkdir()
    store = Store(place / HIDDEN / FILE)
    with store.connect() as connection:
        connection.execute("INSERT INTO changes VALUES (1, '模板', '改了', '', ?)", (undone,))
        path = name.replace("/{outside}", str(outside))
        row = (path, b"x", b"y" if undone else None)
        connection.execute("INSERT INTO changed_files VALUES (1, ?, ?, ?)", row)
    with open_server(place) as server:
        client = Client(server).enter()
        copy_data(place / "部门" / "甲")
        if undone:
            with pytest.raises(LeadsOutError):
                server.house.changes.redo("模板")
        else:
            assert client.post("/maintainer/undo").status == 409
    assert list(outside.iterdir()) == []
    assert not (place / HIDDEN / "x").exists()


def test_templates_of_a_linked_folder_are_not_written(place: Path, tmp_path: Path) -> None:
    outside = tmp_path / "外"
    outside.mkdir()
    (place / "模板").symlink_to(outside, target_is_directory=True)
    with open_server(place) as server:
        client = Client(server).enter()
        file = "12-国有资产占用.md"
        told = client.get(f"/maintainer/template?file={urllib.parse.quote(file)}").json
        sent = {"file": file, "text": "# 甲\n", "digest": told["digest"]}
        assert client.post("/maintainer/template", sent).status == 409
        sent = {"section": "一", "name": "均为", "value": "都是"}
        assert client.post("/maintainer/switches", sent).status == 409
    assert list(outside.iterdir()) == []


# Names


def test_names_that_are_no_text_are_told(place: Path) -> None:
    """Archives of Windows that were unpacked as if they were UTF-8 leave such names."""
    (place / os.fsdecode(b"\xbe\xf6\xcb\xe3")).mkdir()
    copy_data(place / "部门" / "<b>甲")
    with open_server(place) as server:
        client = Client(server).enter()
        for path in ("/", "/accountant/", "/reviewer/", "/maintainer/preview"):
            answer = client.get(path)
            assert answer.status == 200, answer.text
            assert "<b>甲" not in answer.text
        assert "没有看这些文件夹" in client.get("/").text


# The disk


def test_a_full_disk_is_told_and_is_no_bug(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_server(place) as server:
        client = Client(server).enter()

        class Full(sqlite3.Connection):
            def execute(self, sql: str, *given: Any) -> sqlite3.Cursor:
                if sql.startswith("BEGIN"):
                    super().execute("PRAGMA max_page_count=1")
                return super().execute(sql, *given)

        connect = sqlite3.connect
        with monkeypatch.context() as patched:
            patched.setattr(sqlite3, "connect", lambda *a, **k: connect(*a, factory=Full, **k))
            for number in range(40):
                answer = client.post("/reviewer/me", {"name": f"王{number}" * 30})
                if answer.status != 200:
                    break
        assert answer.status == 409
        assert "磁盘已满" in answer.json["problem"]
        assert client.post("/reviewer/me", {"name": "王"}).status == 200


def test_a_workspace_that_cannot_be_written_is_told(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class ReadOnly(sqlite3.Connection):
        def execute(self, sql: str, *given: Any) -> sqlite3.Cursor:
            found = super().execute(sql, *given)
            if sql.startswith("PRAGMA foreign_keys"):
                super().execute("PRAGMA query_only=ON")
            return found

    with open_server(place) as server:
        client = Client(server).enter()
        connect = sqlite3.connect
        monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: connect(*a, factory=ReadOnly, **k))
        answer = client.post("/reviewer/me", {"name": "王"})
        assert answer.status == 409
        assert "只读" in answer.json["problem"]


def test_an_upload_that_finds_no_room_leaves_nothing(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_server(place) as server:
        client = Client(server).enter()
        batch = client.upload()

        def refuse(*_: object) -> None:
            raise OSError(errno.ENOSPC, "full")

        with monkeypatch.context() as patched:
            patched.setattr("generator.server.uploads.os.replace", refuse)
            answer = client.send(batch, "a.docx", b"x")
        assert answer.status == 409
        assert "磁盘已满" in answer.json["problem"]
        assert list(server.house.uploads.folder(batch).iterdir()) == []


def test_a_share_without_locks_can_be_served(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(lock, "_lock", refuse)
    with open_server(place) as server:
        assert Client(server).enter().get("/").status == 200


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("x")
    with pytest.raises(OutputFolderError):
        Server(tmp_path / "文件")
    (tmp_path / "工作" / HIDDEN / "serving.lock").mkdir(parents=True)
    with pytest.raises(OutputFolderError):
        Server(tmp_path / "工作")


def test_a_store_that_disappears_is_told(place: Path) -> None:
    store = Store(place / HIDDEN / FILE)
    for one in (place / HIDDEN).iterdir():
        if one.name.startswith(FILE):
            one.unlink()
    (place / HIDDEN).rename(place / "weg")
    with pytest.raises(StoreError, match="打不开"), store.connect():
        pass
