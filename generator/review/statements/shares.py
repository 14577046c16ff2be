"""Of what a share is said to be one: the whole that stands between 占 and 的."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.review.statements.statement import Measure, Whole
from generator.review.statements.subjects import Subject, fund_of_name, narrow
from generator.review.statements.words import Role

if TYPE_CHECKING:
    from generator.review.statements.context import Context
    from generator.review.statements.quantities import Lexicon
    from generator.review.statements.statement import Statement
    from generator.review.statements.subjects import Memory

_NAMED = {Role.NAME, Role.OWN, Role.UNKNOWN, Role.FUND}


def find_whole(context: Context, lexicon: Lexicon, memory: Memory) -> Whole | None:
    """Return the whole that the words name, None where they name none."""
    roles = context.roles
    at = max((i for i, token in enumerate(roles) if token.role == Role.SHARE), default=len(roles))
    named = [token for token in roles[at + 1 :] if token.role in _NAMED]
    if not named:
        return None
    name = named[-1].text
    quantities = lexicon.of(name) if named[-1].role in {Role.NAME, Role.FUND} else ()
    if len(named) > 1 and named[-2].role == Role.FUND:
        quantities = narrow(quantities, fund_of_name(named[-2].text), is_named=True)
    names = {quantity.name for quantity in quantities}
    stated = next(
        (
            one
            for one in reversed(memory.amounts)
            if names & {q.name for q in one.quantities} or _same_words(one.name, name)
        ),
        None,
    )
    return Whole(quantities, stated)


def usual_wholes(
    subject: Subject, turn: int, lexicon: Lexicon, memory: Memory
) -> tuple[Statement, ...]:
    """Return what was last said of the wholes that a subject is usually a share of."""
    names = {quantity.whole for quantity in subject.quantities(turn) if quantity.whole}
    said = (
        memory.latest(Subject(name, (lexicon.of(name),)), Measure.AMOUNT, 0)
        for name in sorted(names)
    )
    return tuple(one for one in said if one is not None)


def _same_words(one: str, other: str) -> bool:
    """Whether two names are one, or one says more of the same (本年支出合计, 支出合计)."""
    return one.endswith(other) or other.endswith(one)
