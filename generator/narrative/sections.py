"""Which sections part three has, in which order, and under which number each is printed.

A section is known by the number of its template (09-三公经费支出.md is [九] in 行文.toml, and the
checks speak of 九); what the document prints is its place in the order (各节).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from generator.base.errors import TemplateError
from generator.base.numerals import chinese_numeral

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_ENTRY = re.compile(r"(\d{2})(?:-.*)?")
_MERGED = re.compile(r"(\d{2})\s*[:：]\s*(\d{2})\s*(（[一二三四五六七八九十]+）)?")
_CLAUSE = re.compile(r"[一二三四五六七八九十]+")


class Section(NamedTuple):
    """One section: its own number (九), the one that is printed (七), its template."""

    own: str
    printed: str
    template: str


@dataclass(frozen=True, slots=True)
class SectionPlan:
    """The sections in the order in which they are printed.

    `clauses` maps the own number of a section to the clause that prints it: 九 → 七, and
    十 → 十一（一） where one section holds several.
    """

    sections: tuple[Section, ...]
    clauses: Mapping[str, str]

    def printed_clause(self, clause: str) -> str:
        """Return a clause (九（二）1) as the document numbers it, empty where it has none.

        Below a section that is printed inside another one, no finer clause is named.
        """
        found = _CLAUSE.match(clause)
        if found is None:
            return clause
        printed = self.clauses.get(found.group(), "")
        rest = clause[found.end() :]
        return printed if "（" in printed or not printed else printed + rest

    def own_clause(self, printed: str) -> str:
        """Return a clause as the checks speak of it: the reverse of `printed_clause`."""
        fits = [(clause, own) for own, clause in self.clauses.items() if _leads(clause, printed)]
        if not fits:
            return printed
        clause, own = max(fits, key=lambda found: len(found[0]))
        return own + printed[len(clause) :]


def _leads(clause: str, printed: str) -> bool:
    """Whether `printed` is the clause or lies below it: 十一 does not lead 十一二."""
    rest = printed.removeprefix(clause)
    return printed.startswith(clause) and not _CLAUSE.match(rest)


def plan_sections(
    templates: Sequence[str], order: Iterable[str], merged: Iterable[str]
) -> SectionPlan:
    """Return the plan for these templates; without an order they follow their numbers.

    `merged` says what is printed inside another section: "10：14（一）". Raises TemplateError for
    a number that no template has.
    """
    by_number = {name[:2]: name for name in templates}
    numbers, problems = _numbers_of(tuple(order), by_number)
    sections = tuple(
        Section(chinese_numeral(int(number)), chinese_numeral(place), by_number[number])
        for place, number in enumerate(numbers, start=1)
    )
    clauses = {section.own: section.printed for section in sections}
    for entry in merged:
        found = _MERGED.fullmatch(entry.strip())
        holder = clauses.get(chinese_numeral(int(found[2]))) if found else None
        if found is None or holder is None:
            problems.append(f"行文.toml 的“并入”：“{entry}”应如“10：14（一）”，冒号后是印出的一节")
            continue
        clauses.setdefault(chinese_numeral(int(found[1])), holder + (found[3] or ""))
    if problems:
        raise TemplateError(problems)
    return SectionPlan(sections, clauses)


def _numbers_of(
    order: tuple[str, ...], by_number: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """Return the numbers of the sections in order, and what is wrong with the order."""
    if not order:
        return sorted(by_number), []
    numbers: list[str] = []
    problems: list[str] = []
    for entry in order:
        found = _ENTRY.fullmatch(entry.strip())
        number = found[1] if found else ""
        if number not in by_number:
            problems.append(f"行文.toml 的“各节”：没有“{entry}”的模板，应如“{min(by_number)}”开头")
        elif number in numbers:
            problems.append(f"行文.toml 的“各节”：“{entry}”出现两次")
        else:
            numbers.append(number)
    return numbers, problems
