"""What a run told of the second round of a pile."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from piles.rounds import Became
from wordings.matching import covers_anywhere

from .pile_run import shows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from piles.model import Error
    from piles.rounds import Followed

    from .pile_run import Judged, Record, Run

_STATES = {
    Became.CORRECTED: "fixed",
    Became.LEFT: "unchanged",
    Became.OTHERWISE: "miscorrected",
    Became.NEW: "new",
}
_QUOTED, _BASIS = "原文", "依据"
_CLAUSE = re.compile("“([^“”]+)”")
_CUT = "……"
_LETTERS = "审核意见书"


@dataclass(slots=True)
class Rounds:
    """What the second run told of errors that both runs could tell of, by what became of them."""

    right: Counter[Became] = field(default_factory=Counter)
    wrong: list[tuple[Followed, Error, Became, str]] = field(default_factory=list)
    false: list[tuple[Followed, Record]] = field(default_factory=list)

    @property
    def asked(self) -> Counter[Became]:
        """How many errors there were."""
        return self.right + Counter(became for _, _, became, _ in self.wrong)


def judge_rounds(followed: Iterable[Followed], first: Judged, run: Run) -> Rounds:
    """Return what was told of each error that was found while it stood."""
    found = {(sent.file, error) for sent, error in first.found}
    rounds = Rounds()
    for one in followed:
        told = run.documents.get(one.now.file)
        if told is None or told["findings"] is None:
            rounds.wrong += [(one, error, became, "") for error, became in one.became]
            continue
        if not one.became:
            rounds.false += [(one, finding) for finding in _loud_states(told)]
        for error, became in one.became:
            if became is not Became.NEW and not _was_found(one, error, found):
                continue  # what stood there was never told
            states = list(_states(one, error, became, told))
            if not states and became is not Became.CORRECTED:
                continue  # the second run did not find it: that is no matter of rounds
            if _STATES[became] in states:
                rounds.right[became] += 1
            else:
                rounds.wrong.append((one, error, became, "、".join(states)))
    return rounds


def _was_found(one: Followed, error: Error, found: AbstractSet[tuple[str, Error]]) -> bool:
    """Whether the first run told of what an error was; a wrong number turned into another."""
    text = one.before.text
    assert text is not None
    return any(
        (one.before.file, other) in found and other.own == error.own for other in text.errors
    )


def _loud_states(told: Record) -> list[Record]:
    return [one for one in told["findings"] if one["severity"] != "info"]


def _states(one: Followed, error: Error, became: Became, told: Record) -> Iterator[str]:
    """Yield what is told where an error stands, or stood."""
    if became is Became.CORRECTED:
        text = one.before.text
        assert text is not None
        printed, spots = text.document.render().text, text.spots(error)
        for past in (told.get("comparison") or {}).get("past", ()):
            quotes = [past["quote"], *(place["quote"] for place in past["places"])]
            if any(quote and covers_anywhere(printed, quote, spots) for quote in quotes):
                yield past["round_state"]
        return
    text = one.now.text
    assert text is not None
    for finding in _loud_states(told):
        if shows(one.now, text, finding, text.spots(error)):
            yield str(finding.get("round_state"))
