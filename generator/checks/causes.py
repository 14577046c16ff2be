"""One cause, one finding: which printed amounts, changed, make most failing relations hold.

Rows that a table lacks are looked for first (`missing_rows`). Then every failing relation proposes,
for each of its amounts, the change that would satisfy it. A proposal is weighed by the relations
that it would put right against those that it would spoil; the heaviest is taken, the rest weighed
again. Where several amounts weigh the same, the cell cannot be told, and the relation itself is
reported.

Why it ends: every round either changes amounts, none of which is ever changed again, or sets
relations aside, none of which is ever taken up again. There are no more rounds than amounts and
relations together. What the rounds may cost is bounded by the work that `Diagnosis` counts: when
that is used up, what still fails is reported relation by relation, and `Causes.unsearched` says
how many there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.base.severity import FindingClass, Severity
from generator.checks.diagnosis import Diagnosis
from generator.checks.missing_rows import find_missing_rows
from generator.checks.proposals import Proposals
from generator.checks.tested import Cause

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.checks.diagnosis import Proposal
    from generator.checks.term import Term
    from generator.checks.tested import Tested

_CLASS_DIGITS, _SUBCLASS_DIGITS = 3, 5


class Causes(NamedTuple):
    """The causes of what fails; `unsearched` relations were reported without a search."""

    causes: list[Cause]
    unsearched: int = 0


def find_causes(tested: Sequence[Tested], rank: Callable[[str], int] = lambda _: 0) -> Causes:
    """Return the causes of what fails in `tested`: missing rows, then the weightiest first.

    `rank` says how well a code is known: of two codes that may be wrong the less known one is.
    """
    failing = [item for item in tested if not item.holds]
    if all(item.check.rule.severity is not Severity.ERROR for item in failing):
        return Causes([Cause((), (item,)) for item in failing])
    diagnosis = Diagnosis(tested)
    causes = find_missing_rows(diagnosis)
    proposals = Proposals(diagnosis, rank)
    while diagnosis.failing() and not diagnosis.is_exhausted:
        causes.append(_next_cause(diagnosis, proposals))
    left = sorted(diagnosis.failing())
    causes += [diagnosis.set_aside(frozenset({index})) for index in left]
    told = [cause for cause in causes if cause.changes or cause.explained]
    return Causes(_join_branches(told), len(left))


def _next_cause(diagnosis: Diagnosis, proposals: Proposals) -> Cause:
    """Return the weightiest cause, and take what it explains out of the failing ones."""
    singles = proposals.singles().values()
    best = max([0, *(proposal.weight for proposal in singles)])
    paired = proposals.pair(best)
    if paired:
        return diagnosis.accept(paired)
    if best <= 0:
        index = min(diagnosis.failing())
        lacking = _lacking_in(diagnosis.tested[index])
        return diagnosis.set_aside(frozenset({index}))._replace(lacking=lacking)
    leading = [proposal for proposal in singles if proposal.weight == best]
    first = min(leading, key=lambda proposal: sorted(proposal.fixed))
    rivals = [proposal for proposal in leading if proposal.fixed & first.fixed]
    # A row that other tables have and this one lacks is likelier than a wrong amount.
    terms = (diagnosis.terms[proposal.deltas[0][0]] for proposal in rivals)
    lacking = tuple(term for term in terms if term.is_absent_subject)
    if len(rivals) == 1 and not lacking:
        return diagnosis.accept(first)
    # So is a cell in which nothing stands: an amount that is 0 is mostly printed as such.
    blank = [proposal for proposal in rivals if _fills_blank(diagnosis, proposal)]
    if len(blank) == 1 and not lacking:
        return diagnosis.accept(blank[0])
    shared = frozenset.intersection(*(proposal.fixed for proposal in rivals))
    return diagnosis.set_aside(shared or first.fixed)._replace(lacking=lacking)


def _fills_blank(diagnosis: Diagnosis, proposal: Proposal) -> bool:
    """Whether a change puts an amount into a cell that the table has and leaves empty."""
    number, delta = proposal.deltas[0]
    return delta > 0 and diagnosis.terms[number].is_blank


def _lacking_in(item: Tested) -> tuple[Term, ...]:
    """Return the amount that one table has and the other has no row for; of sums, none."""
    absent = tuple(term for term in item.terms if term.is_absent_subject)
    is_across = item.check.rule.finding_class is FindingClass.CROSS_TABLE
    return absent if is_across and len(absent) == 1 else ()


def _join_branches(causes: Sequence[Cause]) -> list[Cause]:
    """Make one cause of what is one slip.

    The same change to a 类, its 款 and its 项 in one column; the blank cells of one column; the
    rows that one table lacks; the rows of a 款 that bears a wrong code.
    """
    alike: dict[tuple[object, ...], list[Cause]] = {}
    for number, cause in enumerate(causes):
        key: tuple[object, ...] = (number,)
        if cause.recoded:
            wrong, right = (change.term for change in cause.changes[:2])
            key = (wrong.form, *_prefixes(wrong.key, right.key))
        elif cause.is_missing_rows:
            key = (cause.changes[0].term.form, "missing")
        elif cause.lacking:
            key = (cause.lacking[0].form, "lacking")
        elif cause.is_blank:
            term = cause.changes[0].term
            key = (term.form, term.side, term.column, "blank")
        elif len(cause.changes) == 1:
            term, expected = cause.changes[0]
            if term.key[:1].isdigit():
                key = (term.form, term.column, term.key[:_CLASS_DIGITS], expected - term.value)
        alike.setdefault(key, []).append(cause)
    return [_join(group) if len(group) > 1 else group[0] for group in alike.values()]


def _join(causes: Sequence[Cause]) -> Cause:
    """Make one cause of several, their changes in the order of the rows."""
    changes = [change for cause in causes for change in cause.changes]
    recoded = causes[-1].recoded
    if not recoded:
        changes.sort(key=lambda change: change.term.line)
    return Cause(
        tuple(changes),
        tuple(one for cause in causes for one in cause.explained),
        recoded=recoded,
        lacking=tuple(one for cause in causes for one in cause.lacking),
    )


def _prefixes(wrong: str, right: str) -> tuple[str, str]:
    """Return both codes, without the digits in which they agree at the end of a 项."""
    if wrong[_SUBCLASS_DIGITS:] == right[_SUBCLASS_DIGITS:]:
        return wrong[:_SUBCLASS_DIGITS], right[:_SUBCLASS_DIGITS]
    return wrong, right
