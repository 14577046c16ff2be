"""Rates that indicators state and that the numbers beside them make (DOMAIN 2.8: N15)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import key_of, squash
from generator.base.money import HUNDRED, ZERO, divide, format_number, format_plain, round_half_up
from generator.base.rules import Rule
from generator.base.severity import FindingClass, Severity
from generator.checks.attained import Doubt, actual_of, judge
from generator.checks.evaluated import FORM, find_forms
from generator.checks.moneys import wrong_columns
from generator.checks.relation import Check, Remark, Untested
from generator.checks.scores import section_of
from generator.field import evaluation, zh
from generator.field.amounts import amount_of
from generator.field.evaluation_forms import EXECUTION_RATE
from generator.field.measures import PERCENT
from generator.field.whole_rates import rate_named

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from generator.checks.evaluated import Form, Line
    from generator.checks.ledger import Ledger
    from generator.checks.term import Term
    from generator.field.whole_rates import WholeRate
    from generator.model.accounts import ListedAmount
    from generator.model.evaluation import Indicator

_PERCENT = Fraction(100)


class _Operands(NamedTuple):
    """The two numbers that make a rate; None where one is not given."""

    part: Term | None
    whole: Term | None


def rates_are_what_their_numbers_make(ledger: Ledger) -> Iterator[Remark | Untested]:
    """An indicator that is a rate by its name states what its numbers come to.

    Silent where the reason of the indicator, or what is written on it, says how else it is made.
    """
    doubtful = {name for name, _ in wrong_columns(ledger.accounts)}
    for form in find_forms(ledger.accounts):
        if form.project and squash(form.name) in doubtful:
            continue
        for line in form.lines:
            rate = rate_named(line.name) if line.indicator else None
            if rate is None or line.indicator is None or not squash(line.indicator.actual):
                continue
            operands = _operands(ledger, form, rate)
            if operands is not None and not _is_explained(ledger, form, line):
                yield from _compare(form, line.indicator, rate, operands)


def _is_explained(ledger: Ledger, form: Form, line: Line) -> bool:
    """Whether a text on the indicator says that it is of another scope."""
    notes = ledger.accounts.evaluation.whole_notes if form.project is None else {}
    texts = [note.text for name, note in notes.items() if key_of(name) == key_of(line.name)]
    texts.append(line.reason)
    return any(evaluation.OTHER_SCOPE.search(text) for text in texts)


def _operands(ledger: Ledger, form: Form, rate: WholeRate) -> _Operands | None:
    """Return the numbers of a rate; None for one that a project has not."""
    project = form.project
    if project is not None:
        if rate.name != EXECUTION_RATE:
            return None
        return _Operands(
            ledger.listed(f"“{form.name}”{zh.FULL_YEAR_EXECUTION}", project.executed),
            ledger.listed(f"“{form.name}”{zh.FULL_YEAR_BUDGET}", project.full_year_budget),
        )
    if not rate.whole:
        amount = amount_of(rate.part)
        spent, planned = ledger.term(*amount.cell), ledger.term(*amount.budget_cell)
        return _Operands(
            spent and spent._replace(row=f"{rate.part}{zh.FINAL}"),
            planned and planned._replace(row=f"{rate.part}{zh.BUDGET_AMOUNT}"),
        )
    facts = ledger.accounts.facts
    part = rate.part
    if part == evaluation.PROCUREMENT_EXECUTED and part not in facts:
        part = zh.PROCUREMENT
    whole = _fact(ledger, rate, rate.whole)
    if part == zh.OVERALL_BUDGET_CHANGE and part not in facts:
        return _Operands(_change(ledger), whole)
    return _Operands(_fact(ledger, rate, part), whole)


def _fact(ledger: Ledger, rate: WholeRate, key: str) -> Term | None:
    listed: ListedAmount | None = ledger.accounts.facts.get(key)
    return ledger.listed(key, listed, exact=rate.is_of_counts)


def _change(ledger: Ledger) -> Term | None:
    """Return 预算调整 that is not given: what sets the two budgets apart."""
    facts = ledger.accounts.facts
    initial, full_year = (
        ledger.listed(key, facts.get(key)) for key in (zh.OVERALL_INITIAL_BUDGET, zh.OVERALL_BUDGET)
    )
    if initial is None or full_year is None:
        return None
    return full_year._replace(
        value=full_year.value - initial.value,
        half=full_year.half + initial.half,
        row=zh.OVERALL_BUDGET_CHANGE,
    )


def _compare(
    form: Form, row: Indicator, rate: WholeRate, operands: _Operands
) -> Iterator[Remark | Untested]:
    part, whole = operands
    value = actual_of(row)
    what = f"“{form.name}”的“{row.third_level}”的{evaluation.ACTUAL}"
    if part is None or whole is None:
        missing = rate.part if part is None else rate.whole or rate.part
        yield Untested(what, f"没有给出{missing}")
        return
    if value is None or value.unit not in {PERCENT, ""} or judge(row).doubt is Doubt.UNIT:
        return
    if not whole.value:
        return  # there is no rate of nothing, whatever is written
    readings = [value.number]
    if value.number <= 1 and PERCENT not in squash(row.actual):
        readings.append(value.number * HUNDRED)  # 0.95, of 95 %
    if any(_is_rate(each, _decimals(row.actual), part, whole) for each in readings):
        return
    right = _printed_rate(part, whole)
    if (value.sign == evaluation.AT_LEAST and right >= readings[-1]) or (
        value.sign == evaluation.AT_MOST and right <= readings[-1]
    ):
        return  # ≥95% is said of any rate from there
    message = (
        f"{what}写作 {squash(row.actual)}，{part.row} {_printed(part)} ÷ "
        f"{whole.row} {_printed(whole)} 是 {format_plain(right)}%；"
        "请核对，按其他口径计算的写明口径"
    )
    cell = row.places.get(evaluation.ACTUAL, row.place)
    yield Remark(
        message,
        [cell, part.place, whole.place],
        section_of(form),
        formula=rate.formula,
        stated=value.number,
        expected=right,
    )


def _decimals(text: str) -> int:
    """Return the digits behind the point of a printed number."""
    digits = squash(text).partition(".")[2]
    return next((at for at, sign in enumerate(digits) if not sign.isdigit()), len(digits))


def _printed(term: Term) -> str:
    """Return an amount as the text prints it; a count with its unit."""
    return format_number(term.published(term.value)) if term.scale.unit else term.shown(term.value)


def _printed_rate(part: Term, whole: Term) -> Decimal:
    """Return the rate of the amounts that the text prints; of the files where it prints 0."""
    amount, base = abs(part.published(part.value)), abs(whole.published(whole.value))
    if not base:
        amount, base = ZERO + abs(part.value), ZERO + abs(whole.value)
    return round_half_up(divide(HUNDRED * amount, base))


def _is_rate(stated: Decimal, decimals: int, part: Term, whole: Term) -> bool:
    """Whether a printed rate is that of printed amounts, or of any that are printed so."""
    half = Fraction(1, 2 * 10**decimals)
    low, high = Fraction(abs(stated)) - half, Fraction(abs(stated)) + half
    if low <= Fraction(_printed_rate(part, whole)) <= high:
        return True
    amount, base = abs(part.value), abs(whole.value)
    least = _PERCENT * max(amount - part.half, 0) / (base + whole.half)
    if base <= whole.half:
        return least <= high
    most = _PERCENT * (amount + part.half) / (base - whole.half)
    return least <= high and low <= most


CHECKS = (
    Check(
        Rule(
            "N15a",
            "指标的比率应等于由其各数计算的比率",
            FORM,
            FindingClass.ARITHMETIC,
            Severity.WARNING,
        ),
        rates_are_what_their_numbers_make,
    ),
)
