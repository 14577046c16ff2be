"""Which department of the list a name means: for certain, or as a question."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import key_of
from generator.review.whole.names import place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.model.roll import Listed, Roster

_ALIKE = 0.6  # of the letters beside the place that two names have in common
_HELD = 0.95  # one name is the other with words left out
_SHORTEST = 2
_MOST = 3
# A place within a place: 社区, 城市 and 市场 are none.
# What stands behind the name of a department without making it another one.
_LEVEL = re.compile(r"[（(]局机关(?:本级)?[）)]$|[（(]?(?:机关)?(?:本级|机关|汇总)[）)]?$")
_PLACE = re.compile(r"[^省市县区州旗盟乡镇]{1,6}[省市县区州旗盟乡镇]")
_MOST_PLACES = 3
_WITHIN = re.compile(r"[^省市县区旗]{2,5}[市县区旗](?=..)")


class Names(NamedTuple):
    """The departments of a list by the keys of their names."""

    by_key: dict[str, Listed]
    shared: dict[str, tuple[Listed, ...]]

    def exact(self, name: str) -> Listed | None:
        """Return the department that has this name or alias, None for any other name."""
        return self.by_key.get(key_of(name))

    def alike(self, name: str) -> tuple[Listed, ...]:
        """Return the departments that a name may mean, the likest first; of these at most three."""
        key = key_of(name)
        if key in self.shared:
            return self.shared[key]
        scores: dict[str, tuple[float, Listed]] = {}
        for own, one in self.by_key.items():
            score = _likeness(key, own)
            if score >= _ALIKE and score > scores.get(one.name, (0.0,))[0]:
                scores[one.name] = score, one
        best = max((score for score, _ in scores.values()), default=0.0)
        return tuple(one for score, one in scores.values() if score == best)[:_MOST]

    def in_path(self, name: str) -> tuple[Listed, ...]:
        """Return the department whose name stands in a file's name, else in that of its folder."""
        parts = reversed(name.split("/"))
        return next(filter(None, map(self.within, parts)), ())

    def within(self, text: str) -> tuple[Listed, ...]:
        """Return the department whose name stands in a text, by the longest; several share one."""
        key = key_of(text)
        own = [name for name in (*self.by_key, *self.shared) if name in key]
        if not own:
            return ()
        longest = max(own, key=len)
        return self.shared.get(longest) or (self.by_key[longest],)


NO_NAMES = Names({}, {})


def index_names(roster: Roster) -> Names:
    """Return the names of a list; the names of departments go before aliases."""
    by_key: dict[str, Listed] = {}
    for names in (_own, _others):
        for one in roster.departments:
            for name in names(one):
                by_key.setdefault(key_of(name), one)
    return Names(by_key, {key_of(alias): several for alias, several in roster.shared})


def nearest_names(name: str, others: Iterable[str]) -> tuple[str, ...]:
    """Return those of other names that one may mean, the likest; of these at most three."""
    key = key_of(name)
    scores = {other: _likeness(key, key_of(other)) for other in others}
    best = max(scores.values(), default=0.0)
    return tuple(o for o, score in scores.items() if score == best >= _ALIKE)[:_MOST]


def word_names(several: Iterable[Listed]) -> str:
    """Return departments as a question names them."""
    return "或".join(f"“{one.name}”" for one in several)


def _own(one: Listed) -> Sequence[str]:
    return (one.name,)


def _others(one: Listed) -> Sequence[str]:
    return one.aliases


def _likeness(one: str, other: str) -> float:
    """Return how alike two names are, from 0 to 1, apart from the places that both begin with."""
    place = place_of(other)
    if place and one.startswith(place):
        one, other = one.removeprefix(place), other.removeprefix(place)
        if _are_apart(one, other):
            return 0.0
        within = _WITHIN.match(other)
        if within and one.startswith(within.group()):
            one, other = one.removeprefix(within.group()), other.removeprefix(within.group())
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORTEST:
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return max(matcher.ratio(), _HELD if is_held(short, long) else 0.0)


def _are_apart(one: str, other: str) -> bool:
    """Whether two names of one place are of different places in it, or only one is of any.

    江河市东山县水利局 is no other way to write 江河市水利局; a place that is misspelt has letters
    of the right one.
    """
    first, second = (found.group() if found else "" for found in map(_WITHIN.match, (one, other)))
    return bool(first or second) and not set(first[:-1]) & set(second[:-1])


def same_but_place(one: str, other: str, most: int = 1) -> bool:
    """Whether two keys are one name, of which one may lack up to so many places before it."""
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORTEST or not long.endswith(short):
        return False
    before = long.removesuffix(short)
    return not _PLACE.sub("", before) and len(_PLACE.findall(before)) <= most


def may_be_same(one: str, other: str) -> bool:
    """Whether two keys may be forms of one department's name: it is shortened, or of one level.

    A unit bears the whole name of its department (江河市教育局幼儿园), and so does a sister with a
    word before it (第二人民医院): neither is a form of it.
    """
    if same_but_place(_LEVEL.sub("", one), _LEVEL.sub("", other), _MOST_PLACES):
        return True
    place = place_of(other)
    if place and one.startswith(place):
        one, other = one.removeprefix(place), other.removeprefix(place)
    short, long = sorted((_LEVEL.sub("", one), _LEVEL.sub("", other)), key=len)
    own = short.removeprefix(place_of(short)) if len(short) > len(place_of(short)) else short
    whole = own in long or _are_apart(one, other)
    return len(short) > _SHORTEST and not whole and short[0] == long[0] and is_held(short, long)


def is_held(short: str, long: str) -> bool:
    """Whether a name is another with letters left out (教体局, 教育体育局)."""
    letters = iter(long)
    return all(letter in letters for letter in short)
