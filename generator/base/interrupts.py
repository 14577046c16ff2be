"""Ctrl-C: one line and status 130, whatever the program was doing."""

from __future__ import annotations

import _thread
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

INTERRUPTED = "已中断（Ctrl-C），没有做完。"
BY_SIGNAL = 128  # the exit status of what a signal ended, less its number
_PAUSE = 0.02  # seconds: long enough for what swallowed the first one to return


def is_interrupt(error: BaseException) -> bool:
    """Whether an error arose from Ctrl-C, as where it hits the import of a library."""
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        if isinstance(cause, KeyboardInterrupt):
            return True
        seen.add(id(cause))
        cause = cause.__cause__ or cause.__context__
    return False


@contextmanager
def repeating_interrupts() -> Iterator[None]:
    """Interrupt once more where Python has swallowed it (in a callback, in a destructor)."""
    before = sys.unraisablehook

    def repeat(unraisable: sys.UnraisableHookArgs) -> None:
        if isinstance(unraisable.exc_value, KeyboardInterrupt):
            threading.Timer(_PAUSE, _thread.interrupt_main).start()
        else:
            before(unraisable)

    sys.unraisablehook = repeat
    try:
        yield
    finally:
        sys.unraisablehook = before
