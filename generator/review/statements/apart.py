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
# 完成年初预算的, beside the budget of the year; 合计执行率, 平均执行率: of all named before.
_INITIAL = re.compile("年初")
_ADJUSTED = re.compile("全年[^年，。；]{0,6}预算|调整[^，。；]{0,4}预算")
_TOGETHER = re.compile("合计|总体|综合|平均")
_STOP = re.compile("[，,。；;\\n]")


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


def is_unsure(statement: Statement) -> bool:
    """Whether a rate of 十三 names a base that the nearest budget before it need not be."""
    if statement.measure is not Measure.COMPLETION or not is_apart(statement.where):
        return False
    text = statement.passage.text[: statement.mention.start]
    *before, words = _STOP.split(text)
    if _INITIAL.search(words):
        return any(_ADJUSTED.search(one) for one in before)
    return _TOGETHER.search(words) is not None
