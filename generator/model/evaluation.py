"""The self-evaluation of projects and of the department as listed: indicators, money, texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.accounts import ListedAmount, ListedText
    from generator.model.place import Place


@dataclass(frozen=True, slots=True)
class ProjectMoney:
    """One source of a project's money; amounts in the published unit, None where blank.

    `source` is 政府预算资金, 财政专户管理资金 or 单位资金.
    """

    source: str
    initial_budget: ListedAmount | None
    full_year_budget: ListedAmount | None
    executed: ListedAmount | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of 绩效指标.csv (or 整体绩效指标.csv, where `project` is empty).

    `sign` is ≥, ≤, =, 定性 or empty (another one as written, which is a finding); `target` is
    without sign and unit, `measured_in` its unit, `actual` as written. Scores in points; None
    where the cell is blank or no number. Levels continue those of the row above where blank.
    `places` are the cells by column.
    """

    project: str
    first_level: str
    second_level: str
    third_level: str
    sign: str
    target: str
    measured_in: str
    actual: str
    full_marks: ListedAmount | None
    score: ListedAmount | None
    deviation: str
    place: Place
    places: Mapping[str, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ManagementItem:
    """One row of 资金管理.csv: how the money of a project was managed, in points."""

    project: str
    matter: str
    situation: str
    full_marks: ListedAmount | None
    score: ListedAmount | None
    problems: str
    place: Place


@dataclass(frozen=True, slots=True)
class ReportTexts:
    """The texts of a project's report by heading (项目概况, 年度绩效目标 …)."""

    project: str
    texts: Mapping[str, ListedText]
    place: Place


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What the lists of 绩效自评 hold.

    `reports` and `management` in the order of their lists; `whole_texts` by name, `whole_notes` by
    三级指标 (the headings of 指标情况). The numbers of 整体绩效.csv stand among the facts of the
    accounts, under their keys.
    """

    indicators: tuple[Indicator, ...] = ()
    management: tuple[ManagementItem, ...] = ()
    reports: tuple[ReportTexts, ...] = ()
    whole_indicators: tuple[Indicator, ...] = ()
    whole_texts: Mapping[str, ListedText] = field(default_factory=dict)
    whole_notes: Mapping[str, ListedText] = field(default_factory=dict)
