"""Departments written for trial in every profile: which lines are reached, what goes wrong.

Each department is written as it is, then varied (`variations`) until every line of every template
has been reached or there is nothing left to vary. All of it together has a budget: a template
without an end stops its profile, and what was not tried any more is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.errors import TemplateError
from generator.narrative.environment import read_template
from generator.narrative.fault import FaultKind
from generator.narrative.metering import Meter
from generator.tasks.department import read_sources, word_only
from generator.tasks.templates.coverage import Spot, lines_to_reach, reached_spots
from generator.tasks.templates.files import find_label, folders_by_profile, resolved_files
from generator.tasks.templates.inspection import LocatedFault
from generator.tasks.templates.letters import write_letters_for_trial
from generator.tasks.templates.reports import write_reports_for_trial
from generator.tasks.templates.variations import vary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from generator.tasks.department import Sources
    from generator.tasks.templates.files import TemplateFile

MAX_SHARES = 10  # of what one document may use up, for all that are tried; the samples take 1
MAX_DOCUMENTS = 3_000
_PROBLEM = re.compile(r"(?P<file>.+?) 第 (?P<line>\d+) 行：(?P<message>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Halt:
    """A profile that was not tried to the end, how often it was written, and why no more."""

    profile: str
    tried: int
    reason: str


class Trial:
    """Writes departments in every usable profile and gathers what was reached and went wrong."""

    def __init__(
        self, templates: Path | None, files: tuple[TemplateFile, ...], profiles: list[str]
    ) -> None:
        self._templates = templates
        self._files = files
        self._folders = folders_by_profile(templates)
        self._wanted = {
            name: lines_to_reach(resolved_files(self._folders[name]).values()) for name in profiles
        }
        self._tried = dict.fromkeys(profiles, 0)
        self._running = list(profiles)
        self._shares = 0.0
        self.reached: set[Spot] = set()
        self.faults: list[LocatedFault] = []
        self.halts: list[Halt] = []

    @property
    def tried(self) -> int:
        """How many documents were written."""
        return sum(self._tried.values())

    def wanted(self) -> frozenset[Spot]:
        """Return what is to be reached: the templates of every usable profile."""
        return frozenset().union(*self._wanted.values())

    def untried(self) -> frozenset[Spot]:
        """Return the lines of the profiles that were not tried to the end."""
        return frozenset().union(*(self._wanted[halt.profile] for halt in self.halts))

    def run(self, folders: Sequence[Path]) -> None:
        """Write every department as it is, then its variations while lines are unreached."""
        self._write_letters()
        departments = [read_sources(folder) for folder in folders]
        for sources in departments:
            self._write(sources, self._running)
        for number, sources in enumerate(departments):
            # The first one is varied in any case: a fault may lie in a line already reached.
            for variation in vary(sources):
                left = [name for name in self._running if not self._wanted[name] <= self.reached]
                chosen = left if number else self._running
                if not chosen:
                    return
                self._write(variation, chosen)

    def _write(self, sources: Sources, profiles: Iterable[str]) -> None:
        for profile in tuple(profiles):
            if self._shares >= MAX_SHARES or self.tried >= MAX_DOCUMENTS:
                for name in tuple(self._running):
                    self._halt(name, "试写合计用完了限额")
                return
            meter = Meter()
            self._tried[profile] += 1
            try:
                reached = word_only(sources, profile, self._templates, meter)
            except TemplateError as error:
                self.faults += [self._fault(problem, profile) for problem in error.problems]
            else:
                self.reached |= reached_spots(reached)
            self._shares += meter.share
            if meter.stopped:
                self._halt(profile, "有模板没有尽头")

    def _write_letters(self) -> None:
        """Write the letters and the report of a review; they are not counted as documents."""
        for profile in tuple(self._running):
            meter = Meter()
            try:
                reached = write_letters_for_trial(profile, self._templates, meter)
                reached |= write_reports_for_trial(profile, self._templates, meter)
            except TemplateError as error:
                self.faults += [self._fault(problem, profile) for problem in error.problems]
            else:
                self.reached |= reached_spots(reached)
            self._shares += meter.share
            if meter.stopped:
                self._halt(profile, "有模板没有尽头")

    def _halt(self, profile: str, reason: str) -> None:
        self._running.remove(profile)
        self.halts.append(Halt(profile, self._tried[profile], reason))

    def _fault(self, problem: str, profile: str) -> LocatedFault:
        """Return a stop of rendering as a fault with its file and line."""
        found = _PROBLEM.match(problem)
        name = found["file"] if found else problem.partition("：")[0]
        files = resolved_files(self._folders[profile])
        path = files.get(name) or files.get(name.rpartition("/")[2])
        label = name if path is None else find_label(self._files, path)
        line = int(found["line"]) if found else 1
        excerpt = find_excerpt(path, line) if path is not None and found else ""
        message = found["message"] if found else problem.partition("：")[2] or problem
        return LocatedFault(label, line, FaultKind.RENDERING, message, excerpt)


def find_excerpt(path: Path, line: int) -> str:
    """Return the text of a line of a template, nothing where it has no such line."""
    lines = read_template(path).split("\n")
    return lines[line - 1].strip() if 0 < line <= len(lines) else ""
