"""The figures of the self-evaluation forms and reports: points by level, money by source, rates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.evaluation import Indicator, ManagementItem, ReportTexts
    from generator.model.figure import Figure


@dataclass(frozen=True, slots=True)
class ScoredIndicator:
    """An indicator with its points."""

    indicator: Indicator
    full_marks: Figure
    score: Figure

    @property
    def is_reduced(self) -> bool:
        """Whether it has fewer points than full marks; False where one of them is not given."""
        full, score = self.full_marks.value, self.score.value
        return full is not None and score is not None and score < full


@dataclass(frozen=True, slots=True)
class SecondLevel:
    """A 二级指标: the sums of its 三级指标."""

    name: str
    full_marks: Figure
    score: Figure
    indicators: tuple[ScoredIndicator, ...]


@dataclass(frozen=True, slots=True)
class FirstLevel:
    """A 一级指标: the sums of its 二级指标."""

    name: str
    full_marks: Figure
    score: Figure
    groups: tuple[SecondLevel, ...]


@dataclass(frozen=True, slots=True)
class ScoredManagement:
    """A row of 资金管理 with its points."""

    item: ManagementItem
    full_marks: Figure
    score: Figure


@dataclass(frozen=True, slots=True)
class MoneyFigures:
    """One source of money (or 年度资金总额): budgets, execution, and its rate."""

    source: str
    initial: Figure
    full_year: Figure
    executed: Figure
    rate: Figure


@dataclass(frozen=True, slots=True)
class ProjectForm:
    """What 项目支出绩效自评表 and the report of one project state.

    `money` begins with 年度资金总额. `full_marks` and `total` are the sums of all points, whatever
    自评得分 says. `is_filled`: the project has indicators. `report` are its texts.
    """

    money: tuple[MoneyFigures, ...]
    execution_marks: Figure
    execution_score: Figure
    management: tuple[ScoredManagement, ...]
    levels: tuple[FirstLevel, ...]
    full_marks: Figure
    total: Figure
    is_filled: bool
    report: ReportTexts | None


@dataclass(frozen=True, slots=True)
class WholeForm:
    """The self-evaluation of the department as a whole (部门整体绩效自评).

    `counts` are those of projects by the key of 事项.csv, `rates` by their name (目标填报率 …);
    `change` is 预算调整 with its sign, `adjustment` without. `sizes` count the 一级, 二级 and
    三级指标. `full_marks` and `total` are the sums of all points.
    """

    levels: tuple[FirstLevel, ...]
    sizes: tuple[Figure, Figure, Figure]
    full_marks: Figure
    total: Figure
    initial: Figure
    change: Figure
    adjustment: Figure
    full_year: Figure
    executed: Figure
    carried_over: Figure
    procurement_budget: Figure
    procurement: Figure
    counts: Mapping[str, Figure]
    rates: Mapping[str, Figure]
