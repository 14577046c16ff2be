"""What is being spoken of: names → the quantities that they mean where they stand."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.field import forms, funds, zh
from generator.field.amounts import AMOUNTS
from generator.review.statements.families import PARTS
from generator.review.statements.quantities import (
    ALL_FUNDS,
    FISCAL,
    FUND_NAMES,
    Named,
    Quantity,
)
from generator.review.statements.statement import Measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.review.statements.statement import Key, Statement

# Of which fund a section speaks, where its names do not say.
_TOPIC_FUNDS = {
    "一": ALL_FUNDS,
    "二": ALL_FUNDS,
    "三": ALL_FUNDS,
    "四": FISCAL,
    "五": funds.GENERAL,
    "六": funds.GENERAL,
    "七": funds.FUND,
    "八": funds.CAPITAL,
}
# A whole that is named is looked for among so many amounts before it.
_MOST_AMOUNTS = 200
# So many amounts named in one breath are told apart.
_MOST_TURNS = 20
_COLUMNS = frozenset(
    column for form in (forms.GENERAL_BUDGET, forms.EXPENDITURE, forms.INCOME)
    for column in forms.FORM_BY_NUMBER[form].columns
) - {zh.TOTAL, zh.SUBTOTAL}  # fmt: skip


@dataclass(slots=True)
class Subject:
    """What is spoken of: its name as written, and the quantities that it may mean.

    Several sets are several amounts named in one breath. `is_given`: the words name it; else the
    section alone says what it must be. `path` are the 类 and 款 named right before it.
    """

    name: str = ""
    sets: Named = ()
    is_given: bool = True
    path: str = ""

    def quantities(self, turn: int) -> tuple[Quantity, ...]:
        """Return the quantities of the `turn`-th of several amounts named in one breath."""
        return self.sets[min(turn, len(self.sets) - 1)] if self.sets else ()

    def key(self, turn: int, unit: str = zh.TEN_THOUSAND_YUAN) -> Key:
        """Return what tells the quantity from others: its names, else the words themselves.

        A name may mean money and a count (外宾接待): `unit` says of which a number speaks.
        """
        names = frozenset(
            f"{q.code}{q.name}" if q.code else f"{self.path}{q.name}"
            for q in self.quantities(turn)
            if q.is_counted_in(unit)
        )
        return names or frozenset({f"“{self.name}”"})


@dataclass(slots=True)
class Memory:
    """What a section has said of each quantity; words of its own last for a paragraph."""

    known: dict[tuple[Key, Measure], list[Statement]] = field(default_factory=dict)
    own: dict[tuple[Key, Measure], list[Statement]] = field(default_factory=dict)
    amounts: deque[Statement] = field(default_factory=lambda: deque(maxlen=_MOST_AMOUNTS))

    def add(self, statement: Statement) -> None:
        """Remember a statement."""
        if statement.measure is Measure.AMOUNT:
            self.amounts.append(statement)
        said = self.known if statement.quantities else self.own
        said.setdefault((statement.key, statement.measure), []).append(statement)

    def latest(self, subject: Subject, measure: Measure, turn: int) -> Statement | None:
        """Return what was last said of a quantity; of several in one breath the `turn`-th."""
        said = self.known if subject.quantities(turn) else self.own
        statements = said.get((subject.key(turn), measure), [])
        if len(subject.sets) > 1:
            same = (one for one in reversed(statements[-_MOST_TURNS:]) if one.turn == turn)
            found = next(same, None)
            if found is not None:
                return found
        return statements[-1] if statements else None


def default_subject(topic: str) -> Subject:
    """Return the amount that a section is about."""
    for amount in AMOUNTS:
        if any(where.partition("（")[0] == topic for where in amount.sections):
            return Subject(amount.name, is_given=False)
    return Subject()


def narrow(quantities: Sequence[Quantity], fund: str, *, is_named: bool) -> tuple[Quantity, ...]:
    """Return those of a fund; without any all of them, unless the words name the fund."""
    same = tuple(quantity for quantity in quantities if quantity.fund == fund)
    if same:
        return same
    if is_named:
        return tuple(quantity for quantity in quantities if not quantity.fund)
    # A 科目 of the table of another fund is another amount.
    within = fund in funds.FUNDS
    return tuple(q for q in quantities if not (within and q.code and q.fund))


def fund_of_topic(topic: str) -> str:
    """Return the fund of which a section speaks, empty where it speaks of several."""
    return _TOPIC_FUNDS.get(topic, "")


def fund_of_name(text: str) -> str:
    """Return the fund that a word names."""
    return FUND_NAMES[text]


def parts_of(whole: Statement, name: str) -> tuple[Quantity, ...] | None:
    """Return what a column name means within a list of parts; None where it means what it says.

    行政运行…，其中：基本支出: the column of that row, not the 基本支出 of the department.
    """
    if name not in _COLUMNS:
        return None
    coded = [quantity for quantity in whole.quantities if quantity.code]
    if not coded and whole.quantities:
        return None
    return tuple(
        Quantity(f"{row.name}{name}", value, row.places, fund=row.fund)
        for row in coded
        for column, value in row.columns
        if column == name
    )


def of_family(quantities: Iterable[Quantity], whole: Statement) -> tuple[Quantity, ...]:
    """Return those that the field knows as parts of a whole."""
    parts = {name for one in whole.quantities for name in PARTS.get(one.name, ())}
    return tuple(quantity for quantity in quantities if quantity.name in parts)


def under(quantities: Iterable[Quantity], heads: Iterable[Quantity]) -> tuple[Quantity, ...]:
    """Return the 科目 that stand under one of those named right before them."""
    codes = tuple(head.code for head in heads if head.code)
    if not codes:
        return tuple(quantities)
    found = tuple(q for q in quantities if q.code.startswith(codes) and q.code not in codes)
    return found or tuple(quantities)
