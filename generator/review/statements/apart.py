"""Amounts of 十三 and the attachments: the money of projects is not that of the accounts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.field import sections, zh
from generator.field.amounts import THREE_PUBLIC, names_of
from generator.field.evaluation import OTHER_SCOPE
from generator.review.statements.statement import Measure

if TYPE_CHECKING:
    from generator.review.statements.statement import Statement

# Where such amounts stand.
APART = (sections.PERFORMANCE, zh.ATTACHMENTS)
_EVALUATION = re.compile("绩效|自评")
_IN_PERFORMANCE = frozenset(names_of(THREE_PUBLIC))
_WHOLE = re.compile("整体支出|部门整体")
# Money of an evaluation may rightly be of another scope: where the text says so, nobody asks.
_SCOPED = re.compile(r"\s{0,4}[（(](?:含|包含|包括|不含|其中|剔除|扣除)")
_EXECUTED = re.compile(r"实际执行(?:总)?数(?:为)?\s*$")


def is_apart(where: str) -> bool:
    """Whether a clause is one of 十三 or of an attachment, which goes by its title."""
    return where.startswith(APART) or _EVALUATION.search(where) is not None


def is_comparable(statement: Statement) -> bool:
    """Whether an amount of 十三 can be asked about: the whole department, or its 三公."""
    text = statement.passage.text
    if _SCOPED.match(text, statement.mention.unit_end) or OTHER_SCOPE.search(text):
        return False
    names = {quantity.name for quantity in statement.quantities}
    return names <= _IN_PERFORMANCE or is_of_whole(statement)


def is_of_whole(statement: Statement) -> bool:
    """Whether a statement is on the department as a whole: its words, or its report, say so."""
    return any(_WHOLE.search(text) for text in (statement.passage.text, statement.where))


def is_all_spent(statement: Statement) -> bool:
    """Whether an amount is what the whole department has spent (部门整体…全年实际执行数)."""
    text = statement.passage.text
    before = text[max(0, statement.mention.start - 12) : statement.mention.start]
    return (
        statement.measure is Measure.AMOUNT
        and is_apart(statement.where)
        and _EXECUTED.search(before) is not None
        and is_of_whole(statement)
    )
