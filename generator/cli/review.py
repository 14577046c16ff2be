"""`review`: submitted documents against their tables; the report on the screen or in files."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from generator.base.errors import (
    AcceptedListError,
    InputOverwrittenError,
    NothingReviewedError,
    ReasonsOverwrittenError,
)
from generator.base.output import fit_file_name, write_atomically
from generator.base.severity import Severity
from generator.model.review import Conclusion
from generator.reporting import screen
from generator.reporting.formats import ReviewFormat
from generator.reporting.progress import ProgressLine
from generator.reporting.review_screen import print_review
from generator.reporting.review_summary import (
    print_skipped,
    print_summary,
    sort_by_need,
    summarise,
)
from generator.tasks.review_many import reports
from generator.tasks.review_many.job import Job
from generator.tasks.review_many.parts import ONE_EACH
from generator.tasks.review_many.pile import open_pile, review_pile
from generator.tasks.review_many.skipping import INDEX, is_own_report
from generator.tasks.review_many.sources import gather

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    from generator.model.reviewed_file import FileSummary, SkippedFile
    from generator.tasks.review_many.accepted import AcceptedRow
    from generator.tasks.review_many.reports import Pieces
    from generator.tasks.review_many.sources import Submitted
    from generator.tasks.supervised.worker import Bounds

_NEVER, _UNCHECKED = "never", "unchecked"
_FOR_SCRIPTS = frozenset({ReviewFormat.JSON, ReviewFormat.XLSX})
_ON_SCREEN = frozenset({ReviewFormat.TEXT, ReviewFormat.JSON})
_FOLDER = "审核结果"
_MOST_NAMED = 8  # files that are named one by one when they are written
_ONE_BY_ONE = "逐份查看：加 --format html（每份一页，另有目录页）；全部问题：--format xlsx。"


@dataclass(frozen=True, slots=True)
class ReviewRequest:
    """The options of `review` as given.

    `fail_on` is error, warning, unchecked or never; `date` (2025-09-01) is that of comments in
    Word, empty for today. `bounds` are those of each of several files.
    """

    files: tuple[Path, ...]
    data: Path | None
    output_format: ReviewFormat
    output: Path | None
    accepted: Path | None
    fail_on: str
    date: str
    bounds: Bounds

    @property
    def inputs(self) -> tuple[Path, ...]:
        """The paths that the run reads."""
        given = (*self.files, self.data, self.accepted)
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
    with gather(request.files, request.inputs[len(request.files) :]) as (submitted, skipped):
        jobs = _prepare(submitted, request)
        run = _run_single if len(jobs) == 1 else _run_several
        files = run(jobs, skipped, request)
    if not any(one.was_read for one in files):
        raise _nothing_reviewed(files, skipped)
    if len(files) == 1 and files[0].conclusion is Conclusion.UNREAD:
        return Ending.UNREAD
    failed = any(_fails(one, request.fail_on) for one in files)
    return Ending.FAILED if failed else Ending.DONE


def _prepare(submitted: Sequence[Submitted], request: ReviewRequest) -> list[Job]:
    """Return what is to be done for each file."""
    accepted: tuple[AcceptedRow, ...] | None = None
    departments: tuple[Path, ...] = ()
    if request.accepted is not None:
        accepted = _accepted_rows(request.accepted)
    if request.data is not None:
        from generator.tasks.review_many.data import list_departments  # noqa: PLC0415 - as needed

        departments = list_departments(request.data)
    date = request.date or _today()
    return [
        Job(one, request.data, departments, accepted, request.output_format, date)
        for one in submitted
    ]


def _accepted_rows(path: Path) -> tuple[AcceptedRow, ...]:
    from generator.tasks.review_many.accepted import read_accepted  # noqa: PLC0415 - as needed

    return read_accepted(path)


def _run_single(
    jobs: Sequence[Job], skipped: Sequence[SkippedFile], request: ReviewRequest
) -> Sequence[FileSummary]:
    """Review the only file in this process, and report where there is something to report."""
    from generator.tasks.review_many.run import review_one  # noqa: PLC0415 - several need none of it here

    (job,) = jobs
    one = review_one(job, alone=True)
    files = (summarise(one),)
    if not _is_reported(files, request):
        return files
    if request.is_on_screen and request.output_format == ReviewFormat.TEXT:
        shown = screen.open_console(sys.stdout)
        print_skipped(shown, skipped)
        print_review(shown, one)
        return files
    pieces = reports.format_single(one, request.output_format, job.date, skipped)
    made = {reports.name_report(request.output_format, files): pieces}
    console = _hand_over(made, request, to_folder=False)
    if console is not None:
        print_skipped(console, skipped)
        console.print(f"{files[0].told}。")
    return files


def _run_several(
    jobs: Sequence[Job], skipped: Sequence[SkippedFile], request: ReviewRequest
) -> Sequence[FileSummary]:
    """Review each file in a process within bounds, and report on all of them."""
    with open_pile() as pile:
        with ProgressLine(len(jobs)) as progress:
            review_pile(jobs, pile, request.bounds, progress)
        files = sort_by_need(pile.summaries)
        if not _is_reported(files, request):
            return pile.summaries
        if request.is_on_screen and request.output_format == ReviewFormat.TEXT:
            shown = screen.open_console(sys.stdout)
            print_summary(shown, files, skipped)
            shown.print(_ONE_BY_ONE)
            return files
        made = reports.format_several(pile, request.output_format, skipped)
        several = request.output_format in ONE_EACH
        console = _hand_over(made, request, to_folder=several)
        if console is not None:
            print_summary(console, files, skipped)
        return files


def _is_reported(files: Sequence[FileSummary], request: ReviewRequest) -> bool:
    """Whether there is a report: scripts get one even where no file can be used."""
    return request.output_format in _FOR_SCRIPTS or any(one.was_read for one in files)


def _fails(one: FileSummary, fail_on: str) -> bool:
    if fail_on == _NEVER:
        return False
    if fail_on == _UNCHECKED:
        return one.conclusion is not Conclusion.PASSED
    return one.reaches(Severity(fail_on))


def _nothing_reviewed(
    files: Sequence[FileSummary], skipped: Sequence[SkippedFile]
) -> NothingReviewedError:
    """Return the error that says of each file why it could not be used."""
    error = NothingReviewedError(len(files))
    for name, why in (*((one.name, one.why_unread) for one in files), *skipped):
        error.add_note(why if name in why else f"{name}：{why}")
    return error


def _hand_over(
    made: Mapping[str, Pieces], request: ReviewRequest, *, to_folder: bool
) -> Console | None:
    """Print the report, or write its files; return where to say the rest in the latter case."""
    if request.is_on_screen:
        for pieces in made.values():
            for piece in pieces:
                screen.print_plain(piece.decode())
        return None
    written = _write(made, _plan(made, request, to_folder=to_folder), request.inputs)
    console = screen.open_console(sys.stderr)
    if len(written) > _MOST_NAMED:
        begin = f"，从 {INDEX} 看起" if INDEX in made else ""
        told = f"{written[0].parent} 中的 {len(written)} 个文件{begin}"
        screen.print_written(console, (told,))
    else:
        screen.print_written(console, written)
    return console


def _today() -> str:
    return datetime.now(tz=UTC).astimezone().date().isoformat()


def _plan(
    made: Mapping[str, Pieces], request: ReviewRequest, *, to_folder: bool
) -> dict[str, Path]:
    """Return where each file of the report goes: what -o says, else the working directory.

    One report goes to -o itself unless that is a folder; several into a folder.
    """
    output = request.output
    if to_folder or (output is not None and output.is_dir()):
        folder = Path(_FOLDER) if output is None else output
        return {name: folder / name for name in made}
    return {name: output or Path(fit_file_name(name)) for name in made}


def _write(
    made: Mapping[str, Pieces], targets: Mapping[str, Path], inputs: Sequence[Path]
) -> tuple[Path, ...]:
    """Write the files, none of them over what was submitted or filled in by a reviewer."""
    for target in targets.values():
        _protect(target, inputs)
    for name, pieces in made.items():
        write_atomically(targets[name], pieces)
    return tuple(targets.values())


def _protect(target: Path, inputs: Sequence[Path]) -> None:
    """Raise InputOverwrittenError or ReasonsOverwrittenError where a file must stay."""
    path = target.resolve()
    for one in inputs:
        is_inside = one.is_dir() and path.is_file() and path.is_relative_to(one.resolve())
        if path == one.resolve() or (is_inside and not is_own_report(path.name)):
            raise InputOverwrittenError(target)
    if path.suffix.lower() == ReviewFormat.XLSX.suffix and path.is_file():
        try:
            rows = _accepted_rows(path)
        except AcceptedListError:
            return
        if any(row.reason for row in rows):
            raise ReasonsOverwrittenError(target)
