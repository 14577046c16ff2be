"""What is shown of a document: the last good page, and the faults that stand against a new one."""

from __future__ import annotations

import re
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from generator.base.errors import FolderMissingError, GeneratorError, TemplateError
from generator.figures.explain import explain_figure
from generator.narrative.environment import read_template
from generator.narrative.fields import known_shapes
from generator.narrative.frame import COVER, NOTES, PARTS
from generator.reporting.page import format_page
from generator.server.stamps import Stamp, stamp_of
from generator.tasks.department import read_sources, word_department
from generator.tasks.supervised.failure import describe_bug
from generator.tasks.templates.files import find_label, template_files
from generator.tasks.templates.inspection import LocatedFault, inspect_all

if TYPE_CHECKING:
    from generator.model.block import Origin
    from generator.server.maintainer.choice import Choice
    from generator.tasks.department import Sources

INTERVAL = 0.05  # seconds between two looks at the files
_IDLE = 60.0  # seconds without a browser after which nobody looks at the files any more
_AROUND = 4  # lines shown before and after one
_PROBLEM = re.compile(r"(?P<file>.+?) 第 (?P<line>\d+) 行：(?P<message>.*)", re.DOTALL)
_PATIENCE = 10.0  # seconds that a browser waits for news


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault as the page shows it; without a file where it is none of a template's."""

    file: str
    line: int
    message: str
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """What a browser is told. `stops`: the page is the last good one, not what the files say."""

    version: int
    problems: tuple[Problem, ...]
    stops: bool


@dataclass(slots=True)
class _Shown:
    """The page with the number under which the browser knows it."""

    page: str = ""
    state: State = field(default_factory=lambda: State(0, (), stops=True))


class Session:
    """One document, watched by a thread of its own for as long as a browser asks for its news."""

    def __init__(self, choice: Choice) -> None:
        """Take what is to be shown. Raises FolderMissingError."""
        if not choice.data.exists():
            raise FolderMissingError(choice.data)
        self._choice = choice
        self._shown = _Shown()
        self._news = threading.Condition()
        self._sources: tuple[Stamp, Sources] | None = None
        self._stop = threading.Event()
        self._asked = time.monotonic()
        self._watching = threading.Thread(target=self._watch, daemon=True)
        self._watching.start()

    @property
    def has_ended(self) -> bool:
        """Whether nobody watches any more, so that another session is needed."""
        return not self._watching.is_alive()

    @property
    def page(self) -> str:
        """The last good page, empty where there has been none."""
        return self._shown.page

    def wait(self, seen: int) -> State:
        """Return the state once it is another one than `seen`, or after a while."""
        self._asked = time.monotonic()
        with self._news:
            self._news.wait_for(
                lambda: self._shown.state.version != seen or self._stop.is_set(), _PATIENCE
            )
            return self._shown.state

    def _watch(self) -> None:
        """Refresh whenever a file has changed and lies still again, until nobody asks."""
        written: Stamp | None = None
        last: Stamp | None = None
        while not self._stop.is_set() and time.monotonic() - self._asked < _IDLE:
            try:
                stamp = self._stamp()
                if stamp != written and stamp == last:
                    written = stamp if self.refresh() else None
                last = stamp
            except Exception as error:  # noqa: BLE001 - a bug is told; the watching goes on
                self._publish(self.page, [Problem("", 0, describe_bug(error).words)], stops=True)
                written = last
            self._stop.wait(INTERVAL)

    def close(self) -> None:
        """End the watching and let waiting browsers go."""
        self._stop.set()
        with self._news:
            self._news.notify_all()

    def refresh(self) -> bool:
        """Write the document anew; where that fails, keep the page and say why.

        Return False where a file could not be read just now, so that it is worth another try.
        """
        page, readable = self._shown.page, True
        try:
            page, problems, stops = self._write(), [], False
        except TemplateError as error:
            problems, stops = [self._problem(text) for text in error.problems], True
        except GeneratorError as error:
            problems, stops = [Problem("", 0, str(error))], True
        except OSError as error:
            # Some editors replace a file by another one: for a moment there is none.
            problems, stops, readable = [Problem("", 0, f"读不了文件（{error}）")], True, False
        problems += [p for p in self._faults() if p not in problems]
        self._publish(page, problems, stops=stops)
        return readable

    def _publish(self, page: str, problems: list[Problem], *, stops: bool) -> None:
        """Let waiting browsers know, where anything is another than before."""
        with self._news:
            state = self._shown.state
            now = page, tuple(problems), stops
            if state.version and now == (self._shown.page, state.problems, state.stops):
                return
            self._shown = _Shown(page, State(state.version + 1, tuple(problems), stops))
            self._news.notify_all()

    def excerpt(self, file: str, line: int) -> list[tuple[int, str]]:
        """Return a line of a template with those around it; nothing for any other file."""
        path = next(
            (f.path for f in template_files(self._choice.templates) if f.label == file), None
        )
        if path is None:
            return []
        lines = read_template(path).split("\n")
        first = max(1, line - _AROUND)
        return list(enumerate(lines[first - 1 : line + _AROUND], start=first))

    def frames(self) -> dict[str, str]:
        """Return the files that write what has no line of its own on the page, by its class."""
        names = {".cover": COVER, ".contents": PARTS, ".part-heading": PARTS, ".note": NOTES}
        files = template_files(self._choice.templates)
        found = {
            file.name: file.label for file in files if file.profile in {"", self._choice.profile}
        }
        return {look: found[name] for look, name in names.items() if name in found}

    def _write(self) -> str:
        department = word_department(
            self._read(),
            profile=self._choice.profile,
            templates=self._choice.templates,
            traced=True,
        )
        files = template_files(self._choice.templates)

        def name_origin(origin: Origin) -> str:
            label = labels.get(origin.path)
            if label is None:
                label = labels[origin.path] = find_label(files, Path(origin.path))
            return f"{label}:{origin.line}"

        labels: dict[str, str] = {}
        return format_page(department.content, department.findings, explain_figure, name_origin)

    def _read(self) -> Sources:
        """Return what the data folder says; read once while it is unchanged."""
        stamp = stamp_of(self._choice.data)
        if self._sources is None or self._sources[0] != stamp:
            self._sources = (stamp, read_sources(self._choice.data))
        return self._sources[1]

    def _stamp(self) -> Stamp:
        return stamp_of(*self._choice.sources)

    def _faults(self) -> list[Problem]:
        try:
            faults = inspect_all(self._choice.templates, frozenset(known_shapes())).faults
        except (GeneratorError, OSError) as error:
            return [Problem("", 0, str(error))]
        return [_shown_fault(fault) for fault in faults]

    def _problem(self, text: str) -> Problem:
        """Return a stop of rendering with its file as it is called on the page."""
        found = _PROBLEM.match(text)
        if found is None:
            return Problem("", 0, text)
        line = int(found["line"])
        names = (found["file"], found["file"].rpartition("/")[2])
        files = [file for file in template_files(self._choice.templates) if file.name in names]
        for file in reversed(files):
            lines = read_template(file.path).split("\n")
            excerpt = lines[line - 1].strip() if line <= len(lines) else ""
            return Problem(file.label, line, found["message"], excerpt)
        return Problem(found["file"], line, found["message"])


def _shown_fault(fault: LocatedFault) -> Problem:
    return Problem(fault.file, fault.line, fault.message, fault.excerpt)
