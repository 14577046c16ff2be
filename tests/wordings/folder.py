"""Writes the data folder of a department: nine tables, last year, budgets, counts."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from oracle.folder import write_folder
from oracle.model import Budget, BudgetRow, Department, Fact, Prior

from .figures import Figures
from .printing import ZERO

if TYPE_CHECKING:
    from decimal import Decimal

_VEHICLES = {
    "car_lead": "省级领导干部用车",
    "car_main": "主要领导干部用车",
    "car_msg": "机要通信用车",
    "car_rescue": "应急保障车",
    "car_law": "执法执勤用车",
    "car_tech": "特种专业技术用车",
    "car_old": "离退休干部用车",
    "car_else": "其他用车",
}
_COUNTS = {
    "groups": ("因公出国（境）团组数", "个"),
    "travellers": ("因公出国（境）人次", "人次"),
    "bought": ("公务用车购置数", "辆"),
    "kept": ("公务用车保有量", "辆"),
    "foreign_batches": ("外宾接待团组数", "个"),
    "foreign_guests": ("外宾接待人次", "人次"),
    "batches": ("国内接待团组数", "批次"),
    "guests": ("国内接待人次", "人次"),
    "equipment": ("单位价值100万元（含）以上设备", "台（套）"),
}
_AMOUNTS = {
    "foreign": "外宾接待支出",
    "domestic": "国内接待支出",
    "office": "机关运行经费",
    "buy": "政府采购支出总额",
    "goods": "政府采购货物支出",
    "works": "政府采购工程支出",
    "services": "政府采购服务支出",
    "sme": "授予中小企业合同金额",
    "small": "授予小微企业合同金额",
}
_PROFILES = {"henan-itemised": "henan-itemised", "shanghai": "shanghai"}


def write_data(figures: Figures, wording: str, path: Path) -> None:
    """Write the folder that --data takes."""
    write_folder(_department(figures, _PROFILES.get(wording, "henan")), path)
    _write(path / "单位构成.csv", [["单位名称", "单位性质", "备注"], *_units(figures)])


def _units(figures: Figures) -> list[list[str]]:
    return [[unit, "行政", ""] for unit in figures.units]


def _write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def _department(figures: Figures, profile: str) -> Department:
    new = figures.form == "new"
    totals: dict[str, Decimal | str] = {
        "机关运行经费": "无" if new else figures.last["office"] * 10000
    }
    prior = Prior(totals, None if new else figures.last_accounts, tuple(range(1, 10)))
    if new:
        keys = ("收支总计", "财政拨款收支总计", "一般公共预算财政拨款支出")
        prior = Prior(totals | dict.fromkeys(keys, "无"))
    return Department(
        seed=1,
        name=figures.name,
        year=figures.year,
        scope="部门",
        self_name="",
        profile=profile,
        nature="行政",
        nature_by_units=False,
        table_unit="万元",
        text_unit="万元",
        accounts=figures.accounts,
        prior=prior,
        budget=_budget(figures),
        facts=_facts(figures),
        reasons={},
    )


def _budget(figures: Figures) -> Budget:
    rows = tuple(
        BudgetRow(code, "一般公共预算", figures.budget[f"item:{code}"] * 10000)
        for code in figures.items
    )
    names = {
        "general": "一般公共预算财政拨款支出",
        "fund": "政府性基金预算财政拨款支出",
        "capital": "国有资本经营预算财政拨款支出",
        "office": "机关运行经费",
    }
    return Budget(rows, {name: figures.budget[key] * 10000 for key, name in names.items()})


def _facts(figures: Figures) -> dict[str, Fact]:
    counts = figures.counts
    facts = {name: Fact(counts[key], "辆") for key, name in _VEHICLES.items()}
    facts |= {name: Fact(counts[key], unit) for key, (name, unit) in _COUNTS.items()}
    amounts = {name: figures.now.get(key, ZERO) for key, name in _AMOUNTS.items()}
    return facts | {name: Fact(amount * 10000, "万元") for name, amount in amounts.items()}
