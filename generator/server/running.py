"""The side of a long work that runs in a process of its own: see `runs`."""

from __future__ import annotations

import importlib
import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.base.errors import GeneratorError
from generator.base.refusals import word_refusal
from generator.server.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_INTERVAL = 0.2  # seconds between two writings of how far a work is


@dataclass(frozen=True, slots=True)
class Order:
    """What a work is told: `arguments` and what it returns are what JSON can say.

    `room` is a folder of the run's own, kept until it has ended: what was done before a kill is
    found there, and need not be done again.
    """

    run: str
    task: str
    arguments: Any
    workspace: Path
    room: Path
    store: Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a work: `problem` is in Chinese where it could not be done."""

    result: str = "null"
    problem: str = ""


class Reporter:
    """Tells how far a work is."""

    def __init__(self, store: Store, run: str) -> None:
        self._store = store
        self._run = run
        self._last = 0.0

    def say(self, done: int, total: int, words: str) -> None:
        """Tell that `done` of `total` steps are done, and what is being done (Chinese)."""
        now = time.monotonic()
        if now - self._last < _INTERVAL and done < total:
            return
        self._last = now
        with self._store.connect() as connection:
            connection.execute(
                "UPDATE runs SET done = ?, total = ?, words = ? WHERE id = ?",
                (done, total, words, self._run),
            )


def perform(order: Order) -> Outcome:
    """Do a work: the task of the process."""
    module, _, name = order.task.partition(":")
    task: Callable[[Order, Reporter], object] = getattr(importlib.import_module(module), name)
    order.room.mkdir(parents=True, exist_ok=True)
    try:
        result = task(order, Reporter(Store(order.store), order.run))
    except GeneratorError as error:
        return Outcome(problem="\n".join([str(error), *getattr(error, "__notes__", ())]))
    except OSError as error:
        return Outcome(problem=f"系统拒绝读写：{word_refusal(error)}")
    return Outcome(json.dumps(result, ensure_ascii=False))
