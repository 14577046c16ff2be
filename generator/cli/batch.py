"""`batch`: all departments below a folder; results one by one, a summary, one line at the end."""

from __future__ import annotations

import os
import sys
from collections import Counter
from contextlib import ExitStack, closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from generator.base.errors import FolderMissingError, GeneratorError, OutputFolderError
from generator.base.output import refuse_unwritable
from generator.base.refusals import word_refusal
from generator.cli.batch_places import (
    LocalFolder,
    StoredFolder,
    journal_of,
    mirror,
    mirror_of,
)
from generator.files.storage import Storage, is_remote, local_path
from generator.narrative.environment import profile_names
from generator.reporting import screen
from generator.reporting.batch_index import name_index
from generator.reporting.batch_progress import BatchPace
from generator.reporting.batch_words import SUMMARY
from generator.reporting.progress import ProgressLine
from generator.tasks.batch.cluster import open_cluster
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
    from generator.model.batch import Row
    from generator.model.reviewed_file import SkippedFile
    from generator.tasks.batch.cluster import Cluster
    from generator.tasks.batch.engine import Place
    from generator.tasks.batch.unit import Settings
    from generator.tasks.supervised.worker import Bounds

_MOST_NAMED = 10


class NothingFoundError(GeneratorError):
    """There is no department below the folder."""

    def __init__(self, root: str) -> None:
        super().__init__(
            f"{root} 下面没有数据文件夹（放有 公开0N 或 单位信息）、工作簿或送审文件。请核对路径。"
        )


class OutputIsInputError(GeneratorError):
    """Results would be written among the data."""

    def __init__(self, root: str) -> None:
        super().__init__(f"结果不能写在 {root} 里和数据混在一起；请用 -o 另给一个文件夹。")


@dataclass(frozen=True, slots=True)
class BatchRequest:
    """The options of `batch` as given; `jobs` is 0 for as many as there are processors.

    `cluster` is the address of a scheduler, empty for this machine; `cache` where the journal of
    results lies that are in a storage, None for the folder of the system.
    """

    root: str
    output: str
    settings: Settings
    jobs: int
    bounds: Bounds
    cluster: str = ""
    cache: Path | None = None


class _Watcher:
    """Tells on standard error how far a run is, and keeps the names of a few failures."""

    def __init__(self, line: ProgressLine, pace: BatchPace) -> None:
        self._line, self._pace = line, pace
        self.failures: list[Row] = []

    def wait(self) -> None:
        """Take note of time that passes."""
        self._line.wait()

    def tell(self, words: str) -> None:
        """Say what happens meanwhile."""
        _say(words)

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

    Raises GeneratorError where nothing can be begun (no such folder, another run in the output, no
    such scheduler), and where a storage or the scheduler ends in the middle.
    """
    _refuse(request)
    journal_path = journal_of(request.output, request.cache)
    with unwind_when_stopped(), ExitStack() as opened:
        cluster = opened.enter_context(open_cluster(request.cluster)) if request.cluster else None
        try:
            journal_path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputFolderError(journal_path.parent, word_refusal(error)) from error
        journal = opened.enter_context(closing(Journal(journal_path, request.output)))
        place: Place = (
            StoredFolder(Storage(request.output, _say))
            if is_remote(request.output)
            else LocalFolder(Path(local_path(request.output)).absolute())
        )
        root, unfetched = _take_root(request)
        base = root if root.is_dir() else root.parent
        batch = Batch(base, with_key(request.settings), journal, place)
        return _run(request, batch, (root, unfetched), cluster)


def _refuse(request: BatchRequest) -> None:
    root, output = request.root.rstrip("/"), request.output.rstrip("/")
    here = not is_remote(root)
    if here and not Path(local_path(root or "/")).exists():
        raise FolderMissingError(Path(request.root))
    if not is_remote(output):
        out = Path(local_path(output or "/")).absolute()
        if here and out.resolve() == Path(local_path(root or "/")).resolve():
            raise OutputIsInputError(request.root)
        refuse_unwritable(out)
    elif root == output:
        raise OutputIsInputError(request.root)
    if request.settings.profile:
        known = profile_names(request.settings.templates)
        if request.settings.profile not in known:
            from generator.base.errors import UnknownProfileError  # noqa: PLC0415 - as needed

            raise UnknownProfileError(request.settings.profile, known)


def _take_root(request: BatchRequest) -> tuple[Path, tuple[SkippedFile, ...]]:
    """Return the folder of this machine in which the data lie, and what could not be fetched."""
    if not is_remote(request.root):
        return Path(local_path(request.root)).absolute(), ()
    folder = mirror_of(request.root, request.output, request.cache)
    return folder, mirror(Storage(request.root, _say), folder, request.output, _say)


def _say(words: str) -> None:
    screen.print_line(screen.open_console(sys.stderr), (words, "yellow"), hang=2)


def _run(
    request: BatchRequest,
    batch: Batch,
    source: tuple[Path, tuple[SkippedFile, ...]],
    cluster: Cluster | None,
) -> bool:
    root, unfetched = source
    out = root if is_remote(request.output) else Path(local_path(request.output)).absolute()
    found = list_units(root, out, review=request.settings.review)
    tally = begin_batch(batch, chain(unfetched, found))
    skipped = sum(1 for _ in batch.journal.skipped())
    if not tally.total:
        raise NothingFoundError(request.root).because(
            f"{one.name}：{one.why}" for one in _first(batch)
        )
    pace = BatchPace(tally.total)
    with ProgressLine(tally.total, pace=pace) as line:
        watcher = _Watcher(line, pace)
        jobs = request.jobs or os.cpu_count() or 1
        perform = (
            perform_here(request.bounds, jobs, watcher.wait)
            if cluster is None
            else cluster.perform(request.bounds, watcher)
        )
        run_batch(batch, tally, perform, watcher)
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
        batch.place.write({name: data})
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
    summary = f"{request.output.rstrip('/')}/{name_index(1)}"
    if not is_remote(request.output):
        summary = str(Path(local_path(request.output)) / name_index(1))
    screen.print_line(console, f"{'；'.join(told)}。从 {summary} 看起。", hang=2)
