"""The words and numbers of Shanghai's form that several sections share."""

from dataclasses import dataclass
from decimal import Decimal

from .claim import MARK
from .model import Department, Fact
from .money import half_up


@dataclass(frozen=True, slots=True)
class Words:
    """Prints the numbers of a department; `zero` is how an amount of 0 is written."""

    department: Department
    zero: str = "0"

    @property
    def year(self) -> str:
        """Return the year with 年度."""
        return f"{self.department.year}年度"

    @property
    def last(self) -> str:
        """Return the year before with 年度."""
        return f"{self.department.year - 1}年度"

    @property
    def full(self) -> str:
        """Return how most sentences begin: the name and the year."""
        return f"{self.department.name}{self.year}"

    @property
    def own(self) -> str:
        """Return how the department calls itself."""
        return self.department.self_name or f"本{self.department.scope}"

    def money(self, value: Decimal | None) -> str:
        """Return a printed amount with its unit, the mark where it is not given."""
        unit = self.department.text_unit
        if value is None:
            return MARK + unit
        return (f"{value:.2f}" if value else self.zero) + unit

    def yuan(self, value: Decimal) -> str:
        """Return a printed amount of the tables."""
        return self.money(self.department.shown(value))

    def fact(self, key: str) -> str:
        """Return an amount of 事项.csv with its unit."""
        return self.money(self.department.fact_amount(key))

    def count(self, key: str, unit: str) -> str:
        """Return a count of 事项.csv with the unit written there, `unit` where it is missing."""
        fact = self.department.facts.get(key, Fact(MARK, unit))
        return f"{fact.value}{fact.unit}"

    def number(self, key: str) -> str:
        """Return a count of 事项.csv without a unit, or its words."""
        return self.count(key, "").rstrip("个人次批辆台套（）分")

    def percent(self, part: Decimal, whole: Decimal) -> str:
        """Return part/whole in percent; the whole is not 0."""
        return f"{half_up(100 * part / whole):.2f}%" if part else "0%"

    def share(self, part: Decimal, whole: Decimal, lead: str = "占") -> str:
        """Return the clause of a share, nothing where the whole is 0."""
        return f"，{lead}{self.percent(part, whole)}" if whole else ""

    def given(self, key: str) -> str:
        """Return a reason or purpose of 原因.csv, or the mark."""
        return self.department.reasons.get(key, MARK)

    def prior(self, key: str) -> Decimal | str | None:
        """Return last year's printed amount, 无, or None where it is not given."""
        written = self.department.prior.figure(key)
        return self.department.shown(written) if isinstance(written, Decimal) else written

    def move(self, current: Decimal, prior: Decimal) -> str:
        """Return 增加…，增长…% of a change."""
        difference = abs(current - prior)
        words = ("增加", "增长") if current > prior else ("减少", "下降")
        rate = self.percent(difference, prior)
        return f"{words[0]}{self.money(difference)}，{words[1]}{rate}"

    def against_last(self, key: str, subject: str, current: Decimal) -> str:
        """Return the sentence that sets an amount beside last year's."""
        prior = self.prior(key)
        lead = f"与{self.last}相比，"
        if prior is None:
            return f"{lead}{MARK}。"
        if prior == current:
            return f"{lead}{subject}持平。"
        if not isinstance(prior, Decimal) or not prior:
            return "上年度无可比数据，不作对比。"
        return f"{lead}{subject}{self.move(current, prior)}。主要原因：{self.given(key)}。"

    def against_budget(
        self, key: str, final: Decimal, budget: Decimal | None, *, rate: bool
    ) -> str:
        """Return what follows the outcome: the rate, and why it is not the budget."""
        if budget is None:
            return "。"
        shown = f"，完成年初预算的{self.percent(final, budget)}" if rate and budget else ""
        if final == budget:
            return f"{shown}。决算数与预算数基本持平。"
        stop = "，" if rate and not budget else "。"
        word = "大于" if final > budget else "小于"
        return f"{shown}{stop}决算数{word}预算数的主要原因：{self.given(key)}。"
