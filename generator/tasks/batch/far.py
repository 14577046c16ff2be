"""What another machine does: a parcel in, what was made of it out, in a process with bounds.

Nothing is written there but into a temporary folder, and nothing stays.
"""

from __future__ import annotations

import pickle
import threading
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from generator.base.processes import resident_megabytes
from generator.tasks.batch.parcel import Parcel, unpack
from generator.tasks.batch.unit import Order, Outcome
from generator.tasks.batch.work import TASK
from generator.tasks.supervised.pool import Recycling
from generator.tasks.supervised.worker import Worker
from generator.version import __version__

if TYPE_CHECKING:
    from generator.tasks.supervised.failure import Failure
    from generator.tasks.supervised.worker import Bounds

_RECYCLING = Recycling()


class _Lane(threading.local):
    """The process that serves a thread, one for as long as the bounds are the same."""

    worker: Worker[Order, Outcome] | None = None
    bounds: Bounds | None = None
    served = 0


_LANE = _Lane()


def tell_version() -> str:
    """Return the version of the program on a machine."""
    return __version__


def do_parcel(data: bytes) -> bytes:
    """Do a pickled `Parcel`; return the pickled `Outcome` or `Failure`. Raises WorkerStartError."""
    parcel = pickle.loads(data)  # noqa: S301 - from the program that gives out the work
    with TemporaryDirectory(prefix="gen-narrative-", ignore_cleanup_errors=True) as room:
        order = unpack(parcel, Path(room))
        found = _take_worker(parcel).run(order)
        if isinstance(found, Outcome) and str(order.root) in found.row.failure:
            said = found.row.failure.replace(str(order.root), parcel.root)
            found = found._replace(row=found.row._replace(failure=said))
    return pickle.dumps(found)


def read_answer(data: bytes) -> Outcome | Failure:
    """Return what `do_parcel` has packed."""
    found: Outcome | Failure = pickle.loads(data)  # noqa: S301 - from our own workers
    return found


def write_parcel(parcel: Parcel) -> bytes:
    """Return what `do_parcel` takes."""
    return pickle.dumps(parcel)


def _take_worker(parcel: Parcel) -> Worker[Order, Outcome]:
    """Return the process of this thread, a new one where it has become large."""
    lane = _LANE
    number = None if lane.worker is None else lane.worker.number
    if lane.worker is not None and (
        lane.bounds != parcel.bounds
        or lane.served >= _RECYCLING.most
        or (
            lane.served >= _RECYCLING.least
            and number is not None
            and resident_megabytes(number) > _RECYCLING.megabytes
        )
    ):
        lane.worker.close()
        lane.worker = None
    if lane.worker is None:
        lane.worker, lane.bounds, lane.served = Worker(TASK, parcel.bounds), parcel.bounds, 0
    lane.served += 1
    return lane.worker
