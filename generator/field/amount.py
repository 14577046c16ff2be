"""What a named amount is: its cells, what it is compared with, how texts call it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from generator.field import zh
from generator.field.forms import Side


class Address(NamedTuple):
    """Where an amount stands in the nine tables: form, row key, column key, side."""

    form: str
    row: str
    column: str
    side: Side = Side.WHOLE


class Basis(StrEnum):
    """What the form compares an amount with (对比), and asks the reason of."""

    LAST_YEAR = zh.LAST_YEAR
    BUDGET = zh.BUDGET
    EITHER = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """A named amount, or a count, of one department and year.

    `address` is the cell that states it (None: it stands outside the nine tables, in 事项.csv),
    `also` are other cells that print the same amount, `budget` is its budget cell. `sections` are
    those of the Henan form that state it. `words` are other names by which texts call it.
    `in_last_year` and `in_budgets`: it is a key of 上年数.csv, of the totals of 年初预算.csv.
    `reason`: what its reason in 原因.csv explains, None where no form asks for one.
    """

    name: str
    address: Address | None = None
    budget: Address | None = None
    also: tuple[Address, ...] = ()
    fund: str = ""
    unit: str = zh.TEN_THOUSAND_YUAN
    sections: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    in_last_year: bool = False
    in_budgets: bool = False
    reason: Basis | None = None

    @property
    def cell(self) -> Address:
        """The cell that states it; ValueError for an amount outside the nine tables."""
        if self.address is None:
            raise ValueError(self.name)
        return self.address

    @property
    def budget_cell(self) -> Address:
        """The cell of its budget; ValueError where the nine tables have none."""
        if self.budget is None:
            raise ValueError(self.name)
        return self.budget

    @property
    def names(self) -> tuple[str, ...]:
        """Its own name, then the other ones."""
        return (self.name, *self.words)
