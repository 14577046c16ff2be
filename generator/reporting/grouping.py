"""Findings under the heads that a reader looks for: the nine tables, the lists, the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.field import zh
from generator.field.forms import FORM_BY_NUMBER, FORMS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.finding import Finding
    from generator.model.place import Place

_LAST_YEAR = zh.LAST_YEAR
_TEXT = zh.BODY
_WHOLE = "全部数据"
_ORDER = {form.number: number for number, form in enumerate(FORMS)}


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The findings of one table, list or text, the gravest first.

    `form` is 公开01 … 公开09 for this year's tables, empty for everything else.
    """

    title: str
    form: str
    findings: tuple[Finding, ...]


def group_findings(findings: Iterable[Finding]) -> tuple[FindingGroup, ...]:
    """Return the groups: the nine tables in order, then the files by name, then the text."""
    groups: dict[tuple[int, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault(_group_of(finding), []).append(finding)
    return tuple(
        FindingGroup(
            title=_title(name),
            form=name if name in FORM_BY_NUMBER else "",
            findings=tuple(sorted(groups[rank, name], key=lambda one: one.severity.rank)),
        )
        for rank, name in sorted(groups)
    )


def form_of(place: Place) -> str:
    """Return this year's table in which a place stands, empty where it stands in none."""
    before = place.file.startswith(f"{_LAST_YEAR}/") or place.sheet.startswith(_LAST_YEAR)
    return place.table if place.table in _ORDER and not before else ""


def _group_of(finding: Finding) -> tuple[int, str]:
    """Return where the group stands, and its name."""
    last = len(_ORDER)
    if not finding.places:
        return last + 2, _WHOLE
    first = finding.places[0]
    form = form_of(first)
    if form:
        return _ORDER[form], form
    if first.file:
        return last, f"{first.file}「{first.sheet}」" if first.sheet else first.file
    return last + 1, _TEXT


def _title(name: str) -> str:
    form = FORM_BY_NUMBER.get(name)
    return f"{name} {form.title}" if form else name
