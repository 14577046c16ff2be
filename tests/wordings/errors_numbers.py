"""Planted errors in numbers: amounts, rates, shares, totals, counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from .document import AMOUNTS, CHANGES
from .names import SUMS, VEHICLE_SUM
from .planting import Case, Planted, reprint
from .printing import HUNDRED, ZERO, half_up, hanzi, is_hanzi, read_number, stated

if TYPE_CHECKING:
    from collections.abc import Callable

    from .document import Slot

Found = Iterator[Planted]
MONEY = (*AMOUNTS, *CHANGES)


def _far(old: Decimal, new: Decimal) -> bool:
    """Whether two amounts differ by more than rounding can explain."""
    return abs(old - new) >= max(Decimal("0.2"), old / 500)


def digit(case: Case) -> Found:
    """One digit of an amount is another one."""
    for slot in case.slots(*MONEY, least="1"):
        text = slot.text
        places = [i for i, c in enumerate(text) if c.isascii() and c.isdigit()]
        if not places:
            continue
        index = case.dice.pick(places)
        other = case.dice.pick([d for d in "123456789" if d != text[index]])
        changed = text[:index] + other + text[index + 1 :]
        if _far(read_number(text), read_number(changed)):
            yield reprint(case, slot, changed)


def transposed(case: Case) -> Found:
    """Two neighbouring digits have changed places."""
    for slot in case.slots(*MONEY, least="10"):
        text = slot.text
        pairs = [
            i
            for i in range(len(text) - 1)
            if text[i].isdigit() and text[i + 1].isdigit() and text[i] != text[i + 1]
            if text[i + 1] != "0" or i
        ]
        for index in pairs[:3]:
            changed = text[:index] + text[index + 1] + text[index] + text[index + 2 :]
            if _far(read_number(text), read_number(changed)):
                yield reprint(case, slot, changed)


def shifted(case: Case) -> Found:
    """The decimal point stands one place further right or left."""
    for slot in case.slots(*MONEY, least="10"):
        value = stated(slot.text, slot.unit)
        factor = case.dice.pick((Decimal(10), Decimal("0.1")))
        yield reprint(case, slot, case.page.style.amount(half_up(value * factor)))


def yuan(case: Case) -> Found:
    """元 stands for 万元."""
    for slot in case.slots("a", "l", "b", least="0.5"):
        yield reprint(case, slot, slot.text, unit="元")


def unit_cut(case: Case) -> Found:
    """万 stands for 万元."""
    for slot in case.slots(*MONEY, least="0.5"):
        yield replace(reprint(case, slot, slot.text, unit="万"), basis="words")


def unit_missing(case: Case) -> Found:
    """An amount has no unit."""
    for slot in case.slots("a", "l", "b", least="0.5"):
        yield replace(reprint(case, slot, slot.text, unit=""), basis="words")


def percent_missing(case: Case) -> Found:
    """A rate has no %."""
    for slot in case.slots("p", "pb", "s", "c", least="1"):
        yield replace(reprint(case, slot, slot.text, unit=""), basis="words")


def _other_rate(case: Case, slot: Slot, value: Decimal) -> Found:
    """Yield the slot with another rate, where the two are clearly different."""
    if slot.value is not None and abs(value - slot.value) >= max(Decimal("0.5"), slot.value / 20):
        yield reprint(case, slot, case.page.style.rate(value))


def rate(case: Case) -> Found:
    """A rate of change is miscalculated."""
    for slot in case.slots("p", "pb", least="0.5"):
        factor = Decimal(case.dice.random.randint(110, 190)) / 100
        if slot.value is not None:
            yield from _other_rate(case, slot, slot.value * factor)


def rate_on_now(case: Case) -> Found:
    """The change was divided by this year's amount."""
    for slot in case.slots("p", least="0.5"):
        now, last = case.page.now(slot.key), case.page.last(slot.key)
        if now:
            yield from _other_rate(case, slot, HUNDRED * abs(now - last) / now)


def rate_on_budget(case: Case) -> Found:
    """The change against last year was divided by the budget."""
    for slot in case.slots("p", least="0.5"):
        now, last = case.page.now(slot.key), case.page.last(slot.key)
        budget = case.page.planned(slot.key)
        if budget and "d" in case.clause(slot):
            yield from _other_rate(case, slot, HUNDRED * abs(now - last) / budget)


def change_as_rate(case: Case) -> Found:
    """The amount of the change is printed as its rate."""
    for slot in case.slots("p", "pb"):
        clause = case.clause(slot)
        difference = clause.get("d" if slot.measure == "p" else "db")
        if difference is not None and difference.value is not None:
            yield from _other_rate(case, slot, difference.value)


def completion(case: Case) -> Found:
    """A completion rate is miscalculated."""
    for slot in case.slots("c", least="1"):
        if slot.value is not None:
            wrong = slot.value - Decimal(case.dice.random.randint(400, 1900)) / 100
            if wrong > 0:
                yield from _other_rate(case, slot, wrong)


def completion_inverse(case: Case) -> Found:
    """The budget was divided by the final figure."""
    for slot in case.slots("c", least="1"):
        now, budget = case.page.now(slot.key), case.page.planned(slot.key)
        if now:
            yield from _other_rate(case, slot, HUNDRED * budget / now)


def share(case: Case) -> Found:
    """A share is miscalculated."""
    for slot in case.slots("s", least="2"):
        if slot.value is not None:
            factor = Decimal(case.dice.random.randint(55, 92)) / 100
            yield from _other_rate(case, slot, slot.value * factor)


_WHOLES = ("income", "spent", "total", "fiscal_spent", "general", "general_basic")


def share_whole(case: Case) -> Found:
    """A share was taken of another whole than the one named."""
    for slot in case.slots("s", least="2"):
        for whole in _WHOLES:
            other = case.page.now(whole)
            if whole != slot.whole and other >= case.page.now(slot.key):
                yield from _other_rate(case, slot, HUNDRED * case.page.now(slot.key) / other)


def total(case: Case) -> Found:
    """A total is wrong, its parts are right."""
    for slot in case.slots("a", least="3"):
        if slot.key in SUMS and slot.value is not None:
            wrong = slot.value + Decimal(case.dice.random.randint(1, 40)) * slot.value / 100
            yield reprint(case, slot, case.page.style.amount(half_up(wrong)))


def parts(case: Case) -> Found:
    """A part is wrong together with its share, so that only the sum tells."""
    for slot in case.slots("a", least="2"):
        found = case.clause(slot).get("s")
        if found is None or found.value is None or found.value > 80 or slot.value is None:
            continue
        wrong = half_up(slot.value * Decimal(case.dice.random.randint(112, 124)) / 100)
        if not _far(slot.value, wrong) or wrong > case.page.now(found.whole):
            continue
        first = reprint(case, slot, case.page.style.amount(wrong))
        rate = case.page.style.rate(HUNDRED * wrong / case.page.now(found.whole))
        changed = first.document.with_slot(found, text=rate)
        yield replace(first, document=changed, slots=(slot.id, found.id))


def exchanged(case: Case) -> Found:
    """Budget and final figure have changed places."""
    for slot in case.slots("b", least="0.5"):
        final = case.clause(slot).get("a")
        if final is None or final.value is None or slot.value is None:
            continue
        if final.value and _far(final.value, slot.value):
            changed = case.document.with_slot(slot, text=final.text)
            changed = changed.with_slot(final, text=slot.text)
            yield Planted(changed, (slot.id, final.id), final.printed, slot.printed)


def two_values(case: Case) -> Found:
    """A quantity that was said before has another value the second time."""
    seen: dict[str, int] = {}
    for slot in case.document.slots():
        if slot.measure == "a":
            seen[slot.key] = seen.get(slot.key, 0) + 1
    for slot in case.slots("a", least="2"):
        if seen[slot.key] > 1 and slot.value is not None:
            wrong = half_up(slot.value * Decimal(case.dice.random.randint(103, 130)) / 100)
            if _far(slot.value, wrong):
                yield reprint(case, slot, case.page.style.amount(wrong))


def fall_over_100(case: Case) -> Found:
    """A fall of more than a hundred percent."""
    for slot in case.slots("p", "pb"):
        now = case.page.now(slot.key)
        base = case.page.last(slot.key) if slot.measure == "p" else case.page.planned(slot.key)
        if now < base:
            wrong = HUNDRED + Decimal(case.dice.random.randint(500, 30000)) / 100
            yield replace(reprint(case, slot, case.page.style.rate(wrong)), basis="words")


def fall_below_zero(case: Case) -> Found:
    """A decrease that is larger than the amount it decreased from."""
    for slot in case.slots("d", "db", least="0.1"):
        clause = case.clause(slot)
        base = clause.get("l" if slot.measure == "d" else "b")
        if base is None or base.value is None or case.page.now(slot.key) >= base.value:
            continue
        wrong = half_up(base.value * Decimal(case.dice.random.randint(105, 180)) / 100)
        if wrong > base.value + 1:
            planted = reprint(case, slot, case.page.style.amount(wrong))
            yield replace(planted, basis="words")


def _recount(case: Case, slot: Slot, count: int) -> Found:
    if count != slot.value and count >= 0:
        yield reprint(case, slot, hanzi(count) if is_hanzi(slot.text) and count else str(count))


def vehicles(case: Case) -> Found:
    """The number of vehicles is not that of its list."""
    for slot in case.slots("k", least="1"):
        if slot.key == VEHICLE_SUM[0] or slot.key in VEHICLE_SUM[1]:
            yield from _recount(case, slot, int(slot.value or ZERO) + case.dice.pick((1, 2, 3)))


def guests(case: Case) -> Found:
    """Fewer guests than batches."""
    for slot in case.slots("k", least="1"):
        lower = {"guests": "batches", "travellers": "groups"}.get(slot.key)
        if lower and case.page.figures.counts[lower] > 1:
            count = case.page.figures.counts[lower] - 1
            yield from _recount(case, slot, count)


def kept(case: Case) -> Found:
    """More cars are kept than there are."""
    for slot in case.slots("k"):
        if slot.key == "kept" and slot.value:
            count = case.page.figures.counts["vehicles"] + case.dice.random.randint(1, 9)
            yield from _recount(case, slot, count)


def units(case: Case) -> Found:
    """The number of units is not that of the list behind it."""
    for slot in case.slots("k"):
        paragraph = case.document.paragraphs[case.document.find(slot)[0]]
        if slot.key == "units" and "本级" in paragraph.text:
            for planted in _recount(case, slot, int(slot.value or ZERO) + case.dice.pick((1, 2))):
                yield replace(planted, basis="words")


NUMBER_ERRORS: dict[str, Callable[[Case], Found]] = {
    "金额一位写错": digit,
    "数字颠倒": transposed,
    "小数点错位": shifted,
    "元与万元": yuan,
    "万元缺元": unit_cut,
    "金额缺单位": unit_missing,
    "比率缺%": percent_missing,
    "增减率算错": rate,
    "增减率用本年作基数": rate_on_now,
    "增减率用预算作基数": rate_on_budget,
    "增减额写成比率": change_as_rate,
    "完成率算错": completion,
    "完成率颠倒": completion_inverse,
    "占比算错": share,
    "占比换了整体": share_whole,
    "合计错": total,
    "明细与占比同错": parts,
    "预决算对调": exchanged,
    "同数两值": two_values,
    "下降超过100%": fall_over_100,
    "减少额大于上年": fall_below_zero,
    "车辆数与明细": vehicles,
    "人次少于批次": guests,
    "保有量多于车辆": kept,
    "单位个数与名单": units,
}
