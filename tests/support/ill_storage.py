"""A proxy before an S3 server that answers some requests with 500, and some late."""

from __future__ import annotations

import contextlib
import threading
import time
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

_ERROR = b"<?xml version='1.0'?><Error><Code>InternalError</Code><Message>ill</Message></Error>"
_HOPS = {"connection", "transfer-encoding", "content-length", "date", "server"}


class Illness:
    """What is done to requests: every so manieth fails (0: none, 1: all), or comes so late."""

    def __init__(self) -> None:
        self.every = 0
        self.late = 0
        self.seconds = 0.0
        self.failed = 0
        self._asked = 0
        self._lock = threading.Lock()

    def strike(self) -> bool:
        """Whether this request fails; where it is late, wait."""
        with self._lock:
            self._asked += 1
            asked = self._asked
            fails = bool(self.every) and asked % self.every == 0
            self.failed += fails
        if self.late and asked % self.late == 0:
            time.sleep(self.seconds)
        return fails


@contextlib.contextmanager
def ill_proxy(target: str) -> Iterator[tuple[str, Illness]]:
    """Run the proxy; yield its address and what it does."""
    illness = Illness()
    host = urlsplit(target).netloc

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _pass_on(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            sent = self.rfile.read(size)
            if illness.strike():
                status, told, data = 500, [("Content-Type", "application/xml")], _ERROR
            else:
                connection = HTTPConnection(host, timeout=60)
                connection.request(self.command, self.path, sent, dict(self.headers.items()))
                answer = connection.getresponse()
                status, told, data = answer.status, answer.getheaders(), answer.read()
                connection.close()
            with contextlib.suppress(OSError):  # who asked may have gone
                self.send_response(status)
                for name, value in told:
                    if name.lower() not in _HOPS:
                        self.send_header(name, value)
                length = {name.lower(): value for name, value in told}.get("content-length")
                is_head = self.command == "HEAD"
                self.send_header("Content-Length", length if is_head and length else str(len(data)))
                self.end_headers()
                if not is_head:
                    self.wfile.write(data)

        do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = _pass_on  # noqa: N815 - of the library

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - of the library
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", illness
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
