"""One cause, one finding: which printed amount, changed, makes most failing relations hold.

Every failing relation proposes, for each of its amounts, the change that would satisfy it. A
proposal is weighed by the relations that it would put right against those that it would spoil;
the heaviest is taken, the rest weighed again. Where several amounts weigh the same, the cell
cannot be told, and the relation itself is reported.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from generator.checks.relation import Kind, limit_of, meets, residual
from generator.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from generator.checks.ledger import Term
    from generator.checks.relation import Check, Relation

_MOST_PAIRED = 60
_CLASS_DIGITS, _SUBCLASS_DIGITS = 3, 5
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
        return meets(self.relation, self.residual, self.limit)

    @property
    def terms(self) -> Iterator[Term]:
        """Every amount of the relation."""
        return (term for term in (*self.relation.left, *self.relation.right) if term)

    @property
    def limit_of_term(self) -> int:
        """How far rounding lets the relation be off, whether it is or not."""
        return limit_of(self.relation)

    def residual_with(self, number: int, delta: int) -> int:
        """How far the relation would be off with the amount `number` larger by `delta`."""
        left = sum(term.number == number for term in self.relation.left if term)
        right = sum(term.number == number for term in self.relation.right if term)
        return self.residual + (left - right) * delta

    def allows(self, number: int, delta: int) -> bool:
        """Whether the relation would hold with the amount `number` larger by `delta`."""
        return meets(self.relation, self.residual_with(number, delta), limit_of(self.relation))


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
    `recoded`: a row bears the code of another; what stands in it should be 0, and the first two
    changes are its amount and that of the row that is missing. `explained` are the relations
    that the changes satisfy.
    """

    changes: tuple[Change, ...]
    explained: tuple[Tested, ...]
    recoded: bool = False


class _Proposal(NamedTuple):
    weight: int
    deltas: tuple[tuple[int, int], ...]
    fixed: frozenset[int]


def find_causes(tested: Sequence[Tested], rank: Callable[[str], int] = lambda _: 0) -> list[Cause]:
    """Return the causes of what fails in `tested`, the weightiest first.

    `rank` says how well a code is known: of two codes that may be wrong the less known one is.
    """
    failing = [item for item in tested if not item.holds]
    if all(item.check.rule.severity is not Severity.ERROR for item in failing):
        return [Cause((), (item,)) for item in failing]
    diagnosis = _Diagnosis(tested, rank)
    causes = []
    while diagnosis.is_failing:
        causes.append(diagnosis.next_cause())
    return _join_branches(causes)


def _join_branches(causes: Sequence[Cause]) -> list[Cause]:
    """Make one cause of what is one slip.

    The same change to a 类, its 款 and its 项 in one column; the columns of a row that is missing;
    the rows of a 款 that bears a wrong code.
    """
    joined: dict[tuple[object, ...], Cause] = {}
    for number, cause in enumerate(causes):
        key: tuple[object, ...] = (number,)
        if cause.recoded:
            wrong, right = (change.term for change in cause.changes[:2])
            key = (wrong.form, *_prefixes(wrong.key, right.key))
        elif len(cause.changes) == 1:
            term, expected = cause.changes[0]
            if term.is_absent_subject:
                key = (term.form, term.key)
            elif term.key[:1].isdigit():
                key = (term.form, term.column, term.key[:_CLASS_DIGITS], expected - term.value)
        earlier = joined.get(key)
        if earlier:
            changes = [*earlier.changes, *cause.changes]
            if not cause.recoded:
                changes.sort(key=lambda change: change.term.line)
            explained = (*earlier.explained, *cause.explained)
            joined[key] = Cause(tuple(changes), explained, recoded=cause.recoded)
        else:
            joined[key] = cause
    return list(joined.values())


def _prefixes(wrong: str, right: str) -> tuple[str, str]:
    """Return both codes, without the digits in which they agree at the end of a 项."""
    if wrong[_SUBCLASS_DIGITS:] == right[_SUBCLASS_DIGITS:]:
        return wrong[:_SUBCLASS_DIGITS], right[:_SUBCLASS_DIGITS]
    return wrong, right


class _Diagnosis:
    """The failing relations, and what each change of an amount would do to them."""

    def __init__(self, tested: Sequence[Tested], rank: Callable[[str], int]) -> None:
        """Index the relations by their amounts."""
        self._tested = tested
        self._rank = rank
        self._off = [item.residual for item in tested]
        # What held within its tail may come to be off by another tail.
        self._limits = [limit_of(item.relation) for item in tested]
        self._settled: set[int] = set()
        self._terms: dict[int, Term] = {}
        self._places: dict[tuple[str, str, str], int] = {}
        self._uses: dict[int, list[tuple[int, int]]] = {}
        for index, item in enumerate(tested):
            for sign, side in ((1, item.relation.left), (-1, item.relation.right)):
                for term in side:
                    if term:
                        self._terms[term.number] = term
                        if term.is_subject:
                            self._places[term.form, term.key, term.column] = term.number
                        self._uses.setdefault(term.number, []).append((index, sign))
        self.broken = {index for index, item in enumerate(tested) if not item.holds}
        self._proposals: dict[int, _Proposal] = {}
        self._stale = self._touched(self.broken)

    def _touched(self, indices: Iterable[int]) -> set[int]:
        return {term.number for index in indices for term in self._tested[index].terms}

    @property
    def is_failing(self) -> bool:
        """Whether a relation fails that no cause explains yet."""
        return bool(self._failing())

    def _failing(self) -> set[int]:
        """Return what failed from the start: what an accepted cause has upset is no failure."""
        return {index for index in self.broken if not self._tested[index].holds}

    def next_cause(self) -> Cause:
        """Return the weightiest cause, and take what it explains out of the failing ones."""
        for number in self._stale:
            self._proposals.pop(number, None)
            proposal = self._propose(number)
            if proposal:
                self._proposals[number] = proposal
        self._stale = set()
        best = max((p.weight for p in self._proposals.values()), default=0)
        paired = self._best_pair(best) or self._moved(best)
        if paired:
            return self._accept(paired)
        if best <= 0:
            return self._set_aside(frozenset({min(self._failing())}))
        leading = [p for p in self._proposals.values() if p.weight == best]
        first = min(leading, key=lambda proposal: sorted(proposal.fixed))
        rivals = [p for p in leading if p.fixed & first.fixed]
        # A row that other tables have and this one lacks is likelier than a wrong amount.
        absent = [p for p in rivals if self._terms[p.deltas[0][0]].is_absent_subject]
        if len(rivals) == 1 or len(absent) == 1:
            return self._accept(absent[0] if absent else first)
        return self._set_aside(frozenset.intersection(*(p.fixed for p in rivals)) or first.fixed)

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
                if meets(item.relation, off, self._limits[index]):
                    weight += _FIXED.get(key, 0)
                    grave = grave or key[0] is Severity.ERROR
                    fixed.add(index)
            elif index not in self._settled and not meets(
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
        found, known = None, 0
        for one, other in combinations(wanted, 2):
            if not _are_neighbours(self._terms[one], self._terms[other]):
                continue
            for delta in wanted[one] & {-delta for delta in wanted[other]}:
                deltas = self._whole_rows(((one, delta), (other, -delta)))
                proposal = self._weigh(deltas)
                rank = self._gain_in_rank(deltas)
                better = not found or (rank, proposal.weight) > (known, found.weight)
                if proposal.weight > best and better:
                    found, known = proposal, rank
        return found

    def _moved(self, best: int) -> _Proposal | None:
        """Return the best change together with the cell from which the amount was moved.

        That cell may stand in no failing relation: the sum of both is right.
        """
        found: _Proposal | None = None
        for leading in [p for p in self._proposals.values() if p.weight == best > 0]:
            number, delta = leading.deltas[0]
            beside = {
                term.number
                for index, _ in self._uses[number]
                for term in self._tested[index].terms
                if term.value == delta and _are_neighbours(term, self._terms[number])
            }
            for other in sorted(beside - {number}):
                proposal = self._weigh(((number, delta), (other, -delta)))
                if proposal.weight > max(best, found.weight if found else 0):
                    found = proposal
        return found

    def _gain_in_rank(self, deltas: tuple[tuple[int, int], ...]) -> int:
        """Return by how much a code is better known than the one that it replaces."""
        wrong, right = (self._terms[number] for number, _ in deltas[:2])
        return self._rank(right.key) - self._rank(wrong.key) if right.is_absent_subject else 0

    def _whole_rows(self, deltas: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        """Return the changes; of a row under a wrong code, those of all its columns."""
        by_gain = sorted(deltas, key=lambda delta: delta[1])
        wrong, right = (self._terms[number] for number, _ in by_gain)
        if not right.is_absent_subject or not wrong.is_subject or wrong.value + by_gain[0][1]:
            return deltas
        if len(wrong.key) != len(right.key):
            return deltas
        pairs = [by_gain]
        for (form, key, column), number in self._places.items():
            moved = self._terms[number].value
            if form != wrong.form or not key.startswith(wrong.key) or number == wrong.number:
                continue
            to = self._places.get((form, right.key + key[len(wrong.key) :], column))
            if moved:
                pairs.append([(number, -moved), *([(to, moved)] if to is not None else [])])
        return tuple(delta for pair in pairs for delta in pair)

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
        fixed = sorted(proposal.fixed & self._failing() or proposal.fixed)
        explained = tuple(self._tested[index] for index in fixed)
        for index in touched - self._settled:
            limit = self._limits[index]
            slack = 0 if index in self.broken else self._slack(index)
            if meets(self._tested[index].relation, self._off[index], limit + slack):
                self.broken.discard(index)
            else:
                self.broken.add(index)
        self.broken -= proposal.fixed
        self._stale |= self._touched(touched)
        recoded = len(changes) > 1 and not changes[0].expected and changes[1].term.is_absent_subject
        return Cause(tuple(changes), explained, recoded=recoded)

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
