"""The run of a batch: units given out, results taken in; the only one that writes.

Where results go is a `Place`; what does the units is anything that yields outcomes for orders
(`supervised.pool` on this machine). Both may be others: a unit is done the same everywhere.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from generator.base.errors import GeneratorError, RunEndedError
from generator.base.refusals import word_refusal
from generator.tasks.batch.unit import Order, Outcome
from generator.tasks.batch.work import TASK, begin_row, name_unit
from generator.tasks.supervised.failure import Cause, Failure
from generator.tasks.supervised.pool import Pool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.model.batch import Row
    from generator.model.reviewed_file import SkippedFile
    from generator.tasks.batch.journal import Entry, Journal
    from generator.tasks.batch.unit import Settings, Unit
    from generator.tasks.supervised.worker import Bounds

    Perform = Callable[[Iterator[Order]], Iterator[tuple[Order, Outcome | Failure]]]

_AHEAD = 2  # units that wait for a process, so that none of them waits for this one
_EDITED = "{} 写出以后被人改过，没有覆盖；请把它移走或改名，再运行一次"

_REMEDIES = {
    Cause.TIME: "；可以用 --timeout 放宽限度再做一次",
    Cause.MEMORY: "；可以用 --memory 放宽限度再做一次",
}


class Place(Protocol):
    """Where results go. Names are paths below it, with slashes."""

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write files, each whole or not at all. Raises GeneratorError; some may be there then."""

    def digest(self, name: str) -> str:
        """Return the SHA-256 of a file in hexadecimal, empty where there is none."""

    def is_there(self, name: str) -> bool:
        """Whether there is a file with something in it."""

    def remove(self, name: str) -> None:
        """Remove a file, and the folders that it leaves empty."""

    def tidy(self, folder: str) -> None:
        """Remove what a stop in the middle of writing has left in a folder."""


class State(Enum):
    """What became of a unit in a run."""

    DONE = "done"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(slots=True)
class Tally:
    """How far a run is: the units by what became of them."""

    total: int = 0
    counts: Counter[State] = field(default_factory=Counter)

    @property
    def finished(self) -> int:
        """The units that are done with."""
        return self.counts.total()


class Watcher(Protocol):
    """Who is told how far a run is."""

    def wait(self) -> None:
        """Take note of time that passes."""

    def finish(self, row: Row | None, state: State) -> None:
        """Take note of a unit that is done with; `row` is None where it is unchanged."""


@dataclass(frozen=True, slots=True)
class Batch:
    """A run: where the units lie, what is wanted of them, where it is kept."""

    root: Path
    settings: Settings
    journal: Journal
    place: Place


def begin_batch(batch: Batch, found: Iterable[Unit | SkippedFile]) -> Tally:
    """Keep what is to be done, and clear what a stop of an earlier run has left."""
    for folder in ("", *batch.journal.interrupted()):
        batch.place.tidy(folder)

    def name(unit: Unit) -> str:
        return name_unit(Order(batch.root, unit, batch.settings))

    return Tally(batch.journal.begin(found, name))


def run_batch(batch: Batch, tally: Tally, perform: Perform, watcher: Watcher) -> None:
    """Do all units that are not done: each one's files, then its row. Raises WorkerStartError."""
    waiting: dict[Order, Entry] = {}

    def give() -> Iterator[Order]:
        for entry in batch.journal.entries():
            known = entry.key if _is_whole(batch.place, entry) else ""
            order = Order(batch.root, entry.unit, batch.settings, known)
            waiting[order] = entry
            yield order

    for order, found in perform(give()):
        entry = waiting.pop(order)
        outcome = _lose(order, found) if isinstance(found, Failure) else found
        row, state = None, State.UNCHANGED
        if not outcome.unchanged:
            row = _keep(batch, entry, outcome)
            state = State.FAILED if row.failure else State.DONE
        tally.counts[state] += 1
        watcher.finish(row, state)


def perform_here(bounds: Bounds, jobs: int, on_wait: Callable[[], None]) -> Perform:
    """Return what does units on this machine, in so many processes."""

    def perform(orders: Iterator[Order]) -> Iterator[tuple[Order, Outcome | Failure]]:
        with Pool[Order, Outcome](TASK, bounds, jobs) as pool:
            yield from pool.map(orders, on_wait, ahead=_AHEAD * jobs)

    return perform


def _is_whole(place: Place, entry: Entry) -> bool:
    """Whether the results of a unit are there; one that somebody has edited is."""
    return bool(entry.key) and all(place.is_there(f"{entry.folder}/{name}") for name in entry.files)


def _keep(batch: Batch, entry: Entry, outcome: Outcome) -> Row:
    """Write the files of a unit, remove those it has no longer, keep its row; return that."""
    row = outcome.row._replace(folder=entry.folder)
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in outcome.files.items()}
    try:
        edited = _find_edited(batch.place, entry, digests)
        refused = [name for name in edited if name in digests]
        if refused:
            row = _add_failure(row, _EDITED.format("、".join(refused)))
            batch.journal.fail(entry, row)
            return row
        batch.journal.intend(entry, digests)
        batch.place.write({f"{entry.folder}/{name}": outcome.files[name] for name in digests})
        for name in {**entry.files, **entry.intended}.keys() - digests.keys() - {*edited}:
            batch.place.remove(f"{entry.folder}/{name}")
    except RunEndedError:
        raise
    except (GeneratorError, OSError) as error:
        why = str(error) if isinstance(error, GeneratorError) else word_refusal(error)
        row = _add_failure(row, f"结果没有写成：{why}")
        batch.journal.fail(entry, row)
        return row
    batch.journal.finish(entry, "" if row.failure else outcome.key, row, digests)
    return row


def _add_failure(row: Row, why: str) -> Row:
    return row._replace(failure=f"{row.failure}；{why}" if row.failure else why)


def _find_edited(place: Place, entry: Entry, digests: Mapping[str, str]) -> tuple[str, ...]:
    """Return the files of a unit that stand there and that no run has written so."""
    edited = []
    for name in sorted({*digests, *entry.files, *entry.intended}):
        there = place.digest(f"{entry.folder}/{name}")
        ours = {digests.get(name), entry.files.get(name), *entry.intended.get(name, ())}
        if there and there not in ours:
            edited.append(name)
    return tuple(edited)


def _lose(order: Order, failure: Failure) -> Outcome:
    """Return what is kept of a unit that had to be ended."""
    why = f"{failure.words}{_REMEDIES.get(failure.cause, '')}"
    return Outcome("", begin_row(order)._replace(failure=why))
