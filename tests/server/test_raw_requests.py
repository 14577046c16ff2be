"""Requests that no browser sends: the server refuses them and goes on answering everybody else."""

from __future__ import annotations

import contextlib
import socket
import time
from typing import TYPE_CHECKING

import pytest
from support.serving import Client

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.server.serving import Server

_SOON = 5.0


@contextlib.contextmanager
def _connected(server: Server) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", server.house.guard.port), timeout=_SOON) as found:
        yield found


def _send(server: Server, data: bytes) -> bytes:
    """Return all that is answered until the other side closes, or has nothing to say."""
    told = b""
    with _connected(server) as connection, contextlib.suppress(OSError):
        connection.sendall(data)
        connection.settimeout(1.0)
        while piece := connection.recv(65536):
            told += piece
    return told


def _answers(server: Server, client: Client) -> None:
    begun = time.monotonic()
    assert client.get("/").status == 200
    assert time.monotonic() - begun < _SOON
    assert server.house.uploads.waiting() == ()


def _request(first: str, *heads: str, body: str = "") -> bytes:
    return "\r\n".join([first, *heads, "", body]).encode("latin-1")


def _requests(server: Server, client: Client) -> dict[str, bytes]:
    port = server.house.guard.port
    host, evil = f"Host: 127.0.0.1:{port}", "Host: evil.example"
    own = [f"{name}: {value}" for name, value in client.headers.items()]
    stranger = [own[0], "X: y"]
    begin, two = "POST /uploads HTTP/1.1", "Content-Length: 2"
    chunked = "Transfer-Encoding: chunked"
    inner = _request(begin, host, *stranger).decode("latin-1")
    return {
        "two hosts": _request(begin, host, evil, *own, two, body="{}"),
        "no host": _request(begin, *own, two, body="{}"),
        "no host in HTTP/1.0": _request("POST /uploads HTTP/1.0", *own, two, body="{}"),
        "another address": _request("POST http://evil.example/uploads HTTP/1.1", evil, *own),
        "a forwarded host": _request(
            begin, evil, f"X-Forwarded-Host: 127.0.0.1:{port}", f"Forwarded: {host}", *own
        ),
        "another method in a head": _request(
            "GET /uploads HTTP/1.1", host, "X-HTTP-Method-Override: POST", *own
        ),
        "a method of another case": _request("post /uploads HTTP/1.1", host, *stranger),
        "two lengths": _request(begin, host, *stranger, two, "Content-Length: 9", body="{}"),
        "a length below nothing": _request(begin, host, *stranger, "Content-Length: -1"),
        "a length without end": _request(begin, host, *stranger, f"Content-Length: {'9' * 300}"),
        "a length and pieces": _request(
            begin, host, *stranger, "Content-Length: 5", chunked, body=f"0\r\n\r\n{inner}"
        ),
        "pieces of no size": _request(begin, host, *stranger, chunked, body="xyz\r\n"),
        "another coding": _request(begin, host, *stranger, "Transfer-Encoding: gzip"),
        "a line of 300 KB": _request(f"GET /{'x' * 300_000} HTTP/1.1", host),
        "a head of 1 MB": _request("GET / HTTP/1.1", host, f"X: {'x' * 1_000_000}"),
        "50,000 heads": _request("GET / HTTP/1.1", host, *["X: y"] * 50_000),
        "a head that is folded": _request(begin, host, "Cookie: a\r\n b=c", *stranger),
        "a head with NUL": _request(begin, host, "X: \x00", *stranger),
        "ends of lines alone": _request(begin, host, *stranger).replace(b"\r\n", b"\n"),
        "no version": b"GET /\r\n\r\n",
        "another protocol": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        "a tunnel": _request("CONNECT evil.example:443 HTTP/1.1", host, *own),
        "nothing": b"\r\n" * 1000,
    }


def test_what_no_browser_sends_changes_nothing(server: Server, client: Client) -> None:
    for name, data in _requests(server, client).items():
        told = _send(server, data)
        assert b" 200 " not in told.partition(b"\r\n")[0], name
        assert b" 500 " not in told, name
        assert server.house.uploads.waiting() == (), name
    _answers(server, client)


def test_a_flood_on_one_connection_hinders_nobody(server: Server, client: Client) -> None:
    one = f"GET /none HTTP/1.1\r\nHost: 127.0.0.1:{server.house.guard.port}\r\n\r\n".encode()
    with _connected(server) as connection:
        connection.settimeout(0.5)
        with contextlib.suppress(OSError):
            for _ in range(200):
                connection.sendall(one * 500)
        _answers(server, client)


def test_connections_that_say_nothing_or_half_hinder_nobody(server: Server, client: Client) -> None:
    with contextlib.ExitStack() as stack:
        opened = [stack.enter_context(_connected(server)) for _ in range(100)]
        for number, one in enumerate(opened):
            if number % 3:
                one.sendall(b"GET / HTTP/1.1\r\nHost: x")
            if number % 3 == 2:
                one.shutdown(socket.SHUT_WR)
        _answers(server, client)


def test_who_does_not_read_hinders_nobody(server: Server, client: Client) -> None:
    own = "".join(f"{name}: {value}\r\n" for name, value in client.headers.items())
    host = f"Host: 127.0.0.1:{server.house.guard.port}\r\n"
    one = f"GET /base.css HTTP/1.1\r\n{host}{own}\r\n".encode()
    with contextlib.ExitStack() as stack:
        for _ in range(30):
            connection = stack.enter_context(_connected(server))
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
            connection.sendall(one * 20)
        _answers(server, client)


@pytest.mark.parametrize(
    "target",
    ["/\t/evil.example", "/\n/evil.example", "/a\\..\\evil", "/\x7f", "/ x", "javascript:x"],
)
def test_the_entry_leads_to_no_disguised_address(target: str, server: Server) -> None:
    """Browsers leave out tabs and ends of lines: what is left would be another site."""
    quoted = "".join(f"%{one:02x}" for one in target.encode())
    answer = Client(server).get(f"/enter?token={server.house.guard.token}&to={quoted}")
    assert 'content="0; url=/"' in answer.text


def test_an_entry_of_somebody_else_lets_nobody_in(server: Server, client: Client) -> None:
    """A page of the web that leads a browser to the entry neither logs in nor out."""
    for word in ("", "x", server.house.guard.csrf):
        answer = client.get(f"/enter?token={word}", Sec_Fetch_Site="cross-site")
        assert answer.status == 403
        assert "Set-Cookie" not in answer.headers
    assert client.get("/").status == 200


def test_the_word_of_the_address_stands_in_no_page_and_no_referrer(
    server: Server, client: Client
) -> None:
    entry = Client(server).get(f"/enter?token={server.house.guard.token}")
    assert entry.headers["Referrer-Policy"] == "no-referrer"
    for path in ("/", "/accountant/", "/reviewer/", "/maintainer/preview", "/none"):
        answer = client.get(path)
        assert server.house.guard.token not in answer.text
        assert server.house.guard.token not in str(answer.headers)
