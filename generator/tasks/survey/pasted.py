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
_FEW, _PERCENT = 3, 3
_GROUP = 4  # letters: two words
_LEAST_RARE = 0.6  # of the groups of a clause
_NOT_LETTERS = re.compile(r"[^\u4e00-\u9fff]+")
_GAP = 1  # clauses between two equal ones that may differ: a word was changed
MOST_PASSAGES = 500
_ENDING = re.compile(
    r"(?:委员会|管理局|局|委|厅|办公室|中心|人民政府|政府|办事处|联合会|协会|总会|会|院|校|所|站|处)$"
)


class _At(NamedTuple):
    file: int
    place: int


class _Run(NamedTuple):
    """Clauses of one file that follow each other in another: `here` and `there` are the ranges."""

    here: tuple[int, int]
    there: tuple[int, int]


def share_of(departments: int) -> int:
    """Return how many departments at most may share what is still somebody's own."""
    return max(_FEW, departments * _PERCENT // 100)


def find_pasted(files: Sequence[Taken]) -> tuple[tuple[Pasted, ...], tuple[str, ...]]:
    """Return the passages and names in the files of others, and what was not looked at, and why.

    Files without a department are not compared: they may be drafts of one that is here.
    """
    known = [one for one in files if one.department]
    found = [*_find_names(known), *_find_passages(known)]
    bounds = []
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


def _find_passages(files: Sequence[Taken]) -> Iterator[Pasted]:
    rare = _list_rare(files)
    shared: dict[tuple[int, int], set[int]] = defaultdict(set)
    for key, places in rare.items():
        numbers = sorted({at.file for at in places})
        for first, one in enumerate(numbers):
            for other in numbers[first + 1 :]:
                shared[one, other].add(key)
    for (one, other), keys in sorted(shared.items()):
        here, there = files[one], files[other]
        if not _are_apart(here, there):
            continue
        for run in _runs(here.clauses, there.clauses, keys):
            yield _tell(here, there, run)


def _list_rare(files: Sequence[Taken]) -> Mapping[int, list[_At]]:
    """Return where the clauses stand that more than one department has, and only few."""
    counts: Counter[int] = Counter()
    owners: dict[str, set[int]] = defaultdict(set)
    for one in files:
        owners[key_of(one.department)].update(clause.key for clause in one.clauses)
    for keys in owners.values():
        counts.update(keys)
    most = share_of(len(owners))
    groups = _count_groups(files)
    places: dict[int, list[_At]] = defaultdict(list)
    for number, one in enumerate(files):
        for index, clause in enumerate(one.clauses):
            if 1 < counts[clause.key] <= most and _is_own(clause, groups, most):
                places[clause.key].append(_At(number, index))
    return places


def _count_groups(files: Iterable[Taken]) -> Counter[str]:
    """Return how many departments have each group of letters somewhere."""
    owners: dict[str, set[str]] = defaultdict(set)
    for one in files:
        owners[key_of(one.department)].update(
            group for clause in one.clauses for group in _groups(clause.text)
        )
    return Counter(group for groups in owners.values() for group in groups)


def _groups(text: str) -> list[str]:
    letters = _NOT_LETTERS.sub("", text)
    return [letters[at : at + _GROUP] for at in range(len(letters) - _GROUP + 1)]


def _is_own(clause: Clause, groups: Counter[str], most: int) -> bool:
    """Whether most of a clause is made of what hardly anybody else writes."""
    own = _groups(clause.text)
    rare = sum(groups[group] <= most for group in own)
    return rare >= len(own) * _LEAST_RARE > 0


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


def _runs(here: Sequence[Clause], there: Sequence[Clause], keys: set[int]) -> Iterator[_Run]:
    """Yield the stretches in which two files have the same rare clauses one after the other."""
    at = defaultdict(list)
    for index, clause in enumerate(there):
        if clause.key in keys:
            at[clause.key].append(index)
    done = -1
    for start, clause in enumerate(here):
        if start <= done or clause.key not in at:
            continue
        best = max((_follow(here, there, start, other) for other in at[clause.key]), key=_length)
        if _letters(here, best.here, keys) >= LEAST_LETTERS:
            done = best.here[1]
            yield best


def _length(run: _Run) -> int:
    return run.here[1] - run.here[0]


def _follow(here: Sequence[Clause], there: Sequence[Clause], start: int, other: int) -> _Run:
    """Return how far two files go on alike from two equal clauses, single changes left aside."""
    end, last = start, other
    while True:
        for skip in range(1, _GAP + 2):
            after, behind = end + skip, last + skip
            if after >= len(here) or behind >= len(there):
                return _Run((start, end), (other, last))
            if here[after].key == there[behind].key:
                end, last = after, behind
                break
        else:
            return _Run((start, end), (other, last))


def _letters(clauses: Sequence[Clause], span: tuple[int, int], keys: set[int]) -> int:
    return sum(len(c.text) for c in clauses[span[0] : span[1] + 1] if c.key in keys)


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
