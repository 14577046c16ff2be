"""`batch`: all departments below a folder; results one by one, a summary, one line at the end."""

from __future__ import annotations

import contextlib
import os
import sys
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.digests import digest_file
from generator.base.errors import FolderMissingError, GeneratorError, OutputFolderError
from generator.base.output import is_temporary, refuse_unwritable, write_atomically
from generator.base.refusals import word_refusal
from generator.narrative.environment import profile_names
from generator.reporting import screen
from generator.reporting.batch_index import name_index
from generator.reporting.batch_progress import BatchPace
from generator.reporting.batch_words import SUMMARY
from generator.reporting.progress import ProgressLine
from generator.tasks.batch.engine import (
    Batch,
    State,
    Tally,
    begin_batch,
    perform_here,
    run_batch,
)
from generator.tasks.batch.finding import list_units
from generator.tasks.batch.fingerprint import with_key
from generator.tasks.batch.journal import Journal
from generator.tasks.batch.summary import write_summary
from generator.tasks.review_many.unwinding import unwind_when_stopped

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.batch import Row
    from generator.model.reviewed_file import SkippedFile
    from generator.tasks.batch.unit import Settings
    from generator.tasks.supervised.worker import Bounds

_HIDDEN, _JOURNAL = ".gen-narrative", "batch.sqlite3"
_MOST_NAMED = 10


class NothingFoundError(GeneratorError):
    """There is no department below the folder."""

    def __init__(self, root: Path) -> None:
        super().__init__(
            f"{root} 下面没有数据文件夹（放有 公开0N 或 单位信息）、工作簿或送审文件。请核对路径。"
        )


class OutputIsInputError(GeneratorError):
    """Results would be written among the data."""

    def __init__(self, root: Path) -> None:
        super().__init__(f"结果不能写在 {root} 里和数据混在一起；请用 -o 另给一个文件夹。")


@dataclass(frozen=True, slots=True)
class BatchRequest:
    """The options of `batch` as given; `jobs` is 0 for as many as there are processors."""

    root: Path
    output: Path
    settings: Settings
    jobs: int
    bounds: Bounds


class LocalFolder:
    """The output on this machine (`engine.Place`)."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def write(self, name: str, data: bytes) -> None:
        """Write a file whole or not at all."""
        write_atomically(self._root / name, data)

    def digest(self, name: str) -> str:
        """Return the SHA-256 of a file in hexadecimal, empty where there is none."""
        return digest_file(self._root / name)

    def is_there(self, name: str) -> bool:
        """Whether there is a file with something in it."""
        path = self._root / name
        return path.is_file() and path.stat().st_size > 0

    def remove(self, name: str) -> None:
        """Remove a file, and the folders that it leaves empty."""
        path = self._root / name
        path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # there is something else in it
            for folder in path.parents:
                if folder == self._root:
                    return
                folder.rmdir()

    def tidy(self, folder: str) -> None:
        """Remove what a stop in the middle of writing has left in a folder."""
        path = self._root / folder
        if path.is_dir():
            for left in filter(is_temporary, sorted(path.iterdir())):
                left.unlink()


class _Watcher:
    """Tells on standard error how far a run is, and keeps the names of a few failures."""

    def __init__(self, line: ProgressLine, pace: BatchPace) -> None:
        self._line, self._pace = line, pace
        self.failures: list[Row] = []

    def wait(self) -> None:
        """Take note of time that passes."""
        self._line.wait()

    def finish(self, row: Row | None, state: State) -> None:
        """Take note of a unit that is done with."""
        self._pace.unchanged += state is State.UNCHANGED
        self._pace.failed += state is State.FAILED
        if row is not None and row.failure and len(self.failures) < _MOST_NAMED:
            self.failures.append(row)
        self._line.finish()
        self._line.wait()


def run(request: BatchRequest) -> bool:
    """Do all units, write the summary, and return whether none has failed.

    Raises GeneratorError where nothing can be begun: no such folder, another run in the output.
    """
    root, out = request.root.absolute(), request.output.absolute()
    _refuse(request, root, out)
    journal_path = out / _HIDDEN / _JOURNAL
    with unwind_when_stopped():
        try:
            journal_path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputFolderError(out, word_refusal(error)) from error
        with closing(Journal(journal_path, request.output)) as journal:
            base = root if root.is_dir() else root.parent
            batch = Batch(base, with_key(request.settings), journal, LocalFolder(out))
            return _run(request, batch, root, out)


def _refuse(request: BatchRequest, root: Path, out: Path) -> None:
    if not root.exists():
        raise FolderMissingError(request.root)
    if out.resolve() == root.resolve():
        raise OutputIsInputError(request.root)
    if request.settings.profile:
        known = profile_names(request.settings.templates)
        if request.settings.profile not in known:
            from generator.base.errors import UnknownProfileError  # noqa: PLC0415 - as needed

            raise UnknownProfileError(request.settings.profile, known)
    refuse_unwritable(out)


def _run(request: BatchRequest, batch: Batch, root: Path, out: Path) -> bool:
    found = list_units(root, out, review=request.settings.review)
    tally = begin_batch(batch, found)
    skipped = sum(1 for _ in batch.journal.skipped())
    if not tally.total:
        raise NothingFoundError(request.root).because(
            f"{one.name}：{one.why}" for one in _first(batch)
        )
    pace = BatchPace(tally.total)
    with ProgressLine(tally.total, pace=pace) as line:
        watcher = _Watcher(line, pace)
        jobs = request.jobs or os.cpu_count() or 1
        run_batch(batch, tally, perform_here(request.bounds, jobs, watcher.wait), watcher)
    failed = sum(1 for row in batch.journal.rows() if row.failure)
    verdict = _word_verdict(tally, failed, skipped)
    _write_summary(batch, tally, verdict)
    _tell(request, watcher, tally, verdict, pace, batch.journal.gone())
    return not failed


def _first(batch: Batch) -> list[SkippedFile]:
    return list(batch.journal.skipped())[:_MOST_NAMED]


def _write_summary(batch: Batch, tally: Tally, verdict: str) -> None:
    names = set()
    for name, data in write_summary(batch.journal, tally.total, verdict):
        batch.place.write(name, data)
        names.add(name)
    number = 2
    while batch.place.is_there(name_index(number)):
        if name_index(number) not in names:
            batch.place.remove(name_index(number))
        number += 1


def _word_verdict(tally: Tally, failed: int, skipped: int) -> str:
    """Return what the pages say; it does not depend on how many runs it took."""
    parts = [f"共 {tally.total} 个，做成 {tally.total - failed} 个"]
    if failed:
        parts.append(f"没有做成 {failed} 个")
    if skipped:
        parts.append(f"另有 {skipped} 个文件或文件夹没有列入")
    return "，".join(parts)


def _tell(
    request: BatchRequest,
    watcher: _Watcher,
    tally: Tally,
    verdict: str,
    pace: BatchPace,
    gone: int,
) -> None:
    console = screen.open_console(sys.stderr)
    for row in watcher.failures:
        screen.print_line(console, (f"没有做成 {row.path}：{row.failure}", "red"), hang=2)
    counts = Counter({state: tally.counts[state] for state in State})
    if counts[State.FAILED] > len(watcher.failures):
        console.print(f"其余没有做成的见 {SUMMARY}.xlsx。")
    if gone:
        console.print(f"以前做过、这次不在的 {gone} 个，结果还在原处，没有列入汇总。")
    fresh = counts[State.DONE] + counts[State.FAILED]
    told = [verdict, f"这次做了 {fresh} 个", f"没有变化 {counts[State.UNCHANGED]} 个"]
    if fresh:
        told.append(f"每分钟 {pace.rate:.0f} 个")
    summary = request.output / name_index(1)
    screen.print_line(console, f"{'；'.join(told)}。从 {summary} 看起。", hang=2)
