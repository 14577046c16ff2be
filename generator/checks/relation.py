"""A relation between printed amounts, and how far rounding lets it be off (DOMAIN 2.1).

For n + 1 independently rounded amounts the true residual 0 shows up as less than (n + 1) halves
of a last digit: 0.01·⌊n/2⌋ for a total of n addends. Where one amount stands alone against
another there is nothing to round away, and the relation is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from generator.field import zh

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from decimal import Decimal

    from generator.base.rules import Rule
    from generator.base.severity import Severity
    from generator.checks.ledger import Ledger
    from generator.checks.term import Term
    from generator.model.place import Place

_PAIR = 2


class RelationKind(Enum):
    """How the two sides of a relation hang together."""

    SUM = zh.TOTAL
    SAME = "同一数字"
    AT_MOST = "不大于"


class Relation(NamedTuple):
    """Σ left (=, or ≤ for AT_MOST) Σ right. The first term of `left` is the amount that is stated.

    A term is None where its cell holds no readable number: the relation cannot be checked then.
    `section` is the section of the text that rests on it; `formula` its short written form.
    """

    left: tuple[Term | None, ...]
    right: tuple[Term | None, ...]
    kind: RelationKind = RelationKind.SUM
    section: str = ""
    formula: str = ""


class Remark(NamedTuple):
    """What a rule says that compares no two sums; `severity` where it is not the rule's own."""

    message: str
    places: Sequence[Place]
    section: str = ""
    formula: str = ""
    stated: Decimal | None = None
    expected: Decimal | None = None
    severity: Severity | None = None
    found_text: str = ""
    in_review: str = ""


class Untested(NamedTuple):
    """What a rule could not compare because one side of it is not given, and why."""

    what: str
    why: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """A rule and the function that states its relations for one department.

    `grouped`: what fails in one table is one finding, not one a row.
    """

    rule: Rule
    examine: Callable[[Ledger], Iterator[Relation | Remark | Untested]]
    grouped: bool = False


def total_of(
    total: Term | None, parts: Sequence[Term | None], section: str = "", formula: str = ""
) -> Relation:
    """A total and its parts."""
    return Relation((total,), tuple(parts), RelationKind.SUM, section, formula)


def same(first: Term | None, second: Term | None, section: str = "", formula: str = "") -> Relation:
    """One figure that is printed twice; a difference of one last digit is a tail (DOMAIN 2.1)."""
    return Relation((first,), (second,), RelationKind.SAME, section, formula)


def sum_across(
    total: Term | None, parts: Sequence[Term | None], section: str = "", formula: str = ""
) -> Relation:
    """A total and its parts in other tables: one part alone is the same figure printed twice."""
    filled = [part for part in parts if part and part.value]
    kind = RelationKind.SUM if filled[1:] else RelationKind.SAME
    return Relation((total,), tuple(parts), kind, section, formula)


def at_most(
    part: Sequence[Term | None], whole: Sequence[Term | None], section: str = "", formula: str = ""
) -> Relation:
    """A part and the whole that it cannot exceed."""
    return Relation(tuple(part), tuple(whole), RelationKind.AT_MOST, section, formula)


def residual(relation: Relation) -> int:
    """Return Σ left − Σ right in millionths; every term must be there."""
    left = sum([term.value for term in relation.left if term])
    return left - sum([term.value for term in relation.right if term])


def fits(relation: Relation) -> bool:
    """Whether the two sides of a relation meet, rounding allowed for; every term must be there."""
    return meets(relation, residual(relation), limit_of(relation))


def meets(relation: Relation, off: int, limit: int) -> bool:
    """Whether a residual `off` is within `limit`; a part may be any amount below its whole."""
    return off <= limit if relation.kind is RelationKind.AT_MOST else abs(off) <= limit


def limit_of(relation: Relation) -> int:
    """Return the largest residual (without its sign) that rounding explains."""
    terms = [term for term in (*relation.left, *relation.right) if term]
    halves = sum(term.half for term in terms)
    if not halves:
        return 0
    if relation.kind is not RelationKind.SUM:
        band = 2 * max(term.half for term in terms)
        return max(band, halves - 1) if relation.kind is RelationKind.AT_MOST else band
    filled = [term for term in terms if term.value]
    first = relation.left[0]
    if len(filled) == _PAIR and first is not None and first.value:
        one, other = filled
        return 0 if one.half == other.half else one.half + other.half
    return halves - 1
