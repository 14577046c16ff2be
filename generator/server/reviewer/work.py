"""The long work of the room: review a pile, and write what is handed over of it.

What was reviewed before, with the same inputs, is not reviewed again: that is how a run goes on
after a kill, and how a decision is taken in without reviewing the rest.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.base.digests import digest_file
from generator.base.output import write_atomically
from generator.reporting.progress import Pace
from generator.server.reviewer.before import Before
from generator.server.reviewer.decisions import read_decided, stamp, subject_of
from generator.server.reviewer.folder import (
    PREVIOUS,
    checklist_of,
    find_by_id,
    own_templates,
    paths_of,
    reviews_of,
)
from generator.server.reviewer.journal import Done, Journal, identify_file
from generator.server.reviewer.making import MADE, Bench, make, make_workbook
from generator.server.reviewer.shown import ShownFile
from generator.server.runs import Work
from generator.server.store import Store
from generator.server.store.entries import Entries
from generator.server.workspace import Workspace
from generator.tasks.review_many.decided import fill_rows, list_accepted
from generator.tasks.review_many.desk import EVERYTHING, lay_desk, open_files, open_given
from generator.tasks.review_many.keeping import TASK, report_failure
from generator.tasks.review_many.kept import Full, KeptFile, KeptReviews
from generator.tasks.supervised.failure import Failure
from generator.tasks.supervised.worker import Bounds, Worker
from generator.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from generator.model.roll import Desk
    from generator.server.reviewer.folder import PileFolder
    from generator.server.running import Order, Reporter
    from generator.tasks.review_many.accepted import AcceptedList
    from generator.tasks.review_many.desk import OpenPile
    from generator.tasks.review_many.job import Job

NAME = "review-pile"
# Of the pile as a whole; each file has bounds of its own.
WORK = Work(NAME, "generator.server.reviewer.work:review", Bounds(24 * 3600, 6000))
_LAYOUT = 2  # counts the changes of what is kept of a file


class _Shared(NamedTuple):
    """What the files of a run share."""

    pile: str
    before: Before
    kept: KeptReviews
    worker: Worker[Job, Full]
    entries: Entries
    given: str
    is_dated: bool


class _Reviewed(NamedTuple):
    """A pile that was reviewed, for as long as it is open."""

    pile: OpenPile
    files: list[ShownFile]
    desk: Desk
    kept: KeptReviews


def review(order: Order, reporter: Reporter) -> object:
    """Review the files of a pile one by one, then write what `make` asks for."""
    place = Workspace(order.workspace)
    folder = find_by_id(place, order.arguments["pile"])
    entries = Entries(Store(order.store))
    _bring_previous(place, folder, entries, order.room, reporter)
    journal = Journal(order.room)
    with _review_pile(place, folder, entries, journal, reporter) as found:
        journal.finish(found.desk, found.pile.skipped)
        wanted = order.arguments.get("make") or ""
        total = len(found.files)
        reporter.say(total, total, "正在写出文件" if wanted else "审核完成")
        bench = _bench(order.room / MADE, place, found, order.arguments)
        made = make(wanted, bench._replace(checklist=checklist_of(place, folder)))
        found.kept.prune({key for one in journal.read() for key in (one.key, one.base)})
    return made


def _bring_previous(
    place: Workspace, folder: PileFolder, entries: Entries, room: Path, reporter: Reporter
) -> None:
    """Put the result of the round before into the folder of a later one, once."""
    target = folder.root / PREVIOUS
    if not folder.after or target.exists():
        return
    former = find_by_id(place, folder.after)
    before = room / "before"
    with _review_pile(place, former, entries, Journal(before), reporter) as found:
        write_atomically(target, make_workbook(_bench(before, place, found, {})))


def _bench(folder: Path, place: Workspace, found: _Reviewed, told: Mapping[str, Any]) -> Bench:
    hints = bool(told.get("hints"))
    return Bench(folder, own_templates(place), found.pile, found.files, found.desk, hints)


@contextmanager
def _review_pile(
    place: Workspace, folder: PileFolder, entries: Entries, journal: Journal, reporter: Reporter
) -> Iterator[_Reviewed]:
    reporter.say(0, 0, "正在读名单和局里的数据")
    paths = paths_of(place, folder)
    kept = KeptReviews(reviews_of(place, folder.id))
    with (
        open_given(paths, folder.today) as told,
        open_files(paths, told, EVERYTHING) as pile,
    ):
        journal.begin()
        given = _digest_all(paths.read)
        with Worker["Job", "Full"](TASK, Bounds()) as worker:
            dated = paths.previous is not None
            before = Before(place, entries, folder)
            shared = _Shared(folder.id, before, kept, worker, entries, given, dated)
            shown = _review_all(pile, shared, journal, reporter)
        yield _Reviewed(pile, shown, lay_desk(pile, [one.summary for one in shown]), kept)


def _review_all(
    pile: OpenPile, shared: _Shared, journal: Journal, reporter: Reporter
) -> list[ShownFile]:
    pace = Pace(len(pile.jobs))
    shown = []

    def tell() -> None:
        reporter.say(pace.done, pace.total, pace.word())

    for job in pile.jobs:
        pace.begin(job.one.name)
        tell()
        done, kept = _review_one(job, shared, tell)
        journal.add(done)
        # What was unpacked lies elsewhere in every run.
        shown.append(ShownFile(done, kept, replace(kept.summary, path=job.one.path)))
        pace.finish()
    return shown


def _review_one(job: Job, shared: _Shared, tell: Callable[[], None]) -> tuple[Done, KeptFile]:
    """Return the review of a file, with what was decided on it taken in."""
    name = job.one.name
    day = job.date if shared.is_dated else ""
    parts = [__version__, _LAYOUT, name, job.one.problem, digest_file(job.one.path), shared.given]
    base = _key(*parts, day)
    plain = _find(job, base, shared, tell)
    before = shared.before.said_of(plain.summary)
    decided = read_decided(shared.entries, subject_of(shared.pile, name), before)
    accepted = list_accepted(fill_rows(plain.rows, decided)) if decided else None
    if accepted is None or not _says_anything(accepted, plain):
        return Done(identify_file(name), name, base, base, ""), plain
    given = stamp(accepted)
    key = _key(*parts, job.date, given)
    kept = _find(replace(job, accepted=accepted), key, shared, tell)
    return Done(identify_file(name), name, key, base, given), kept


def _says_anything(accepted: AcceptedList, plain: KeptFile) -> bool:
    """Whether decisions change what the review says without them."""
    return accepted != list_accepted(plain.rows)


def _find(job: Job, key: str, shared: _Shared, tell: Callable[[], None]) -> KeptFile:
    found = shared.kept.find(key)
    if found is not None:
        return found
    full = shared.worker.run(job, tell)
    if isinstance(full, Failure):
        full = report_failure(job, full)
    return shared.kept.keep(key, full)


def _key(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _digest_all(paths: tuple[Path, ...]) -> str:
    """Return what tells the list, the data and the rest apart from any others."""
    digest = hashlib.sha256()
    for path in paths:
        inner = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
        for one in inner:
            digest.update(f"{one.relative_to(path.parent).as_posix()}\n".encode(errors="replace"))
            digest.update(digest_file(one).encode())
    return digest.hexdigest()
