"""What the page of a review shows of the round before: states, past findings, changed sentences."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from generator.model.rounds import ChangeKind, RoundState
from generator.reporting.round_words import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.rounds import Rounds, TextChange

_MOST = 300
# A number changes as a whole.
_WORDS = re.compile(r"[0-9](?:[0-9,，.]*[0-9])?|.", re.DOTALL)
_LONGEST_COMPARED = 400  # letters; the words of longer sentences stand whole, before and now


class StateTally(NamedTuple):
    """How many findings are in a state."""

    value: str
    label: str
    findings: int


class PastEntry(NamedTuple):
    """A finding of the round before that is none of this one."""

    round: str
    state: str
    severity: str
    kind: str
    code: str
    clause: str
    quote: str
    message: str
    note: str


class ChangePiece(NamedTuple):
    """Some words of a sentence: `kind` is del, ins or empty."""

    text: str
    kind: str


class ChangeEntry(NamedTuple):
    """A sentence that differs from the round before."""

    label: str
    clause: str
    pieces: tuple[ChangePiece, ...]


def count_states(rounds: Rounds | None) -> tuple[StateTally, ...]:
    """Return the states that occur, none in a first round."""
    counts = rounds.counts if rounds else {}
    return tuple(
        StateTally(state.value, state.label, counts[state])
        for state in RoundState
        if counts.get(state)
    )


def list_past(rounds: Rounds | None) -> tuple[PastEntry, ...]:
    """Return the findings of the round before that are none of this one."""
    return tuple(
        PastEntry(
            state.value,
            state.label,
            noted.severity,
            noted.kind,
            noted.code,
            noted.clause,
            noted.quote,
            noted.message,
            note,
        )
        for noted, state, note in (rounds.past if rounds else ())
    )


def list_changes(rounds: Rounds | None) -> tuple[ChangeEntry, ...]:
    """Return the first changes of the text."""
    return tuple(
        ChangeEntry(one.kind.label, one.clause, tuple(_cut(one)))
        for one in (rounds.changes[:_MOST] if rounds else ())
    )


def count_more(rounds: Rounds | None) -> int:
    """Return how many changes are not listed."""
    return max(0, len(rounds.changes) - _MOST) if rounds else 0


def _cut(change: TextChange) -> Iterator[ChangePiece]:
    """Yield the words that stay, went and came."""
    before, now = change.before, change.now
    if change.kind is ChangeKind.MOVED:
        yield ChangePiece(shorten(now), "")
        return
    if not before or not now or max(len(before), len(now)) > _LONGEST_COMPARED:
        yield from _whole(before, now)
        return
    old, new = _WORDS.findall(before), _WORDS.findall(now)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag == "equal":
            yield ChangePiece("".join(old[start:end]), "")
        else:
            yield from _whole("".join(old[start:end]), "".join(new[first:last]))


def _whole(before: str, now: str) -> Iterator[ChangePiece]:
    if before:
        yield ChangePiece(shorten(before), "del")
    if now:
        yield ChangePiece(shorten(now), "ins")
