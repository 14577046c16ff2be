"""Many inputs through several processes side by side: results as they are done, nothing kept.

The desk (a pile that is reviewed) and `batch` both run on this.
"""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from generator.base.processes import resident_megabytes
from generator.tasks.supervised.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType
    from typing import Self

    from generator.tasks.supervised.failure import Failure
    from generator.tasks.supervised.worker import Bounds

Argument = TypeVar("Argument")
Result = TypeVar("Result")
_SLICE = 0.25  # seconds: on Windows Ctrl-C is noticed between two waits only
_PATIENCE = 10.0  # seconds in which a lane ends its process


class Recycling(NamedTuple):
    """When a process is replaced by a new one between two inputs.

    Above `megabytes` of resident memory, but not before it has served `least` inputs, so that one
    which needs as much from the start is not started anew for each; after `most` inputs anyway,
    where the system does not tell the memory.
    """

    megabytes: int = 300
    least: int = 20
    most: int = 2000


class _StoppedError(Exception):
    """The pool ends."""


class Pool(Generic[Argument, Result]):
    """Processes (`Worker`) that do one task, each for one argument after the other.

    The end of the `with` ends them, whatever they are doing. Raises WorkerStartError.
    """

    def __init__(
        self, task: str, bounds: Bounds, jobs: int = 1, recycling: Recycling | None = None
    ) -> None:
        self._task, self._bounds, self._jobs = task, bounds, jobs
        self._recycling = recycling or Recycling()
        self._asked: queue.SimpleQueue[Argument | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[tuple[Argument, Result | Failure | Exception]] = (
            queue.SimpleQueue()
        )
        self._ending = threading.Event()
        self._lanes = [threading.Thread(target=self._serve, daemon=True) for _ in range(jobs)]

    def __enter__(self) -> Self:
        for lane in self._lanes:
            lane.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._ending.set()
        for _ in self._lanes:
            self._asked.put(None)
        for lane in self._lanes:
            lane.join(_PATIENCE)

    def map(
        self,
        arguments: Iterable[Argument],
        on_wait: Callable[[], None] | None = None,
        *,
        ahead: int = 0,
    ) -> Iterator[tuple[Argument, Result | Failure]]:
        """Yield each argument with its result, in the order in which they are done.

        One process keeps the order. No more arguments are taken than there are processes, and
        `ahead` besides; `on_wait` is called meanwhile.
        """
        pending = 0
        for argument in arguments:
            while pending >= self._jobs + ahead:
                yield self._take(on_wait)
                pending -= 1
            self._asked.put(argument)
            pending += 1
        for _ in range(pending):
            yield self._take(on_wait)

    def _take(self, on_wait: Callable[[], None] | None) -> tuple[Argument, Result | Failure]:
        while True:
            try:
                argument, found = self._answers.get(timeout=_SLICE)
            except queue.Empty:
                if on_wait is not None:
                    on_wait()
                continue
            if isinstance(found, Exception):
                raise found
            return argument, found

    def _serve(self) -> None:
        with Worker[Argument, Result](self._task, self._bounds) as worker:
            served = 0
            while (argument := self._asked.get()) is not None and not self._ending.is_set():
                try:
                    found: Result | Failure | Exception = worker.run(argument, self._go_on)
                except _StoppedError:
                    return
                except Exception as error:  # noqa: BLE001 - raised where the results are taken
                    found = error
                self._answers.put((argument, found))
                served += 1
                if self._is_used_up(worker, served):
                    worker.close()
                    served = 0

    def _go_on(self) -> None:
        if self._ending.is_set():
            raise _StoppedError

    def _is_used_up(self, worker: Worker[Argument, Result], served: int) -> bool:
        if served >= self._recycling.most:
            return True
        number = worker.number
        if served < self._recycling.least or number is None:
            return False
        return resident_megabytes(number) > self._recycling.megabytes
