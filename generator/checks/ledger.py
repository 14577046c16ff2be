"""The printed amounts of a department by table, row and column: what relations are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks.term import MILLION, Scale, Term, listed_half, measure, scale_of
from generator.field import forms, zh
from generator.field.forms import Side
from generator.field.funds import CAPITAL, FUND, GENERAL, fund_of
from generator.model.place import Place
from generator.model.table import CellKind, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.checks.term import Unusable
    from generator.model.accounts import Accounts, ListedAmount
    from generator.model.table import Cell, Table

# Rows that a filled table must have: where one is missing nothing is known of it (H05).
_TOTAL_ROWS = frozenset(
    (zh.TOTAL, zh.GRAND_TOTAL, zh.INCOME_TOTAL, zh.SPENDING_TOTAL, zh.STAFF_TOTAL, zh.OFFICE_TOTAL)
)
DIGITS = (3, 5, 7)
# Tables of which each has only codes that the others have.
_FUNDS = {
    forms.GENERAL_BUDGET: GENERAL,
    forms.FUND_BUDGET: FUND,
    forms.STATE_CAPITAL: CAPITAL,
}
_COUNTERPARTS = {
    forms.INCOME: (forms.EXPENDITURE, *_FUNDS),
    forms.EXPENDITURE: (*_FUNDS, forms.INCOME),
    **dict.fromkeys(_FUNDS, (forms.EXPENDITURE,)),
}


class Ledger:
    """The amounts of a department, looked up by form, row and column; each `Term` made once."""

    def __init__(self, accounts: Accounts, unusable: Mapping[str, Unusable] | None = None) -> None:
        """Read the scales of the tables; the amounts follow as they are asked for.

        The forms in `unusable` count as missing (empty by mistake, in another unit).
        """
        self.accounts = accounts
        self.unusable = unusable or {}
        self._tables = {
            form: table for form, table in accounts.tables.items() if form not in self.unusable
        }
        self._columns = {
            form: {column for row in table.rows for column in row.cells}
            for form, table in self._tables.items()
        }
        self._empty = {form: table.is_empty for form, table in self._tables.items()}
        self._scales = {form: scale_of(table) for form, table in accounts.tables.items()}
        self._terms: dict[tuple[str, int, str, str, str], Term | None] = {}
        self._above: dict[str, set[str]] = {}
        self._names: dict[str, str] = {}
        published = Scale(MILLION, 0, accounts.identity.unit)
        self._lacking: dict[str, dict[str, list[str]]] = {}
        self._missed: set[str] = set()
        self._class_funds: dict[str, set[str]] | None = None
        self._listed_scale = published._replace(half=listed_half(accounts.identity.unit))
        self._exact_scale = published._replace(unit="")

    def table(self, form: str) -> Table | None:
        """The table, or None where the folder has none that can be used: that is remembered."""
        if form not in self._tables:
            self._missed.add(form)
        return self._tables.get(form)

    def beside(self, form: str) -> Table | None:
        """The table where there is one; what is asked does not rest on it."""
        return self._tables.get(form)

    def take_missed(self) -> set[str]:
        """Return the forms that were asked for in vain since the last time."""
        missed, self._missed = self._missed, set()
        return missed

    def is_empty(self, form: str) -> bool:
        """Whether the table has no amount, or is not there."""
        return self._empty.get(form, True)

    def lacking_columns(self) -> Iterator[tuple[str, str]]:
        """Every form and column that a table with rows does not have."""
        for form, present in self._columns.items():
            known = forms.FORM_BY_NUMBER[form]
            columns = dict.fromkeys((*known.income_columns, *known.columns))
            for column in columns if present else ():
                if column not in present:
                    yield form, column

    def term(self, form: str, key: str, column: str, side: Side = Side.WHOLE) -> Term | None:
        """The amount in row `key`.

        A row that the table does not have counts as a blank cell; None where nothing is known:
        no table, no such column, no readable number, a filled table without its total, a code
        without a row whose subordinate codes have one.
        """
        table = self.table(form)
        if table is None or (self._columns[form] and column not in self._columns[form]):
            return None
        row = table.row(key, side)
        if row is not None:
            return self.of(form, row, column)
        if key in _TOTAL_ROWS and not self._empty[form]:
            return None
        absent = (form, 0, side, column, key)
        if absent in self._terms:
            return self._terms[absent]
        if not key.isdigit():
            return self._make(absent, None, Row(key, key, {}, side=side))
        return None if self._has_below(form, key) else self._make(absent, None, self._absent(key))

    def _has_below(self, form: str, code: str) -> bool:
        """Whether a table has rows of subordinate codes."""
        if form not in self._above:
            rows = self._tables[form].coded_rows()
            self._above[form] = {row.code[:length] for row in rows for length in range(3, 8)}
        return code in self._above[form]

    def _absent(self, code: str) -> Row:
        """A row for a code that the table lacks, with the name that others give it."""
        if not self._names:
            for table in reversed(list(self._tables.values())):
                self._names.update((row.code, row.label) for row in table.coded_rows())
        name = self._names.get(code) or self.accounts.names.get(code, "")
        return Row(code, name, {}, code=code)

    def of(self, form: str, row: Row, column: str) -> Term | None:
        """The amount of a row; None where the cell holds no readable number."""
        key = (form, row.row_number, row.side, column, row.key)
        if key in self._terms:
            return self._terms[key]
        return self._make(key, row.cells.get(column), row)

    def _make(
        self, key: tuple[str, int, str, str, str], cell: Cell | None, row: Row
    ) -> Term | None:
        form, _, _, column, _ = key
        if cell is None and self._columns[form] and column not in self._columns[form]:
            return None
        scale, value, half = self._scales[form], 0, 0
        term: Term | None = None
        if cell is None or cell.kind is not CellKind.INVALID:
            if cell is None:
                name = row.title or row.key
                file = self.accounts.tables[form].file
                place = Place(file, row.row_number, 0, form, name, column)
            else:
                place = cell.place
                if cell.value is not None:
                    value, half = measure(cell, scale)
            term = Term(
                value,
                half,
                len(self._terms),
                scale,
                place,
                form,
                row.key,
                row.title or row.key or f"行次{row.line or row.row_number}",
                column,
                row.side,
                cell,
                row.row_number,
            )
        self._terms[key] = term
        return term

    def listed(self, name: str, listed: ListedAmount | None, *, exact: bool = False) -> Term | None:
        """An amount of a list (published unit), or an exact count; None where none is given."""
        if listed is None or listed.value is None:
            return None
        scale = self._exact_scale if exact else self._listed_scale
        place = listed.source.place
        key = (place.file, place.row_number, "", f"{place.column_number}", name)
        if key not in self._terms:
            value = int(listed.value * MILLION)
            number = len(self._terms)
            counted = listed.unit if exact else ""
            term = Term(value, scale.half, number, scale, place, "", name, name, counted)
            self._terms[key] = term
        return self._terms[key]

    def terms(self, form: str, keys: Sequence[str], column: str, side: Side) -> list[Term | None]:
        """The amounts of several rows in one column."""
        return [self.term(form, key, column, side) for key in keys]

    def computed(self, name: str, value: int, like: Term) -> Term:
        """An amount that follows from others, in the unit of `like`; it stands nowhere."""
        number = len(self._terms)
        term = Term(value, like.half, number, like.scale, Place(), "", name, name, "")
        self._terms["", number, "", name, ""] = term
        return term

    def rank_of(self, code: str) -> int:
        """How well a code is known: by how many tables, and by the dictionary."""
        tables = sum(table.row(code) is not None for table in self._tables.values())
        return tables + (code in self.accounts.names)

    def is_filled(self, code: str) -> bool:
        """Whether a code has an amount in one of the tables."""
        rows = (table.row(code) for table in self._tables.values())
        return any(cell.value for row in rows if row for cell in row.cells.values())

    def row_of(self, term: Term, offset: int) -> Row | None:
        """The row `offset` rows below that of `term`, on its side of the table."""
        rows = self._rows_of(term)
        at = next((i for i, row in enumerate(rows) if row.row_number == term.line), None)
        if at is None or not 0 <= at + offset < len(rows):
            return None
        return rows[at + offset]

    def rows_beside(self, term: Term) -> list[Row]:
        """The other rows on the side of the table on which `term` stands."""
        return [row for row in self._rows_of(term) if row.row_number != term.line]

    def _rows_of(self, term: Term) -> list[Row]:
        table = self._tables.get(term.form)
        return [row for row in table.rows if row.side is term.side] if table else []

    def borrowed(self, form: str, parent: str) -> Sequence[str]:
        """The codes right below `parent` that the table lacks and its counterparts have.

        A code of which the table has subordinate rows is none of them: those count in its place.
        """
        return self._lacking_of(form).get(parent, ())

    def lacking(self, form: str) -> list[str]:
        """Every code that the table lacks and its counterparts have."""
        return sorted(code for codes in self._lacking_of(form).values() for code in codes)

    def _lacking_of(self, form: str) -> dict[str, list[str]]:
        if form not in self._lacking:
            self._lacking[form] = self._find_lacking(form)
        return self._lacking[form]

    def may_hold(self, form: str, code: str) -> bool:
        """Whether a code stands in a table or may do so.

        A class of 公开03 may stand in several: those to which what is below it belongs.
        """
        fund, table = _FUNDS.get(form), self._tables.get(form)
        if fund is None or (table is not None and table.row(code) is not None):
            return True
        if len(code) > DIGITS[0]:
            return fund_of(code) == fund
        funds = self._funds_of_classes().get(code)
        return funds is None or fund in funds

    def _funds_of_classes(self) -> dict[str, set[str]]:
        """The funds of the 款 and 项 of every class, as 公开03 has them."""
        if self._class_funds is None:
            self._class_funds = {}
            table = self._tables.get(forms.EXPENDITURE)
            for row in table.coded_rows() if table else ():
                if len(row.code) > DIGITS[0]:
                    self._class_funds.setdefault(row.code[: DIGITS[0]], set()).add(
                        fund_of(row.code)
                    )
        return self._class_funds

    def _find_lacking(self, form: str) -> dict[str, list[str]]:
        table = self._tables.get(form)
        lacking: dict[str, list[str]] = {}
        if table is None or self._empty[form]:
            return lacking
        own = {row.code for row in table.coded_rows()}
        there = {
            row.code
            for other in map(self._tables.get, _COUNTERPARTS.get(form, ()))
            for row in (other.coded_rows() if other else ())
            if len(row.code) in DIGITS and self.may_hold(form, row.code)
        }
        for code in sorted(code for code in there - own if not self._has_below(form, code)):
            above = [code[:digits] for digits in reversed(DIGITS) if digits < len(code)]
            nearest = next((up for up in above if up in own or up in there), zh.TOTAL)
            lacking.setdefault(nearest, []).append(code)
        return lacking

    def across(self, form: str, row: Row, columns: Sequence[str]) -> list[Term | None]:
        """The amounts of one row in the columns that the table has."""
        return [self.of(form, row, column) for column in columns if column in row.cells]

    def invalid_cells(self) -> Iterator[Cell]:
        """Every amount cell that holds no number: what rests on it cannot be checked."""
        for table in self._tables.values():
            for row in table.rows:
                for cell in row.cells.values():
                    if cell.kind is CellKind.INVALID:
                        yield cell
