"""The switches of the wording (行文.toml): base, profile, the department's own."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.errors import SettingsError
from generator.labels import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

GENERAL = "通用"
_BARE_TABLE = re.compile(r'(?m)^[ \t]*\[\s*([^\[\]"\'#\s]+)\s*\]')
_BARE_KEY = re.compile(r'(?m)^[ \t]*([^\s"\'=\[\]#]+)\s*=')
Value = str | bool | int


@dataclass(frozen=True, slots=True)
class Settings:
    """The switches in force. `tables` maps a section (通用, 一 … 十三, 封面 …) to its switches."""

    tables: Mapping[str, Mapping[str, Value]]

    def of_section(self, section: str) -> dict[str, Value]:
        """Return the switches of a section: its own over the general ones."""
        return {**self.tables.get(GENERAL, {}), **self.tables.get(section, {})}

    def general(self, name: str) -> Value:
        """Return a general switch."""
        return self.tables[GENERAL][name]


def _quote_keys(text: str) -> str:
    """Return TOML in which Chinese keys are quoted: TOML wants that, writers forget it."""
    text = _BARE_TABLE.sub(r'["\1"]', text)
    return _BARE_KEY.sub(r'"\1" =', text)


def parse_settings(text: str, where: object) -> dict[str, dict[str, Value]]:
    """Return the tables of a 行文.toml; raises SettingsError."""
    try:
        loaded = tomllib.loads(_quote_keys(text.replace("\r\n", "\n")))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(where, f"格式有误（{error}）") from error
    tables: dict[str, dict[str, Value]] = {}
    for name, table in loaded.items():
        if isinstance(table, dict):
            tables[name] = dict(table)
        else:
            tables.setdefault(GENERAL, {})[name] = table
    return tables


def merge_settings(layers: Iterable[Mapping[str, Mapping[str, Value]]]) -> Settings:
    """Return the settings in which a later layer goes over an earlier one."""
    merged: dict[str, dict[str, Value]] = {}
    for layer in layers:
        for section, table in layer.items():
            merged.setdefault(section, {}).update(table)
    return Settings(merged)


def unknown_switches(
    layer: Mapping[str, Mapping[str, Value]], base: Mapping[str, Mapping[str, Value]]
) -> list[str]:
    """Return a sentence for every switch of `layer` that the base file does not have."""
    general = set(base.get(GENERAL, {}))
    problems = []
    for section, table in layer.items():
        if section not in base:
            problems.append(_unknown(f"[{section}]", [f"[{name}]" for name in base]))
            continue
        known = general | set(base[section])
        for name, value in table.items():
            if name not in known:
                problems.append(_unknown(f"[{section}] {name}", sorted(known), name))
                continue
            model = base[section].get(name, base.get(GENERAL, {}).get(name))
            if model is not None and type(model) is not type(value):
                problems.append(f"[{section}] {name} = {value!r} 的类型不对，应与 {model!r} 相同")
    return problems


def _unknown(what: str, known: Iterable[str], name: str = "") -> str:
    near = nearest(name or what, known)
    hint = f"；是否应为“{near}”？" if near else ""
    return f"没有名为 {what} 的开关{hint}"
