"""A clause as users name it (五, 五（三）2), looked up in the narrative of a department."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.base.errors import UnknownClauseError
from generator.model.block import Paragraph

if TYPE_CHECKING:
    from generator.tasks.department import Department

_CLAUSE = re.compile(r"([一二三四五六七八九十]+)(?:（([一二三四五六七八九十]+)）)?([0-9]+)?")


def parse_clause(text: str) -> tuple[str, str, str] | None:
    """Return (section, subsection, item) of 五（三）2, None where it is no clause."""
    plain = re.sub(r"\s|第|节|项", "", text).replace("(", "（").replace(")", "）")
    found = _CLAUSE.fullmatch(plain)
    return None if found is None else (found[1], found[2] or "", found[3] or "")


def find_clause(department: Department, where: str) -> tuple[str, str, str]:
    """Return the parts of a clause that the narrative has, blank for all of it.

    Raises UnknownClauseError.
    """
    if not where:
        return ("", "", "")
    known = list(dict.fromkeys(b.where for b in department.blocks if isinstance(b, Paragraph)))
    wanted = parse_clause(where)
    if wanted is None or not any(is_within(clause, wanted) for clause in known):
        raise UnknownClauseError(where, known)
    return wanted


def is_within(clause: str, wanted: tuple[str, str, str]) -> bool:
    """Whether a clause (五（三）2) is the wanted one or lies in it."""
    parts = parse_clause(clause)
    return parts is not None and all(
        asked in ("", part) for part, asked in zip(parts, wanted, strict=True)
    )
