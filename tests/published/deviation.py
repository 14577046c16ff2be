"""Where our text may differ from a published one: a closed list, and the comparison with it."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from typing import TYPE_CHECKING

from published.clauses import COMPARED, section_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_AROUND = 12


class Kind(Enum):
    """What is wrong with the published wording."""

    FIGURE = "数字有误"
    NAME = "名称有误"
    UNDEFINED_RATE = "基数为零的比率"
    FORM_SLIP = "行文有误"


@dataclass(frozen=True, slots=True)
class Deviation:
    """One place where ours differs, with reason: `submitted` stands once in the clause."""

    document: str
    clause: str
    kind: Kind
    submitted: str
    generated: str
    why: str


def compare(
    submitted: Mapping[str, str],
    generated: Mapping[str, str],
    listed: Sequence[Deviation],
    sections: Sequence[str] = COMPARED,
) -> list[str]:
    """Return what is wrong: clauses of the sections that differ beyond the list, idle entries."""
    problems = []
    clauses = [clause for clause in submitted if section_of(clause) in sections]
    ours = [clause for clause in generated if section_of(clause) in sections]
    if clauses != ours:
        problems.append(f"条款不同：公布 {clauses}，生成 {ours}")
    problems += [f"{e.document}{e.clause} 没有这一条" for e in listed if e.clause not in clauses]
    for clause in clauses:
        entries = [entry for entry in listed if entry.clause == clause]
        problems += _compare_clause(clause, submitted[clause], generated.get(clause, ""), entries)
    return problems


def _compare_clause(
    clause: str, submitted: str, generated: str, entries: list[Deviation]
) -> list[str]:
    unclear = [
        f"{clause} 公布的文本中“{entry.submitted}”有 {submitted.count(entry.submitted)} 处"
        for entry in entries
        if submitted.count(entry.submitted) != 1
    ]
    if unclear:
        return unclear
    expected = _patch(submitted, entries)
    idle = [
        entry
        for entry in entries
        if _distance(_patch(submitted, [e for e in entries if e is not entry]), generated)
        <= _distance(expected, generated)
    ]
    remaining = _patch(submitted, [entry for entry in entries if entry not in idle])
    return [f"{clause} 已无此差异：“{e.submitted}” → “{e.generated}”" for e in idle] + [
        f"{clause} 未列明的差异：公布“{theirs}” 生成“{ours}”"
        for theirs, ours in _differences(remaining, generated)
    ]


def _patch(text: str, entries: Sequence[Deviation]) -> str:
    """Return the text with the wording of every entry, each replaced where it stood at first."""
    patched, position = "", 0
    for entry in sorted(entries, key=lambda entry: text.index(entry.submitted)):
        start = text.index(entry.submitted)
        if start < position:
            raise ValueError(f"{entry.clause}：两项重叠在“{entry.submitted}”")
        patched += text[position:start] + entry.generated
        position = start + len(entry.submitted)
    return patched + text[position:]


def _matcher(left: str, right: str) -> SequenceMatcher[str]:
    return SequenceMatcher(None, left, right, autojunk=False)


def _distance(left: str, right: str) -> int:
    """Return how many characters differ."""
    changes = _matcher(left, right).get_opcodes()
    return sum(max(b - a, d - c) for tag, a, b, c, d in changes if tag != "equal")


def _differences(left: str, right: str) -> list[tuple[str, str]]:
    """Return the places that differ, with a few characters on both sides."""
    changes = [change for change in _matcher(left, right).get_opcodes() if change[0] != "equal"]
    return [
        (left[max(0, a - _AROUND) : b + _AROUND], right[max(0, c - _AROUND) : d + _AROUND])
        for _, a, b, c, d in changes
    ]
