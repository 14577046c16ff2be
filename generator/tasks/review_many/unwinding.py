"""Ends a run that is asked to stop as an error would end it, so that nothing is left behind."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from generator.base.interrupts import BY_SIGNAL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

_NAMES = ("SIGTERM", "SIGHUP", "SIGINT")  # SIGHUP is not known on Windows
_SIGNALS = tuple(getattr(signal, name) for name in _NAMES if hasattr(signal, name))


@contextmanager
def unwind_when_stopped() -> Iterator[None]:
    """Let the signals that stop a program raise SystemExit, which removes temporary folders.

    What is ignored (nohup) stays so; a second signal does not disturb the cleaning up.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    former = {one: signal.getsignal(one) for one in _SIGNALS}
    taken = [one for one, before in former.items() if before is not signal.SIG_IGN]

    asked: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        for one in taken:
            signal.signal(one, signal.SIG_IGN)
        asked.append(number)
        raise _ending(number)

    for one in taken:
        signal.signal(one, stop)
    try:
        yield
        if asked:  # what was raised within a callback of a library was lost there
            raise _ending(asked[0])
    finally:
        for one in taken:
            signal.signal(one, former[one])


def _ending(number: int) -> BaseException:
    return KeyboardInterrupt() if number == signal.SIGINT else SystemExit(BY_SIGNAL + number)
