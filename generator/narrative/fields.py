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

if TYPE_CHECKING:
    from collections.abc import Mapping

GROUPS, FILTERS, CHARTS = "组", "过滤器", "图"
SWITCHES = zh.PROFILE
SUBJECTS = zh.SUBJECT
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
    rows = list(csv.reader(text.splitlines()))
    return tuple(FieldEntry(*row) for row in rows[1:])


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
    return {name: _shape(kind, own[name]) for name, kind in heads.items()}


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
