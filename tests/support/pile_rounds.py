"""What a run told of the second round of a pile, and what its letters say to whom."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import docx
from piles.model import Fate
from piles.rounds import Became
from wordings.matching import covers_anywhere

from .pile_run import shows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from piles.model import Error, Pile, Sent
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


@dataclass(slots=True)
class Letters:
    """Errors that stand in the letter of their department, those that do not; letters too many."""

    right: int = 0
    wrong: list[tuple[Sent, Error]] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    unwritten: list[str] = field(default_factory=list)


def judge_letters(pile: Pile, first: Judged, folder: Path) -> Letters:
    """Return what the letters say: of every error that was found, and to nobody without errors.

    A file that could not be read is told its department, too.
    """
    letters = Letters()
    quotes = {path.stem: _quotes(path) for path in (folder / _LETTERS).glob("*.docx")}
    for sent, error in first.found:
        own = [quotes[name] for name in _called(sent) if name in quotes]
        if any(_is_quoted(sent, error, some) for some in own):
            letters.right += 1
        elif sent.fate is Fate.PLANTED:
            letters.wrong.append((sent, error))
    with_errors = {one.department for one in pile.of(Fate.PLANTED, Fate.OLDER)}
    for sent in pile.of(Fate.CLEAN):
        written = [name for name in _called(sent) if name in quotes]
        if written and sent.department not in with_errors:
            letters.false += written
    letters.unwritten = [
        one.file
        for one in pile.of(Fate.ENDLESS, Fate.UNREADABLE)
        if not any(one.department in name for name in quotes)
    ]
    return letters


def _called(sent: Sent) -> tuple[str, ...]:
    return (sent.department, *((sent.text.name,) if sent.text else ()))


def _is_quoted(sent: Sent, error: Error, quotes: Sequence[str]) -> bool:
    text = sent.text
    assert text is not None
    printed = text.document.render().text
    return any(covers_anywhere(printed, quote, text.spots(error)) for quote in quotes)


def _quotes(path: Path) -> list[str]:
    """Return the words of the department that a letter quotes.

    Where amounts contradict each other, as a sum and its parts do, nobody knows which of them is
    wrong: one is quoted as 原文, the others as what the remark rests on.
    """
    rows = (row for table in docx.Document(str(path)).tables for row in table.rows)
    quotes: list[str] = []
    for row in rows:
        texts = [cell.text.strip() for cell in row.cells]
        if _QUOTED in texts[:-1]:
            quotes.append(texts[texts.index(_QUOTED) + 1].strip("“”"))
        if _BASIS in texts[:-1]:
            clauses = _CLAUSE.findall(texts[texts.index(_BASIS) + 1])
            quotes += [piece for clause in clauses for piece in clause.split(_CUT)]
    return quotes
