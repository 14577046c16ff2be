"""`python -m generator` is `gen-narrative`: where the program begins, and where Ctrl-C ends it."""

from __future__ import annotations

import os
import signal

STATUS = 130  # 128 + SIGINT, as shells have it
_STANDARD_ERROR = 2


def main() -> None:
    """Run the command line.

    Nothing is open while the program is loaded: Ctrl-C ends it at once there, since an exception
    in the middle of an import may be swallowed or turn up as another one.
    """
    before = signal.signal(signal.SIGINT, _end)
    from generator.cli.app import main as run  # noqa: PLC0415 - Ctrl-C is looked after first

    signal.signal(signal.SIGINT, before)
    try:
        run()
    except KeyboardInterrupt:  # once more, while the first one was being worded
        _end(signal.SIGINT, None)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # nothing is left that it could interrupt


def _end(_number: int, _frame: object) -> None:
    try:
        from generator.base.interrupts import INTERRUPTED  # noqa: PLC0415 - light

        os.write(_STANDARD_ERROR, f"{INTERRUPTED}\n".encode())
    finally:
        os._exit(STATUS)


if __name__ == "__main__":
    main()
