"""Two rounds side by side: the state of every finding of both, and what of the text changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.base.severity import FindingClass
from generator.model.rounds import NO_TEXT, Rounds
from generator.review.printed import PrintedClauses
from generator.review.rounds.matching import Located, match_findings, match_relations
from generator.review.rounds.noting import note_findings
from generator.review.rounds.pairing import list_changes, pair_texts
from generator.review.rounds.past import PastJudge
from generator.review.rounds.standing import Judge
from generator.review.rounds.text import lay_text
from generator.review.rounds.tracing import Trace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from generator.model.finding import Finding
    from generator.model.review import Review
    from generator.model.rounds import Noted, Text
    from generator.model.submission import Standing
    from generator.review.rounds.noting import Told
    from generator.review.rounds.text import Laid
    from generator.review.rounds.tracing import Spot


class Previous(NamedTuple):
    """A file of the round before: its name, which round that was, its findings and its text."""

    name: str
    number: int
    findings: Sequence[Noted]
    text: Text


class Now(NamedTuple):
    """A file of this round: its review, its text, its findings as they are known again."""

    review: Review
    laid: Laid
    noted: Mapping[Finding, Noted]


def note_review(review: Review, told: Sequence[Told]) -> Now:
    """Return a review as rounds compare it; `told` are all its findings in their order."""
    laid = lay_text(review.submission, PrintedClauses(review.submission))
    noted = note_findings(told, review, laid)
    return Now(review, laid, {one.finding: n for one, n in zip(told, noted, strict=True)})


def compare_rounds(previous: Previous, now: Now, accepted: AbstractSet[Finding]) -> Rounds:
    """Return what has become of the findings and of the text since the round before.

    What is `accepted` has no state: that wins over 未改.
    """
    previous, now = _without_tails(previous, now)
    noted = tuple(now.noted.values())
    paired = pair_texts(previous.text, now.laid.text)
    trace = Trace(previous.text, now.laid, paired, now.review.facts)
    for one in previous.findings:
        trace.follow(one.members)
    before, located = Located(previous.findings, paired.before), Located(noted, paired.now)
    origins = match_relations(
        previous.findings, noted, trace, match_findings(before, located, paired)
    )
    checked = _list_checked(now)
    judge = Judge(previous.findings, trace, checked)
    standings = {}
    for number, finding in enumerate(now.noted):
        if finding not in accepted:
            origin = origins.get(number)
            old = previous.findings[origin] if origin is not None else None
            standings[finding] = judge.stand(noted[number], old)
    known = set(origins.values())
    past_judge = PastJudge(trace, now.review, checked, noted, frozenset(origins))
    past = tuple(
        past_judge.judge(one)
        for number, one in enumerate(previous.findings)
        if number not in known and not one.is_accepted
    )
    has_text = previous.text != NO_TEXT
    return Rounds(
        number=previous.number + 1,
        document=previous.name,
        standings=standings,
        past=past,
        changes=list_changes(previous.text, now.laid.text, paired) if has_text else (),
        notes=tuple(filter(None, (paired.limit,))),
    )


def _list_checked(now: Now) -> Mapping[Spot, Standing]:
    """Return how the numbers of the text were checked, by paragraph and first character."""
    numbers = now.laid.numbers
    return {
        (numbers[one.locator], one.start): one.standing
        for one in now.review.verdicts
        if one.locator in numbers
    }


def _without_tails(previous: Previous, now: Now) -> tuple[Previous, Now]:
    """Return both rounds without tails, about which nothing is to be done."""
    kind = FindingClass.TAIL
    return (
        previous._replace(findings=[f for f in previous.findings if f.kind != kind.value]),
        now._replace(noted={f: n for f, n in now.noted.items() if f.finding_class is not kind}),
    )
