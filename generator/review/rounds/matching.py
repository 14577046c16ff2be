"""Which finding of this round is which of the round before: by the statement that each is about."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from generator.review.rounds.text import mask_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

    from generator.model.rounds import Noted
    from generator.review.rounds.pairing import Paired
    from generator.review.rounds.text import Piece
    from generator.review.rounds.tracing import Trace

    Key = Hashable


class Located:
    """Findings of a round with the sentences that they stand in."""

    def __init__(self, found: Sequence[Noted], pieces: Sequence[Piece]) -> None:
        self.found = found
        self.pieces = pieces
        starts = [(piece.unit, piece.start) for piece in pieces]
        self.sentences = [self._sentence(one, starts) for one in found]

    def _sentence(self, one: Noted, starts: Sequence[tuple[int, int]]) -> int:
        """Return the sentence of a finding, −1 where it stands in none."""
        if one.unit < 0:
            return -1
        at = bisect_right(starts, (one.unit, one.start)) - 1
        return at if at >= 0 and starts[at][0] == one.unit else -1


def match_findings(before: Located, now: Located, paired: Paired) -> Mapping[int, int]:
    """Return the finding of before that each of now is the same statement as, by their numbers.

    Sentences that are the same but for their numbers come first: there a number is known by its
    place. In a sentence that was worded anew it is known by its fact, as it is in one that was
    written elsewhere. What stands in no sentence is known by its cells and its message.
    """
    matcher = _Matcher(before, now, paired)
    for key in _KEYS:
        matcher.pair(key)
    return matcher.origins


def match_relations(
    before: Sequence[Noted], now: Sequence[Noted], trace: Trace, origins: Mapping[int, int]
) -> Mapping[int, int]:
    """Return the origins with those of findings that set the very same numbers against each other.

    Which of them such a finding is about may change: of two numbers that differ it is the later.
    """
    taken = set(origins.values())
    waiting: dict[Key, list[int]] = {}
    for number, noted in enumerate(before):
        spots = frozenset(
            (one.unit, one.start) for one in map(trace.forward, noted.members) if one is not None
        )
        if number not in taken and len(spots) == len(noted.members) > 1:
            waiting.setdefault((noted.code, spots), []).append(number)
    found = dict(origins)
    for number, noted in enumerate(now):
        spots = frozenset((one.unit, one.start) for one in noted.members)
        several = waiting.get((noted.code, spots))
        if number not in origins and several:
            found[number] = several.pop(0)
    return found


class _Side:
    """One round as the keys see it: its findings, and each sentence by its number of before."""

    def __init__(self, located: Located, names: Mapping[int, int], kept: frozenset[int]) -> None:
        self.located = located
        self._names = names
        self._kept = kept

    def sentence(self, number: int) -> int | None:
        """Return the sentence of a finding as both rounds know it, None where only one has it."""
        own = self.located.sentences[number]
        return self._names.get(own) if own >= 0 else None

    def is_kept(self, number: int) -> bool:
        """Whether the sentence of a finding is in both rounds, its numbers aside."""
        return self.sentence(number) in self._kept

    def found(self, number: int) -> Noted:
        """Return a finding."""
        return self.located.found[number]


def _same_spot(side: _Side, number: int) -> Key | None:
    one, sentence = side.found(number), side.sentence(number)
    if sentence is None or one.number < 0 or not side.is_kept(number):
        return None
    return sentence, one.number, one.code


def _same_number(side: _Side, number: int) -> Key | None:
    key = _same_spot(side, number)
    return key[:2] if isinstance(key, tuple) else None


def _same_words(side: _Side, number: int) -> Key | None:
    one, sentence = side.found(number), side.sentence(number)
    if sentence is None or one.number >= 0:
        return None
    return sentence, one.code, mask_numbers(one.message)


def _same_want(side: _Side, number: int) -> Key | None:
    one, sentence = side.found(number), side.sentence(number)
    if sentence is None or not one.wanted or (one.number >= 0 and side.is_kept(number)):
        return None
    return sentence, one.code, one.wanted


def _same_fact_reworded(side: _Side, number: int) -> Key | None:
    one, sentence = side.found(number), side.sentence(number)
    if sentence is None or one.fact is None or side.is_kept(number):
        return None
    return sentence, one.fact, one.number >= 0


def _same_code_reworded(side: _Side, number: int) -> Key | None:
    one, sentence = side.found(number), side.sentence(number)
    if sentence is None or side.is_kept(number) or (one.fact is not None and one.number >= 0):
        return None
    return sentence, one.code


def _same_fact(side: _Side, number: int) -> Key | None:
    one = side.found(number)
    if one.fact is None or side.sentence(number) is not None:
        return None
    return one.code, one.fact


def _same_fact_elsewhere(side: _Side, number: int) -> Key | None:
    one = side.found(number)
    if one.fact is None or side.sentence(number) is not None:
        return None
    return one.code, one.fact._replace(section="")


def _same_cells(side: _Side, number: int) -> Key | None:
    one = side.found(number)
    if not one.cells or side.located.sentences[number] >= 0:
        return None
    return one.code, one.cells


def _same_message(side: _Side, number: int) -> Key | None:
    one = side.found(number)
    if side.sentence(number) is not None and one.number >= 0 and not one.is_slight:
        return None
    return one.code, mask_numbers(one.message), one.wanted


def _same_message_aside(side: _Side, number: int) -> Key | None:
    one = side.found(number)
    if side.sentence(number) is not None and one.number >= 0 and not one.is_slight:
        return None
    return one.code, mask_numbers(one.message)


_KEYS: tuple[Callable[[_Side, int], Key | None], ...] = (
    _same_spot,
    _same_number,
    _same_words,
    _same_want,
    _same_fact_reworded,
    _same_code_reworded,
    _same_fact,
    _same_fact_elsewhere,
    _same_cells,
    _same_message,
    _same_message_aside,
)


class _Matcher:
    def __init__(self, before: Located, now: Located, paired: Paired) -> None:
        kept = frozenset(
            one
            for one, other in paired.partners.items()
            if paired.before[one].masked == paired.now[other].masked
        )
        own = {one: one for one in paired.partners}
        theirs = {other: one for one, other in paired.partners.items()}
        self._before = _Side(before, own, kept)
        self._now = _Side(now, theirs, kept)
        self._left = dict.fromkeys(range(len(before.found)))
        self.origins: dict[int, int] = {}

    def pair(self, key: Callable[[_Side, int], Key | None]) -> None:
        """Pair what is left and has the same key; in doubt what says the same."""
        waiting: dict[Key, list[int]] = {}
        for one in self._left:
            own = key(self._before, one)
            if own is not None:
                waiting.setdefault(own, []).append(one)
        for same_value in (True, False):
            for number in self._open():
                for one in waiting.get(key(self._now, number), ()):
                    if one in self._left and (not same_value or self._agree(one, number)):
                        self.origins[number] = one
                        del self._left[one]
                        break

    def _open(self) -> Iterator[int]:
        for number in range(len(self._now.located.found)):
            if number not in self.origins:
                yield number

    def _agree(self, one: int, number: int) -> bool:
        return states_the_same(self._before.found(one), self._now.found(number))


def states_the_same(before: Noted, now: Noted) -> bool:
    """Whether the number or the words that a finding is about are what they were.

    Where two sides contradict each other, whether both are.
    """
    if before.is_slight and now.is_slight:
        return True
    if now.is_relation and before.is_relation and before.code == now.code:
        return (before.written, before.stated, before.wanted) == (
            now.written,
            now.stated,
            now.wanted,
        )
    if before.unit < 0 and now.unit < 0 and now.stated:
        return before.stated == now.stated
    return before.written == now.written
