"""`templates check`: the static faults, then what comes of every profile tried on departments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.field import zh
from generator.narrative.attachment_plan import OWN_PROJECT, PLACED
from generator.narrative.environment import MACROS
from generator.narrative.fields import SWITCHES, further_entries, known_shapes, named_entries
from generator.narrative.settings import GENERAL
from generator.narrative.single import BUREAU_SWITCH
from generator.narrative.switches import GRADE_SWITCH
from generator.narrative.table_wording import SECTION as TABLES
from generator.tasks.templates.files import find_label, folders_by_profile, template_files
from generator.tasks.templates.inspection import LocatedFault, StaticReport, inspect_all
from generator.tasks.templates.samples import sample_folders
from generator.tasks.templates.trial import Trial, find_excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from generator.tasks.templates.coverage import Spot
    from generator.tasks.templates.files import TemplateFile
    from generator.tasks.templates.trial import Halt

# Switches that the program itself reads: how numbers, tables, the cover are printed.
PROGRAM_SWITCHES = frozenset(
    {"千分位", "表格千分位", "零金额", "零比率", "整百比率", "百分比位数", "只列用到的"}
    | {zh.SELF_REFERENCE, "结构依据", zh.DATE, "各节", "并入", "空话", GRADE_SWITCH}
    | {BUREAU_SWITCH}
    | set(PLACED)
)
_ARMS = {0: "", 1: "（如果成立时写的）", 2: "（否则写的）"}


@dataclass(frozen=True, slots=True)
class Unreached:
    """A line that no department reached; `untried` where not all of them were tried."""

    file: str
    line: int
    note: str
    excerpt: str
    untried: bool = False


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Everything that `templates check` says.

    `tried` is how many documents were written, of which `samples`; `lines` is how many places of
    the templates were to be reached. `untried` are the profiles whose faults keep any document
    from being written: for them nothing is said about lines. `halts` says where trying ended
    before everything had been tried.
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
    halts: tuple[Halt, ...] = ()


def check_all(templates: Path | None, data: Sequence[Path]) -> CheckReport:
    """Check the templates; departments are those of `data`, the samples where it is empty.

    Raises GeneratorError where the folder is not there or the data cannot be read.
    """
    files = template_files(templates)
    static = inspect_all(templates, frozenset(known_shapes()))
    profiles = folders_by_profile(templates)
    usable = [profile for profile in profiles if profile not in static.broken_profiles]
    folders = tuple(data) or sample_folders()
    trial = Trial(templates, files, usable)
    if usable:
        trial.run(folders)
    wanted = trial.wanted()
    missed = _describe(wanted - trial.reached, files, trial.untried())
    told = {(fault.file, fault.line) for fault in static.faults}
    faults = (*static.faults, *(s for s in trial.faults if (s.file, s.line) not in told))
    return CheckReport(
        faults=tuple(sorted(dict.fromkeys(faults), key=lambda s: (s.file, s.line, s.message))),
        files=len(files),
        profiles=tuple(profiles),
        samples=tuple(folder.name for folder in folders),
        tried=trial.tried,
        lines=len(wanted),
        unreached=tuple(missed) if usable else (),
        untried=tuple(profile for profile in profiles if profile not in usable),
        unused_names=_unused_names(static),
        unused_switches=_unused_switches(static),
        halts=tuple(trial.halts),
    )


def _describe(
    spots: frozenset[Spot], files: tuple[TemplateFile, ...], untried: frozenset[Spot]
) -> Iterator[Unreached]:
    whole = {(spot.path, spot.line) for spot in spots if not spot.arm}
    for spot in sorted(spots):
        path, line, arm = spot
        if arm and (path, line) in whole:
            continue  # the whole line is told
        excerpt = find_excerpt(path, line)
        yield Unreached(find_label(files, path), line, _ARMS[arm], excerpt, spot in untried)


def _unused_names(static: StaticReport) -> tuple[str, ...]:
    """Return the names, and the parts of their own, that no template uses."""
    # 本项目 is one of 项目: what is used of the one is used of the other.
    paths = {
        f"{zh.ITEM}{path.removeprefix(OWN_PROJECT)}" if path.startswith(OWN_PROJECT) else path
        for usage in static.usage.values()
        for path in usage.paths
    } | {OWN_PROJECT}
    loose = {part for usage in static.usage.values() for part in usage.loose_parts}
    unused = []
    for entry in named_entries():
        whole = f"{entry.name}.{entry.part}" if entry.part else entry.name
        used = whole in paths or (bool(entry.part) and entry.part in loose)
        owner_unused = bool(entry.part) and entry.name in unused
        if not used and not owner_unused and entry.name not in {SWITCHES, *further_entries()}:
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
