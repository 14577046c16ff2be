"""What the names of the templates mean, from fields.csv: meaning, unit, source, and their parts.

The table stands beside the vocabulary that fills the names; a test holds the two together.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.field import zh
from generator.field.carried import CARRIED
from generator.field.economic import BEYOND, ECONOMIC
from generator.narrative.attachment_plan import OWN_PROJECT

if TYPE_CHECKING:
    from collections.abc import Mapping

GROUPS, FILTERS, CHARTS = "组", "过滤器", "图"
SWITCHES = zh.PROFILE
SUBJECTS = zh.SUBJECT
ECONOMIC_ITEMS = "经济科目"
FACTS = "事项"
LETTER_NAMES = zh.REVIEWED  # the section of the names of letters
REPORT_NAMES = zh.SUMMARY_REPORT  # of those of the report on all departments
_NAMES: Mapping[str, str] = {**ECONOMIC, **BEYOND}
_LIST = "列表："
_BY_CODE = "按编码："
_NOTHING: Mapping[str, Shape] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class FieldEntry:
    """A name or a part of one.

    `kind` is a 、-joined list of groups of parts (数, 比上年 …), or 文字, 是否, 对象; with 列表：
    in front it is that of each member. `unit` is 金额 (万元 or 元, as the department publishes),
    同本数 (that of the number it belongs to), a unit, or empty.
    """

    section: str
    name: str
    part: str
    kind: str
    meaning: str
    unit: str
    source: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What can stand behind the dot of a name; `item` is the shape of a list's members.

    `by_code`: any code may stand in [], each with these parts.
    """

    parts: Mapping[str, Shape] = field(default_factory=lambda: _NOTHING)
    item: Shape | None = None
    by_code: Shape | None = None


TEXT = Shape()


@cache
def load_entries() -> tuple[FieldEntry, ...]:
    """Return every row of fields.csv."""
    text = (Path(__file__).parent / "fields.csv").read_text(encoding="utf-8")
    entries = [FieldEntry(*row) for row in list(csv.reader(text.splitlines()))[1:]]
    taken = frozenset(entry.name for entry in entries)
    place = 1 + max(index for index, entry in enumerate(entries) if entry.name == ECONOMIC_ITEMS)
    entries[place:place] = [
        FieldEntry("六", name, "", "数、比上年", _meaning(code), zh.AMOUNT, "公开06")
        for name, code in _plain_names().items()
        if name not in taken
    ]
    return tuple(entries)


def _plain_names() -> dict[str, str]:
    """Return the names of the items of 公开06 without brackets, with their codes.

    What two items are called is no name: they are reached by their code.
    """
    names: dict[str, list[str]] = {}
    for code, name in _NAMES.items():
        names.setdefault(name.replace("（", "").replace("）", ""), []).append(code)
    return {name: codes[0] for name, codes in names.items() if len(codes) == 1}


@cache
def economic_names() -> Mapping[str, str]:
    """Return the names of items of 公开06, with their codes, that mean nothing else."""
    plain = _plain_names()
    meanings = {(entry.name, entry.meaning) for entry in load_entries()}
    return {name: code for name, code in plain.items() if (name, _meaning(code)) in meanings}


@cache
def letter_only_names() -> frozenset[str]:
    """Return the names that only the letter of a review has."""
    return frozenset(entry.name for entry in entries_of(LETTER_NAMES))


@cache
def letter_names() -> frozenset[str]:
    """Return every name that the letter of a review has."""
    return letter_only_names() | {zh.DEPARTMENT_NAME, zh.YEAR, SWITCHES}


@cache
def report_only_names() -> frozenset[str]:
    """Return the names that only the report on all departments has."""
    shared = letter_only_names()
    return frozenset(entry.name for entry in entries_of(REPORT_NAMES)) - shared


@cache
def report_names() -> frozenset[str]:
    """Return every name that the report on all departments has."""
    own = frozenset(entry.name for entry in entries_of(REPORT_NAMES))
    return own | {zh.YEAR, SWITCHES, "审核单位", "审核日期"}


@cache
def further_entries() -> frozenset[str]:
    """Return the names that no built-in template prints, and is not meant to."""
    carried = {amount.name for amount in CARRIED}
    return frozenset({ECONOMIC_ITEMS, FACTS, *economic_names(), *carried})


def _meaning(code: str) -> str:
    return f"基本支出中的{_NAMES[code]}"


def entries_of(section: str) -> tuple[FieldEntry, ...]:
    """Return the rows of one section: 组, 各节, 一 …, 过滤器, 图."""
    return tuple(entry for entry in load_entries() if entry.section == section)


def group_entries(name: str) -> tuple[FieldEntry, ...]:
    """Return the parts that every name of a kind has (数: 有, 缺, 零, 单位)."""
    return tuple(entry for entry in entries_of(GROUPS) if entry.name == name)


def named_entries() -> tuple[FieldEntry, ...]:
    """Return the rows of names and their own parts, without groups, filters and charts."""
    return tuple(
        entry for entry in load_entries() if entry.section not in {GROUPS, FILTERS, CHARTS}
    )


def split_kind(kind: str) -> tuple[str, tuple[str, ...]]:
    """Return what stands in front (列表：, 按编码：, or nothing) and the groups."""
    for front in (_LIST, _BY_CODE):
        if kind.startswith(front):
            return front, tuple(kind.removeprefix(front).split("、"))
    return "", tuple(kind.split("、"))


@cache
def known_shapes() -> Mapping[str, Shape]:
    """Return the shape of every name; that of 行文 has no parts here (they are the switches)."""
    own: dict[str, dict[str, Shape]] = {}
    for entry in named_entries():
        parts = own.setdefault(entry.name, {})
        if entry.part:
            parts[entry.part] = _shape(entry.kind, {})
    heads = {entry.name: entry.kind for entry in named_entries() if not entry.part}
    shapes = {name: _shape(kind, own[name]) for name, kind in heads.items()}
    shapes[OWN_PROJECT] = shapes[zh.ITEM].item or TEXT
    return shapes


def _shape(kind: str, own: Mapping[str, Shape]) -> Shape:
    front, groups = split_kind(kind)
    parts = {part: shape for group in groups for part, shape in _group_parts(group).items()}
    whole = Shape({**parts, **own})
    if front == _LIST:
        return Shape(item=whole)
    return Shape(by_code=whole) if front == _BY_CODE else whole


@cache
def _group_parts(group: str) -> Mapping[str, Shape]:
    return {entry.part: _shape(entry.kind, {}) for entry in group_entries(group)}


@cache
def known_parts() -> frozenset[str]:
    """Return every word that stands behind the dot of some name."""
    return frozenset(part for shape in known_shapes().values() for part in _all_parts(shape))


def _all_parts(shape: Shape) -> set[str]:
    found = set(shape.parts)
    for inner in (*shape.parts.values(), shape.item, shape.by_code):
        if inner is not None:
            found |= _all_parts(inner)
    return found
