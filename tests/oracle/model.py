"""What one data folder says: the accounts, and what stands outside the nine tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from .accounts import Accounts
from .money import printed

NEW = "无"
THREE_PUBLIC_KEYS = ("“三公”经费", "因公出国（境）费", "公务用车购置及运行费", "公务接待费")


@dataclass(frozen=True, slots=True)
class Prior:
    """Last year's figures: tables of last year, and the totals of 上年数.csv.

    A total is 元, or 无 for a new unit; a key that is absent was not given. `file_given` tells
    whether 上年数.csv stands in the folder at all.
    """

    totals: Mapping[str, Decimal | str]
    accounts: Accounts | None = None
    tables: tuple[int, ...] = ()
    file_given: bool = True

    def figure(self, key: str) -> Decimal | str | None:
        """Return last year's amount (元), 无, or None where it is not given."""
        from_table = self._from_tables(key)
        return self.totals.get(key) if from_table is None else from_table

    def _from_tables(self, key: str) -> Decimal | None:
        """Return the amount that last year's tables hold, if they are given."""
        if self.accounts is None:
            return None
        accounts = self.accounts
        places = {
            "收支总计": (1, accounts.grand_total),
            "财政拨款收支总计": (4, accounts.fiscal_grand_total),
            "一般公共预算财政拨款支出": (5, accounts.general_spent),
            "一般公共预算财政拨款基本支出": (5, accounts.general_basic),
            "人员经费": (6, accounts.personnel),
            "公用经费": (6, accounts.public),
        }
        total, abroad, cars, _, _, hosting = accounts.three_public.columns()[6:]
        three = (total, abroad, cars, hosting)
        places |= {name: (9, part) for name, part in zip(THREE_PUBLIC_KEYS, three, strict=True)}
        table, amount = places.get(key, (0, None))
        return amount if table in self.tables else None


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """One 项 of 年初预算.csv in 元."""

    code: str
    fund: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Budget:
    """年初预算: rows by 项, and the rows without a code."""

    rows: tuple[BudgetRow, ...]
    totals: Mapping[str, Decimal]

    def of_item(self, code: str, fund: str = "一般公共预算") -> Decimal | None:
        """Return the budget of a 项 in 元, None where there is no row."""
        found = [row.amount for row in self.rows if (row.code, row.fund) == (code, fund)]
        return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of 事项.csv: an amount in 元, a count or words, and the 单位 written beside it."""

    value: Decimal | int | str
    unit: str


@dataclass(frozen=True, slots=True)
class Department:
    """Everything that one data folder says."""

    seed: int
    name: str
    year: int
    scope: str
    self_name: str
    profile: str
    nature: str
    nature_by_units: bool
    table_unit: str
    text_unit: str
    accounts: Accounts
    prior: Prior
    budget: Budget
    facts: Mapping[str, Fact]
    reasons: Mapping[str, str]

    def shown(self, yuan: Decimal) -> Decimal:
        """Return the amount as the published text prints it."""
        return printed(yuan, self.text_unit)

    def fact_amount(self, key: str) -> Decimal | None:
        """Return a printed amount of 事项.csv, None where the key is absent."""
        fact = self.facts.get(key)
        return None if fact is None else self.shown(Decimal(fact.value))
