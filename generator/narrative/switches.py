"""What is wrong with the switches of a 行文.toml, and where in the file they stand."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, Protocol

from generator.base.labels import nearest
from generator.field import zh
from generator.field.grades import parse_bands
from generator.narrative.attachment_plan import PLACED, PLACEMENTS
from generator.narrative.settings import GENERAL, PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.narrative.settings import Value

    Layer = Mapping[str, Mapping[str, Value]]

# What a switch may leave to be filled in: who and when; more where the switch is used.
PLACEHOLDERS = (zh.YEAR, "上年度", zh.DEPARTMENT_NAME, zh.SCOPE, "差异词", "序号", zh.UNIT)
GRADE_SWITCH = "等级"  # the grades of 绩效评价, each with its least score
MAX_FAULTS = 100  # that are told of one file
MAX_PLACES = 6  # decimals of a rate
_SHOWN = 40  # characters of a value that a message quotes
_TABLE = re.compile(r"\s*\[\s*[\"']?([^\]\"']+?)[\"']?\s*\]")
_KEY = re.compile(r"\s*[\"']?([^\s\"'=]+)[\"']?\s*=")
# What no document can print: control characters, and plane 16, which carries our marks.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\U00100000-\U0010ffff]")


class SwitchFault(NamedTuple):
    """A switch that cannot be used; `name` is empty where it is the whole section."""

    section: str
    name: str
    message: str


class PrintedSwitches(Protocol):
    """Knows which switches the templates of a section print."""

    def of_section(self, section: str) -> frozenset[str]:
        """Return the names of those switches."""


def find_switch_faults(layer: Layer, base: Layer, used: PrintedSwitches) -> list[SwitchFault]:
    """Return what is wrong with the switches of `layer`.

    `base` has those of the program and of the folders before; any other must be `used`.

    After `MAX_FAULTS` the last one says that no more were looked for.
    """
    faults = list(islice(_find_faults(layer, base, used), MAX_FAULTS + 1))
    if len(faults) > MAX_FAULTS:
        faults[-1] = faults[-1]._replace(message=f"错误超过 {MAX_FAULTS} 处，其余没有再查")
    return faults


def _find_faults(layer: Layer, base: Layer, used: PrintedSwitches) -> Iterator[SwitchFault]:
    general = set(base.get(GENERAL, {}))
    for section, table in layer.items():
        if section not in base:
            message = _word_unknown(f"[{section}]", [f"[{name}]" for name in base])
            yield SwitchFault(section, "", message)
            continue
        known = general | set(base[section])
        for name, value in table.items():
            where = f"[{section}] {name}"
            if name not in known and name not in used.of_section(section):
                unknown = _word_unknown(where, known, name)
                own = "" if _hint(name, known) else _own_hint(name)
                yield SwitchFault(section, name, f"{unknown}{own}")
                continue
            model = _model(base, section, name)
            found = _value_fault(name, value, model) or _placeholder_fault(value)
            if found:
                yield SwitchFault(section, name, f"{where}{found}")


def usable_switches(
    layer: Layer, base: Layer, used: PrintedSwitches
) -> dict[str, dict[str, Value]]:
    """Return the switches of `layer` that are known or used, with values that can be used."""
    general = set(base.get(GENERAL, {}))
    return {
        section: {
            name: value
            for name, value in table.items()
            if (name in general | set(base[section]) or name in used.of_section(section))
            and not _value_fault(name, value, _model(base, section, name))
        }
        for section, table in layer.items()
        if section in base
    }


def _model(base: Layer, section: str, name: str) -> Value | None:
    """Return the value that the base file gives a switch of a section, None if it has none."""
    return base[section].get(name, base.get(GENERAL, {}).get(name))


def _value_fault(name: str, value: Value, model: Value | None) -> str:
    """Return what is wrong with a value, as the end of a sentence; empty if nothing is."""
    if model is None:
        return _own_value_fault(value)
    if type(model) is not type(value):
        return f" = {_show(value)} 的类型不对，应与 {_show(model)} 相同"
    if any(_UNPRINTABLE.search(text) for text in _texts(value)):
        return " 中有不能印出的字符"
    if isinstance(value, int) and not 0 <= value <= MAX_PLACES:
        return f" = {_show(value)} 不对，应是 0 至 {MAX_PLACES} 的整数"
    wanted = ""
    if name in PLACED and value not in PLACEMENTS:
        wanted = f"{'、'.join(PLACEMENTS)}之一"
    if name == "分项次序" and isinstance(model, tuple) and sorted(_texts(value)) != sorted(model):
        wanted = f"{'、'.join(model)}各一次"
    if wanted:
        return f" = {_show(value)} 不对，应是{wanted}"
    return _grade_fault(value) if name == GRADE_SWITCH else ""


def _grade_fault(value: Value) -> str:
    try:
        parse_bands(_texts(value))
    except ValueError as error:
        return f" = {_show(value)} 不对：{error}"
    return ""


def _own_value_fault(value: Value) -> str:
    """Return what is wrong with the value of a switch that only the user's templates print."""
    if type(value) not in {str, bool, int, tuple}:
        return f" = {_show(value)} 的类型不对，应是文字、true、false 或整数"
    if any(_UNPRINTABLE.search(text) for text in _texts(value)):
        return " 中有不能印出的字符"
    is_long = isinstance(value, int) and value.bit_length() > 2 * _SHOWN
    return " 的数过长" if is_long else ""


def _own_hint(name: str) -> str:
    return f"；自己的开关要在这一节的模板里用到：{{{{ 行文.{_cut(name)} }}}}"


def _texts(value: Value) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, str) else ()


def _show(value: object) -> str:
    """Return a value for a message, cut where it is long."""
    if isinstance(value, dict):
        return "一节"
    if isinstance(value, tuple):
        return f"[{_cut('、'.join(value))}]"
    if isinstance(value, int) and value.bit_length() > 2 * _SHOWN:
        return "很长的数"
    return _cut(repr(value) if isinstance(value, str) else str(value).lower())


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}……"


def _placeholder_fault(value: Value) -> str:
    for text in _texts(value):
        for word in PLACEHOLDER.findall(text):
            if word not in PLACEHOLDERS:
                return f" 中的“{{{_cut(word)}}}”不认识{_hint(word, PLACEHOLDERS)}"
    return ""


def _word_unknown(what: str, known: Iterable[str], name: str = "") -> str:
    return f"没有名为 {_cut(what)} 的开关{_hint(name or what, sorted(known))}"


def _hint(word: str, known: Iterable[str]) -> str:
    near = nearest(word, known) if len(word) <= _SHOWN else ""
    return f"；是否应为“{near}”？" if near else ""


def locate_faults(source: str, faults: Iterable[SwitchFault]) -> Iterator[tuple[int, str]]:
    """Yield the line and the message of each fault."""
    lines = source.split("\n")
    for fault in faults:
        yield find_switch_line(lines, fault.section, fault.name), fault.message


def find_switch_line(lines: list[str], section: str, name: str) -> int:
    """Return the line of a switch, that of its section where it has none of its own."""
    current, start = GENERAL, 1
    for number, line in enumerate(lines, start=1):
        table, switch = _TABLE.match(line), _KEY.match(line)
        if table:
            current = table[1].strip()
            start = number if current == section else start
        elif switch and current == section and switch[1] == name:
            return number
    return start
