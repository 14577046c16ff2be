"""Processes that we start: apart from our terminal, and ended with all that they have started."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import IO

_MEGABYTE = 1_000_000
_GRACE = 10.0  # seconds in which the system ends what it was told to end


def start_apart(
    arguments: Sequence[str],
    *,
    output: IO[bytes],
    talks: bool = False,
    environment: Mapping[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    """Start a program that Ctrl-C in our terminal does not reach: whoever starts it ends it.

    What it says goes to the file `output`: a pipe that a left-over process holds open would be
    waited for. One that `talks` has pipes as its standard input and output besides. Raises OSError.
    """
    group = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)  # of Windows
    return subprocess.Popen(  # noqa: S603 - our own program, or the office program of this machine
        arguments,
        stdin=subprocess.PIPE if talks else subprocess.DEVNULL,
        stdout=subprocess.PIPE if talks else output,
        stderr=output,
        env=environment,
        start_new_session=True,
        creationflags=group,
    )


def end_with_children(process: subprocess.Popen[bytes], *, grace: float = 0.0) -> None:
    """End a process of `start_apart` with everything it has started, if it still runs.

    With a `grace` it is asked first, and has so many seconds to clean up behind itself; on Windows
    nobody can be asked.
    """
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        ending = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(ending, check=False, capture_output=True, timeout=_GRACE)  # noqa: S603 - our process
    else:
        if grace:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(grace)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):  # as where a drive of a network is gone
        process.wait(_GRACE)


def end_left_over(process: subprocess.Popen[bytes]) -> None:
    """End what a process of `start_apart` that has ended itself has left running (not on Windows).

    To be called at once: the number of its group is given to others some time.
    """
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)


def resident_megabytes(number: int) -> float:
    """Return the memory that a process holds, 0 where the system does not tell (not Linux)."""
    try:
        pages = Path(f"/proc/{number}/statm").read_text(encoding="ascii").split()[1]
        size: int = os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError, AttributeError, ValueError):
        return 0.0
    return int(pages) * size / _MEGABYTE
