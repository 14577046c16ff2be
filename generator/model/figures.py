"""All figures of a department's narrative, section by section: what templates and charts see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.model.accounts import Project
    from generator.model.comparison import Budgeted, BudgetItem, Compared, PartOfWhole
    from generator.model.evaluation_figures import MoneyFigures, ProjectForm, WholeForm
    from generator.model.figure import Figure


@dataclass(frozen=True, slots=True)
class FundBudget:
    """政府性基金 (公开07) or 国有资本经营预算 (公开08, balances of 公开04).

    What was there, what came in, what was spent (in all and by 项), what is left.
    """

    opening: Figure
    income: Figure
    spending: Budgeted
    closing: Figure
    items: tuple[BudgetItem, ...] = ()

    @property
    def is_spent(self) -> bool:
        """Whether anything was spent."""
        return bool(self.spending.final.value)

    @property
    def is_idle(self) -> bool:
        """Whether there was money, but none was spent."""
        return not self.is_spent and any(
            figure.value for figure in (self.opening, self.income, self.closing)
        )


@dataclass(frozen=True, slots=True)
class ThreePublic:
    """“三公”经费: the six items, the shares of the three, reception abroad and at home.

    `by_year` sets the items beside last year's; `guests` are the counts of both receptions.
    """

    total: Budgeted
    abroad: Budgeted
    vehicles: Budgeted
    purchase: Budgeted
    running: Budgeted
    reception: Budgeted
    shares: Mapping[str, Figure]
    foreign_reception: Figure
    domestic_reception: Figure
    counts: Mapping[str, Figure]
    by_year: Mapping[str, Compared]
    guests: Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class OperatingCost:
    """机关运行经费 beside last year and beside its budget.

    `not_applicable`: every unit is a 事业单位 and no amount other than 0 is given.
    """

    by_year: Compared
    by_budget: Budgeted
    not_applicable: bool


@dataclass(frozen=True, slots=True)
class Procurement:
    """政府采购. The shares of 小微 are of the 中小企业 amount and of the total."""

    total: Figure
    goods: Figure
    works: Figure
    services: Figure
    to_small_medium: Figure
    to_small_micro: Figure
    share_small_medium: Figure
    share_small_micro_of_small_medium: Figure
    share_small_micro_of_total: Figure

    @property
    def awards_given(self) -> bool:
        """Whether the list says anything of contracts awarded to 中小企业."""
        return not (self.to_small_medium.is_missing and self.to_small_micro.is_missing)


@dataclass(frozen=True, slots=True)
class Assets:
    """国有资产占用: vehicles by use in the order of the form, and equipment."""

    total: Figure
    vehicles: tuple[tuple[str, Figure], ...]
    equipment: Figure


@dataclass(frozen=True, slots=True)
class ProjectFigures:
    """One project: score, budgets, execution, rate, grade, and what its form and report state.

    The score is 自评得分, else the sum of the points.
    """

    project: Project
    score: Figure
    budget: Figure
    executed: Figure
    rate: Figure
    grade: str
    initial: Figure
    form: ProjectForm


@dataclass(frozen=True, slots=True)
class FundProjects:
    """The projects of one fund: how many, budget, executed amount, its share of 项目支出."""

    fund: str
    names: tuple[str, ...]
    count: Figure
    budget: Figure
    executed: Figure
    rate: Figure
    spending: Figure
    share: Figure


@dataclass(frozen=True, slots=True)
class FundEvaluation:
    """The projects under 部门评价: names, how many, executed amount by fund."""

    names: tuple[str, ...]
    count: Figure
    executed: tuple[tuple[str, Figure], ...]


@dataclass(frozen=True, slots=True)
class WholeEvaluation:
    """部门整体支出绩效评价, from 事项.csv."""

    units: Figure
    general: Figure
    fund: Figure
    budget: Figure
    adjustment: Figure
    adjustment_word: str
    full_year: Figure
    executed: Figure
    rate: Figure
    score: Figure
    grade: str


@dataclass(frozen=True, slots=True)
class Performance:
    """Everything of section 十三 and of the self-evaluation forms and reports.

    `grades` lists the grades that occur, best first. `weighted_mean` is weighted by 全年预算数,
    `covered` is the share of the projects in all 项目支出 (公开03), `money` the sums by source.
    """

    projects: tuple[ProjectFigures, ...]
    funds: tuple[FundProjects, ...]
    evaluated: FundEvaluation
    count: Figure
    budget: Figure
    executed: Figure
    rate: Figure
    mean: Figure
    mean_grade: str
    grades: tuple[tuple[str, Figure], ...]
    whole: WholeEvaluation
    weighted_mean: Figure
    weighted_grade: str
    covered: Figure
    money: tuple[MoneyFigures, ...]
    form: WholeForm


@dataclass(frozen=True, slots=True)
class Whole:
    """A total with its parts (收入合计 and its sources, 支出合计 and its kinds)."""

    total: Figure
    parts: tuple[PartOfWhole, ...]


@dataclass(frozen=True, slots=True)
class GeneralBudget:
    """一般公共预算财政拨款支出: sections 五 and 六.

    `subjects` are the amounts of every row of 公开05 by code; `staff_items` and `office_items`
    are the names of the non-zero 款 of 公开06.
    """

    spending: Compared
    share_of_expenditure: Figure
    subjects: Mapping[str, Figure]
    classes: tuple[PartOfWhole, ...]
    economic_classes: tuple[PartOfWhole, ...]
    projects: Figure
    total: Budgeted
    items: tuple[BudgetItem, ...]
    basic: Compared
    staff: Compared
    office: Compared
    staff_items: tuple[str, ...]
    office_items: tuple[str, ...]


class FurtherFigures(Protocol):
    """Figures that are made when a template asks for them: no built-in one does."""

    def balance(self, name: str) -> Compared:
        """Return what is carried in or out (公开01, 04) beside last year's."""

    def economic(self, code: str) -> Compared:
        """Return an item of 公开06 beside last year's."""

    def fact(self, key: str) -> Figure:
        """Return a row of 事项.csv; missing where there is none."""

    def total(self, name: str, current: Sequence[Figure], last: Sequence[Figure]) -> Compared:
        """Return the sum of amounts, beside that of last year's."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Every figure of the narrative; `further` makes those that only own templates print.

    `managed` are the counts and amounts of 预算绩效管理 and of 预留采购 by their key.
    """

    summary: Compared
    income: Whole
    expenditure: Whole
    fiscal: Compared
    general: GeneralBudget
    fund: FundBudget
    capital: FundBudget
    three_public: ThreePublic
    operating: OperatingCost
    procurement: Procurement
    assets: Assets
    performance: Performance
    managed: Mapping[str, Figure]
    further: FurtherFigures
