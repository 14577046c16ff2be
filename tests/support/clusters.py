"""A Dask scheduler with workers as processes of their own, and an S3 server on this machine."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Self
from urllib.request import urlopen

if TYPE_CHECKING:
    from collections.abc import Iterator

_PATIENCE = 60.0


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for_port(port: int) -> None:
    """Wait until somebody listens."""
    ends = time.monotonic() + _PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert time.monotonic() < ends, "nobody listens"
            time.sleep(0.1)
        else:
            return


class Cluster:
    """A scheduler and its workers; whoever is left is killed at the end of the `with`."""

    def __init__(self, workers: int) -> None:
        self.port = free_port()
        self.address = f"tcp://127.0.0.1:{self.port}"
        self.scheduler = _start(
            "distributed.cli.dask_scheduler", "--port", str(self.port), "--host", "127.0.0.1"
        )
        wait_for_port(self.port)
        self.workers = [self.add() for _ in range(workers)]

    def add(self) -> subprocess.Popen[bytes]:
        """Start a worker of one thread, without anybody who would start it anew."""
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
        return _start("distributed.cli.dask_worker", self.address, *options)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        for one in (*self.workers, self.scheduler):
            one.kill()
            one.wait()


def _start(module: str, *options: str) -> subprocess.Popen[bytes]:
    if module.endswith("scheduler"):
        options = (*options, "--no-dashboard")
    code = f"import sys; from {module} import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", code, *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "3"},
    )


@contextlib.contextmanager
def s3_server() -> Iterator[str]:
    """Run moto's server in a process of its own; yield its address."""
    port = free_port()
    code = "import sys; from moto.server import main; main(sys.argv[1:])"
    server = subprocess.Popen(
        [sys.executable, "-c", code, "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for_port(port)
        address = f"http://127.0.0.1:{port}"
        with urlopen(f"{address}/moto-api/", timeout=_PATIENCE):  # noqa: S310 - our own
            pass
        yield address
    finally:
        server.kill()
        server.wait()
