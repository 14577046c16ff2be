"""The figures that departments are set beside each other by: of tables and data, else the text."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from generator.field import zh
from generator.field.data_folder import Lists
from generator.figures.department import compute_figures
from generator.figures.listing import amount_of, list_figures
from generator.model.figure import FigureKind
from generator.model.survey import KeyFigure, ListedRow, Origin
from generator.review.harvest.harvest import harvest, harvest_totals
from generator.tasks.survey.stated import CHANGE, FACTORS, read_stated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.figures.listing import ListedFigure
    from generator.model.accounts import Accounts
    from generator.model.figure import Figure
    from generator.model.figures import Figures
    from generator.model.records import Record
    from generator.model.review import Review
    from generator.tasks.survey.stated import Stated

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
    said = read_stated(review, UNITS)
    if review.accounts is None or not review.accounts.tables:
        return tuple(_of_text(review, said))
    found = {one.name: one for one in figures_of_accounts(review.accounts, review.file, said)}
    filled = (_fill(name, found.get(name), said) for name in UNITS)
    return tuple(one for one in filled if one is not None)


def figures_of_accounts(
    accounts: Accounts, file: str, said: Stated = MappingProxyType({})
) -> tuple[KeyFigure, ...]:
    """Return the key figures of accounts that a file of this name, or data, have given.

    `said` is what the sentences of the file state: it goes before what else was read from its text.
    """
    trios = dict(_of_figures(compute_figures(accounts)))
    found = []
    for name in UNITS:
        now, last, budget = trios.get(name, _Trio(None))
        if said.keys() & {(name, _LAST), (name, CHANGE)} and _is_of_text(last, file):
            last = None
        if (name, _PLANNED) in said and _is_of_text(budget, file):
            budget = None
        if all(map(_is_blank, (now, last, budget))):
            continue
        origins = _origins((one for one in (now, last, budget) if one is not None), file)
        values = (_in_unit(now), _in_unit(last), _in_unit(budget))
        found.append(KeyFigure(name, UNITS[name], *values, origins=origins))
    return tuple(found)


def _is_of_text(figure: Figure | None, file: str) -> bool:
    """Whether a figure was read from sentences alone."""
    return figure is not None and set(_origins((figure,), file)) == {Origin.TEXT}


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
    return None if value is None else value * FACTORS.get(figure.unit, Decimal(1))


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


def _fill(name: str, one: KeyFigure | None, said: Stated) -> KeyFigure | None:
    """Return a figure with what only the sentences state."""
    figure = one or KeyFigure(name, UNITS[name])
    now = said.get((name, _AMOUNT)) if figure.now is None else figure.now
    last = figure.last
    if last is None:
        last = said.get((name, _LAST), _before(now, said.get((name, CHANGE))))
    budget = said.get((name, _PLANNED)) if figure.budget is None else figure.budget
    filled = figure._replace(now=now, last=last, budget=budget)
    if filled == figure:
        return one
    origins = {*figure.origins, Origin.TEXT}
    return filled._replace(origins=tuple(origin for origin in Origin if origin in origins))


def _before(now: Decimal | None, change: Decimal | None) -> Decimal | None:
    return None if now is None or change is None else now - change


def _of_text(review: Review, said: Stated) -> Iterator[KeyFigure]:
    """Yield what a text without tables states."""
    lists = harvest(review.submission, {}, names={}).lists
    totals = {
        (name, _AMOUNT): number_of(amount, unit)
        for name, (amount, unit) in harvest_totals(review.submission).items()
    }
    last = _listed(lists.get(Lists.LAST_TOTALS, ()), zh.AMOUNT, _LAST)
    facts = _listed(lists.get(Lists.FACTS, ()), zh.VALUE, _AMOUNT)
    known = {**facts, **last, **totals, **said}
    for name in UNITS:
        before = _before(known.get((name, _AMOUNT)), said.get((name, CHANGE)))
        if known.get((name, _LAST)) is None:
            known[name, _LAST] = before
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
        return Decimal(text.replace(",", "")) * FACTORS.get(unit, Decimal(1))
    except ArithmeticError:
        return None


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
        if listed.figure.kind is FigureKind.AMOUNT and unit in FACTORS:
            value, unit = value * FACTORS[unit], zh.TEN_THOUSAND_YUAN
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
