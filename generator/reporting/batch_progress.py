"""How far a batch is, in words."""

from __future__ import annotations

import time

from generator.reporting.progress import Pace, word_seconds

_LEAST = 5.0  # seconds after which a rate says something


class BatchPace(Pace):
    """How many units of how many are done with, how many of them not, how fast, what is left.

    Units without a change are done with at once: the rate and the rest are of the others.
    """

    def __init__(self, total: int) -> None:
        super().__init__(total)
        self.unchanged = self.failed = 0

    @property
    def made(self) -> int:
        """The units that were done anew."""
        return self.done - self.unchanged

    @property
    def rate(self) -> float:
        """Units done anew a minute."""
        return self.made * 60 / max(time.monotonic() - self.begun, 0.001)

    def word(self) -> str:
        """Return all of it as it is now."""
        parts = [f"已做 {self.done}/{self.total} 个"]
        if self.unchanged:
            parts.append(f"其中没有变化 {self.unchanged} 个")
        if self.failed:
            parts.append(f"没有做成 {self.failed} 个")
        if self.made and time.monotonic() - self.begun >= _LEAST:
            parts.append(f"每分钟 {self.rate:.0f} 个")
            parts.append(f"约剩 {word_seconds((self.total - self.done) * 60 / self.rate)}")
        return "　".join(parts)
