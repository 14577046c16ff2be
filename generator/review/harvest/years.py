"""What a text says about last year: amounts that follow from the stated changes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.base.money import HUNDRED, ONE, ZERO, divide
from generator.field import zh
from generator.field.amounts import amount_of, cell_of
from generator.review.text.flat import MONEY, NUMBER, Flat, Stated, read_stated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from generator.field.amount import Address
    from generator.model.table import Table
    from generator.review.harvest.rows import Rows

_UP = "增加|增长|上升|增多|提高"
_DOWN = "减少|下降|降低|减低|节约|压减"
_REASON = zh.REASON
_COMPARISON = (
    r"(?:与|比|较|同)(?:上一?年度?|去年|20[0-9]{2}年度?)(?:决算数?|同期|支出)?(?:相比|相比较|比较)?"
)
_CHANGE = (
    rf"(?P<word>{_UP}|{_DOWN})了?(?P<amount>{NUMBER})(?P<unit>{MONEY})"
    rf"(?:[，,]?(?:同比|增幅|降幅|幅度)?为?(?:(?:{_UP}|{_DOWN})了?)?(?P<rate>{NUMBER})%)?"
)
_YEARLY = re.compile(
    rf"{_COMPARISON}[^。；\n]{{0,40}}?(?:(?P<equal>持平|没有变化|无变化|无增减)|{_CHANGE})"
)
_BARE_CHANGE = re.compile(rf"[^。；，\n]{{0,12}}?(?:(?P<equal>持平)|{_CHANGE})")
_INCOMPARABLE = re.compile(r"上年度?无可比(?:数据|数)")
NONE = "无"


class Subject(NamedTuple):
    """An amount that is compared with last year, and the section that does so.

    `begins` and `ends` are words between which the sentences about it stand.
    """

    key: str
    topic: str
    begins: str = ""
    ends: str = ""


SUBJECTS = (
    Subject(zh.TOTALS_BOTH_SIDES, "一"),
    Subject(zh.FISCAL_TOTALS_BOTH_SIDES, "四"),
    Subject(zh.GENERAL_SPENDING, "五", ends=r"（二）|主要用于以下|年初预算"),
    Subject(zh.GENERAL_BASIC_SPENDING, "六", ends=zh.STAFF_COSTS),
    Subject(
        zh.STAFF_COSTS,
        "六",
        begins=rf"人员经费(?:支出)?(?:为)?{NUMBER}",
        ends=rf"公用经费(?:支出)?(?:为)?{NUMBER}",
    ),
    Subject(zh.OFFICE_COSTS, "六", begins=rf"公用经费(?:支出)?(?:为)?{NUMBER}"),
    Subject(zh.RUNNING_COSTS, "十"),
)
# “三公”经费 are compared in one sentence: the whole, then 其中：… item by item.
_THREE_PUBLIC = (
    (zh.TRAVEL_ABROAD, r"因公出国（境）费"),
    (zh.VEHICLES, r"公务用车购置及运行(?:维护)?费"),
    (zh.RECEPTION, r"公务接待费"),
)
_WHOLE = zh.THREE_PUBLIC
_AMOUNT = re.compile(rf"({NUMBER})({MONEY})")


def read_years(topic: str, flat: Flat, tables: Mapping[str, Table], rows: Rows) -> None:
    """Add the amounts of last year that follow from one section."""
    for subject in SUBJECTS:
        if subject.topic == topic:
            _read_subject(subject, flat, tables, rows)
    if topic == "九":
        _read_three_public(flat, tables, rows)


def find_totals(topic: str, flat: Flat) -> Iterator[tuple[str, Stated]]:
    """Yield the totals that a section states of its own year, with their keys.

    Only what its own comparison bears out: the change is the stated rate of what was before.
    """
    for subject in SUBJECTS:
        if subject.topic != topic:
            continue
        begin, end = _stretch(subject, flat)
        found = _first_comparison(flat, begin, end)
        first = _AMOUNT.search(flat.text, begin, found.start()) if found else None
        stated = read_stated(first[1], first[2]) if first else None
        if found and stated and _bears_out(stated, found):
            yield subject.key, stated


def _bears_out(stated: Stated, found: re.Match[str]) -> bool:
    """Whether an amount is what a comparison speaks of."""
    if found["equal"]:
        return True
    change = read_stated(found["amount"], found["unit"])
    if change is None or change.unit != stated.unit or found["rate"] is None:
        return False
    is_up = re.fullmatch(_UP, found["word"]) is not None
    last = stated.value - change.value if is_up else stated.value + change.value
    return _supports(last, change.value, found["rate"])


def _read_subject(subject: Subject, flat: Flat, tables: Mapping[str, Table], rows: Rows) -> None:
    begin, end = _stretch(subject, flat)
    none = _INCOMPARABLE.search(flat.text, begin, end)
    if none:
        rows.add_last_year(subject.key, NONE, "", flat.place(*none.span()))
        return
    found = _first_comparison(flat, begin, end)
    if found is None:
        return
    first = _AMOUNT.search(flat.text, begin, found.start())
    stated = read_stated(first[1], first[2]) if first else None
    current = _cell_amount(tables, amount_of(subject.key).address, stated)
    _add(subject.key, current, found, flat, rows)


def _stretch(subject: Subject, flat: Flat) -> tuple[int, int]:
    """Return where in the section the sentences about the subject stand."""
    begins = re.search(subject.begins, flat.text) if subject.begins else None
    begin = begins.start() if begins else 0
    ends = re.compile(subject.ends).search(flat.text, begin) if subject.ends else None
    if subject.begins and not begins:
        return 0, 0
    return begin, ends.start() if ends else len(flat.text)


def _first_comparison(flat: Flat, begin: int, end: int) -> re.Match[str] | None:
    """Return the first comparison that stands in no reason: there other things are compared."""
    for found in _YEARLY.finditer(flat.text, begin, end):
        start = max(begin, flat.sentence_start(found.start()))
        if _REASON not in flat.text[start : found.start()]:
            return found
    return None


def _cell_amount(
    tables: Mapping[str, Table], address: Address | None, stated: Stated | None
) -> Stated | None:
    """Return the amount of the table, where it is in the unit of the text, else the stated one."""
    table = tables.get(address.form) if address else None
    held = table.cell(*address[1:]) if table and address else None
    if table is None or held is None or held.value is None:
        return stated
    if stated is not None and stated.unit != table.unit:
        return stated
    return Stated(f"{held.value:f}", held.value, table.unit)


def _add(key: str, current: Stated | None, found: re.Match[str], flat: Flat, rows: Rows) -> None:
    """Add last year's amount of a comparison, if it follows."""
    if current is None:
        return
    place = flat.place(*found.span())
    if found["equal"]:
        rows.add_last_year(key, current.text, current.unit, place)
        return
    change = read_stated(found["amount"], found["unit"])
    if change is None or change.unit != current.unit:
        return
    last = _last_year(current.value, change.value, found["word"], found["rate"])
    if last is not None and last >= 0:
        rows.add_last_year(key, f"{last:f}", current.unit, place)


def _last_year(current: Decimal, change: Decimal, word: str, rate: str | None) -> Decimal | None:
    """Return last year's amount; where word and rate contradict each other the rate decides."""
    is_up = re.fullmatch(_UP, word) is not None
    by_word, other = (
        (current - change, current + change) if is_up else (current + change, current - change)
    )
    if rate is None or _supports(by_word, change, rate):
        return by_word
    return other if _supports(other, change, rate) else by_word


def _supports(last: Decimal, change: Decimal, rate: str) -> bool:
    """Whether the change is the stated rate of last year, to the last digit printed."""
    stated = read_stated(rate, "%")
    if stated is None or last <= 0:
        return False
    digits = len(stated.text.partition(".")[2])
    unit = ONE.scaleb(-digits)
    return abs(divide(change * HUNDRED, last) - stated.value) <= unit


def _read_three_public(flat: Flat, tables: Mapping[str, Table], rows: Rows) -> None:
    found = _first_comparison(flat, 0, len(flat.text))
    if found is None:
        none = _INCOMPARABLE.search(flat.text)
        if none:
            rows.add_last_year(_WHOLE, NONE, "", flat.place(*none.span()))
        return
    end = flat.line_end(found.end())
    reason = flat.text.find(_REASON, found.end(), end)
    end = end if reason < 0 else reason
    _add(_WHOLE, _three_public_amount(tables, _WHOLE, found), found, flat, rows)
    for key, name in _THREE_PUBLIC:
        item = re.compile(rf"{name}(?:支出)?(?:决算数?)?").search(flat.text, found.end(), end)
        if item is None:
            continue
        change = _BARE_CHANGE.match(flat.text, item.end(), end)
        if change:
            _add(key, _three_public_amount(tables, key, change), change, flat, rows)
        elif none := _INCOMPARABLE.match(flat.text, item.end(), end):
            rows.add_last_year(key, NONE, "", flat.place(*none.span()))


def _three_public_amount(
    tables: Mapping[str, Table], key: str, found: re.Match[str]
) -> Stated | None:
    """Return a cell of 公开09, 0 where the table is empty; None in another unit than the change."""
    address = cell_of(key)
    table = tables.get(address.form)
    if table is None or (not found["equal"] and found["unit"] != table.unit):
        return None
    held = table.cell(*address[1:])
    if held is None and not table.is_empty:
        return None
    value = held.value if held is not None and held.value is not None else ZERO
    return Stated(f"{value:f}", value, table.unit)
