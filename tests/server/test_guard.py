"""Who is let in, and what nobody can make the server do."""

from __future__ import annotations

import re
import socket
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.serving import Client

if TYPE_CHECKING:
    from generator.server.serving import Server

_READ = ("/", "/accountant/", "/reviewer/", "/maintainer/", "/static/house.js", "/base.css")


def test_the_address_lets_in_once_its_word_was_taken_out(server: Server) -> None:
    answer = Client(server).ask("GET", f"/enter?token={server.house.guard.token}")
    assert answer.status == 200
    assert 'content="0; url=/"' in answer.text
    assert server.house.guard.token not in answer.text
    cookie = answer.headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
    assert server.house.guard.token not in cookie


@pytest.mark.parametrize("target", ["//evil.example/", "/\\evil.example", "https://evil.example"])
def test_the_entry_leads_nowhere_else(target: str, server: Server) -> None:
    path = f"/enter?token={server.house.guard.token}&to={target}"
    assert 'content="0; url=/"' in Client(server).get(path).text


def test_an_entry_leads_to_a_page_of_ours(server: Server) -> None:
    path = f"/enter?token={server.house.guard.token}&to=/reviewer/%22%3E%3Cscript%3E"
    assert 'content="0; url=/reviewer/&#34;&gt;&lt;script&gt;"' in Client(server).get(path).text


def test_an_address_for_one_browser_lets_one_in(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stands on the command line of the browser, which other users of the machine may read."""
    path = server.house.guard.address_once().partition(str(server.house.guard.port))[2]
    assert server.house.guard.token not in path
    assert Client(server).get(path).status == 200
    assert Client(server).get(path).status == 403
    late = server.house.guard.address_once().partition(str(server.house.guard.port))[2]
    now = time.monotonic()
    monkeypatch.setattr("generator.server.guard.time.monotonic", lambda: now + 1000)
    assert Client(server).get(late).status == 403


@pytest.mark.parametrize("path", _READ)
def test_what_belongs_to_the_page_is_for_who_was_let_in(
    path: str, client: Client, server: Server
) -> None:
    assert client.get(path).status in {200, 303}
    stranger = Client(server)
    assert stranger.get(path).status == 403
    assert server.house.guard.csrf not in stranger.get(path).text


@pytest.mark.parametrize("word", ["", "x", "%00", "%C3%A9", "%FF", "a" * 5000])
def test_a_wrong_word_does_not_let_in(word: str, server: Server) -> None:
    answer = Client(server).get(f"/enter?token={word}")
    assert answer.status == 403
    assert "Set-Cookie" not in answer.headers


def test_a_wrong_cookie_does_not_let_in(server: Server) -> None:
    name = server.house.guard.cookie
    for cookie in (f"{name}=x", f"{name}=", f"{name}={server.house.guard.token}", "a=b"):
        assert Client(server, {"Cookie": cookie}).get("/").status == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1", "[::1]", "127.1", ""]
)
def test_another_host_is_refused(host: str, client: Client) -> None:
    assert client.get("/", Host=host).status == 400


def test_localhost_is_this_machine(client: Client, server: Server) -> None:
    assert client.get("/", Host=f"localhost:{server.house.guard.port}").status == 200


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1", "file://"]
)
def test_another_origin_changes_nothing(origin: str, client: Client, server: Server) -> None:
    assert client.post("/uploads", Origin=origin).status == 403
    assert server.house.uploads.waiting() == ()


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_page_of_another_site_or_port_changes_and_reads_nothing(
    site: str, client: Client, server: Server
) -> None:
    headers = {"Sec_Fetch_Site": site}
    assert client.post("/uploads", **headers).status == 403
    assert client.get("/", **headers).status == 403
    assert server.house.uploads.waiting() == ()


@pytest.mark.parametrize("word", [None, "", "x", "é"])
def test_a_change_without_the_word_of_our_pages_is_refused(
    word: str | None, client: Client, server: Server
) -> None:
    sent = None if word is None else word.encode("latin-1").decode("latin-1")
    assert client.post("/uploads", X_CSRF_Token=sent).status == 403
    del client.headers["X-CSRF-Token"]
    assert client.submit("/uploads", csrf=word or "").status == 403
    assert server.house.uploads.waiting() == ()


def test_a_form_carries_the_word_in_a_field(client: Client, server: Server) -> None:
    word = client.headers.pop("X-CSRF-Token")
    assert client.submit("/uploads", csrf=word).status == 200
    assert len(server.house.uploads.waiting()) == 1


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"])
def test_other_methods_are_refused(method: str, client: Client) -> None:
    assert client.ask(method, "/").status in {400, 405}


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "HEAD", "TRACE"])
@pytest.mark.parametrize("path", ["/", "/none", "/enter", "/static/none", "/uploads"])
def test_a_stranger_is_told_no_word(method: str, path: str, server: Server) -> None:
    answer = Client(server).ask(method, path)
    assert answer.status in {403, 405}
    assert server.house.guard.csrf not in answer.text


@pytest.mark.parametrize("path", ["/", "/static/house.js", "/none", "/runs/none", "/enter"])
def test_every_answer_is_sealed(path: str, client: Client) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in headers
    assert "Server" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "/../pyproject.toml",
        "/static/../__init__.py",
        "/static/..%2f__init__.py",
        "/static/..%5c__init__.py",
        "/static//etc/passwd",
        "/accountant/static/..%2f__init__.py",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/console",
        "/?__debugger__=yes&cmd=resource&f=style.css",
    ],
)
def test_no_path_leads_out_and_there_is_no_debugger(path: str, client: Client) -> None:
    answer = client.get(path)
    assert answer.status in ({200} if path.startswith("/?") else {308, 404})
    assert "from __future__" not in answer.text
    assert "Traceback" not in answer.text


def test_a_stranger_cannot_send_a_body(server: Server) -> None:
    """It is refused before it was read: whoever reaches the port could fill the disk otherwise."""
    port = server.house.guard.port
    head = f"POST /uploads HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 100000000\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(head.encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 400")


def test_it_listens_on_the_loopback_address_alone(server: Server) -> None:
    lines = Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]
    rows = [line.split() for line in lines]
    own = {
        row[1].split(":")[0]
        for row in rows
        if row[1].endswith(f":{server.house.guard.port:04X}") and row[3] == "0A"
    }
    assert own == {"0100007F"}


def test_words_are_new_with_each_start_and_nowhere_on_the_disk(server: Server) -> None:
    guard = server.house.guard
    words = (guard.token, guard.csrf, guard._session)
    assert len(set(words)) == 3
    assert all(re.fullmatch(r"[\w-]{32}", word) for word in words)
    for path in server.house.workspace.root.rglob("*"):
        if path.is_file():
            assert not any(word.encode() in path.read_bytes() for word in words)
