"""One cause, one finding: which printed amount, changed, makes most failing relations hold.

Every failing relation proposes, for each of its amounts, the change that would satisfy it. A
proposal is weighed by the relations that it would put right against those that it would spoil;
the heaviest is taken, the rest weighed again. Where several amounts weigh the same, the cell
cannot be told, and the relation itself is reported.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from generator.checks.relation import Kind, limit_of, residual
from generator.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.checks.ledger import Term
    from generator.checks.relation import Check, Relation

_MOST_PAIRED = 60
_CLASS_DIGITS = 3
_FIXED = {
    (Severity.ERROR, False): 8,
    (Severity.ERROR, True): 4,
    (Severity.WARNING, False): 4,
    (Severity.INFO, False): 2,
}
_SPOILED = {
    (Severity.ERROR, False): 8,
    (Severity.ERROR, True): 8,
    (Severity.WARNING, False): 2,
    (Severity.INFO, False): 2,
}


class Tested(NamedTuple):
    """A relation that was tested: how far it is off, and how far it may be."""

    check: Check
    relation: Relation
    residual: int
    limit: int

    @property
    def holds(self) -> bool:
        """Whether the two sides meet, rounding allowed for."""
        return _meets(self.relation, self.residual, self.limit)

    @property
    def terms(self) -> Iterator[Term]:
        """Every amount of the relation."""
        return (term for term in (*self.relation.left, *self.relation.right) if term)


def test_relation(check: Check, relation: Relation) -> Tested:
    """Return the relation with its residual; every term must be there."""
    off = residual(relation)
    return Tested(check, relation, off, limit_of(relation) if off else 0)


test_relation.__test__ = False  # type: ignore[attr-defined]


class Change(NamedTuple):
    """An amount and the value (millionths) that it should have."""

    term: Term
    expected: int


class Cause(NamedTuple):
    """Why relations fail: `changes` put them right; none where the cell cannot be told.

    Two changes are opposite (figures exchanged or misplaced), or the same one along a branch.

    `explained` are the relations that the changes satisfy, in the order of the catalogue.
    """

    changes: tuple[Change, ...]
    explained: tuple[Tested, ...]


class _Proposal(NamedTuple):
    weight: int
    deltas: tuple[tuple[int, int], ...]
    fixed: frozenset[int]


def find_causes(tested: Sequence[Tested]) -> list[Cause]:
    """Return the causes of what fails in `tested`, the weightiest first."""
    failing = [item for item in tested if not item.holds]
    if all(item.check.rule.severity is not Severity.ERROR for item in failing):
        return [Cause((), (item,)) for item in failing]
    diagnosis = _Diagnosis(tested)
    causes = []
    while diagnosis.broken:
        causes.append(diagnosis.next_cause())
    return _join_branches(causes)


def _join_branches(causes: Sequence[Cause]) -> list[Cause]:
    """Make one cause of the same change to a 类, its 款 and its 项 in one column."""
    joined: dict[tuple[object, ...], Cause] = {}
    for number, cause in enumerate(causes):
        key: tuple[object, ...] = (number,)
        if len(cause.changes) == 1:
            term, expected = cause.changes[0]
            if term.key[:1].isdigit():
                key = (term.form, term.column, term.key[:_CLASS_DIGITS], expected - term.value)
        earlier = joined.get(key)
        if earlier:
            changes = sorted((*earlier.changes, *cause.changes), key=lambda c: c.term.line)
            joined[key] = Cause(tuple(changes), (*earlier.explained, *cause.explained))
        else:
            joined[key] = cause
    return list(joined.values())


def _meets(relation: Relation, off: int, limit: int) -> bool:
    return off <= limit if relation.kind is Kind.AT_MOST else abs(off) <= limit


class _Diagnosis:
    """The failing relations, and what each change of an amount would do to them."""

    def __init__(self, tested: Sequence[Tested]) -> None:
        """Index the relations by their amounts."""
        self._tested = tested
        self._off = [item.residual for item in tested]
        # What held within its tail may come to be off by another tail.
        self._limits = [limit_of(item.relation) for item in tested]
        self._settled: set[int] = set()
        self._terms: dict[int, Term] = {}
        self._uses: dict[int, list[tuple[int, int]]] = {}
        for index, item in enumerate(tested):
            for sign, side in ((1, item.relation.left), (-1, item.relation.right)):
                for term in side:
                    if term:
                        self._terms[term.number] = term
                        self._uses.setdefault(term.number, []).append((index, sign))
        self.broken = {index for index, item in enumerate(tested) if not item.holds}
        self._proposals: dict[int, _Proposal] = {}
        self._stale = self._touched(self.broken)

    def _touched(self, indices: Iterable[int]) -> set[int]:
        return {term.number for index in indices for term in self._tested[index].terms}

    def next_cause(self) -> Cause:
        """Return the weightiest cause, and take what it explains out of the failing ones."""
        for number in self._stale:
            self._proposals.pop(number, None)
            proposal = self._propose(number)
            if proposal:
                self._proposals[number] = proposal
        self._stale = set()
        best = max((p.weight for p in self._proposals.values()), default=0)
        paired = self._best_pair(best)
        if paired:
            return self._accept(paired)
        if best <= 0:
            return self._set_aside(frozenset({min(self.broken)}))
        leading = [p for p in self._proposals.values() if p.weight == best]
        first = min(leading, key=lambda proposal: sorted(proposal.fixed))
        rivals = [p.fixed for p in leading if p.fixed & first.fixed]
        if len(rivals) == 1:
            return self._accept(first)
        return self._set_aside(frozenset.intersection(*rivals) or first.fixed)

    def _propose(self, number: int) -> _Proposal | None:
        """Return the weightiest change of one amount."""
        broken = [(i, sign) for i, sign in self._uses[number] if i in self.broken]
        broken.sort(key=lambda use: sum(1 for _ in self._tested[use[0]].terms))
        proposals = (
            self._weigh(((number, -sign * self._off[index]),))
            for index, sign in dict.fromkeys(broken)
        )
        return max(proposals, key=lambda proposal: proposal.weight, default=None)

    def _weigh(self, deltas: tuple[tuple[int, int], ...]) -> _Proposal:
        moved: dict[int, int] = {}
        if any(self._terms[number].value + delta < 0 for number, delta in deltas):
            return _Proposal(0, deltas, frozenset())
        for number, delta in deltas:
            for index, sign in self._uses[number]:
                moved[index] = moved.get(index, 0) + sign * delta
        weight, fixed, grave = 0, set(), False
        for index, shift in moved.items():
            item, off = self._tested[index], self._off[index] + shift
            key = (item.check.rule.severity, item.relation.kind is Kind.AT_MOST)
            if index in self.broken:
                if _meets(item.relation, off, self._limits[index]):
                    weight += _FIXED.get(key, 0)
                    grave = grave or key[0] is Severity.ERROR
                    fixed.add(index)
            elif index not in self._settled and not _meets(
                item.relation, off, self._limits[index] + self._slack(index)
            ):
                weight -= _SPOILED.get(key, 0)
        # Advice alone (an overspent budget, an unusual amount) names no wrong cell.
        return _Proposal(weight if grave else 0, deltas, frozenset(fixed))

    def _slack(self, index: int) -> int:
        """A last digit: what a change that was worked out from rounded amounts may be off."""
        return 2 * max((term.half for term in self._tested[index].terms), default=0)

    def _best_pair(self, best: int) -> _Proposal | None:
        """Return two opposite changes in one row or column that explain more than one does."""
        if len(self.broken) > _MOST_PAIRED:
            return None
        wanted = {
            number: {-sign * self._off[i] for i, sign in self._uses[number] if i in self.broken}
            for number in self._proposals
        }
        found: _Proposal | None = None
        for one, other in combinations(wanted, 2):
            if not _are_neighbours(self._terms[one], self._terms[other]):
                continue
            for delta in wanted[one] & {-delta for delta in wanted[other]}:
                proposal = self._weigh(((one, delta), (other, -delta)))
                if proposal.weight > max(best, found.weight if found else 0):
                    found = proposal
        return found

    def _accept(self, proposal: _Proposal) -> Cause:
        changes = []
        touched: set[int] = set()
        for number, delta in proposal.deltas:
            term = self._terms[number]
            changes.append(Change(term, term.value + delta))
            self._terms[number] = term._replace(value=term.value + delta)
            for index, sign in self._uses[number]:
                self._off[index] += sign * delta
                touched.add(index)
        explained = tuple(self._tested[index] for index in sorted(proposal.fixed))
        for index in touched - self._settled:
            limit = self._limits[index]
            slack = 0 if index in self.broken else self._slack(index)
            if _meets(self._tested[index].relation, self._off[index], limit + slack):
                self.broken.discard(index)
            else:
                self.broken.add(index)
        self.broken -= proposal.fixed
        self._stale |= self._touched(touched)
        return Cause(tuple(changes), explained)

    def _set_aside(self, indices: frozenset[int]) -> Cause:
        """Report relations as they are: which of their amounts is wrong cannot be told."""
        self.broken -= indices
        self._settled |= indices
        self._stale |= self._touched(indices)
        return Cause((), tuple(self._tested[index] for index in sorted(indices)))


def _are_neighbours(one: Term, other: Term) -> bool:
    """Whether two cells stand in one row or one column of a table."""
    if not one.form or (one.form, one.side) != (other.form, other.side):
        return False
    return one.column == other.column or one.key == other.key
