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
from generator.tasks.review_many.desk import (
    PilePaths,
    Wanted,
    lay_desk,
    open_files,
    open_given,
)
from generator.tasks.review_many.parts import ONE_EACH
from generator.tasks.review_many.pile import open_pile, review_pile

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from generator.cli.letters import Correspondence
    from generator.model.reviewed_file import FileSummary
    from generator.model.roll import Desk
    from generator.tasks.review_many.checklist import Checklist
    from generator.tasks.review_many.desk import Given, OpenPile
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
    def paths(self) -> PilePaths:
        """Where everything lies that the run reads."""
        return PilePaths(
            self.files,
            self.roster,
            self.data,
            self.last,
            self.previous,
            self.replies,
            self.accepted,
        )

    @property
    def wanted(self) -> Wanted:
        """What is to be made of each file."""
        return Wanted(
            self.output_format,
            with_record=self.output_format != ReviewFormat.TEXT,
            letters=self.letters is not None,
            survey=is_surveyed(self),
            checklist=self.checklist is not None,
        )

    @property
    def inputs(self) -> tuple[Path, ...]:
        """The paths that the run reads."""
        return (*self.files, *self.paths.given)

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
    checklist = prepare_checklist(request)
    with ExitStack() as stack:
        given = stack.enter_context(open_given(request.paths, request.date))
        letters = _open_letters(request, given)
        opened = stack.enter_context(open_files(request.paths, given, request.wanted))
        run = _Run(opened, letters, checklist)
        is_pile = len(opened.jobs) != 1 or given.roster is not None or asks_for_all(request)
        several = is_pile and request.output_format in ONE_EACH
        refuse_unwritable_targets(request, to_folder=several)
        files = (_run_several if is_pile else _run_single)(run, request)
    if not any(one.was_read for one in files):
        raise nothing_reviewed(files, opened.skipped)
    if not is_pile and files[0].conclusion is Conclusion.UNREAD:
        return Ending.UNREAD
    failed = any(fails(one, request.fail_on) for one in files)
    return Ending.FAILED if failed else Ending.DONE


class _Run(NamedTuple):
    """The files of a run, and what is written of it besides the report; None where nothing is."""

    opened: OpenPile
    letters: Correspondence | None
    checklist: Checklist | None


def _open_letters(request: ReviewRequest, given: Given) -> Correspondence | None:
    if request.letters is None:
        return None
    from generator.cli.letters import open_correspondence  # noqa: PLC0415 - as needed

    return open_correspondence(request, request.letters, given.names)


def _run_single(run: _Run, request: ReviewRequest) -> Sequence[FileSummary]:
    """Review the only file in this process, and report where there is something to report."""
    from generator.tasks.review_many.run import review_one, write_letter  # noqa: PLC0415 - several need none of it here

    (job,), skipped = run.opened.jobs, run.opened.skipped
    one = review_one(job, alone=True)
    if run.checklist is not None:
        write_checklist(run.checklist, (list_file_duties(one),))
    files = (summarise(one),)
    desk = lay_desk(run.opened, files)
    if not _is_reported(files, request):
        return files
    if run.letters is not None:
        run.letters.send(files, lambda _name: write_letter(one), desk)
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


def _run_several(run: _Run, request: ReviewRequest) -> Sequence[FileSummary]:
    """Review each file in a process within bounds, and report on all of them."""
    jobs, skipped = run.opened.jobs, run.opened.skipped
    with open_pile() as pile:
        with ProgressLine(len(jobs)) as progress:
            review_pile(jobs, pile, request.bounds, progress)
        write_checklist(run.checklist, pile.duties)
        files = sort_by_need(pile.summaries)
        if not _is_reported(files, request):
            return pile.summaries
        desk = lay_desk(run.opened, pile.summaries)
        if run.letters is not None:
            run.letters.send(pile.summaries, pile.letter, desk)
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
