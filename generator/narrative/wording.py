"""What a document is worded with: templates, switches, sums, the order of the sections."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.base.errors import SettingsError, TemplateError
from generator.base.numerals import chinese_numeral
from generator.field.grades import parse_bands
from generator.field.sections import PERFORMANCE
from generator.narrative.environment import (
    DEFAULT_PROFILE,
    SETTINGS_FILE,
    TemplateFolders,
    builtin_templates,
    read_template,
    template_folders,
)
from generator.narrative.own_switches import UsedSwitches
from generator.narrative.sections import SectionPlan, plan_sections
from generator.narrative.settings import GENERAL, Settings, merge_settings, parse_settings
from generator.narrative.sums import find_sum_faults, take_sums, usable_sums
from generator.narrative.switches import (
    GRADE_SWITCH,
    find_switch_faults,
    locate_faults,
    usable_switches,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.field.grades import Bands
    from generator.model.accounts import Accounts
    from generator.narrative.settings import Value

    Layer = dict[str, dict[str, Value]]

_ORDER = ("各节", "并入")


@dataclass(frozen=True, slots=True)
class Wording:
    """The templates and switches that a document is written with.

    `sums` are the totals that 行文.toml declares ([合计]), by name.
    """

    profile: str
    folders: TemplateFolders
    settings: Settings
    plan: SectionPlan
    problems: tuple[str, ...] = ()
    sums: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def idle_words(self) -> tuple[str, ...]:
        """Words that count as no reason, besides those that are known everywhere."""
        return self.settings.texts(GENERAL, "空话")

    @property
    def bands(self) -> Bands:
        """The grades of 绩效评价."""
        return parse_bands(self.settings.texts(PERFORMANCE, GRADE_SWITCH))


def load_wording(
    accounts: Accounts, own_settings: str, profile: str = "", user_folder: Path | None = None
) -> Wording:
    """Return the wording: option over 单位信息 over the folder's 行文.toml over the profile.

    `problems` names what the department's own 行文.toml has that cannot be used. Raises
    UnknownProfileError, SettingsError, TemplateError.
    """
    problems: list[str] = []
    own: Layer = {}
    try:
        own = parse_settings(own_settings, SETTINGS_FILE) if own_settings else {}
    except SettingsError as error:
        problems.append(str(error))
    asked = own.get(GENERAL, {}).pop("方案", "")
    if not isinstance(asked, str):
        problems.append("[通用] 方案 应是文字，写方案的名称")
        asked = ""
    name = profile or accounts.identity.profile or asked or DEFAULT_PROFILE
    folders = template_folders(name, user_folder)
    known = _read_folders(folders)
    own_sums = take_sums(own)
    used = UsedSwitches(folders)
    faults = [
        *find_switch_faults(own, known.switches, used),
        *find_sum_faults(own_sums, known.sums),
    ]
    problems += [f"第 {line} 行：{text}" for line, text in locate_faults(own_settings, faults)]
    own = usable_switches(own, known.switches, used)
    sums = {**known.sums, **usable_sums(own_sums, known.sums)}
    try:
        settings, plan = _settle([known.switches, own], folders)
    except TemplateError as error:
        if not own.get(GENERAL, {}).keys() & set(_ORDER):
            raise
        problems += error.problems
        own[GENERAL] = {key: value for key, value in own[GENERAL].items() if key not in _ORDER}
        settings, plan = _settle([known.switches, own], folders)
    return Wording(name, folders, settings, plan, tuple(problems), sums)


def load_settings(folders: TemplateFolders) -> Settings:
    """Return the switches of folders of templates. Raises SettingsError, TemplateError."""
    return merge_settings([_read_folders(folders).switches])


@dataclass(slots=True)
class _Known:
    """The switches and the sums of the folders of templates, a later folder over an earlier."""

    switches: Layer
    sums: dict[str, tuple[str, ...]]


def _read_folders(folders: TemplateFolders) -> _Known:
    """Return what the 行文.toml of every folder say, the last searched first.

    Raises SettingsError, and TemplateError with every switch that cannot be used.
    """
    path = builtin_templates() / SETTINGS_FILE
    known = _Known(parse_settings(read_template(path), path), {})
    for template in folders.sections():
        known.switches.setdefault(chinese_numeral(int(template[:2])), {})
    used = UsedSwitches(folders)
    for folder in reversed(folders.folders):
        path = folder / SETTINGS_FILE
        is_there = path.is_file() or path.is_symlink()
        if not is_there or folder == builtin_templates():
            continue
        source = read_template(path)
        layer = parse_settings(source, path)
        sums = take_sums(layer)
        wrong = [
            *find_switch_faults(layer, known.switches, used),
            *find_sum_faults(sums, known.sums),
        ]
        label = f"{path.parent.name}/{path.name}"
        told = [f"{label} 第 {line} 行：{text}" for line, text in locate_faults(source, wrong)]
        if told:
            raise TemplateError(told)
        known.sums.update(usable_sums(sums, known.sums))
        for section, table in layer.items():
            known.switches.setdefault(section, {}).update(table)
    return known


def _settle(layers: list[Layer], folders: TemplateFolders) -> tuple[Settings, SectionPlan]:
    """Return the switches in force, and the sections in their order. Raises TemplateError."""
    settings = merge_settings(layers)
    order, merged = (settings.texts(GENERAL, name) for name in _ORDER)
    return settings, plan_sections(folders.sections(), order, merged)
