"""A clause as users name it (五, 五（三）2), looked up in the narrative of a department."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.base.errors import UnknownClauseError
from generator.base.labels import key_of
from generator.model.block import list_lines
from generator.narrative.attachment_blocks import place_of

if TYPE_CHECKING:
    from generator.tasks.department import Department

_CLAUSE = re.compile(r"([一二三四五六七八九十]+)(?:（([一二三四五六七八九十]+)）)?([0-9]+)?")


def parse_clause(text: str) -> tuple[str, str, str] | None:
    """Return (section, subsection, item) of 五（三）2, None where it is no clause."""
    plain = re.sub(r"\s|第|节|项", "", text).replace("(", "（").replace(")", "）")
    found = _CLAUSE.fullmatch(plain)
    return None if found is None else (found[1], found[2] or "", found[3] or "")


class Wanted(NamedTuple):
    """What numbers are asked for: the parts of a clause (blank: any), or of some attachments."""

    parts: tuple[str, str, str] = ("", "", "")
    attachments: frozenset[str] = frozenset()


def find_clause(department: Department, where: str) -> Wanted:
    """Return the clause that the narrative has, or the forms and reports of that name.

    附件 is all of them, a project those of the project. Raises UnknownClauseError.
    """
    if not where:
        return Wanted()
    known = list(dict.fromkeys(clause for clause, _, _ in list_lines(department.blocks)))
    wanted = parse_clause(where)
    if wanted is not None and any(is_within(clause, Wanted(wanted)) for clause in known):
        return Wanted(wanted)
    asked = key_of(where)
    places = {place_of(one.entry) for one in department.attachments}
    found = frozenset(place for place in places if asked and asked in key_of(place))
    if wanted is not None or not found:
        entries = [one.entry for one in department.attachments]
        raise UnknownClauseError(where, [*known, *entries])
    return Wanted(attachments=found)


def is_within(clause: str, wanted: Wanted) -> bool:
    """Whether a clause (五（三）2) is the wanted one or lies in it."""
    if wanted.attachments:
        return clause in wanted.attachments
    parts = parse_clause(clause)
    return parts is not None and all(
        asked in ("", part) for part, asked in zip(parts, wanted.parts, strict=True)
    )
