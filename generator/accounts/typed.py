"""Numbers as people type them into lists, with or without their unit, and which unit they have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.base.codes import L04, L10
from generator.base.labels import squash
from generator.base.money import UNIT_SIZES
from generator.base.severity import Severity
from generator.field import zh
from generator.field.keys import COUNT_UNITS
from generator.model.finding import finding

if TYPE_CHECKING:
    from generator.model.finding import Finding
    from generator.model.records import Record

MONEY = tuple(UNIT_SIZES)
# As they are said and typed: 96.42万 is 96.42万元.
_SHORT = {"万": zh.TEN_THOUSAND_YUAN, "亿": zh.HUNDRED_MILLION_YUAN, "圆": "元", "元整": "元"}
_UNITS = sorted({*MONEY, *_SHORT, *COUNT_UNITS}, key=len, reverse=True)
_WITH_UNIT = re.compile(
    rf"(?P<number>-?[0-9][0-9,]*(?:\.[0-9]+)?)(?P<unit>{'|'.join(map(re.escape, _UNITS))})"
)


class Typed(NamedTuple):
    """A number as typed, without its unit, and the unit that it has."""

    text: str
    unit: str


def unit_of(record: Record, column: str, default: str, findings: list[Finding]) -> str:
    """Return the unit of a column: the 单位 column, the column head, else the usual one.

    An amount of money that is not counted in 元, or a count that is, is a finding.
    """
    text = squash(record.text(zh.UNIT))
    unit = text or (record.units.get(column, "") if default in MONEY else "") or default
    if not default or (unit in MONEY) == (default in MONEY):
        return unit
    place = record.places[zh.UNIT]
    expected = "、".join(MONEY) if default in MONEY else default
    message = f"{place.row}的单位写作“{text}”，按{default}处理；应为 {expected}"
    findings.append(finding(L10, message, place, found_text=text))
    return default


def read_typed(record: Record, column: str, unit: str, findings: list[Finding]) -> Typed | None:
    """Return what is typed in a column that has a `unit`; None, and a finding, for nonsense.

    A unit behind the number is that of the number. Another one in the column 单位 contradicts it
    where that changes an amount; of a count it is printed as the column says. Where no `unit` is
    known, any may stand behind the number.
    """
    text = record.text(column)
    found = _WITH_UNIT.fullmatch(squash(text))
    if found is None:
        return Typed(text, unit)
    own = _SHORT.get(found["unit"], found["unit"])
    place = record.places[column]
    stated = squash(record.text(zh.UNIT))
    if unit and (own in MONEY) != (unit in MONEY):
        wanted = "金额，如 96.42万元" if unit in MONEY else f"数量，单位是{unit}"
        message = f"{place.row}的“{column}”写作“{text}”，没有使用；应为{wanted}"
        findings.append(finding(L04, message, place, found_text=text))
        return None
    if not stated or stated == own:
        return Typed(found["number"], own)
    message = f"{place.row}写作“{text}”，“单位”列却是“{stated}”"
    if own in MONEY:
        message += "，不知以哪个为准，没有使用；请只留一个"
        findings.append(finding(L10, message, place, found_text=text))
        return None
    message += f"，按“单位”列写{stated}"
    findings.append(finding(L10, message, place, severity=Severity.INFO, found_text=text))
    return Typed(found["number"], stated)
