"""One statement against the department's quantities and against what the text says beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.base.money import CENT, UNIT_SIZES, ZERO, round_half_up
from generator.field import zh
from generator.model.submission import MentionKind
from generator.review.statements.apart import is_all_spent, is_apart, is_comparable, is_unsure
from generator.review.statements.ratios import (
    Rate,
    Value,
    change_rate,
    plain,
    share_rate,
    stated_by,
)
from generator.review.statements.siblings import find_shared_wholes
from generator.review.statements.statement import Base, Measure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from generator.model.place import Place
    from generator.review.statements.quantities import Lexicon, Quantity
    from generator.review.statements.statement import Remark, Statement


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of a statement.

    `holds`: it was compared and is right, or wrong; None where nothing could be compared.
    `expected` is what it should be, in the unit of the statement, None where that is not certain;
    `words` say how it follows. `certain`: one reading is left, so that it may be corrected.
    `no_base`: a rate on 0, or `below` it; `wrong_way`: the size is right, the direction is not;
    `unit`: the unit that the digits would be right in. `used` are the statements that it was
    computed from. `asks`: the amounts may rightly differ in scope; `tail`: a matter of rounding.
    """

    holds: bool | None
    expected: Decimal | None = None
    words: str = ""
    places: tuple[Place, ...] = ()
    certain: bool = False
    no_base: bool = False
    below: bool = False
    wrong_way: bool = False
    unit: str = ""
    used: tuple[Statement, ...] = ()
    candidates: tuple[tuple[str, Decimal], ...] = ()
    asks: bool = False
    tail: bool = False


OPEN = Judgement(None)


class Judge:
    """Judges statements; `unit` is that of the department's quantities."""

    def __init__(self, lexicon: Lexicon, unit: str) -> None:
        """Keep the names and the unit."""
        self.lexicon = lexicon
        self._unit = unit
        self._alternatives: dict[int, Decimal] = {}
        self._budgets: dict[object, Statement] = {}
        self._shared: dict[int, Statement] = {}
        self.suspects: set[int] = set()

    def learn(self, statements: Sequence[Statement]) -> None:
        """Keep the budgets: a sentence may name its own only after its rate (低于预算数B万元)."""
        self._shared = find_shared_wholes(statements, self.value_of)
        for one in statements:
            if one.measure is Measure.BUDGET:
                self._budgets.setdefault((one.sentence, one.key, one.turn), one)

    def propose(self, one: Statement, other: Statement) -> None:
        """Keep what a number would have to be to agree with the same one said elsewhere."""
        value = self.value_of(other)
        if value is not None:
            self._alternatives.setdefault(id(one), value)

    def suspect(self, whole: Statement, parts: Sequence[Statement], total: Decimal) -> None:
        """Keep what each member of a list that does not add up would have to be.

        A rate that only such a value makes right says which of them is wrong: `suspects`.
        """
        stated = self.value_of(whole) or ZERO
        self._alternatives[id(whole)] = total
        for part in parts:
            other = stated - (total - (self.value_of(part) or ZERO))
            if other >= 0:
                self._alternatives[id(part)] = other

    def alternative(self, statement: Statement) -> Decimal | None:
        """Return what a number would have to be for its list to add up."""
        return self._alternatives.get(id(statement))

    def judge(self, statement: Statement) -> Judgement:
        """Return what is known of a statement."""
        if is_all_spent(statement):
            statement = replace(statement, quantities=self.lexicon.of(zh.SPENDING_TOTAL)[:1])
        judgement = _JUDGES[statement.measure](self, statement)
        if statement.measure in STATED and is_apart(statement.where):
            if judgement.holds is not False or any(not q.places for q in statement.quantities):
                return judgement
            return replace(judgement, asks=True) if is_comparable(statement) else OPEN
        if judgement.holds is False and not statement.is_given:
            # What the section alone suggests accuses nobody.
            return OPEN if statement.measure in STATED else judgement
        return judgement

    def value_of(self, statement: Statement | None) -> Decimal | None:
        """Return a stated amount in the published unit."""
        if statement is None:
            return None
        mention = statement.mention
        if mention.kind not in _MONEY:
            return mention.value
        return mention.value * UNIT_SIZES[_unit_of(statement)] / UNIT_SIZES[self._unit]

    def step(self, statement: Statement) -> Decimal:
        """Return half a last digit of a stated amount, in the published unit."""
        mention = statement.mention
        if mention.kind not in _MONEY:
            return ZERO
        unit = _unit_of(statement)
        # Two decimals are usual; what is written with fewer has lost its zeros.
        decimals = 2 if unit != zh.HUNDRED_MILLION_YUAN else mention.decimals
        size = Decimal(5).scaleb(-decimals - 1)
        return size * UNIT_SIZES[unit] / UNIT_SIZES[self._unit]

    def _against(
        self, statement: Statement, pick: Callable[[Quantity], Decimal | None], what: str
    ) -> Judgement:
        """Compare a stated amount with the same of every quantity that the name may mean."""
        stated = self.value_of(statement)
        known = [(q, value) for q in statement.quantities if (value := pick(q)) is not None]
        if stated is None or not known:
            return OPEN
        complete = len(known) == len(statement.quantities)
        values = dict.fromkeys(value for _, value in known)
        step = max(self.step(statement), CENT / 2)
        near = [q for q, v in known if abs(v - stated) <= step]
        if near:
            return Judgement(
                holds=True, expected=stated, places=near[0].places, certain=len(values) == 1
            )
        tails = [q for q, v in known if abs(v - stated) <= CENT + step]
        if tails or not complete:
            return Judgement(holds=True, places=tails[0].places, tail=True) if tails else OPEN
        quantity, value = known[0]
        certain = len(values) == 1
        return Judgement(
            holds=False,
            expected=self.as_stated(statement, value) if certain else None,
            words=f"{quantity.name}{what}",
            places=quantity.places,
            certain=certain,
            unit=self._slip(statement, values),
            candidates=tuple((q.name, v) for q, v in known),
        )

    def _slip(self, statement: Statement, values: Iterable[Decimal]) -> str:
        """Return the unit in which the digits would be right, if there is one."""
        mention = statement.mention
        if mention.kind not in _MONEY:
            return ""
        for unit, size in UNIT_SIZES.items():
            amount = mention.value * size / UNIT_SIZES[self._unit]
            if unit != _unit_of(statement) and any(
                abs(amount - v) <= CENT / 2 for v in values if v
            ):
                return unit
        return ""

    def as_stated(self, statement: Statement, value: Decimal) -> Decimal:
        """Return an amount of the published unit in the unit of a statement."""
        if statement.mention.kind not in _MONEY:
            return value
        return value * UNIT_SIZES[self._unit] / UNIT_SIZES[_unit_of(statement)]

    def amount(self, statement: Statement) -> Judgement:
        """An amount or count of this year, by its name."""
        return self._against(statement, lambda q: q.value, "")

    def budget(self, statement: Statement) -> Judgement:
        """A budget; 大于预算数B万元 may also say by how much."""
        judgement = self._against(statement, lambda q: q.budget, zh.BUDGET_AMOUNT)
        if statement.may_be_gap and not judgement.holds:
            stated = self.value_of(statement)
            gaps = [abs(n.amount - b.amount) for n, b in self.pairs(statement, Base.BUDGET)]
            if any(abs(gap - (stated or ZERO)) <= CENT for gap in gaps):
                return Judgement(holds=True)
            return judgement if gaps else OPEN
        return judgement

    def last(self, statement: Statement) -> Judgement:
        """An amount of last year."""
        return self._against(statement, lambda q: q.last, zh.LAST_TOTALS)

    def change(self, statement: Statement) -> Judgement:
        """A change: the difference of the two amounts, in the direction that the words say."""
        stated = self.value_of(statement)
        pairs = list(self.pairs(statement, statement.base))
        if stated is None or not pairs:
            return OPEN
        if not statement.direction:
            # 增减额为-A万元 has its direction in its sign.
            stated = abs(stated)
        tail = CENT + self.step(statement)
        way = None
        for now, before in pairs:
            off = now.amount - before.amount
            if abs(abs(off) - stated) <= tail:
                if not off or not stated or off * (statement.direction or off) > 0:
                    return Judgement(holds=True, expected=stated, used=stated_by(now, before))
                way = way or (now, before)
        now, before = way or pairs[0]
        words = f"|{plain(now)} − {plain(before)}|"
        used = stated_by(now, before)
        unit = "" if way else self._slip(statement, [abs(now.amount - before.amount)])
        if unit and any(one.mention.unit == unit for one in used):
            return Judgement(holds=None, used=used, unit=unit)
        expected = self.as_stated(statement, abs(now.amount - before.amount))
        return Judgement(
            holds=False,
            expected=expected,
            words=words,
            places=self._places(statement),
            wrong_way=way is not None,
            used=used,
            unit=unit,
        )

    @staticmethod
    def _places(statement: Statement) -> tuple[Place, ...]:
        return statement.quantities[0].places if len(statement.quantities) == 1 else ()

    def pairs(
        self, statement: Statement | Remark, base: Base | None
    ) -> Iterator[tuple[Value, Value]]:
        """Yield the amounts between which a change may lie: those stated, those of the data."""
        befores = list(self._befores(statement, base))
        for now in self.nows(statement):
            for before in befores:
                yield now, before

    def nows(self, statement: Statement | Remark) -> list[Value]:
        """Return what this year's amount is: as the text states it, as the data has it."""
        return self._values(statement.now, (q.value for q in statement.quantities))

    def _befores(self, statement: Statement | Remark, base: Base | None) -> Iterator[Value]:
        if base is Base.LAST_BUDGET:
            return
        if base is not Base.LAST_YEAR:
            yield from self._values(statement.budget, (q.budget for q in statement.quantities))
        if base is not Base.BUDGET:
            yield from self._values(statement.last, (q.last for q in statement.quantities))

    def _values(self, stated: Statement | None, known: Iterable[Decimal | None]) -> list[Value]:
        values = []
        amount = self.value_of(stated)
        if amount is not None:
            values.append(Value(amount, stated))
            values += self._other(stated)
        for value in known:
            if value is not None and value != amount:
                values.append(Value(value))
        return values

    def _other(self, statement: Statement | None) -> list[Value]:
        """Return what a statement would have to be, where its list does not add up."""
        other = self._alternatives.get(id(statement)) if statement is not None else None
        return [] if other is None else [Value(other, statement, is_other=True)]

    def rate(self, statement: Statement) -> Judgement:
        """A rate of change: of the change before it, else of the two amounts."""
        change = self.value_of(statement.change)
        rates = []
        if statement.change is not None and change is not None:
            way = statement.change.direction or statement.direction
            # 增减额为A万元 says neither way, 减少A万元，增长B% both.
            is_open = not way or way * statement.direction < 0
            for now in self.nows(statement):
                for sign in (way or 1, -(way or 1)) if is_open else (way,):
                    before = Value(now.amount - sign * change, statement.change)
                    rates.append(change_rate(now, before, change))
        rates += [change_rate(now, before) for now, before in self.pairs(statement, statement.base)]
        judgement = self._rate(statement, rates)
        if judgement.holds and statement.value and statement.direction:
            return self._directed(statement, judgement)
        return judgement

    def _directed(self, statement: Statement, judgement: Judgement) -> Judgement:
        """Hold the direction of a rate against that of its change, or of the two amounts."""
        change = statement.change
        if change is not None and change.direction and change.value:
            return judgement
        pairs = list(self.pairs(statement, statement.base))
        if pairs and all((n.amount - b.amount) * statement.direction < 0 for n, b in pairs):
            words = "|{} − {}|".format(*map(plain, pairs[0]))
            return Judgement(holds=False, expected=statement.value, words=words, wrong_way=True)
        return judgement

    def share(self, statement: Statement) -> Judgement:
        """A share: of the whole that the text names, else of the list's, else of the usual one."""
        parts, whole = self.nows(statement), statement.whole
        if whole is not None:
            wholes = self._stated_whole(statement, whole.stated or self._shared.get(id(statement)))
            if not wholes and any(quantity.value is None for quantity in whole.quantities):
                # What it may mean is not all known: a table is missing.
                return self._rate(statement, self._shares(parts, whole.quantities), unsure=True)
            wholes += self._known(whole.quantities)
        else:
            wholes = []
            for one in (opened.whole for opened in statement.opened):
                wholes += self._stated_whole(statement, one)
                wholes += self._known(one.quantities)
            for one in statement.usual:
                wholes += self._stated_whole(statement, one)
            for quantity in statement.quantities:
                wholes += self._known(self.lexicon.of(quantity.whole) if quantity.whole else ())
            wholes = wholes or self._stated_whole(statement, self._shared.get(id(statement)))
        return self._rate(statement, [share_rate(part, one) for one in wholes for part in parts])

    def _shares(self, parts: list[Value], wholes: Iterable[Quantity]) -> list[Rate]:
        return [share_rate(part, one) for one in self._known(wholes) for part in parts]

    def _stated_whole(self, statement: Statement, whole: Statement | None) -> list[Value]:
        """Return what a whole is said to be, and what its list would have it be."""
        amount = self.value_of(whole)
        if amount is None or whole is statement.now:
            return []
        return [Value(amount, whole), *self._other(whole)]

    @staticmethod
    def _known(quantities: Iterable[Quantity]) -> list[Value]:
        return [Value(quantity.value) for quantity in quantities if quantity.value is not None]

    def completion(self, statement: Statement) -> Judgement:
        """A completion rate: what was spent of the budget."""
        key = (statement.sentence, statement.key, statement.turn)
        stated = self._budgets.get(key) if statement.budget is None else statement.budget
        budgets = self._values(stated, (q.budget for q in statement.quantities))
        nows = self.nows(statement)
        if stated is not None and stated.may_be_gap:
            gap = self.value_of(stated) or ZERO
            budgets += [Value(now.amount - stated.direction * gap, stated) for now in nows]
        rates = [share_rate(now, plan) for plan in budgets for now in nows]
        return self._rate(statement, rates, unsure=is_unsure(statement))

    def _rate(self, statement: Statement, rates: list[Rate], *, unsure: bool = False) -> Judgement:
        """Hold a rate against those that its amounts may have; `unsure`: there may be others."""
        if not rates:
            return OPEN
        mention = statement.mention
        for rate in rates:
            if rate.allows(mention.value, mention.decimals):
                self.suspects |= {id(one) for one in rate.instead_of}
                return Judgement(holds=True, expected=mention.value, used=rate.used)
        if unsure:
            return OPEN
        first = rates[0]
        slip = next((r for r in rates if r.slips(mention.value, mention.decimals)), None)
        if slip is not None:
            return Judgement(holds=None, used=slip.used, unit="元")
        if first.quotient is None:
            below = first.is_below
            return Judgement(
                holds=False, words=first.words, no_base=True, below=below, used=first.used
            )
        right = round_half_up(first.quotient, max(mention.decimals, 2))
        return Judgement(
            holds=False, expected=right, words=first.words, used=first.used, certain=len(rates) == 1
        )


def _unit_of(statement: Statement) -> str:
    """Return the unit of an amount; without one it is taken for the usual one."""
    unit = statement.mention.unit
    return unit if unit in UNIT_SIZES else zh.TEN_THOUSAND_YUAN


_MONEY = {MentionKind.AMOUNT, MentionKind.BARE}
STATED = {Measure.AMOUNT, Measure.BUDGET, Measure.LAST}
_JUDGES: dict[Measure, Callable[[Judge, Statement], Judgement]] = {
    Measure.AMOUNT: Judge.amount,
    Measure.BUDGET: Judge.budget,
    Measure.LAST: Judge.last,
    Measure.CHANGE: Judge.change,
    Measure.RATE: Judge.rate,
    Measure.SHARE: Judge.share,
    Measure.COMPLETION: Judge.completion,
}
