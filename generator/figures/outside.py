"""Sections 十, 十一, 十二: figures that stand outside the nine tables (事项.csv)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.field import zh
from generator.field.amounts import CARS, amount_of, names_of
from generator.figures.compare import compare_budget, compare_years, last_year_figure
from generator.figures.compute import compute_share, compute_total
from generator.figures.sources import from_address, from_fact, from_listed, wanted_budget
from generator.model.figure import Figure, FigureKind
from generator.model.figures import Assets, OperatingCost, Procurement

if TYPE_CHECKING:
    from generator.model.accounts import Accounts
    from generator.model.figures import Performance

OPERATING_KEY = zh.RUNNING_COSTS
VEHICLES = names_of(CARS)
EQUIPMENT = zh.LARGE_EQUIPMENT


def _fact(
    accounts: Accounts, key: str, unit: str = "", kind: FigureKind = FigureKind.AMOUNT
) -> Figure:
    unit = unit or accounts.identity.unit
    return from_fact(accounts.facts, key, unit, kind)


def compute_operating_cost(accounts: Accounts) -> OperatingCost:
    """Section 十: 事项.csv, else 公开06 [公用经费合计] where every unit is 行政 or 参公."""
    current = _fact(accounts, OPERATING_KEY)
    given = OPERATING_KEY in accounts.facts
    if not given and accounts.all_administrative:
        office = amount_of(zh.OFFICE_COSTS).cell
        current = from_address(OPERATING_KEY, accounts.tables, office)
    budget = from_listed(
        f"{OPERATING_KEY}年初预算",
        accounts.budget_totals.get(OPERATING_KEY),
        wanted=wanted_budget(OPERATING_KEY, OPERATING_KEY),
        unit=accounts.identity.unit,
    )
    return OperatingCost(
        by_year=compare_years(
            OPERATING_KEY, current, last_year_figure(accounts, amount_of(OPERATING_KEY))
        ),
        by_budget=compare_budget(OPERATING_KEY, current, budget),
        not_applicable=accounts.all_public_institutions and not (given and current.value),
    )


def compute_procurement(accounts: Accounts) -> Procurement:
    """Section 十一: 事项.csv."""
    total = _fact(accounts, zh.PROCUREMENT)
    medium = _fact(accounts, zh.SMALL_AND_MEDIUM_CONTRACTS)
    micro = _fact(accounts, zh.SMALL_CONTRACTS)
    return Procurement(
        total=total,
        goods=_fact(accounts, zh.PROCURED_GOODS),
        works=_fact(accounts, zh.PROCURED_WORKS),
        services=_fact(accounts, zh.PROCURED_SERVICES),
        to_small_medium=medium,
        to_small_micro=micro,
        share_small_medium=compute_share("授予中小企业合同金额占政府采购支出总额", medium, total),
        share_small_micro_of_small_medium=compute_share(
            "授予小微企业合同金额占授予中小企业合同金额", micro, medium
        ),
        share_small_micro_of_total=compute_share(
            "授予小微企业合同金额占政府采购支出总额", micro, total
        ),
    )


_MANAGED = (
    "面向中小企业预留预算金额",
    "面向小微企业预留预算金额",
    "中小企业预留项目采购金额",
    "小微企业预留项目采购金额",
    "其他项目中小企业采购金额",
    "绩效目标预算金额",
    "绩效跟踪预算金额",
    "绩效自评预算金额",
)
_MANAGED_COUNTS = (
    "绩效目标项目数",
    "绩效跟踪项目数",
    "绩效自评项目数",
    "绩效自评优项目数",
    "绩效自评良项目数",
    "绩效自评合格项目数",
    "绩效自评不合格项目数",
    "绩效自评问题数",
    "绩效自评已整改问题数",
    "绩效自评整改中问题数",
)
_MANAGED_SCORE = "绩效自评平均得分"


def compute_managed(accounts: Accounts, performance: Performance) -> dict[str, Figure]:
    """预算绩效管理 and 预留采购: 事项.csv; 自评 else from the rows of 项目绩效.csv."""
    managed = {key: _fact(accounts, key) for key in _MANAGED}
    managed |= {key: _fact(accounts, key, "个", FigureKind.COUNT) for key in _MANAGED_COUNTS}
    managed[_MANAGED_SCORE] = _fact(accounts, _MANAGED_SCORE, "分", FigureKind.SCORE)
    if performance.projects:
        computed = {
            "绩效自评项目数": performance.count,
            "绩效自评预算金额": performance.budget,
            _MANAGED_SCORE: performance.mean,
        }
        managed |= {key: own for key, own in computed.items() if key not in accounts.facts}
    return managed


def compute_assets(accounts: Accounts) -> Assets:
    """Section 十二: 事项.csv; 车辆合计 is the sum of the eight uses."""
    vehicles = tuple((key, _fact(accounts, key, "辆", FigureKind.COUNT)) for key in VEHICLES)
    return Assets(
        total=compute_total("车辆合计", [figure for _, figure in vehicles]),
        vehicles=vehicles,
        equipment=_fact(accounts, EQUIPMENT, zh.PIECES, FigureKind.COUNT),
    )
