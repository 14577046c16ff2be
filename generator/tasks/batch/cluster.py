"""Units given to a Dask scheduler that runs already: a performer of `engine.run_batch`.

Dask gives a unit to another worker where its own is lost, some times; after that it is told as not
done. Every wait here ends: without scheduler, or without any worker, the run does.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import time
import warnings
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, cast

from generator.base.errors import GeneratorError, RunEndedError
from generator.tasks.batch.far import do_parcel, read_answer, tell_version, write_parcel
from generator.tasks.batch.fingerprint import make_key
from generator.tasks.batch.parcel import Parcel, pack
from generator.tasks.batch.unit import Order, Outcome
from generator.tasks.batch.work import TASK
from generator.tasks.supervised.failure import Cause, Failure, describe_bug
from generator.tasks.supervised.worker import Bounds, Worker
from generator.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.tasks.batch.engine import Perform

    Found = tuple[Order, Outcome | Failure]

_SLICE = 0.25  # seconds: on Windows Ctrl-C is noticed between two waits only
_BEAT = 1.0  # seconds between two looks at the scheduler
_AHEAD = 2  # units that wait for a thread of a worker, so that none of them waits for this side
_TRIES = 3  # times that a result is asked for whose worker is lost before it is taken
_LEAST = 4
_TALKERS = {"distributed", "tornado", "asyncio"}


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: to reach the scheduler, to go on without it, without any worker, for a result."""

    reach: float = 15
    scheduler: float = 30
    workers: float = 60
    result: float = 60


class ClusterError(GeneratorError):
    """A scheduler on which nothing can be begun."""

    def __init__(self, address: str, detail: str) -> None:
        super().__init__(f"不能在 {address} 上运行：{detail}。")


class ClusterGoneError(RunEndedError):
    """A scheduler, or all its workers, that ended in the middle."""

    def __init__(self, address: str, what: str) -> None:
        super().__init__(
            f"{address} {what}，没有做完。做完的都在；恢复以后再运行同样的命令，接着做没有做的。"
        )


class Listener(Protocol):
    """Who is told of what happens meanwhile."""

    def wait(self) -> None:
        """Take note of time that passes."""

    def tell(self, words: str) -> None:
        """Take note of something that is worth a line."""


@contextmanager
def open_cluster(address: str, patience: Patience | None = None) -> Iterator[Cluster]:
    """Join a scheduler. Raises ClusterError: not installed, not there, another version."""
    patience = patience or Patience()
    try:
        from distributed import Client  # noqa: PLC0415 - an extra
    except ImportError as error:
        hint = '没有安装 Dask；请先 pip install "gen-narrative[cluster]"'
        raise ClusterError(address, hint) from error
    _hush()
    try:
        client: Any = cast("Any", Client)(
            address, timeout=patience.reach, set_as_default=False, direct_to_workers=False
        )
    except (TimeoutError, OSError, ValueError) as error:
        detail = "连不上调度程序；请核对地址、调度程序在不在运行、两边 Dask 的版本是否相同"
        raise ClusterError(address, detail) from error
    try:
        cluster = Cluster(address, client, patience)
        cluster.check_versions()
        yield cluster
    finally:
        with suppress(Exception):
            client.close(timeout=_BEAT)


def _hush() -> None:
    """Let the libraries say nothing of lost connections: that is told in our words."""
    for name in [*logging.root.manager.loggerDict]:
        if name.partition(".")[0] in _TALKERS:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


@dataclass(slots=True)
class Cluster:
    """A scheduler with its workers."""

    address: str
    client: Any
    patience: Patience
    threads: dict[str, int] = field(default_factory=dict)
    _seen: float = 0.0
    _manned: float = 0.0
    _looked: float = 0.0

    def check_versions(self) -> None:
        """Raise ClusterError where there is no worker, or one with another program."""
        try:
            self.client.wait_for_workers(1, timeout=self.patience.workers)
            versions: dict[str, object] = self.client.run(tell_version, on_error="return")
        except (TimeoutError, OSError) as error:
            raise ClusterError(self.address, "没有工作机；请先启动 dask worker") from error
        for worker, version in sorted(versions.items()):
            if isinstance(version, Exception):
                raise ClusterError(
                    self.address,
                    f"工作机 {worker} 上没有装 gen-narrative，或装的不能用（{version}）",
                )
            if version != __version__:
                raise ClusterError(
                    self.address,
                    f"工作机 {worker} 上的 gen-narrative 是 {version}，这里是 {__version__}；"
                    "请装同一个版本",
                )
        self.threads = dict.fromkeys(versions, 1)

    def perform(self, bounds: Bounds, listener: Listener) -> Perform:
        """Return what does units on the workers. It raises ClusterGoneError."""

        def perform(orders: Iterator[Order]) -> Iterator[Found]:
            with Worker[Order, Outcome](TASK, bounds) as here:
                yield from _Round(self, bounds, listener, here).map(orders)

        return perform

    def look(self, listener: Listener) -> None:
        """See who is there. Raises ClusterGoneError after too long without anybody."""
        now = time.monotonic()
        if now - self._looked < _BEAT:
            return
        self._seen, self._manned = self._seen or now, self._manned or now
        try:
            found = self.client.sync(self.client.scheduler.ncores, callback_timeout=5)
            threads: dict[str, int] | None = dict(found)
        except Exception:  # noqa: BLE001 - whatever a lost connection raises
            threads = None
        self._looked = now = time.monotonic()
        if threads is None:
            if self.client.status == "closed" or now - self._seen > self.patience.scheduler:
                raise ClusterGoneError(self.address, "的调度程序不在了")
            return
        self._seen = now
        for lost in sorted(self.threads.keys() - threads.keys()):
            listener.tell(f"工作机 {lost} 断开了，它手上的部门由别的工作机重做")
        for new in sorted(threads.keys() - self.threads.keys()):
            listener.tell(f"工作机 {new} 加入了")
        self.threads = threads
        if threads:
            self._manned = now
        elif now - self._manned > self.patience.workers:
            raise ClusterGoneError(self.address, "没有工作机了")

    @property
    def room(self) -> int:
        """How many units may be given at a time."""
        return max(_LEAST, _AHEAD * sum(self.threads.values()))


class _Round:
    """The units that are with the workers, and their answers."""

    def __init__(
        self, cluster: Cluster, bounds: Bounds, listener: Listener, here: Worker[Order, Outcome]
    ) -> None:
        self._cluster, self._bounds = cluster, bounds
        self._listener, self._here = listener, here
        self._given: dict[str, tuple[Order, Parcel, int]] = {}
        self._futures: dict[str, Any] = {}
        self._done: queue.SimpleQueue[str] = queue.SimpleQueue()

    def map(self, orders: Iterator[Order]) -> Iterator[Found]:
        """Yield each order with what was made of it, in the order in which they are done."""
        for order in orders:
            while len(self._given) >= self._cluster.room:
                yield from self._take()
            self._cluster.look(self._listener)
            # What is unchanged costs no journey.
            if order.known and make_key(order) == order.known:
                yield order, Outcome(order.known, unchanged=True)
                continue
            parcel = pack(order, self._bounds)
            if parcel is None:
                yield order, self._here.run(order, self._listener.wait)
            else:
                self._give(order, parcel, 1)
        while self._given:
            yield from self._take()

    def _give(self, order: Order, parcel: Parcel, attempt: int) -> None:
        with warnings.catch_warnings():  # that a unit is large is no news
            warnings.simplefilter("ignore")
            try:
                future = self._cluster.client.submit(do_parcel, write_parcel(parcel), pure=False)
            except Exception as error:
                raise ClusterGoneError(self._cluster.address, "的调度程序不在了") from error
        self._given[future.key] = order, parcel, attempt
        self._futures[future.key] = future
        future.add_done_callback(lambda done: self._done.put(done.key))

    def _take(self) -> Iterator[Found]:
        """Yield the next answer; nothing where a unit had to be given anew."""
        while True:
            self._cluster.look(self._listener)
            try:
                key = self._done.get(timeout=_SLICE)
            except queue.Empty:
                self._listener.wait()
                continue
            break
        order, parcel, attempt = self._given.pop(key)
        future = self._futures.pop(key)
        try:
            found = read_answer(future.result(timeout=self._cluster.patience.result))
        except asyncio.CancelledError as error:
            raise ClusterGoneError(self._cluster.address, "的调度程序不在了") from error
        except Exception as error:  # noqa: BLE001 - what a worker raised, or that it is lost
            answer = self._judge(order, error)
            if answer is None and attempt < _TRIES:
                self._listener.tell(f"{order.unit.path} 的结果没有取到，再做一次")
                self._give(order, parcel, attempt + 1)
                return
            yield order, answer or _lost(f"结果取了 {_TRIES} 次都没有取到")
        else:
            yield order, found
        finally:
            with suppress(Exception):
                future.release()

    def _judge(self, order: Order, error: Exception) -> Failure | None:
        """Return why there is no result for good, None where it may be asked for again."""
        from distributed.scheduler import KilledWorker  # noqa: PLC0415 - an extra

        if isinstance(error, KilledWorker):
            return _lost("做它的工作机几次都断开了")
        if isinstance(error, OSError | asyncio.TimeoutError):
            return None
        if isinstance(error, GeneratorError):  # no process could be started there
            self._listener.tell(f"{order.unit.path}：{error}")
            return Failure(Cause.CRASH, str(error))
        if type(error).__name__ == "FutureCancelledError":
            raise ClusterGoneError(self._cluster.address, "的调度程序不在了") from error
        return describe_bug(error)


def _lost(how: str) -> Failure:
    return Failure(Cause.CRASH, f"{how}，没有做成；再运行一次会再试")
