"""A program that is started a second time on a workspace: it asks the first one to show its page.

What it leaves for that is a file that names the machine and says nothing else: the address stands
in no file, and whoever can write into the workspace can but have its page shown to its own user.
"""

from __future__ import annotations

import contextlib
import platform
import time
from typing import TYPE_CHECKING

from generator.base.output import write_atomically
from generator.base.regular import read_regular

if TYPE_CHECKING:
    from pathlib import Path

_FILE = "show"
_PATIENCE = 6.0  # seconds in which a program that runs answers
_INTERVAL = 0.1


def call(hidden: Path) -> bool:
    """Ask who serves a workspace to show its page; return whether it did."""
    path = hidden / _FILE
    write_atomically(path, _name())
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if not path.exists():
            return True
        time.sleep(_INTERVAL)
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
        return False
    return True


def take_call(hidden: Path) -> bool:
    """Whether somebody has asked, on this machine: a share may be open on another one as well."""
    path = hidden / _FILE
    with contextlib.suppress(OSError):
        if path.is_file() and read_regular(path) == _name():
            path.unlink()
            return True
    return False


def _name() -> bytes:
    return platform.node().encode(errors="replace")
