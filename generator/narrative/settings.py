"""The switches of the wording (行文.toml): base, profile, the department's own."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

GENERAL = "通用"
_BARE_TABLE = re.compile(r'(?m)^[ \t]*\[\s*([^\[\]"\'#\s]+)\s*\]')
_BARE_KEY = re.compile(r'(?m)^[ \t]*([^\s"\'=\[\]#]+)\s*=')
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
# What tomllib says of a key or a section that is there already.
_TWICE = re.compile(r"overwrite|twice|already")
_PLACE = re.compile(r"at line ([0-9]+), column")
_LONG_NUMBER = re.compile(r"[0-9_]{1000}")
MAX_CHARACTERS = 100_000
_MAX_BITS = 3000  # of a number in a list, which becomes a text
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
    text = text.replace("\r\n", "\n")
    if len(text) > MAX_CHARACTERS:
        raise SettingsError(where, f"超过 {MAX_CHARACTERS} 字，不是行文设置")
    try:
        loaded = tomllib.loads(_quote_keys(text))
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        line = _faulty_line(text, error)
        raise SettingsError(where, f"第 {line} 行格式有误：{_word_fault(error)}", line) from error
    tables: dict[str, dict[str, Value]] = {}
    for name, table in loaded.items():
        if isinstance(table, dict):
            tables[name] = {key: _value(value) for key, value in table.items()}
        else:
            tables.setdefault(GENERAL, {})[name] = _value(table)
    return tables


def _faulty_line(text: str, error: Exception) -> int:
    """Return the line that tomllib stops at; that of a number which is too long to be read."""
    found = _PLACE.search(str(error))
    if found:
        return int(found[1])
    number = _LONG_NUMBER.search(text)
    if number and not isinstance(error, tomllib.TOMLDecodeError):
        return text.count("\n", 0, number.start()) + 1
    lines = text.split("\n")
    return max((n for n, line in enumerate(lines, start=1) if line.strip()), default=1)


def _word_fault(error: Exception) -> str:
    """Return what is wrong with a file that is no TOML."""
    if isinstance(error, RecursionError):
        return "括号嵌套过深"
    if not isinstance(error, tomllib.TOMLDecodeError):
        return "数字过长"
    if _TWICE.search(str(error)):
        return "同一个开关或同一节写了两次"
    return "文字用英文双引号，是否写 true、false，一行一个开关"


def _value(value: Value | list[object]) -> Value:
    """Return a list of texts as a tuple; anything else stays what it is."""
    return tuple(map(_text, value)) if isinstance(value, list) else value


def _text(member: object) -> str:
    if isinstance(member, int) and member.bit_length() > _MAX_BITS:
        return "很长的数"
    return str(member) if isinstance(member, str | int) else f"（{type(member).__name__}）"


def fill_in(text: str, words: Mapping[str, str]) -> str:
    """Return a switch with its placeholders ({年度}, {部门名称} …) filled in as far as known."""
    return PLACEHOLDER.sub(lambda found: words.get(found[1], found[0]), text)


def merge_settings(layers: Iterable[Mapping[str, Mapping[str, Value]]]) -> Settings:
    """Return the settings in which a later layer goes over an earlier one."""
    merged: dict[str, dict[str, Value]] = {}
    for layer in layers:
        for section, table in layer.items():
            merged.setdefault(section, {}).update(table)
    return Settings(merged)
