"""The side that gives tasks to a process of its own, waits within bounds, and replaces it."""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Generic, TypeVar, cast

from generator.base.errors import WorkerStartError
from generator.base.processes import end_with_children, start_apart
from generator.tasks.supervised import process as other_side
from generator.tasks.supervised.failure import (
    Cause,
    Failure,
    crashed,
    exceeded_memory,
    exceeded_time,
    word_frame,
)
from generator.tasks.supervised.process import FAILURE, NO_MEMORY, Order, read_frame, write_frame

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Self

Argument = TypeVar("Argument")
Result = TypeVar("Result")
_START_LIMIT = 120.0  # seconds: it takes one, on a machine with much else to do more
_GRACE = 1.0
_MARGIN = 15  # seconds that the system's own alarm comes after ours
_LONGEST_SLICE = 10.0  # seconds that a wait may take where there is much else to do
_SLICE = 0.25  # seconds: on Windows Ctrl-C is noticed between two waits only
_MOST_SAID = 65_536
_FRAME = re.compile(r'^Current thread .*\n  File "(.+)", line (\d+) in ', re.MULTILINE)
_SAID = "said.txt"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a task may take for one input: seconds by the clock, and megabytes of addresses.

    Memory is bounded on Linux alone; Windows and macOS have no such limit for a process.
    """

    seconds: float = 120
    megabytes: int = 2000


class Worker(Generic[Argument, Result]):
    """One process that does a task for one argument after the other.

    The task is a function of one argument, named by where it is imported from
    (`package.module:function`); argument and result can be pickled. The process is started when
    it is first needed, serves every argument, and is replaced after it had to be ended. An
    argument is blamed for a crash or for the memory only where the process was new. Not to be
    used by two threads at once; the end of the `with` ends the process and all that it left.
    """

    def __init__(self, task: str, bounds: Bounds) -> None:
        self._task = task
        self._bounds = bounds
        self._process: _Process | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process, whatever it is doing."""
        process, self._process = self._process, None
        if process is not None:
            process.end()

    @property
    def number(self) -> int | None:
        """The number of the process, None where there is none."""
        return None if self._process is None else self._process.number

    def run(
        self, argument: Argument, on_wait: Callable[[], None] | None = None
    ) -> Result | Failure:
        """Return the result for an argument, or why there is none; `on_wait` is called meanwhile.

        Raises WorkerStartError where no process can be started.
        """
        data = pickle.dumps(argument)
        was_new = self._process is None
        found = self._ask(data, on_wait)
        is_doubtful = isinstance(found, Failure) and found.cause in {Cause.CRASH, Cause.MEMORY}
        if is_doubtful and not was_new:
            return self._ask(data, on_wait)
        return found

    def _ask(self, data: bytes, on_wait: Callable[[], None] | None) -> Result | Failure:
        process, done = self._start(), False
        try:
            answer = process.exchange(data, self._bounds.seconds, on_wait)
            done = answer is not None
        except TimeoutError:
            return exceeded_time(self._bounds.seconds)
        finally:
            if not done:
                self.close()
        if answer is None:
            return process.word_crash()
        kind, value = pickle.loads(answer)  # noqa: S301 - from our own process
        if kind == NO_MEMORY:
            self.close()
            return exceeded_memory(self._bounds.megabytes)
        return cast("Failure", value) if kind == FAILURE else cast("Result", value)

    def _start(self) -> _Process:
        """Return the process, a new one where there is none."""
        if self._process is None:
            self._process = _Process(self._task, self._bounds)
            try:
                self._process.load()
            except WorkerStartError:
                self.close()
                raise
        return self._process


class _Process:
    """A process at work, its pipes, and the temporary folder in which all is that it leaves."""

    def __init__(self, task: str, bounds: Bounds) -> None:
        self._room = tempfile.TemporaryDirectory(
            prefix="gen-narrative-", ignore_cleanup_errors=True
        )
        folder = Path(self._room.name)
        self._said = folder / _SAID
        self._words = ""
        places = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
        command = [sys.executable or "", "-P", "-X", "faulthandler", str(other_side.__file__)]
        alarm = int(bounds.seconds) + _MARGIN
        self._order = Order(tuple(sys.path), task, alarm, bounds.megabytes)
        try:
            with self._said.open("wb") as output:
                self._process = start_apart(
                    command, output=output, talks=True, environment={**os.environ, **places}
                )
        except OSError as error:
            self._room.cleanup()
            raise WorkerStartError(error.strerror or str(error)) from error
        self._asked: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._talking = threading.Thread(
            target=_talk, args=(*self._pipes(), self._asked, self._answers), daemon=True
        )
        self._talking.start()

    @property
    def number(self) -> int:
        """The number that the system has given it."""
        return self._process.pid

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        target, source = self._process.stdin, self._process.stdout
        assert target is not None  # noqa: S101 - it was started so
        assert source is not None  # noqa: S101
        return target, source

    def load(self) -> None:
        """Wait until the task is loaded. Raises WorkerStartError; the process has ended then."""
        ready = None
        with contextlib.suppress(TimeoutError):
            ready = self.exchange(pickle.dumps(tuple(self._order)), _START_LIMIT, None)
        if ready is None:
            self.end()
            raise WorkerStartError(self._words.rpartition("\n")[2])

    def exchange(
        self, data: bytes, seconds: float, on_wait: Callable[[], None] | None
    ) -> bytes | None:
        """Return the answer, None where the process ended. Raises TimeoutError."""
        self._asked.put(data)
        left, before = seconds, time.monotonic()
        while left > 0:
            try:
                answer = self._answers.get(timeout=min(left, _SLICE))
            except queue.Empty:
                if on_wait is not None:
                    on_wait()
                now = time.monotonic()
                # Where the machine or this process slept, the task has not had the time either.
                left -= min(now - before, _LONGEST_SLICE)
                before = now
                continue
            if answer is None:  # the pipes are closed before the status is known
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(_GRACE)
            return answer
        raise TimeoutError

    def end(self) -> None:
        """End the process with all that it has started, and remove what it left."""
        try:
            end_with_children(self._process, grace=_GRACE)
            self._asked.put(None)
            self._talking.join(_GRACE)
            for pipe in self._pipes():
                with contextlib.suppress(OSError):
                    pipe.close()
            with contextlib.suppress(OSError):
                data = self._said.read_bytes()[-_MOST_SAID:]
                self._words = data.decode("utf-8", errors="replace").strip()
        finally:
            self._room.cleanup()

    def word_crash(self) -> Failure:
        """Return what is said of an argument with which the process ended, after its end."""
        status = self._process.returncode
        how = f"退出状态 {status}"
        with contextlib.suppress(ValueError):
            how = signal.Signals(-status).name if status < 0 else how
        frame = _FRAME.search(self._words)
        return crashed(how, word_frame(*frame.groups()) if frame else "")


def _talk(
    target: IO[bytes],
    source: IO[bytes],
    asked: queue.SimpleQueue[bytes | None],
    answers: queue.SimpleQueue[bytes | None],
) -> None:
    """Send what is asked and take the answers: a process that takes nothing stops nobody else."""
    with contextlib.suppress(OSError):
        while (data := asked.get()) is not None:
            write_frame(target, data)
            answer = read_frame(source)
            answers.put(answer)
            if answer is None:
                return
    answers.put(None)
