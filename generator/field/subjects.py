"""The dictionary of budget codes (政府收支分类科目): names, and the years they are in force."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import key_of
from generator.field import zh

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Items (项) that many of the 款 have under one name: the name does not tell the code.
COMMON_ITEMS = frozenset(
    ("行政运行", "一般行政管理事务", "机关服务", "事业运行", "事业机构", "信息化建设", "专项业务")
)

_ITEM_DIGITS = 7
_SEVERAL = 3


class SubjectName(NamedTuple):
    """A name of a code, with the first and the last year that it is known for; 0 is open."""

    code: str
    name: str
    first: int = 0
    last: int = 0

    def is_in_force(self, year: int) -> bool:
        """Whether the code bears the name in a year; in no known year where that has no bound."""
        if not year:
            return not (self.first or self.last)
        return self.first <= year <= (self.last or year)


@cache
def known_subjects() -> tuple[SubjectName, ...]:
    """Return the names that were seen in published documents, earlier ones behind the present."""
    text = resources.files("generator.accounts").joinpath("subjects.csv").read_text("utf-8")
    return tuple(
        SubjectName(
            row[zh.SUBJECT_CODE],
            row[zh.SUBJECT_NAME],
            int(row[zh.YEAR_FROM] or 0),
            int(row[zh.YEAR_TO] or 0),
        )
        for row in csv.DictReader(text.splitlines())
    )


@cache
def known_names() -> Mapping[str, str]:
    """Return the names of the codes that are in force without a bound of years."""
    return {one.code: one.name for one in known_subjects() if one.is_in_force(0)}


class Directory(NamedTuple):
    """The names (名录) of one year.

    `names` has one name a code. `accepted` has, by code, the names in force that year as keys:
    another name contradicts them. `seen` has those known for other years alone: they agree, and
    contradict nothing. `own` are the codes whose names the user has given.
    """

    names: Mapping[str, str]
    accepted: Mapping[str, frozenset[str]]
    seen: Mapping[str, frozenset[str]]
    own: frozenset[str] = frozenset()

    def has(self, code: str, name: str) -> bool | None:
        """Whether a code may bear a name (as a key); None where nothing is known of it."""
        if code in self.accepted:
            return name in self.accepted[code]
        return True if name in self.seen.get(code, ()) else None


NO_NAMES = Directory({}, {}, {})


@lru_cache(maxsize=64)
def directory_of(year: int, own: tuple[SubjectName, ...] = ()) -> Directory:
    """Return the names of a year (0: not known); the user's own go before the dictionary's."""
    # A row without years says what holds in those that no other row is about.
    bounded = sorted(own, key=lambda one: not (one.first or one.last))
    given = _group(one for one in bounded if one.is_in_force(year) or not year)
    known = _group(one for one in known_subjects() if one.is_in_force(year))
    seen = _group(known_subjects())
    # Of several names of one year the one in force without a bound stands first.
    in_force = {**known, **{code: names[:1] for code, names in given.items()}}
    return Directory(
        {code: names[0] for code, names in in_force.items()},
        _keys(in_force),
        _keys({code: names for code, names in seen.items() if code not in in_force}),
        frozenset(given),
    )


@cache
def names_of_ending() -> Mapping[str, frozenset[str]]:
    """Return the names that several 款 have for the 项 with the same last two digits, as keys."""
    several: dict[str, Counter[str]] = defaultdict(Counter)
    for one in known_subjects():
        if len(one.code) == _ITEM_DIGITS:
            several[one.code[-2:]][key_of(one.name)] += 1
    return {
        ending: frozenset(name for name, count in names.items() if count >= _SEVERAL)
        for ending, names in several.items()
    }


def is_former(code: str, name: str) -> bool:
    """Whether a code has borne a name in years before."""
    return any(
        one.last and one.code == code and key_of(one.name) == name for one in known_subjects()
    )


def contradicted(one: SubjectName) -> str:
    """Return the name in the dictionary that a user's row contradicts, empty where none."""
    for year in dict.fromkeys((one.last or one.first, one.first or one.last)):
        directory = directory_of(year)
        if directory.has(one.code, key_of(one.name)) is False:
            return directory.names[one.code]
    return ""


def _group(names: Iterable[SubjectName]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one in names:
        found[one.code].append(one.name)
    return dict(found)


def _keys(names: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    return {code: frozenset(map(key_of, those)) for code, those in names.items()}
