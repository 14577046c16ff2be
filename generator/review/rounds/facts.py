"""What each number and each comparison of a text is about: how rounds know statements again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.rounds import Fact
from generator.review.text.clauses import topic_of_clause

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.review.statements.reader import Reading
    from generator.review.statements.statement import Remark, Statement

_LONGEST = 60


def list_facts(reading: Reading) -> Mapping[tuple[str, int], Fact]:
    """Return what is said at each place of a text, by passage and first character."""
    facts = {
        (one.passage.locator, one.start): _fact(one, one.comparison.value)
        for one in reading.remarks
    }
    for statement in reading.statements:
        key = statement.passage.locator, statement.mention.start
        facts[key] = _fact(statement, statement.measure.value)
    return facts


def _fact(one: Statement | Remark, measure: str) -> Fact:
    names = {f"{q.code} {q.name}".strip() for q in one.quantities} or set(one.key)
    subject = "/".join(sorted(names)) or one.name
    section = topic_of_clause(one.where)
    return Fact(subject[:_LONGEST], measure, one.base.value if one.base else "", section)
