"""What a run over files has besides them: opened, given to each file, and told at its end.

What only some runs need is imported when it is called for: a single file is reviewed at once.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, NamedTuple

from generator.model.roll import Desk
from generator.reporting.formats import ReviewFormat
from generator.tasks.review_many.job import Job
from generator.tasks.review_many.naming import NO_NAMES, Names, index_names
from generator.tasks.review_many.sources import gather

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from generator.model.reviewed_file import FileSummary, SkippedFile
    from generator.model.roll import Roster
    from generator.tasks.review_many.accepted import AcceptedList
    from generator.tasks.review_many.data import Supply
    from generator.tasks.review_many.previous import PreviousRound
    from generator.tasks.review_many.replies import ReadReplies
    from generator.tasks.review_many.sources import Submitted


class PilePaths(NamedTuple):
    """Where the files of a run lie, and what the bureau has beside them; None where it has not.

    `beside` are files and folders among the submitted ones that are none (data that the list
    names); `aside` are such that no review depends on.
    """

    files: tuple[Path, ...]
    roster: Path | None = None
    data: Path | None = None
    last: Path | None = None
    previous: Path | None = None
    replies: Path | None = None
    accepted: Path | None = None
    beside: tuple[Path, ...] = ()
    aside: tuple[Path, ...] = ()

    @property
    def read(self) -> tuple[Path, ...]:
        """Everything that a review of the files depends on besides them."""
        named = (self.data, self.accepted, self.roster, self.last, self.previous, self.replies)
        return (*(path for path in named if path is not None), *self.beside)

    @property
    def given(self) -> tuple[Path, ...]:
        """Everything that is not reviewed."""
        return (*self.read, *self.aside)


class Given(NamedTuple):
    """What a run has besides its files: each None where it was not given."""

    day: date
    roster: Roster | None = None
    supply: Supply | None = None
    accepted: AcceptedList | None = None
    previous: PreviousRound | None = None
    replies: ReadReplies | None = None

    @property
    def names(self) -> Names:
        """The names of the list's departments."""
        return index_names(self.roster) if self.roster else NO_NAMES

    @property
    def data(self) -> tuple[Path, ...]:
        """Where the list says that the data of its departments are."""
        listed = self.roster.departments if self.roster else ()
        return tuple(one.data for one in listed if one.data is not None)


class Wanted(NamedTuple):
    """What is to be made of each file."""

    output_format: ReviewFormat
    with_record: bool = False
    letters: bool = False
    survey: bool = False
    checklist: bool = False


EVERYTHING = Wanted(ReviewFormat.HTML, with_record=True, letters=True, survey=True, checklist=True)


class OpenPile(NamedTuple):
    """The files of a run for as long as they are worked on."""

    jobs: tuple[Job, ...]
    skipped: tuple[SkippedFile, ...]
    given: Given


@contextmanager
def open_given(paths: PilePaths, day: date) -> Iterator[Given]:
    """Give what a run has besides its files; what is unpacked is there as long.

    Raises GeneratorError where something of it cannot be used.
    """
    with ExitStack() as stack:
        given = _open_supply(Given(day), paths)
        if paths.accepted is not None:
            from generator.tasks.review_many.accepted import read_accepted  # noqa: PLC0415 - see above

            given = given._replace(accepted=read_accepted(paths.accepted))
        if paths.previous is not None:
            from generator.tasks.review_many.previous import open_previous  # noqa: PLC0415 - see above

            given = given._replace(previous=stack.enter_context(open_previous(paths.previous)))
        if paths.replies is not None:
            from generator.tasks.review_many.replies import read_replies  # noqa: PLC0415 - see above

            given = given._replace(replies=read_replies(paths.replies, given.names))
        yield given


def _open_supply(given: Given, paths: PilePaths) -> Given:
    """Return the list of departments and the data besides."""
    if paths.data is None and paths.roster is None and paths.last is None:
        return given
    from generator.tasks.review_many.data import open_supply  # noqa: PLC0415 - see above
    from generator.tasks.review_many.roster import read_roster  # noqa: PLC0415 - see above

    roster = read_roster(paths.roster, given.day) if paths.roster is not None else None
    return given._replace(roster=roster, supply=open_supply(paths.data, roster, paths.last))


@contextmanager
def open_files(paths: PilePaths, given: Given, wanted: Wanted) -> Iterator[OpenPile]:
    """Give what is to be done for each file; what is unpacked is there as long.

    Raises GeneratorError where there is nothing to be reviewed.
    """
    with gather(paths.files, (*paths.given, *given.data)) as (files, skipped):
        yield OpenPile(tuple(_prepare(files, given, wanted)), tuple(skipped), given)


def _prepare(files: Iterable[Submitted], given: Given, wanted: Wanted) -> Iterator[Job]:
    for one in files:
        yield Job(
            one,
            given.supply,
            given.accepted,
            wanted.output_format,
            given.day.isoformat(),
            previous=given.previous,
            with_record=wanted.with_record,
            letters=wanted.letters,
            replies=given.replies.replies if given.replies else None,
            survey=wanted.survey,
            checklist=wanted.checklist,
        )


def lay_desk(pile: OpenPile, files: Sequence[FileSummary]) -> Desk:
    """Return what only the bureau is told, of files in the order of the jobs.

    What is wrong with its data as a whole comes first, then what is with those of each file.
    """
    given = pile.given
    of_files = (finding for one in files for finding in one.own_data)
    of_all = given.supply.findings if given.supply is not None else ()
    own = tuple(dict.fromkeys((*of_all, *of_files)))
    desk = _lay_answers(Desk(None, own), given, files)
    if given.roster is None:
        return desk
    from generator.tasks.review_many.attendance import (  # noqa: PLC0415 - see above
        call_roll,
        note_before,
        read_sender,
    )

    senders = [read_sender(job.one, one) for job, one in zip(pile.jobs, files, strict=True)]
    roll = call_roll(given.roster, senders, given.day, pile.skipped)
    return desk._replace(roll=note_before(roll, desk.rounds.missing) if desk.rounds else roll)


def _lay_answers(desk: Desk, given: Given, files: Sequence[FileSummary]) -> Desk:
    """Return the desk with what came back: the replies, the files after the round before."""
    if given.replies is not None:
        from generator.tasks.review_many.replies import judge_replies  # noqa: PLC0415 - see above

        desk = desk._replace(replies=judge_replies(given.replies, files, given.names))
    if given.previous is not None:
        from generator.tasks.review_many.rounds import lay_round_desk  # noqa: PLC0415 - see above

        desk = desk._replace(rounds=lay_round_desk(given.previous, files, given.supply))
    return desk
