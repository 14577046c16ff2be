"""Reasons as they stand in a text, and what the text itself says they explain.

Which way an amount went is read from the words before its reason: “减少5.00万元”, “完成预算的90%”,
“决算数大于预算数的主要原因”. Where they do not agree, or name no direction, it is not known.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.base.money import HUNDRED, ZERO
from generator.field import phrases
from generator.review.text.flat import MONEY, NUMBER, read_stated

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from generator.review.text.flat import Flat

_PHRASE = re.compile(rf"{phrases.REASON.pattern}|(?<=[，。；]){phrases.MAINLY}")
_STOP = re.compile(r"[。\n]")
_WORD = re.compile(r"[^！!。；，;,. \t\n：:]")
# The sentence after a reason that goes on with it.
_GOES_ON = re.compile(
    r"[二三四五六七八九]是|[2-9][.、]|（[2-9]）|同时|此外|另|并|但|加之|还|其次|再|最后"
)
# A clause of the form that says something else.
_OTHER = re.compile(
    r"[，；](?=(?:其中|完成|占|较|比|与|支出决算|决算数|年初预算|预算数)[^，。；]*?[0-9])"
)
_UP, _DOWN = "|".join(phrases.RISEN), "|".join(phrases.FALLEN)
_MORE, _LESS = "|".join((*phrases.MORE, phrases.EXCEEDS)), "|".join(phrases.LESS)
_OF_BUDGET = r"(?<!公共)(?<!基金)(?<!经营)预算(?!财政|安排)"
_EARLIER = "上年|去年"
_CHANGED = re.compile(
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|额|为|约|：){{0,2}}(?P<n>{NUMBER})(?:{MONEY}|%|个百分点)"
)
_COMPLETED = re.compile(
    rf"(?:完成[^，。；\n]{{0,14}}?预算|预算完成率)[^，。；0-9\n]{{0,8}}({NUMBER})%"
)
_THAN = re.compile(rf"(?:(?P<up>{_MORE})|(?P<down>{_LESS}))(?:年初|全年|调整后?|支出)*预算")
_AMOUNTS = re.compile(
    rf"{_OF_BUDGET}[^，。；0-9\n]{{0,6}}(?P<b>{NUMBER})(?P<bu>{MONEY})，"
    rf"(?:(?!{_EARLIER})[^，。；0-9\n]){{0,12}}决算"
    rf"(?:(?!{_UP}|{_DOWN}|{_MORE}|{_LESS})[^，。；0-9\n]){{0,4}}(?P<f>{NUMBER})(?P<fu>{MONEY})"
)
_OWN_WAY = re.compile(
    rf"(?:(?P<up>{_UP}|{_MORE})|(?P<down>{_DOWN}|{_LESS}))了?"
    r"(?:年初|全年|调整后?|支出|财政拨款|预算|上年|去年|年度|度|决算|安排|数)*的?(?:主要|具体|其?)$"
)
_EITHER_WAY = re.compile(rf"[（(/或](?:{_UP}|{_DOWN}|{_MORE}|{_LESS}|等于|持平)")
_SAME = re.compile(r"持平|一致|无差异|无变化|无增减|相等|不变|相同|没有变化|没有差异")
_BUDGET, _YEAR = re.compile(rf"{_OF_BUDGET}|差异"), re.compile(rf"{_EARLIER}|同比|增减|变动|变化")
_BASES = re.compile(rf"(?P<budget>{_OF_BUDGET})|(?P<year>{_EARLIER}|20[0-9]{{2}}年|同比|同期)")
_CLOSING = "！!。；，;,. \t\n：:"
_FAR = 400  # how far back what is explained may stand


class Direction(NamedTuple):
    """That something is more (1) or less (-1) than the budget, or than last year; 0: as much."""

    at: int
    sign: int
    of_budget: bool


class Explanation(NamedTuple):
    """A reason of a text: where its words stand, and which way the amount went that it explains.

    `sign` is 0 where the text does not say it, or not plainly. `begin` is where the clause of the
    phrase begins, `start` to `end` are the words of the reason.
    """

    begin: int
    start: int
    end: int
    text: str
    sign: int
    of_budget: bool
    is_empty: bool


def find_explanations(flat: Flat) -> Iterator[Explanation]:
    """Yield the reasons of a section in order."""
    phrases = list(_PHRASE.finditer(flat.text))
    floor = 0
    for index, phrase in enumerate(phrases):
        following = phrases[index + 1].start() if index + 1 < len(phrases) else len(flat.text)
        begin = _clause_start(flat.text, phrase.start())
        end = _end(flat.text, phrase.end(), following)
        text = flat.text[phrase.end() : end].strip(_CLOSING)
        near = max(floor, begin - _FAR)
        paragraph = max(near, flat.text.rfind("\n", near, begin) + 1)
        known = _direction(flat, paragraph, begin, phrase)
        empty = not text and phrase.group().startswith("原因") and _is_closed(flat, phrase.end())
        yield Explanation(begin, phrase.end(), end, text, known.sign, known.of_budget, empty)
        floor = end


def _clause_start(text: str, position: int) -> int:
    floor = max(0, position - _FAR)
    return max(text.rfind(stop, floor, position) for stop in "，。；：\n") + 1 or floor


def _end(text: str, start: int, following: int) -> int:
    """Return where a reason ends: at its full stop, unless the next sentence goes on with it."""
    position = start
    while True:
        stop = _STOP.search(text, position, following)
        if stop is None:
            end = max(text.rfind(mark, start, following) for mark in "。；")
            end = following if following == len(text) else max(start, end)
            break
        end = stop.start()
        if stop.group() == "\n" or not _GOES_ON.match(text, stop.end()):
            break
        position = stop.end()
    other = _OTHER.search(text, start, end)
    return other.start() if other else end


def _is_closed(flat: Flat, position: int) -> bool:
    """Whether nothing follows that could be the reason: no list in the next paragraph."""
    if flat.text[position : position + 1] in {"。", "；", "，"}:
        return True
    return not _WORD.search(flat.text, position)


def _direction(flat: Flat, floor: int, begin: int, phrase: re.Match[str]) -> Direction:
    """Return which way the explained amount went, by the phrase itself, else by what precedes."""
    unknown = Direction(begin, 0, of_budget=False)
    own = flat.text[begin : phrase.start()]
    if _EITHER_WAY.search(own):
        return unknown
    of_budget = bool(_BUDGET.search(own))
    stated = _OWN_WAY.search(own)
    if stated:
        return Direction(begin, 1 if stated["up"] else -1, of_budget)
    told = list(_find_directions(flat.text, floor, begin))
    if of_budget or _YEAR.search(own):
        told = [one for one in told if one.of_budget is of_budget]
    if not told:
        return unknown
    start = max(floor, flat.sentence_start(told[-1].at))
    if _SAME.search(flat.text, start, begin) or flat.text.count("。", told[-1].at, begin) > 1:
        return unknown
    last = [one for one in told if one.at >= start]
    signs = {one.sign for one in last}
    return last[-1] if len(signs) == 1 else unknown


def _find_directions(text: str, start: int, end: int) -> Iterator[Direction]:
    """Yield what a stretch of text says of more and less, in order."""
    than = _comparisons(text, start, end)
    yield from sorted([*_changes(text, start, end), *than, *_results(text, start, end)])


def _comparisons(text: str, start: int, end: int) -> Iterator[Direction]:
    """Yield where a text says 大于预算数 or 小于预算数."""
    for found in _THAN.finditer(text, start, end):
        yield Direction(found.start(), 1 if found["up"] else -1, of_budget=True)


def _results(text: str, start: int, end: int) -> Iterator[Direction]:
    """Yield what budgets and their completion say: rates, amounts beside each other."""
    yield from _completions(text, start, end)
    for found in _AMOUNTS.finditer(text, start, end):
        budget, final = read_stated(found["b"], found["bu"]), read_stated(found["f"], found["fu"])
        if budget and final and budget.unit == final.unit:
            sign = _sign(final.value - budget.value)
            yield Direction(found.start(), sign, of_budget=True)


def _changes(text: str, start: int, end: int) -> Iterator[Direction]:
    for found in _CHANGED.finditer(text, start, end):
        stated = read_stated(found["n"], "")
        bases = list(_BASES.finditer(text, max(start, found.start() - _FAR), found.start()))
        of_budget = bool(bases) and bases[-1].lastgroup == "budget"
        if stated:
            way = 1 if found["up"] else -1
            yield Direction(found.start(), way * _sign(stated.value), of_budget)


def _completions(text: str, start: int, end: int) -> Iterator[Direction]:
    for found in _COMPLETED.finditer(text, start, end):
        stated = read_stated(found[1], "")
        if stated:
            yield Direction(found.start(), _sign(stated.value - HUNDRED), of_budget=True)


def _sign(value: Decimal) -> int:
    return (value > ZERO) - (value < ZERO)
