"""One damaged department through the program: how long it took, and what was said of it."""

import contextlib
import re
import shutil
import signal
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from support.folders import write_rows

import generator
from generator.base.errors import GeneratorError
from generator.base.severity import Severity
from generator.model.finding import Finding
from harm.damage import Damage, read_tables

_SENTENCE = re.compile(r"[。；：\n]")
_PART = re.compile(r"[，、]")
_NUMBERING = re.compile(r"^[0-9]+[.．、]")


class TooLongError(Exception):
    """The processor time that one call may take is used up."""


@contextlib.contextmanager
def limited(seconds: float) -> Iterator[None]:
    """End what takes longer than `seconds` of processor time."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@dataclass(frozen=True)
class Said:
    """What the program says of a folder; `stopped` where it refused to go on."""

    sentences: Counter[str]
    errors: tuple[Finding, ...]
    seconds: float
    stopped: str = ""


def sentences_of(text: str) -> Counter[str]:
    """Return the sentences that hold digits, as sets of their parts.

    The numbering and the order in which a sentence lists what it lists do not count.
    """
    found = (_NUMBERING.sub("", part.strip()) for part in _SENTENCE.split(text))
    return Counter(
        "，".join(sorted(_PART.split(part))) for part in found if any(map(str.isdigit, part))
    )


def hear(folder: Path, limit: float) -> Said:
    """Check a folder and write its text. Raises TooLongError."""
    with limited(limit):
        start = time.process_time()
        try:
            errors = generator.check(folder).findings
        except GeneratorError as stop:
            return Said(Counter(), (), time.process_time() - start, repr(stop))
        seconds = time.process_time() - start
    with limited(2 * limit):
        try:
            text = generator.build(folder).text
        except GeneratorError as stop:
            return Said(Counter(), (), seconds, repr(stop))
    grave = tuple(finding for finding in errors if finding.severity is Severity.ERROR)
    return Said(sentences_of(text), grave, seconds)


@dataclass(frozen=True)
class Outcome:
    """What a damage did: sentences that changed, the new errors, whether they name its cause."""

    damage: Damage
    changed: tuple[str, ...]
    errors: tuple[Finding, ...]
    seconds: float
    hangs: bool = False
    stopped: str = ""

    @property
    def is_silent(self) -> bool:
        """Whether figures of the text changed and no new error names a table that was damaged."""
        return bool(self.changed) and not self.stopped and not any(map(self._names, self.errors))

    @property
    def names_row(self) -> bool:
        """Whether an error names one of the rows that were damaged, by its code or label."""
        wanted = [part for name in self.damage.rows for part in re.split(r"[\s、]+", name)]
        wanted = [part for part in wanted if len(part) > 2]
        return any(part in shown(error) for error in self.errors for part in wanted)

    def _names(self, error: Finding) -> bool:
        forms = {file.removesuffix(".csv") for file in self.damage.tables}
        said = shown(error)
        return any(form in said for form in forms)


def shown(error: Finding) -> str:
    """Return everything that an error tells its reader."""
    places = " ".join(f"{place.table} {place.file} {place.row}" for place in error.places)
    return f"{error.code} {error.message} {' '.join(error.also)} {places}"


class Patient:
    """A department whose tables are damaged, one damage after the other."""

    def __init__(self, source: Path, folder: Path, limit: float = 3.0) -> None:
        """Copy the department, and hear what is said of it as it is."""
        self._folder = folder
        shutil.copytree(source, folder)
        self.tables = read_tables(folder)
        self._original = {name: (folder / name).read_bytes() for name in self.tables}
        self._limit = limit
        self._before = hear(folder, 20 * limit)

    def suffer(self, damage: Damage) -> Outcome:
        """Return what the program makes of a damage; the folder is as before afterwards."""
        for name, rows in damage.tables.items():
            write_rows(self._folder / name, rows)
        try:
            said = hear(self._folder, self._limit)
        except TooLongError:
            return Outcome(damage, (), (), self._limit, hangs=True)
        finally:
            for name in damage.tables:
                (self._folder / name).write_bytes(self._original[name])
        old = {finding.message for finding in self._before.errors}
        errors = tuple(finding for finding in said.errors if finding.message not in old)
        before, after = self._before.sentences, said.sentences
        changed = tuple((before - after) + (after - before))
        return Outcome(damage, changed, errors, said.seconds, stopped=said.stopped)
