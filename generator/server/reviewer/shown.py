"""The files of a pile as the desk shows them: what the newest run has of each."""

from __future__ import annotations

import contextlib
import pickle
from typing import TYPE_CHECKING, NamedTuple

from generator.reporting.review_summary import sort_by_need
from generator.server.reviewer.before import Before
from generator.server.reviewer.decisions import list_decided, read_decided, stamp, subject_of
from generator.server.reviewer.folder import reviews_of
from generator.server.reviewer.journal import Done, Journal
from generator.tasks.review_many.decided import fill_rows, list_accepted
from generator.tasks.review_many.kept import KeptFile

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.model.reviewed_file import FileSummary
    from generator.server.reviewer.folder import PileFolder
    from generator.server.runs import Run, Runs
    from generator.server.store.entries import Entries
    from generator.server.workspace import Workspace


class ShownFile(NamedTuple):
    """A file that is done: its review as kept, its summary."""

    done: Done
    kept: KeptFile
    summary: FileSummary


class Newest(NamedTuple):
    """The runs of a pile: the newest one, and the one whose files are shown."""

    run: Run
    journal: Journal
    before: Journal | None

    def read(self) -> tuple[Done, ...]:
        """Return what is done; while a run goes on, of other files what an earlier one has."""
        now = self.journal.read()
        if self.before is None:
            return now
        known = {one.id for one in now}
        return (*now, *(one for one in self.before.read() if one.id not in known))

    @property
    def beside(self) -> Journal:
        """The journal that has the desk: of the newest run that has ended."""
        return self.before or self.journal


def runs_of(runs: Runs, work: str, pile: str) -> tuple[Run, ...]:
    """Return the runs of the pile of an id, the newest first."""
    return tuple(run for run in runs.list(work) if run.arguments.get("pile") == pile)


def newest_of(runs: Runs, work: str, pile: str) -> Newest | None:
    """Return the newest run of the pile of an id, None where it was never reviewed."""
    own = runs_of(runs, work, pile)
    if not own:
        return None
    journals = [Journal(runs.room(run.id)) for run in own]
    earlier = next((one for one in journals[1:] if one.is_begun), None)
    is_done = own[0].state == "done"
    return Newest(own[0], journals[0], None if is_done else earlier)


def open_files(place: Workspace, pile: str, done: Iterable[Done]) -> tuple[ShownFile, ...]:
    """Return files with their summaries; what cannot be read is left to the next run."""
    root: Path = reviews_of(place, pile)
    found = []
    for one in done:
        kept = KeptFile(root / one.key)
        with contextlib.suppress(OSError, pickle.UnpicklingError):
            found.append(ShownFile(one, kept, kept.summary))
    return tuple(found)


def sort_files(files: Iterable[ShownFile]) -> tuple[ShownFile, ...]:
    """Return files in the order of the index: by how much they need to be looked at."""
    by_name = {one.summary.name: one for one in files}
    return tuple(by_name[one.name] for one in sort_by_need(f.summary for f in by_name.values()))


def list_stale(
    entries: Entries, place: Workspace, folder: PileFolder, files: Iterable[ShownFile]
) -> tuple[str, ...]:
    """Return the names of files whose verdict has not taken in what was decided since."""
    decided = set(list_decided(entries, folder.id))
    before = Before(place, entries, folder)
    found = []
    for one in files:
        name, said = one.summary.name, before.said_of(one.summary)
        if name not in decided and not said:
            continue
        with contextlib.suppress(OSError, pickle.UnpicklingError):
            rows = KeptFile(reviews_of(place, folder.id) / one.done.base).rows
            own = read_decided(entries, subject_of(folder.id, name), said)
            accepted = list_accepted(fill_rows(rows, own))
            given = stamp(accepted) if accepted != list_accepted(rows) else ""
            if given != one.done.given:
                found.append(name)
    return tuple(found)
