"""The task that reviews a file of a pile, with files that go wrong as their names say.

A test names it in the place of the real one: the process that reviews is not the test's own.
"""

from __future__ import annotations

import os
import signal
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING
from unittest.mock import patch

from generator.tasks.review_many import parts, run

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.tasks.review_many.job import Job
    from generator.tasks.review_many.parts import Reported

TASK = "support.supervised_reviews:report_one"


def _raise(error: Exception) -> None:
    raise error


_ILLS: dict[str, Callable[[], object]] = {
    "崩溃": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "退出": lambda: os._exit(7),
    "不停": lambda: time.sleep(600),
    "内存": lambda: bytearray(10_000_000_000),
    "缺陷": lambda: _raise(IndexError("tuple index out of range")),
    "递归": lambda: _raise(RecursionError("too deep")),
}


def report_one(job: Job) -> Reported:
    """Review a file; where its name says an ill, that happens in the middle of its review."""
    name = job.one.path.stem
    ill = next((do for word, do in _ILLS.items() if name.endswith(word)), None)
    with ExitStack() as changes:
        if ill is not None:
            changes.enter_context(patch.object(run, "review_file", lambda *_: ill()))
        if name.endswith("写不出"):
            unwritten = patch.object(parts, "format_alone", lambda *_, **__: _raise(KeyError(name)))
            changes.enter_context(unwritten)
        return run.report_one(job)
