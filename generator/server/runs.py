"""Long work (a pile, a document with its PDF): each in a process of its own, its state kept.

A room names its works (`Work`) in its `Room`, begins one with `Runs.begin` and lets its page follow
`/runs/<id>`. The task is `def task(order: Order, reporter: Reporter) -> object` (`running`). Where
the server was killed, its works ended with it; the next start begins them again with the same id
and the same `order.room`.
"""

from __future__ import annotations

import json
import logging
import queue
import secrets
import shutil
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generator.base.errors import GeneratorError
from generator.base.refusals import word_refusal
from generator.server.running import Order, Outcome
from generator.server.store import StoreError
from generator.server.store.entries import now
from generator.tasks.supervised.failure import Failure
from generator.tasks.supervised.worker import Bounds, Worker

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from pathlib import Path

    from generator.server.store import Store
    from generator.server.workspace import Workspace

PERFORM = "generator.server.running:perform"
WAITING, RUNNING, DONE, FAILED, STOPPED = "waiting", "running", "done", "failed", "stopped"
_OPEN = (WAITING, RUNNING)
_FOLDER = "runs"
_LOG = logging.getLogger("generator.server")
_PATIENCE = 10.0  # seconds in which a lane ends


@dataclass(frozen=True, slots=True)
class Work:
    """A kind of long work. Works of one lane are done one after the other, lanes side by side."""

    name: str
    task: str  # package.module:function
    bounds: Bounds = field(default_factory=lambda: Bounds(seconds=600))
    lane: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """The state of one work: `words` say what is being done, or why it could not be done."""

    id: str
    work: str
    arguments: Any
    state: str
    done: int
    total: int
    words: str
    result: Any
    begun: str
    ended: str

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.state in _OPEN


class RunMissingError(GeneratorError):
    """There is no such run."""

    def __init__(self) -> None:
        super().__init__("没有这项工作，或它的记录已经不在了。")


class _StoppedError(Exception):
    """The user has stopped a work, or the server ends."""


class Runs:
    """The works of a workspace: what is open is done, also what an earlier server left."""

    def __init__(self, workspace: Workspace, store: Store, works: Iterable[Work]) -> None:
        self._workspace = workspace
        self._store = store
        self._works = {work.name: work for work in works}
        self._lanes: dict[str, queue.SimpleQueue[str | None]] = {}
        self._threads: list[threading.Thread] = []
        self._ending = threading.Event()
        self._lock = threading.Lock()

    def begin(self, work: str, arguments: Any) -> Run:
        """Keep a work in the store, queue it, and return it."""
        known = self._works[work]
        identity = secrets.token_hex(8)
        with self._store.connect() as connection:
            connection.execute(
                "INSERT INTO runs (id, work, arguments, state, begun) VALUES (?,?,?,?,?)",
                (identity, work, json.dumps(arguments, ensure_ascii=False), WAITING, now()),
            )
        self._queue(known, identity)
        return self.find(identity)

    def find(self, identity: str) -> Run:
        """Return a run. Raises RunMissingError."""
        with self._store.connect() as connection:
            row = connection.execute("SELECT * FROM runs WHERE id = ?", (identity,)).fetchone()
        if row is None:
            raise RunMissingError
        return _read(row)

    def list(self, work: str = "") -> tuple[Run, ...]:
        """Return the runs of a work (of all), the newest first."""
        with self._store.connect() as connection:
            rows = connection.execute(
                "SELECT * FROM runs WHERE ? IN ('', work) ORDER BY rowid DESC", (work,)
            ).fetchall()
        return tuple(map(_read, rows))

    def stop(self, identity: str) -> Run:
        """Stop a run that is open, and return it; what it has done so far stays in its room."""
        with self._store.connect() as connection:
            connection.execute(
                "UPDATE runs SET state = ?, ended = ? WHERE id = ? AND state IN (?, ?)",
                (STOPPED, now(), identity, *_OPEN),
            )
        return self.find(identity)

    def room(self, identity: str) -> Path:
        """Return the folder of a run."""
        return self._workspace.hidden / _FOLDER / identity

    def forget(self, identity: str) -> None:
        """Remove a run that is not open, with its folder."""
        with self._store.connect() as connection:
            removed = connection.execute(
                "DELETE FROM runs WHERE id = ? AND state NOT IN (?, ?)", (identity, *_OPEN)
            ).rowcount
        if removed:
            shutil.rmtree(self.room(identity), ignore_errors=True)

    def resume(self) -> None:
        """Queue what an earlier server has not finished."""
        for run in reversed(self.list()):
            if run.is_open and run.work in self._works:
                self._queue(self._works[run.work], run.id)

    def close(self) -> None:
        """End what runs; it stays open in the store, and the next start goes on with it."""
        self._ending.set()
        with self._lock:
            lanes, threads = [*self._lanes.values()], [*self._threads]
        for lane in lanes:
            lane.put(None)
        for thread in threads:
            thread.join(_PATIENCE)

    def _queue(self, work: Work, identity: str) -> None:
        name = work.lane or work.name
        with self._lock:
            if name not in self._lanes:
                self._lanes[name] = queue.SimpleQueue()
                lane = threading.Thread(target=self._serve, args=(self._lanes[name],), daemon=True)
                self._threads.append(lane)
                lane.start()
            self._lanes[name].put(identity)

    def _serve(self, lane: queue.SimpleQueue[str | None]) -> None:
        while (identity := lane.get()) is not None and not self._ending.is_set():
            try:
                run = self.find(identity)
                if run.is_open:
                    self._do(run)
            except RunMissingError:
                pass  # forgotten while it waited
            except (OSError, StoreError):
                # It stays open, and the next start takes it up; the lane goes on with the others.
                _LOG.exception("a work could not be done")

    def _do(self, run: Run) -> None:
        if not self._mark(run.id, RUNNING, run.words):
            return
        work = self._works[run.work]
        order = Order(
            run.id,
            work.task,
            run.arguments,
            self._workspace.root,
            self.room(run.id),
            self._store.path,
        )

        def go_on() -> None:
            if self._ending.is_set() or self.find(run.id).state == STOPPED:
                raise _StoppedError

        try:
            with Worker[Order, Outcome](PERFORM, work.bounds) as worker:
                found = worker.run(order, go_on)
        except _StoppedError:
            return
        except GeneratorError as error:
            found = Outcome(problem=str(error))
        except OSError as error:
            found = Outcome(problem=f"系统拒绝读写：{word_refusal(error)}")
        if isinstance(found, Failure):
            found = Outcome(problem=found.words)
        if found.problem:
            self._mark(run.id, FAILED, found.problem)
        else:
            self._finish(run.id, found.result)

    def _mark(self, identity: str, state: str, words: str) -> bool:
        """Set the state of a run that is open; return whether it was."""
        ended = "" if state in _OPEN else now()
        with self._store.connect() as connection:
            changed = connection.execute(
                "UPDATE runs SET state = ?, words = ?, ended = ? WHERE id = ? AND state IN (?, ?)",
                (state, words, ended, identity, *_OPEN),
            ).rowcount
        return bool(changed)

    def _finish(self, identity: str, result: str) -> None:
        with self._store.connect() as connection:
            connection.execute(
                "UPDATE runs SET state = ?, result = ?, ended = ? WHERE id = ? AND state IN (?, ?)",
                (DONE, result, now(), identity, *_OPEN),
            )


def _read(row: sqlite3.Row) -> Run:
    known = {name: row[name] for name in Run.__slots__}
    known["arguments"], known["result"] = json.loads(row["arguments"]), json.loads(row["result"])
    return Run(**known)
