"""`review`: submitted documents against their tables; the report on the screen or in files."""

from __future__ import annotations

import sys
from dataclasses import dataclass
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
from generator.model.roll import Desk
from generator.reporting import screen
from generator.reporting.formats import ReviewFormat
from generator.reporting.review_screen import print_review, print_summary
from generator.reporting.review_words import word_review_verdict
from generator.reporting.roll_screen import print_own_data
from generator.tasks.review_many import reports
from generator.tasks.review_many.accepted import read_accepted
from generator.tasks.review_many.attendance import call_roll, read_sender
from generator.tasks.review_many.data import open_supply
from generator.tasks.review_many.roster import read_roster
from generator.tasks.review_many.run import review_all
from generator.tasks.review_many.sources import gather, is_own_report

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from generator.model.finding import Finding
    from generator.model.reviewed_file import ReviewedFile
    from generator.tasks.review_many.data import Supply

_NEVER, _UNCHECKED = "never", "unchecked"
_FOR_SCRIPTS = frozenset({ReviewFormat.JSON, ReviewFormat.XLSX})
_ON_SCREEN = frozenset({ReviewFormat.TEXT, ReviewFormat.JSON})
_FOLDER = "审核结果"


@dataclass(frozen=True, slots=True)
class ReviewRequest:
    """The options of `review` as given.

    `fail_on` is error, warning, unchecked or never; `date` is that of comments in Word and the day
    from which the days left to publish are counted; `roster` is the list of departments, `last`
    what they published last year.
    """

    files: tuple[Path, ...]
    data: Path | None
    output_format: ReviewFormat
    output: Path | None
    accepted: Path | None
    fail_on: str
    date: date
    roster: Path | None = None
    last: Path | None = None


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
    accepted = read_accepted(request.accepted) if request.accepted is not None else None
    roster = read_roster(request.roster, request.date) if request.roster is not None else None
    supply = open_supply(request.data, roster, request.last)
    with gather(request.files) as submitted:
        files: Sequence[ReviewedFile] = review_all(submitted, supply, accepted)
        read = [read_sender(*pair) for pair in zip(submitted, files, strict=True)]
        roll = call_roll(roster, read, request.date) if roster else None
        desk = Desk(roll, _own_data(supply, files))
        usable = any(one.review is not None for one in files)
        if usable or roster or request.output_format in _FOR_SCRIPTS:
            files = _report(files, desk, request)
    if not usable:
        raise _nothing_reviewed(files)
    pile = reports.is_pile(files, desk)
    if not pile and files[0].conclusion is Conclusion.UNREAD:
        return Ending.UNREAD
    failed = any(_fails(one, request.fail_on) for one in files)
    return Ending.FAILED if failed else Ending.DONE


def _own_data(supply: Supply, files: Sequence[ReviewedFile]) -> tuple[Finding, ...]:
    """Return what is wrong with the bureau's data: as a whole, then with those of each file."""
    reviews = (one.review for one in files if one.review is not None)
    of_files = (finding for review in reviews for finding in review.own_data)
    return tuple(dict.fromkeys((*supply.findings, *of_files)))


def _fails(one: ReviewedFile, fail_on: str) -> bool:
    if fail_on == _NEVER:
        return False
    if fail_on == _UNCHECKED:
        return one.conclusion is not Conclusion.PASSED
    return one.reaches(Severity(fail_on))


def _nothing_reviewed(files: Sequence[ReviewedFile]) -> NothingReviewedError:
    """Return the error that says of each file why it could not be used."""
    error = NothingReviewedError(len(files))
    for one in files:
        error.add_note(one.reason if one.name in one.reason else f"{one.name}：{one.reason}")
    return error


def _report(
    files: Sequence[ReviewedFile], desk: Desk, request: ReviewRequest
) -> Sequence[ReviewedFile]:
    """Print the report, or write its files and print what was written and the verdict.

    Return the files as reported: one of several for which no report could be made has the reason.
    """
    output_format = request.output_format
    if request.output is None and output_format in _ON_SCREEN:
        if output_format == ReviewFormat.JSON:
            (text,) = reports.format_reports(files, output_format, "", desk).made.values()
            screen.print_plain(text.decode())
        else:
            _print(files, desk)
        print_own_data(screen.open_console(sys.stderr), desk.findings)
        return files
    day = request.date.isoformat()
    files, made = reports.format_reports(files, output_format, day, desk)
    given = (*request.files, request.data, request.accepted, request.roster, request.last)
    inputs = [path for path in given if path is not None]
    pile = reports.is_pile(files, desk)
    written = _write(made, _plan(made, request, pile=pile), inputs)
    console = screen.open_console(sys.stderr)
    screen.print_written(console, written)
    if pile:
        print_summary(console, files, desk.roll)
    else:
        console.print(f"{word_review_verdict(files[0])}。")
    print_own_data(console, desk.findings)
    return files


def _print(files: Sequence[ReviewedFile], desk: Desk) -> None:
    console = screen.open_console(sys.stdout)
    if reports.is_pile(files, desk):
        print_summary(console, files, desk.roll)
        console.print(
            "逐份查看：加 --format html（每份一页，另有目录页）；全部问题：--format xlsx。"
        )
    else:
        print_review(console, files[0])


def _plan(made: Mapping[str, bytes], request: ReviewRequest, *, pile: bool) -> dict[str, Path]:
    """Return where each file of the report goes: what -o says, else the working directory.

    One report goes to -o itself unless that is a folder; several into a folder.
    """
    output = request.output
    several = not reports.is_one_file(request.output_format, pile=pile)
    if several or (output is not None and output.is_dir()):
        folder = Path(_FOLDER) if output is None else output
        return {name: folder / name for name in made}
    return {name: output or Path(fit_file_name(name)) for name in made}


def _write(
    made: Mapping[str, bytes], targets: Mapping[str, Path], inputs: Sequence[Path]
) -> tuple[Path, ...]:
    """Write the files, none of them over what was submitted or filled in by a reviewer."""
    for target in targets.values():
        _protect(target, inputs)
    for name, data in made.items():
        write_atomically(targets[name], data)
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
            rows = read_accepted(path)
        except AcceptedListError:
            return
        if any(row.reason for row in rows):
            raise ReasonsOverwrittenError(target)
