"""The amounts that rows which are not there should have, as far as the rest says so.

An amount follows from the same amount in another table, else from a sum of which it is the only
unknown addend. Where the tables that should say the same say it, theirs is taken, also for what
does not follow; whether it fits is for `missing_rows` to test.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.severity import Severity
from generator.checks.relation import RelationKind
from generator.field import forms, zh
from generator.field.forms import Side

if TYPE_CHECKING:
    from generator.checks.diagnosis import Deltas, Diagnosis
    from generator.checks.term import Term
    from generator.checks.tested import Tested

RowKey = tuple[str, Side, str]

_WHOLE, _BASIC, _PROJECT, _FISCAL = (
    "全部",
    zh.BASIC_EXPENDITURE,
    zh.PROJECT_EXPENDITURE,
    zh.FISCAL_INCOME,
)
_WHOLES = {
    forms.INCOME: zh.INCOME_TOTAL,
    forms.EXPENDITURE: zh.SPENDING_TOTAL,
    forms.GENERAL_BUDGET: zh.SUBTOTAL,
    forms.FUND_BUDGET: zh.SUBTOTAL,
    forms.STATE_CAPITAL: zh.TOTAL,
}
_FUNDS = (forms.GENERAL_BUDGET, forms.FUND_BUDGET, forms.STATE_CAPITAL)
# Whose amounts a table shares, the nearest first; several together make one amount.
_SOURCES: dict[str, tuple[tuple[str, ...], ...]] = {
    forms.INCOME: ((forms.EXPENDITURE,), _FUNDS),
    forms.EXPENDITURE: (_FUNDS, (forms.INCOME,)),
    **dict.fromkeys(_FUNDS, ((forms.EXPENDITURE,),)),
}


def imply_rows(diagnosis: Diagnosis) -> dict[RowKey, Deltas]:
    """Return every row that is not there and of which an amount fails something.

    Its amounts (millionths) stand in the order of the columns.
    """
    unknown = {
        term.number
        for index in diagnosis.broken
        for term in diagnosis.tested[index].terms
        if term.is_absent
    }
    implied = _imply_amounts(unknown, diagnosis)
    keys = {_key_of(diagnosis.terms[number]) for number in unknown}
    implied |= _copy_amounts(keys, implied, diagnosis)
    rows: dict[RowKey, Deltas] = {}
    for number, amount in implied.items():
        key = _key_of(diagnosis.terms[number])
        rows[key] = (*rows.get(key, ()), (number, amount))
    return {key: _in_order(deltas, diagnosis) for key, deltas in rows.items()}


def _key_of(term: Term) -> RowKey:
    return term.form, term.side, term.key


def _in_order(deltas: Deltas, diagnosis: Diagnosis) -> Deltas:
    """Return the amounts of a row in the order of the columns of its form."""
    form = forms.FORM_BY_NUMBER[diagnosis.terms[deltas[0][0]].form]
    columns = (*form.income_columns, *form.columns)
    return tuple(sorted(deltas, key=lambda delta: columns.index(diagnosis.terms[delta[0]].column)))


def _imply_amounts(unknown: set[int], diagnosis: Diagnosis) -> dict[int, int]:
    """Return the amounts that follow; what follows once is known for the rest."""
    implied: dict[int, int] = {}
    relations = sorted(
        (index for index in diagnosis.broken if says_how_much(diagnosis.tested[index])),
        key=lambda index: (sum(1 for _ in diagnosis.tested[index].terms), index),
    )
    found = True
    while found:
        found = False
        for index in relations:
            item = diagnosis.tested[index]
            left = {t.number for t in item.terms if t.number in unknown and t.number not in implied}
            if len(left) == 1:
                (number,) = left
                amount = _amount_in(item, number, implied)
                if amount > 0:
                    found, implied[number] = True, amount
    return implied


def says_how_much(item: Tested) -> bool:
    """Whether a relation tells an amount, not only a limit or what is usual."""
    return (
        item.relation.kind is not RelationKind.AT_MOST
        and item.check.rule.severity is Severity.ERROR
    )


def _amount_in(item: Tested, number: int, implied: dict[int, int]) -> int:
    """Return the amount with which a relation holds, the others being what they are known to be."""
    left = sum(term.value + implied.get(term.number, 0) for term in item.relation.left if term)
    right = sum(term.value + implied.get(term.number, 0) for term in item.relation.right if term)
    stands_left = any(term and term.number == number for term in item.relation.left)
    return right - left if stands_left else left - right


def _copy_amounts(
    keys: set[RowKey], implied: dict[int, int], diagnosis: Diagnosis
) -> dict[int, int]:
    """Return the amounts of rows as the tables have them that share them.

    They are nearer than what follows from sums of rounded amounts; nothing is taken from a table
    that contradicts what follows by more.
    """
    copied = {}
    for form, _, key in sorted(keys):
        whole = _number(form, key, _WHOLE, diagnosis)
        shared = _shared(form, key, _WHOLE, diagnosis)
        if whole is None or not shared:
            continue
        if (
            whole in implied
            and abs(implied[whole] - shared) > diagnosis.terms[whole].scale.half * 2
        ):
            continue
        for role in (_WHOLE, _BASIC, _PROJECT, _FISCAL):
            number = _number(form, key, role, diagnosis)
            amount = _shared(form, key, role, diagnosis)
            if number is not None and amount:
                copied[number] = amount
    return copied


def _number(form: str, key: str, role: str, diagnosis: Diagnosis) -> int | None:
    """Return the number of the amount that plays a role in the row of a code."""
    column = _WHOLES.get(form, "") if role == _WHOLE else role
    return diagnosis.places.get((form, key, column))


def _shared(form: str, key: str, role: str, diagnosis: Diagnosis) -> int:
    """Return the amount that other tables have for the same code; 0 where none has it."""
    wanted = _WHOLE if role == _FISCAL else role
    sources = _SOURCES.get(form, ())
    for together in sources[::-1] if role == _FISCAL else sources:
        numbers = [_number(source, key, wanted, diagnosis) for source in together]
        terms = [diagnosis.terms[number] for number in numbers if number is not None]
        amount = sum(term.value for term in terms if not term.is_absent)
        if amount:
            return amount
    return 0
