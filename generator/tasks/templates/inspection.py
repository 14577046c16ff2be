"""The static part of `templates check`: every fault of every template and of every 行文.toml."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.base.errors import SettingsError, TemplateError
from generator.base.labels import nearest
from generator.narrative.environment import (
    ATTACHMENT_TEMPLATES,
    DEFAULT_PROFILE,
    FRAME_TEMPLATES,
    LETTER_TEMPLATES,
    MACROS,
    REPORT_TEMPLATES,
    SETTINGS_FILE,
    SUFFIX,
    builtin_templates,
    read_template,
)
from generator.narrative.fault import Fault, FaultKind
from generator.narrative.faults import FaultSurroundings, inspect_template, read_macros
from generator.narrative.fields import (
    letter_names,
    letter_only_names,
    report_names,
    report_only_names,
)
from generator.narrative.frame import COVER, NOTES, PARTS
from generator.narrative.naming import Usage
from generator.narrative.own_switches import UsedSwitches, section_of_template
from generator.narrative.render import EXTRA_NAMES, extra_names
from generator.narrative.settings import GENERAL, parse_settings
from generator.narrative.sums import find_sum_faults, take_sums, usable_sums
from generator.narrative.switches import find_switch_faults, locate_faults
from generator.tasks.templates.files import folders_by_profile, template_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.narrative.environment import TemplateFolders
    from generator.narrative.faults import Macros
    from generator.narrative.settings import Value
    from generator.narrative.sums import Sums
    from generator.tasks.templates.files import TemplateFile

_TABLE = re.compile(r"\s*\[\s*[\"']?([^\]\"']+?)[\"']?\s*\]")
_KEY = re.compile(r"\s*[\"']?([^\s\"'=]+)[\"']?\s*=")
# The templates besides those of the sections.
_OTHERS = (*FRAME_TEMPLATES, MACROS, *ATTACHMENT_TEMPLATES, *LETTER_TEMPLATES, *REPORT_TEMPLATES)
_WITHOUT_TABLES = {COVER, PARTS, NOTES}  # their lines are counted


@dataclass(frozen=True, slots=True)
class LocatedFault:
    """A fault with its file and the line as it stands there."""

    file: str
    line: int
    kind: FaultKind
    message: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class StaticReport:
    """The faults, and what the templates use by section (宏.md under its own name)."""

    faults: tuple[LocatedFault, ...]
    usage: Mapping[str, Usage]
    switches: Mapping[str, Mapping[str, Value]]
    broken_profiles: frozenset[str] = field(default_factory=frozenset)


def base_switches() -> dict[str, dict[str, Value]]:
    """Return the switches there are, with their defaults. Raises SettingsError, TemplateError."""
    path = builtin_templates() / SETTINGS_FILE
    return parse_settings(read_template(path), path)


def inspect_all(templates: Path | None, names: frozenset[str]) -> StaticReport:
    """Return every fault of every template of every profile; `names` are those of figures."""
    files = template_files(templates)
    base, faults = _read_base()
    switches, sums = _with_own(base, files)
    usage: dict[str, Usage] = {}
    profiles = folders_by_profile(templates)
    imported = _imported_names(files)
    for file in files:
        folders = profiles.get(file.profile or DEFAULT_PROFILE, profiles[DEFAULT_PROFILE])
        if file.name == SETTINGS_FILE:
            faults += _settings_faults(file, base, files, folders)
            continue
        faults += _idle_faults(file, files, imported)
        try:
            source = read_template(file.path)
        except TemplateError as error:
            faults += [
                LocatedFault(file.label, 1, FaultKind.SYNTAX, text, "") for text in error.problems
            ]
            continue
        around = replace(_surroundings(file, folders, names, switches), sums=sums)
        inspected = inspect_template(source, around)
        faults += _at_lines(file, source, inspected.faults)
        _add_usage(usage, section_of_template(file.name), inspected.usage)
    broken = {fault.file for fault in faults if fault.kind.stops or fault.kind is FaultKind.SWITCH}
    return StaticReport(tuple(faults), usage, switches, _broken_profiles(files, profiles, broken))


def _read_base() -> tuple[dict[str, dict[str, Value]], list[LocatedFault]]:
    try:
        return base_switches(), []
    except SettingsError:
        # Told with its line by _settings_faults.
        return {}, []


def _with_own(
    base: Mapping[str, Mapping[str, Value]], files: Iterable[TemplateFile]
) -> tuple[dict[str, dict[str, Value]], frozenset[str]]:
    """Return the switches with those of every 行文.toml of a user, and the totals of them all."""
    switches = {section: dict(table) for section, table in base.items()}
    sums: set[str] = set()
    for file in files:
        if file.name != SETTINGS_FILE or not base:
            continue
        try:
            layer = parse_settings(read_template(file.path), file.label)
        except (SettingsError, TemplateError):
            continue  # told by _settings_faults
        sums.update(take_sums(layer))
        for section, table in layer.items():
            switches.setdefault(section, {}).update(table)
    return switches, frozenset(sums)


def _surroundings(
    file: TemplateFile,
    folders: TemplateFolders,
    names: frozenset[str],
    switches: Mapping[str, Mapping[str, Value]],
) -> FaultSurroundings:
    general = set(switches.get(GENERAL, {}))
    own = set(switches.get(section_of_template(file.name), {}))
    if file.name == MACROS:  # it is used by every section
        own = {name for table in switches.values() for name in table}
    section = file.name[:2].isdigit()
    attached = file.name in {*ATTACHMENT_TEMPLATES, *LETTER_TEMPLATES, *REPORT_TEMPLATES}
    is_letter = file.name in LETTER_TEMPLATES
    is_report = file.name in REPORT_TEMPLATES
    others = names.difference(EXTRA_NAMES, letter_only_names(), report_only_names()).union(
        extra_names(file.name)
    )
    return FaultSurroundings(
        names=letter_names() if is_letter else report_names() if is_report else others,
        switches=frozenset(general | own) if switches else None,
        modules=_modules(folders),
        charts=section or file.name == MACROS,
        macros=file.name == MACROS,
        tables=file.name not in _WITHOUT_TABLES,
        attached=attached,
    )


def _modules(folders: TemplateFolders) -> tuple[tuple[str, Macros], ...]:
    try:
        path = folders.find(MACROS)
        return () if path is None else ((MACROS, read_macros(read_template(path))),)
    except TemplateError:
        return ()


def _at_lines(file: TemplateFile, source: str, faults: Iterable[Fault]) -> list[LocatedFault]:
    lines = source.split("\n")
    return [
        LocatedFault(file.label, line, kind, message, _line(lines, line))
        for line, kind, message in faults
    ]


def _line(lines: list[str], number: int) -> str:
    return lines[number - 1].strip() if 0 < number <= len(lines) else ""


def _add_usage(usage: dict[str, Usage], section: str, found: Usage) -> None:
    kept = usage.setdefault(section, Usage())
    kept.paths |= found.paths
    kept.loose_parts |= found.loose_parts
    kept.macros |= found.macros


def _broken_profiles(
    files: tuple[TemplateFile, ...], profiles: Mapping[str, TemplateFolders], broken: set[str]
) -> frozenset[str]:
    """Return the profiles with which no document can be written."""
    base = {file.label for file in files if not file.profile}
    found = set()
    for profile in profiles:
        own = {file.label for file in files if file.profile == profile}
        if broken & (base | own):
            found.add(profile)
    return frozenset(found)


# Files that nothing uses


def _imported_names(files: tuple[TemplateFile, ...]) -> set[str]:
    pattern = re.compile(r"\{%-?\s*(?:import|from|include)\s*[\"']([^\"']+)[\"']")
    found: set[str] = set()
    for file in files:
        if file.name == SETTINGS_FILE:
            continue
        try:
            found.update(pattern.findall(read_template(file.path)))
        except TemplateError:
            continue
    return found


def _idle_faults(
    file: TemplateFile, files: tuple[TemplateFile, ...], imported: set[str]
) -> Iterator[LocatedFault]:
    """Yield a fault for a file that no document is written with: a misspelt name, a twin."""
    if file.name[:2].isdigit() and file.name[2:3] == "-":
        folder = file.path.parent
        twins = [f.name for f in files if f.path.parent == folder and f.name[:3] == file.name[:3]]
        if twins[0] != file.name:
            message = f"与 {twins[0]} 编号相同，没有使用；一个编号只能有一个文件"
            yield LocatedFault(file.label, 1, FaultKind.FILE, message, "")
    elif file.name not in {*_OTHERS, *imported}:
        inner = file.name.rpartition("/")[0]
        used = [name for name in _OTHERS if name.rpartition("/")[0] == inner]
        stems = [name.rpartition("/")[2].removesuffix(SUFFIX) for name in used]
        near = nearest(file.path.stem, stems)
        rule = f"{inner}只有{'、'.join(stems)}" if inner else "各节的文件名以两位编号和“-”开头"
        hint = f"，文件名是否应为“{near}{SUFFIX}”？" if near else f"；{rule}"
        yield LocatedFault(file.label, 1, FaultKind.FILE, f"没有模板用到这个文件{hint}", "")


# 行文.toml


def _settings_faults(
    file: TemplateFile,
    base: Mapping[str, Mapping[str, Value]],
    files: tuple[TemplateFile, ...],
    folders: TemplateFolders,
) -> list[LocatedFault]:
    try:
        source = read_template(file.path)
    except TemplateError as error:
        return [LocatedFault(file.label, 1, FaultKind.SWITCH, text, "") for text in error.problems]
    lines = source.split("\n")
    try:
        layer = parse_settings(source, file.label)
    except SettingsError as error:
        line = error.line or 1
        return [LocatedFault(file.label, line, FaultKind.SWITCH, error.detail, _line(lines, line))]
    known = {**base}
    for other in files:
        if other.name[:2].isdigit():
            known.setdefault(section_of_template(other.name), {})
    sums = take_sums(layer)
    wrong = [
        *find_switch_faults(layer, known, UsedSwitches(folders)),
        *find_sum_faults(sums, _earlier_sums(file.path, folders)),
    ]
    faults = [
        LocatedFault(file.label, line, FaultKind.SWITCH, message, _line(lines, line))
        for line, message in locate_faults(source, wrong)
    ]
    return list(dict.fromkeys(faults))


def _earlier_sums(path: Path, folders: TemplateFolders) -> Sums:
    """Return the totals of the 行文.toml that are read before this one."""
    sums: Sums = {}
    for folder in reversed(folders.folders):
        if folder == path.parent:
            break
        if not (folder / SETTINGS_FILE).is_file():
            continue
        try:
            layer = parse_settings(read_template(folder / SETTINGS_FILE), folder)
        except (SettingsError, TemplateError):
            continue  # its own faults are told
        sums.update(usable_sums(take_sums(layer), sums))
    return sums
