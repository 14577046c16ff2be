"""`review`: submitted documents against their tables; the report on the screen or in files."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from generator.cli.handing import hand_over
from generator.cli.review_checklist import prepare_checklist, write_checklist
from generator.cli.review_ending import fails, nothing_reviewed
from generator.cli.review_targets import refuse_unwritable_targets
from generator.cli.survey import asks_for_all, check_request, is_surveyed, survey
from generator.model.review import Conclusion
from generator.model.roll import Desk
from generator.reporting import screen
from generator.reporting.duty_words import list_file_duties
from generator.reporting.formats import ReviewFormat
from generator.reporting.progress import ProgressLine
from generator.reporting.review_screen import print_review
from generator.reporting.review_summary import (
    print_skipped,
    print_summary,
    sort_by_need,
    summarise,
)
from generator.reporting.roll_screen import print_own_data, print_replies
from generator.tasks.review_many import reports
from generator.tasks.review_many.job import Job
from generator.tasks.review_many.parts import ONE_EACH
from generator.tasks.review_many.pile import open_pile, review_pile
from generator.tasks.review_many.sources import gather

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from generator.cli.letters import Correspondence
    from generator.model.reviewed_file import FileSummary, SkippedFile
    from generator.model.roll import Roster
    from generator.tasks.review_many.accepted import AcceptedList
    from generator.tasks.review_many.checklist import Checklist
    from generator.tasks.review_many.data import Supply
    from generator.tasks.review_many.previous import PreviousRound
    from generator.tasks.review_many.sources import Submitted
    from generator.tasks.supervised.worker import Bounds

_FOR_SCRIPTS = frozenset({ReviewFormat.JSON, ReviewFormat.XLSX})
_ON_SCREEN = frozenset({ReviewFormat.TEXT, ReviewFormat.JSON})
_ONE_BY_ONE = "逐份查看：加 --format html（每份一页，另有目录页）；全部问题：--format xlsx。"


@dataclass(frozen=True, slots=True)
class ReviewRequest:
    """The options of `review` as given.

    `fail_on` is error, warning, unchecked or never; `date` is that of comments in Word and the day
    from which the days left to publish are counted. `bounds` are those of each of several files;
    `roster` is the list of departments, `last` what they published last year, `previous` the result
    of the round before. `letters` is the folder for letters, with remarks where `hints`, by the
    user's `templates`; `replies` are the forms that came back. `checklist` is the check list to
    write, or says how the bureau's own is filled in (.toml). `figures` is where the table of all
    departments goes, `summary_report` the draft for the leaders.
    """

    files: tuple[Path, ...]
    data: Path | None
    output_format: ReviewFormat
    output: Path | None
    accepted: Path | None
    fail_on: str
    date: date
    bounds: Bounds
    roster: Path | None = None
    last: Path | None = None
    letters: Path | None = None
    hints: bool = False
    replies: Path | None = None
    templates: Path | None = None
    previous: Path | None = None
    checklist: Path | None = None
    figures: Path | None = None
    summary_report: Path | None = None

    @property
    def inputs(self) -> tuple[Path, ...]:
        """The paths that the run reads."""
        return (*self.files, *self.beside)

    @property
    def beside(self) -> tuple[Path, ...]:
        """The paths that the run reads and does not review."""
        given = (
            self.data,
            self.accepted,
            self.roster,
            self.last,
            self.previous,
            self.replies,
        )
        return tuple(path for path in given if path is not None)

    @property
    def is_on_screen(self) -> bool:
        """Whether the report goes to standard output."""
        return self.output is None and self.output_format in _ON_SCREEN


class Ending(IntEnum):
    """How a run of `review` ends; the value is the exit status."""

    DONE = 0
    FAILED = 1
    UNREAD = 3


def run_review(request: ReviewRequest) -> Ending:
    """Review and report; FAILED where a verdict or finding is as grave as `fail_on` or graver.

    Of several files an unread one counts as an error; a single one ends the run as UNREAD. Raises
    NothingReviewedError where no file can be used, after the report where scripts read it.
    """
    check_request(request)
    with ExitStack() as stack:
        given = _open(request, stack)
        found = gather(request.files, (*request.beside, *given.data))
        submitted, skipped = stack.enter_context(found)
        jobs = _prepare(submitted, given, request)
        is_pile = len(jobs) != 1 or given.roster is not None or asks_for_all(request)
        several = is_pile and request.output_format in ONE_EACH
        refuse_unwritable_targets(request, to_folder=several)
        run = _run_several if is_pile else _run_single
        files = run(jobs, skipped, given, request)
    if not any(one.was_read for one in files):
        raise nothing_reviewed(files, skipped)
    if not is_pile and files[0].conclusion is Conclusion.UNREAD:
        return Ending.UNREAD
    failed = any(fails(one, request.fail_on) for one in files)
    return Ending.FAILED if failed else Ending.DONE


class _Given(NamedTuple):
    """What a run has besides the files: each None where it was not given."""

    accepted: AcceptedList | None = None
    roster: Roster | None = None
    supply: Supply | None = None
    letters: Correspondence | None = None
    previous: PreviousRound | None = None
    checklist: Checklist | None = None

    @property
    def data(self) -> tuple[Path, ...]:
        """Where the list says that the data of its departments are."""
        listed = self.roster.departments if self.roster else ()
        return tuple(one.data for one in listed if one.data is not None)


def _open(request: ReviewRequest, stack: ExitStack) -> _Given:
    """Read what the run has besides the files; what is unpacked is there as long as the stack."""
    given = _open_supply(_Given(checklist=prepare_checklist(request)), request)
    if request.accepted is not None:
        from generator.tasks.review_many.accepted import read_accepted  # noqa: PLC0415 - as needed

        given = given._replace(accepted=read_accepted(request.accepted))
    if request.previous is not None:
        from generator.tasks.review_many.previous import open_previous  # noqa: PLC0415 - as needed

        previous = stack.enter_context(open_previous(request.previous))
        given = given._replace(previous=previous)
    if request.letters is not None or request.replies is not None:
        from generator.cli.letters import open_correspondence  # noqa: PLC0415 - as needed

        given = given._replace(letters=open_correspondence(request, given.roster))
    return given


def _open_supply(given: _Given, request: ReviewRequest) -> _Given:
    """Return the list of departments and the data besides."""
    if request.data is None and request.roster is None and request.last is None:
        return given
    from generator.tasks.review_many.data import open_supply  # noqa: PLC0415 - as needed
    from generator.tasks.review_many.roster import read_roster  # noqa: PLC0415 - as needed

    roster = read_roster(request.roster, request.date) if request.roster is not None else None
    supply = open_supply(request.data, roster, request.last)
    return given._replace(roster=roster, supply=supply)


def _prepare(submitted: Sequence[Submitted], given: _Given, request: ReviewRequest) -> list[Job]:
    """Return what is to be done for each file."""
    replies = given.letters.replies if given.letters else None
    return [
        Job(
            one,
            given.supply,
            given.accepted,
            request.output_format,
            request.date.isoformat(),
            previous=given.previous,
            with_record=request.output_format != ReviewFormat.TEXT,
            letters=request.letters is not None,
            replies=replies,
            survey=is_surveyed(request),
            checklist=request.checklist is not None,
        )
        for one in submitted
    ]


def _lay_desk(
    jobs: Sequence[Job],
    files: Sequence[FileSummary],
    skipped: Sequence[SkippedFile],
    given: _Given,
    day: date,
) -> Desk:
    """Return what only the bureau is told, of files in the order of the jobs.

    What is wrong with its data as a whole comes first, then what is with those of each file.
    """
    of_files = (finding for one in files for finding in one.own_data)
    of_all = given.supply.findings if given.supply is not None else ()
    own = tuple(dict.fromkeys((*of_all, *of_files)))
    replied = given.letters.judge(files) if given.letters else None
    rounds = None
    if given.previous is not None:
        from generator.tasks.review_many.rounds import lay_round_desk  # noqa: PLC0415 - as needed

        rounds = lay_round_desk(given.previous, files, given.supply)
    desk = Desk(None, own, rounds=rounds, replies=replied)
    if given.roster is None:
        return desk
    from generator.tasks.review_many.attendance import (  # noqa: PLC0415 - as needed
        call_roll,
        note_before,
        read_sender,
    )

    senders = [read_sender(job.one, one) for job, one in zip(jobs, files, strict=True)]
    roll = call_roll(given.roster, senders, day, skipped)
    return desk._replace(roll=note_before(roll, rounds.missing) if rounds else roll)


def _run_single(
    jobs: Sequence[Job], skipped: Sequence[SkippedFile], given: _Given, request: ReviewRequest
) -> Sequence[FileSummary]:
    """Review the only file in this process, and report where there is something to report."""
    from generator.tasks.review_many.run import review_one, write_letter  # noqa: PLC0415 - several need none of it here

    (job,) = jobs
    one = review_one(job, alone=True)
    if given.checklist is not None:
        write_checklist(given.checklist, (list_file_duties(one),))
    files = (summarise(one),)
    desk = _lay_desk(jobs, files, skipped, given, request.date)
    if not _is_reported(files, request):
        return files
    if given.letters is not None:
        given.letters.send(files, lambda _name: write_letter(one), desk)
    if request.is_on_screen and request.output_format == ReviewFormat.TEXT:
        shown = screen.open_console(sys.stdout)
        print_skipped(shown, skipped)
        print_review(shown, one)
        _tell_bureau(desk)
        return files
    pieces = reports.format_single(one, request.output_format, job.date, skipped, desk)
    made = {reports.name_report(request.output_format, files[0]): pieces}
    console = hand_over(made, request, to_folder=False)
    if console is not None:
        print_skipped(console, skipped)
        console.print(f"{files[0].told}。")
    _tell_bureau(desk)
    return files


def _run_several(
    jobs: Sequence[Job], skipped: Sequence[SkippedFile], given: _Given, request: ReviewRequest
) -> Sequence[FileSummary]:
    """Review each file in a process within bounds, and report on all of them."""
    with open_pile() as pile:
        with ProgressLine(len(jobs)) as progress:
            review_pile(jobs, pile, request.bounds, progress)
        write_checklist(given.checklist, pile.duties)
        files = sort_by_need(pile.summaries)
        if not _is_reported(files, request):
            return pile.summaries
        desk = _lay_desk(jobs, pile.summaries, skipped, given, request.date)
        if given.letters is not None:
            given.letters.send(pile.summaries, pile.letter, desk)
        desk, tables = survey(pile, desk, request)
        if request.is_on_screen and request.output_format == ReviewFormat.TEXT:
            shown = screen.open_console(sys.stdout)
            print_summary(shown, files, skipped, desk)
            screen.print_line(shown, _ONE_BY_ONE)
            _tell_bureau(desk)
            return files
        made = {**reports.format_several(pile, request.output_format, skipped, desk), **tables}
        several = request.output_format in ONE_EACH
        console = hand_over(made, request, to_folder=several)
        if console is not None:
            print_summary(console, files, skipped, desk)
        _tell_bureau(desk)
        return files


def _tell_bureau(desk: Desk) -> None:
    """Say on standard error what is wrong with the bureau's own list and data, and in replies."""
    console = screen.open_console(sys.stderr)
    print_own_data(console, desk.findings)
    print_replies(console, desk.replies or ())


def _is_reported(files: Sequence[FileSummary], request: ReviewRequest) -> bool:
    """Whether there is a report: scripts get one even where no file can be used.

    So does who has given a list: the departments that have sent nothing are on it; and who wants
    letters.
    """
    is_wanted = request.output_format in _FOR_SCRIPTS or bool(request.roster or request.letters)
    return is_wanted or any(one.was_read for one in files)
