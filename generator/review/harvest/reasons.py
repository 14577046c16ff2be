"""Reasons of changes and differences, and purposes of money, as a text states them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.field import zh
from generator.field.phrases import REASON
from generator.review.harvest.rows import BY_BUDGET, BY_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.place import Place
    from generator.review.harvest.rows import Rows
    from generator.review.text.flat import Flat

_PURPOSE = re.compile(r"(?:主要用于|开支内容包括)[：，]?")
# Words of the sentence before a reason that tell what it is the reason of.
_OF_BUDGET = re.compile(
    r"(?:年初|全年)预算|预算数|完成预算|存在差异|差异原因|决算数[大小高低]于"
    r"|(?<!公共)(?<!基金)(?<!经营)预算(?!财政|安排)"
)
_OF_YEAR = re.compile(r"上年|去年|与20|比20|同比|增加|减少|增长|下降|增减")
# What follows a reason or a purpose: a sentence of the form that says something else.
_NEXT = re.compile(
    r"[。；](?=其中：(?:\n|人员经费|公务用车购置|公务用车运行|外宾接待|国内)|主要包括|具体情况如下"
    r"|全年(?:安排)?因公|20[0-9]{2}年(?:度)?(?:期?末|共接待|，[^。]{0,40}保有量)"
    r"|年初预算(?:数|安排)?(?:为|是)?[0-9【]|存在差异|决算数[与大小比]|主要原因"
    r"|(?:人员|公用)经费[0-9]|[^。；，]{2,20}支出(?:增加|减少)的(?:主要)?原因)"
    r"|[，。](?=购置公务用车[0-9【]|公务接待[0-9【])"
    r"|\n"
)
_LEFTOVER = re.compile(r"【待补充|[XxＸ×]{2,}|[（(](?:增加|减少|增长|下降)[）)]|_{2,}")
_CLOSING = "！!。；，;,. \t"
_SPECIAL_FUNDS = {
    "七": (zh.FUND_SPENDING, "政府性基金用途"),
    "八": (zh.CAPITAL_SPENDING, "国有资本经营用途"),
}
_SIMPLE = {"一": zh.TOTALS_BOTH_SIDES, "四": zh.FISCAL_TOTALS_BOTH_SIDES, "十": zh.RUNNING_COSTS}
_WHOLE = zh.THREE_PUBLIC
_ITEMS = {
    "1": (zh.TRAVEL_ABROAD, "因公出国（境）用途"),
    "2": (zh.VEHICLES, "公务用车运行用途"),
    "3": (zh.RECEPTION, "国内接待用途"),
}
_PURPOSES_OF_ITEMS = (
    (re.compile(r"公务用车购置(?:支出|费)"), "公务用车购置用途"),
    (re.compile(r"公务用车运行(?:维护)?(?:支出|费)"), "公务用车运行用途"),
    (re.compile(r"(?<!含)外宾接待支出"), "外宾接待用途"),
    (re.compile(r"国内(?:公务)?接待支出"), "国内接待用途"),
    (re.compile(r"因公出国（境）"), "因公出国（境）用途"),
)
_STAFF = re.compile(r"人员经费(?:支出)?(?:为)?[0-9]")
_OFFICE = re.compile(r"公用经费(?:支出)?(?:为)?[0-9]")
_ITEM_OF = re.compile(
    r"(因公出国（境）费|公务用车购置及运行(?:维护)?费|公务接待费)支出(?:增加|减少)"
)


_OPENING = 60
_REACH = 2000  # how far before a purpose the amount may be named that it is for


class Said(NamedTuple):
    """A reason or purpose: where its sentence begins, its words, what they are about."""

    start: int
    text: str
    basis: str
    place: Place


def read_reasons(topic: str, flat: Flat, rows: Rows) -> None:
    """Add the reasons and purposes of one section; those of the items of 五（三） stand apart."""
    if topic in _SIMPLE:
        for said in find_reasons(flat, 0, len(flat.text)):
            rows.add_reason(_SIMPLE[topic], said.basis, said.text, said.place)
    elif topic == "六":
        _read_basic(flat, rows)
    elif topic == "九":
        _read_three_public(flat, rows)


def find_reasons(flat: Flat, begin: int, end: int) -> Iterator[Said]:
    """Yield the reasons between two positions, each with 上年 or 预算."""
    position = begin
    while phrase := REASON.search(flat.text, position, end):
        start = max(begin, flat.sentence_start(phrase.start()))
        before = flat.text[start : phrase.start()]
        stop = _stop(flat, phrase.end(), end)
        text = _words(flat, phrase.end(), stop)
        position = max(stop, phrase.end())
        if text:
            place = flat.place(start, stop)
            yield Said(start, text, _basis(flat, begin, start, before), place)


def find_purpose(flat: Flat, begin: int, end: int) -> Said | None:
    """Return what money was used for, as stated between two positions."""
    phrase = _PURPOSE.search(flat.text, begin, end)
    if phrase is None:
        return None
    stop = _stop(flat, phrase.end(), end)
    text = _words(flat, phrase.end(), stop)
    start = phrase.start()
    return Said(start, text, "", flat.place(start, stop)) if text else None


def _stop(flat: Flat, position: int, end: int) -> int:
    following = _NEXT.search(flat.text, position, end)
    return following.start() if following else end


def _words(flat: Flat, start: int, stop: int) -> str:
    """Return the words as printed, nothing where they are a leftover of the form."""
    text = flat.original(start, stop).strip().rstrip(_CLOSING).lstrip("：:，, ")
    return "" if _LEFTOVER.search(text) else text


def _basis(flat: Flat, begin: int, start: int, before: str) -> str:
    """Return what a reason explains: its own sentence says so, else the one before."""
    if _OF_BUDGET.search(before):
        return BY_BUDGET
    if _OF_YEAR.search(before):
        return BY_YEAR
    previous = flat.text[max(begin, flat.sentence_start(max(begin, start - 1))) : start]
    year = bool(re.search(r"上年|去年|[与比较]20", previous))
    return BY_YEAR if year or not _OF_BUDGET.search(previous) else BY_BUDGET


def read_special_fund(topic: str, flat: Flat, end: int, rows: Rows) -> None:
    """Add what 七 or 八 says up to `end`: a purpose with all that follows, else the reason."""
    key, purpose_key = _SPECIAL_FUNDS[topic]
    purpose = _PURPOSE.search(flat.text, 0, end)
    if purpose:
        stop = min(flat.line_end(purpose.end()), end)
        text = _words(flat, purpose.end(), stop)
        if text:
            rows.add_reason(purpose_key, "", text, flat.place(purpose.start(), stop))
        return
    for said in find_reasons(flat, 0, end):
        rows.add_reason(key, said.basis, said.text, said.place)


def _read_basic(flat: Flat, rows: Rows) -> None:
    staff, office = _STAFF.search(flat.text), _OFFICE.search(flat.text)
    cuts = [
        (zh.GENERAL_BASIC_SPENDING, 0),
        *(((zh.STAFF_COSTS, staff.start()),) if staff else ()),
        *(((zh.OFFICE_COSTS, office.start()),) if office else ()),
    ]
    ends = [start for _, start in cuts[1:]] + [len(flat.text)]
    for (key, start), end in zip(cuts, ends, strict=True):
        for said in find_reasons(flat, start, end):
            rows.add_reason(key, said.basis, said.text, said.place)


def _read_three_public(flat: Flat, rows: Rows) -> None:
    for begin, end, where in _clauses(flat):
        key = _ITEMS.get(where[-1], (_WHOLE, ""))[0]
        for said in find_reasons(flat, begin, end):
            named = _ITEM_OF.search(flat.text, said.start, min(end, said.start + _OPENING))
            own = named and named.start() <= said.start + 1
            own_key = named[1].replace("运行维护费", "运行费") if named and own else key
            rows.add_reason(own_key, said.basis, said.text, said.place)
        if where[-1] in _ITEMS:
            _read_purposes(flat, begin, end, _ITEMS[where[-1]][1], rows)


def _clauses(flat: Flat) -> Iterator[tuple[int, int, str]]:
    """Yield the stretches of one clause each: begin, end, clause."""
    begin = 0
    while begin < len(flat.text):
        where = flat.paragraphs[flat.origins[begin][0]].where
        end = begin
        while end < len(flat.text) and flat.paragraphs[flat.origins[end][0]].where == where:
            end = flat.line_end(end) + 1
        yield begin, min(end, len(flat.text)), where
        begin = end


def _read_purposes(flat: Flat, begin: int, end: int, usual: str, rows: Rows) -> None:
    """Add the purposes of an item of 九（二）, each for the amount named last before it."""
    position = begin
    while phrase := _PURPOSE.search(flat.text, position, end):
        said = find_purpose(flat, phrase.start(), end)
        nearest = max(begin, phrase.start() - _REACH)
        named = [
            (match.start(), key)
            for words, key in _PURPOSES_OF_ITEMS
            for match in words.finditer(flat.text, nearest, phrase.start())
        ]
        if said is not None:
            rows.add_reason(max(named)[1] if named else usual, "", said.text, said.place)
        position = phrase.end()
