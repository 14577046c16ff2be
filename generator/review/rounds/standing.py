"""The states of the findings of this round: 未改, 改错, 新出现.

A finding is known by the statements that it speaks of. Where any of them is another one now and
the finding is still there, it is 改错; where what was changed is now that of a table, what was left
beside it is 未改.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.model.rounds import Member, Noted, RoundState
from generator.model.rounds import Standing as Stand
from generator.model.submission import Standing
from generator.review.rounds.matching import states_the_same
from generator.review.rounds.text import mask_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.review.rounds.tracing import Spot, Trace


class Change(NamedTuple):
    """A number that is another one now; one of both is None where it is in one round alone."""

    before: Member
    now: Member | None


def is_same(trace: Trace, before: Member, now: Member) -> bool:
    """Whether a number says the same: its value, and what it is the value of.

    What it is of counts only where its words have changed: by other data the same words may be
    known under another name.
    """
    if before.value != now.value:
        return False
    return not trace.is_renamed(before, now)


class Judge:
    """Tells the states of the findings of this round."""

    def __init__(
        self, before: Sequence[Noted], trace: Trace, standings: Mapping[Spot, Standing]
    ) -> None:
        self._trace = trace
        self._standings = standings
        self._spoken: dict[Spot, list[tuple[Noted, Member]]] = {}
        for noted in before:
            for one in noted.members:
                now = trace.forward(one)
                if now is not None:
                    self._spoken.setdefault((now.unit, now.start), []).append((noted, one))
        self._along = list_along(before)

    def stand(self, now: Noted, old: Noted | None) -> Stand:
        """Return the state of a finding; `old` is the same one of the round before."""
        if old is None:
            return self._stand_alone(now)
        if old.is_slight and now.is_slight:
            return Stand(RoundState.UNCHANGED)
        if not old.members or not now.members:
            is_left = states_the_same(old, now)
        elif self._is_about_one(old, now) and old.members[0].value != now.members[0].value:
            is_left = False
        elif len(old.members) == len(now.members) == 1:
            # What it rests on is not known by number.
            is_left = states_the_same(old, now)
        else:
            change = next(self._open_changes(old, now), None)
            if change is not None:
                return Stand(RoundState.MISCORRECTED, change.before.wording, old)
            is_left = True
        if is_left:
            return Stand(RoundState.UNCHANGED)
        return Stand(RoundState.MISCORRECTED, old.written or old.stated, old)

    def _is_about_one(self, old: Noted, now: Noted) -> bool:
        """Whether both are about one number; of a sum one may be about the whole, one a part."""
        first, second = old.members[0], now.members[0]
        there, back = self._trace.forward(first), self._trace.back(second)
        return there is None or back is None or (there.unit, there.start) == second[:2]

    def _open_changes(self, old: Noted, now: Noted) -> Iterator[Change]:
        """Yield the numbers that both speak of and that are others now, and no table's."""
        for one in list_changes(self._trace, old.members):
            if one.now is not None and not self._is_matched(one.now):
                yield one
        for member in now.members:
            before = self._trace.back(member)
            is_other = before is not None and before.value != member.value
            if before is not None and is_other and not self._is_matched(member):
                yield Change(before, member)

    def _stand_alone(self, now: Noted) -> Stand:
        """Return the state of a finding that was none before, by what was said of its numbers."""
        told = [
            (noted, before, member)
            for member in now.members
            for noted, before in self._spoken.get((member.unit, member.start), ())
        ]
        first = now.members[0] if now.members else None
        if first is not None and self._is_changed(first) and not now.is_symmetric:
            # Its own number is another one: what was said of those beside it is no matter.
            told = [one for one in told if one[-1] is first]
        for noted, before, member in told:
            is_right = before is noted.members[0] and member.value == noted.wanted_value
            if is_right or is_same(self._trace, before, member) or self._is_matched(member):
                continue
            return Stand(RoundState.MISCORRECTED, before.wording, noted)
        was_told = any(member is first for _, _, member in told)
        if was_told and not any(self._is_changed(one) for one in now.members):
            return Stand(RoundState.UNCHANGED)
        is_known = mask_numbers(f"{now.code} {now.message}") in self._along
        return Stand(RoundState.UNCHANGED if is_known else RoundState.NEW)

    def _is_changed(self, member: Member) -> bool:
        before = self._trace.back(member)
        return member.number >= 0 and (before is None or before.value != member.value)

    def _is_matched(self, member: Member) -> bool:
        return self._standings.get((member.unit, member.start)) is Standing.MATCHED


def list_changes(trace: Trace, members: Iterable[Member]) -> Iterator[Change]:
    """Yield the numbers of before that are others now, or gone."""
    for one in members:
        if one.number < 0:
            continue
        now = trace.forward(one)
        if now is None or not is_same(trace, one, now):
            yield Change(one, now)


def list_along(findings: Iterable[Noted]) -> frozenset[str]:
    """Return what follows from findings (连带), numbers aside."""
    return frozenset(mask_numbers(text) for one in findings for text in one.also)
