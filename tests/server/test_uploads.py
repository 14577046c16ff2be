"""Files that a browser sends: whole, within bounds, with names that lead nowhere."""

from __future__ import annotations

import contextlib
import socket
import time
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest
from support.serving import Client, open_server

from generator.server.names import clean_name, clean_parts, is_plain
from generator.server.uploads import Limits, UploadError

if TYPE_CHECKING:
    from pathlib import Path

    from generator.server.serving import Server

_SMALL = Limits(file=1000, batch=2500, files=4, batches=2, seconds=2, silence=1)
_LEADING_OUT = (
    "../../etc/passwd",
    "..\\..\\autoexec.bat",
    "/etc/passwd",
    "C:\\Windows\\win.ini",
    "C:win.ini",
    "....//x.docx",
    "a/../../b.docx",
    ".gen-narrative/store.sqlite3",
    "\x00.docx",
    "CON",
    "nul.docx",
    "com1.txt",
    "a.docx:stream",
    " . . ",
    "",
    "~$报告.docx",
    "报告\u202excod.exe",
    "x" * 5000 + ".docx",
    "决" * 500 + ".docx",
    "/".join("abcdefghijklmn") + ".docx",
    "<img src=x onerror=alert(1)>.docx",
    "\ud800.docx",
)


@pytest.mark.parametrize("name", _LEADING_OUT)
def test_names_are_cleaned(name: str) -> None:
    parts = clean_parts(name)
    path = PurePosixPath(*parts)
    assert not path.is_absolute()
    assert ".." not in path.parts
    for part in parts:
        assert is_plain(part) or part.startswith("~$")
        assert len(part.encode()) <= 200
        assert not set(part) & set('\\/:*?"<>|\x00\u202e')


def test_plain_names_stay_as_they_are() -> None:
    assert clean_parts("送审/2024年度某局决算公开.docx") == ("送审", "2024年度某局决算公开.docx")
    assert clean_name("公开01.csv") == "公开01.csv"
    assert clean_name("说明 （终稿）.docx") == "说明_（终稿）.docx"
    assert clean_name("e\u0301.pdf") == "\u00e9.pdf"
    assert clean_name("constant.docx") == "constant.docx"


@pytest.mark.parametrize("name", [name for name in _LEADING_OUT if name.isprintable() and name])
def test_what_is_sent_lies_in_its_batch(name: str, client: Client, server: Server) -> None:
    batch = client.upload((name, b"content"))
    (found,) = server.house.uploads.files(batch)
    assert found.path.read_bytes() == b"content"
    inside = server.house.workspace.hidden / "uploads" / batch
    assert found.path.resolve().is_relative_to(inside)
    others = [one for one in server.house.workspace.root.rglob("*") if one.is_file()]
    assert {one.parent for one in others if inside not in one.parents} == {
        server.house.workspace.hidden
    }


def test_two_files_of_one_name_stand_side_by_side(client: Client, server: Server) -> None:
    batch = client.upload(("a/说明.docx", b"1"), ("a/说明.docx", b"2"), ("说明.docx", b"3"))
    found = {one.name: one.path.read_bytes() for one in server.house.uploads.files(batch)}
    assert found == {"a/说明.docx": b"1", "a/说明-2.docx": b"2", "说明.docx": b"3"}


@pytest.mark.parametrize("batch", ["..", "none", "0" * 16, "0123456789abcde", "%2e%2e", "a/b"])
def test_a_batch_that_is_not_there_takes_nothing(batch: str, client: Client) -> None:
    assert client.send(batch, "a.docx", b"1").status in {404, 409}
    assert client.post(f"/uploads/{batch}/close").status in {404, 409}


# Bounds


def _files(server: Server) -> int:
    root = server.house.workspace.hidden / "uploads"
    return sum(one.is_file() for one in root.rglob("*"))


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    with open_server(tmp_path, _SMALL) as server:
        client = Client(server).enter()
        batch = client.upload(("a.docx", b"x" * 1000))
        answer = client.send(batch, "b.docx", b"x" * 1001)
        assert answer.status == 409
        assert "b.docx 超过" in answer.json["problem"]
        assert client.send(batch, "c.docx", b"x" * 50_000).status == 413
        assert _files(server) == 1


def test_a_batch_that_is_too_large_is_refused(tmp_path: Path) -> None:
    with open_server(tmp_path, _SMALL) as server:
        client = Client(server).enter()
        batch = client.upload(("a.docx", b"x" * 1000), ("b.docx", b"x" * 1000))
        answer = client.send(batch, "c.docx", b"x" * 501)
        assert answer.status == 409
        assert "请分几次放" in answer.json["problem"]
        assert client.send(batch, "c.docx", b"x" * 500).status == 200


def test_too_many_files_and_batches_are_refused(tmp_path: Path) -> None:
    with open_server(tmp_path, _SMALL) as server:
        client = Client(server).enter()
        batch = client.upload(*((f"{number}.docx", b"x") for number in range(4)))
        answer = client.send(batch, "4.docx", b"x")
        assert answer.status == 409
        assert "最多放 4 个文件" in answer.json["problem"]
        client.upload()
        assert client.post("/uploads").status == 409
        client.post(f"/uploads/{batch}/close")
        assert client.post("/uploads").status == 200


def _connect(client: Client) -> socket.socket:
    port = client.server.house.guard.port
    return socket.create_connection(("127.0.0.1", port), timeout=15)


def _head(client: Client, batch: str, *lines: str) -> bytes:
    port = client.server.house.guard.port
    own = [f"{name}: {value}" for name, value in client.headers.items()]
    first = f"POST /uploads/{batch}?name=a.docx HTTP/1.1"
    return "\r\n".join([first, f"Host: 127.0.0.1:{port}", *own, *lines, "", ""]).encode()


def _pour(connection: socket.socket, chunks: int) -> bytes:
    """Send chunks until the other side has enough; return what it says."""
    with contextlib.suppress(OSError):
        for _ in range(chunks):
            connection.sendall(b"400\r\n" + b"x" * 0x400 + b"\r\n")
    with contextlib.suppress(OSError):
        return connection.recv(100)
    return b""


def test_an_upload_without_end_is_ended(tmp_path: Path) -> None:
    with open_server(tmp_path, replace(_SMALL, seconds=60, silence=60)) as server:
        client = Client(server).enter()
        batch = client.upload()
        begun = time.monotonic()
        with _connect(client) as connection:
            connection.sendall(_head(client, batch, "Transfer-Encoding: chunked"))
            said = _pour(connection, 100_000)
        assert time.monotonic() - begun < 10
        assert said == b"" or b" 413 " in said
        assert _files(server) == 0


@pytest.mark.parametrize("pause", [0.2, 30.0])
def test_an_upload_that_drips_or_sleeps_is_ended_and_hinders_nobody(
    pause: float, tmp_path: Path
) -> None:
    with open_server(tmp_path, _SMALL) as server:
        client = Client(server).enter()
        batch = client.upload()
        slow = [_connect(client) for _ in range(20)]
        for one in slow:
            one.sendall(_head(client, batch, "Content-Length: 900"))
        begun = time.monotonic()
        assert client.get("/").status == 200
        assert time.monotonic() - begun < 5
        ended: list[float] = []
        for one in slow:
            one.settimeout(pause if pause < 1 else 15)
        while not ended and time.monotonic() - begun < 14:
            try:
                if not slow[0].recv(100):
                    ended.append(time.monotonic() - begun)
            except TimeoutError:
                slow[0].sendall(b"x")
            except OSError:
                ended.append(time.monotonic() - begun)
        for one in slow:
            one.close()
        assert ended
        assert _files(server) == 0


def test_a_head_that_drips_is_ended(tmp_path: Path) -> None:
    """Whoever reaches the port could keep every connection busy otherwise."""
    with open_server(tmp_path, _SMALL) as server, _connect(Client(server)) as connection:
        begun = time.monotonic()
        connection.settimeout(0.2)
        connection.sendall(b"GET / HTTP/1.1\r\nX: ")
        with pytest.raises(OSError, match="reset|pipe"):  # noqa: PT012, RUF043 - a loop of both
            while time.monotonic() - begun < 15:
                with contextlib.suppress(TimeoutError):
                    if not connection.recv(1):
                        raise OSError("reset")
                connection.sendall(b"x")
        assert time.monotonic() - begun < 10


def test_an_upload_that_breaks_off_leaves_nothing(client: Client, server: Server) -> None:
    batch = client.upload()
    with _connect(client) as connection:
        connection.sendall(_head(client, batch, "Content-Length: 900") + b"x" * 100)
    time.sleep(0.3)
    assert server.house.uploads.files(batch) == ()
    assert _files(server) == 0


def test_a_stream_that_is_shorter_than_announced_is_refused(server: Server) -> None:
    uploads = server.house.uploads
    batch = uploads.begin()
    with pytest.raises(UploadError, match="没有传完"):
        uploads.receive(batch, "a.docx", BytesIO(b"xx"), 3)
    assert _files(server) == 0


# Archives


def _zip(*members: tuple[str, bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return target.getvalue()


@pytest.mark.parametrize("name", [name for name in _LEADING_OUT if name.isprintable() and name])
def test_what_an_archive_holds_lies_in_its_batch(name: str, client: Client, server: Server) -> None:
    batch = client.upload(("数据.zip", _zip((name, b"1"), ("公开01.csv", b"2"))))
    assert server.house.uploads.unpack(batch) == ()
    found = server.house.uploads.files(batch)
    assert {one.path.read_bytes() for one in found} == {b"1", b"2"}
    assert all(one.name.startswith("数据/") for one in found)


def test_a_link_in_an_archive_is_a_file(client: Client, server: Server) -> None:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        link = zipfile.ZipInfo("link.docx")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    batch = client.upload(("a.zip", target.getvalue()))
    server.house.uploads.unpack(batch)
    (found,) = server.house.uploads.files(batch)
    assert not found.path.is_symlink()
    assert found.path.read_bytes() == b"/etc/passwd"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04broken", "已损坏"),
        (_zip(), "没有文件"),
        (_zip(*((f"{n}.csv", b"") for n in range(5))), "超过 4 个"),
        (_zip(("a.csv", b"x" * 3000)), "解开后超过"),
        (_zip(("a.csv", b"x" * 1500)), "解开后超过"),
    ],
)
def test_an_archive_beyond_a_bound_stays_packed(data: bytes, said: str, tmp_path: Path) -> None:
    with open_server(tmp_path, _SMALL) as server:
        client = Client(server).enter()
        batch = client.upload(("a.zip", data))
        (problem,) = server.house.uploads.unpack(batch)
        assert problem.startswith("a.zip：")
        assert said in problem
        assert [one.name for one in server.house.uploads.files(batch)] == ["a.zip"]


def test_an_archive_that_declares_too_little_is_not_unpacked(
    client: Client, server: Server
) -> None:
    data = bytearray(_zip(("a.csv", b"x" * 5_000_000)))
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (10).to_bytes(4, "little")
    batch = client.upload(("a.zip", bytes(data)))
    (problem,) = server.house.uploads.unpack(batch)
    assert problem.startswith("a.zip：")
    assert [one.name for one in server.house.uploads.files(batch)] == ["a.zip"]


def _many(count: int) -> bytes:
    """Return an archive whose directory has so many entries, as small as they can be."""
    data = _zip(("a", b""))
    at = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry = data[at:end]
    room = len(entry) * count
    large = b"PK\x06\x06" + (44).to_bytes(8, "little") + b"\x2d\0\x2d\0" + bytes(8)
    large += count.to_bytes(8, "little") * 2 + room.to_bytes(8, "little") + at.to_bytes(8, "little")
    locator = b"PK\x06\x07" + bytes(4) + (at + room).to_bytes(8, "little") + b"\1\0\0\0"
    return data[:at] + entry * count + large + locator + data[end:]


def test_an_archive_of_a_million_entries_is_not_even_listed(client: Client, server: Server) -> None:
    data = _many(200_000)
    assert len(zipfile.ZipFile(BytesIO(_many(50))).infolist()) == 50
    batch = client.upload(("a.zip", data))
    begun = time.monotonic()
    (problem,) = server.house.uploads.unpack(batch)
    assert "超过 3000 个" in problem
    assert time.monotonic() - begun < 0.5


def test_a_file_where_an_archive_needs_a_folder_is_told(client: Client, server: Server) -> None:
    batch = client.upload(("a.zip", _zip(("甲", b"1"), ("甲/乙.csv", b"2"))))
    (problem,) = server.house.uploads.unpack(batch)
    assert problem.startswith("a.zip：")
    assert [one.name for one in server.house.uploads.files(batch)] == ["a.zip"]


def test_an_archive_in_an_archive_stays_packed(client: Client, server: Server) -> None:
    inner = _zip(("../../外.csv", b"x"))
    for _ in range(5):
        inner = _zip(("a.zip", inner))
    batch = client.upload(("a.zip", inner))
    assert server.house.uploads.unpack(batch) == ()
    (found,) = server.house.uploads.files(batch)
    assert found.name == "a/a.zip"


def test_names_that_differ_in_case_only_are_both_kept(client: Client, server: Server) -> None:
    batch = client.upload(("a.zip", _zip(("甲.CSV", b"1"), ("甲.csv", b"2"), ("/甲.csv", b"3"))))
    server.house.uploads.unpack(batch)
    found = {one.path.read_bytes() for one in server.house.uploads.files(batch)}
    assert found == {b"1", b"2", b"3"}


# Left behind


def test_what_a_kill_or_a_closed_browser_has_left_is_tidied(tmp_path: Path) -> None:
    with open_server(tmp_path) as server:
        client = Client(server).enter()
        for _ in range(3):
            client.upload()
        kept = client.upload(("a.docx", b"x"))
        (server.house.uploads.folder(kept) / ".~0123").write_bytes(b"half")
        (server.house.uploads.folder(kept) / ".~4567").mkdir()
    with open_server(tmp_path) as server:
        assert server.house.uploads.waiting() == (kept,)
        folder = server.house.uploads.folder(kept)
        assert [one.name for one in folder.iterdir()] == ["a.docx"]


def test_drops_that_were_broken_off_do_not_close_the_door(tmp_path: Path) -> None:
    limits = Limits(batches=3, seconds=0.05)
    with open_server(tmp_path, limits) as server:
        uploads = server.house.uploads
        for _ in range(3):
            uploads.begin()
        time.sleep(0.1)
        assert uploads.begin()
        assert len(uploads.waiting()) == 1
