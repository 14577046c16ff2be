"""A department's final accounts (部门决算) as values: identity, tables, budgets, facts, reasons."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from generator.field import zh
from generator.field.funds import GENERAL
from generator.field.grades import GRADES
from generator.field.subjects import NO_NAMES
from generator.model.evaluation import Evaluation

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal
    from pathlib import Path

    from generator.field.grades import Bands
    from generator.field.subjects import Directory
    from generator.model.evaluation import ProjectMoney
    from generator.model.figure import Source
    from generator.model.place import Place
    from generator.model.table import Table


class ListedText(NamedTuple):
    """A text that a list of the data folder holds, with its cell."""

    text: str
    place: Place


class Former(NamedTuple):
    """What last year's document said: reasons by key and 对比, counts by key, as printed."""

    reasons: Mapping[tuple[str, str], str]
    counts: Mapping[str, str]

    def reason(self, key: str, basis: str) -> str:
        """Return the reason of a key for that 对比, else the one that named none; or nothing."""
        return self.reasons.get((key, basis)) or self.reasons.get((key, ""), "")


NOTHING_FORMER = Former({}, {})
NO_EVALUATION = Evaluation()


class ListedAmount(NamedTuple):
    """A number that a list of the data folder holds.

    `value` is in `unit`, amounts of money in the published unit; it is None where the list says
    that there is none (无, —), which is not the same as an absent key.
    """

    value: Decimal | None
    unit: str
    source: Source


@dataclass(frozen=True, slots=True)
class Identity:
    """Who publishes what: 单位信息.csv, completed from the heads of the tables.

    `self_reference` is empty where the folder does not say how the department calls itself.
    `nature` is 行政, 参公, 事业 or empty. `unit` is the unit of the published text.
    """

    department: str
    year: int
    scope: str = zh.DEPARTMENT
    self_reference: str = ""
    profile: str = ""
    nature: str = ""
    unit: str = zh.TEN_THOUSAND_YUAN
    compiled: tuple[int, int] | None = None
    approved: date | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class MemberUnit:
    """One of the units that the accounts cover (单位构成.csv)."""

    name: str
    nature: str
    remark: str


@dataclass(frozen=True, slots=True)
class ItemBudget:
    """The 年初预算 of one 项; `fund` is 一般公共预算, 政府性基金 or 国有资本经营."""

    code: str
    name: str
    fund: str
    amount: ListedAmount


@dataclass(frozen=True, slots=True)
class Project:
    """One row of 项目绩效.csv; amounts in the published unit, score out of 100.

    `money` has the sources that the row splits its amounts into; `execution_marks` and
    `execution_score` are the points of the form for executing the budget, None where blank.
    `carried_out_by` is the unit (实施单位), empty where not given. `fund` is what the row says by
    资金性质 or 科目编码, empty where it does not; then it counts under `default_fund`, under none
    of them where that is empty, too.
    """

    name: str
    fund: str
    code: str
    full_year_budget: ListedAmount | None
    executed: ListedAmount | None
    score: ListedAmount | None
    evaluated: bool
    achieved: str
    problems: str
    measures: str
    place: Place
    initial_budget: ListedAmount | None = None
    money: tuple[ProjectMoney, ...] = ()
    execution_marks: ListedAmount | None = None
    execution_score: ListedAmount | None = None
    carried_out_by: str = ""
    default_fund: str = GENERAL

    @property
    def counted_under(self) -> str:
        """The fund whose projects it is one of, empty where nothing tells."""
        return self.fund or self.default_fund


@dataclass(frozen=True, slots=True)
class Accounts:
    """Everything the folder holds, ready for figures.

    `last_totals`, `facts` and `budget_totals` are keyed by canonical key, `own_facts` (rows of
    事项.csv that only own templates print) as they stand;
    `reasons` by key and basis ("" where the list does not say 上年 or 预算). `names` has one name a
    code; `directory` all that are in force that year. `bands` are the grades of 绩效评价 that are
    in force.
    """

    identity: Identity
    tables: Mapping[str, Table]
    last_year: Mapping[str, Table] = field(default_factory=dict)
    last_totals: Mapping[str, ListedAmount] = field(default_factory=dict)
    item_budgets: tuple[ItemBudget, ...] = ()
    budget_totals: Mapping[str, ListedAmount] = field(default_factory=dict)
    facts: Mapping[str, ListedAmount] = field(default_factory=dict)
    fact_texts: Mapping[str, ListedText] = field(default_factory=dict)
    own_facts: Mapping[str, ListedAmount] = field(default_factory=dict)
    reasons: Mapping[tuple[str, str], ListedText] = field(default_factory=dict)
    projects: tuple[Project, ...] = ()
    evaluation: Evaluation = NO_EVALUATION
    members: tuple[MemberUnit, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    directory: Directory = NO_NAMES
    texts: Mapping[str, str] = field(default_factory=dict)
    text_files: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[Path, ...] = ()
    bands: Bands = GRADES

    @property
    def all_public_institutions(self) -> bool:
        """Whether every unit covered is a 事业单位."""
        if any(member.nature for member in self.members):
            return all(member.nature == zh.INSTITUTION for member in self.members)
        return self.identity.nature == zh.INSTITUTION

    @property
    def all_administrative(self) -> bool:
        """Whether every unit covered is 行政 or 参公."""
        if any(member.nature for member in self.members):
            return all(member.nature in {zh.ADMINISTRATIVE, "参公"} for member in self.members)
        return self.identity.nature in {zh.ADMINISTRATIVE, "参公"}
