"""Figures that no built-in template prints: made when a template of the user's asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.labels import key_of
from generator.base.money import UNIT_SIZES
from generator.field import forms, zh
from generator.field.amount import Address
from generator.field.carried import CARRIED
from generator.field.economic import BEYOND, ECONOMIC
from generator.figures.compare import compare_years, last_year_figure
from generator.figures.compute import compute_total
from generator.figures.sources import from_address, from_listed
from generator.model.figure import Figure, FigureKind, MissingInput

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.model.accounts import Accounts
    from generator.model.comparison import Compared
    from generator.model.table import Table

_NAMES = {**ECONOMIC, **BEYOND}
_BALANCES = {amount.name: amount for amount in CARRIED}
_FACTS_FILE = "事项.csv"


class FurtherFigures:
    """The items of 公开06, the balances of 公开01 and 04, the rows of 事项.csv, and own totals."""

    def __init__(self, accounts: Accounts) -> None:
        """Keep the accounts; nothing is computed before it is asked for."""
        self._accounts = accounts

    def balance(self, name: str) -> Compared:
        """Return one of `CARRIED` beside last year's. Raises KeyError for any other name."""
        amount = _BALANCES[name]
        current = from_address(name, self._accounts.tables, amount.cell)
        last = last_year_figure(self._accounts, amount)
        if last.is_missing and not amount.in_last_year:
            last = self._from_last_year(name, amount.cell)
        return compare_years(name, current, last)

    def economic(self, code: str) -> Compared:
        """Return an item of 公开06 beside last year's."""
        name = _NAMES.get(code, code)
        tables = self._accounts.tables
        current = from_address(name, tables, _item_address(tables, code))
        last = self._from_last_year(name, _item_address(self._accounts.last_year, code))
        return compare_years(name, current, last)

    def _from_last_year(self, name: str, address: Address) -> Figure:
        label = f"上年{name}"
        if address.form in self._accounts.last_year:
            return from_address(label, self._accounts.last_year, address)
        wanted = MissingInput(label, f"上年/{address.form}.csv", name)
        return Figure(label, None, unit=self._accounts.identity.unit, missing=(wanted,))

    def fact(self, key: str) -> Figure:
        """Return a row of 事项.csv, one of the user's own too; missing where there is none."""
        facts = {**self._accounts.own_facts, **self._accounts.facts}
        wanted = key_of(key)
        listed = next((one for name, one in facts.items() if key_of(name) == wanted), None)
        unit = "" if listed is None else listed.unit
        kind = FigureKind.AMOUNT if unit in UNIT_SIZES else FigureKind.COUNT
        missing = MissingInput(key, _FACTS_FILE, key)
        return from_listed(key, listed, wanted=missing, unit=unit, kind=kind)

    def total(self, name: str, current: Sequence[Figure], last: Sequence[Figure]) -> Compared:
        """Return the sum of amounts, beside that of last year's."""
        return compare_years(name, compute_total(name, current), compute_total(f"上年{name}", last))


def _item_address(tables: Mapping[str, Table], code: str) -> Address:
    """Return where an item of 公开06 stands: by its code, else by its name."""
    table = tables.get(forms.BASIC_DETAIL)
    row = code
    if table is not None and table.row(code) is None:
        named = key_of(_NAMES.get(code, ""))
        row = next((one.key for one in table.rows if key_of(one.label) == named), code)
    return Address(forms.BASIC_DETAIL, row, zh.FINAL)
