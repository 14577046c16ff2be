"""Passages and names of one department in the file of another, with whose they are.

A clause that more departments share than a few is the form, or what everybody says; one that very
few share is somebody's own, if what it is made of is, too: a sentence of a rare wording of the form
speaks of what every file speaks of (开展绩效自评), in groups of letters that many have. Where two
files have such clauses one after the other, together long enough not to be chance, one of them has
the passage from the other.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import key_of
from generator.field import zh
from generator.model.survey import Pasted, Spot
from generator.review.whole.names import place_of
from generator.tasks.review_many.naming import is_held

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.model.survey import Clause, Taken

LEAST_LETTERS = 28  # of a passage; reasons that everybody gives are shorter
FEWEST = 40  # departments: among fewer nothing tells the form from what two have alike
_FEW, _PERCENT = 3, 3
_GROUP = 4  # letters: two words
_LEAST_RARE = 0.6  # of the groups of a clause
_NOT_LETTERS = re.compile(r"[^\u4e00-\u9fff]+")
_NUMBER, _YEAR = re.compile(r"[0-9]+(?:\.[0-9]+)?"), re.compile(r"20[0-9]{2}(?=年)")
_ALIKE = 0.75  # of the letters of two clauses: a word was changed
_LONGEST_COMPARED = 200
_MOST_AT = 5  # places of one clause in a file that are tried
_LEAST_GROUPS = 15  # that two files share, so that they are compared clause by clause
# With so many of the files behind it a file is compared by each group: what few share grows with
# the pile, and the pairs of them would by its square.
_NEIGHBOURS = 8
MOST_PASSAGES = 500
_ENDING = re.compile(
    r"(?:委员会|管理局|局|委|厅|办公室|中心|人民政府|政府|办事处|联合会|协会|总会|会|院|校|所|站|处)$"
)


class _Run(NamedTuple):
    """Clauses that two files have one after the other: the first and last in each.

    `letters` are those of the clauses that hardly anybody else has.
    """

    here: tuple[int, int]
    there: tuple[int, int]
    letters: int


def share_of(departments: int) -> int:
    """Return how many departments at most may share what is still somebody's own."""
    return max(_FEW, departments * _PERCENT // 100)


def find_pasted(files: Sequence[Taken]) -> tuple[tuple[Pasted, ...], tuple[str, ...]]:
    """Return the passages and names in the files of others, and what was not looked at, and why.

    Files without a department are not compared: they may be drafts of one that is here.
    """
    known = [one for one in files if one.department]
    found = list(_find_names(known))
    bounds = []
    departments = len({key_of(one.department) for one in known})
    if departments >= FEWEST:
        rarity = _count(known)
        holders = _hold(known, rarity)
        found += _find_passages(known, rarity, holders)
        if any(len(numbers) > 1 + _NEIGHBOURS for numbers in holders.values()):
            why = f"{_NEIGHBOURS + 1} 家以上共有的文字，每份文件只与其后的 {_NEIGHBOURS} 份比较"
            bounds.append(why)
    else:
        why = f"部门只有 {departments} 个，不足 {FEWEST} 个，看不出哪些文字是格式，没有互相比较"
        bounds.append(why)
    if len(found) > MOST_PASSAGES:
        bounds.append(f"两家相同的段落多于 {MOST_PASSAGES} 处，只列了前 {MOST_PASSAGES} 处")
    unknown = [one.name for one in files if not one.department]
    if unknown:
        bounds.append(f"{len(unknown)} 份文件没有{zh.DEPARTMENT_NAME}，没有与别的部门比较文字")
    return tuple(found[:MOST_PASSAGES]), tuple(bounds)


def _find_names(files: Sequence[Taken]) -> Iterator[Pasted]:
    """Yield the names that the reviews have found in files of others, with whose they are."""
    by_key: dict[str, Taken] = {}
    for one in files:
        for name in (one.department, *one.called):
            by_key.setdefault(key_of(name), one)
    for one in files:
        for said in one.names:
            other = by_key.get(key_of(said.name))
            if other is None or key_of(other.department) == key_of(one.department):
                continue
            here = Spot(one.name, one.department, said.where)
            there = Spot(other.name, other.department, "")
            yield Pasted(said.name, here, there, other.department, is_name=True)


class _Rarity(NamedTuple):
    """How many departments have each clause, and each group of letters; `most` still are few."""

    clauses: Counter[int]
    groups: Counter[str]
    most: int

    def is_own(self, clause: Clause) -> bool:
        """Whether most of a clause is made of what hardly anybody else writes."""
        # A count of a few (3个项目) agrees by chance; an amount to the cent does not.
        counted = _NUMBER.findall(_YEAR.sub("", clause.text))
        if self.clauses[clause.key] > self.most or any("." not in one for one in counted):
            return False
        own = _groups(clause.text)
        rare = sum(self.groups[group] <= self.most for group in own)
        return rare >= len(own) * _LEAST_RARE > 0


def _hold(files: Sequence[Taken], rarity: _Rarity) -> dict[str, list[int]]:
    """Return which files have each group of letters that few have, but more than one."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, file in enumerate(files):
        for group in {g for clause in file.clauses for g in _groups(clause.text)}:
            if 1 < rarity.groups[group] <= rarity.most:
                holders[group].append(number)
    return holders


def _find_passages(
    files: Sequence[Taken], rarity: _Rarity, holders: Mapping[str, Sequence[int]]
) -> Iterator[Pasted]:
    shared: dict[tuple[int, int], set[str]] = defaultdict(set)
    for group, numbers in holders.items():
        for at, one in enumerate(numbers):
            for other in numbers[at + 1 : at + 1 + _NEIGHBOURS]:
                shared[one, other].add(group)
    for (one, other), groups in sorted(shared.items()):
        here, there = files[one], files[other]
        if len(groups) >= _LEAST_GROUPS and _are_apart(here, there):
            for run in _runs(here.clauses, there.clauses, groups, rarity):
                yield _tell(here, there, run)


def _count(files: Sequence[Taken]) -> _Rarity:
    """Return how many departments have what; several files of one department count once."""
    keys: dict[str, set[int]] = defaultdict(set)
    groups: dict[str, set[str]] = defaultdict(set)
    for one in files:
        department = key_of(one.department)
        for clause in one.clauses:
            keys[department].add(clause.key)
            groups[department].update(_groups(clause.text))
    return _Rarity(
        Counter(key for several in keys.values() for key in several),
        Counter(group for several in groups.values() for group in several),
        share_of(len(keys)),
    )


def _groups(text: str) -> list[str]:
    letters = _NOT_LETTERS.sub("", text)
    return [letters[at : at + _GROUP] for at in range(len(letters) - _GROUP + 1)]


def _are_apart(one: Taken, other: Taken) -> bool:
    """Whether two files are of departments that have nothing in common.

    Offices of one kind in two places (水利局) have the same duties by decree, and a department
    writes for the units below it.
    """
    firsts, seconds = (set(map(key_of, (*file.called, file.department))) for file in (one, other))
    if any(_are_related(first, second) for first in firsts for second in seconds):
        return False
    below = {key_of(unit) for unit in one.units}, {key_of(unit) for unit in other.units}
    return not (seconds & below[0] or firsts & below[1])


def _are_related(one: str, other: str) -> bool:
    """Whether two names are of one kind of office, or one within the other (本级, 下属)."""
    short, long = sorted((_kind(one), _kind(other)), key=len)
    return is_held(short, long) or one in other or other in one


def _kind(name: str) -> str:
    """Return a name without the places that it begins with: 水利局."""
    while (place := place_of(name)) and len(place) < len(name):
        name = name.removeprefix(place)
    return name


def _runs(
    here: Sequence[Clause], there: Sequence[Clause], shared: set[str], rarity: _Rarity
) -> Iterator[_Run]:
    """Yield the stretches in which two files say the same; `shared` are their rare groups."""
    at: dict[str, list[int]] = defaultdict(list)
    for index, clause in enumerate(there):
        for group in shared.intersection(_groups(clause.text)):
            at[group].append(index)
    done = -1
    for start, clause in enumerate(here):
        if start <= done:
            continue
        common = shared.intersection(_groups(clause.text))
        counts = Counter(index for group in common for index in at[group])
        others = [index for index, _ in counts.most_common(_MOST_AT)]
        found = [
            _stretch(here, there, start, other, rarity)
            for other in others
            if _are_alike(clause, there[other])
        ]
        best = max(found, key=lambda run: run.letters, default=None)
        if best is not None and best.letters >= LEAST_LETTERS:
            done = best.here[1]
            yield best


def _stretch(
    here: Sequence[Clause], there: Sequence[Clause], start: int, other: int, rarity: _Rarity
) -> _Run:
    """Return how far two files go on alike, both ways, from two clauses that are."""
    before = _follow(here, there, (start, other), -1)
    after = _follow(here, there, (start, other), 1)
    span = slice(start - before, start + after + 1)
    letters = sum(len(one.text) for one in here[span] if rarity.is_own(one))
    there_span = (other - before, other + after)
    return _Run((start - before, start + after), there_span, letters)


def _follow(here: Sequence[Clause], there: Sequence[Clause], at: tuple[int, int], step: int) -> int:
    """Return how many clauses in one direction are the same, a word more or less left aside."""
    count = 0
    while True:
        one, other = (place + step * (count + 1) for place in at)
        if not (0 <= one < len(here) and 0 <= other < len(there)):
            return count
        if not _are_alike(here[one], there[other]):
            return count
        count += 1


def _are_alike(one: Clause, other: Clause) -> bool:
    if one.key == other.key:
        return True
    # With other numbers it is a sentence that each fills in.
    if _NUMBER.findall(one.text) != _NUMBER.findall(other.text):
        return False
    if max(len(one.text), len(other.text)) > _LONGEST_COMPARED:
        return False
    return SequenceMatcher(None, one.text, other.text, autojunk=False).ratio() >= _ALIKE


def _tell(here: Taken, there: Taken, run: _Run) -> Pasted:
    text = "，".join(one.text for one in here.clauses[run.here[0] : run.here[1] + 1])
    spots = [
        Spot(one.name, one.department, one.clauses[span[0]].where)
        for one, span in ((here, run.here), (there, run.there))
    ]
    source = _source(text, (here, there))
    if source == here.department:
        spots.reverse()
    return Pasted(text, spots[0], spots[1], source, is_name=False)


def _source(text: str, files: Iterable[Taken]) -> str:
    """Return whose a passage is: the one department whose name or trade it speaks of."""
    letters = key_of(text)
    named = [one.department for one in files if _speaks_of(letters, key_of(one.department))]
    return named[0] if len(named) == 1 else ""


def _speaks_of(text: str, name: str) -> bool:
    trade = _ENDING.sub("", _kind(name))
    return len(trade) > 1 and trade in text
