"""Tasks for a process of its own, good and bad: what each argument asks for is done."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

TASK = "support.supervised_tasks:do"


def do(asked: str) -> object:
    """Do what is asked; anything unknown is answered by itself and the number of the process."""
    word, _, rest = asked.partition(" ")
    doings: dict[str, Callable[[], object]] = {
        "sleep": lambda: time.sleep(float(rest)),
        "spin": _spin,
        "exit": lambda: os._exit(int(rest)),
        "quit": lambda: sys.exit(int(rest)),
        "fault": lambda: os.kill(os.getpid(), signal.SIGSEGV),
        "swell": lambda: len(bytearray(int(rest) * 1_000_000)),
        "raise": lambda: _raise(rest),
        "shout": _shout,
        "leave": tempfile.mkdtemp,
        "lambda": lambda: lambda: None,
        "first": lambda: _first(Path(rest)),
    }
    return doings.get(word, lambda: (asked, os.getpid()))()


def _spin() -> None:
    while True:
        pass


def _raise(words: str) -> None:
    raise IndexError(words)


def _shout() -> str:
    """Print on both outputs, and read what is not there."""
    sys.stdout.write("x" * 100_000)
    sys.stderr.write("x" * 100_000)
    os.write(1, b"noise")
    return sys.stdin.read()


def _first(mark: Path) -> str:
    """End the process the first time, answer the second time."""
    if not mark.exists():
        mark.touch()
        os._exit(9)
    return "done"
