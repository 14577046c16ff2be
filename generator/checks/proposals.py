"""Which changes may be behind failing relations: of one amount, of two at once, of whole rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.checks.diagnosis import Deltas, Diagnosis, Proposal
    from generator.checks.term import Term

_Line = tuple[object, ...]


class Proposals:
    """The changes that a diagnosis suggests; those of single amounts are kept until they change."""

    def __init__(self, diagnosis: Diagnosis, rank: Callable[[str], int]) -> None:
        """`rank` says how well a code is known."""
        self._diagnosis = diagnosis
        self._rank = rank
        self._single: dict[int, Proposal] = {}

    def singles(self) -> dict[int, Proposal]:
        """Return for every amount the weightiest change of it alone."""
        diagnosis = self._diagnosis
        for number in diagnosis.stale:
            self._single.pop(number, None)
            weighed = (diagnosis.weigh(((number, delta),)) for delta in diagnosis.wanted(number))
            best = max(weighed, key=lambda proposal: proposal.weight, default=None)
            if best:
                self._single[number] = best
        diagnosis.stale = set()
        return self._single

    def pair(self, best: int) -> Proposal | None:
        """Return two opposite changes that explain more than one change does; None if none do."""
        return self._opposite(best) or self._moved(best)

    def _opposite(self, best: int) -> Proposal | None:
        """Return two opposite changes in one row or column, each of which would fix something."""
        found, known = None, (0, 0, False)
        for pair in self._opposites():
            if self._diagnosis.is_exhausted:
                break
            deltas = self._whole_rows(pair)
            proposal = self._diagnosis.weigh(deltas)
            order = (self._gain_in_rank(deltas), proposal.weight, self._is_move(deltas))
            if proposal.weight > best and (not found or order > known):
                found, known = proposal, order
        return found

    def _opposites(self) -> Iterator[Deltas]:
        """Yield every two neighbours of which one wants to grow by what the other wants to lose."""
        terms = self._diagnosis.terms
        wanted = {number: self._diagnosis.wanted(number) for number in self._single}
        self._diagnosis.spend(len(wanted))
        lines: dict[_Line, dict[int, list[int]]] = {}
        for number, deltas in wanted.items():
            for line in _lines_of(terms[number]):
                by_delta = lines.setdefault(line, {})
                for delta in deltas:
                    by_delta.setdefault(delta, []).append(number)
        order = {number: place for place, number in enumerate(wanted)}
        for one, deltas in wanted.items():
            matching = {
                (order[other], other, delta)
                for line in _lines_of(terms[one])
                for delta in deltas
                for other in lines[line].get(-delta, ())
                if order[other] > order[one]
            }
            for _, other, delta in sorted(matching):
                yield ((one, delta), (other, -delta))

    def _is_move(self, deltas: Deltas) -> bool:
        """Whether a whole amount goes to a cell that has none."""
        moved = [(self._diagnosis.terms[number].value, delta) for number, delta in deltas[:2]]
        return any(not value for value, _ in moved) and any(
            value and value == -delta for value, delta in moved
        )

    def _moved(self, best: int) -> Proposal | None:
        """Return a change together with the cell into which the amount was moved.

        That cell may stand in no failing relation: the sum of both is right.
        """
        diagnosis, found = self._diagnosis, None
        for single in list(self._single.values()):
            number, delta = single.deltas[0]
            own = diagnosis.terms[number]
            diagnosis.spend(len(diagnosis.uses[number]))
            beside = {
                term.number
                for index, _ in diagnosis.uses[number]
                for term in diagnosis.tested[index].terms
                if term.value == delta and not _lines_of(term).isdisjoint(_lines_of(own))
            }
            for other in sorted(beside - {number}):
                if diagnosis.is_exhausted:
                    return found
                proposal = diagnosis.weigh(((number, delta), (other, -delta)))
                if proposal.weight > max(best, found.weight if found else 0):
                    found = proposal
        return found

    def _gain_in_rank(self, deltas: Deltas) -> int:
        """Return by how much a code is better known than the one that it replaces."""
        wrong, right = (self._diagnosis.terms[number] for number, _ in deltas[:2])
        return self._rank(right.key) - self._rank(wrong.key) if right.is_absent_subject else 0

    def _whole_rows(self, deltas: Deltas) -> Deltas:
        """Return the changes; of a row under a wrong code, those of all its columns."""
        terms, places = self._diagnosis.terms, self._diagnosis.places
        by_gain = sorted(deltas, key=lambda delta: delta[1])
        wrong, right = (terms[number] for number, _ in by_gain)
        if not right.is_absent_subject or not wrong.is_subject or wrong.value + by_gain[0][1]:
            return deltas
        if len(wrong.key) != len(right.key):
            return deltas
        pairs = [by_gain]
        for (form, key, column), number in places.items():
            moved = terms[number].value
            if form != wrong.form or not key.startswith(wrong.key) or number == wrong.number:
                continue
            to = places.get((form, right.key + key[len(wrong.key) :], column))
            if moved:
                pairs.append([(number, -moved), *([(to, moved)] if to is not None else [])])
        return tuple(delta for pair in pairs for delta in pair)


def _lines_of(term: Term) -> set[_Line]:
    """Return the row and the column in which a cell of a table stands."""
    if not term.form:
        return set()
    return {
        (term.form, term.side, "column", term.column),
        (term.form, term.side, "row", term.key),
    }
