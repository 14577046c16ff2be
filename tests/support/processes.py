"""Other processes, as the system tells of them."""

from __future__ import annotations

import os
import time
from pathlib import Path


def children_of(process: int) -> list[int]:
    """Return the processes that a process has started (Linux)."""
    found: list[int] = []
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        found += map(int, path.read_text(encoding="utf-8").split())
    return found


def is_running(process: int) -> bool:
    """Whether a process is at work; one that has ended and waits to be noticed is not."""
    try:
        os.kill(process, 0)
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except (ProcessLookupError, FileNotFoundError):
        return False
    return "\nState:\tZ" not in status


def wait_until_gone(process: int) -> bool:
    """Wait for the end of a process, not for ever; return whether it came."""
    ends = time.monotonic() + 20
    while is_running(process) and time.monotonic() < ends:
        time.sleep(0.05)
    return not is_running(process)
