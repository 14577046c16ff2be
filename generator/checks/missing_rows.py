"""Rows that a table lacks: what other tables and its own sums say that should stand in them.

Rows (`implied`) are believed to be missing only where, with these
amounts, every relation that they stand in holds, that of the row itself among them, and where no
other single change would explain as much: a wrong code or a wrong total is no missing row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.severity import FindingClass
from generator.checks.implied import imply_rows, says_how_much
from generator.checks.tested import Cause
from generator.field.forms import Side

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.checks.diagnosis import Deltas, Diagnosis, Proposal
    from generator.checks.implied import RowKey
    from generator.checks.tested import Change

_PAIR = 2
_CLASS_DIGITS = 3


def find_missing_rows(diagnosis: Diagnosis) -> list[Cause]:
    """Accept the rows that are missing beyond doubt, and return one cause a table."""
    rows = _believable(imply_rows(diagnosis), diagnosis)
    if not rows:
        return []
    ordered = [deltas for _, deltas in sorted(rows.items(), key=_order)]
    together = diagnosis.weigh(tuple(delta for deltas in ordered for delta in deltas))
    by_form: dict[str, list[Change]] = {}
    for change in diagnosis.accept(together).changes:
        by_form.setdefault(change.term.form, []).append(change)
    causes = []
    for changes in by_form.values():
        uses = {i for change in changes for i, _ in diagnosis.uses[change.term.number]}
        explained = tuple(diagnosis.tested[index] for index in sorted(uses & together.fixed))
        causes.append(Cause(tuple(changes), explained))
    return causes


def _order(row: tuple[RowKey, Deltas]) -> tuple[str, bool, str, int]:
    """Income before expenditure, codes as they ascend, labels as the rules name them."""
    (form, side, key), deltas = row
    return form, side is Side.EXPENDITURE, key if key.isdigit() else "", deltas[0][0]


def _believable(rows: dict[RowKey, Deltas], diagnosis: Diagnosis) -> dict[RowKey, Deltas]:
    """Return the rows with whose amounts everything holds; each round drops one at least."""
    left = dict(rows)
    while left:
        together = diagnosis.weigh(tuple(delta for deltas in left.values() for delta in deltas))
        rivals = _weights_of_singles(together.fixed, diagnosis)
        doubtful = [
            key
            for key, deltas in left.items()
            if _is_doubtful(deltas, together, rivals, diagnosis)
            or not (_is_in_failing_sum(deltas, together, diagnosis) or _is_below(key, left))
        ]
        if not doubtful:
            break
        for key in [key for key in doubtful if _fails_alone(key, left, together, diagnosis)] or (
            doubtful
        ):
            del left[key]
    return left


def _fails_alone(
    key: RowKey, rows: dict[RowKey, Deltas], together: Proposal, diagnosis: Diagnosis
) -> bool:
    """Whether something fails in which no other row that may be missing has a part."""
    own = _uses_of(rows[key], diagnosis) & together.failed
    others = (_uses_of(deltas, diagnosis) for other, deltas in rows.items() if other != key)
    return bool(own.difference(*others))


def _uses_of(deltas: Deltas, diagnosis: Diagnosis) -> set[int]:
    return {index for number, _ in deltas for index, _ in diagnosis.uses[number]}


def _is_in_failing_sum(deltas: Deltas, together: Proposal, diagnosis: Diagnosis) -> bool:
    """Whether the table itself does not add up without the row."""
    uses = _uses_of(deltas, diagnosis)
    form = diagnosis.terms[deltas[0][0]].form
    return any(
        all(term.form == form for term in diagnosis.tested[index].terms)
        for index in uses & together.fixed
    )


def _is_below(key: RowKey, rows: dict[RowKey, Deltas]) -> bool:
    """Whether the row of a code above is missing too."""
    form, side, code = key
    return any((form, side, code[:digits]) in rows for digits in range(_CLASS_DIGITS, len(code)))


def _weights_of_singles(fixed: Iterable[int], diagnosis: Diagnosis) -> dict[int, int]:
    """Return what the best change of each amount of these relations alone would weigh."""
    return {
        number: max(
            (diagnosis.weigh(((number, delta),)).weight for delta in diagnosis.wanted(number)),
            default=0,
        )
        for number in diagnosis.touched(fixed)
        if not diagnosis.terms[number].is_absent
    }


def _is_doubtful(
    deltas: Deltas, together: Proposal, rivals: dict[int, int], diagnosis: Diagnosis
) -> bool:
    """Whether something fails with a row, or an amount that is there may as well be wrong.

    A code that other tables have is likelier to be missing than an amount is to be wrong; of a
    row that only the form asks for this is not so.
    """
    uses = _uses_of(deltas, diagnosis)
    fixed = uses & together.fixed
    if not fixed or uses & together.failed:
        return True
    best = max((rivals.get(number, 0) for number in diagnosis.touched(fixed)), default=0)
    worth = diagnosis.worth_of(fixed)
    if not diagnosis.terms[deltas[0][0]].is_subject:
        return worth <= best
    return worth < best or not _is_confirmed(deltas, fixed, diagnosis)


def _is_confirmed(deltas: Deltas, fixed: set[int], diagnosis: Diagnosis) -> bool:
    """Whether another table says the same of a code, or its parent has no other row at all.

    A code may rightly stand in one table alone. Then a sum that fails is not its doing.
    """
    for item in map(diagnosis.tested.__getitem__, fixed):
        across = item.check.rule.finding_class is FindingClass.CROSS_TABLE
        if says_how_much(item) and (across or sum(1 for _ in item.terms) == _PAIR):
            return True
    key = diagnosis.terms[deltas[0][0]].key
    elsewhere = {
        term.value for term in diagnosis.terms.values() if term.key == key and not term.is_absent
    }
    return any(amount in elsewhere for _, amount in deltas)
