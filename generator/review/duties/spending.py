"""Duties on 三公: 购置费 and 运行费 apart, how many travelled, were bought, kept and received."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.base.money import format_plain
from generator.base.ordinals import NUMERALS
from generator.field import duties, zh
from generator.model.submission import MentionKind
from generator.review.duties.ground import (
    ALL_THREE,
    done,
    fold,
    not_applicable,
    of_other_time,
    problem,
    unchecked,
)
from generator.review.statements.statement import Measure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from generator.field.duties import Duty
    from generator.model.duty import DutyJudgement
    from generator.review.duties.ground import Ground, Said

_TOPIC = "九"
_OF_BUYING = "购置|购买|购入|新购|新增|更新"
# The names that tell what a number of this section counts; the last before it is in force.
_ITEMS = re.compile(
    r"(?P<both>(?:公务用车|公车|用车)?购置(?:费)?(?:及|和|、|与)(?:公务用车)?运行)"
    r"|(?P<abroad>因公出国|出国（境）|出国|出境)"
    r"|(?P<foreign>(?:外宾|外事|国（境）外|境外)(?:公务)?(?:接待|来访)?)"
    r"|(?P<received>接待|来宾|来访)"
    r"|(?P<staff>在职|在编|编制|陪同|陪餐|工作人员)"
    r"|(?P<kept>保有|[共现][有计]公务用车|[共现]有车辆|实有|存量)"
    rf"|(?P<bought>{_OF_BUYING})"
    r"|(?P<run>运行)"
)
_GROUPS = frozenset({"个", zh.BATCHES, "批", "次", "起", "个团组", "团组", "团"})
# “个” counts groups where it ends a clause, or a word for groups follows.
_OF_GROUPS = re.compile(r"[、，。；（和及与共]|$|[^，。；、]{0,8}[团批组次]")
_RUN_ALL = re.compile(r"(?:全部|均|都|全)(?:为|是|系|用于|属于)(?:公务用车)?运行")
_PERSONS = frozenset({zh.PERSON_TIMES, "人", "名"})
_CARS = frozenset({"辆", "台"})
_OF_CARS = "公务用车|公车|用车|购置|三公"


class _Column(NamedTuple):
    """What a column of the actual amounts of 公开09 is called, and its number."""

    number: int
    name: str


_ABROAD = _Column(8, zh.TRAVEL_ABROAD)
_VEHICLES = _Column(9, zh.VEHICLES)
_BOUGHT = _Column(10, zh.VEHICLE_PURCHASE)
_RECEIVED = _Column(12, zh.RECEPTION)


def judge_split_text(ground: Ground) -> DutyJudgement:
    """What was paid for buying and for running vehicles stands by itself, a nought too."""
    duty = duties.SPLIT_TEXT
    bought = _find_money(ground, "bought")
    run = _find_money(ground, "run")
    lacking = [name for name, one in (("购置费", bought), ("运行费", run)) if one is None]
    if bought is not None and run is not None:
        return done(duty, ground.place(bought))
    return _judge_unsplit(ground, lacking, bought, run)


def _judge_unsplit(
    ground: Ground, lacking: Sequence[str], bought: Said | None, run: Said | None
) -> DutyJudgement:
    """Judge a text that lacks an amount: it may say that there is none, or that it is all."""
    duty = duties.SPLIT_TEXT
    none = ground.deny(_TOPIC, ALL_THREE) or (
        ground.deny(_TOPIC, _OF_CARS) if bought is run else None
    )
    if none and not ground.spent(9):
        return not_applicable(duty, f"文中写明：“{none.quote}”", none)
    is_run = run is not None or bool(_RUN_ALL.search(fold(ground.flat(_TOPIC).text)))
    denied = ground.deny(_TOPIC, _OF_BUYING) if bought is None and is_run else None
    if denied and not ground.spent(_BOUGHT.number):
        return done(duty, denied)
    if bought is run and not ground.has_section(_TOPIC):
        return _no_section(ground, duty)
    for item, one in (("bought", bought), ("run", run)):
        other = ground.elsewhen(_TOPIC, _ITEMS, item) if one is None else None
        if other and other.mention.kind is MentionKind.AMOUNT:
            return of_other_time(ground, duty, other)
    return problem(duty, f"没有单独写明公务用车{'、'.join(lacking)}（没有支出也应写明）")


def _find_money(ground: Ground, item: str) -> Said | None:
    """Return the amount that stands under a name alone, and not under both."""
    for said in ground.numbers(_TOPIC, _ITEMS):
        if said.item == item and said.mention.kind is MentionKind.AMOUNT:
            return said
    return None


# Groups counted in words (组团二个, 接待十二批) are no numbers to the reader of numbers.
_WORDED = {"abroad": "出国|出境|组团|团组", "received": "接待|来访"}


def _has_worded(ground: Ground, item: str, lacking: str) -> bool:
    numeral = rf"(?:{_WORDED[item]})[^，。；0-9]{{0,8}}[{NUMERALS}]+(?:个|批)"
    groups = lacking in {"团组数", zh.BATCHES}
    return groups and bool(re.search(numeral, fold(ground.flat(_TOPIC).text)))


class _Counted(NamedTuple):
    """What must be counted: under which name, in which units, and what was spent on it.

    `denied` are the words by which a text says that there was none; what `may_be_zero` may be 0
    though something was spent.
    """

    duty: Duty
    item: str
    column: _Column
    denied: str
    units: Mapping[str, frozenset[str]]
    may_be_zero: bool = False


_TRAVELLED = _Counted(
    duties.ABROAD,
    "abroad",
    _ABROAD,
    "出国|出境|三公",
    {"团组数": _GROUPS, zh.PERSON_TIMES: _PERSONS},
)
_GUESTS = _Counted(
    duties.RECEPTION,
    "received",
    _RECEIVED,
    "接待|三公",
    {zh.BATCHES: _GROUPS, zh.PERSON_TIMES: _PERSONS},
)
_CARS_BOUGHT = _Counted(
    duties.VEHICLES_BOUGHT, "bought", _BOUGHT, f"{_OF_BUYING}|{_OF_CARS}", {"购置数": _CARS}
)
_CARS_KEPT = _Counted(
    duties.VEHICLES_KEPT, "kept", _VEHICLES, _OF_CARS, {"保有量": _CARS}, may_be_zero=True
)


def judge_abroad(ground: Ground) -> DutyJudgement:
    """Groups and persons that went abroad."""
    return _judge_counts(ground, _TRAVELLED)


def judge_reception(ground: Ground) -> DutyJudgement:
    """Groups and persons that were received."""
    return _judge_counts(ground, _GUESTS)


def judge_vehicles_bought(ground: Ground) -> DutyJudgement:
    """How many vehicles were bought."""
    return _judge_counts(ground, _CARS_BOUGHT)


def judge_vehicles_kept(ground: Ground) -> DutyJudgement:
    """How many vehicles are kept: of those without spending nobody asks."""
    return _judge_counts(ground, _CARS_KEPT)


def _judge_counts(ground: Ground, one: _Counted) -> DutyJudgement:
    """Judge counts by the units in which they stand under a name, and by what was spent."""
    found = {name: _find_count(ground, one.item, units) for name, units in one.units.items()}
    said = [count for count in found.values() if count is not None]
    spent = ground.spent(one.column.number)
    if spent is None:
        spent = ground.stated(one.column.name, Measure.AMOUNT, _TOPIC)
    if len(said) < len(found):
        lacking = "、".join(name for name, count in found.items() if count is None)
        return _judge_lacking(ground, one, lacking, spent)
    if not spent or one.may_be_zero or all(count.mention.value for count in said):
        return done(one.duty, ground.place(said[0]))
    written = "、".join(f"{count.mention.text}{count.mention.unit}" for count in said)
    note = f"{one.column.name}{format_plain(spent)}万元，而数量写作{written}"
    return problem(one.duty, note, ground.place(said[0]))


def _judge_lacking(
    ground: Ground, one: _Counted, lacking: str, spent: Decimal | None
) -> DutyJudgement:
    """Judge a count that the text does not have: none is needed where nothing was spent."""
    if spent:
        return _judge_uncounted(ground, one, lacking, spent)
    none = ground.deny(_TOPIC, one.denied)
    if none:
        return not_applicable(one.duty, f"文中写明：“{none.quote}”", none)
    if spent is not None:
        return not_applicable(one.duty, f"{one.column.name}为0")
    if not ground.has_section(_TOPIC):
        return _no_section(ground, one.duty)
    return unchecked(one.duty, f"没有写{lacking}，也不知道有没有{one.column.name}")


def _judge_uncounted(ground: Ground, one: _Counted, lacking: str, spent: Decimal) -> DutyJudgement:
    """Judge a count that the text does not have though something was spent."""
    units = frozenset[str]().union(*one.units.values())
    other = ground.elsewhen(_TOPIC, _ITEMS, one.item, units)
    if other:
        return of_other_time(ground, one.duty, other)
    if one.item in _WORDED and _has_worded(ground, one.item, lacking):
        return unchecked(one.duty, f"{lacking}写作汉字，没有读成数，请看一看")
    return problem(one.duty, f"{one.column.name}{format_plain(spent)}万元，没有写{lacking}")


def _find_count(ground: Ground, item: str, units: frozenset[str]) -> Said | None:
    """Return the count under a name: one that is not nought, else the first."""
    said = [
        one
        for one in ground.numbers(_TOPIC, _ITEMS)
        if one.item == item and one.mention.unit in units and _is_of_groups(one)
    ]
    return next((one for one in said if one.mention.value), next(iter(said), None))


def _is_of_groups(one: Said) -> bool:
    """Whether “个” counts groups, and not countries or days."""
    if one.mention.unit != "个" or re.search("[团批组次]", one.lead):
        return True
    return bool(_OF_GROUPS.match(fold(one.paragraph.passage.text[one.mention.unit_end :])))


def _no_section(ground: Ground, duty: Duty) -> DutyJudgement:
    if ground.is_whole:
        return problem(duty, "没有找到“三公”经费的说明")
    return unchecked(duty, "送审的文件没有“三公”经费的说明")
