"""A run over several files: each in a bounded process, its part of the report kept on the disk."""

from __future__ import annotations

import pickle
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from generator.model.reviewed_file import ReviewedFile
from generator.reporting.duty_words import list_file_duties
from generator.reporting.letter_words import write_file_letter
from generator.tasks.review_many.parts import Reported, report_file
from generator.tasks.supervised.failure import Cause, Failure
from generator.tasks.supervised.pool import Pool

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.letter import FileLetter
    from generator.model.reviewed_file import FileSummary
    from generator.reporting.duty_words import FileDuties
    from generator.tasks.review_many.job import Job
    from generator.tasks.supervised.worker import Bounds

_RECORD = ".json"
TASK = "generator.tasks.review_many.run:report_one"
_REMEDIES = {
    Cause.TIME: "；请在 Word、WPS 中另存一份再试，或放宽限度（命令行的 --timeout）再审核一次",
    Cause.MEMORY: "；请在 Word、WPS 中另存一份再试，或放宽限度（命令行的 --memory）再审核一次",
}


class Progress(Protocol):
    """Who is told how far a run is."""

    def begin(self, name: str) -> None:
        """Take note of the file in hand."""

    def wait(self) -> None:
        """Take note of time that passes."""

    def finish(self) -> None:
        """Take note that the file in hand is done."""


class Pile:
    """The files of a run as far as they are done: their summaries, their parts on the disk."""

    def __init__(self, room: Path) -> None:
        self._room = room
        self._numbers: dict[str, int] = {}
        self.summaries: list[FileSummary] = []

    def add(self, reported: Reported) -> None:
        """Keep a file; its part goes to the disk."""
        number = len(self.summaries)
        (self._room / str(number)).write_bytes(reported.part)
        if reported.letter is not None:
            self._letter(number).write_bytes(pickle.dumps(reported.letter))
        if reported.taken:
            self._taken(number).write_bytes(reported.taken)
        if reported.duties is not None:
            self._duties(number).write_bytes(pickle.dumps(reported.duties))
        if reported.record:
            (self._room / f"{number}{_RECORD}").write_bytes(reported.record)
        self._numbers[reported.summary.name] = number
        self.summaries.append(reported.summary)

    def part(self, name: str) -> bytes:
        """Return the part of a file, empty where it has none."""
        return (self._room / str(self._numbers[name])).read_bytes()

    def letter(self, name: str) -> FileLetter | None:
        """Return what a letter says of a file, None where none is to be written."""
        path = self._letter(self._numbers[name])
        if not path.is_file():
            return None
        letter: FileLetter = pickle.loads(path.read_bytes())  # noqa: S301 - we have made it
        return letter

    @property
    def room(self) -> Path:
        """The folder that is there for as long as the reports are made."""
        return self._room

    def taken(self, name: str) -> Path | None:
        """Return the file of what a survey needs of a file of the run, None where it has none."""
        path = self._taken(self._numbers[name])
        return path if path.is_file() else None

    def _taken(self, number: int) -> Path:
        return self._room / f"{number}-taken"

    def _letter(self, number: int) -> Path:
        return self._room / f"{number}-letter"

    @property
    def duties(self) -> tuple[FileDuties, ...]:
        """The check lists of the files, where they were wanted."""
        kept = (self._duties(number) for number in range(len(self.summaries)))
        return tuple(pickle.loads(path.read_bytes()) for path in kept if path.is_file())  # noqa: S301 - we have made it

    def _duties(self, number: int) -> Path:
        return self._room / f"{number}-duties"

    def record(self, name: str) -> bytes:
        """Return what the next round reads of a file, empty where the run keeps none."""
        path = self._room / f"{self._numbers[name]}{_RECORD}"
        return path.read_bytes() if path.is_file() else b""


@contextmanager
def open_pile() -> Iterator[Pile]:
    """Give an empty pile; what it holds is there for as long as the reports are made."""
    with tempfile.TemporaryDirectory(prefix="gen-narrative-") as room:
        yield Pile(Path(room))


def review_pile(jobs: Sequence[Job], pile: Pile, bounds: Bounds, progress: Progress) -> None:
    """Review the files one after the other; what cannot be done is the row of that file.

    Raises WorkerStartError.
    """
    with Pool["Job", Reported](TASK, bounds) as pool:
        done = pool.map((job for job in jobs if not job.one.problem), progress.wait)
        for job in jobs:
            progress.begin(job.one.name)
            pile.add(_report(job, done))
            progress.finish()


def _report(job: Job, done: Iterator[tuple[Job, Reported | Failure]]) -> Reported:
    problem = job.one.problem
    if not problem:
        _, found = next(done)  # one process keeps the order
        if not isinstance(found, Failure):
            return found
        problem = f"{found.words}{_REMEDIES.get(found.cause, '')}"
    lost = ReviewedFile(job.one.name, job.one.path, None, problem)
    reported = report_file(lost, job.output_format, job.date, with_record=job.with_record)
    letter = write_file_letter(lost, {}) if job.letters else None
    duties = list_file_duties(lost) if job.checklist else None
    return reported._replace(letter=letter, duties=duties)
