"""The switches one by one: what each is for, the sentences that it changes, its line."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.base.errors import GeneratorError, SettingsError
from generator.narrative.attachment_plan import PLACED, PLACEMENTS
from generator.narrative.environment import (
    DEFAULT_PROFILE,
    SETTINGS_FILE,
    builtin_templates,
    profile_names,
    read_template,
    template_folders,
)
from generator.narrative.settings import GENERAL, parse_settings
from generator.narrative.switches import MAX_PLACES, find_switch_line
from generator.narrative.wording import load_settings
from generator.tasks.department import open_wording, read_sources, word_department
from generator.tasks.templates.comparing import compare_departments
from generator.tasks.templates.inspection import base_switches

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from generator.model.wording import SectionChanges
    from generator.narrative.settings import Value
    from generator.tasks.department import Department, Sources

_REMARK = re.compile(r"#\s*(.*)$")
_BEHIND = re.compile(r"\s+#[^\"']*$")  # a remark, as far as no text may hold it
_PROBE = "＊"  # put behind a text: what changes is where it is printed


@dataclass(frozen=True, slots=True)
class Switch:
    """A switch: its section and name, the value in force, the one the program has, its use.

    `others` are the values that it has in other profiles.
    """

    section: str
    name: str
    value: Value
    default: Value
    remark: str
    others: tuple[Value, ...]


class UnknownSwitchError(GeneratorError):
    """There is no such switch."""

    def __init__(self, section: str, name: str) -> None:
        super().__init__(f"没有名为 [{section}] {name} 的开关。")


def list_switches(templates: Path | None, profile: str) -> tuple[Switch, ...]:
    """Return the switches in the order of the built-in 行文.toml, as a profile has them.

    Raises SettingsError, TemplateError, UnknownProfileError.
    """
    source = read_template(builtin_templates() / SETTINGS_FILE)
    lines = source.split("\n")
    own = profile or DEFAULT_PROFILE
    tables = {
        name: load_settings(template_folders(name, templates)).tables
        for name in dict.fromkeys((own, *profile_names(None)))
    }
    found = []
    for section, table in base_switches().items():
        for name, default in table.items():
            values = dict.fromkeys(one[section][name] for one in tables.values())
            value = tables[own][section][name]
            others = tuple(one for one in values if one != value)
            remark = _remark(lines, section, name)
            found.append(Switch(section, name, value, default, remark, others))
    return tuple(found)


def _remark(lines: list[str], section: str, name: str) -> str:
    """Return what stands behind a switch, or on the line below it."""
    number = find_switch_line(lines, section, name)
    for line in lines[number - 1 : number + 1]:
        found = _REMARK.search(line)
        if found:
            return found[1].strip()
    return ""


def probes_of(switch: Switch) -> tuple[Value, ...]:
    """Return other values: what they change is where the switch shows."""
    value = switch.value
    if isinstance(value, bool):
        return (not value,)
    if isinstance(value, int):
        return (value + 1 if value < MAX_PLACES else value - 1,)
    if switch.name in PLACED:
        return tuple(one for one in PLACEMENTS if one != value)
    made = value[::-1] if isinstance(value, tuple) else f"{value}{_PROBE}"
    return (*switch.others, made)


@dataclass(frozen=True, slots=True)
class Worded:
    """A department as it was read, and as it is written with what is in force."""

    sources: Sources
    department: Department
    profile: str
    templates: Path | None


def word_folder(data: Path, profile: str, templates: Path | None) -> Worded:
    """Return a department as it is written now. Raises GeneratorError."""
    sources = read_sources(data)
    department = word_department(sources, profile=profile, templates=templates)
    return Worded(sources, department, profile, templates)


def try_switch(worded: Worded, switch: Switch, value: Value) -> tuple[SectionChanges, ...]:
    """Return the sentences of a department that a value changes; the files stay as they are.

    Raises SettingsError where the value cannot be used, GeneratorError where a template cannot.
    """
    tried = with_value(worded.sources, switch, value, worded.profile, worded.templates)
    after = word_department(tried, profile=worded.profile, templates=worded.templates)
    return compare_departments(worded.department, after)


def with_value(
    sources: Sources, switch: Switch, value: Value, profile: str, templates: Path | None
) -> Sources:
    """Return a department whose own switch has a value.

    Raises SettingsError where the value cannot be used.
    """
    text = set_switch(sources.inputs.settings, switch, value)
    tried = replace(sources, inputs=replace(sources.inputs, settings=text))
    known = open_wording(sources, profile, templates).problems
    for problem in open_wording(tried, profile, templates).problems:
        if problem not in known:
            raise SettingsError(SETTINGS_FILE, problem)
    return tried


def try_quietly(worded: Worded, switch: Switch, value: Value) -> tuple[SectionChanges, ...]:
    """Return the sentences that a value changes, none where the value cannot be used."""
    try:
        return try_switch(worded, switch, value)
    except SettingsError:
        return ()


def set_switch(text: str, switch: Switch, value: Value) -> str:
    """Return a 行文.toml in which a switch has a value; all else in it stays as it is.

    Raises SettingsError where the text is no 行文.toml, or the switch is written over several
    lines.
    """
    text = text.replace("\r\n", "\n")
    tables = parse_settings(text, SETTINGS_FILE) if text else {}
    lines = text.split("\n") if text else []
    entry = f"{switch.name} = {_spell(value)}"
    if switch.name in tables.get(switch.section, {}):
        number = find_switch_line(lines, switch.section, switch.name) - 1
        behind = _BEHIND.search(lines[number])
        lines[number] = entry + (behind[0] if behind else "")
    elif switch.section in tables and _has_head(lines, switch.section):
        lines.insert(find_switch_line(lines, switch.section, ""), entry)
    else:
        while lines and not lines[-1].strip():
            lines.pop()
        lines += [*([""] if lines else []), f"[{switch.section}]", entry, ""]
    changed = "\n".join(lines)
    tables.setdefault(switch.section, {})[switch.name] = value
    if parse_settings(changed, SETTINGS_FILE) != tables:
        line = find_switch_line(lines, switch.section, switch.name)
        raise SettingsError(SETTINGS_FILE, "这一行的写法改不了，请用记事本改", line)
    return changed


def _has_head(lines: Sequence[str], section: str) -> bool:
    bare = {
        line.strip().strip("[]").strip().strip("\"'") for line in lines if line.strip()[:1] == "["
    }
    return section in bare or section == GENERAL


def _spell(value: Value) -> str:
    """Return a value as TOML; a text of JSON is one of TOML as well."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(_spell, value))}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def read_value(text: str, model: Value) -> Value:
    """Return what was typed for a switch whose value is like `model`; a list has a line a member.

    Raises ValueError for a number that is none.
    """
    if isinstance(model, bool):
        return text == "true"
    if isinstance(model, int):
        return int(text)
    if isinstance(model, tuple):
        return tuple(line.strip() for line in text.splitlines() if line.strip())
    return text
