"""The figures that departments are set beside each other by: of tables and data, else the text."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from generator.field import zh
from generator.field.data_folder import Lists
from generator.field.sections import PERFORMANCE
from generator.figures.department import compute_figures
from generator.figures.listing import amount_of, list_figures
from generator.model.figure import FigureKind
from generator.model.survey import KeyFigure, ListedRow, Origin
from generator.review.harvest.harvest import harvest, harvest_totals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.figures.listing import ListedFigure
    from generator.model.accounts import Accounts
    from generator.model.figure import Figure
    from generator.model.figures import Figures
    from generator.model.records import Record
    from generator.model.review import Review

_COUNTS = {
    zh.DELEGATIONS_ABROAD: "个",
    zh.PERSONS_ABROAD: zh.PERSON_TIMES,
    zh.VEHICLES_BOUGHT: "辆",
    zh.VEHICLES_KEPT: "辆",
    zh.DOMESTIC_GROUPS: zh.BATCHES,
    zh.DOMESTIC_GUESTS: zh.PERSON_TIMES,
}
_THREE = (
    (zh.THREE_PUBLIC, "total"),
    (zh.TRAVEL_ABROAD, "abroad"),
    (zh.VEHICLES, "vehicles"),
    (zh.VEHICLE_PURCHASE, "purchase"),
    (zh.VEHICLE_RUNNING, "running"),
    (zh.RECEPTION, "reception"),
)
AMOUNTS = (
    zh.TOTALS_BOTH_SIDES,
    zh.INCOME_TOTAL,
    zh.SPENDING_TOTAL,
    zh.BASIC_EXPENDITURE,
    zh.PROJECT_EXPENDITURE,
    zh.FISCAL_TOTALS_BOTH_SIDES,
    zh.GENERAL_SPENDING,
    zh.GENERAL_BASIC_SPENDING,
    zh.STAFF_COSTS,
    zh.OFFICE_COSTS,
    zh.FUND_SPENDING,
    zh.CAPITAL_SPENDING,
    *(name for name, _ in _THREE),
    zh.RUNNING_COSTS,
    zh.PROCUREMENT,
    zh.DOMESTIC_RECEPTION,
)
# The columns of the table of all departments: amounts in 万元, then counts.
UNITS: Mapping[str, str] = {**dict.fromkeys(AMOUNTS, zh.TEN_THOUSAND_YUAN), **_COUNTS}
_FACTORS = {
    zh.TEN_THOUSAND_YUAN: Decimal(1),
    "元": Decimal("0.0001"),
    zh.HUNDRED_MILLION_YUAN: Decimal(10000),
}
_AMOUNT, _LAST, _PLANNED = zh.AMOUNT, zh.LAST_TOTALS, zh.BUDGET


class _Trio(NamedTuple):
    """A figure this year, last year and as planned; None where there is none."""

    now: Figure | None
    last: Figure | None = None
    budget: Figure | None = None


def read_figures(review: Review) -> tuple[KeyFigure, ...]:
    """Return the key figures of a department that a review knows: what it does not is left out.

    Amounts are in 万元. Without tables and data they are those that the text states once, or each
    time alike: where it contradicts itself, none.
    """
    if review.accounts is None or not review.accounts.tables:
        return tuple(_of_text(review))
    return figures_of_accounts(review.accounts, review.file)


def figures_of_accounts(accounts: Accounts, file: str) -> tuple[KeyFigure, ...]:
    """Return the key figures of accounts that a file of this name, or data, have given."""
    trios = dict(_of_figures(compute_figures(accounts)))
    found = []
    for name in UNITS:
        trio = trios.get(name)
        if trio is None or all(map(_is_blank, trio)):
            continue
        now, last, budget = map(_in_unit, trio)
        origins = _origins((one for one in trio if one is not None), file)
        found.append(KeyFigure(name, UNITS[name], now, last, budget, origins))
    return tuple(found)


def _of_figures(figures: Figures) -> Iterator[tuple[str, _Trio]]:
    general, three = figures.general, figures.three_public
    yield zh.TOTALS_BOTH_SIDES, _Trio(figures.summary.current, figures.summary.last)
    yield zh.INCOME_TOTAL, _Trio(figures.income.total)
    yield zh.SPENDING_TOTAL, _Trio(figures.expenditure.total)
    for part in figures.expenditure.parts:
        yield part.name, _Trio(part.amount)
    yield zh.FISCAL_TOTALS_BOTH_SIDES, _Trio(figures.fiscal.current, figures.fiscal.last)
    spending = _Trio(general.spending.current, general.spending.last, general.total.budget)
    yield zh.GENERAL_SPENDING, spending
    for name, compared in (
        (zh.GENERAL_BASIC_SPENDING, general.basic),
        (zh.STAFF_COSTS, general.staff),
        (zh.OFFICE_COSTS, general.office),
    ):
        yield name, _Trio(compared.current, compared.last)
    for name, fund in ((zh.FUND_SPENDING, figures.fund), (zh.CAPITAL_SPENDING, figures.capital)):
        yield name, _Trio(fund.spending.final, budget=fund.spending.budget)
    for name, item in _THREE:
        budgeted, by_year = getattr(three, item), three.by_year[item]
        yield name, _Trio(budgeted.final, by_year.last, budgeted.budget)
    operating = figures.operating
    budget = operating.by_budget.budget
    yield zh.RUNNING_COSTS, _Trio(operating.by_year.current, operating.by_year.last, budget)
    yield zh.PROCUREMENT, _Trio(figures.procurement.total)
    yield zh.DOMESTIC_RECEPTION, _Trio(three.domestic_reception)
    for name in _COUNTS:
        yield name, _Trio(three.counts[name])


def _is_blank(figure: Figure | None) -> bool:
    return figure is None or figure.value is None


def _in_unit(figure: Figure | None) -> Decimal | None:
    """Return a value in 万元, a count as it is."""
    if figure is None or figure.value is None:
        return None
    value = amount_of(figure)
    return None if value is None else value * _FACTORS.get(figure.unit, Decimal(1))


def _origins(figures: Iterable[Figure], file: str) -> tuple[Origin, ...]:
    found = {
        _origin(source.place.file, source.place.table, file)
        for figure in figures
        for source in figure.sources()
    }
    return tuple(one for one in Origin if one in found)


def _origin(place: str, table: str, file: str) -> Origin:
    if place != file:
        return Origin.GIVEN
    return Origin.TABLES if table else Origin.TEXT


def _of_text(review: Review) -> Iterator[KeyFigure]:
    """Yield what a text without tables states."""
    said = _stated(review)
    lists = harvest(review.submission, {}, names={}).lists
    totals = {
        (name, _AMOUNT): number_of(amount, unit)
        for name, (amount, unit) in harvest_totals(review.submission).items()
    }
    last = _listed(lists.get(Lists.LAST_TOTALS, ()), zh.AMOUNT, _LAST)
    facts = _listed(lists.get(Lists.FACTS, ()), zh.VALUE, _AMOUNT)
    known = {**facts, **last, **totals, **said}
    for name, unit in UNITS.items():
        now, before, budget = (known.get((name, one)) for one in (_AMOUNT, _LAST, _PLANNED))
        if any(value is not None for value in (now, before, budget)):
            yield KeyFigure(name, unit, now, before, budget, (Origin.TEXT,))


def _listed(
    rows: Iterable[Record], column: str, measure: str
) -> dict[tuple[str, str], Decimal | None]:
    return {
        (row.text(zh.ITEM), measure): number_of(row.text(column), row.text(zh.UNIT)) for row in rows
    }


def number_of(text: str, unit: str) -> Decimal | None:
    """Return an amount in 万元, a count as it is; None where the text is no number."""
    try:
        return Decimal(text.replace(",", "")) * _FACTORS.get(unit, Decimal(1))
    except ArithmeticError:
        return None


def _stated(review: Review) -> dict[tuple[str, str], Decimal | None]:
    """Return what the sentences say of each key figure; None where they disagree."""
    found: dict[tuple[str, str], set[Decimal]] = {}
    for paragraph in review.submission.paragraphs():
        for mention in paragraph.mentions:
            fact = review.facts.get((paragraph.passage.locator, mention.start))
            if fact is None or fact.subject not in UNITS or fact.section == PERFORMANCE:
                continue
            is_money = UNITS[fact.subject] == zh.TEN_THOUSAND_YUAN
            if is_money and mention.unit not in _FACTORS:
                continue
            value = mention.value * (_FACTORS[mention.unit] if is_money else 1)
            found.setdefault((fact.subject, fact.measure), set()).add(value)
    return {key: (*values,)[0] if len(values) == 1 else None for key, values in found.items()}


def list_rows(review: Review) -> Iterator[ListedRow]:
    """Yield every figure of a department for the long table, section by section.

    Of the rows of the tables this year's, last year's and the budgets; rates as computed.
    """
    accounts = review.accounts
    if accounts is None or not accounts.tables:
        for one in read_figures(review):
            yield from _rows_of_key(one, review.owner.year)
        return
    year = accounts.identity.year
    for listed in list_figures(compute_figures(accounts)):
        value = amount_of(listed.figure)
        if value is None:
            continue
        unit = listed.figure.unit
        if listed.figure.kind is FigureKind.AMOUNT and unit in _FACTORS:
            value, unit = value * _FACTORS[unit], zh.TEN_THOUSAND_YUAN
        label = listed.figure.label
        if _falls(listed):
            value = -value
        of_last = label.startswith(zh.LAST_YEAR)
        origins = _origins((listed.figure,), review.file)
        name = label.removeprefix(zh.LAST_YEAR)
        yield ListedRow(year - of_last, listed.section, name, value, unit, origins)


def _falls(listed: ListedFigure) -> bool:
    """Whether a figure is the size of a fall: the text says 减少, a table needs the sign."""
    if listed.figure in (listed.this_year, listed.last_year):
        return False
    now, last = (None if one is None else one.value for one in (listed.this_year, listed.last_year))
    return now is not None and last is not None and now < last


def _rows_of_key(one: KeyFigure, year: int) -> Iterator[ListedRow]:
    for value, of, name in (
        (one.now, year, one.name),
        (one.last, year - 1, one.name),
        (one.budget, year, f"{one.name}{zh.BUDGET}"),
    ):
        if value is not None:
            yield ListedRow(of, "", name, value, one.unit, one.origins)
