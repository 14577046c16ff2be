"""Statements that are wrong → marks: what is said of them, and what may be put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.money import HUNDRED, format_number, format_plain
from generator.base.severity import Severity
from generator.base.slips import describe_slip
from generator.field import zh
from generator.model.submission import MentionKind
from generator.review import rules
from generator.review.marking import Evidence, Spot, mark
from generator.review.ours.certainty import are_sound
from generator.review.statements.judging import STATED
from generator.review.statements.statement import Base, Measure

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from generator.base.rules import Rule
    from generator.model.submission import Mark
    from generator.review.ours.certainty import Cell
    from generator.review.statements.judging import Judge, Judgement
    from generator.review.statements.statement import Statement

WORDS = {
    Measure.AMOUNT: "",
    Measure.BUDGET: zh.BUDGET_AMOUNT,
    Measure.LAST: zh.LAST_TOTALS,
    Measure.SHARE: zh.SHARE,
    Measure.COMPLETION: zh.COMPLETION_RATE,
    Measure.RATE: zh.CHANGE_RATE,
    Measure.CHANGE: "增减额",
}


class Marker:
    """Makes the marks of one file; `doubtful` are the cells that an error names."""

    def __init__(self, file: str, judge: Judge, doubtful: AbstractSet[Cell]) -> None:
        """Keep what the marks of a file share."""
        self._file = file
        self._judge = judge
        self._doubtful = doubtful

    def spot(self, statement: Statement) -> Spot:
        """Return where the digits of a statement stand."""
        mention = statement.mention
        return Spot(self._file, statement.where, statement.passage, mention.start, mention.end)

    def mark(self, statement: Statement, judgement: Judgement) -> Mark:
        """Return what is wrong with a statement."""
        mention = statement.mention
        used = [self.spot(one) for one in judgement.used]
        evidence = Evidence(
            mention.value, judgement.expected, judgement.words, judgement.places, numbers=used
        )
        is_nothing = judgement.no_base and not (statement.now and statement.now.value)
        is_mild = judgement.asks or (is_nothing and mention.value < HUNDRED)
        other = self._other(statement, judgement)
        message = _message(statement, judgement)
        slip = _slip(statement, judgement)
        if other:
            message += f"（写的是{statement.name}，数是{other}）"
        elif slip:
            message += f"（{slip}）"
        message += "；口径可以不同，请核实" if judgement.asks else ""
        is_certain = slip and not other and not judgement.asks
        return mark(
            _rule(statement, judgement),
            message,
            self.spot(statement),
            evidence,
            replacement=self._correction(statement, judgement) if is_certain else None,
            severity=Severity.WARNING if is_mild else None,
        )

    def _other(self, statement: Statement, judgement: Judgement) -> str:
        """Return the name of another quantity that has the value of a wrong amount."""
        if statement.measure is not Measure.AMOUNT or judgement.unit or not statement.quantities:
            return ""
        stated = self._judge.value_of(statement)
        names = {quantity.name for quantity in statement.quantities}
        unit = statement.quantities[0].unit
        known = self._judge.lexicon.at(stated) if stated else ()
        return next((q.name for q in known if q.name not in names and q.unit == unit), "")

    def _correction(self, statement: Statement, judgement: Judgement) -> str | None:
        """Return what should stand there, where one reading is left.

        The words of the clause name one quantity, a cell that no error touches has its value, and
        a slip of the hand makes the one number of the other.
        """
        one_reading = len(statement.quantities) == 1 and judgement.certain and statement.is_named
        expected = judgement.expected
        if not one_reading or expected is None or not are_sound(judgement.places, self._doubtful):
            return None
        if not is_money(statement):
            return format_plain(expected)
        return format_number(expected, separators="," in statement.mention.text)


def _slip(statement: Statement, judgement: Judgement) -> str:
    """Return how a wrong amount came of the right one by a slip of the hand."""
    if statement.measure not in STATED or judgement.unit or judgement.expected is None:
        return ""
    return describe_slip(statement.value, judgement.expected)


def is_money(statement: Statement) -> bool:
    """Whether a statement is of an amount of money."""
    return statement.mention.kind in {MentionKind.AMOUNT, MentionKind.BARE}


def _rule(statement: Statement, judgement: Judgement) -> Rule:
    if judgement.asks:
        return rules.CONTRADICTION
    if judgement.no_base and not judgement.below:
        return rules.ZERO_BASE
    if judgement.wrong_way:
        return rules.DIRECTION
    if judgement.unit:
        return rules.UNIT
    if statement.measure not in STATED:
        return rules.COMPUTED
    return rules.AMOUNT if is_money(statement) else rules.COUNT


def _message(statement: Statement, judgement: Judgement) -> str:
    written = statement.written
    name = judgement.words if judgement.asks and judgement.words else statement.name
    if judgement.no_base:
        what = WORDS[statement.measure]
        if judgement.below:
            below = "按所列数字算，基数是负数"
            told = f"{name}{below}，{what}{written}不能成立；所列的数中有错"
        else:
            told = f"{name}的基数为 0，没有{what}，不应写 {written}"
        return told
    if judgement.wrong_way:
        word = zh.INCREASE if statement.direction > 0 else zh.DECREASE
        return f"{name}写作{word}{written}，按所列数字方向相反"
    if judgement.unit:
        return f"{name}写作{written}，单位应为{judgement.unit}"
    expected = "" if judgement.expected is None else format_number(judgement.expected)
    unit = statement.mention.unit
    if statement.measure in STATED:
        what = WORDS[statement.measure]
        if judgement.expected is None:
            known = "、".join(f"{n} {v}" for n, v in judgement.candidates[:3])
            return f"{name}{what}写作{written}，与表中的数都不同：{known}"
        if not is_money(statement):
            expected = format_plain(judgement.expected)
        right = "公开表为" if judgement.asks else "应为"
        return f"{name}{what}写作{written}，{right}{expected}{unit}"
    bases = {Base.BUDGET: "与预算相比", Base.LAST_YEAR: "与上年相比"}
    base = bases.get(statement.base, "") if statement.base else ""
    return f"{name}{base}{WORDS[statement.measure]}写作{written}，按所列数字应为 {expected}{unit}"
