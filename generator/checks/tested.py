"""Relations that were tested, and the causes that explain why some of them fail."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.checks.relation import limit_of, meets, residual

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.checks.relation import Check, Relation
    from generator.checks.term import Term


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
    def is_printed(self) -> bool:
        """Whether one of its amounts at least stands somewhere: rows that are not there do not."""
        return any(not term.is_absent for term in self.terms)

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
    that the changes satisfy. `lacking` are amounts in rows that a table does not have though others
    do, where the relations fail for want of them and do not say how much they are.
    """

    changes: tuple[Change, ...]
    explained: tuple[Tested, ...]
    recoded: bool = False
    lacking: tuple[Term, ...] = ()

    @property
    def is_missing_rows(self) -> bool:
        """Whether all that should change stands in rows that the table does not have."""
        return bool(self.changes) and all(change.term.is_absent for change in self.changes)

    @property
    def is_blank(self) -> bool:
        """Whether all that should change are cells in which nothing stands."""
        return bool(self.changes) and all(change.term.is_blank for change in self.changes)
