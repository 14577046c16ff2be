"""How far a long run is: one living line on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from generator.reporting.screen import open_console

if TYPE_CHECKING:
    from typing import Self, TextIO

_REFRESH = 0.2  # seconds
_BETWEEN_LINES = 15.0  # seconds between two lines where nothing can be overwritten
_LEAST = 5.0  # seconds after which a rate says something
_SLOW = 5.0  # seconds after which a file in hand is said to take long


class Pace:
    """How many files of how many are done, how fast, what is left, what is in hand."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0
        self._name = ""
        self.begun = self._taken_up = time.monotonic()

    def begin(self, name: str) -> None:
        """Take note of the file in hand."""
        self._name, self._taken_up = name, time.monotonic()

    def finish(self) -> None:
        """Take note that the file in hand is done."""
        self.done += 1

    def word(self) -> str:
        """Return all of it as it is now."""
        now = time.monotonic()
        parts = [f"已审核 {self.done}/{self.total} 份"]
        spent = now - self.begun
        if self.done and spent >= _LEAST:
            parts.append(f"每分钟 {self.done * 60 / spent:.0f} 份")
            left = (self.total - self.done) * spent / self.done
            parts.append(f"约剩 {word_seconds(left)}")
        taken = now - self._taken_up
        slow = f"（{word_seconds(taken)}）" if taken >= _SLOW else ""
        parts.append(f"正在审核 {self._name}{slow}")
        return "　".join(parts)


class ProgressLine:
    """Tells on standard error how many files are done, how fast, what is left, what is in hand.

    On a terminal it is one line, written over until it is gone; in a pipe or file lines of their
    own, none in a run that is over soon.
    """

    def __init__(self, total: int, stream: TextIO | None = None, pace: Pace | None = None) -> None:
        self._pace = pace or Pace(total)
        self._stream = sys.stderr if stream is None else stream
        console = open_console(self._stream)
        self._width = console.width - 1 if console.is_terminal else 0
        self._told = self._pace.begun

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """Leave an empty line behind."""
        if self._width:
            self._write(f"\r{' ' * self._width}\r")

    def begin(self, name: str) -> None:
        """Take note of the file in hand."""
        self._pace.begin(name)
        self.wait()

    def wait(self) -> None:
        """Tell, where it is time to."""
        now = time.monotonic()
        if now - self._told >= (_REFRESH if self._width else _BETWEEN_LINES):
            self._tell(now)

    def finish(self) -> None:
        """Take note that the file in hand is done."""
        self._pace.finish()

    def _tell(self, now: float) -> None:
        self._told = now
        line = self._pace.word()
        if self._width:
            self._write(f"\r{self._fit(line)}")
        else:
            self._write(f"{line}\n")

    def _fit(self, line: str) -> str:
        """Return the line in the width of the terminal, filled with blanks over the one before."""
        if cell_len(line) > self._width:
            line = set_cell_size(line, self._width - 1) + "…"
        return set_cell_size(line, self._width)

    def _write(self, text: str) -> None:
        """Write; where nobody reads it any more, the work goes on."""
        try:
            self._stream.write(text)
            self._stream.flush()
        except (OSError, ValueError):
            self._width, self._told = 0, float("inf")


def word_seconds(seconds: float) -> str:
    """Return a time in minutes and seconds, no more exact than is of use."""
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return f"{rest} 秒"
    return f"{minutes} 分 {rest} 秒" if minutes < 10 else f"{minutes} 分"  # noqa: PLR2004 - no more exact than that
