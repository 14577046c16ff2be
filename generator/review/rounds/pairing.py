"""Which sentence of this round is which of the round before; what is left was added or removed."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from generator.model.rounds import ChangeKind, TextChange
from generator.review.rounds.text import cut_text, numbers_in

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from generator.model.rounds import Text
    from generator.review.rounds.text import Piece

_ALIKE = 0.55  # of the pairs of letters that two sentences have in common
_MOST_PAIRS = 60_000
_LONGEST = 600
_LONGEST_MOVED = 1500

_PASSES: tuple[Callable[[Piece], Hashable], ...] = (
    lambda one: (one.owner, one.section, one.plain),
    lambda one: (one.section, one.plain),
    lambda one: one.plain,
    lambda one: (one.owner, one.section, one.masked),
    lambda one: (one.section, one.masked),
    lambda one: one.masked,
)


class Paired(NamedTuple):
    """The sentences of both rounds, and which is which: numbers in `before` → in `now`.

    `limit` says in Chinese what was not compared, empty where all was.
    """

    before: tuple[Piece, ...]
    now: tuple[Piece, ...]
    partners: dict[int, int]
    limit: str = ""


def pair_texts(before: Text, now: Text) -> Paired:
    """Pair the sentences of two texts: the same words first, then other numbers, then other words.

    All but the last step is linear; that one stops at a bound, which is said.
    """
    first, second = cut_text(before), cut_text(now)
    partners: dict[int, int] = {}
    for key in _PASSES:
        _pair_equal(first, second, key, partners)
    limit = _pair_alike(first, second, partners)
    limits = dict.fromkeys(filter(None, (before.limit, now.limit, limit)))
    return Paired(first, second, partners, "；".join(limits))


def _pair_equal(
    before: Sequence[Piece],
    now: Sequence[Piece],
    key: Callable[[Piece], Hashable],
    partners: dict[int, int],
) -> None:
    """Pair what is left and has the same key, in the order of the texts."""
    taken = set(partners.values())
    waiting: dict[Hashable, list[int]] = {}
    for number, piece in enumerate(now):
        if number not in taken:
            waiting.setdefault(key(piece), []).append(number)
    for several in waiting.values():
        several.reverse()
    for number, piece in enumerate(before):
        if number not in partners and waiting.get(key(piece)):
            partners[number] = waiting[key(piece)].pop()


def _pair_alike(before: Sequence[Piece], now: Sequence[Piece], partners: dict[int, int]) -> str:
    """Pair what is left by how alike the words are; return what is said where a bound was met."""
    taken = set(partners.values())
    left = [number for number in range(len(before)) if number not in partners]
    right = [number for number in range(len(now)) if number not in taken]
    grams = {number: _grams(now[number].masked) for number in right}
    scores: list[tuple[float, int, int]] = []
    compared = 0
    for one in left:
        own = _grams(before[one].masked)
        for other in right:
            if before[one].section != now[other].section:
                continue
            compared += 1
            if compared > _MOST_PAIRS:
                break
            score = _likeness(own, grams[other])
            if score >= _ALIKE:
                scores.append((-score, one, other))
    for _, one, other in sorted(scores):
        if one not in partners and other not in taken:
            partners[one] = other
            taken.add(other)
    return "改动过多，有的句子只作为删去、新增列出" if compared > _MOST_PAIRS else ""


def _grams(text: str) -> Counter[str]:
    text = text[:_LONGEST]
    return Counter(text[at : at + 2] for at in range(max(1, len(text) - 1)))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    short, long = sorted((one, other), key=len)
    common = sum(min(count, long[gram]) for gram, count in short.items())
    return 2 * common / (one.total() + other.total())


def list_changes(before: Text, now: Text, paired: Paired) -> tuple[TextChange, ...]:
    """Return how the text differs, in the order of this round; what was removed comes last."""
    moved = _moved(paired.partners)
    origin = {other: one for one, other in paired.partners.items()}
    found: list[TextChange] = []
    for number, piece in enumerate(paired.now):
        words = _words(now, piece)
        one = origin.get(number)
        clause = now.units[piece.unit].clause
        if one is None:
            found.append(TextChange(ChangeKind.ADDED, clause, "", words))
            continue
        old = paired.before[one]
        if old.plain != piece.plain:
            found.append(_changed(clause, old, piece, _words(before, old), words))
        elif one in moved:
            found.append(TextChange(ChangeKind.MOVED, clause, words, words))
    for number, piece in enumerate(paired.before):
        if number not in paired.partners:
            clause = before.units[piece.unit].clause
            found.append(TextChange(ChangeKind.REMOVED, clause, _words(before, piece), ""))
    return tuple(_joined(found))


def _words(text: Text, piece: Piece) -> str:
    return text.units[piece.unit].text[piece.start : piece.end].strip()


def _changed(clause: str, old: Piece, new: Piece, before: str, now: str) -> TextChange:
    if old.masked != new.masked:
        return TextChange(ChangeKind.WORDS, clause, before, now)
    pairs = zip(numbers_in(old.plain), numbers_in(new.plain), strict=True)
    numbers = tuple((one, other) for one, other in pairs if one != other)
    return TextChange(ChangeKind.NUMBERS, clause, before, now, numbers)


def _joined(changes: Iterable[TextChange]) -> Iterator[TextChange]:
    """Yield the changes; sentences that were moved together are one."""
    last: TextChange | None = None
    for one in changes:
        together = (
            last is not None
            and last.kind is one.kind is ChangeKind.MOVED
            and last.clause == one.clause
            and len(last.now) < _LONGEST_MOVED
        )
        if last is not None and together:
            last = TextChange(one.kind, one.clause, last.before + one.before, last.now + one.now)
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def _moved(partners: dict[int, int]) -> frozenset[int]:
    """Return the sentences of before that stand in another order: the fewest that must have moved.

    The others are a longest increasing run of the numbers of now.
    """
    ordered = sorted(partners.items())
    tails: list[int] = []
    ends: list[int] = []
    links: list[int] = []
    for at, (_, other) in enumerate(ordered):
        place = bisect_left(tails, other)
        links.append(ends[place - 1] if place else -1)
        if place == len(tails):
            tails.append(other)
            ends.append(at)
        else:
            tails[place] = other
            ends[place] = at
    kept = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        kept.add(at)
        at = links[at]
    return frozenset(one for at, (one, _) in enumerate(ordered) if at not in kept)
