"""Totals of one's own: [合计] of 行文.toml, a name and the named amounts that it adds up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.base.labels import nearest
from generator.field import zh
from generator.narrative.fields import known_shapes, named_entries
from generator.narrative.switches import SwitchFault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.narrative.settings import Value

SECTION = zh.TOTAL
_BY_CODE = re.compile(r"([^\[\]]+)\[[\"']?([^\[\]\"']+)[\"']?\]")
_MOST = 100  # amounts of one total
_SHOWN = 40  # characters of a name that a message quotes
_RESERVED = ("loop", "range", "caller", "varargs", "kwargs", "self", "super")

Sums = dict[str, tuple[str, ...]]


def take_sums(layer: dict[str, dict[str, Value]]) -> dict[str, Value]:
    """Take the section [合计] out of the switches of a 行文.toml, and return it."""
    return layer.pop(SECTION, {})


def usable_sums(declared: Mapping[str, Value], earlier: Mapping[str, tuple[str, ...]]) -> Sums:
    """Return the totals that can be used."""
    wrong = {fault.name for fault in find_sum_faults(declared, earlier)}
    return {
        name: parts
        for name, parts in declared.items()
        if name not in wrong and isinstance(parts, tuple)
    }


def find_sum_faults(
    declared: Mapping[str, Value], earlier: Mapping[str, tuple[str, ...]]
) -> list[SwitchFault]:
    """Return what is wrong with totals; `earlier` are those of the folders before.

    A total may hold those that stand before it: none holds itself.
    """
    order = list(earlier)
    known = dict.fromkeys(earlier)
    faults = []
    for name, parts in declared.items():
        before = set(order[: order.index(name)] if name in earlier else known)
        found = [f"[{SECTION}] {name}{why}" for why in _faults_of(name, parts, before)]
        faults += [SwitchFault(SECTION, name, message) for message in found]
        if not found:
            known[name] = None
    return faults


def _faults_of(name: str, parts: Value, known: set[str]) -> Iterator[str]:
    if not name.isidentifier() or name in _RESERVED:
        yield " 不能作名称：只用汉字、字母、数字，不用标点"
    elif name in known_shapes():
        yield " 已是程序的名称，请换一个"
    if not isinstance(parts, tuple) or not parts or len(parts) > _MOST:
        yield ' 应列出各项的名称，如 ["会议费", "培训费"]'
        return
    for part in parts:
        why = _fault_of_part(part, known)
        if why:
            yield f" 中的“{part[:_SHOWN]}”{why}"
    twice = sorted({part for part in parts if parts.count(part) > 1})
    if twice:
        yield f" 中的“{twice[0]}”写了两次"


def _fault_of_part(part: str, known: set[str]) -> str:
    head, code = split_part(part)
    shape = known_shapes().get(head)
    if code:
        by_code = shape is not None and shape.by_code is not None
        return "" if by_code else "不认识：方括号只用于按编码取的名称"
    amounts = {
        entry.name for entry in named_entries() if not entry.part and entry.unit == zh.AMOUNT
    }
    if part in known:
        return ""
    if shape is None:
        near = nearest(part, amounts | known)
        return f"不是名称{f'，是否应为“{near}”？' if near else ''}"
    if head not in amounts or shape.item is not None or shape.by_code is not None:
        return "不是一个金额，不能相加"
    return ""


def split_part(part: str) -> tuple[str, str]:
    """Return the name and the code of a part: 科目["2010301"] is 科目 and 2010301."""
    found = _BY_CODE.fullmatch(part.strip())
    return (found[1].strip(), found[2].strip()) if found else (part, "")
