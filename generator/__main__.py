"""`python -m generator` is `gen-narrative`: where the program begins, and where Ctrl-C ends it."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

from generator.interrupts import INTERRUPTED

if TYPE_CHECKING:
    from types import FrameType

STATUS = 130  # 128 + SIGINT, as shells have it


def main() -> None:
    """Run the command line.

    Nothing is open while the program is loaded: Ctrl-C ends it at once there, since an exception
    in the middle of an import may be swallowed or turn up as another one.
    """
    before = signal.signal(signal.SIGINT, _end)
    from generator.cli import main as run  # noqa: PLC0415 - Ctrl-C is looked after first

    signal.signal(signal.SIGINT, before)
    run()


def _end(_number: int, _frame: FrameType | None) -> None:
    os.write(sys.__stderr__.fileno() if sys.__stderr__ else 2, f"{INTERRUPTED}\n".encode())
    os._exit(STATUS)


if __name__ == "__main__":
    main()
