"""The names that a text may use, and the quantities of the department that they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.labels import key_of
from generator.base.money import UNIT_SIZES, ZERO
from generator.field import forms, funds, zh
from generator.field.amounts import (
    AMOUNTS,
    CARS,
    FACTS,
    KINDS,
    PROCUREMENT,
    SOURCES,
    THREE_PUBLIC,
    amount_of,
)
from generator.field.subjects import known_names
from generator.model.table import CellKind
from generator.review.statements.families import CARS_TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal

    from generator.field.amount import Address, Amount
    from generator.model.accounts import Accounts, ListedAmount
    from generator.model.place import Place
    from generator.model.table import Cell, Row, Table

# The units in which texts state a quantity of each unit.
_UNITS: dict[str, tuple[str, ...]] = {
    zh.TEN_THOUSAND_YUAN: (*UNIT_SIZES, "万", ""),
    "个": ("个", zh.BATCHES, "批", "次", "个团组"),
    zh.PERSON_TIMES: (zh.PERSON_TIMES, "人", "名", "次"),
    "辆": ("辆", "台"),
    zh.PIECES: (zh.PIECES, "台(套)", "台", "套"),
}
_LEVELS = re.compile(r"[（(](?:类|款|项)[）)]")
_SHORTEST_NAME, _LONG_NAME = 3, 4
ALL_FUNDS, FISCAL = "全部", zh.FISCAL
# What parts are parts of, where the text names no whole.
_WHOLES: tuple[tuple[tuple[Amount, ...], str], ...] = (
    (SOURCES, zh.INCOME_TOTAL),
    (KINDS, zh.SPENDING_TOTAL),
    (THREE_PUBLIC[1:], zh.THREE_PUBLIC),
    (PROCUREMENT[1:], zh.PROCUREMENT),
)
_OTHER_WHOLES = {
    zh.STAFF_COSTS: zh.GENERAL_BASIC_SPENDING,
    zh.OFFICE_COSTS: zh.GENERAL_BASIC_SPENDING,
    zh.GENERAL_SPENDING: zh.SPENDING_TOTAL,
    zh.SMALL_AND_MEDIUM_CONTRACTS: zh.PROCUREMENT,
}
# Short names that within the text of a fund mean its own amount.
_ALSO_MEANT: dict[str, tuple[str, ...]] = {
    zh.INCOME_GRAND_TOTAL: (zh.FISCAL_TOTALS_BOTH_SIDES,),
    zh.SPENDING_GRAND_TOTAL: (zh.FISCAL_TOTALS_BOTH_SIDES,),
    "总收入": (zh.FISCAL_TOTALS_BOTH_SIDES, zh.TOTALS_BOTH_SIDES, zh.INCOME_TOTAL),
    "总支出": (zh.FISCAL_TOTALS_BOTH_SIDES, zh.TOTALS_BOTH_SIDES, zh.SPENDING_TOTAL),
    zh.BASIC_EXPENDITURE: (zh.GENERAL_BASIC_SPENDING,),
    zh.PROJECT_EXPENDITURE: (zh.GENERAL_PROJECT_SPENDING, "政府性基金预算项目支出"),
    zh.EXPENDITURE_SUM: (zh.FISCAL_SPENDING,),
    zh.SPENDING_THIS_YEAR: (zh.FISCAL_SPENDING, zh.FUND_SPENDING),
    zh.INCOME_THIS_YEAR: (zh.FISCAL_INCOME_TOTAL, zh.FUND_INCOME),
    zh.INCOME_SUM: (zh.FISCAL_INCOME_TOTAL,),
    zh.GENERAL_APPROPRIATION: (zh.GENERAL_SPENDING, zh.GENERAL_INCOME),
    zh.GENERAL_BUDGET: (zh.GENERAL_SPENDING, zh.GENERAL_INCOME),
    zh.FUND_APPROPRIATION: (zh.FUND_SPENDING, zh.FUND_INCOME),
    "政府性基金预算": (zh.FUND_SPENDING, zh.FUND_INCOME),
    zh.GOVERNMENT_FUND: (zh.FUND_SPENDING, zh.FUND_INCOME),
    zh.CAPITAL_APPROPRIATION: (zh.CAPITAL_SPENDING, zh.CAPITAL_INCOME),
    "国有资本经营预算": (zh.CAPITAL_SPENDING, zh.CAPITAL_INCOME),
    zh.STATE_CAPITAL: (zh.CAPITAL_SPENDING, zh.CAPITAL_INCOME),
}
# Names that before another name say of which fund it is.
FUND_NAMES = {
    zh.GENERAL_APPROPRIATION: funds.GENERAL,
    zh.GENERAL_BUDGET: funds.GENERAL,
    zh.FUND_APPROPRIATION: funds.FUND,
    "政府性基金预算": funds.FUND,
    zh.GOVERNMENT_FUND: funds.FUND,
    zh.CAPITAL_APPROPRIATION: funds.CAPITAL,
    "国有资本经营预算": funds.CAPITAL,
    zh.STATE_CAPITAL: funds.CAPITAL,
    FISCAL: FISCAL,
}
_OF_ALL_FUNDS = {zh.TOTALS_BOTH_SIDES, zh.INCOME_TOTAL, zh.SPENDING_TOTAL} | {
    amount.name for amount in (*SOURCES, *KINDS)
}
_OF_FISCAL = {
    zh.FISCAL_TOTALS_BOTH_SIDES,
    zh.FISCAL_INCOME_TOTAL,
    zh.FISCAL_SPENDING,
    zh.FISCAL_CARRIED_OUT,
}
# Two amounts that texts name in one breath, in the order in which their numbers follow.
_PAIRS: dict[str, tuple[str, str]] = {
    "收、支总计": (zh.INCOME_GRAND_TOTAL, zh.SPENDING_GRAND_TOTAL),
    "收入、支出总计": (zh.INCOME_GRAND_TOTAL, zh.SPENDING_GRAND_TOTAL),
    "收入总计、支出总计": (zh.INCOME_GRAND_TOTAL, zh.SPENDING_GRAND_TOTAL),
    "收、支": (zh.INCOME_GRAND_TOTAL, zh.SPENDING_GRAND_TOTAL),
    "收支": (zh.INCOME_GRAND_TOTAL, zh.SPENDING_GRAND_TOTAL),
    "收入、支出": (zh.INCOME_GRAND_TOTAL, zh.SPENDING_GRAND_TOTAL),
    "财政拨款收、支总计": ("财政拨款收入总计", "财政拨款支出总计"),
    "财政拨款收入、支出总计": ("财政拨款收入总计", "财政拨款支出总计"),
    "财政拨款收、支": ("财政拨款收入总计", "财政拨款支出总计"),
    "本年收入、支出合计": (zh.INCOME_TOTAL, zh.SPENDING_TOTAL),
    "收入、支出合计": (zh.INCOME_TOTAL, zh.SPENDING_TOTAL),
    "收、支合计": (zh.INCOME_TOTAL, zh.SPENDING_TOTAL),
}
_FORM_FUNDS = {
    forms.GENERAL_BUDGET: funds.GENERAL,
    forms.EXPENDITURE: ALL_FUNDS,
    forms.INCOME: ALL_FUNDS,
    forms.FUND_BUDGET: funds.FUND,
    forms.STATE_CAPITAL: funds.CAPITAL,
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A named amount or count of the department, in the published unit.

    `value` is None where the data does not give it; `last` and `budget` likewise. `whole` is the
    name of what it is usually a share of. `fund` is the one it belongs to, 全部 for all of them,
    empty where none is told by the name. `columns` are the parts of a row of a table.
    """

    name: str
    value: Decimal | None
    places: tuple[Place, ...] = ()
    last: Decimal | None = None
    budget: Decimal | None = None
    whole: str = ""
    code: str = ""
    unit: str = zh.TEN_THOUSAND_YUAN
    fund: str = ""
    columns: tuple[tuple[str, Decimal], ...] = ()

    def is_counted_in(self, unit: str) -> bool:
        """Whether a number of this unit can be this quantity."""
        return unit in _UNITS.get(self.unit, (self.unit,))


Named = tuple[tuple[Quantity, ...], ...]


class Lexicon:
    """Names as texts write them → the quantities that each may mean.

    A name that means two amounts in one breath (收、支总计) has two sets. What the lists hold of
    `file` itself was taken from the text under review: it proves nothing and is not used.
    """

    def __init__(self, accounts: Accounts | None, file: str = "") -> None:
        """Gather the names of the field and those that the department's tables print."""
        self._accounts = accounts
        self._file = file
        self.named: dict[str, Named] = {}
        self._by_name: dict[str, dict[Quantity, None]] = {}
        for name, quantity in self._all():
            self._by_name.setdefault(spelling(name), {})[quantity] = None
        self._by_value: dict[Decimal, dict[Quantity, None]] = {}
        for group in self._by_name.values():
            for quantity in group:
                if quantity.value:
                    self._by_value.setdefault(quantity.value, {})[quantity] = None
        for name, quantities in self._by_name.items():
            self.named[name] = (tuple(quantities),)
        for name, (one, other) in _PAIRS.items():
            self.named[spelling(name)] = (self.of(one), self.of(other))

    def of(self, name: str) -> tuple[Quantity, ...]:
        """Return the quantities of a name, none where it is not known."""
        return tuple(self._by_name.get(spelling(name), ()))

    def at(self, value: Decimal) -> Iterable[Quantity]:
        """Return the quantities that have a value."""
        return self._by_value.get(value, {})

    def _all(self) -> Iterator[tuple[str, Quantity]]:
        wholes = dict(_OTHER_WHOLES)
        wholes |= {part.name: whole for parts, whole in _WHOLES for part in parts}
        for amount in AMOUNTS:
            quantity = self._quantity(amount, wholes.get(amount.name, ""))
            for name in amount.names:
                yield name, quantity
        for name, others in _ALSO_MEANT.items():
            for other in others:
                yield name, self._quantity(amount_of(other), wholes.get(other, ""))
        yield from self._cars()
        yield from self._projects()
        yield from self._subjects()

    def _quantity(self, amount: Amount, whole: str) -> Quantity:
        accounts = self._accounts
        fund = amount.fund
        fund = ALL_FUNDS if amount.name in _OF_ALL_FUNDS else fund
        fund = FISCAL if amount.name in _OF_FISCAL else fund
        if accounts is None:
            return Quantity(amount.name, None, whole=whole, unit=amount.unit, fund=fund)
        value, places = self._first(accounts.tables, (amount.address, *amount.also))
        if amount in FACTS:
            listed = self._listed(accounts.facts, amount.name)
            value, places = (listed.value or ZERO, (listed.source.place,)) if listed else (None, ())
        last, _ = self._stated(accounts.last_year, amount.address)
        budget, _ = self._stated(accounts.tables, amount.budget)
        if last is None and (listed := self._listed(accounts.last_totals, amount.name)):
            last = listed.value
        if budget is None and (listed := self._listed(accounts.budget_totals, amount.name)):
            budget = listed.value
        return Quantity(
            amount.name, value, places, last, budget, whole, unit=amount.unit, fund=fund
        )

    def _first(
        self, tables: Mapping[str, Table], addresses: Iterable[Address | None]
    ) -> tuple[Decimal | None, tuple[Place, ...]]:
        """Return what the first of several cells states that is there."""
        for address in addresses:
            value, places = self._stated(tables, address)
            if value is not None:
                return value, places
        return None, ()

    def _listed(self, listed: Mapping[str, ListedAmount], name: str) -> ListedAmount | None:
        """Return what a list holds under a name, but for what was taken from the text itself."""
        found = listed.get(name)
        return found if found is not None and self._is_given(found) else None

    def _is_given(self, listed: ListedAmount) -> bool:
        place = listed.source.place
        return not (place.quote and place.file == self._file)

    def _stated(
        self, tables: Mapping[str, Table], address: Address | None
    ) -> tuple[Decimal | None, tuple[Place, ...]]:
        """Return what a cell states; a blank is 0, a table or row that is not there is unknown."""
        table = tables.get(address.form) if address else None
        cell = table.cell(*address[1:]) if table and address else None
        if cell is None:
            return (ZERO, ()) if table is not None and table.is_empty else (None, ())
        return amount_in(cell), (cell.place,)

    def _cars(self) -> Iterator[tuple[str, Quantity]]:
        facts = self._accounts.facts if self._accounts else {}
        counts = [listed.value or ZERO for car in CARS if (listed := self._listed(facts, car.name))]
        total = sum(counts, ZERO) if len(counts) == len(CARS) else None
        for name in ("共有车辆", CARS_TOTAL, "车辆共计", "车辆总数", "车辆"):
            yield name, Quantity(CARS_TOTAL, total, unit="辆")

    def _projects(self) -> Iterator[tuple[str, Quantity]]:
        """Yield the projects of the list, whose names stand in 十三."""
        for project in self._accounts.projects if self._accounts else ():
            executed, budget = (
                listed.value if listed and self._is_given(listed) else None
                for listed in (project.executed, project.full_year_budget)
            )
            if len(project.name) > _LONG_NAME and (executed is not None or budget is not None):
                yield project.name, Quantity(project.name, executed, (project.place,), None, budget)

    def _subjects(self) -> Iterator[tuple[str, Quantity]]:
        """Yield 科目 by name, of every table that prints them; without tables all known names."""
        if self._accounts is None or not self._accounts.tables:
            for label in (*forms.CLASS_CODES, *known_names().values()):
                known = spelling(label) in self._by_name
                if len(label) >= _SHORTEST_NAME and not known:
                    code = forms.CLASS_CODES.get(label, "")
                    quantity = Quantity(label, None, code=code)
                    yield from ((name, quantity) for name in _spellings(label, code))
            return
        budgets = {
            item.code: item.amount.value
            for item in self._accounts.item_budgets
            if self._is_given(item.amount)
        }
        for form, column in (
            (forms.GENERAL_BUDGET, zh.SUBTOTAL),
            (forms.EXPENDITURE, zh.SPENDING_TOTAL),
            (forms.INCOME, zh.INCOME_TOTAL),
            (forms.FUND_BUDGET, zh.SUBTOTAL),
            (forms.STATE_CAPITAL, zh.TOTAL),
        ):
            table = self._accounts.tables.get(form)
            last = self._accounts.last_year.get(form)
            for row in table.coded_rows() if table else ():
                amount = amount_in(row.cells[column]) if column in row.cells else None
                if amount is None or len(key_of(row.label)) < _SHORTEST_NAME:
                    continue
                before = last.cell(row.code, column) if last else None
                quantity = _subject(form, column, row, amount_in(before) if before else None)
                if form == forms.GENERAL_BUDGET and row.code in budgets:
                    quantity = _with_budget(quantity, budgets[row.code])
                yield from ((name, quantity) for name in _spellings(row.label, row.code))
        yield from self._details()

    def _details(self) -> Iterator[tuple[str, Quantity]]:
        """Yield the rows of 公开06 by name, where the name means nothing else."""
        table = self._accounts.tables.get(forms.BASIC_DETAIL) if self._accounts else None
        for row in table.coded_rows() if table else ():
            cell = row.cells.get(zh.FINAL)
            known = spelling(row.label) in self._by_name
            if cell is not None and len(row.label) >= _SHORTEST_NAME and not known:
                yield (
                    row.label,
                    Quantity(row.label, amount_in(cell), (cell.place,), fund=funds.GENERAL),
                )


def amount_in(cell: Cell) -> Decimal | None:
    """Return what a cell states: a blank is 0, what cannot be read is unknown."""
    return None if cell.kind is CellKind.INVALID else cell.value or ZERO


def _subject(form: str, column: str, row: Row, last: Decimal | None) -> Quantity:
    """Return a row of a table by code as a quantity."""
    cell = row.cells[column]
    return Quantity(
        row.label,
        amount_in(cell),
        (cell.place,),
        last,
        None,
        zh.GENERAL_SPENDING if form == forms.GENERAL_BUDGET else "",
        row.code,
        fund=_FORM_FUNDS[form],
        columns=tuple(
            (name, amount)
            for name, part in row.cells.items()
            if (amount := amount_in(part)) is not None
        ),
    )


def _with_budget(quantity: Quantity, budget: Decimal | None) -> Quantity:
    return Quantity(
        quantity.name,
        quantity.value,
        quantity.places,
        quantity.last,
        budget,
        quantity.whole,
        quantity.code,
        quantity.unit,
        quantity.fund,
        quantity.columns,
    )


# The old characters of the words of the accounts, each before the one in use.
_OLD = (
    "總总計计萬万億亿減减與与較较預预決决業业經经費费務务車车購购運运維维護护國国財财"
    "撥拨項项結结轉转餘余無无佔占為为長长開开應应採采貨货機机關关團团組组來来賓宾數数"
    "額额單单資资產产營营屬属級级補补體体員员個个輛辆總总"
)
_MARKS = str.maketrans(
    {"(": "（", ")": "）"}
    | dict.fromkeys("“”「」『』＂″", '"')
    | dict(zip(_OLD[::2], _OLD[1::2], strict=True))
)


def spelling(name: str) -> str:
    """Return a name or text in one spelling: brackets, quotes, characters; as long as it was."""
    return name.translate(_MARKS)


_CLASS_LENGTH = 3


def _spellings(label: str, code: str) -> Iterable[str]:
    """Return how texts write a 科目: as printed; a 类 also without its 支出, with （类）."""
    plain = _LEVELS.sub("", label)
    names = [plain]
    if len(code) == _CLASS_LENGTH:
        short = plain.removesuffix(zh.EXPENDITURE)
        names += [f"{short}（类）支出", f"{short}支出（类）", f"{short}（类）"]
        names += [short] if len(short) >= _SHORTEST_NAME else []
    return dict.fromkeys(names)
