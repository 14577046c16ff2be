"""Wholes and their parts: a closed list makes its whole, no list is more than it (DOMAIN 2, 9)."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from generator.base.money import CENT, ZERO
from generator.field import zh
from generator.model.submission import MentionKind
from generator.review.statements.apart import is_apart
from generator.review.statements.families import PARTS
from generator.review.statements.statement import Measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from generator.review.statements.judging import Judge
    from generator.review.statements.quantities import Quantity
    from generator.review.statements.statement import Statement

# Texts tell their parts in separate places, each of them even where it is 0.
_SPREAD = (
    zh.THREE_PUBLIC,
    zh.VEHICLES,
    zh.RECEPTION,
    zh.PROCUREMENT,
    zh.GENERAL_BASIC_SPENDING,
)
# Texts list all of their parts that are not 0.
_LISTED = {zh.INCOME_TOTAL, zh.SPENDING_TOTAL, zh.PROCUREMENT, zh.GENERAL_BASIC_SPENDING}
_TOTALS = {zh.INCOME_TOTAL, zh.SPENDING_TOTAL}
_BY_CLASS = {zh.GENERAL_SPENDING, zh.FISCAL_SPENDING, zh.SPENDING_TOTAL}
_CLASS_LENGTH = 3
_FEWEST = 2
_MONEY = {MentionKind.AMOUNT, MentionKind.BARE}


class Sum(NamedTuple):
    """A whole with the parts that the text lists of it.

    `holds`: they make it, or do not; None where the list need not be complete. `missing` are parts
    that the data has and the list leaves out, `doubled` is a part that stands in it twice.
    """

    whole: Statement
    parts: tuple[Statement, ...]
    total: Decimal
    holds: bool | None
    missing: tuple[Quantity, ...] = ()
    doubled: Statement | None = None


def check_lists(statements: Sequence[Statement], judge: Judge) -> Iterator[Sum]:
    """Yield the lists of a text, added up."""
    listed: dict[int, list[Statement]] = {}
    wholes: dict[int, Statement] = {}
    complete: set[int] = set()
    divided: set[int] = set()
    for one in statements:
        whole = _whole_of(one)
        if whole is not None:
            wholes[id(whole)] = whole
            listed.setdefault(id(whole), []).append(one)
            complete |= {id(o.whole) for o in one.opened if o.is_complete}
            divided |= {id(o.whole) for o in one.opened if o.is_divided}
    amounts = _amounts_by_sentence(statements)
    for key, parts in listed.items():
        if _is_of_one_of_several(wholes[key], parts[0], amounts):
            continue
        is_divided = key in divided
        is_complete = key in complete
        yield from _add_up(
            wholes[key], parts, judge, is_complete=is_complete, is_divided=is_divided
        )
    yield from _spread(statements, judge, set(wholes))


def find_doubled(statements: Sequence[Statement]) -> Iterator[Statement]:
    """Yield the parts that a sentence lists twice in a row, amount and all."""
    amounts = [one for one in statements if one.measure is Measure.AMOUNT and one.is_named]
    named: dict[tuple[str, int], set[str]] = {}
    for one in amounts:
        named.setdefault(one.sentence, set()).update(_names(one))
    for before, one in pairwise(amounts):
        if before.sentence != one.sentence or before.key != one.key or before.value != one.value:
            continue
        family = [whole for whole, parts in PARTS.items() if _names(one) & set(parts)]
        others = {name for whole in family for name in PARTS[whole]} - _names(one)
        if named[one.sentence] & others:
            yield one


def _amounts_by_sentence(statements: Iterable[Statement]) -> dict[object, set[object]]:
    """Return of which amounts the sentences of 十三 speak."""
    said: dict[object, set[object]] = {}
    for one in statements:
        if is_apart(one.where) and one.mention.kind in _MONEY:
            said.setdefault(one.sentence, set()).add((one.key, one.measure))
    return said


def _is_of_one_of_several(
    whole: Statement, part: Statement, amounts: dict[object, set[object]]
) -> bool:
    """Whether a sentence 其中：… follows one of several projects, or of a budget and its use.

    Of which of them it lists the parts the words do not say.
    """
    return whole.sentence != part.sentence and len(amounts.get(whole.sentence, ())) >= _FEWEST


def _whole_of(one: Statement) -> Statement | None:
    """Return the whole in whose list an amount stands as a part.

    Parts that the field knows may follow in later sentences; others stand in the one that opens
    the list.
    """
    if one.measure is not Measure.AMOUNT:
        return None
    open_lists = [o for o in one.opened if o.whole.key != one.key and _alike(one, o.whole)]
    for opened in open_lists:
        if _is_part(one, _names(opened.whole)):
            return opened.whole
    known = {name for quantity in one.quantities for name in (quantity.whole,) if name}
    for opened in open_lists[:1]:
        # After a full stop the last amount before 其中 need not be the whole of what we know.
        is_near = opened.whole.sentence == opened.sentence or not one.quantities
        if is_near and opened.sentence == one.sentence and not known - _names(opened.whole):
            return opened.whole
    return None


def _alike(one: Statement, whole: Statement) -> bool:
    """Whether both count the same: money, or the same things."""
    if one.mention.kind in _MONEY or whole.mention.kind in _MONEY:
        return one.mention.kind in _MONEY and whole.mention.kind in _MONEY
    return one.mention.unit == whole.mention.unit


def _names(statement: Statement) -> frozenset[str]:
    return frozenset(quantity.name for quantity in statement.quantities)


def _is_part(one: Statement, wholes: frozenset[str]) -> bool:
    known = {name for whole in wholes for name in PARTS.get(whole, ())}
    return bool(known & _names(one)) or (_is_class(one) and bool(wholes & _BY_CLASS))


def _is_class(one: Statement) -> bool:
    return any(len(quantity.code) == _CLASS_LENGTH for quantity in one.quantities)


def _add_up(
    whole: Statement, parts: list[Statement], judge: Judge, *, is_complete: bool, is_divided: bool
) -> Iterator[Sum]:
    """Add up the parts of one list: those of one kind, if the field knows them."""
    wholes = _names(whole)
    classes = [part for part in parts if _is_class(part)]
    known = [part for part in parts if _is_part(part, wholes) and not _is_class(part)]
    cars = whole.mention.kind not in _MONEY
    if cars and _share_a_name(parts):
        return
    for members in [parts] if cars or not (classes or known) else [classes, known]:
        once = _once(members)
        if not once:
            continue
        by_field = members is known or (members is classes and is_divided)
        is_closed = is_complete and (cars or by_field)
        kept = {id(one) for one in once}
        again = (m for m in members if id(m) not in kept and m.sentence == once[0].sentence)
        doubled = next(again, None)
        missing = _missing(whole, once, judge) if is_closed and members is known else ()
        # One count that the field has no name for (90分以上11个) may be one of several.
        is_alone = cars and len(once) == 1 and not once[0].is_named
        is_whole_list = len(once) >= _FEWEST or bool(wholes & _TOTALS) or (cars and not is_alone)
        found = add_up(whole, once, judge, is_closed=is_closed and is_whole_list)
        yield found._replace(missing=missing, doubled=doubled)


def _share_a_name(parts: Sequence[Statement]) -> bool:
    """Whether counts (优1个、良2个) stand below words that are before them all, not their names."""
    unknown = [part for part in parts if not part.is_named]
    counts = {(part.key, part.sentence, part.value) for part in unknown}
    return len(counts) > len({(key, sentence) for key, sentence, _ in counts})


def _once(parts: Iterable[Statement]) -> list[Statement]:
    """Return the parts, each named once: what is said again is no part more."""
    kept: dict[object, Statement] = {}
    for part in parts:
        kept.setdefault(part.key, part)
    return list(kept.values())


def _missing(whole: Statement, parts: Sequence[Statement], judge: Judge) -> tuple[Quantity, ...]:
    """Return the parts of the whole that the data has and that the list does not name."""
    named = {name for part in parts for name in _names(part)}
    members = [name for one in _names(whole) & _LISTED for name in PARTS[one]]
    known = (q for name in members if name not in named for q in judge.lexicon.of(name)[:1])
    return tuple(quantity for quantity in known if quantity.value and quantity.name in members)


def add_up(whole: Statement, parts: Sequence[Statement], judge: Judge, *, is_closed: bool) -> Sum:
    """Return a whole beside its parts; only those of a closed list must make all of it."""
    values = [judge.value_of(part) or ZERO for part in parts]
    total, stated = sum(values, ZERO), judge.value_of(whole) or ZERO
    tail = CENT * (len([v for v in values if v]) // 2) + CENT / 2
    off = total - stated
    if abs(off) <= (tail if whole.mention.kind in _MONEY else ZERO):
        return Sum(whole, tuple(parts), total, holds=True)
    return Sum(whole, tuple(parts), total, holds=False if off > 0 or is_closed else None)


def _spread(statements: Sequence[Statement], judge: Judge, done: set[int]) -> Iterator[Sum]:
    """Add up what a text says of the parts of a whole in separate places."""
    stated: dict[str, Statement] = {}
    for one in statements:
        names = _names(one)
        is_amount = one.measure is Measure.AMOUNT and one.mention.kind in _MONEY
        if is_amount and len(names) == 1 and one.is_given:
            stated.setdefault(next(iter(names)), one)
    for name in _SPREAD:
        whole, parts = stated.get(name), PARTS[name]
        if whole is None or id(whole) in done or not all(part in stated for part in parts):
            continue
        yield add_up(whole, [stated[part] for part in parts], judge, is_closed=True)
