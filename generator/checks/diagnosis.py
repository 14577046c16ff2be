"""The failing relations of a department, and what a change of its amounts would do to them.

A diagnosis only goes forward. An amount is changed once at most, and a relation that is set aside
stays so: after as many steps as there are amounts and relations, at the latest, nothing is left.
The work that weighing may take is counted and bounded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.base.severity import Severity
from generator.checks.relation import RelationKind, limit_of, meets
from generator.checks.tested import Cause, Change

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.checks.term import Term
    from generator.checks.tested import Tested

Deltas = tuple[tuple[int, int], ...]

# How often a change may be tried on a relation: one department with a dozen slips needs
# some ten thousand, and a million take about two seconds.
_MOST_WORK = 400_000
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


class Proposal(NamedTuple):
    """Changes of amounts: what they weigh, and the relations that they would put right.

    `failed` are relations of these amounts that make an error and would still, or newly, fail.
    """

    weight: int
    deltas: Deltas
    fixed: frozenset[int]
    failed: frozenset[int] = frozenset()


class Diagnosis:
    """The relations by their amounts; which of them fail as things stand."""

    def __init__(self, tested: Sequence[Tested]) -> None:
        """Index the relations by their amounts."""
        self.tested = tested
        self.terms: dict[int, Term] = {}
        self.places: dict[tuple[str, str, str], int] = {}
        self.uses: dict[int, list[tuple[int, int]]] = {}
        self.changed: set[int] = set()
        self.stale: set[int] = set()
        self._left = _MOST_WORK
        self._off = [item.residual for item in tested]
        # What held within its tail may come to be off by another tail.
        self._limits = [limit_of(item.relation) for item in tested]
        self._settled: set[int] = set()
        for index, item in enumerate(tested):
            for sign, side in ((1, item.relation.left), (-1, item.relation.right)):
                for term in side:
                    if term:
                        self._index(term, index, sign)
        self.broken = {index for index, item in enumerate(tested) if not item.holds}
        self.stale = self.touched(self.broken)

    def _index(self, term: Term, index: int, sign: int) -> None:
        self.terms[term.number] = term
        if term.is_subject:
            self.places[term.form, term.key, term.column] = term.number
        self.uses.setdefault(term.number, []).append((index, sign))

    @property
    def is_exhausted(self) -> bool:
        """Whether the work that may be done is done."""
        return self._left <= 0

    def spend(self, work: int) -> None:
        """Count work that was done in looking for changes."""
        self._left -= work

    def failing(self) -> set[int]:
        """Return what failed from the start: what an accepted cause has upset is no failure."""
        return {index for index in self.broken if not self.tested[index].holds}

    def touched(self, indices: Iterable[int]) -> set[int]:
        """Return the numbers of the amounts in relations."""
        return {term.number for index in indices for term in self.tested[index].terms}

    def wanted(self, number: int) -> tuple[int, ...]:
        """Return the changes of one amount that would each satisfy a failing relation.

        Those of short relations come first; none where the amount was changed already.
        """
        if number in self.changed:
            return ()
        broken = [(i, sign) for i, sign in self.uses[number] if i in self.broken]
        broken.sort(key=lambda use: sum(1 for _ in self.tested[use[0]].terms))
        return tuple(dict.fromkeys(-sign * self._off[index] for index, sign in broken))

    def weigh(self, deltas: Deltas) -> Proposal:
        """Weigh what changes put right against what they spoil.

        Weight 0 where an amount would be negative or was changed before.
        """
        moved: dict[int, int] = {}
        for number, delta in deltas:
            if number in self.changed or self.terms[number].value + delta < 0:
                return Proposal(0, deltas, frozenset())
            for index, sign in self.uses[number]:
                moved[index] = moved.get(index, 0) + sign * delta
        self._left -= len(moved)
        weight, grave = 0, False
        fixed: set[int] = set()
        failed: set[int] = set()
        for index, shift in moved.items():
            item, off = self.tested[index], self._off[index] + shift
            key = (item.check.rule.severity, item.relation.kind is RelationKind.AT_MOST)
            if index in self.broken:
                if meets(item.relation, off, self._limit_with(index, deltas)):
                    weight += _FIXED.get(key, 0)
                    grave = grave or key[0] is Severity.ERROR
                    fixed.add(index)
                elif key[0] is Severity.ERROR:
                    failed.add(index)
            elif index not in self._settled and not meets(
                item.relation, off, self._limits[index] + self._slack(index)
            ):
                weight -= _SPOILED.get(key, 0)
                failed |= {index} if key[0] is Severity.ERROR else set()
        # Advice alone (an overspent budget, an unusual amount) names no wrong cell.
        return Proposal(weight if grave else 0, deltas, frozenset(fixed), frozenset(failed))

    def worth_of(self, fixed: Iterable[int]) -> int:
        """Return what it weighs to put these relations right."""
        return sum(
            _FIXED.get((item.check.rule.severity, item.relation.kind is RelationKind.AT_MOST), 0)
            for item in map(self.tested.__getitem__, fixed)
        )

    def _limit_with(self, index: int, deltas: Deltas) -> int:
        """Return how far a relation may be off; a blank that is filled is one addend more."""
        blank = {number: delta for number, delta in deltas if not self.terms[number].value}
        if not blank:
            return self._limits[index]

        def filled(terms: tuple[Term | None, ...]) -> tuple[Term | None, ...]:
            return tuple(
                term._replace(value=blank[term.number], half=term.scale.half)
                if term and term.number in blank
                else term
                for term in terms
            )

        relation = self.tested[index].relation
        return limit_of(relation._replace(left=filled(relation.left), right=filled(relation.right)))

    def _slack(self, index: int) -> int:
        """A last digit: what a change that was worked out from rounded amounts may be off."""
        return 2 * max((term.half for term in self.tested[index].terms), default=0)

    def accept(self, proposal: Proposal) -> Cause:
        """Make the changes, once and for all, and return them as a cause."""
        changes = []
        touched: set[int] = set()
        for number, delta in proposal.deltas:
            term = self.terms[number]
            changes.append(Change(term, term.value + delta))
            self.terms[number] = term._replace(value=term.value + delta)
            self.changed.add(number)
            for index, sign in self.uses[number]:
                self._off[index] += sign * delta
                touched.add(index)
        fixed = sorted(proposal.fixed & self.failing() or proposal.fixed)
        explained = tuple(self.tested[index] for index in fixed)
        for index in touched - self._settled:
            slack = 0 if index in self.broken else self._slack(index)
            held = meets(self.tested[index].relation, self._off[index], self._limits[index] + slack)
            (self.broken.discard if held else self.broken.add)(index)
        self.broken -= proposal.fixed
        self.stale |= self.touched(touched)
        recoded = len(changes) > 1 and not changes[0].expected and changes[1].term.is_absent_subject
        return Cause(tuple(changes), explained, recoded=recoded)

    def set_aside(self, indices: frozenset[int]) -> Cause:
        """Report relations as they are: which of their amounts is wrong cannot be told."""
        failing = indices & self.failing()
        self.broken -= indices
        self._settled |= indices
        self.stale |= self.touched(indices)
        return Cause((), tuple(self.tested[index] for index in sorted(failing)))
