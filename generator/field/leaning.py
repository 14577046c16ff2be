"""Which way a reason points: towards more of what it explains, or towards less (DOMAIN 9).

A reason is read clause by clause. A clause points where a word of change stands beside something
that is measured, or where a word says by itself that there is more or less; what moves the other
way, denies, or speaks of an earlier year is not read. A reason points only where the last clause
of each of its parts does, and all of them the same way.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.field import leaning_words as words

if TYPE_CHECKING:
    from collections.abc import Iterator

_JUDGED = 400  # characters: a longer reason is not read
_BEFORE, _AFTER = 12, 14  # how far from a word of change its measure stands
_DENIED = 5


class Leaning(NamedTuple):
    """1 for more, -1 for less, and the words that say so."""

    sign: int
    words: str


class Asked(NamedTuple):
    """What a reason explains: a difference from the budget or last year; the year of the text.

    `of_all_funds` where the amount is of all money, not of the treasury's only.
    """

    of_budget: bool = False
    year: str = ""
    of_all_funds: bool = False


def _any(*groups: str) -> str:
    every = {word for group in groups for word in group.split()}
    return "|".join(sorted(every, key=lambda word: (-len(word), word)))


_PARTS = re.compile(r"[。；\n]|[一二三四五六七八九]是|(?<![0-9.])[0-9][.、）)](?![0-9])|[①-⑨]")
_CLAUSES = re.compile(r"[，：]")
_SPACE = re.compile(r"[\s“”\"‘’'*]")
# “比上年增加”: what is compared with says nothing of its own.
_COMPARED = re.compile(
    rf"(?:较|比|与|同|跟|和)(?:{_any(words.EARLIER)}|20[0-9]{{2}}年|同期|预算|预计|计划|原)"
    rf"(?:(?!{_any(words.RISING, words.FALLING)})[^，]){{0,8}}"
)
_RETIRED = re.compile(r"离退休|退休(?=费|金|支出|经费|待遇|工资)")
_CHANGE = re.compile(rf"(?P<up>{_any(words.RISING)})|(?P<down>{_any(words.FALLING)})")
_ALONE = re.compile(rf"(?P<up>{_any(words.MORE)})|(?P<down>{_any(words.LESS)})")
_MEASURE = re.compile(rf"{_any(words.MEASURES)}|[0-9]+(?:名|人|个|项|辆|次)")
_INVERSE = re.compile(_any(words.INVERSE))
_OTHER_INCOME = re.compile(_any(words.OTHER_INCOME))
_EARLIER = re.compile(_any(words.EARLIER))
_YEAR = re.compile(r"20[0-9]{2}(?=年)")
_DENIAL = re.compile(_any(words.DENIALS))
_ENDING = re.compile(_any(words.ENDINGS))
_CONTRAST = re.compile(_any(words.CONTRASTS))
_THIS_YEAR = "(?:本年度?|今年|当年|20[0-9]{2}年度?)"
_NOT_AGAIN = "(?:不再|未再?|没有再?|无)"
_HELD = "(?:安排|列支|发生|实施|开展|支付|此项|该项|这项)"
# 上年一次性资金本年不再安排: of the year before alone.
_ENDED = re.compile(rf"^(?:{_any(words.EARLIER)}).{{2,20}}{_THIS_YEAR}{_NOT_AGAIN}{_HELD}")
_AGAINST_BUDGET = re.compile(
    r"(?:(?P<up>高于|大于|超过|多于|超出)|(?P<down>低于|小于|少于))(?:年初|全年)?"
    r"(?:预算|预计|预期|计划|测算|安排)"
)


def lean(reason: str, asked: Asked) -> Leaning | None:
    """Return which way a reason points, None where that is not certain."""
    text = _SPACE.sub("", reason)
    if len(text) > _JUDGED or _CONTRAST.search(text):
        return None
    found: list[Leaning] = []
    for part in filter(None, _PARTS.split(text)):
        read = [_read_clause(clause, asked) for clause in filter(None, _CLAUSES.split(part))]
        pointing = [one for one in read if one is not None]
        if not read or read[-1] is None or any(not one.sign for one in pointing):
            return None
        found += pointing
    return found[-1] if len({one.sign for one in found}) == 1 else None


def _read_clause(clause: str, asked: Asked) -> Leaning | None:
    """Return which way a clause points, None where it says nothing of it; 0 where it is unclear."""
    if asked.of_budget and (found := _AGAINST_BUDGET.search(clause)):
        return Leaning(1 if found["up"] else -1, found.group())
    if not asked.of_budget and _ENDED.search(clause):
        return Leaning(-1, clause)
    plain = _RETIRED.sub("", _COMPARED.sub("", clause))
    changes = list(_changes(plain))
    if not changes:
        return None
    others = [year for year in _YEAR.findall(plain) if year != asked.year]
    unclear = (
        others
        or _INVERSE.search(plain)
        or _EARLIER.search(plain)
        or (not asked.of_all_funds and _OTHER_INCOME.search(plain))
        or any(_is_taken_back(plain, change) for change in changes)
        or len({change.lastgroup for change in changes}) > 1
    )
    sign = 0 if unclear else 1 if changes[0]["up"] else -1
    return Leaning(sign, clause)


def _changes(clause: str) -> Iterator[re.Match[str]]:
    """Yield the words that point somewhere."""
    yield from _ALONE.finditer(clause)
    for change in _CHANGE.finditer(clause):
        begin, end = change.span()
        if _MEASURE.search(clause, max(0, begin - _BEFORE), begin) or _MEASURE.search(
            clause, end, end + _AFTER
        ):
            yield change


def _is_taken_back(clause: str, change: re.Match[str]) -> bool:
    """Whether a change is denied, before it or after, or said of something that came to an end."""
    denied = _DENIAL.search(clause, max(0, change.start() - _DENIED), change.start())
    after = change.end()
    return bool(denied or _DENIAL.search(clause, after) or _ENDING.search(clause, after))
