"""What a run over a pile has besides its files: opened, given to each file, and told at its end."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from generator.model.roll import Desk
from generator.reporting.formats import ReviewFormat
from generator.tasks.review_many.attendance import call_roll, read_sender
from generator.tasks.review_many.data import open_supply
from generator.tasks.review_many.job import Job
from generator.tasks.review_many.naming import NO_NAMES, Names, index_names
from generator.tasks.review_many.previous import open_previous
from generator.tasks.review_many.replies import judge_replies, read_replies
from generator.tasks.review_many.roster import read_roster
from generator.tasks.review_many.rounds import lay_round_desk
from generator.tasks.review_many.sources import gather

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from generator.model.reviewed_file import FileSummary, SkippedFile
    from generator.model.roll import Roster
    from generator.tasks.review_many.data import Supply
    from generator.tasks.review_many.previous import PreviousRound
    from generator.tasks.review_many.replies import ReadReplies
    from generator.tasks.review_many.sources import Submitted


class PilePaths(NamedTuple):
    """Where a pile lies, and what the bureau has beside it; None where it has not.

    `beside` are files and folders among the submitted ones that are none (data that the list
    names).
    """

    files: Path
    roster: Path | None = None
    data: Path | None = None
    last: Path | None = None
    previous: Path | None = None
    replies: Path | None = None
    beside: tuple[Path, ...] = ()

    @property
    def given(self) -> tuple[Path, ...]:
        """Everything that is read and not reviewed."""
        named = (self.roster, self.data, self.last, self.previous, self.replies)
        return (*(path for path in named if path is not None), *self.beside)


class OpenPile(NamedTuple):
    """A pile for as long as it is worked on; `jobs` have no list of what was accepted yet."""

    jobs: tuple[Job, ...]
    skipped: tuple[SkippedFile, ...]
    day: date
    roster: Roster | None
    supply: Supply | None
    previous: PreviousRound | None
    replies: ReadReplies | None

    @property
    def names(self) -> Names:
        """The names of the list's departments."""
        return index_names(self.roster) if self.roster else NO_NAMES


@contextmanager
def open_pile_of(paths: PilePaths, day: date) -> Iterator[OpenPile]:
    """Give a pile; what is unpacked is there as long. Raises GeneratorError.

    What cannot be used of the list, the data, the round before or the replies stops the run, as it
    does on the command line.
    """
    roster = read_roster(paths.roster, day) if paths.roster is not None else None
    supply = None
    if paths.data is not None or roster is not None or paths.last is not None:
        supply = open_supply(paths.data, roster, paths.last)
    names = index_names(roster) if roster else NO_NAMES
    replies = read_replies(paths.replies, names) if paths.replies is not None else None
    listed = tuple(one.data for one in roster.departments if one.data) if roster else ()
    found = gather((paths.files,), (*paths.given, *listed))
    with _open_previous(paths.previous) as previous, found as (files, skipped):
        jobs = tuple(_job(one, supply, day, previous, replies) for one in files)
        yield OpenPile(jobs, skipped, day, roster, supply, previous, replies)


@contextmanager
def _open_previous(path: Path | None) -> Iterator[PreviousRound | None]:
    if path is None:
        yield None
        return
    with open_previous(path) as previous:
        yield previous


def _job(
    one: Submitted,
    supply: Supply | None,
    day: date,
    previous: PreviousRound | None,
    replies: ReadReplies | None,
) -> Job:
    return Job(
        one,
        supply,
        None,
        ReviewFormat.HTML,
        day.isoformat(),
        previous=previous,
        with_record=True,
        letters=True,
        replies=replies.replies if replies else None,
    )


def lay_desk(pile: OpenPile, files: Sequence[FileSummary]) -> Desk:
    """Return what only the bureau is told, of files in the order of the jobs.

    What is wrong with its data as a whole comes first, then what is with those of each file.
    """
    of_files = (finding for one in files for finding in one.own_data)
    of_all = pile.supply.findings if pile.supply is not None else ()
    replied = judge_replies(pile.replies, files, pile.names) if pile.replies else None
    rounds = lay_round_desk(pile.previous, files, pile.supply) if pile.previous else None
    own = tuple(dict.fromkeys((*of_all, *of_files)))
    desk = Desk(None, own, rounds=rounds, replies=replied)
    if pile.roster is None:
        return desk
    senders = [read_sender(job.one, one) for job, one in zip(pile.jobs, files, strict=True)]
    return desk._replace(roll=call_roll(pile.roster, senders, pile.day, pile.skipped))
