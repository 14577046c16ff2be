"""Values of indicators as forms write them (≥95%, 360人, 62.84万元), and how their units compare.

A value is read only where it is one plain number, with a sign before it and a unit behind it or
not. Dates, ranges and lists of numbers are none.
"""

from __future__ import annotations

import re
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import squash
from generator.base.money import UNIT_SIZES, parse_amount
from generator.base.numerals import NUMERAL_CHARACTERS, read_numeral
from generator.field import zh
from generator.field.evaluation import AT_LEAST, AT_MOST, IN_WORDS, SIGN_SYNONYMS, SIGNS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

PERCENT = "%"
_SIGNS = {
    **{word: sign for word, sign in SIGN_SYNONYMS.items() if sign != IN_WORDS},
    **{sign: sign for sign in SIGNS if sign != IN_WORDS},
}
_BEHIND = {
    **dict.fromkeys(("及以上", "以上"), AT_LEAST),
    **dict.fromkeys(("以内", "之内", "内", "及以下", "以下"), AT_MOST),
}
_SIGN = "|".join(map(re.escape, sorted(_SIGNS, key=len, reverse=True)))
_UNIT = r"[^0-9=<>≥≤≧≦⩾⩽~～、，,;；:：]{0,8}?"
_VALUE = re.compile(
    rf"(?P<sign>{_SIGN})?(?:(?P<number>-?[0-9][0-9,]*(?:\.[0-9]+)?)(?P<unit>{_UNIT})"
    rf"|(?P<words>[{NUMERAL_CHARACTERS}]+)(?P<counted>[^{NUMERAL_CHARACTERS}0-9]{{0,3}}))"
    rf"(?P<behind>{'|'.join(_BEHIND)})?"
)
_NUMBER = re.compile(f"[0-9{NUMERAL_CHARACTERS}]")
_DATE = re.compile(r"月.|[年月日]?[底末初前后]|号")  # 9月底前, 30号: a day, no amount
_MINUS = str.maketrans("−﹣", "--")
_PERCENT_WORDS = frozenset({"%", "百分比", "百分数", "百分之"})
_SHORT = {"万": zh.TEN_THOUSAND_YUAN, "亿": zh.HUNDRED_MILLION_YUAN}
# One measure in several words; 个 stands for each of the last group.
_SAME = (
    frozenset({"人", "名", "位", "个人"}),
    frozenset({"天", "日"}),
    frozenset({"小时", "个小时", "时"}),
    frozenset({"月", "个月"}),
    frozenset({"工作日", "个工作日"}),
    frozenset({zh.PERSON_TIMES, "人/次"}),
    frozenset({"台", "套", "台套", "台（套）", "台/套"}),
    frozenset({"次", "场", "场次", "期", "回", "批", zh.BATCHES}),
    frozenset("个项件家处所座户条份篇本辆支块款类种宗起例单笔部幅根盏面间栋"),
)
_ANYTHING = "个"
_COUNTED = frozenset().union(_SAME[0], *_SAME[-3:])
_MONEY = {unit: Fraction(size) for unit, size in UNIT_SIZES.items()}
_MINUTES = {
    "秒": Fraction(1, 60),
    "分钟": Fraction(1),
    "小时": Fraction(60),
    "天": Fraction(1440),
    "周": Fraction(10080),
}
_MONTHS = {"月": Fraction(1), "季度": Fraction(3), "年": Fraction(12)}
_TIME = re.compile(r"[秒时天日周月年]|分钟|季度")
_SCALES = {"千": Fraction(1000), "万": Fraction(10**4), "亿": Fraction(10**8)}


class Value(NamedTuple):
    """One number as written: `unit` as it stands behind it (% for per cent), `sign` ≥, ≤, =."""

    number: Decimal
    unit: str = ""
    sign: str = ""


class Units(Enum):
    """How two units hang together."""

    SAME = "相同"
    CONVERTED = "可以换算"
    UNCLEAR = "不能换算"
    OTHER = "不同"


@lru_cache(maxsize=4096)
def read_value(text: str) -> Value | None:
    """Return the number that a cell holds; None where it is not one plain number."""
    found = _VALUE.fullmatch(squash(text).translate(_MINUS))
    if found is None:
        return None
    sign = _SIGNS.get(found["sign"] or "", _BEHIND.get(found["behind"] or "", ""))
    if _DATE.match(found["unit"] or found["counted"] or ""):
        return None
    try:
        number = parse_amount(found["number"] or read_numeral(found["words"]))
    except ValueError:
        return None
    return Value(number, plain_unit(found["unit"] or found["counted"] or ""), sign)


def has_number(text: str) -> bool:
    """Whether any digit or numeral stands in a text."""
    return _NUMBER.search(squash(text)) is not None


def plain_unit(text: str) -> str:
    """Return a unit as units are compared: % for every way to write it."""
    unit = squash(text)
    return PERCENT if unit in _PERCENT_WORDS else unit


def is_money(unit: str) -> bool:
    """Whether a unit counts money."""
    return _SHORT.get(unit, unit) in UNIT_SIZES


def relate_units(unit: str, other: str) -> tuple[Units, Fraction]:
    """Return how two units compare, and what a number in `unit` is multiplied with for `other`.

    A unit that is not written is that of the other number. Units of time that do not convert
    (天, 工作日) are unclear, other ones that do not are another unit.
    """
    one, two = _SHORT.get(unit, unit), _SHORT.get(other, other)
    whole = Fraction(1)
    if not unit or not other or one == two or _is_same(one, two):
        return Units.SAME, whole
    if "/" in f"{one}{two}" and _per(one) == _per(two) and one.count("/") != two.count("/"):
        return Units.SAME, whole  # 12次 of 12次/年
    if (unit in _SHORT and other.startswith(unit)) or (other in _SHORT and unit.startswith(other)):
        return Units.SAME, whole
    for sizes in (_MONEY, _MINUTES, _MONTHS):
        first, second = sizes.get(_named(one, sizes)), sizes.get(_named(two, sizes))
        if first and second:
            return Units.CONVERTED, first / second
    (scale, base), (scale_of_other, base_of_other) = _split(one), _split(two)
    if scale != scale_of_other and (base == base_of_other or _is_same(base, base_of_other)):
        return Units.CONVERTED, scale / scale_of_other
    timed = _TIME.search(one) and _TIME.search(two)
    return (Units.UNCLEAR if timed else Units.OTHER), whole


def _is_same(one: str, other: str) -> bool:
    if any({one, other} <= group for group in _SAME):
        return True
    return _ANYTHING in {one, other} and {one, other} <= _COUNTED


def _per(unit: str) -> str:
    """Return what is counted, without the time or the head that it is counted by."""
    return unit.partition("/")[0]


def _named(unit: str, known: Mapping[str, Fraction]) -> str:
    """Return the word that `known` has for a unit."""
    group = next((group for group in _SAME if unit in group), frozenset({unit}))
    return next((word for word in known if word in group), "")


def _split(unit: str) -> tuple[Fraction, str]:
    """Return the scale of a unit and what is counted: 万人 is ten thousand 人."""
    scale = _SCALES.get(unit[:1])
    return (scale, unit[1:]) if scale and unit[1:] else (Fraction(1), unit)
