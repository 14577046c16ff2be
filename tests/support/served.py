"""The command `serve` in a process of its own, which can be killed, and a browser let in."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import urllib.parse
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[2]


class Program:
    """The running command, and a browser that was let in."""

    def __init__(self, workspace: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "generator", "serve", str(workspace), "--no-browser"],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(_ROOT), *sys.path])},
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline().decode()
        found = re.search(r"http://(127\.0\.0\.1:\d+)(/enter\?token=\S+)", line)
        assert found, line
        self._host, entry = found.groups()
        self._headers: dict[str, str] = {}
        cookie = self._ask("GET", entry)[1]["Set-Cookie"].partition(";")[0]
        self._headers = {"Cookie": cookie}
        word = re.search(r'name="csrf" content="([^"]+)"', self._ask("GET", "/")[2].decode())
        assert word
        self._headers["X-CSRF-Token"] = word[1]

    def _ask(
        self, method: str, path: str, body: bytes | None = None, **more: str
    ) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection(self._host, timeout=60)
        try:
            connection.request(method, path, body, {**self._headers, **more})
            answer = connection.getresponse()
            return answer.status, dict(answer.headers), answer.read()
        finally:
            connection.close()

    def post(self, path: str, told: object = None) -> Any:
        kind = {"Content-Type": "application/json", "Accept": "application/json"}
        status, _, body = self._ask("POST", path, json.dumps(told or {}).encode(), **kind)
        assert status == 200, body
        return json.loads(body)

    def send(self, path: str, data: bytes) -> None:
        assert self._ask("POST", path, data, Accept="application/json")[0] == 200

    def submit(self, path: str, **fields: str) -> None:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        status, _, body = self._ask("POST", path, urllib.parse.urlencode(fields).encode(), **kind)
        assert status == 303, body

    def read(self, path: str) -> bytes:
        status, _, body = self._ask("GET", path)
        assert status == 200, body
        return body

    def get(self, path: str) -> Any:
        return json.loads(self.read(path))

    def kill(self) -> None:
        """End it as the loss of power would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate(timeout=20)
