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
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
# What a switch may leave to be filled in: who and when; more where the switch is used.
PLACEHOLDERS = ("年度", "上年度", "部门名称", "口径", "差异词", "序号", "单位")
Value = str | bool | int | tuple[str, ...]


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

    def texts(self, section: str, name: str) -> tuple[str, ...]:
        """Return a switch that is a list of texts."""
        value = self.of_section(section)[name]
        if not isinstance(value, tuple):
            raise TypeError(f"[{section}] {name}")
        return value


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
            tables[name] = {key: _value(value) for key, value in table.items()}
        else:
            tables.setdefault(GENERAL, {})[name] = _value(table)
    return tables


def _value(value: Value | list[Value]) -> Value:
    """Return a list of texts as a tuple; anything else stays what it is."""
    return tuple(map(str, value)) if isinstance(value, list) else value


def fill_in(text: str, words: Mapping[str, str]) -> str:
    """Return a switch with its placeholders ({年度}, {部门名称} …) filled in as far as known."""
    return _PLACEHOLDER.sub(lambda found: words.get(found[1], found[0]), text)


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
            model = _model(base, section, name)
            if model is not None and type(model) is not type(value):
                problems.append(
                    f"[{section}] {name} = {_show(value)} 的类型不对，应与 {_show(model)} 相同"
                )
                continue
            problems += _unknown_placeholders(f"[{section}] {name}", value)
    return problems


def usable_switches(
    layer: Mapping[str, Mapping[str, Value]], base: Mapping[str, Mapping[str, Value]]
) -> dict[str, dict[str, Value]]:
    """Return the switches of `layer` that the base file has, with values of its types."""
    return {
        section: {
            name: value
            for name, value in table.items()
            if type(_model(base, section, name)) is type(value)
        }
        for section, table in layer.items()
        if section in base
    }


def _model(base: Mapping[str, Mapping[str, Value]], section: str, name: str) -> Value | None:
    """Return the value that the base file gives a switch of a section, None if it has none."""
    return base[section].get(name, base.get(GENERAL, {}).get(name))


def _show(value: Value) -> str:
    return repr(list(value) if isinstance(value, tuple) else value)


def _unknown_placeholders(switch: str, value: Value) -> list[str]:
    texts = value if isinstance(value, tuple) else (str(value),)
    found = [word for text in texts for word in _PLACEHOLDER.findall(text)]
    return [
        f"{switch} 中的“{{{word}}}”不认识{_hint(word, PLACEHOLDERS)}"
        for word in found
        if word not in PLACEHOLDERS
    ]


def _unknown(what: str, known: Iterable[str], name: str = "") -> str:
    return f"没有名为 {what} 的开关{_hint(name or what, known)}"


def _hint(word: str, known: Iterable[str]) -> str:
    near = nearest(word, known)
    return f"；是否应为“{near}”？" if near else ""
