"""`explain`: for each number of a clause its formula and its source cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.errors import UnknownClauseError
from generator.figures.explain import explain_figure
from generator.model.block import Paragraph
from generator.tasks.department import write_department

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.explanation import Explanation
    from generator.tasks.department import Department

_CLAUSE = re.compile(r"([一二三四五六七八九十]+)(?:（([一二三四五六七八九十]+)）)?([0-9]+)?")


@dataclass(frozen=True, slots=True)
class ExplainedNumber:
    """A number of the text: its clause, the paragraph it stands in, the text as printed."""

    where: str
    paragraph: str
    printed: str
    explanation: Explanation


def parse_clause(text: str) -> tuple[str, str, str] | None:
    """Return (section, subsection, item) of 五（三）2, None where it is no clause."""
    plain = re.sub(r"\s|第|节|项", "", text).replace("(", "（").replace(")", "）")
    found = _CLAUSE.fullmatch(plain)
    return None if found is None else (found[1], found[2] or "", found[3] or "")


def explain_clause(
    folder: Path, where: str = "", *, profile: str = "", templates: Path | None = None
) -> tuple[ExplainedNumber, ...]:
    """Return every number of a clause (五, 五（三）, 五（三）2), or of the whole narrative.

    Raises UnknownClauseError for a clause that the narrative does not have.
    """
    department = write_department(folder, profile=profile, templates=templates)
    numbers = explain_numbers(department)
    if not where:
        return numbers
    known = list(dict.fromkeys(b.where for b in department.blocks if isinstance(b, Paragraph)))
    wanted = parse_clause(where)
    if wanted is None or not any(_within(clause, wanted) for clause in known):
        raise UnknownClauseError(where, known)
    return tuple(number for number in numbers if _within(number.where, wanted))


def _within(clause: str, wanted: tuple[str, str, str]) -> bool:
    parts = parse_clause(clause)
    return parts is not None and all(
        asked in ("", part) for part, asked in zip(parts, wanted, strict=True)
    )


def explain_numbers(department: Department) -> tuple[ExplainedNumber, ...]:
    """Return every number of the narrative with its explanation, in the order of the text."""
    return tuple(
        ExplainedNumber(block.where, block.text, span.text, explain_figure(span.figure))
        for block in department.blocks
        if isinstance(block, Paragraph)
        for span in block.spans
        if span.figure is not None
    )
