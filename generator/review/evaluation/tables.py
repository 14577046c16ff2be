"""The tables of a submitted file that are none of the nine: forms (自评表), tables of money."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.base.codes import L03
from generator.base.labels import key_of, squash
from generator.base.money import CENT, HUNDRED, UNIT_SIZES, divide, round_half_up
from generator.base.severity import Severity
from generator.field import evaluation, zh
from generator.field.evaluation_forms import EXECUTION_RATE
from generator.model.finding import finding
from generator.model.submission import Reviewed, Standing, Verdict
from generator.review import rules
from generator.review.evaluation.points import read_value
from generator.review.ours.intervals import around, share_interval
from generator.review.whole.charts import key_of_aside
from generator.review.whole.table_numbers import numbers_by_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from generator.model.evaluation_form import EvaluationForm, FormCell
    from generator.model.finding import Finding
    from generator.model.sheet import Sheet

_HEAD_ROWS = 8
# A rate without % that is no more than this may be a fraction.
_LARGEST_FRACTION = 2
YUAN = "元"
# The units of a form or a table of money.
_PRINTED = (zh.TEN_THOUSAND_YUAN, YUAN)
_SCORES = (evaluation.FULL_MARKS, zh.SCORE)


class SubmittedTable(NamedTuple):
    """A table of a submitted file that is none of the nine, as which aside it is counted.

    `forms` are the self-evaluations that were read on it; `of_report` tells that it stands in the
    report on one.
    """

    sheet: Sheet
    aside: int
    forms: tuple[EvaluationForm, ...] = ()
    of_report: bool = False


class MoneyRow(NamedTuple):
    """A source of money in a report's table: amounts by column as printed, the printed rate.

    `unit` is that of the amounts, empty where the table has none.
    """

    label: str
    unit: str
    amounts: Mapping[str, Decimal]
    rate: Decimal | None
    cells: tuple[tuple[int, int], ...]


def is_readable(form: EvaluationForm) -> bool:
    """Whether a form can be held against the text: its fixed words are those of the form.

    One whose words are damaged (a picture that was recognised badly) accuses nobody.
    """
    total = form.money_of(evaluation.MONEY_TOTAL)
    labels = {row.label for row in form.management}
    whole = not form.management or labels <= set(evaluation.MANAGEMENT_ROWS)
    named = form.project is not None and form.score is not None and bool(form.indicators)
    return named and total is not None and whole


def find_unreadable(tables: Iterable[SubmittedTable]) -> Iterator[Finding]:
    """Yield a warning for each form that is not held against anything, saying what it lacks."""
    for table in tables:
        for form in table.forms:
            if is_readable(form):
                continue
            message = (
                f"“{form.title or '自评表'}”没有核对：{_lacking(form)}，与自评表的格式对不上"
                "（像是由图片识别的，或排版已乱）；请对照原件"
            )
            yield finding(rules.UNREAD, message, form.place, severity=Severity.WARNING)


def _lacking(form: EvaluationForm) -> str:
    lacking = []
    if form.project is None:
        lacking.append(zh.PROJECT_NAME)
    if form.money_of(evaluation.MONEY_TOTAL) is None:
        lacking.append(evaluation.MONEY_TOTAL)
    if form.score is None:
        lacking.append(evaluation.POINTS_TOTAL)
    if not form.indicators:
        lacking.append("绩效指标")
    return f"没有读到{'、'.join(lacking)}" if lacking else "资金管理情况的各行"


def is_about_evaluation(problem: Finding, tables: Iterable[SubmittedTable]) -> bool:
    """Whether a finding says of a form or of a report's table that it is none of the nine."""
    if problem.code != L03.code:
        return False
    own = {table.sheet.name for table in tables if is_of_evaluation(table)}
    return any(place.sheet in own for place in problem.places if place.sheet)


def is_of_evaluation(table: SubmittedTable) -> bool:
    """Whether a table is a form, or one of a report."""
    return bool(table.forms) or table.of_report


def readable_forms(tables: Iterable[SubmittedTable]) -> list[EvaluationForm]:
    """Return the forms that can be held against the text."""
    return [form for table in tables for form in table.forms if is_readable(form)]


def number_of(cell: FormCell | None) -> Decimal | None:
    """Return the number of a cell, also behind a sign (≥99%)."""
    if cell is None:
        return None
    return cell.number if cell.number is not None else read_value(squash(cell.text), 0).number


def read_money_table(sheet: Sheet) -> tuple[MoneyRow, ...]:
    """Return the sources of money of a report's table (表1-2-1); empty where it is none."""
    head = next(
        (
            (row, columns)
            for row, cells in enumerate(sheet.rows[:_HEAD_ROWS])
            if len(columns := _columns(cells)) == len(evaluation.MONEY_COLUMNS)
        ),
        None,
    )
    if head is None:
        return ()
    top, columns = head
    unit = _unit(sheet, top)
    rate_at = next((c for c, t in enumerate(sheet.rows[top]) if squash(t) == EXECUTION_RATE), -1)
    rows = []
    for row in range(top + 1, len(sheet.rows)):
        cells = sheet.rows[row]
        label = key_of(cells[0]).rstrip("：:")
        label = evaluation.MONEY_SYNONYMS.get(label, label)
        numbers = {
            name: value.number
            for name, column in columns.items()
            if (value := read_value(squash(cells[column]), 0)).number is not None
        }
        if label not in {evaluation.MONEY_TOTAL, *evaluation.MONEY_SOURCES} or not numbers:
            continue
        rate = _rate_of(numbers, squash(cells[rate_at])) if rate_at >= 0 else None
        places = (*((row, column) for column in columns.values()), (row, rate_at))
        rows.append(MoneyRow(label, unit, numbers, rate, places))
    return tuple(rows) if rows and rows[0].label == evaluation.MONEY_TOTAL else ()


def _columns(cells: Sequence[str]) -> dict[str, int]:
    names = {key_of(text): column for column, text in enumerate(cells) if text}
    return {name: names[name] for name in evaluation.MONEY_COLUMNS if name in names}


def _unit(sheet: Sheet, top: int) -> str:
    above = squash("".join(text for row in sheet.rows[: top + 1] for text in row))
    return next((unit for unit in _PRINTED if f"单位:{unit}" in above), "")


class Amount(NamedTuple):
    """What a printed amount is in 元, and half of its last digit there."""

    value: Decimal
    half: Decimal

    def agrees(self, other: Amount) -> bool:
        """Whether both may be one amount, each as exactly as it is printed."""
        return abs(self.value - other.value) <= max(self.half, other.half)


def _half_digit(unit: str) -> Decimal:
    """Return half of what an amount in a unit is printed to, in 元."""
    return CENT / 2 * UNIT_SIZES[unit]


def amounts_of(number: Decimal, unit: str) -> tuple[Amount, ...]:
    """Return what a printed number may be: without a unit either of those that forms print."""
    units = (unit,) if unit in UNIT_SIZES else _PRINTED
    return tuple(Amount(number * UNIT_SIZES[one], _half_digit(one)) for one in units)


def may_agree(ones: Sequence[Amount], others: Sequence[Amount]) -> bool:
    """Whether one of what a printed amount may be is one of what another one may be."""
    return any(one.agrees(other) for one in ones for other in others)


def certain(amounts: Sequence[Amount]) -> Decimal | None:
    """Return what an amount is in 元, None where it is none or its unit is not known."""
    return amounts[0].value if len(amounts) == 1 else None


def amounts_in(cell: FormCell | None, unit: str) -> tuple[Amount, ...]:
    """Return what an amount of a form may be; empty where it is no amount."""
    if cell is None or cell.number is None or (cell.unit and cell.unit not in UNIT_SIZES):
        return ()
    return amounts_of(cell.number, cell.unit or unit)


def is_money_right(row: MoneyRow) -> bool | None:
    """Return whether the printed rate may be that of the row; None on a budget of 0.

    It may have been computed with more digits than the amounts are printed with.
    """
    budget = row.amounts.get(zh.FULL_YEAR_BUDGET)
    executed = row.amounts.get(zh.FULL_YEAR_EXECUTION)
    if not budget or executed is None or row.rate is None:
        return None
    return fits_rate(executed, budget, row.rate)


def in_percent(executed: Decimal, budget: Decimal, stated: Decimal) -> Decimal:
    """Return a rate without % in per cent: it may be a fraction (0.9 as a workbook shows it)."""
    percent = stated.scaleb(2)
    is_fraction = stated <= _LARGEST_FRACTION and fits_rate(executed, budget, percent)
    return percent if is_fraction else stated


def _rate_of(numbers: Mapping[str, Decimal], text: str) -> Decimal | None:
    budget, executed = (numbers.get(n) for n in (zh.FULL_YEAR_BUDGET, zh.FULL_YEAR_EXECUTION))
    rate = read_value(text, 0).number
    if rate is None or "%" in text or not budget or executed is None:
        return rate
    return in_percent(executed, budget, rate)


def fits_rate(executed: Decimal, budget: Decimal, stated: Decimal) -> bool:
    """Whether a rate in per cent may be that of two amounts as printed."""
    decimals = max(0, -int(stated.as_tuple().exponent))
    if round_half_up(divide(executed * HUNDRED, budget), decimals) == stated:
        return True
    interval = share_interval(around(executed), around(budget))
    return interval is None or interval.allows(stated, decimals)


def stand_tables(tables: Sequence[SubmittedTable]) -> Reviewed:
    """Return the numbers of readable forms and of tables of money as recomputed."""
    verdicts: list[Verdict] = []
    for table in tables:
        cells = {place for form in table.forms if is_readable(form) for place in _cells(form)}
        for row in read_money_table(table.sheet) if not table.forms else ():
            if is_money_right(row) is not None:
                cells |= {
                    (table.sheet.row_number(r), table.sheet.column_number(c)) for r, c in row.cells
                }
        if not cells:
            continue
        for place, numbers in numbers_by_cell(table.sheet).items():
            if place in cells:
                key = key_of_aside(table.aside)
                verdicts += [Verdict(key, number, Standing.RECOMPUTED) for number in numbers]
    return Reviewed((), tuple(verdicts))


def _cells(form: EvaluationForm) -> Iterator[tuple[int, int]]:
    """Yield the cells of a form that its rules add up or compare."""
    rows = [(row, tuple(row.cells)) for row in form.money]
    rows += [(row, _SCORES) for row in form.management]
    rows += [(row, (*_SCORES, evaluation.TARGET, evaluation.ACTUAL)) for row in form.indicators]
    for row, names in rows:
        for name in names:
            cell = row.cells.get(name)
            if cell is not None and (number_of(cell) is not None):
                yield cell.place.row_number, cell.place.column_number
    for total in (form.full_marks, form.score):
        if total is not None and total.number is not None:
            yield total.place.row_number, total.place.column_number
