"""A department's accounts of one year in 元, 项 by 项; every table is a view of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from .money import ZERO


@dataclass(frozen=True, slots=True)
class Flow:
    """One kind of 财政拨款 inside one 项."""

    opening: Decimal = ZERO
    basic: Decimal = ZERO
    project: Decimal = ZERO
    closing: Decimal = ZERO

    @property
    def spent(self) -> Decimal:
        """Return 本年支出."""
        return self.basic + self.project

    @property
    def income(self) -> Decimal:
        """Return 本年收入: what explains spending and the change of the balance."""
        return self.spent + self.closing - self.opening


@dataclass(frozen=True, slots=True)
class OwnMoney:
    """Money other than 财政拨款 inside one 项.

    `sources` are 上级补助, 事业, 经营, 附属单位上缴, 其他收入; `kinds` are 基本, 项目, 上缴上级,
    经营, 对附属单位补助支出.
    """

    opening: Decimal = ZERO
    surplus_used: Decimal = ZERO
    sources: tuple[Decimal, ...] = (ZERO,) * 5
    kinds: tuple[Decimal, ...] = (ZERO,) * 5
    distributed: Decimal = ZERO
    closing: Decimal = ZERO

    @property
    def income(self) -> Decimal:
        """Return the income of all five sources."""
        return sum(self.sources, ZERO)

    @property
    def spent(self) -> Decimal:
        """Return the spending of all five kinds."""
        return sum(self.kinds, ZERO)


@dataclass(frozen=True, slots=True)
class Line:
    """One 项 (seven digits) with everything that was booked on it."""

    code: str
    general: Flow = Flow()
    fund: Flow = Flow()
    capital: Flow = Flow()
    own: OwnMoney = OwnMoney()

    @property
    def fiscal_income(self) -> Decimal:
        """Return 财政拨款收入 of the three funds."""
        return self.general.income + self.fund.income + self.capital.income

    def spending_kinds(self) -> tuple[Decimal, ...]:
        """Return the five kinds of spending of all moneys."""
        flows = (self.general, self.fund, self.capital)
        basic = sum((flow.basic for flow in flows), self.own.kinds[0])
        project = sum((flow.project for flow in flows), self.own.kinds[1])
        return (basic, project, *self.own.kinds[2:])


@dataclass(frozen=True, slots=True)
class ThreePublic:
    """“三公”经费: 出国, 购置, 运行, 接待, as budgeted and as spent."""

    budget: tuple[Decimal, Decimal, Decimal, Decimal] = (ZERO, ZERO, ZERO, ZERO)
    final: tuple[Decimal, Decimal, Decimal, Decimal] = (ZERO, ZERO, ZERO, ZERO)

    def columns(self) -> tuple[Decimal, ...]:
        """Return the twelve columns of 公开09."""
        return (*_six(self.budget), *_six(self.final))


def _six(parts: tuple[Decimal, Decimal, Decimal, Decimal]) -> tuple[Decimal, ...]:
    """Return 合计, 出国, 用车小计, 购置, 运行, 接待."""
    abroad, purchase, running, hosting = parts
    return (sum(parts, ZERO), abroad, purchase + running, purchase, running, hosting)


@dataclass(frozen=True, slots=True)
class Accounts:
    """All accounts of one year; `economic` splits the general 基本支出 by 款 of 公开06."""

    lines: tuple[Line, ...]
    economic: tuple[tuple[str, Decimal], ...] = ()
    three_public: ThreePublic = ThreePublic()

    def total(self, amount: Callable[[Line], Decimal]) -> Decimal:
        """Return the sum of one amount over all 项."""
        return sum((amount(line) for line in self.lines), ZERO)

    def economic_total(self, classes: Iterable[str]) -> Decimal:
        """Return the sum of the economic classes (three digits) named."""
        wanted = frozenset(classes)
        return sum((amount for code, amount in self.economic if code[:3] in wanted), ZERO)

    @property
    def general_spent(self) -> Decimal:
        """Return 公开05 合计."""
        return self.total(lambda line: line.general.spent)

    @property
    def general_basic(self) -> Decimal:
        """Return 公开05 合计, 基本支出."""
        return self.total(lambda line: line.general.basic)

    @property
    def personnel(self) -> Decimal:
        """Return 人员经费合计 of 公开06."""
        return self.economic_total(("301", "303"))

    @property
    def public(self) -> Decimal:
        """Return 公用经费合计 of 公开06."""
        return self.economic_total(("302", "307", "310", "399"))

    @property
    def income(self) -> Decimal:
        """Return 本年收入合计."""
        return self.total(lambda line: line.fiscal_income + line.own.income)

    @property
    def spent(self) -> Decimal:
        """Return 本年支出合计."""
        return self.total(lambda line: sum(line.spending_kinds(), ZERO))

    @property
    def grand_total(self) -> Decimal:
        """Return 总计 of 公开01, from its income side."""
        opening = self.total(_opening)
        return self.income + self.total(lambda line: line.own.surplus_used) + opening

    @property
    def fiscal_grand_total(self) -> Decimal:
        """Return 总计 of 公开04, from its income side."""
        return self.total(lambda line: line.fiscal_income + fiscal_opening(line))


def fiscal_opening(line: Line) -> Decimal:
    """Return 年初财政拨款结转和结余 of a 项."""
    return line.general.opening + line.fund.opening + line.capital.opening


def _opening(line: Line) -> Decimal:
    """Return 年初结转和结余 of a 项, all moneys."""
    return fiscal_opening(line) + line.own.opening
