"""`templates check`: the static faults, then every profile tried on departments.

Each sample is written in every profile, then varied (`variations`) until every line of every
template has been reached or there is nothing left to vary.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.errors import TemplateError
from generator.narrative.environment import MACROS, read_template
from generator.narrative.fault import Kind
from generator.narrative.fields import SWITCHES, known_shapes, named_entries
from generator.narrative.settings import GENERAL
from generator.narrative.tables import SECTION as TABLES
from generator.pipeline import read_sources, word_only
from generator.workbench.coverage import Spot, lines_to_reach, reached_spots
from generator.workbench.files import (
    find_label,
    folders_by_profile,
    resolved_files,
    template_files,
)
from generator.workbench.inspection import LocatedFault, StaticReport, inspect_all
from generator.workbench.samples import sample_folders
from generator.workbench.variations import vary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from generator.pipeline import Sources
    from generator.workbench.files import TemplateFile

# Switches that the program itself reads: how numbers, tables, the cover are printed.
PROGRAM_SWITCHES = frozenset(
    {"千分位", "表格千分位", "零金额", "零比率", "整百比率", "百分比位数"}
    | {"自称", "结构依据", "日期", "各节", "并入"}
)
_PROBLEM = re.compile(r"(?P<file>.+?) 第 (?P<line>\d+) 行：(?P<message>.*)", re.DOTALL)
_ARMS = {0: "", 1: "（如果成立时写的）", 2: "（否则写的）"}


@dataclass(frozen=True, slots=True)
class Unreached:
    """A line that no department reached."""

    file: str
    line: int
    note: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Everything that `templates check` says.

    `tried` is how many documents were written, of which `samples`; `lines` is how many places of
    the templates were to be reached. `untried` are the profiles whose faults keep any document
    from being written: for them nothing is said about lines.
    """

    faults: tuple[LocatedFault, ...]
    files: int
    profiles: tuple[str, ...]
    samples: tuple[str, ...]
    tried: int
    lines: int
    unreached: tuple[Unreached, ...]
    untried: tuple[str, ...]
    unused_names: tuple[str, ...]
    unused_switches: tuple[str, ...]


def check_all(templates: Path | None, data: Sequence[Path]) -> CheckReport:
    """Check the templates; departments are those of `data`, the samples where it is empty.

    Raises GeneratorError where the folder is not there or the data cannot be read.
    """
    files = template_files(templates)
    static = inspect_all(templates, frozenset(known_shapes()))
    profiles = folders_by_profile(templates)
    usable = [profile for profile in profiles if profile not in static.broken_profiles]
    folders = tuple(data) or sample_folders()
    trial = _Trial(templates, files, usable)
    if usable:
        trial.run(folders)
    wanted = trial.wanted()
    told = {(fault.file, fault.line) for fault in static.faults}
    faults = (*static.faults, *(s for s in trial.faults if (s.file, s.line) not in told))
    return CheckReport(
        faults=tuple(sorted(dict.fromkeys(faults), key=lambda s: (s.file, s.line, s.message))),
        files=len(files),
        profiles=tuple(profiles),
        samples=tuple(folder.name for folder in folders),
        tried=trial.tried,
        lines=len(wanted),
        unreached=tuple(_describe(wanted - trial.reached, files)) if usable else (),
        untried=tuple(profile for profile in profiles if profile not in usable),
        unused_names=_unused_names(static),
        unused_switches=_unused_switches(static),
    )


class _Trial:
    """Writes departments in every usable profile and gathers what was reached and went wrong."""

    def __init__(
        self, templates: Path | None, files: tuple[TemplateFile, ...], profiles: list[str]
    ) -> None:
        self._templates = templates
        self._files = files
        self._profiles = profiles
        self.reached: set[Spot] = set()
        self.faults: list[LocatedFault] = []
        self.tried = 0

    def wanted(self) -> frozenset[Spot]:
        """Return what is to be reached: the templates of every usable profile."""
        return frozenset(spot for spots in self._wanted_by_profile().values() for spot in spots)

    def _wanted_by_profile(self) -> dict[str, frozenset[Spot]]:
        by_profile = folders_by_profile(self._templates)
        return {
            name: lines_to_reach(resolved_files(by_profile[name]).values())
            for name in self._profiles
        }

    def run(self, folders: Sequence[Path]) -> None:
        """Write every department as it is, then its variations while lines are unreached."""
        departments = [read_sources(folder) for folder in folders]
        for sources in departments:
            self._write(sources, self._profiles)
        wanted = self._wanted_by_profile()
        for number, sources in enumerate(departments):
            # The first one is varied in any case: a fault may lie in a line already reached.
            for variation in vary(sources):
                left = [name for name in self._profiles if not wanted[name] <= self.reached]
                if number and not left:
                    return
                self._write(variation, left if number else self._profiles)

    def _write(self, sources: Sources, profiles: list[str]) -> None:
        for profile in profiles:
            self.tried += 1
            try:
                reached = word_only(sources, profile, self._templates)
            except TemplateError as error:
                self.faults += [self._fault(problem, profile) for problem in error.problems]
            else:
                self.reached |= reached_spots(reached)

    def _fault(self, problem: str, profile: str) -> LocatedFault:
        """Return a stop of rendering as a fault with its file and line."""
        found = _PROBLEM.match(problem)
        name = found["file"] if found else problem.partition("：")[0]
        folders = folders_by_profile(self._templates)[profile]
        path = resolved_files(folders).get(name.rpartition("/")[2])
        label = name if path is None else find_label(self._files, path)
        line = int(found["line"]) if found else 1
        excerpt = ""
        if path is not None and found:
            excerpt = _excerpt(path, line)
        message = found["message"] if found else problem.partition("：")[2] or problem
        return LocatedFault(label, line, Kind.RENDERING, message, excerpt)


def _excerpt(path: Path, line: int) -> str:
    lines = read_template(path).split("\n")
    return lines[line - 1].strip() if 0 < line <= len(lines) else ""


def _describe(spots: frozenset[Spot], files: tuple[TemplateFile, ...]) -> Iterator[Unreached]:
    whole = {(spot.path, spot.line) for spot in spots if not spot.arm}
    for path, line, arm in sorted(spots):
        if arm and (path, line) in whole:
            continue  # the whole line is told
        yield Unreached(find_label(files, path), line, _ARMS[arm], _excerpt(path, line))


def _unused_names(static: StaticReport) -> tuple[str, ...]:
    """Return the names, and the parts of their own, that no template uses."""
    paths = {path for usage in static.usage.values() for path in usage.paths}
    loose = {part for usage in static.usage.values() for part in usage.loose_parts}
    unused = []
    for entry in named_entries():
        whole = f"{entry.name}.{entry.part}" if entry.part else entry.name
        used = whole in paths or (bool(entry.part) and entry.part in loose)
        owner_unused = bool(entry.part) and entry.name in unused
        if not used and not owner_unused and entry.name != SWITCHES:
            unused.append(whole)
    return tuple(unused)


def _unused_switches(static: StaticReport) -> tuple[str, ...]:
    """Return the switches that neither a template nor the program reads."""
    used: dict[str, set[str]] = {}
    for section, usage in static.usage.items():
        front = f"{SWITCHES}."
        used[section] = {p.removeprefix(front) for p in usage.paths if p.startswith(front)}
    everywhere = {name for names in used.values() for name in names} | PROGRAM_SWITCHES
    shared = used.get(MACROS, set()) | PROGRAM_SWITCHES
    unused = []
    for section, table in static.switches.items():
        if section == TABLES:
            continue  # all of them are read by narrative/tables.py
        known = everywhere if section == GENERAL else used.get(section, set()) | shared
        unused += [f"[{section}] {name}" for name in table if name not in known]
    return tuple(unused)
