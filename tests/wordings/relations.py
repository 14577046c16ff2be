"""What must hold between the printed numbers of a text, evaluated on the print alone.

A relation is bound to the slots of the true text, and asked again of a changed one: a slot that is
gone counts as not printed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .names import SUMS, VEHICLE_SUM
from .printing import HUNDRED, ZERO, half_width, stated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from .document import Document, Slot

Slots = dict[int, "Slot"]
UP = frozenset(("增加", "增长", "上升", "提高", "大于", "高于", "增幅", "增幅为"))
DOWN = frozenset(("减少", "下降", "降低", "小于", "低于", "降幅", "降幅为"))
_LOWER_COUNTS = (("batches", "guests"), ("groups", "travellers"), ("kept", "vehicles"))
_FOREIGN = ("foreign_batches", "foreign_guests")
# Money and what it buys: both are there, or neither.
_PRESENCE = (("purchase", "bought"), ("abroad", "groups"), ("running", "kept"))


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the true value of a printed number lies, bounds included."""

    low: Decimal
    high: Decimal

    @classmethod
    def of(cls, slot: Slot) -> Interval:
        """Return the interval of a printed number."""
        value, half = stated(slot.text, slot.unit), half_width(slot.text, slot.unit)
        return cls(value - half, value + half)

    def meets(self, other: Interval) -> bool:
        """Whether some value lies in both."""
        return self.low <= other.high and other.low <= self.high

    def plus(self, other: Interval) -> Interval:
        """Return the interval of the sum."""
        return Interval(self.low + other.low, self.high + other.high)

    def minus(self, other: Interval) -> Interval:
        """Return the interval of the difference."""
        return Interval(self.low - other.high, self.high - other.low)

    def size(self) -> Interval:
        """Return the interval of the absolute value."""
        low, high = sorted((abs(self.low), abs(self.high)))
        return Interval(ZERO if self.low <= 0 <= self.high else low, high)

    def percent_of(self, whole: Interval) -> Interval | None:
        """Return this in percent of a whole; None where the whole may be 0."""
        if whole.low <= 0:
            return None
        low = self.low / (whole.low if self.low < 0 else whole.high)
        return Interval(HUNDRED * low, HUNDRED * self.high / whole.low)


@dataclass(frozen=True, slots=True)
class Relation:
    """Slots that must stand in a relation; `holds` gets those that are still printed."""

    kind: str
    ids: tuple[int, ...]
    holds: Callable[[Sequence[Slot | None]], bool]


def find_relations(document: Document) -> list[Relation]:
    """Return every relation between the slots of a true text."""
    slots = [slot for slot in document.slots() if slot.value is not None or slot.text]
    nearest = _Nearest(document)
    relations = [
        *_same(slots),
        *_rates(slots, nearest),
        *_changes(slots, nearest),
        *_sums(slots, nearest),
        *_words(slots, nearest),
        *_counts(slots, nearest),
    ]
    return [relation for relation in relations if len(relation.ids) > 1]


def broken(relations: Sequence[Relation], document: Document) -> list[Relation]:
    """Return the relations that a document does not fulfil."""
    slots: Mapping[int, Slot] = {slot.id: slot for slot in document.slots()}
    return [r for r in relations if not r.holds([slots.get(number) for number in r.ids])]


class _Nearest:
    """Finds the slot of a quantity that stands nearest to another one."""

    def __init__(self, document: Document) -> None:
        self.order: dict[int, int] = {}
        self.paragraph: dict[int, int] = {}
        self.found: dict[tuple[str, str], list[Slot]] = defaultdict(list)
        for number, (paragraph, _, slot) in enumerate(document.places()):
            self.order[slot.id], self.paragraph[slot.id] = number, paragraph
            self.found[slot.measure, slot.key].append(slot)

    def __call__(self, measure: str, key: str, to: Slot) -> Slot | None:
        """Return the slot in the same paragraph before `to`, else after it, else anywhere."""
        found = self.found[measure, key]
        here = [s for s in found if self.paragraph[s.id] == self.paragraph[to.id]]
        before = [s for s in here if self.order[s.id] < self.order[to.id]]
        if before:
            return before[-1]
        return (here or found or [None])[0]  # type: ignore[list-item]

    def near(self, measure: str, key: str, to: Slot) -> Slot | None:
        """Return the slot only where it was said in the same clause."""
        same = [s for s in self.found[measure, key] if s.said == to.said]
        return min(same, key=lambda s: abs(self.order[s.id] - self.order[to.id]), default=None)


def _all_there(slots: Sequence[Slot | None]) -> list[Slot] | None:
    present = [slot for slot in slots if slot is not None]
    return present if len(present) == len(slots) else None


def _same(slots: Sequence[Slot]) -> Iterator[Relation]:
    """The same quantity, measure and period has one value."""
    groups: dict[tuple[str, str, str], list[Slot]] = defaultdict(list)
    for slot in slots:
        if slot.measure in ("a", "l", "b", "d", "db", "k", "p", "pb", "c", "s"):
            groups[slot.measure, slot.key, slot.whole].append(slot)

    def holds(found: Sequence[Slot | None]) -> bool:
        intervals = [Interval.of(slot) for slot in found if slot is not None]
        return all(one.meets(intervals[0]) for one in intervals[1:])

    for group in groups.values():
        for other in group[1:]:
            yield Relation("same", (group[0].id, other.id), holds)


def _rate_holds(found: Sequence[Slot | None]) -> bool:
    """part, whole, rate."""
    there = _all_there(found)
    if there is None:
        return True
    part, whole, rate = (Interval.of(slot) for slot in there)
    quotient = part.percent_of(whole)
    return quotient is not None and quotient.meets(rate)


def _rates(slots: Sequence[Slot], nearest: _Nearest) -> Iterator[Relation]:
    """Shares, completion rates, rates of change whose parts are printed."""
    for slot in slots:
        if slot.measure == "s":
            pair = nearest("a", slot.key, slot), nearest("a", slot.whole, slot)
        elif slot.measure in ("c", "cl"):
            base = nearest("b" if slot.measure == "c" else "l", slot.key, slot)
            pair = nearest("a", slot.key, slot), base
        elif slot.measure in ("p", "pb"):
            yield from _change_rate(slot, nearest)
            continue
        else:
            continue
        if pair[0] is not None and pair[1] is not None:
            yield Relation("rate", (pair[0].id, pair[1].id, slot.id), _rate_holds)


def _change_rate(slot: Slot, nearest: _Nearest) -> Iterator[Relation]:
    """A rate of change: the difference against the base, printed or now − difference."""
    plan = slot.measure == "pb"
    now = nearest("a", slot.key, slot)
    difference = nearest.near("db" if plan else "d", slot.key, slot)
    word = nearest.near("wb" if plan else "w", slot.key, slot)
    word = word or nearest.near("vb" if plan else "v", slot.key, slot)
    base = nearest("b" if plan else "l", slot.key, slot)
    if difference is not None and base is not None:
        yield Relation("rate", (difference.id, base.id, slot.id), _rate_holds)
    if now is not None and difference is not None and word is not None:
        ids = (now.id, difference.id, word.id, slot.id)
        yield Relation("change rate", ids, _change_rate_holds)


def _change_rate_holds(found: Sequence[Slot | None]) -> bool:
    there = _all_there(found)
    if there is None:
        return True
    now, difference, rate = (Interval.of(there[index]) for index in (0, 1, 3))
    rises = there[2].text in UP
    base = now.minus(difference) if rises else now.plus(difference)
    quotient = difference.percent_of(base)
    return quotient is not None and quotient.meets(rate)


def _changes(slots: Sequence[Slot], nearest: _Nearest) -> Iterator[Relation]:
    """now − base = the difference, where both are printed."""

    def holds(found: Sequence[Slot | None]) -> bool:
        there = _all_there(found)
        if there is None:
            return True
        now, base, difference = (Interval.of(slot) for slot in there)
        return now.minus(base).size().meets(difference)

    for slot in slots:
        if slot.measure in ("d", "db"):
            now = nearest("a", slot.key, slot)
            base = nearest("b" if slot.measure == "db" else "l", slot.key, slot)
            if now is not None and base is not None:
                yield Relation("difference", (now.id, base.id, slot.id), holds)


def _sum_holds(found: Sequence[Slot | None]) -> bool:
    """The first is the sum of the others; a part that is gone counts nothing."""
    if found[0] is None:
        return True
    total = Interval.of(found[0])
    summed = Interval(ZERO, ZERO)
    for slot in found[1:]:
        if slot is not None:
            summed = summed.plus(Interval.of(slot))
    return summed.meets(total)


def _sums(slots: Sequence[Slot], nearest: _Nearest) -> Iterator[Relation]:
    """Closed lists: of amounts of this year, of budgets, of vehicles; the 类 of 公开05."""
    classes = sorted({s.key for s in slots if s.measure == "a" and s.key.startswith("class:")})
    items = sorted({s.key for s in slots if s.measure == "a" and s.key.startswith("item:")})
    groups = list(SUMS.items())
    groups += [("general", tuple(classes)), ("general", tuple(items))]
    for measure in ("a", "b"):
        for total, parts in groups:
            yield from _sum_of(measure, total, parts, slots, nearest)
    yield from _sum_of("k", *VEHICLE_SUM, slots, nearest)


def _sum_of(
    measure: str, total: str, parts: Sequence[str], slots: Sequence[Slot], nearest: _Nearest
) -> Iterator[Relation]:
    """Yield the relation of one total with its parts, where the printed parts make it up."""
    wholes = [slot for slot in slots if (slot.measure, slot.key) == (measure, total)]
    if not wholes:
        return
    found = [nearest(measure, part, wholes[-1]) for part in parts]
    there = [slot for slot in found if slot is not None]
    printed = (wholes[-1], *there)
    if there and _sum_holds(printed):
        yield Relation("sum", tuple(slot.id for slot in printed), _sum_holds)


def _words(slots: Sequence[Slot], nearest: _Nearest) -> Iterator[Relation]:
    """Direction words agree with each other, with the base where printed, with 100 %."""
    for slot in slots:
        if slot.measure in ("w", "wb"):
            rate = "v" if slot.measure == "w" else "vb"
            other = nearest.near(rate, slot.key, slot)
            if other is not None:
                yield Relation("words", (slot.id, other.id), _words_agree)
        if slot.measure in ("w", "v", "wb", "vb", "g"):
            yield from _sign(slot, nearest)


def _words_agree(found: Sequence[Slot | None]) -> bool:
    there = _all_there(found)
    return there is None or (there[0].text in UP) == (there[1].text in UP)


def _sign(slot: Slot, nearest: _Nearest) -> Iterator[Relation]:
    """A direction word against now and the base, or against the completion rate."""

    def against_base(found: Sequence[Slot | None]) -> bool:
        there = _all_there(found)
        if there is None:
            return True
        now, base = Interval.of(there[1]), Interval.of(there[2])
        return now.high > base.low if there[0].text in UP else now.low < base.high

    def against_rate(found: Sequence[Slot | None]) -> bool:
        there = _all_there(found)
        if there is None:
            return True
        rate = stated(there[1].text, "%")
        return rate > HUNDRED if there[0].text in UP else rate < HUNDRED

    plan = slot.measure in ("wb", "vb", "g")
    now = nearest("a", slot.key, slot)
    base = nearest("b" if plan else "l", slot.key, slot)
    if now is not None and base is not None:
        yield Relation("sign", (slot.id, now.id, base.id), against_base)
    rate = nearest.near("c", slot.key, slot) if plan else None
    if rate is not None and stated(rate.text, "%") != HUNDRED:
        yield Relation("sign", (slot.id, rate.id), against_rate)


def _counts(slots: Sequence[Slot], nearest: _Nearest) -> Iterator[Relation]:
    """Fewer batches than guests, no more cars kept than owned, money where there are counts."""

    def at_most(found: Sequence[Slot | None]) -> bool:
        there = _all_there(found)
        return there is None or stated(there[0].text, "") <= stated(there[1].text, "")

    def together(found: Sequence[Slot | None]) -> bool:
        there = _all_there(found)
        return there is None or bool(stated(there[0].text, there[0].unit)) == bool(
            stated(there[1].text, "")
        )

    for slot in slots:
        for less, more in (*_LOWER_COUNTS, _FOREIGN):
            other = nearest("k", more, slot)
            if slot.measure == "k" and slot.key == less and other is not None:
                yield Relation("counts", (slot.id, other.id), at_most)
        for money, count in _PRESENCE[:2]:
            other = nearest("k", count, slot)
            if slot.measure == "a" and slot.key == money and other is not None:
                yield Relation("presence", (slot.id, other.id), together)
